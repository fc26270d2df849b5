/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One job at a time for each delivery: who asks while one runs has it run once more, so that however often a driver sends
 * positions, a slow provider is never asked twice at once about the same run. Each look and each result is a transaction of
 * its own, behind the one that asked. Requested from any thread. */

#include "config.h"

#include "server-delivery-times.h"

#include "bakery-route.h"
#include "server-context.h"
#include "server-delivery-stops.h"
#include "server-delivery-store.h"
#include "server-outgoing.h"
#include "server-routing.h"

struct _ServerDeliveryTimes
{
  ServerContext *context;
  GMutex         lock;
  GHashTable    *running; /* id of a delivery to whether it is wanted once more */
};

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
  self->running = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_mutex_init (&self->lock);

  return self;
}

/**
 * server_delivery_times_free:
 * @self: (nullable): a service whose jobs have ended
 */
void
server_delivery_times_free (ServerDeliveryTimes *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->running);
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

/* Whether the delivery was asked for again since it was begun; it is done with when not. */
static gboolean
is_wanted_again (ServerDeliveryTimes *self,
                 gint64               delivery)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean is_wanted = GPOINTER_TO_INT (g_hash_table_lookup (self->running, &delivery));

  if (is_wanted)
    g_hash_table_replace (self->running, g_memdup2 (&delivery, sizeof delivery), GINT_TO_POINTER (FALSE));
  else
    g_hash_table_remove (self->running, &delivery);

  return is_wanted;
}

static void
run_job (gpointer user_data)
{
  g_autofree Work *work = user_data;

  do
    {
      g_autoptr(GError) error = NULL;

      if (!work_out (work->times, work->delivery, &error))
        g_message ("When delivery %" G_GINT64_FORMAT " will be where could not be worked out: %s", work->delivery,
                   error->message);
    }
  while (is_wanted_again (work->times, work->delivery));
}

/* Whether the delivery is being worked on already; it will be once more then. */
static gboolean
mark (ServerDeliveryTimes *self,
      gint64               delivery)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean is_running = g_hash_table_contains (self->running, &delivery);

  g_hash_table_replace (self->running, g_memdup2 (&delivery, sizeof delivery), GINT_TO_POINTER (is_running));

  return is_running;
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
  g_autoptr(GError) error = NULL;
  Work *work;

  if (mark (self, delivery))
    return;

  work = g_new0 (Work, 1);
  work->times = self;
  work->delivery = delivery;
  if (server_outgoing_submit (self->context->outgoing, run_job, work, &error))
    return;

  g_message ("When delivery %" G_GINT64_FORMAT " will be where is not worked out now: %s", delivery, error->message);
  is_wanted_again (self, delivery);
  g_free (work);
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
