/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of orders. Placing one turns cart lines into a snapshot, in the transaction that also takes them out of the cart, so that
 * no line is ever ordered twice. Runs on the writer's thread. */

#include "config.h"

#include "server-order-store.h"

#include "bakery-error.h"
#include "bakery-option.h"
#include "bakery-price.h"
#include "bakery-route.h"
#include "bakery-store.h"
#include "bakery-time.h"
#include "server-cart-store.h"
#include "server-delivery-stops.h"
#include "server-entity-store.h"
#include "server-mail-queue.h"
#include "server-order-snapshot.h"
#include "server-payment-store.h"
#include "server-slot-store.h"
#include "server-stock-orders.h"

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

static gboolean
get_store_of_cart (GPtrArray *lines,
                   gint64    *ret_store,
                   GError   **error)
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
      return FALSE;
    }
  *ret_store = id;

  return TRUE;
}

/**
 * server_order_store_check_choice:
 * @choice: what somebody chose
 * @has_all: whether what it is made of is all there
 * @now: the present instant
 * @error: a %BAKERY_ERROR_CONFLICT that names what is missing
 *
 * Returns: whether it can be ordered
 */
gboolean
server_order_store_check_choice (const ServerChoice *choice,
                                 gboolean            has_all,
                                 gint64              now,
                                 GError            **error)
{
  guint i;

  if (choice->cake == NULL || !has_all)
    {
      g_set_error (error,
                   BAKERY_ERROR,
                   BAKERY_ERROR_CONFLICT,
                   "“%s” is not sold any more as it was chosen.",
                   choice->cake == NULL ? "A cake" : choice->cake->name);
      return FALSE;
    }
  if (!bakery_cake_is_available (choice->cake, now))
    {
      bakery_set_error_unavailable (error, choice->cake->base.id, "“%s” is not available at the moment.", choice->cake->name);
      return FALSE;
    }

  for (i = 0; i < choice->options->len; i++)
    {
      const BakeryOption *option = g_ptr_array_index (choice->options, i);

      if (bakery_option_is_available (option))
        continue;
      bakery_set_error_unavailable (error, choice->cake->base.id, "“%s” with “%s” is not available at the moment.",
                                    choice->cake->name, option->name);
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

      gboolean has_all;

      if (!server_cart_store_load_choice (connection, line->cake, line->customization, &choice, error))
        return FALSE;
      has_all = choice.has_all_options && (line->customization == 0 || choice.customisation != NULL);
      if (!server_order_store_check_choice (&choice, has_all, order->order_date, error))
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

/**
 * server_order_store_take_number:
 * @connection: the writer's connection
 * @store: the id of a store
 * @ret_number: (out): what its next order is called
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether there is one
 */
gboolean
server_order_store_take_number (BakeryConnection *connection,
                                gint64            store,
                                gint64           *ret_number,
                                GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection, "UPDATE stores SET next_order_number = next_order_number + 1 WHERE id = $1",
                               error);
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT next_order_number - 1 FROM stores WHERE id = $1", error);
  gboolean has_row;

  if (update == NULL || select == NULL)
    return FALSE;

  bakery_statement_bind_int (update, 1, store);
  bakery_statement_bind_int (select, 1, store);
  if (!bakery_statement_run (update, error) || !bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_number = bakery_statement_get_int (select, 0);

  return TRUE;
}

static gint64
measure (const BakeryOrder *order,
         const BakeryStore *store)
{
  if (order->fulfilment == BAKERY_FULFILMENT_PICKUP)
    return BAKERY_ROUTE_UNKNOWN;

  return bakery_route_measure (store->latitude, store->longitude, order->latitude, order->longitude);
}

/**
 * server_order_store_begin:
 * @connection: the writer's connection
 * @order: a new order as somebody described it
 * @store: the id of the store that it is for
 * @now: the present instant
 * @error: %BAKERY_ERROR_CONFLICT when the store takes no orders, or a %BAKERY_STORAGE_ERROR
 *
 * Begins to place an order. The caller adds its lines, then calls server_order_store_finish().
 *
 * Returns: (transfer full): the terms of the store, or %NULL with @error set
 */
BakeryStore *
server_order_store_begin (BakeryConnection *connection,
                          BakeryOrder      *order,
                          gint64            store,
                          gint64            now,
                          GError          **error)
{
  g_autoptr(GError) problem = NULL;
  BakeryStore *terms = server_slot_store_load_terms (connection, store, &problem);

  if (terms == NULL)
    {
      if (problem != NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
      else
        g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "The store does not take orders any more.");
      return NULL;
    }

  order->store = store;
  g_free (order->currency);
  order->currency = g_strdup (terms->currency);
  order->order_date = now;
  order->stage_changed_at = now;
  if (order->fulfilment == BAKERY_FULFILMENT_PICKUP && order->pickup_mode < 0)
    order->pickup_mode = BAKERY_PICKUP_MODE_FIXED_TIME;

  return terms;
}

static void
begin_timeline (BakeryOrder              *order,
                const ServerOrderPlacing *placing)
{
  BakeryOrderEvent *event;

  server_order_snapshot_add_placed (order, placing->customer, order->customer_name);
  if (placing->reason == NULL)
    return;

  event = g_ptr_array_index (order->timeline, 0);
  g_free (event->reason);
  event->reason = g_strdup (placing->reason);
}

/**
 * server_order_store_finish:
 * @connection: the writer's connection
 * @order: an order after server_order_store_begin(), with its lines
 * @store: the terms of its store
 * @placing: how it is placed
 * @error: as server_order_store_place()
 *
 * Gives an order its time, its price and its number, and stores it.
 *
 * Returns: whether it is placed
 */
gboolean
server_order_store_finish (BakeryConnection         *connection,
                           BakeryOrder              *order,
                           const BakeryStore        *store,
                           const ServerOrderPlacing *placing,
                           GError                  **error)
{
  order->distance_metres = measure (order, store);
  if (!server_slot_store_schedule (connection, order, store, placing->is_forced, error) ||
      !bakery_order_price (order, store, error) ||
      !server_order_store_take_number (connection, order->store, &order->number, error))
    return FALSE;

  begin_timeline (order, placing);
  bakery_entity_derive (order);

  return server_entity_store_insert (connection, order, TRUE, placing->now, error) &&
         server_mail_queue_order_placed (connection, order, placing->now, error);
}

/**
 * server_order_store_place:
 * @connection: the writer's connection
 * @order: a new order as the customer described it; gets everything else
 * @placing: from where
 * @error: %BAKERY_ERROR_NOT_FOUND without such a cart line, %BAKERY_ERROR_CONFLICT when something cannot be ordered now or
 *   there is no room for it then, %BAKERY_ERROR_INVALID for a time that is too early, or a %BAKERY_STORAGE_ERROR
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
  g_autoptr(BakeryStore) store = NULL;
  gint64 id;

  if (lines == NULL || !get_store_of_cart (lines, &id, error))
    return FALSE;

  store = server_order_store_begin (connection, order, id, placing->now, error);

  return store != NULL &&
         add_lines (connection, order, lines, error) &&
         set_customer (connection, order, placing->customer, error) &&
         server_order_store_finish (connection, order, store, placing, error) &&
         server_cart_store_remove_lines (connection, lines, error);
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

/* What is cancelled, or taken up again, owes nothing, or something again. */
static gboolean
follow_payments (BakeryConnection  *connection,
                 BakeryOrder       *order,
                 const BakeryOrder *before,
                 gint64             now,
                 GError           **error)
{
  if ((order->stage == BAKERY_STAGE_CANCELLED) == (before->stage == BAKERY_STAGE_CANCELLED))
    return TRUE;

  return server_payment_store_apply (connection, order, now, error);
}

/**
 * server_order_store_correct:
 * @connection: the writer's connection
 * @order: as it shall be
 * @before: as it is stored
 * @is_forced: whether the shop moves it to a time at which there is no room
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR, a %BAKERY_ERROR_INVALID for a total beyond all limits, or a %BAKERY_ERROR_CONFLICT that
 *   names the next free time
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
                            gboolean           is_forced,
                            gint64             now,
                            GError           **error)
{
  gboolean is_moved = order->due_at != before->due_at && order->due_at != 0;
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
         (!is_moved || is_forced || server_slot_store_check (connection, store, order, now, error)) &&
         follow_payments (connection, order, before, now, error) &&
         server_stock_orders_follow (connection, order, before, now, error) &&
         server_delivery_stops_follow (connection, order, before, now, error) &&
         server_entity_store_update (connection, order, TRUE, now, error) &&
         server_stock_orders_settle (connection, order, before, now, error) &&
         server_mail_queue_order_changed (connection, order, before, now, error);
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
