/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reconciler's queue: what is due is claimed once, the oldest first, a few at a time, and comes up again ever later.
 * Who has asked for a payment is alone with it until then. */

#include "config.h"

#include "server-config.h"
#include "server-context.h"
#include "server-database.h"
#include "server-payment-due.h"
#include "server-payment-service.h"
#include "server-payment-store.h"

#include "bakery-migrator.h"
#include "bakery-time.h"

#define NOW G_GINT64_CONSTANT (1795348800000000)

typedef struct
{
  BakeryConnection *connection;
} Fixture;

static void
execute (Fixture    *self,
         const char *sql)
{
  g_autoptr(GError) error = NULL;

  bakery_connection_execute_script (self->connection, sql, &error);
  g_assert_no_error (error);
}

/* What the payments are for is of no interest. */
static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  self->connection = bakery_connection_open (":memory:", BAKERY_CONNECTION_CREATE, &error);
  g_assert_no_error (error);
  bakery_migrator_run (self->connection, SERVER_DATABASE_MIGRATIONS, NULL, NULL, &error);
  g_assert_no_error (error);
  execute (self, "PRAGMA foreign_keys = OFF");
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  bakery_connection_close (self->connection);
}

static void
add_payment (Fixture *self,
             guint    id,
             gint64   check_at,
             guint    attempts)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO payments (id, revision, \"order\", store, currency, amount, refunded_amount, method, provider, status,"
    " \"key\", provider_reference, capture_reference, failure_message, created_at, updated_at, check_at, attempts)"
    " VALUES (%u, 1, %u, 1, 'INR', 100, 0, 'credit_card', 'stripe', 'pending', 'key %u', '', '', '', 1, 1,"
    " %" G_GINT64_FORMAT ", %u)", id, id, id, check_at, attempts);

  execute (self, sql);
}

static gboolean
is_due (Fixture *self,
        gint64   now)
{
  g_autoptr(GError) error = NULL;
  gboolean exists;

  server_payment_due_exists (self->connection, now, &exists, &error);
  g_assert_no_error (error);

  return exists;
}

static GArray *
claim (Fixture             *self,
       ServerPaymentDueKind kind,
       gint64               now)
{
  g_autoptr(GError) error = NULL;
  GArray *ids = server_payment_due_claim (self->connection, kind, now, &error);

  g_assert_no_error (error);

  return ids;
}

static gboolean
is_claimed (Fixture *self,
            guint    id,
            gint64   now)
{
  g_autoptr(GArray) ids = claim (self, SERVER_PAYMENT_DUE_PAYMENTS, now);

  return ids->len == 1 && g_array_index (ids, gint64, 0) == id;
}

static void
test_pauses (Fixture      *self,
             gconstpointer data)
{
  static const struct
  {
    guint  attempts;
    gint64 pause;
  } cases[] = {
    { 0, 30 }, { 1, 60 }, { 2, 120 }, { 6, 1920 }, { 7, 3600 }, { 40, 3600 }, { 5000, 3600 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gint64 next = NOW + cases[i].pause * BAKERY_SECOND;

      g_test_message ("%u", cases[i].attempts);
      execute (self, "DELETE FROM payments");
      add_payment (self, i + 1, NOW, cases[i].attempts);
      g_assert_true (is_due (self, NOW));
      g_assert_true (is_claimed (self, i + 1, NOW));
      g_assert_false (is_claimed (self, i + 1, NOW));
      g_assert_false (is_due (self, next - 1));
      g_assert_true (is_due (self, next));
    }
}

static void
test_later_each_time (Fixture      *self,
                      gconstpointer data)
{
  gint64 now = NOW;

  add_payment (self, 1, now, 0);
  for (guint minutes = 1; minutes <= 8; minutes *= 2)
    {
      g_assert_true (is_claimed (self, 1, now));
      now += minutes * BAKERY_MINUTE / 2;
      g_assert_false (is_due (self, now - 1));
    }
  g_assert_true (is_due (self, now));
}

static void
test_a_few_at_a_time (Fixture      *self,
                      gconstpointer data)
{
  g_autoptr(GArray) first = NULL;
  g_autoptr(GArray) rest = NULL;
  g_autoptr(GArray) refunds = NULL;

  for (guint id = 1; id <= SERVER_PAYMENT_DUE_MAXIMUM + 3; id++)
    add_payment (self, id, NOW - id, 0);
  add_payment (self, 100, NOW + 1, 0);
  first = claim (self, SERVER_PAYMENT_DUE_PAYMENTS, NOW);
  rest = claim (self, SERVER_PAYMENT_DUE_PAYMENTS, NOW);
  refunds = claim (self, SERVER_PAYMENT_DUE_REFUNDS, NOW);

  g_assert_cmpuint (first->len, ==, SERVER_PAYMENT_DUE_MAXIMUM);
  for (guint i = 0; i < first->len; i++)
    g_assert_cmpint (g_array_index (first, gint64, i), >, 3);
  g_assert_cmpuint (rest->len, ==, 3);
  g_assert_cmpuint (refunds->len, ==, 0);
}

static gint64
get_time (gpointer user_data)
{
  return *(gint64 *) user_data;
}

/* However long the provider takes, its answer comes before the reconciler asks. */
static void
test_lease (void)
{
  ServerConfig config = { .payment_seconds = 20 };
  gint64 now = NOW;
  ServerContext context = { .config = &config, .clock = get_time, .clock_data = &now };
  ServerPaymentService *service = server_payment_service_new (&context);
  const gint64 latest = NOW + (SERVER_PAYMENT_LEASE_SECONDS - config.payment_seconds) * BAKERY_SECOND;
  g_autoptr(GError) error = NULL;

  for (now = NOW; now < latest; now += BAKERY_SECOND)
    g_assert_true (server_payment_service_check_lease (service, NOW, NULL));
  g_assert_false (server_payment_service_check_lease (service, NOW, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);

  server_payment_service_free (service);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/payment-due/pauses", Fixture, NULL, set_up, test_pauses, tear_down);
  g_test_add ("/payment-due/later-each-time", Fixture, NULL, set_up, test_later_each_time, tear_down);
  g_test_add ("/payment-due/a-few-at-a-time", Fixture, NULL, set_up, test_a_few_at_a_time, tear_down);
  g_test_add_func ("/payment-due/lease", test_lease);

  return g_test_run ();
}
