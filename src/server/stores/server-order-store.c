/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of orders. Placing one turns cart lines into a snapshot, in the transaction that also takes them out of the cart, so that
 * no line is ever ordered twice. Runs on the writer's thread. */

#include "config.h"

#include "server-order-store.h"

#include "bakery-error.h"
#include "bakery-option.h"
#include "bakery-price.h"
#include "bakery-store.h"
#include "bakery-time.h"
#include "server-cart-store.h"
#include "server-entity-store.h"
#include "server-order-snapshot.h"

#include <string.h>

/* --- From the cart --- */

static GPtrArray *
load_cart (BakeryConnection         *connection,
           const ServerOrderPlacing *placing,
           GError                  **error)
{
  g_autoptr(GPtrArray) lines =
    server_cart_store_load_lines (connection, placing->customer, placing->cart_line, error);

  if (lines == NULL || lines->len > 0)
    return g_steal_pointer (&lines);

  if (placing->cart_line != 0)
    g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "Your cart has no such line.");
  else
    bakery_set_error_violation (error, "cart_id", "Cart ID is required: your cart is empty.");

  return NULL;
}

/* What placing an order needs to know of its store; the rest, such as the opening hours, would take long to read. */
static BakeryStore *
read_terms (BakeryStatement *select)
{
  BakeryStore *store = bakery_store_new ();

  store->base.id = bakery_statement_get_int (select, 0);
  g_free (store->currency);
  store->currency = bakery_statement_dup_text (select, 1);
  store->tax_rate = bakery_statement_get_int (select, 2);
  store->delivery_fee = bakery_statement_get_int (select, 3);
  store->lead_time_minutes = bakery_statement_get_int (select, 4);
  store->delivery_minutes = bakery_statement_get_int (select, 5);
  if (!bakery_statement_is_null (select, 6) && !bakery_statement_is_null (select, 7))
    {
      store->latitude = bakery_statement_get_real (select, 6);
      store->longitude = bakery_statement_get_real (select, 7);
    }
  if (!bakery_statement_is_null (select, 8))
    store->zones = json_from_string (bakery_statement_peek_text (select, 8), NULL);

  return store;
}

static BakeryStore *
load_terms (BakeryConnection *connection,
            gint64            id,
            GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT id, currency, tax_rate, delivery_fee, lead_time_minutes, delivery_minutes,"
                               " latitude, longitude, zones FROM stores"
                               " WHERE id = $1 AND is_active = 1 AND deleted_at IS NULL",
                               error);
  gboolean has_row;

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, id);
  if (!bakery_statement_step (select, &has_row, error))
    return NULL;
  if (has_row)
    return read_terms (select);

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "The store does not take orders any more.");

  return NULL;
}

static BakeryStore *
load_store_of_cart (BakeryConnection *connection,
                    GPtrArray        *lines,
                    GError          **error)
{
  gint64 id = ((const BakeryCartLine *) g_ptr_array_index (lines, 0))->store;
  guint i;

  for (i = 1; i < lines->len; i++)
    {
      if (((const BakeryCartLine *) g_ptr_array_index (lines, i))->store == id)
        continue;
      g_set_error_literal (error,
                           BAKERY_ERROR,
                           BAKERY_ERROR_CONFLICT,
                           "Your cart holds cakes of several stores; order its lines one by one, each with its cart_id.");
      return NULL;
    }

  return load_terms (connection, id, error);
}

static gboolean
check_choice (const ServerChoice   *choice,
              const BakeryCartLine *line,
              gint64                now,
              GError              **error)
{
  guint i;

  if (choice->cake == NULL || !choice->has_all_options ||
      (line->customization != 0 && choice->customisation == NULL))
    {
      g_set_error (error,
                   BAKERY_ERROR,
                   BAKERY_ERROR_CONFLICT,
                   "%s in your cart is not sold any more.",
                   choice->cake == NULL ? "A cake" : choice->cake->name);
      return FALSE;
    }
  if (!bakery_cake_is_available (choice->cake, now))
    {
      g_set_error (error,
                   BAKERY_ERROR,
                   BAKERY_ERROR_CONFLICT,
                   "“%s” is not available at the moment.",
                   choice->cake->name);
      return FALSE;
    }

  for (i = 0; i < choice->options->len; i++)
    {
      const BakeryOption *option = g_ptr_array_index (choice->options, i);

      if (option->availability)
        continue;
      g_set_error (error,
                   BAKERY_ERROR,
                   BAKERY_ERROR_CONFLICT,
                   "“%s” with “%s” is not available at the moment.",
                   choice->cake->name,
                   option->name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
add_lines (BakeryConnection *connection,
           BakeryOrder      *order,
           GPtrArray        *lines,
           GError          **error)
{
  guint i;

  for (i = 0; i < lines->len; i++)
    {
      const BakeryCartLine *line = g_ptr_array_index (lines, i);
      g_auto(ServerChoice) choice = { NULL };

      if (!server_cart_store_load_choice (connection, line->cake, line->customization, &choice, error) ||
          !check_choice (&choice, line, order->order_date, error))
        return FALSE;
      server_order_snapshot_add_line (order, choice.cake, choice.customisation, choice.options, line->quantity);
    }

  return TRUE;
}

/* --- For whom and when --- */

static void
fill_in (char           **target,
         BakeryStatement *statement,
         guint            column)
{
  if (*target != NULL && **target != '\0')
    return;

  g_free (*target);
  *target = bakery_statement_dup_text (statement, column);
}

static gboolean
set_customer (BakeryConnection *connection,
              BakeryOrder      *order,
              gint64            customer,
              GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT first_name || ' ' || last_name, phone_no, email FROM accounts WHERE id = $1",
                               error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, customer);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;

  order->customer = customer;
  if (has_row)
    {
      fill_in (&order->customer_name, select, 0);
      fill_in (&order->customer_phone, select, 1);
      fill_in (&order->customer_email, select, 2);
    }

  return TRUE;
}

static gboolean
schedule (BakeryOrder       *order,
          const BakeryStore *store,
          GError           **error)
{
  char earliest[BAKERY_TIME_BUFFER_SIZE];
  gint64 due_at = order->due_at;

  order->due_at = 0;
  bakery_order_schedule (order, store);
  if (due_at == 0)
    return TRUE;

  if (due_at < order->due_at)
    {
      bakery_set_error_violation (error,
                                  "due_at",
                                  "The earliest possible time is %s.",
                                  bakery_time_format_to_buffer (order->due_at, earliest));
      return FALSE;
    }

  order->due_at = due_at;
  bakery_order_schedule (order, store);

  return TRUE;
}

static gboolean
take_number (BakeryConnection *connection,
             BakeryOrder      *order,
             GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection,
                               "UPDATE stores SET next_order_number = next_order_number + 1 WHERE id = $1"
                               " RETURNING next_order_number - 1",
                               error);
  gboolean has_row;

  if (update == NULL)
    return FALSE;

  bakery_statement_bind_int (update, 1, order->store);
  if (!bakery_statement_step (update, &has_row, error))
    return FALSE;
  order->number = bakery_statement_get_int (update, 0);

  return bakery_statement_run (update, error);
}

static gint64
measure (const BakeryOrder *order,
         const BakeryStore *store)
{
  if (order->fulfilment == BAKERY_FULFILMENT_PICKUP)
    return SERVER_ORDER_NO_DISTANCE;

  return server_order_snapshot_measure (store->latitude, store->longitude, order->latitude, order->longitude);
}

static gboolean
fill_order (BakeryConnection         *connection,
            BakeryOrder              *order,
            const ServerOrderPlacing *placing,
            GPtrArray                *lines,
            GError                  **error)
{
  g_autoptr(BakeryStore) store = load_store_of_cart (connection, lines, error);

  if (store == NULL)
    return FALSE;

  order->store = store->base.id;
  g_free (order->currency);
  order->currency = g_strdup (store->currency);
  order->order_date = placing->now;
  order->stage_changed_at = placing->now;
  order->distance_metres = measure (order, store);

  return add_lines (connection, order, lines, error) &&
         set_customer (connection, order, placing->customer, error) &&
         schedule (order, store, error) &&
         bakery_order_price (order, store, error) &&
         take_number (connection, order, error);
}

/**
 * server_order_store_place:
 * @connection: the writer's connection
 * @order: a new order as the customer described it; gets everything else
 * @placing: from where
 * @error: %BAKERY_ERROR_NOT_FOUND without such a cart line, %BAKERY_ERROR_CONFLICT when something cannot be ordered now,
 *   %BAKERY_ERROR_INVALID for a time that is too early, or a %BAKERY_STORAGE_ERROR
 *
 * Turns cart lines into an order: names, prices and work as of now, the store's next number, the beginning of the timeline.
 * The lines leave the cart.
 *
 * Returns: whether it is placed
 */
gboolean
server_order_store_place (BakeryConnection         *connection,
                          BakeryOrder              *order,
                          const ServerOrderPlacing *placing,
                          GError                  **error)
{
  g_autoptr(GPtrArray) lines = load_cart (connection, placing, error);

  if (lines == NULL || !fill_order (connection, order, placing, lines, error))
    return FALSE;

  server_order_snapshot_add_placed (order, placing->customer, order->customer_name);
  bakery_entity_derive (order);

  return server_entity_store_insert (connection, order, TRUE, placing->now, error) &&
         server_cart_store_remove_lines (connection, lines, placing->now, error);
}

/* --- Afterwards --- */

static gboolean
is_elsewhere (const BakeryOrder *order,
              const BakeryOrder *before)
{
  /* Bytes are compared, since an unknown place is not a number. */
  return order->fulfilment != before->fulfilment ||
         memcmp (&order->latitude, &before->latitude, sizeof order->latitude) != 0 ||
         memcmp (&order->longitude, &before->longitude, sizeof order->longitude) != 0;
}

static gboolean
follow_store (BakeryOrder       *order,
              const BakeryOrder *before,
              const BakeryStore *store,
              GError           **error)
{
  bakery_order_schedule (order, store);
  if (!is_elsewhere (order, before))
    return TRUE;

  order->distance_metres = measure (order, store);

  return bakery_order_price (order, store, error);
}

/**
 * server_order_store_correct:
 * @connection: the writer's connection
 * @order: as it shall be
 * @before: as it is stored
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR, or a %BAKERY_ERROR_INVALID for a total beyond all limits
 *
 * Stores an order that was corrected or moved. Another time or place changes when work on it must begin, another place what
 * its delivery costs; what was bought stays.
 *
 * Returns: whether it is stored
 */
gboolean
server_order_store_correct (BakeryConnection  *connection,
                            BakeryOrder       *order,
                            const BakeryOrder *before,
                            gint64             now,
                            GError           **error)
{
  g_autoptr(BakeryStore) store = NULL;
  g_autoptr(GError) problem = NULL;

  if (order->due_at != before->due_at || is_elsewhere (order, before))
    store = server_entity_store_find (connection, &bakery_store_type, order->store, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  return (store == NULL || follow_store (order, before, store, error)) &&
         server_entity_store_update (connection, order, TRUE, now, error);
}

/**
 * server_order_store_get_undo_seconds:
 * @connection: any connection
 * @store: the id of a store
 * @ret_seconds: (out): how long a move can be taken back there
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_order_store_get_undo_seconds (BakeryConnection *connection,
                                     gint64            store,
                                     gint64           *ret_seconds,
                                     GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT undo_seconds FROM stores WHERE id = $1", error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, store);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_seconds = has_row ? bakery_statement_get_int (select, 0) : 0;

  return TRUE;
}
