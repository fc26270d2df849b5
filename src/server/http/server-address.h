/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where to listen, in the form that sockets take. */

#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

gboolean server_address_fill (const char *endpoint,
                              struct sockaddr_storage *ret_address,
                              GError **error);

G_END_DECLS
