/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looks for orders to be delivered whose place nobody has said, one address at a time, as the rules of public geocoders want
 * it. An address is asked for once; where the geocoder does not answer, it is asked again later, after the others. What its
 * delivery costs stays as it was when the order was placed. Runs on a thread that may wait; each result is a transaction of its
 * own. */

#include "config.h"

#include "server-geocoder.h"

#include "bakery-order.h"
#include "bakery-records.h"
#include "bakery-route.h"
#include "bakery-store.h"
#include "bakery-time.h"
#include "server-context.h"
#include "server-delivery-times.h"
#include "server-entity-store.h"
#include "server-outgoing.h"
#include "server-routing.h"

struct _ServerGeocoder
{
  ServerContext *context;
  gint           is_running;
};

typedef struct
{
  ServerContext *context;
  gint64         order;
  char          *address;
  gboolean       is_answered;
  gboolean       is_found;
  ServerPlace    place;
} Question;

static void
question_clear (Question *question)
{
  g_free (question->address);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

/* An address is left alone for so long after its geocoder did not answer. */
#define PAUSE BAKERY_MINUTE

/* What the geocoder is asked about. */
#define ADDRESS "o.delivery_address || ', ' || s.city"

/* What was asked for in vain has no address. */
static const char open_question[] =
  "SELECT o.id, " ADDRESS " FROM orders AS o JOIN stores AS s ON s.id = o.store"
  " LEFT JOIN geocodings AS g ON g.\"order\" = o.id"
  " WHERE o.stage IN ('pending', 'confirmed', 'baking', 'ready', 'out_for_delivery') AND o.deleted_at IS NULL"
  " AND o.fulfilment = 'delivery' AND o.latitude IS NULL AND o.delivery_address NOT IN ('', 'unknown')"
  " AND g.address IS NOT " ADDRESS " AND coalesce(g.asked_at, 0) <= $1"
  " ORDER BY coalesce(g.asked_at, 0), o.id LIMIT 1";

/**
 * server_geocoder_new:
 * @context: what every part works with; must outlive it
 *
 * Returns: (transfer full): a service
 */
ServerGeocoder *
server_geocoder_new (ServerContext *context)
{
  ServerGeocoder *self = g_new0 (ServerGeocoder, 1);

  self->context = context;

  return self;
}

/**
 * server_geocoder_free:
 * @self: (nullable): a service whose jobs have ended
 */
void
server_geocoder_free (ServerGeocoder *self)
{
  g_free (self);
}

static gboolean
find_question (ServerContext *context,
               Question      *question,
               GError       **error)
{
  BakeryConnection *connection = bakery_readers_borrow (context->readers, error);
  gboolean has_row = FALSE;

  if (connection == NULL)
    return FALSE;

  {
    g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, open_question, error);

    if (select != NULL)
      bakery_statement_bind_int (select, 1, server_context_get_now (context) - PAUSE);
    if (select != NULL && bakery_statement_step (select, &has_row, error) && has_row)
      {
        question->order = bakery_statement_get_int (select, 0);
        question->address = bakery_statement_dup_text (select, 1);
      }
  }
  bakery_readers_give_back (context->readers, connection);

  return has_row;
}

/* --- What comes of it --- */

/* Whether nobody has said another address since, or where it is. */
static gboolean
is_open (BakeryConnection *connection,
         const Question   *question,
         gboolean         *ret_is_open,
         GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT 1 FROM orders AS o JOIN stores AS s ON s.id = o.store"
                               " WHERE o.id = $1 AND o.latitude IS NULL AND " ADDRESS " = $2",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, question->order);
  bakery_statement_bind_text (select, 2, question->address);

  return bakery_statement_step (select, ret_is_open, error);
}

static gboolean
note_question (BakeryConnection *connection,
               const Question   *question,
               gint64            now,
               GError          **error)
{
  g_autoptr(BakeryStatement) upsert =
    bakery_connection_prepare (connection,
                               "INSERT INTO geocodings (\"order\", address, asked_at) VALUES ($1, $2, $3)"
                               " ON CONFLICT (\"order\")"
                               " DO UPDATE SET address = excluded.address, asked_at = excluded.asked_at",
                               error);

  if (upsert == NULL)
    return FALSE;

  bakery_statement_bind_int (upsert, 1, question->order);
  bakery_statement_bind_text (upsert, 2, question->is_answered ? question->address : "");
  bakery_statement_bind_int (upsert, 3, now);

  return bakery_statement_run (upsert, error);
}

static gboolean
set_place (BakeryConnection *connection,
           const Question   *question,
           gint64            now,
           GError          **error)
{
  g_autoptr(BakeryOrder) order =
    bakery_records_load (connection, &bakery_order_type, question->order, BAKERY_RECORDS_TABLES, error);
  g_autoptr(BakeryStore) store = NULL;

  if (order == NULL)
    return FALSE;
  store = bakery_records_load (connection, &bakery_store_type, order->store, BAKERY_RECORDS_TABLES, error);
  if (store == NULL)
    return FALSE;

  order->latitude = question->place.latitude;
  order->longitude = question->place.longitude;
  order->distance_metres = bakery_route_measure (store->latitude, store->longitude, order->latitude, order->longitude);

  return server_entity_store_update (connection, order, TRUE, now, error) &&
         server_delivery_times_request_of_order (question->context->delivery_times, connection, question->order, error);
}

static gboolean
store_job (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  const Question *question = user_data;
  gint64 now = server_context_get_now (question->context);
  gboolean is_still_open;

  if (!is_open (connection, question, &is_still_open, error))
    return FALSE;

  return !is_still_open ||
         (note_question (connection, question, now, error) &&
          (!question->is_found || set_place (connection, question, now, error)));
}

static gboolean
ask (ServerContext *context,
     GError       **error)
{
  g_auto(Question) question = { context };
  g_autoptr(GError) problem = NULL;

  if (!find_question (context, &question, error))
    return error == NULL || *error == NULL;

  question.is_found = server_routing_geocode (context->routing, question.address, &question.place, &problem);
  question.is_answered = question.is_found || g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  if (!bakery_writer_run (context->writer, store_job, &question, error) || question.is_answered)
    return error == NULL || *error == NULL;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

static void
run_job (gpointer user_data)
{
  ServerGeocoder *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!ask (self->context, &error))
    g_message ("An address could not be looked up: %s", error->message);
  g_atomic_int_set (&self->is_running, 0);
}

/**
 * server_geocoder_check:
 * @self: a service
 *
 * Looks up one address, unless one is being looked up. To be called every now and then.
 */
void
server_geocoder_check (ServerGeocoder *self)
{
  g_autoptr(GError) error = NULL;

  if (!server_routing_has_geocoder (self->context->routing) || !g_atomic_int_compare_and_exchange (&self->is_running, 0, 1))
    return;
  if (server_outgoing_submit (self->context->outgoing, SERVER_LINE_ADDRESSES, run_job, self, &error))
    return;

  g_message ("Addresses are not looked up now: %s", error->message);
  g_atomic_int_set (&self->is_running, 0);
}
