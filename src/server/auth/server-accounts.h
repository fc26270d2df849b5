/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts in the database, with the stores they belong to. */

#pragma once

#include "bakery-account.h"
#include "bakery-connection.h"

G_BEGIN_DECLS

BakeryAccount *server_accounts_load (BakeryConnection *connection,
                                     gint64 id,
                                     GError **error);
gboolean server_accounts_load_stores (BakeryConnection *connection,
                                      BakeryAccount *account,
                                      GError **error);
gboolean server_accounts_find (BakeryConnection *connection,
                               const char *email,
                               gint64 *ret_id,
                               char **ret_hash,
                               GError **error);
gboolean server_accounts_insert (BakeryConnection *connection,
                                 BakeryAccount *account,
                                 gint64 now,
                                 GError **error);
gboolean server_accounts_update (BakeryConnection *connection,
                                 BakeryAccount *account,
                                 gint64 now,
                                 GError **error);
gboolean server_accounts_delete (BakeryConnection *connection,
                                 gint64 id,
                                 gint64 now,
                                 GError **error);
gboolean server_accounts_replace_foreign_hash (BakeryConnection *connection,
                                               gint64 id,
                                               const char *hash,
                                               GError **error);
gboolean server_accounts_signed_in (BakeryConnection *connection,
                                    gint64 id,
                                    gint64 now,
                                    GError **error);

G_END_DECLS
