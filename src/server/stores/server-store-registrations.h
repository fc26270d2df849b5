/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stores that registered by themselves and wait for an administrator (S-080). */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

/** For the alias `t` of stores: those that wait for nobody. */
#define SERVER_STORE_REGISTRATIONS_OVER "t.id NOT IN (SELECT store FROM store_registrations)"

gboolean server_store_registrations_insert (BakeryConnection *connection,
                                            gint64 store,
                                            gint64 account,
                                            gint64 now,
                                            GError **error);
gboolean server_store_registrations_take (BakeryConnection *connection,
                                          gint64 store,
                                          gint64 *ret_account,
                                          GError **error);

G_END_DECLS
