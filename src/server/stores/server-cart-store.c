/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of carts. Runs on the thread of the connection it is given. */

#include "config.h"

#include "server-cart-store.h"

#include "bakery-option.h"
#include "bakery-price.h"
#include "bakery-records.h"
#include "server-catalogue-store.h"
#include "server-entity-store.h"

#include <string.h>

static gboolean
load_options (BakeryConnection *connection,
              ServerChoice     *choice,
              GError          **error)
{
  GArray *ids = choice->customisation != NULL ? choice->customisation->options : NULL;

  choice->options = server_catalogue_store_load_all (connection, &bakery_option_type, ids, error);
  if (choice->options == NULL)
    return FALSE;

  choice->has_all_options = ids == NULL || choice->options->len == ids->len;

  return TRUE;
}

/**
 * server_cart_store_load_choice:
 * @connection: any connection
 * @cake: the id of a cake
 * @customisation: the id of a customisation, 0 for none
 * @ret_choice: (out caller-allocates): what they are; cleared by the caller also on failure
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could look; what is gone is %NULL in @ret_choice
 */
gboolean
server_cart_store_load_choice (BakeryConnection *connection,
                               gint64            cake,
                               gint64            customisation,
                               ServerChoice     *ret_choice,
                               GError          **error)
{
  g_autoptr(GError) problem = NULL;

  memset (ret_choice, 0, sizeof *ret_choice);
  ret_choice->cake = server_entity_store_find (connection, &bakery_cake_type, cake, &problem);
  if (problem == NULL && customisation != 0)
    ret_choice->customisation = server_entity_store_find (connection, &bakery_customisation_type, customisation, &problem);
  if (problem == NULL)
    return load_options (connection, ret_choice, error);

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

/**
 * server_choice_clear:
 * @self: a choice
 *
 * Frees what it owns.
 */
void
server_choice_clear (ServerChoice *self)
{
  g_clear_pointer (&self->cake, bakery_cake_unref);
  g_clear_pointer (&self->customisation, bakery_customisation_unref);
  g_clear_pointer (&self->options, g_ptr_array_unref);
}

/**
 * server_cart_store_price_line:
 * @connection: any connection
 * @line: a cart line of the caller's own
 * @error: a %BAKERY_STORAGE_ERROR, or a %BAKERY_ERROR_INVALID when the total is beyond all limits
 *
 * Fills in what the line costs at this moment; nothing when its cake is gone.
 *
 * Returns: whether it could
 */
gboolean
server_cart_store_price_line (BakeryConnection *connection,
                              BakeryCartLine   *line,
                              GError          **error)
{
  g_auto(ServerChoice) choice = { NULL };
  BakeryPriceLine priced = { 0, 0, line->quantity, 0 };
  BakeryPrice price;
  guint i;

  if (!server_cart_store_load_choice (connection, line->cake, line->customization, &choice, error))
    return FALSE;

  if (choice.cake != NULL)
    priced.unit_price = choice.cake->price;
  for (i = 0; i < choice.options->len; i++)
    priced.options_price += ((const BakeryOption *) g_ptr_array_index (choice.options, i))->price_change;
  if (!bakery_price_compute (&priced, 1, 0, 0, &price, error))
    return FALSE;

  line->total_amount = price.subtotal;

  return TRUE;
}

/**
 * server_cart_store_load_lines:
 * @connection: any connection
 * @customer: whose cart
 * @line: the id of the only line wanted, 0 for all
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Loads the lines of a cart, oldest first: at most one more than an order can have.
 *
 * Returns: (transfer full) (element-type BakeryCartLine): the lines, or %NULL with @error set
 */
GPtrArray *
server_cart_store_load_lines (BakeryConnection *connection,
                              gint64            customer,
                              gint64            line,
                              GError          **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_cart_line_type, "t", BAKERY_RECORDS_TABLES);
  g_autoptr(BakeryStatement) statement = NULL;
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, "cart_lines AS t");
  server_select_where_integer (&select, "t.customer = $", customer);
  if (line != 0)
    server_select_where_integer (&select, "t.id = $", line);
  server_select_append_integer (&select, " ORDER BY t.id LIMIT $", BAKERY_ORDER_LINES_MAXIMUM + 1);
  statement = server_select_prepare (&select, connection, error);

  return statement != NULL ? bakery_records_read_all (&bakery_cart_line_type, statement, BAKERY_RECORDS_TABLES, error) : NULL;
}

/**
 * server_cart_store_remove_lines:
 * @connection: the writer's connection
 * @lines: (element-type BakeryCartLine): lines that were ordered
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Takes ordered lines out of their cart. The audit trail has nothing of it: it has the order.
 *
 * Returns: whether they are gone
 */
gboolean
server_cart_store_remove_lines (BakeryConnection *connection,
                                GPtrArray        *lines,
                                GError          **error)
{
  guint i;

  for (i = 0; i < lines->len; i++)
    {
      const BakeryEntity *line = g_ptr_array_index (lines, i);

      if (!bakery_records_delete (connection, line->type, line->id, 0, error))
        return FALSE;
    }

  return TRUE;
}
