/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The audit trail: who changed what, from where, and how it was before and after. The functions that store entities write it,
 * inside the transaction of the change; resources have nothing to do with it. */

#pragma once

#include "bakery-connection.h"
#include "bakery-entity.h"

G_BEGIN_DECLS

/**
 * ServerAuthor:
 * @account: the id of the account, 0 for nobody
 * @role: of the account
 * @name: (nullable): what the account is called
 * @address: the network address the request came from
 * @request: the id of the request, as in the log
 *
 * On whose behalf a connection writes.
 */
typedef struct
{
  gint64 account;
  BakeryRole role;
  const char *name;
  const char *address;
  const char *request;
} ServerAuthor;

void server_audit_set_author (BakeryConnection *connection,
                              const ServerAuthor *author);
gboolean server_audit_record (BakeryConnection *connection,
                              gconstpointer before,
                              gconstpointer after,
                              gint64 now,
                              GError **error);
gboolean server_audit_forget (BakeryConnection *connection,
                              gint64 account,
                              GError **error);

G_END_DECLS
