/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of deliveries. Times and positions change every few seconds: they go to the feed, but not into the audit trail. Runs
 * on the writer's thread, but for what only reads. */

#include "config.h"

#include "server-delivery-store.h"

#include "bakery-records.h"
#include "bakery-route.h"
#include "bakery-store.h"
#include "bakery-time.h"
#include "server-changes.h"
#include "server-entity-store.h"
#include "server-secrets.h"

#include <math.h>

/* So long before the driver is there, the customer is told. */
#define NOTICE (5 * BAKERY_MINUTE)

/* By less nobody's plans change: it is not worth writing ten stops and the notices of ten customers anew, once a second. */
#define NOTICEABLE (10 * BAKERY_SECOND)

/* A position that is older than this says nothing of where the driver is now. */
#define FRESH (10 * BAKERY_MINUTE)

/**
 * server_delivery_plan_clear:
 * @self: a plan
 *
 * Frees what it owns.
 */
void
server_delivery_plan_clear (ServerDeliveryPlan *self)
{
  g_clear_pointer (&self->delivery, bakery_delivery_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->orders, g_array_unref);
}

/**
 * server_delivery_store_load:
 * @connection: any connection
 * @id: of a delivery
 * @error: %BAKERY_ERROR_NOT_FOUND, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): it, with its stops
 */
BakeryDelivery *
server_delivery_store_load (BakeryConnection *connection,
                            gint64            id,
                            GError          **error)
{
  return bakery_records_load (connection, &bakery_delivery_type, id, BAKERY_RECORDS_TABLES, error);
}

/**
 * server_delivery_store_save:
 * @connection: the writer's connection
 * @delivery: one that is stored, as it shall be; gets a new revision
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores new times for consoles to hear of. What people change goes through server_entity_store_update().
 *
 * Returns: whether it is stored
 */
gboolean
server_delivery_store_save (BakeryConnection *connection,
                            BakeryDelivery   *delivery,
                            gint64            now,
                            GError          **error)
{
  return server_changes_next_revision (connection, &delivery->base.revision, error) &&
         bakery_records_update (connection, delivery, BAKERY_RECORDS_TABLES, error) &&
         server_changes_record (connection, delivery, delivery->store, FALSE, now, error);
}

/**
 * server_delivery_store_find_run:
 * @connection: any connection
 * @driver: the id of an account
 * @ret_delivery: (out): the delivery that the driver is under way with, 0 for none
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_delivery_store_find_run (BakeryConnection *connection,
                                gint64            driver,
                                gint64           *ret_delivery,
                                GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT id FROM deliveries WHERE driver = $1 AND state = 'under_way'", error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, driver);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_delivery = has_row ? bakery_statement_get_int (select, 0) : 0;

  return TRUE;
}

/* --- Times --- */

static gboolean
is_same (double first,
         double second)
{
  return first == second || (isnan (first) && isnan (second));
}

/* Places may become known, or be corrected, or be no longer true, while a run is planned. */
static gboolean
refresh_place (BakeryConnection   *connection,
               BakeryDeliveryStop *stop,
               gboolean           *is_moved,
               GError            **error)
{
  const double latitude = stop->latitude;
  const double longitude = stop->longitude;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT latitude, longitude FROM orders WHERE id = $1", error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, stop->order);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (has_row)
    {
      stop->latitude = bakery_statement_is_null (select, 0) ? NAN : bakery_statement_get_real (select, 0);
      stop->longitude = bakery_statement_is_null (select, 1) ? NAN : bakery_statement_get_real (select, 1);
    }
  *is_moved |= !is_same (latitude, stop->latitude) || !is_same (longitude, stop->longitude);

  return TRUE;
}

static BakeryDelivery *
load_refreshed (BakeryConnection *connection,
                gint64            id,
                gboolean         *ret_is_moved,
                GError          **error)
{
  g_autoptr(BakeryDelivery) delivery = server_delivery_store_load (connection, id, error);

  *ret_is_moved = FALSE;
  for (guint i = 0; delivery != NULL && delivery->stops != NULL && i < delivery->stops->len; i++)
    {
      BakeryDeliveryStop *stop = g_ptr_array_index (delivery->stops, i);

      if (stop->state == BAKERY_STOP_WAITING && !refresh_place (connection, stop, ret_is_moved, error))
        return NULL;
    }

  return g_steal_pointer (&delivery);
}

/* The stop that was done last, of those that were done at the door and whose place is known. */
static const BakeryDeliveryStop *
find_last_stop (const BakeryDelivery *delivery)
{
  const BakeryDeliveryStop *last = NULL;

  for (guint i = 0; delivery->stops != NULL && i < delivery->stops->len; i++)
    {
      const BakeryDeliveryStop *stop = g_ptr_array_index (delivery->stops, i);

      if (!stop->at_door || isnan (stop->latitude) || isnan (stop->longitude))
        continue;
      if (last == NULL || stop->done_at > last->done_at)
        last = stop;
    }

  return last;
}

/* A driver without a signal was last where the last stop was done, unless seen since. */
static gboolean
find_driver (const BakeryDelivery *delivery,
             const BakeryPosition *position,
             gint64                now,
             ServerPlace          *ret_place)
{
  const BakeryDeliveryStop *stop = find_last_stop (delivery);

  if (delivery->state != BAKERY_DELIVERY_UNDER_WAY)
    return FALSE;
  if (position != NULL && (stop == NULL || position->at > MIN (now - FRESH, stop->done_at)))
    *ret_place = (ServerPlace) { position->latitude, position->longitude }
  ;
  else if (stop != NULL)
    *ret_place = (ServerPlace) { stop->latitude, stop->longitude }
  ;
  else
    return FALSE;

  return TRUE;
}

/* Where and when the way begins: where the driver is known to have been last, or at the store. */
static gboolean
find_beginning (BakeryConnection   *connection,
                ServerDeliveryPlan *plan,
                gint64              now,
                ServerPlace        *ret_place,
                GError            **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(BakeryStore) store = NULL;
  g_autoptr(BakeryPosition) position = server_delivery_store_find_position (connection, plan->delivery->base.id, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  plan->begins_at = plan->delivery->state == BAKERY_DELIVERY_UNDER_WAY ? now : plan->delivery->starts_at;
  if (find_driver (plan->delivery, position, now, ret_place))
    return TRUE;

  store = bakery_records_load (connection, &bakery_store_type, plan->delivery->store, BAKERY_RECORDS_TABLES, error);
  if (store == NULL)
    return FALSE;
  *ret_place = (ServerPlace) { store->latitude, store->longitude };

  return TRUE;
}

static gboolean
is_on_the_way (const BakeryDeliveryStop *stop)
{
  return stop->state == BAKERY_STOP_WAITING && !isnan (stop->latitude) && !isnan (stop->longitude);
}

static void
add_stops (ServerDeliveryPlan *plan)
{
  GPtrArray *stops = plan->delivery->stops;

  for (guint i = 0; stops != NULL && i < stops->len; i++)
    {
      const BakeryDeliveryStop *stop = g_ptr_array_index (stops, i);
      const ServerPlace place = { stop->latitude, stop->longitude };

      if (!is_on_the_way (stop))
        continue;
      g_array_append_val (plan->places, place);
      g_array_append_val (plan->orders, stop->order);
    }
}

/**
 * server_delivery_store_plan:
 * @connection: any connection
 * @id: of a delivery
 * @now: the present instant
 * @ret_plan: (out caller-allocates): what to ask a routing provider for; without stops where there is nothing to ask
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_delivery_store_plan (BakeryConnection   *connection,
                            gint64              id,
                            gint64              now,
                            ServerDeliveryPlan *ret_plan,
                            GError            **error)
{
  gboolean is_moved;
  g_auto(ServerDeliveryPlan) plan = { load_refreshed (connection, id, &is_moved, error) };
  ServerPlace beginning;

  if (plan.delivery == NULL || !find_beginning (connection, &plan, now, &beginning, error))
    return FALSE;

  plan.places = g_array_new (FALSE, FALSE, sizeof (ServerPlace));
  plan.orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!isnan (beginning.latitude) && !isnan (beginning.longitude))
    {
      g_array_append_val (plan.places, beginning);
      add_stops (&plan);
    }

  *ret_plan = plan;
  plan = (ServerDeliveryPlan) { NULL };

  return TRUE;
}

static gboolean
put_notice (BakeryConnection *connection,
            gint64            order,
            gint64            send_at,
            GError          **error)
{
  g_autoptr(BakeryStatement) upsert =
    bakery_connection_prepare (connection,
                               "INSERT INTO delivery_notices (\"order\", send_at) VALUES ($1, $2)"
                               " ON CONFLICT (\"order\") DO UPDATE SET send_at = excluded.send_at WHERE sent_at IS NULL",
                               error);

  if (upsert == NULL)
    return FALSE;

  bakery_statement_bind_int (upsert, 1, order);
  bakery_statement_bind_int (upsert, 2, send_at);

  return bakery_statement_run (upsert, error);
}

/**
 * server_delivery_store_drop_notice:
 * @connection: the writer's connection
 * @order: the id of an order
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Tells its customer nothing that was not told yet.
 *
 * Returns: whether it could
 */
gboolean
server_delivery_store_drop_notice (BakeryConnection *connection,
                                   gint64            order,
                                   GError          **error)
{
  g_autoptr(BakeryStatement) delete =
    bakery_connection_prepare (connection, "DELETE FROM delivery_notices WHERE \"order\" = $1 AND sent_at IS NULL", error);

  if (delete == NULL)
    return FALSE;

  bakery_statement_bind_int (delete, 1, order);

  return bakery_statement_run (delete, error);
}

/**
 * server_delivery_store_renew_notice:
 * @connection: the writer's connection
 * @order: the id of an order that is brought once more
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Has its customer told anew, whatever was said of an attempt before.
 *
 * Returns: whether it could
 */
gboolean
server_delivery_store_renew_notice (BakeryConnection *connection,
                                    gint64            order,
                                    GError          **error)
{
  g_autoptr(BakeryStatement) delete =
    bakery_connection_prepare (connection, "DELETE FROM delivery_notices WHERE \"order\" = $1", error);

  if (delete == NULL)
    return FALSE;

  bakery_statement_bind_int (delete, 1, order);

  return bakery_statement_run (delete, error);
}

/* Nobody knows when the driver is where nobody knows how to get to. */
static gboolean
forget_times (BakeryConnection   *connection,
              BakeryDeliveryStop *stop,
              GError            **error)
{
  stop->travel_seconds = 0;
  stop->travel_metres = 0;
  stop->eta = 0;

  return server_delivery_store_drop_notice (connection, stop->order, error);
}

static gboolean
forget_unknown_times (BakeryConnection *connection,
                      BakeryDelivery   *delivery,
                      GError          **error)
{
  for (guint i = 0; delivery->stops != NULL && i < delivery->stops->len; i++)
    {
      BakeryDeliveryStop *stop = g_ptr_array_index (delivery->stops, i);

      if (stop->state == BAKERY_STOP_WAITING && !is_on_the_way (stop) && !forget_times (connection, stop, error))
        return FALSE;
    }

  return TRUE;
}

/* The stops one after the other; handing over takes its time at each. */
static gboolean
set_etas (BakeryConnection         *connection,
          BakeryDelivery           *delivery,
          const ServerDeliveryPlan *plan,
          const ServerLeg          *legs,
          GError                  **error)
{
  gint64 at = plan->begins_at;

  for (guint i = 0; i < plan->orders->len; i++)
    {
      gint64 order = g_array_index (plan->orders, gint64, i);
      BakeryDeliveryStop *stop = bakery_delivery_find_stop (delivery, order);

      at += legs[i].seconds * BAKERY_SECOND;
      if (stop != NULL && stop->state == BAKERY_STOP_WAITING)
        {
          stop->travel_seconds = legs[i].seconds;
          stop->travel_metres = legs[i].metres;
          stop->eta = plan->begins_at != 0 ? at : 0;
          if (delivery->state == BAKERY_DELIVERY_UNDER_WAY && !put_notice (connection, order, stop->eta - NOTICE, error))
            return FALSE;
        }
      at += BAKERY_ROUTE_STOP_SECONDS * BAKERY_SECOND;
    }

  return TRUE;
}

/* Whether the delivery still is as it was planned. */
static gboolean
is_current (const ServerDeliveryPlan *plan,
            const BakeryDelivery     *delivery)
{
  guint n_stops = 0;

  if (delivery->state != plan->delivery->state)
    return FALSE;

  for (guint i = 0; delivery->stops != NULL && i < delivery->stops->len; i++)
    {
      const BakeryDeliveryStop *stop = g_ptr_array_index (delivery->stops, i);

      if (!is_on_the_way (stop))
        continue;
      if (n_stops == plan->orders->len || g_array_index (plan->orders, gint64, n_stops) != stop->order)
        return FALSE;
      n_stops++;
    }

  return n_stops == plan->orders->len;
}

/* Whether a driver will be somewhere noticeably earlier or later than was said. */
static gboolean
is_news (const BakeryDelivery     *delivery,
         const ServerDeliveryPlan *plan,
         const ServerLeg          *legs)
{
  gint64 at = plan->begins_at;

  for (guint i = 0; i < plan->orders->len; i++)
    {
      const BakeryDeliveryStop *stop = bakery_delivery_find_stop (delivery, g_array_index (plan->orders, gint64, i));

      at += legs[i].seconds * BAKERY_SECOND;
      if (stop != NULL && stop->state == BAKERY_STOP_WAITING && ABS (stop->eta - at) >= NOTICEABLE)
        return TRUE;
      at += BAKERY_ROUTE_STOP_SECONDS * BAKERY_SECOND;
    }

  return FALSE;
}

/* Of a driver who is under way as was said, there is nothing new to say each second. What is known of the customers' notices is
 * as new as the times that were stored since the driver set out. */
static gboolean
is_as_said (const BakeryDelivery     *delivery,
            const ServerDeliveryPlan *plan,
            BakeryRouting             routing,
            const ServerLeg          *legs,
            JsonNode                 *route)
{
  return delivery->state == BAKERY_DELIVERY_UNDER_WAY && delivery->routed_at > delivery->started_at
         && delivery->routing == (int) routing && delivery->route == NULL && route == NULL
         && !is_news (delivery, plan, legs);
}

/**
 * server_delivery_store_set_times:
 * @connection: the writer's connection
 * @plan: what was asked for
 * @routing: who answered
 * @legs: (array): the ways to the stops of @plan, one after the other
 * @route: (nullable): the whole way
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores when the driver will be where, and with that when the customers are told. Nothing is stored of a delivery that has
 * changed since it was planned: whoever changed it has its times worked out again; nor what differs by a few seconds from what
 * is known already.
 *
 * Returns: whether it is stored
 */
gboolean
server_delivery_store_set_times (BakeryConnection         *connection,
                                 const ServerDeliveryPlan *plan,
                                 BakeryRouting             routing,
                                 const ServerLeg          *legs,
                                 JsonNode                 *route,
                                 gint64                    now,
                                 GError                  **error)
{
  gboolean is_moved;
  g_autoptr(BakeryDelivery) delivery = load_refreshed (connection, plan->delivery->base.id, &is_moved, error);

  if (delivery == NULL)
    return FALSE;
  if (!is_current (plan, delivery) || (!is_moved && is_as_said (delivery, plan, routing, legs, route)))
    return TRUE;

  delivery->routing = routing;
  delivery->routed_at = now;
  g_clear_pointer (&delivery->route, json_node_unref);
  delivery->route = route != NULL ? json_node_copy (route) : NULL;

  return forget_unknown_times (connection, delivery, error) &&
         set_etas (connection, delivery, plan, legs, error) &&
         server_delivery_store_save (connection, delivery, now, error);
}

/* --- Positions --- */

/**
 * server_delivery_store_find_position:
 * @connection: any connection
 * @delivery: the id of a delivery
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): where its driver was seen last, %NULL for nowhere or with @error set
 */
BakeryPosition *
server_delivery_store_find_position (BakeryConnection *connection,
                                     gint64            delivery,
                                     GError          **error)
{
  return server_entity_store_find (connection, &bakery_position_type, delivery, error);
}

/**
 * server_delivery_store_put_position:
 * @connection: the writer's connection
 * @position: the newest one of its delivery; gets a new revision
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores where a driver is, for consoles to hear of.
 *
 * Returns: whether it is stored
 */
gboolean
server_delivery_store_put_position (BakeryConnection *connection,
                                    BakeryPosition   *position,
                                    GError          **error)
{
  position->base.id = position->delivery;

  return server_changes_next_revision (connection, &position->base.revision, error) &&
         bakery_records_upsert (connection, position, BAKERY_RECORDS_TABLES, error) &&
         server_changes_record (connection, position, position->store, FALSE, position->received_at, error);
}

/* --- Links --- */

static char *
find_link (BakeryConnection *connection,
           gint64            order,
           GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT token FROM tracking_links WHERE \"order\" = $1", error);
  gboolean has_row;

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, order);

  return bakery_statement_step (select, &has_row, error) && has_row ? bakery_statement_dup_text (select, 0) : NULL;
}

/**
 * server_delivery_store_ensure_link:
 * @connection: the writer's connection
 * @order: the id of an order
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the token by which the order can be tracked, the same each time
 */
char *
server_delivery_store_ensure_link (BakeryConnection *connection,
                                   gint64            order,
                                   gint64            now,
                                   GError          **error)
{
  g_autoptr(GError) problem = NULL;
  g_autofree char *token = find_link (connection, order, &problem);
  g_autoptr(BakeryStatement) insert = NULL;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (token != NULL)
    return g_steal_pointer (&token);

  insert = bakery_connection_prepare (connection,
                                      "INSERT INTO tracking_links (token, \"order\", created_at) VALUES ($1, $2, $3)",
                                      error);
  if (insert == NULL)
    return NULL;

  token = server_secret_dup_random (SERVER_TRACKING_TOKEN_SIZE);
  bakery_statement_bind_text (insert, 1, token);
  bakery_statement_bind_int (insert, 2, order);
  bakery_statement_bind_int (insert, 3, now);

  return bakery_statement_run (insert, error) ? g_steal_pointer (&token) : NULL;
}
