/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The driver's day is a chain of questions; with each answer it goes on:
 *
 *   which delivery is mine? → where is the shop? ┬ under way: where was the van? → (drive → stay → hand over) × stops → rest
 *                                                ├ planned: start it, as above; or, where that cannot be,
 *                                                └ none: have one planned, and start it
 *
 * A timer moves the van, and sends where it is. Where an answer is no, the van rests and begins again: somebody else may have
 * handed over, or ended the delivery. */

#include "config.h"

#include "console-demo-van.h"

#include "bakery-delivery.h"
#include "bakery-entity-json.h"
#include "bakery-json-writer.h"
#include "bakery-store.h"
#include "console-demo-round.h"

#include <math.h>

#define TICK_MILLISECONDS 1000
#define STEP_SECONDS 1.0

/* Positions sent at once. */
#define BATCH 3

/* Seconds at a door, and between two deliveries. */
#define SHORTEST_STAY 40
#define LONGEST_STAY 120
#define REST 60

static const char *const receivers[] = { "the customer", "a neighbour", "reception", "the customer's sister", "the doorman" };

struct _ConsoleDemoVan
{
  GObject parent_instance;

  /* Owned */
  ConsoleDemoAccount *driver;
  ConsoleDemoAccount *manager;
  ConsoleDemoAccount *customer;
  GCancellable       *cancellable;
  GRand              *random;
  BakeryDelivery     *run; /* planned or under way */
  ConsoleDemoWay     *way; /* while between doors */
  GString            *batch; /* positions that were not sent yet */

  ConsoleDemoPlace    town;
  ConsoleDemoPlace    here;
  double              driven; /* seconds of the way */
  double              stay;   /* seconds still to wait, at a door or between deliveries */
  double              step_seconds;
  guint               tick_milliseconds;
  guint               tick_source;
  guint               n_positions;
  gboolean            is_asking; /* the day goes on with the answer */
};

G_DEFINE_FINAL_TYPE (ConsoleDemoVan, console_demo_van, G_TYPE_OBJECT)

/* The day, in the order in which it happens */
static void looked_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data);
static void store_read_cb (GObject      *source,
                           GAsyncResult *result,
                           gpointer      user_data);
static void round_planned_cb (GObject      *source,
                              GAsyncResult *result,
                              gpointer      user_data);
static void started_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data);
static void positions_read_cb (GObject      *source,
                               GAsyncResult *result,
                               gpointer      user_data);
static void handed_over_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data);

static void
set_run (ConsoleDemoVan *self,
         BakeryDelivery *run)
{
  g_clear_pointer (&self->run, bakery_delivery_unref);
  self->run = run;
}

static gboolean
is_under_way (const ConsoleDemoVan *self)
{
  return self->run != NULL && self->run->state == BAKERY_DELIVERY_UNDER_WAY;
}

static void
rest (ConsoleDemoVan *self)
{
  set_run (self, NULL);
  g_clear_pointer (&self->way, console_demo_way_free);
  g_string_truncate (self->batch, 0);
  self->n_positions = 0;
  self->stay = REST;
}

static void
ask (ConsoleDemoVan     *self,
     const char         *method,
     const char         *path,
     const char         *body,
     GAsyncReadyCallback callback)
{
  self->is_asking = TRUE;
  console_demo_account_call_async (self->driver, method, path, body, self->cancellable, callback, g_object_ref (self));
}

/* Returns the answer, or %NULL where it is no. */
static JsonNode *
finish_asking (ConsoleDemoVan *self,
               GAsyncResult   *result)
{
  g_autoptr(GError) error = NULL;
  JsonNode *answer = console_demo_account_call_finish (self->driver, result, &error);

  self->is_asking = FALSE;
  if (error != NULL)
    g_debug ("A driver of the demo cannot go on: %s", error->message);

  return answer;
}

static gpointer
read_entity (const BakeryEntityType *type,
             JsonNode               *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
         ? bakery_entity_from_trusted_json (type, json_node_get_object (node), NULL)
         : NULL;
}

/* --- What to take out --- */

static gboolean
is_to_do (const BakeryDelivery *delivery)
{
  return delivery != NULL
         && (delivery->state == BAKERY_DELIVERY_UNDER_WAY || delivery->state == BAKERY_DELIVERY_PLANNED);
}

/* Of what the server lists for this driver, newest first: the one under way, or else the one planned first. */
static BakeryDelivery *
find_delivery (JsonNode *answer)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;
  g_autoptr(BakeryDelivery) found = NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      BakeryDelivery *delivery = read_entity (&bakery_delivery_type, json_array_get_element (array, i));

      if (is_to_do (delivery) && (found == NULL || found->state == BAKERY_DELIVERY_PLANNED))
        {
          g_clear_pointer (&found, bakery_delivery_unref);
          found = g_steal_pointer (&delivery);
        }
      g_clear_pointer (&delivery, bakery_delivery_unref);
    }

  return g_steal_pointer (&found);
}

static void
look (ConsoleDemoVan *self)
{
  ask (self, "GET", "deliveries?limit=20", NULL, looked_cb);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ConsoleDemoVan) self = user_data;
  g_autoptr(JsonNode) answer = finish_asking (self, result);
  gint64 store;
  g_autofree char *path = NULL;

  if (answer == NULL)
    {
      rest (self);
      return;
    }

  set_run (self, find_delivery (answer));
  store = self->run != NULL ? self->run->store : console_demo_account_get_store (self->driver);
  path = g_strdup_printf ("stores/%" G_GINT64_FORMAT, store);
  ask (self, "GET", path, NULL, store_read_cb);
}

static void
start (ConsoleDemoVan *self,
       gint64          delivery)
{
  g_autofree char *path = g_strdup_printf ("deliveries/%" G_GINT64_FORMAT "/start", delivery);

  ask (self, "POST", path, NULL, started_cb);
}

static void
plan_round (ConsoleDemoVan *self)
{
  const ConsoleDemoRound round = {
    console_demo_account_get_store (self->driver), console_demo_account_get_id (self->driver), self->town,
    g_rand_int (self->random),
  };

  self->is_asking = TRUE;
  console_demo_round_plan_async (self->manager, self->customer, &round, self->cancellable, round_planned_cb,
                                 g_object_ref (self));
}

static void
store_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ConsoleDemoVan) self = user_data;
  g_autoptr(JsonNode) answer = finish_asking (self, result);
  g_autoptr(BakeryStore) store = read_entity (&bakery_store_type, answer);

  if (store == NULL || isnan (store->latitude) || isnan (store->longitude))
    {
      rest (self);
      return;
    }

  self->town = (ConsoleDemoPlace) { store->latitude, store->longitude };
  self->here = self->town;
  if (is_under_way (self))
    ask (self, "GET", "positions", NULL, positions_read_cb);
  else if (self->run != NULL)
    start (self, self->run->base.id);
  else
    plan_round (self);
}

static void
round_planned_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(ConsoleDemoVan) self = user_data;
  g_autoptr(GError) error = NULL;
  const gint64 delivery = console_demo_round_plan_finish (CONSOLE_DEMO_ACCOUNT (source), result, &error);

  self->is_asking = FALSE;
  if (error == NULL)
    {
      start (self, delivery);
      return;
    }

  g_debug ("The demo has nothing to take out: %s", error->message);
  rest (self);
}

/* --- Under way --- */

/* Stays at the door of the next stop, once it is there. */
static void
go_on (ConsoleDemoVan *self)
{
  const GPtrArray *stops = self->run->stops;

  for (guint i = 0; stops != NULL && i < stops->len; i++)
    {
      const BakeryDeliveryStop *stop = g_ptr_array_index (stops, i);
      const ConsoleDemoPlace door = { stop->latitude, stop->longitude };

      if (stop->state != BAKERY_STOP_WAITING)
        continue;

      self->stay = g_rand_double_range (self->random, SHORTEST_STAY, LONGEST_STAY);
      self->driven = 0;
      if (!isnan (door.latitude) && !isnan (door.longitude))
        self->way = console_demo_way_new (&self->town, &self->here, &door, g_rand_int (self->random));
      return;
    }

  rest (self);
}

/* What somebody else planned may not be ready yet: there is time for a round before. */
static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsoleDemoVan) self = user_data;
  g_autoptr(JsonNode) answer = finish_asking (self, result);
  const gboolean was_somebody_elses = self->run != NULL;

  set_run (self, read_entity (&bakery_delivery_type, answer));
  if (is_under_way (self))
    go_on (self);
  else if (was_somebody_elses && !g_cancellable_is_cancelled (self->cancellable))
    plan_round (self);
  else
    rest (self);
}

static void
take_up (ConsoleDemoVan *self,
         JsonNode       *answer)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autoptr(BakeryPosition) position = read_entity (&bakery_position_type, json_array_get_element (array, i));

      if (position != NULL && position->delivery == self->run->base.id)
        self->here = (ConsoleDemoPlace) { position->latitude, position->longitude }
      ;
    }
}

static void
positions_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(ConsoleDemoVan) self = user_data;
  g_autoptr(JsonNode) answer = finish_asking (self, result);

  if (answer == NULL)
    {
      rest (self);
      return;
    }

  take_up (self, answer);
  go_on (self);
}

static void
hand_over (ConsoleDemoVan *self)
{
  g_autofree char *path = g_strdup_printf ("deliveries/%" G_GINT64_FORMAT "/hand-over", self->run->base.id);
  g_autofree char *body = NULL;
  gint64 order = 0;

  for (guint i = self->run->stops->len; i > 0; i--)
    {
      const BakeryDeliveryStop *stop = g_ptr_array_index (self->run->stops, i - 1);

      order = stop->state == BAKERY_STOP_WAITING ? stop->order : order;
    }
  body = g_strdup_printf ("{\"order\":%" G_GINT64_FORMAT ",\"received_by\":\"%s\"}", order,
                          receivers[g_rand_int_range (self->random, 0, G_N_ELEMENTS (receivers))]);
  ask (self, "POST", path, body, handed_over_cb);
}

static void
handed_over_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(ConsoleDemoVan) self = user_data;
  g_autoptr(JsonNode) answer = finish_asking (self, result);

  set_run (self, read_entity (&bakery_delivery_type, answer));
  if (is_under_way (self))
    go_on (self);
  else
    rest (self);
}

/* --- Where it is --- */

/* A batch that is lost is no harm: the next one is newer. */
static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_demo_account_call_finish (CONSOLE_DEMO_ACCOUNT (source), result, &error);

  if (error != NULL)
    g_debug ("The positions of a van were not taken: %s", error->message);
}

static void
write_number (BakeryJsonWriter *writer,
              const char       *name,
              double            number)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_real (writer, number);
}

static void
note_position (ConsoleDemoVan          *self,
               const ConsoleDemoMotion *motion)
{
  BakeryJsonWriter writer = { self->batch, FALSE };

  g_string_append_c (self->batch, self->n_positions > 0 ? ',' : '[');
  bakery_json_writer_begin_object (&writer);
  write_number (&writer, "latitude", motion->place.latitude);
  write_number (&writer, "longitude", motion->place.longitude);
  write_number (&writer, "heading", motion->heading);
  write_number (&writer, "speed", motion->speed);
  bakery_json_writer_name (&writer, "at");
  bakery_json_writer_time (&writer, g_get_real_time ());
  bakery_json_writer_end_object (&writer);
  self->n_positions++;
}

static void
send_positions (ConsoleDemoVan *self)
{
  g_autofree char *body = g_strconcat ("{\"positions\":", self->batch->str, "]}", NULL);

  console_demo_account_call_async (self->driver, "POST", "positions", body, self->cancellable, sent_cb, NULL);
  g_string_truncate (self->batch, 0);
  self->n_positions = 0;
}

static void
drive (ConsoleDemoVan *self)
{
  ConsoleDemoMotion motion = { self->here };

  if (self->way != NULL)
    {
      self->driven += self->step_seconds;
      console_demo_way_locate (self->way, self->driven, &motion);
      self->here = motion.place;
      if (self->driven >= console_demo_way_get_seconds (self->way))
        g_clear_pointer (&self->way, console_demo_way_free);
    }
  note_position (self, &motion);
  if (self->n_positions >= BATCH)
    send_positions (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  ConsoleDemoVan *self = user_data;

  if (self->way == NULL)
    self->stay -= self->step_seconds;
  if (is_under_way (self))
    drive (self);
  if (self->stay > 0 || self->way != NULL || self->is_asking)
    return G_SOURCE_CONTINUE;

  if (is_under_way (self))
    hand_over (self);
  else
    look (self);

  return G_SOURCE_CONTINUE;
}

static void
console_demo_van_dispose (GObject *object)
{
  console_demo_van_stop (CONSOLE_DEMO_VAN (object));

  G_OBJECT_CLASS (console_demo_van_parent_class)->dispose (object);
}

static void
console_demo_van_finalize (GObject *object)
{
  ConsoleDemoVan *self = CONSOLE_DEMO_VAN (object);

  g_clear_object (&self->driver);
  g_clear_object (&self->manager);
  g_clear_object (&self->customer);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->run, bakery_delivery_unref);
  g_clear_pointer (&self->way, console_demo_way_free);
  g_rand_free (self->random);
  g_string_free (self->batch, TRUE);

  G_OBJECT_CLASS (console_demo_van_parent_class)->finalize (object);
}

static void
console_demo_van_class_init (ConsoleDemoVanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_demo_van_dispose;
  object_class->finalize = console_demo_van_finalize;
}

static void
console_demo_van_init (ConsoleDemoVan *self)
{
  self->cancellable = g_cancellable_new ();
  self->batch = g_string_new (NULL);
  self->tick_milliseconds = TICK_MILLISECONDS;
  self->step_seconds = STEP_SECONDS;
}

/**
 * console_demo_van_new:
 * @driver: who drives
 * @manager: who plans deliveries for the driver
 * @customer: who orders what they take out
 * @seed: what all chance comes from
 *
 * Returns: (transfer full): a van that stands still until it is started
 */
ConsoleDemoVan *
console_demo_van_new (ConsoleDemoAccount *driver,
                      ConsoleDemoAccount *manager,
                      ConsoleDemoAccount *customer,
                      guint32             seed)
{
  ConsoleDemoVan *self = g_object_new (CONSOLE_TYPE_DEMO_VAN, NULL);

  self->driver = g_object_ref (driver);
  self->manager = g_object_ref (manager);
  self->customer = g_object_ref (customer);
  self->random = g_rand_new_with_seed (seed);

  return self;
}

/**
 * console_demo_van_set_pace:
 * @self: a van that was not started
 * @tick_milliseconds: how often it moves
 * @step_seconds: how far it gets each time
 *
 * Makes the clock by which it drives another one than that on the wall.
 */
void
console_demo_van_set_pace (ConsoleDemoVan *self,
                           guint           tick_milliseconds,
                           double          step_seconds)
{
  g_return_if_fail (CONSOLE_IS_DEMO_VAN (self));

  self->tick_milliseconds = tick_milliseconds;
  self->step_seconds = step_seconds;
}

/**
 * console_demo_van_start:
 * @self: a van whose people have a server
 *
 * Begins the driver's day, or goes on with it.
 */
void
console_demo_van_start (ConsoleDemoVan *self)
{
  g_return_if_fail (CONSOLE_IS_DEMO_VAN (self));

  g_clear_handle_id (&self->tick_source, g_source_remove);
  self->tick_source = g_timeout_add (self->tick_milliseconds, tick_cb, self);
}

/**
 * console_demo_van_stop:
 * @self: a van
 *
 * Leaves it standing, for good.
 */
void
console_demo_van_stop (ConsoleDemoVan *self)
{
  g_return_if_fail (CONSOLE_IS_DEMO_VAN (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick_source, g_source_remove);
}
