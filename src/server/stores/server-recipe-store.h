/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The recipes of a store as a book, and what the catalogue has of them: which cakes and options lack something, and what
 * allergens they contain. */

#pragma once

#include "bakery-connection.h"
#include "bakery-recipe-book.h"

G_BEGIN_DECLS

gboolean server_recipe_store_has_any (BakeryConnection *connection,
                                      gint64 store,
                                      gboolean *ret_has_any,
                                      GError **error);
BakeryRecipeBook *server_recipe_store_load_book (BakeryConnection *connection,
                                                 gint64 store,
                                                 GError **error);
gboolean server_recipe_store_check_book (const BakeryRecipeBook *book,
                                         GError **error);
gboolean server_recipe_store_mark (BakeryConnection *connection,
                                   gint64 store,
                                   const BakeryRecipeBook *book,
                                   gint64 now,
                                   GError **error);
gboolean server_recipe_store_spread_allergens (BakeryConnection *connection,
                                               const BakeryRecipeBook *book,
                                               gint64 now,
                                               GError **error);
gboolean server_recipe_store_check_allergens (BakeryConnection *connection,
                                              gconstpointer entity,
                                              BakeryViolations *violations,
                                              GError **error);
gboolean server_recipe_store_find_user (BakeryConnection *connection,
                                        const char *column,
                                        gint64 id,
                                        char **ret_name,
                                        GError **error);

G_END_DECLS
