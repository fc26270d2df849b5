/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the catalogue's resources ask of the database beyond plain reading and writing. */

#pragma once

#include "bakery-cake.h"
#include "bakery-connection.h"
#include "bakery-option.h"

G_BEGIN_DECLS

gboolean server_catalogue_store_has_open_orders (BakeryConnection *connection,
                                                 gint64 store,
                                                 gboolean *ret_has_orders,
                                                 GError **error);
gboolean server_catalogue_store_has_cakes (BakeryConnection *connection,
                                           gint64 store,
                                           gboolean *ret_has_cakes,
                                           GError **error);
gboolean server_catalogue_store_delete_all (BakeryConnection *connection,
                                            const BakeryEntityType *type,
                                            gint64 store,
                                            gint64 now,
                                            GError **error);
gboolean server_catalogue_store_delete_group_options (BakeryConnection *connection,
                                                      const BakeryOptionGroup *group,
                                                      gint64 now,
                                                      GError **error);
gboolean server_catalogue_store_forget (BakeryConnection *connection,
                                        const BakeryEntityType *type,
                                        const char *list,
                                        gconstpointer entity,
                                        gint64 now,
                                        GError **error);
gboolean server_catalogue_store_has_all (BakeryConnection *connection,
                                         const BakeryEntityType *type,
                                         GArray *ids,
                                         gint64 store,
                                         gboolean *ret_has_all,
                                         GError **error);
GPtrArray *server_catalogue_store_load_where (BakeryConnection *connection,
                                              const BakeryEntityType *type,
                                              const char *condition,
                                              gint64 value,
                                              GError **error);
GPtrArray *server_catalogue_store_load_cakes (BakeryConnection *connection,
                                              gint64 store,
                                              const char *condition,
                                              GError **error);
char *server_catalogue_store_dup_currency (BakeryConnection *connection,
                                           gint64 store,
                                           GError **error);
GPtrArray *server_catalogue_store_load_all (BakeryConnection *connection,
                                            const BakeryEntityType *type,
                                            GArray *ids,
                                            GError **error);

G_END_DECLS
