/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Carts in the database: their lines, and what those stand for in the catalogue at this moment. */

#pragma once

#include "bakery-cake.h"
#include "bakery-cart.h"
#include "bakery-connection.h"

G_BEGIN_DECLS

/**
 * ServerChoice:
 * @cake: (nullable): the cake, %NULL when it is gone
 * @customisation: (nullable): how it is customised
 * @options: (element-type BakeryOption): the options chosen, those that are there
 * @has_all_options: whether none of them is gone
 *
 * What a customer chose. Freed with server_choice_clear().
 */
typedef struct
{
  BakeryCake *cake;
  BakeryCustomisation *customisation;
  GPtrArray *options;
  gboolean has_all_options;
} ServerChoice;

gboolean server_cart_store_load_choice (BakeryConnection *connection,
                                        gint64 cake,
                                        gint64 customisation,
                                        ServerChoice *ret_choice,
                                        GError **error);
gboolean server_cart_store_price_line (BakeryConnection *connection,
                                       BakeryCartLine *line,
                                       GError **error);
GPtrArray *server_cart_store_load_lines (BakeryConnection *connection,
                                         gint64 customer,
                                         gint64 line,
                                         GError **error);
gboolean server_cart_store_remove_lines (BakeryConnection *connection,
                                         GPtrArray *lines,
                                         GError **error);
void server_choice_clear (ServerChoice *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerChoice, server_choice_clear)

G_END_DECLS
