/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stops of deliveries. They follow from the orders of their delivery, and each follows its order: what is delivered,
 * cancelled or taken back at the counter is so on the driver's list as well. Runs on the writer's thread, but for what only
 * reads. */

#include "config.h"

#include "server-delivery-stops.h"

#include "bakery-order-stage.h"
#include "bakery-records.h"
#include "bakery-time.h"
#include "server-changes.h"
#include "server-delivery-store.h"
#include "server-entity-store.h"
#include "server-phone-clocks.h"

/* So long after a run has ended, taking back a hand-over takes it up again. */
#define REOPENED_WITHIN BAKERY_HOUR

#define CANCELLED "Cancelled."
#define STAYED "Stayed at the shop."
#define TAKEN_BACK "Taken back."

/* --- They follow from the orders of a delivery --- */

static BakeryDeliveryStop *
make_stop (BakeryConnection *connection,
           gint64            id,
           GError          **error)
{
  g_autoptr(BakeryOrder) order = bakery_records_load (connection, &bakery_order_type, id, BAKERY_RECORDS_TABLES, error);
  BakeryDeliveryStop *stop;

  if (order == NULL)
    return NULL;

  stop = bakery_delivery_stop_new ();
  stop->order = id;
  stop->latitude = order->latitude;
  stop->longitude = order->longitude;

  return stop;
}

/* Keeps what is known of the stop of an order, but for its id, since children keep the order of their ids, and for its times,
 * which are no longer true. */
static BakeryDeliveryStop *
take_over_stop (const BakeryDelivery *delivery,
                gint64                order)
{
  const BakeryDeliveryStop *known = bakery_delivery_find_stop (delivery, order);
  BakeryDeliveryStop *stop;

  if (known == NULL)
    return NULL;

  stop = bakery_delivery_stop_copy (known);
  stop->base.id = 0;
  stop->travel_seconds = 0;
  stop->travel_metres = 0;
  stop->eta = stop->state == BAKERY_STOP_WAITING ? 0 : stop->eta;

  return stop;
}

static gboolean
delete_stops (BakeryConnection *connection,
              gint64            delivery,
              GError          **error)
{
  g_autoptr(BakeryStatement) delete =
    bakery_connection_prepare (connection, "DELETE FROM delivery_stops WHERE delivery = $1", error);

  if (delete == NULL)
    return FALSE;

  bakery_statement_bind_int (delete, 1, delivery);

  return bakery_statement_run (delete, error);
}

/**
 * server_delivery_stops_set:
 * @connection: the writer's connection
 * @delivery: one whose orders were changed, about to be stored
 * @error: %BAKERY_ERROR_NOT_FOUND for an order that is not there, or a %BAKERY_STORAGE_ERROR
 *
 * Makes the stops follow from the orders.
 *
 * Returns: whether it could
 */
gboolean
server_delivery_stops_set (BakeryConnection *connection,
                           BakeryDelivery   *delivery,
                           GError          **error)
{
  g_autoptr(GPtrArray) stops = g_ptr_array_new_with_free_func (bakery_entity_unref);

  for (guint i = 0; delivery->orders != NULL && i < delivery->orders->len; i++)
    {
      gint64 order = g_array_index (delivery->orders, gint64, i);
      BakeryDeliveryStop *stop = take_over_stop (delivery, order);

      if (stop == NULL)
        stop = make_stop (connection, order, error);
      if (stop == NULL)
        return FALSE;
      g_ptr_array_add (stops, stop);
    }

  g_clear_pointer (&delivery->stops, g_ptr_array_unref);
  delivery->stops = g_steal_pointer (&stops);

  return delete_stops (connection, delivery->base.id, error);
}

/* --- Done, or not --- */

static gboolean
forget_driver (BakeryConnection     *connection,
               const BakeryDelivery *delivery,
               gint64                now,
               GError              **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(BakeryPosition) position = server_delivery_store_find_position (connection, delivery->base.id, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  if (!server_phone_clocks_forget (connection, delivery->base.id, error))
    return FALSE;

  return position == NULL ||
         (server_changes_next_revision (connection, &position->base.revision, error) &&
          bakery_records_delete (connection, &bakery_position_type, position->base.id, 0, error) &&
          server_changes_record (connection, position, position->store, TRUE, now, error));
}

/**
 * server_delivery_stops_end:
 * @connection: the writer's connection
 * @delivery: one that is under way, still to be stored
 * @stop: one of its stops
 * @state: what became of it
 * @reason: (nullable): why, of one that failed
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Ends a stop, and with the last one the run. Nobody needs to know any more then where the driver is.
 *
 * Returns: whether it could
 */
gboolean
server_delivery_stops_end (BakeryConnection   *connection,
                           BakeryDelivery     *delivery,
                           BakeryDeliveryStop *stop,
                           BakeryStopState     state,
                           const char         *reason,
                           gint64              now,
                           GError            **error)
{
  stop->state = state;
  stop->done_at = now;
  g_free (stop->reason);
  stop->reason = g_strdup (reason != NULL ? reason : "");
  if (!server_delivery_store_drop_notice (connection, stop->order, error))
    return FALSE;

  for (guint i = 0; i < delivery->stops->len; i++)
    {
      if (((BakeryDeliveryStop *) g_ptr_array_index (delivery->stops, i))->state == BAKERY_STOP_WAITING)
        return TRUE;
    }
  delivery->state = BAKERY_DELIVERY_FINISHED;
  delivery->finished_at = now;

  return forget_driver (connection, delivery, now, error);
}

/* --- Each follows its order --- */

/* The delivery of the first row, 0 for none. */
static gboolean
find_delivery (BakeryConnection *connection,
               const char       *sql,
               gint64            order,
               gint64           *ret_delivery,
               GError          **error)
{
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, sql, error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, order);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_delivery = has_row ? bakery_statement_get_int (select, 0) : 0;

  return TRUE;
}

/**
 * server_delivery_stops_find_waiting:
 * @connection: any connection
 * @order: the id of an order
 * @ret_delivery: (out): the delivery, planned or under way, that is to bring it; 0 for none
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_delivery_stops_find_waiting (BakeryConnection *connection,
                                    gint64            order,
                                    gint64           *ret_delivery,
                                    GError          **error)
{
  return find_delivery (connection,
                        "SELECT s.delivery FROM delivery_stops AS s JOIN deliveries AS d ON d.id = s.delivery"
                        " WHERE s.\"order\" = $1 AND s.state = 'waiting' AND d.state IN ('planned', 'under_way')",
                        order, ret_delivery, error);
}

static void
remove_order (BakeryDelivery *delivery,
              gint64          order)
{
  for (guint i = 0; i < delivery->orders->len; i++)
    {
      if (g_array_index (delivery->orders, gint64, i) == order)
        {
          g_array_remove_index (delivery->orders, i);
          return;
        }
    }
}

/* What is out of a plan; on the road it is done. */
static gboolean
leave (BakeryConnection  *connection,
       const BakeryOrder *order,
       gint64             now,
       GError           **error)
{
  const gboolean is_delivered = order->stage == BAKERY_STAGE_DELIVERED;
  const char *reason = order->stage == BAKERY_STAGE_CANCELLED ? CANCELLED : STAYED;
  g_autoptr(BakeryDelivery) delivery = NULL;
  BakeryDeliveryStop *stop;
  gint64 id;

  if (!server_delivery_stops_find_waiting (connection, order->base.id, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  delivery = server_delivery_store_load (connection, id, error);
  if (delivery == NULL)
    return FALSE;

  stop = bakery_delivery_find_stop (delivery, order->base.id);
  if (delivery->state == BAKERY_DELIVERY_UNDER_WAY)
    return server_delivery_stops_end (connection, delivery, stop, is_delivered ? BAKERY_STOP_DELIVERED : BAKERY_STOP_FAILED,
                                      is_delivered ? NULL : reason, now, error) &&
           server_entity_store_update (connection, delivery, TRUE, now, error);
  if (!bakery_stage_is_final ((BakeryStage) order->stage))
    return TRUE;
  remove_order (delivery, order->base.id);

  return server_delivery_stops_set (connection, delivery, error) &&
         server_entity_store_update (connection, delivery, TRUE, now, error);
}

/* Whether the driver can take up again a run that has ended. */
static gboolean
can_go_on (BakeryConnection     *connection,
           const BakeryDelivery *delivery,
           gint64                now,
           gboolean             *ret_can,
           GError              **error)
{
  gint64 run = 0;

  if (delivery->driver != 0 && !server_delivery_store_find_run (connection, delivery->driver, &run, error))
    return FALSE;
  *ret_can = delivery->state == BAKERY_DELIVERY_UNDER_WAY ||
             (delivery->driver != 0 && run == 0 && delivery->finished_at > now - REOPENED_WITHIN);

  return TRUE;
}

static gboolean
delete_photo (BakeryConnection *connection,
              gint64            delivery,
              gint64            order,
              GError          **error)
{
  g_autoptr(BakeryStatement) delete =
    bakery_connection_prepare (connection, "DELETE FROM delivery_photos WHERE delivery = $1 AND \"order\" = $2", error);

  if (delete == NULL)
    return FALSE;

  bakery_statement_bind_int (delete, 1, delivery);
  bakery_statement_bind_int (delete, 2, order);

  return bakery_statement_run (delete, error);
}

/* What proved the hand-over that was none proves no other. */
static gboolean
wait_again (BakeryConnection   *connection,
            BakeryDelivery     *delivery,
            BakeryDeliveryStop *stop,
            GError            **error)
{
  delivery->state = BAKERY_DELIVERY_UNDER_WAY;
  delivery->finished_at = 0;
  stop->state = BAKERY_STOP_WAITING;
  stop->done_at = 0;
  stop->by_code = FALSE;
  stop->at_door = FALSE;
  stop->has_photo = FALSE;
  g_free (stop->received_by);
  stop->received_by = g_strdup ("");

  return delete_photo (connection, delivery->base.id, stop->order, error);
}

static void
bring_back (BakeryDeliveryStop *stop)
{
  stop->state = BAKERY_STOP_FAILED;
  g_free (stop->reason);
  stop->reason = g_strdup (TAKEN_BACK);
}

/* A hand-over was a mistake: the stop is still to come, or where the driver cannot go on, the order was brought back. */
static gboolean
take_back (BakeryConnection  *connection,
           const BakeryOrder *order,
           gint64             now,
           GError           **error)
{
  g_autoptr(BakeryDelivery) delivery = NULL;
  BakeryDeliveryStop *stop;
  gboolean can;
  gint64 id;

  if (!find_delivery (connection,
                      "SELECT delivery FROM delivery_stops WHERE \"order\" = $1 AND state = 'delivered'"
                      " ORDER BY done_at DESC LIMIT 1", order->base.id, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  delivery = server_delivery_store_load (connection, id, error);
  if (delivery == NULL || !can_go_on (connection, delivery, now, &can, error))
    return FALSE;

  stop = bakery_delivery_find_stop (delivery, order->base.id);
  if (!can)
    bring_back (stop);
  else if (!wait_again (connection, delivery, stop, error))
    return FALSE;

  return server_entity_store_update (connection, delivery, TRUE, now, error);
}

/**
 * server_delivery_stops_follow:
 * @connection: the writer's connection
 * @order: as it shall be
 * @before: as it is stored
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes the stop of an order agree with the stage that it has come to by other ways than the driver's.
 *
 * Returns: whether it does
 */
gboolean
server_delivery_stops_follow (BakeryConnection  *connection,
                              const BakeryOrder *order,
                              const BakeryOrder *before,
                              gint64             now,
                              GError           **error)
{
  if (order->stage == before->stage || order->fulfilment != BAKERY_FULFILMENT_DELIVERY)
    return TRUE;
  if (before->stage == BAKERY_STAGE_DELIVERED)
    return order->stage != BAKERY_STAGE_OUT_FOR_DELIVERY || take_back (connection, order, now, error);

  return (before->stage != BAKERY_STAGE_OUT_FOR_DELIVERY && !bakery_stage_is_final ((BakeryStage) order->stage)) ||
         leave (connection, order, now, error);
}
