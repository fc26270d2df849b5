/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What accepted orders will take of each item, and when the bake list takes it. The sums by item are what is reserved of it.
 * For the writer's thread, inside its transaction. */

#pragma once

#include "bakery-connection.h"
#include "bakery-recipe-book.h"

G_BEGIN_DECLS

gboolean server_stock_reservations_write (BakeryConnection *connection,
                                          const BakeryRecipeBook *book,
                                          const BakeryOrder *order,
                                          const GArray *amounts,
                                          GError **error);
gboolean server_stock_reservations_remove (BakeryConnection *connection,
                                           gint64 order,
                                           GError **error);
gboolean server_stock_reservations_load_first (BakeryConnection *connection,
                                               const BakeryInventoryItem *item,
                                               gint64 now,
                                               gint64 *ret_needed_first,
                                               GError **error);

G_END_DECLS
