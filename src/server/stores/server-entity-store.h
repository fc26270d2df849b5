/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Storing entities so that the rest of the system hears of it: times, revision, change log, audit trail, and a broken unique
 * index told as the violation of a field. Called inside a transaction of the writer. */

#pragma once

#include "bakery-connection.h"
#include "bakery-entity.h"
#include "server-select.h"

G_BEGIN_DECLS

gpointer server_entity_store_load_one (BakeryConnection *connection,
                                       const BakeryEntityType *type,
                                       const ServerSelect *select,
                                       GError **error);
gpointer server_entity_store_find (BakeryConnection *connection,
                                   const BakeryEntityType *type,
                                   gint64 id,
                                   GError **error);
gboolean server_entity_store_insert (BakeryConnection *connection,
                                     gpointer entity,
                                     gboolean is_in_feed,
                                     gint64 now,
                                     GError **error);
gboolean server_entity_store_update (BakeryConnection *connection,
                                     gpointer entity,
                                     gboolean is_in_feed,
                                     gint64 now,
                                     GError **error);
gboolean server_entity_store_delete (BakeryConnection *connection,
                                     gpointer entity,
                                     gboolean is_in_feed,
                                     gint64 now,
                                     GError **error);

gint64 server_entity_get_store (gconstpointer entity);

G_END_DECLS
