/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The demo's vans: their ways look like streets, the same for a seed; and with a real server, they deliver what is there, and
 * go on after that. */

#include "config.h"

#include "bakery-delivery.h"
#include "bakery-entity-json.h"
#include "console-demo-round.h"
#include "console-demo-van.h"
#include "console-fixture.h"
#include "console-server-process.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>

/* --- Ways --- */

static const ConsoleDemoPlace town = { 19.0544, 72.8295 };

static double
measure (const ConsoleDemoPlace *from,
         const ConsoleDemoPlace *to)
{
  return hypot (to->latitude - from->latitude, (to->longitude - from->longitude) * cos (from->latitude * G_PI / 180)) * 111195;
}

/* Drives a way second by second. Returns its metres, and how many seconds the van stood. */
static double
drive (const ConsoleDemoWay *way,
       guint                *ret_n_still)
{
  ConsoleDemoMotion before, after;
  double metres = 0;

  *ret_n_still = 0;
  console_demo_way_locate (way, 0, &before);
  for (double second = 1; second < console_demo_way_get_seconds (way) + 1; second++)
    {
      console_demo_way_locate (way, second, &after);
      g_assert_cmpfloat (measure (&before.place, &after.place), <, 12);
      g_assert_cmpfloat (after.speed, <, 12);
      g_assert_cmpfloat (after.heading, >=, 0);
      g_assert_cmpfloat (after.heading, <=, 360);
      metres += measure (&before.place, &after.place);
      *ret_n_still += measure (&before.place, &after.place) < .01;
      before = after;
    }

  return metres;
}

static ConsoleDemoPlace
choose_place (GRand *random)
{
  return (ConsoleDemoPlace) {
           town.latitude + g_rand_double_range (random, -.03, .03), town.longitude + g_rand_double_range (random, -.03, .03),
  };
}

/* From door to door, no faster than a van drives, farther than a bird flies and not much farther than a cab. */
static void
test_ways (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (7);
  guint n_still = 0;

  for (guint32 i = 0; i < 200; i++)
    {
      const ConsoleDemoPlace from = choose_place (random);
      const ConsoleDemoPlace to = choose_place (random);
      g_autoptr(ConsoleDemoWay) way = console_demo_way_new (&town, &from, &to, i);
      ConsoleDemoMotion begin, end;
      guint n;
      const double metres = drive (way, &n);

      n_still += n;
      console_demo_way_locate (way, 0, &begin);
      console_demo_way_locate (way, 1e6, &end);
      g_assert_cmpfloat (measure (&begin.place, &from), <, 1);
      g_assert_cmpfloat (measure (&end.place, &to), <, 1);
      g_assert_cmpfloat (metres, >, measure (&from, &to) - 2);
      g_assert_cmpfloat (metres, <, 1.6 * measure (&from, &to) + 600);
    }
  g_assert_cmpuint (n_still, >, 200);
}

static gboolean
is_same_way (guint32 seed,
             guint32 other_seed)
{
  const ConsoleDemoPlace to = { 19.07, 72.85 };
  g_autoptr(ConsoleDemoWay) way = console_demo_way_new (&town, &town, &to, seed);
  g_autoptr(ConsoleDemoWay) other = console_demo_way_new (&town, &town, &to, other_seed);

  for (double second = 0; second < console_demo_way_get_seconds (way); second++)
    {
      ConsoleDemoMotion motion, other_motion;

      console_demo_way_locate (way, second, &motion);
      console_demo_way_locate (other, second, &other_motion);
      if (measure (&motion.place, &other_motion.place) > 0)
        return FALSE;
    }

  return console_demo_way_get_seconds (way) == console_demo_way_get_seconds (other);
}

static void
test_seed (void)
{
  g_assert_true (is_same_way (3, 3));
  g_assert_false (is_same_way (3, 4));
}

/* Next door, and no way at all. */
static void
test_short_ways (void)
{
  const double steps[] = { 0, 1e-7, 1e-4, 5e-4, 1e-3 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      const ConsoleDemoPlace to = { town.latitude + steps[i], town.longitude - steps[i] };
      g_autoptr(ConsoleDemoWay) way = console_demo_way_new (&town, &town, &to, i);
      guint n_still;
      ConsoleDemoMotion end;

      drive (way, &n_still);
      console_demo_way_locate (way, 1e6, &end);
      g_assert_cmpfloat (measure (&end.place, &to), <, 1);
    }
}

/* --- With a server --- */

#define DRIVER "driver@demo.sweetspot.example"
#define DEADLINE (60 * G_USEC_PER_SEC)
#define POLL_MILLISECONDS 50

typedef struct
{
  char               *folder;
  GSubprocess        *server;
  ConsoleDemoAccount *driver;
  ConsoleDemoAccount *manager;
  ConsoleDemoAccount *customer;
  ConsoleDemoVan     *van;
  JsonNode           *answer;
} Demo;

static GSubprocess *
spawn (Demo       *self,
       const char *command,
       const char *argument)
{
  g_autofree char *program = console_server_process_find_program ();
  g_autofree char *database = g_strdup_printf ("--database=%s/demo.db", self->folder);
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  /* The server warns of test payments. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_subprocess_launcher_setenv (launcher, "SWEETSPOT_RATE_LIMIT", "0", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, command, database, argument, NULL);
  g_assert_no_error (error);

  return process;
}

static char *
read_address (Demo *self)
{
  g_autoptr(GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->server));
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening on "));

  return g_strdup (line + strlen ("listening on "));
}

static ConsoleDemoAccount *
create_account (const char *email,
                const char *address)
{
  ConsoleDemoAccount *account = console_demo_account_new (email, CONSOLE_DEMO_PASSWORD);

  console_demo_account_set_server (account, address);

  return account;
}

static void
set_up (Demo         *self,
        gconstpointer data)
{
  g_autoptr(GSubprocess) maker = NULL;
  g_autofree char *address = NULL;

  self->folder = g_dir_make_tmp ("sweetspot-vans-XXXXXX", NULL);
  maker = spawn (self, "demo", "--orders=2000");
  g_assert_true (g_subprocess_wait_check (maker, NULL, NULL));
  self->server = spawn (self, "serve", "--listen=127.0.0.1:0");
  address = read_address (self);

  self->driver = create_account (DRIVER, address);
  self->manager = create_account (CONSOLE_DEMO_MANAGER_EMAIL, address);
  self->customer = create_account (CONSOLE_DEMO_CUSTOMER_EMAIL, address);
  self->van = console_demo_van_new (self->driver, self->manager, self->customer, 1);
  console_demo_van_set_pace (self->van, 10, 30);
}

static void
remove_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (folder);
}

static void
tear_down (Demo         *self,
           gconstpointer data)
{
  console_demo_van_stop (self->van);
  g_object_unref (self->van);
  g_object_unref (self->driver);
  g_object_unref (self->manager);
  g_object_unref (self->customer);
  g_clear_pointer (&self->answer, json_node_unref);
  g_subprocess_send_signal (self->server, SIGTERM);
  g_assert_true (g_subprocess_wait (self->server, NULL, NULL));
  g_object_unref (self->server);
  remove_files (self->folder);
  g_free (self->folder);
}

typedef struct
{
  JsonNode *answer;
  gboolean  is_there;
} Asked;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Asked *asked = user_data;
  g_autoptr(GError) error = NULL;

  asked->answer = console_demo_account_call_finish (CONSOLE_DEMO_ACCOUNT (source), result, &error);
  g_assert_no_error (error);
  asked->is_there = TRUE;
}

static gboolean
is_there (gpointer user_data)
{
  return ((Asked *) user_data)->is_there;
}

/* What the driver sees: what is the driver's own. */
static JsonArray *
ask (Demo       *self,
     const char *path)
{
  Asked asked = { NULL, FALSE };

  console_demo_account_call_async (self->driver, "GET", path, NULL, NULL, answered_cb, &asked);
  console_fixture_wait (is_there, &asked);
  g_clear_pointer (&self->answer, json_node_unref);
  self->answer = asked.answer;

  return json_node_get_array (asked.answer);
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static gboolean
set_true_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Asks now and then, until the answer is as it should be. */
static JsonArray *
wait_for (Demo       *self,
          const char *path,
          gboolean ( *is_wanted ) (JsonArray *rows))
{
  const gint64 deadline = g_get_monotonic_time () + DEADLINE;
  JsonArray *rows = ask (self, path);

  while (!is_wanted (rows))
    {
      gboolean is_over = FALSE;

      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_timeout_add (POLL_MILLISECONDS, set_true_cb, &is_over);
      console_fixture_wait (is_true, &is_over);
      rows = ask (self, path);
    }

  return rows;
}

static gboolean
has_moved (JsonArray *rows)
{
  return json_array_get_length (rows) > 0
         && json_array_get_length (json_object_get_array_member (json_array_get_object_element (rows, 0), "trail")) > 2;
}

static gboolean
has_three (JsonArray *rows)
{
  return json_array_get_length (rows) >= 3;
}

static BakeryDelivery *
read_run (JsonArray *rows,
          guint      position)
{
  g_autoptr(GError) error = NULL;
  BakeryDelivery *run =
    bakery_entity_from_trusted_json (&bakery_delivery_type, json_array_get_object_element (rows, position), &error);

  g_assert_no_error (error);

  return run;
}

static void
assert_delivered (const BakeryDelivery *run)
{
  g_assert_cmpuint (run->stops->len, >, 0);
  for (guint i = 0; i < run->stops->len; i++)
    {
      const BakeryDeliveryStop *stop = g_ptr_array_index (run->stops, i);

      g_assert_cmpint (stop->state, ==, BAKERY_STOP_DELIVERED);
      g_assert_cmpstr (stop->received_by, !=, "");
    }
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(gint64 *) user_data = console_demo_round_plan_finish (CONSOLE_DEMO_ACCOUNT (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_known (gpointer user_data)
{
  return *(gint64 *) user_data != 0;
}

/* As somebody does at a console. */
static gint64
plan (Demo *self)
{
  ConsoleDemoRound round = { 0, 0, town, 9 };
  gint64 delivery = 0;

  ask (self, "deliveries");
  round.store = console_demo_account_get_store (self->driver);
  round.driver = console_demo_account_get_id (self->driver);
  console_demo_round_plan_async (self->manager, self->customer, &round, NULL, planned_cb, &delivery);
  console_fixture_wait (is_known, &delivery);

  return delivery;
}

/* What is planned for the driver is taken out, and more after it; the van is seen on its way. */
static void
test_deliveries (Demo         *self,
                 gconstpointer data)
{
  const gint64 planned = plan (self);
  gboolean was_taken_out = FALSE;
  JsonArray *rows;

  console_demo_van_start (self->van);
  wait_for (self, "positions", has_moved);
  rows = wait_for (self, "deliveries?state=finished", has_three);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      g_autoptr(BakeryDelivery) run = read_run (rows, i);

      assert_delivered (run);
      was_taken_out = was_taken_out || run->base.id == planned;
    }
  g_assert_true (was_taken_out);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/console/demo-vans/ways", test_ways);
  g_test_add_func ("/console/demo-vans/seed", test_seed);
  g_test_add_func ("/console/demo-vans/short-ways", test_short_ways);
  g_test_add ("/console/demo-vans/deliveries", Demo, NULL, set_up, test_deliveries, tear_down);

  return g_test_run ();
}
