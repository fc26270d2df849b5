/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of slots. Every order that is not cancelled takes its place, paid or not. Runs on the thread of the connection
 * it is given. */

#include "config.h"

#include "server-slot-store.h"

#include "bakery-error.h"
#include "bakery-price.h"
#include "bakery-time.h"
#include "server-documents.h"

/* --- The store --- */

static JsonNode *
read_document (BakeryStatement *select,
               guint            column)
{
  if (bakery_statement_is_null (select, column))
    return NULL;

  return server_documents_parse (bakery_statement_peek_text (select, column));
}

static void
read_text (BakeryStatement *select,
           guint            column,
           char           **target)
{
  g_free (*target);
  *target = bakery_statement_dup_text (select, column);
}

static BakeryStore *
read_terms (BakeryStatement *select)
{
  BakeryStore *store = bakery_store_new ();

  store->base.id = bakery_statement_get_int (select, 0);
  read_text (select, 1, &store->currency);
  store->tax_rate = bakery_statement_get_int (select, 2);
  store->delivery_fee = bakery_statement_get_int (select, 3);
  store->lead_time_minutes = bakery_statement_get_int (select, 4);
  store->delivery_minutes = bakery_statement_get_int (select, 5);
  if (!bakery_statement_is_null (select, 6) && !bakery_statement_is_null (select, 7))
    {
      store->latitude = bakery_statement_get_real (select, 6);
      store->longitude = bakery_statement_get_real (select, 7);
    }
  store->zones = read_document (select, 8);
  read_text (select, 9, &store->time_zone);
  store->opening_hours = read_document (select, 10);
  store->closures = read_document (select, 11);
  store->slot_minutes = bakery_statement_get_int (select, 12);
  store->capacity_minutes_per_slot = bakery_statement_get_int (select, 13);
  store->capacity_minutes_per_day = bakery_statement_get_int (select, 14);
  store->preparation_radius_metres = bakery_statement_get_int (select, 15);

  return store;
}

/**
 * server_slot_store_load_terms:
 * @connection: any connection
 * @store: the id of a store
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Loads what an order needs to know of its store; to read all of it would take longer.
 *
 * Returns: (transfer full) (nullable): the store, or %NULL: with @error set, or when it takes no orders
 */
BakeryStore *
server_slot_store_load_terms (BakeryConnection *connection,
                              gint64            store,
                              GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT id, currency, tax_rate, delivery_fee, lead_time_minutes, delivery_minutes,"
                               " latitude, longitude, zones, time_zone, opening_hours, closures, slot_minutes,"
                               " capacity_minutes_per_slot, capacity_minutes_per_day, preparation_radius_metres"
                               " FROM stores WHERE id = $1 AND is_active = 1 AND deleted_at IS NULL",
                               error);
  gboolean has_row;

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, store);
  if (!bakery_statement_step (select, &has_row, error) || !has_row)
    return NULL;

  return read_terms (select);
}

/* --- What is taken --- */

/**
 * server_slot_store_fill_day:
 * @connection: any connection
 * @day: a day without work
 * @except: the id of an order that is not counted, 0 for none
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Counts the orders that are due on @day.
 *
 * Returns: whether it could
 */
gboolean
server_slot_store_fill_day (BakeryConnection *connection,
                            BakeryDay        *day,
                            gint64            except,
                            GError          **error)
{
  g_autoptr(BakeryStatement) select = NULL;
  gboolean has_row;

  if (!bakery_store_has_capacity (day->store))
    return TRUE;

  select = bakery_connection_prepare (connection,
                                      "SELECT due_at, work_minutes FROM orders WHERE store = $1 AND due_at >= $2"
                                      " AND due_at < $3 AND stage <> 'cancelled' AND deleted_at IS NULL AND id <> $4",
                                      error);
  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, day->store->base.id);
  bakery_statement_bind_int (select, 2, day->begin);
  bakery_statement_bind_int (select, 3, day->end);
  bakery_statement_bind_int (select, 4, except);
  while (bakery_statement_step (select, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      bakery_day_add_work (day, bakery_statement_get_int (select, 0), bakery_statement_get_int (select, 1));
    }

  return FALSE;
}

/**
 * server_slot_store_find_time:
 * @connection: any connection
 * @store: a store, as server_slot_store_load_terms() has it
 * @order: what is to be made: its work, and the id of an order that does not stand in its own way
 * @earliest: an instant
 * @ret_time: (out): the first instant from @earliest on at which there is room for @order, 0 for none within
 *   %SERVER_SLOT_HORIZON_DAYS
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could look
 */
gboolean
server_slot_store_find_time (BakeryConnection  *connection,
                             const BakeryStore *store,
                             const BakeryOrder *order,
                             gint64             earliest,
                             gint64            *ret_time,
                             GError           **error)
{
  int days;

  *ret_time = earliest;
  if (!bakery_store_has_slots (store) && !bakery_store_has_capacity (store))
    return TRUE;

  for (days = 0; days < SERVER_SLOT_HORIZON_DAYS; days++)
    {
      g_auto(BakeryDay) day = { NULL };

      bakery_day_init (&day, store, earliest, days);
      if (!server_slot_store_fill_day (connection, &day, order->base.id, error))
        return FALSE;
      if (bakery_day_find_time (&day, earliest, order->work_minutes, ret_time))
        return TRUE;
    }
  *ret_time = 0;

  return TRUE;
}

/* --- An order's time --- */

static void
set_taken (gint64   next,
           gboolean is_open,
           GError **error)
{
  const char *reason = is_open ? "There is no room left at this time." : "The store hands nothing over at this time.";
  char text[BAKERY_TIME_BUFFER_SIZE];

  if (next == 0)
    bakery_set_error_slot (error, next, "%s There is no free time in the next %d days.", reason, SERVER_SLOT_HORIZON_DAYS);
  else
    bakery_set_error_slot (error, next, "%s The next free time is %s.", reason, bakery_time_format_to_buffer (next, text));
}

/**
 * server_slot_store_check:
 * @connection: the writer's connection
 * @store: the order's store
 * @order: an order with its work and its due time
 * @now: the instant before which nothing can be handed over
 * @error: a %BAKERY_ERROR_CONFLICT that names the next free time, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether there is room for @order when it is due
 */
gboolean
server_slot_store_check (BakeryConnection  *connection,
                         const BakeryStore *store,
                         const BakeryOrder *order,
                         gint64             now,
                         GError           **error)
{
  g_auto(BakeryDay) day = { NULL };
  const BakerySlot *slot;
  gint64 next;

  if (!bakery_store_has_slots (store) && !bakery_store_has_capacity (store))
    return TRUE;

  bakery_day_init (&day, store, order->due_at, 0);
  if (!server_slot_store_fill_day (connection, &day, order->base.id, error))
    return FALSE;

  slot = bakery_day_find_slot (&day, order->due_at);
  if (slot != NULL && bakery_day_get_free_minutes (&day, slot) >= order->work_minutes)
    return TRUE;
  if (server_slot_store_find_time (connection, store, order, MAX (order->due_at, now), &next, error))
    set_taken (next, slot != NULL, error);

  return FALSE;
}

static gboolean
promise (BakeryConnection  *connection,
         BakeryOrder       *order,
         const BakeryStore *store,
         GError           **error)
{
  gint64 earliest = order->due_at;

  if (!server_slot_store_find_time (connection, store, order, earliest, &order->due_at, error))
    return FALSE;
  if (order->due_at != 0)
    return TRUE;

  bakery_set_error_slot (error, 0, "The store has no room for this order in the next %d days.", SERVER_SLOT_HORIZON_DAYS);

  return FALSE;
}

/**
 * server_slot_store_schedule:
 * @connection: the writer's connection
 * @order: a new order with its lines and the time it was placed; due when the customer wishes, or as soon as possible
 * @store: its store
 * @is_forced: whether the shop takes it although there is no room, or it is too soon
 * @error: a %BAKERY_ERROR_INVALID for a time that is too soon, a %BAKERY_ERROR_CONFLICT that names the next free time, or
 *   a %BAKERY_STORAGE_ERROR
 *
 * Gives an order its time: the one that was wished for where there is room, else the earliest that can be kept.
 *
 * Returns: whether it has one
 */
gboolean
server_slot_store_schedule (BakeryConnection  *connection,
                            BakeryOrder       *order,
                            const BakeryStore *store,
                            gboolean           is_forced,
                            GError           **error)
{
  gint64 wish = order->due_at;
  gint64 earliest;
  char text[BAKERY_TIME_BUFFER_SIZE];

  order->due_at = 0;
  bakery_order_schedule (order, store);
  earliest = order->due_at;
  if (wish == 0)
    {
      if (!is_forced && !promise (connection, order, store, error))
        return FALSE;
    }
  else if (wish < earliest && !is_forced)
    {
      bakery_set_error_violation (error,
                                  "due_at",
                                  "The earliest possible time is %s.",
                                  bakery_time_format_to_buffer (earliest, text));
      return FALSE;
    }
  else
    {
      order->due_at = wish;
      if (!is_forced && !server_slot_store_check (connection, store, order, earliest, error))
        return FALSE;
    }
  bakery_order_schedule (order, store);

  return TRUE;
}
