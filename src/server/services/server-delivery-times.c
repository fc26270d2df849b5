/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One job at a time for each delivery: who asks while one runs has it run once more, behind those of other deliveries, so that
 * a slow provider is never asked twice at once about the same run. What people do counts at once; positions, which come each
 * second, wait for each other a little, and the last one counts. Each look and each result is a transaction of its own, behind
 * the one that asked. Requested from any thread. */

#include "config.h"

#include "server-delivery-times.h"

#include "bakery-route.h"
#include "server-context.h"
#include "server-delivery-stops.h"
#include "server-delivery-store.h"
#include "server-outgoing.h"
#include "server-routing.h"

/* So long after a position has had times worked out, the next one has. A provider may charge for each call. */
#define LEAST_INTERVAL (3 * G_TIME_SPAN_SECOND)

struct _ServerDeliveryTimes
{
  ServerContext *context;
  GMutex         lock;
  GHashTable    *turns; /* id of a delivery to its Turn */
  gboolean       is_ending;
};

/* When a delivery is worked on, by the monotonic clock. */
typedef struct
{
  gboolean is_taken;    /* runs, or is about to */
  gboolean is_followed; /* wanted for a position */
  gint64   wanted_at;   /* when it is to run, 0 for not at all */
  gint64   next_at;     /* when it may be wanted for a position */
} Turn;

typedef struct
{
  ServerDeliveryTimes *times;
  gint64               delivery;

  /* Owned */
  ServerDeliveryPlan plan;
  JsonNode          *route;
  ServerLeg          legs[BAKERY_ROUTE_MAXIMUM];
  BakeryRouting      routing;
} Work;

static void
work_free (Work *work)
{
  server_delivery_plan_clear (&work->plan);
  g_clear_pointer (&work->route, json_node_unref);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

/**
 * server_delivery_times_new:
 * @context: what every part works with; must outlive it
 *
 * Returns: (transfer full): a service
 */
ServerDeliveryTimes *
server_delivery_times_new (ServerContext *context)
{
  ServerDeliveryTimes *self = g_new0 (ServerDeliveryTimes, 1);

  self->context = context;
  self->turns = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_mutex_init (&self->lock);

  return self;
}

/**
 * server_delivery_times_stop:
 * @self: (nullable): a service
 *
 * Has no more jobs begin.
 */
void
server_delivery_times_stop (ServerDeliveryTimes *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_mutex_unlock (&self->lock);
}

/**
 * server_delivery_times_free:
 * @self: (nullable): a service that is stopped, and whose jobs have ended
 */
void
server_delivery_times_free (ServerDeliveryTimes *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->turns);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
plan_job (BakeryConnection *connection,
          gpointer          user_data,
          GError          **error)
{
  Work *work = user_data;

  return server_delivery_store_plan (connection, work->delivery, server_context_get_now (work->times->context), &work->plan,
                                     error);
}

static gboolean
store_job (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  Work *work = user_data;

  return server_delivery_store_set_times (connection, &work->plan, work->routing, work->legs, work->route,
                                          server_context_get_now (work->times->context), error);
}

static gboolean
has_waiting_stop (const BakeryDelivery *delivery)
{
  for (guint i = 0; delivery->stops != NULL && i < delivery->stops->len; i++)
    {
      if (((BakeryDeliveryStop *) g_ptr_array_index (delivery->stops, i))->state == BAKERY_STOP_WAITING)
        return TRUE;
    }

  return FALSE;
}

/* Where no place is known there is nobody to ask, and what was worked out before is forgotten. */
static gboolean
work_out (ServerDeliveryTimes *self,
          gint64               delivery,
          GError             **error)
{
  g_autoptr(Work) work = g_new0 (Work, 1);

  work->times = self;
  work->delivery = delivery;
  if (!bakery_writer_run (self->context->writer, plan_job, work, error))
    return FALSE;
  if (!has_waiting_stop (work->plan.delivery))
    return TRUE;

  work->routing = work->plan.delivery->routing;
  if (work->plan.orders->len > 0)
    work->routing = server_routing_fetch_way (self->context->routing,
                                              (const ServerPlace *) work->plan.places->data,
                                              work->plan.places->len,
                                              work->legs,
                                              &work->route);

  return bakery_writer_run (self->context->writer, store_job, work, error);
}

/* --- Whose turn it is --- */

static void run_job (gpointer user_data);

/* The functions with a turn are called with the lock held. */
static void
take_turn (ServerDeliveryTimes *self,
           gint64               delivery,
           Turn                *turn)
{
  g_autoptr(GError) error = NULL;
  gint64 now = g_get_monotonic_time ();
  Work *work;

  if (self->is_ending || turn->is_taken || turn->wanted_at == 0 || turn->wanted_at > now)
    return;

  work = g_new0 (Work, 1);
  work->times = self;
  work->delivery = delivery;
  turn->is_taken = server_outgoing_submit (self->context->outgoing, SERVER_LINE_TIMES, run_job, work, &error);
  if (turn->is_taken)
    return;

  g_message ("When delivery %" G_GINT64_FORMAT " will be where is worked out later: %s", delivery, error->message);
  turn->wanted_at = now + LEAST_INTERVAL;
  g_free (work);
}

static Turn *
ensure_turn (ServerDeliveryTimes *self,
             gint64               delivery)
{
  Turn *turn = g_hash_table_lookup (self->turns, &delivery);

  if (turn == NULL)
    {
      turn = g_new0 (Turn, 1);
      g_hash_table_insert (self->turns, g_memdup2 (&delivery, sizeof delivery), turn);
    }

  return turn;
}

/* Whoever asks from now on may know more than what is looked at now. */
static void
begin_turn (ServerDeliveryTimes *self,
            gint64               delivery)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Turn *turn = ensure_turn (self, delivery);

  if (turn->is_followed)
    turn->next_at = g_get_monotonic_time () + LEAST_INTERVAL;
  turn->is_followed = FALSE;
  turn->wanted_at = 0;
}

static void
end_turn (ServerDeliveryTimes *self,
          gint64               delivery)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Turn *turn = ensure_turn (self, delivery);

  turn->is_taken = FALSE;
  take_turn (self, delivery, turn);
}

static void
run_job (gpointer user_data)
{
  g_autofree Work *work = user_data;
  g_autoptr(GError) error = NULL;

  begin_turn (work->times, work->delivery);
  if (!work_out (work->times, work->delivery, &error))
    g_message ("When delivery %" G_GINT64_FORMAT " will be where could not be worked out: %s", work->delivery,
               error->message);
  end_turn (work->times, work->delivery);
}

/**
 * server_delivery_times_request:
 * @self: a service
 * @delivery: the id of a delivery; also of one that is just being stored
 *
 * Has the times of a delivery worked out afresh, soon.
 */
void
server_delivery_times_request (ServerDeliveryTimes *self,
                               gint64               delivery)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Turn *turn = ensure_turn (self, delivery);

  turn->wanted_at = g_get_monotonic_time ();
  take_turn (self, delivery, turn);
}

/**
 * server_delivery_times_follow:
 * @self: a service
 * @delivery: the id of a delivery whose driver has been seen
 *
 * Has the times of a delivery worked out afresh, soon, or a few seconds later where that was done for a position just now.
 */
void
server_delivery_times_follow (ServerDeliveryTimes *self,
                              gint64               delivery)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Turn *turn = ensure_turn (self, delivery);

  turn->is_followed = TRUE;
  if (turn->wanted_at == 0)
    turn->wanted_at = MAX (g_get_monotonic_time (), turn->next_at);
  take_turn (self, delivery, turn);
}

/**
 * server_delivery_times_check:
 * @self: a service
 *
 * Begins what has waited for its turn. To be called every second.
 */
void
server_delivery_times_check (ServerDeliveryTimes *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer delivery;
  gpointer value;

  g_hash_table_iter_init (&iter, self->turns);
  while (g_hash_table_iter_next (&iter, &delivery, &value))
    {
      Turn *turn = value;

      if (!turn->is_taken && turn->wanted_at == 0 && turn->next_at <= now)
        g_hash_table_iter_remove (&iter);
      else
        take_turn (self, *(gint64 *) delivery, turn);
    }
}

/**
 * server_delivery_times_request_of_order:
 * @self: a service
 * @connection: any connection
 * @order: the id of an order that has another place or stage than before
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Has the times of the delivery worked out afresh that takes an order out, if one does.
 *
 * Returns: whether it could find out
 */
gboolean
server_delivery_times_request_of_order (ServerDeliveryTimes *self,
                                        BakeryConnection    *connection,
                                        gint64               order,
                                        GError             **error)
{
  gint64 delivery;

  if (!server_delivery_stops_find_waiting (connection, order, &delivery, error))
    return FALSE;
  if (delivery != 0)
    server_delivery_times_request (self, delivery);

  return TRUE;
}
