/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When a driver will be where, as it is stored while positions come each second: what everybody may know already is not written
 * again, and what is news is, with the notices of the customers. */

#include "config.h"

#include "server-database.h"
#include "server-delivery-store.h"

#include "bakery-migrator.h"
#include "bakery-records.h"
#include "bakery-route.h"
#include "bakery-store.h"
#include "bakery-time.h"

#define NOW G_GINT64_CONSTANT (1795348800000000)
#define DELIVERY 1
#define FIRST 11
#define SECOND 12
#define WAY 600 /* seconds to the first stop, and from there to the second one */

typedef struct
{
  BakeryConnection *connection;
  JsonNode         *route;
} Fixture;

static void
add_stop (BakeryDelivery *delivery,
          gint64          order)
{
  BakeryDeliveryStop *stop = bakery_delivery_stop_new ();

  stop->order = order;
  stop->state = BAKERY_STOP_WAITING;
  stop->latitude = 18.5;
  stop->longitude = 73.8;
  g_ptr_array_add (delivery->stops, stop);
  g_array_append_val (delivery->orders, order);
}

static void
add_delivery (Fixture            *self,
              BakeryDeliveryState state)
{
  g_autoptr(BakeryDelivery) delivery = bakery_delivery_new ();
  g_autoptr(BakeryStore) store = bakery_store_new ();
  g_autoptr(GError) error = NULL;

  store->base.id = 1;
  store->latitude = 18.4;
  store->longitude = 73.7;
  delivery->base.id = DELIVERY;
  delivery->store = 1;
  delivery->state = (int) state;
  delivery->starts_at = NOW;
  delivery->started_at = state == BAKERY_DELIVERY_UNDER_WAY ? NOW - BAKERY_MINUTE : 0;
  delivery->orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  delivery->stops = g_ptr_array_new_with_free_func (bakery_entity_unref);
  add_stop (delivery, FIRST);
  add_stop (delivery, SECOND);
  bakery_records_upsert (self->connection, store, BAKERY_RECORDS_TABLES, &error);
  g_assert_no_error (error);
  bakery_records_upsert (self->connection, delivery, BAKERY_RECORDS_TABLES, &error);
  g_assert_no_error (error);
}

/* The orders themselves are of no interest. */
static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  self->connection = bakery_connection_open (":memory:", BAKERY_CONNECTION_CREATE, &error);
  g_assert_no_error (error);
  bakery_migrator_run (self->connection, SERVER_DATABASE_MIGRATIONS, NULL, NULL, &error);
  g_assert_no_error (error);
  bakery_connection_execute_script (self->connection, "PRAGMA foreign_keys = OFF", &error);
  g_assert_no_error (error);
  add_delivery (self, (BakeryDeliveryState) GPOINTER_TO_INT (data));
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_pointer (&self->route, json_node_unref);
  bakery_connection_close (self->connection);
}

/* Has the times worked out so many seconds after the first time, by a provider that has the driver be late by some. Returns the
 * delivery as it is stored then. */
static BakeryDelivery *
work_out (Fixture *self,
          gint64   seconds,
          gint64   late)
{
  const gint64 now = NOW + seconds * BAKERY_SECOND;
  const ServerLeg legs[] = { { WAY - seconds + late, 6000 }, { WAY, 6000 } };
  g_auto(ServerDeliveryPlan) plan = { NULL };
  g_autoptr(GError) error = NULL;
  BakeryDelivery *delivery;

  server_delivery_store_plan (self->connection, DELIVERY, now, &plan, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan.orders->len, ==, 2);
  server_delivery_store_set_times (self->connection, &plan, BAKERY_ROUTING_ESTIMATE, legs, self->route, now, &error);
  g_assert_no_error (error);
  delivery = server_delivery_store_load (self->connection, DELIVERY, &error);
  g_assert_no_error (error);

  return delivery;
}

/* Whether the times are written when they are worked out after so many seconds, and the driver is late by some. */
static gboolean
is_written (Fixture *self,
            gint64   seconds,
            gint64   late)
{
  g_autoptr(BakeryDelivery) before = server_delivery_store_load (self->connection, DELIVERY, NULL);
  g_autoptr(BakeryDelivery) after = work_out (self, seconds, late);

  return after->base.revision != before->base.revision;
}

static gint64
read_notice (Fixture *self,
             gint64   order)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (self->connection, "SELECT send_at FROM delivery_notices WHERE \"order\" = $1", NULL);
  gboolean has_row = FALSE;

  bakery_statement_bind_int (select, 1, order);
  g_assert_true (bakery_statement_step (select, &has_row, NULL));

  return has_row ? bakery_statement_get_int (select, 0) : 0;
}

static void
assert_times (Fixture *self,
              gint64   late)
{
  g_autoptr(BakeryDelivery) delivery = server_delivery_store_load (self->connection, DELIVERY, NULL);
  const gint64 first = NOW + (WAY + late) * BAKERY_SECOND;
  const gint64 second = first + (BAKERY_ROUTE_STOP_SECONDS + WAY) * BAKERY_SECOND;

  g_assert_cmpint (bakery_delivery_find_stop (delivery, FIRST)->eta, ==, first);
  g_assert_cmpint (bakery_delivery_find_stop (delivery, SECOND)->eta, ==, second);
  g_assert_cmpint (read_notice (self, FIRST), ==, first - 5 * BAKERY_MINUTE);
  g_assert_cmpint (read_notice (self, SECOND), ==, second - 5 * BAKERY_MINUTE);
}

static void
test_under_way (Fixture      *self,
                gconstpointer data)
{
  g_assert_true (is_written (self, 0, 0));
  assert_times (self, 0);
  g_assert_false (is_written (self, 1, 0));
  g_assert_false (is_written (self, 2, 9));
  g_assert_false (is_written (self, 3, -9));
  assert_times (self, 0);
  g_assert_true (is_written (self, 4, 10));
  assert_times (self, 10);
  g_assert_false (is_written (self, 5, 1));
  g_assert_true (is_written (self, 6, 0));
  assert_times (self, 0);
}

/* A way that a provider knows is drawn from where the driver is. */
static void
test_route (Fixture      *self,
            gconstpointer data)
{
  g_assert_true (is_written (self, 0, 0));
  self->route = json_from_string ("[[18.4, 73.7], [18.5, 73.8]]", NULL);
  g_assert_true (is_written (self, 1, 0));
  g_assert_true (is_written (self, 2, 0));
  g_clear_pointer (&self->route, json_node_unref);
  g_assert_true (is_written (self, 3, 0));
  g_assert_false (is_written (self, 4, 0));
}

/* Notices are written when the driver sets out, also where everything happens as it was planned. */
static void
test_setting_out (Fixture      *self,
                  gconstpointer data)
{
  g_autoptr(BakeryDelivery) delivery = work_out (self, 0, 0);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (read_notice (self, FIRST), ==, 0);
  delivery->state = BAKERY_DELIVERY_UNDER_WAY;
  delivery->started_at = NOW + BAKERY_SECOND;
  server_delivery_store_save (self->connection, delivery, NOW + BAKERY_SECOND, &error);
  g_assert_no_error (error);
  g_assert_true (is_written (self, 2, 0));
  assert_times (self, 0);
  g_assert_false (is_written (self, 3, 0));
}

int
main (int   argc,
      char *argv[])
{
  const gconstpointer under_way = GINT_TO_POINTER (BAKERY_DELIVERY_UNDER_WAY);
  const gconstpointer planned = GINT_TO_POINTER (BAKERY_DELIVERY_PLANNED);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/delivery-times/under-way", Fixture, under_way, set_up, test_under_way, tear_down);
  g_test_add ("/delivery-times/route", Fixture, under_way, set_up, test_route, tear_down);
  g_test_add ("/delivery-times/setting-out", Fixture, planned, set_up, test_setting_out, tear_down);

  return g_test_run ();
}
