/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the statements of the reports find their rows in a database of today: by indexes over store and time. And those that
 * everybody with a link asks, every minute: by one row. */

#include "config.h"

#include "server-database.h"
#include "server-report-figures.h"
#include "server-tracking.h"

#include "bakery-migrator.h"

#include <string.h>

typedef struct
{
  BakeryConnection *connection;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  GError *error = NULL;

  self->connection = bakery_connection_open (":memory:", BAKERY_CONNECTION_CREATE, &error);
  g_assert_no_error (error);
  bakery_migrator_run (self->connection, SERVER_DATABASE_MIGRATIONS, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  bakery_connection_close (self->connection);
}

/* The steps of a statement's plan, one a line. */
static char *
explain (Fixture    *self,
         const char *statement)
{
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", statement, NULL);
  g_autoptr(GString) plan = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryStatement) rows = bakery_connection_prepare (self->connection, sql, &error);
  gboolean has_row = TRUE;

  g_assert_no_error (error);
  while (has_row)
    {
      g_assert_true (bakery_statement_step (rows, &has_row, &error));
      if (has_row)
        g_string_append_printf (plan, "%s\n", bakery_statement_peek_text (rows, 3));
    }

  return g_string_free (g_steal_pointer (&plan), FALSE);
}

/* The options of a line and the stores of a report are lists, and all that may be gone through. */
static gboolean
scans_table (const char *plan)
{
  g_auto(GStrv) steps = g_strsplit (plan, "\n", -1);

  for (guint i = 0; steps[i] != NULL; i++)
    {
      if (g_str_has_prefix (steps[i], "SCAN ") && !g_str_has_prefix (steps[i], "SCAN j ") &&
          !g_str_has_prefix (steps[i], "SCAN k "))
        return TRUE;
    }

  return FALSE;
}

static gboolean
finds_by_time (const char *plan)
{
  static const char *const times[] = { "order_date", "due_at", "paid_at", "refunded_at", "at" };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *condition = g_strdup_printf ("(store=? AND %s>? AND %s<?)", times[i], times[i]);

      if (strstr (plan, condition) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
test_plans (Fixture      *self,
            gconstpointer data)
{
  const char *const *statements = server_report_list_statements ();

  for (guint i = 0; statements[i] != NULL; i++)
    {
      g_autofree char *plan = explain (self, statements[i]);

      g_test_message ("%s\n%s", statements[i], plan);
      g_assert_false (scans_table (plan));
      g_assert_true (finds_by_time (plan));
    }

  g_assert_cmpuint (g_strv_length ((GStrv) statements), ==, 17);
}

/* The stock is followed back from the present in the order of an index, whole years of it. */
static void
test_stock_plan (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *plan = explain (self, server_report_peek_stock_statement ());

  g_test_message ("%s", plan);
  g_assert_false (scans_table (plan));
  g_assert_true (finds_by_time (plan));
  g_assert_null (strstr (plan, "TEMP B-TREE"));
}

/* However many runs there have been, an order is found without going through their stops. */
static void
test_tracking_plans (Fixture      *self,
                     gconstpointer data)
{
  const char *const *statements = server_tracking_list_statements ();

  for (guint i = 0; statements[i] != NULL; i++)
    {
      g_autofree char *plan = explain (self, statements[i]);

      g_test_message ("%s\n%s", statements[i], plan);
      g_assert_false (scans_table (plan));
      g_assert_null (strstr (plan, "MATERIALIZE"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/reports/plans", Fixture, NULL, set_up, test_plans, tear_down);
  g_test_add ("/reports/stock-plan", Fixture, NULL, set_up, test_stock_plan, tear_down);
  g_test_add ("/tracking/plans", Fixture, NULL, set_up, test_tracking_plans, tear_down);

  return g_test_run ();
}
