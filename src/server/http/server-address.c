/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where to listen, in the form that sockets take. Stateless. */

#include "config.h"

#include "server-address.h"

#include "server-config.h"

#include <arpa/inet.h>
#include <string.h>

/**
 * server_address_fill:
 * @endpoint: `ADDRESS:PORT`
 * @ret_address: (out caller-allocates): the same for a socket
 * @error: what is wrong with it
 *
 * Returns: whether it is an address
 */
gboolean
server_address_fill (const char              *endpoint,
                     struct sockaddr_storage *ret_address,
                     GError                 **error)
{
  struct sockaddr_in *inet = (struct sockaddr_in *) ret_address;
  struct sockaddr_in6 *inet6 = (struct sockaddr_in6 *) ret_address;
  g_autofree char *text = NULL;
  guint16 port;

  if (!server_endpoint_parse (endpoint, &text, &port, error))
    return FALSE;

  memset (ret_address, 0, sizeof *ret_address);
  if (inet_pton (AF_INET, text, &inet->sin_addr) == 1)
    {
      inet->sin_family = AF_INET;
      inet->sin_port = htons (port);
    }
  else
    {
      inet_pton (AF_INET6, text, &inet6->sin6_addr);
      inet6->sin6_family = AF_INET6;
      inet6->sin6_port = htons (port);
    }

  return TRUE;
}
