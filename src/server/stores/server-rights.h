/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which rows a caller may see or touch, as a condition in SQL, so that what is not theirs is as if it were not there. */

#pragma once

#include "server-request.h"
#include "server-select.h"

G_BEGIN_DECLS

/**
 * ServerRights:
 * @SERVER_RIGHTS_EVERYBODY: every row
 * @SERVER_RIGHTS_STORE: rows of the stores the caller belongs to
 * @SERVER_RIGHTS_OWNER: rows that are the caller's own
 * @SERVER_RIGHTS_ORDER: orders of the stores the caller belongs to, of them for a driver only those the driver brings; and the
 *   caller's own
 * @SERVER_RIGHTS_ORDER_WORK: as %SERVER_RIGHTS_ORDER; the caller's own only for a customer
 * @SERVER_RIGHTS_RUN: rows of the stores the caller belongs to; for a driver only those the driver drives
 * @SERVER_RIGHTS_ADDRESSEE: what is addressed to the caller, to their stores, or to everybody; for an admin as well
 *
 * Else an admin has every row.
 */
typedef enum
{
  SERVER_RIGHTS_EVERYBODY,
  SERVER_RIGHTS_STORE,
  SERVER_RIGHTS_OWNER,
  SERVER_RIGHTS_ORDER,
  SERVER_RIGHTS_ORDER_WORK,
  SERVER_RIGHTS_RUN,
  SERVER_RIGHTS_ADDRESSEE,
} ServerRights;

void server_rights_apply (ServerRights rights,
                          const char *column,
                          const ServerIdentity *identity,
                          ServerSelect *select);
gboolean server_rights_has_store (BakeryConnection *connection,
                                  const ServerIdentity *identity,
                                  gint64 store,
                                  gboolean *ret_has_store,
                                  GError **error);

gboolean server_rights_check_store (ServerRequest *request,
                                    gint64 store,
                                    GError **error);

G_END_DECLS
