/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the Revenue page does while what it shows is not what is chosen any more, and that the days of a dialog are those of the
 * calendar on clocks that are far ahead of UTC. */

#include "config.h"

#include "console-date-button.h"
#include "console-revenue-page-private.h"
#include "console-revenue-print.h"
#include "console-sales-report-private.h"

#include <glib/gstdio.h>

#define N_DAYS 28

/* 30 October 2026: the four weeks from it on are of two months. */
#define FIRST_DAY 20756

typedef struct
{
  char               *folder;
  ConsoleContext     *context;
  ConsoleRevenuePage *page;
  GtkWidget          *window;
} Fixture;

/* Four weeks with an order on each day. */
static ConsoleSalesReport *
create_report (void)
{
  g_autoptr(ConsoleSalesQuery) query = console_sales_query_new ();
  ConsoleSalesReport *report;

  query->days = (ConsoleDayRange) { FIRST_DAY, FIRST_DAY + N_DAYS - 1 };
  report = console_sales_report_new (query);
  report->is_used = TRUE;
  for (guint i = 0; i < N_DAYS; i++)
    report->days[i] = (ConsoleSalesFigures) { .orders = 1, .ordered = 1200, .sales = 1200 }
  ;
  report->week[0].counts[9] = N_DAYS;

  return report;
}

static void
show_report (ConsoleRevenuePage *page)
{
  g_free (page->currency);
  page->currency = g_strdup ("INR");
  g_clear_pointer (&page->report, console_sales_report_free);
  page->report = create_report ();
  console_revenue_page_show_report (page, FALSE);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr(GSettings) settings = g_settings_new ("org.sweetspot.Console");

  self->folder = g_dir_make_tmp ("revenue-page-XXXXXX", NULL);
  self->context = console_context_new (self->folder, settings);
  self->page = g_object_new (CONSOLE_TYPE_REVENUE_PAGE, "context", self->context, NULL);
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->page));
  show_report (self->page);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->context);
  g_rmdir (self->folder);
  g_free (self->folder);
}

/* Somebody clicks while the figures of another store are being read. */
static void
test_another_store (Fixture      *self,
                    gconstpointer data)
{
  ConsoleRevenuePage *page = self->page;

  g_object_notify (G_OBJECT (self->context), "store");
  g_assert_null (page->report);

  g_signal_emit_by_name (page->time_card, "activated", 3, 0);
  g_signal_emit_by_name (page->time_card, "zoomed", 3, 5);
  g_signal_emit_by_name (page->ranking_card, "activated", 0, 0);
  g_signal_emit_by_name (page->week_card, "activated", 1, 0);
  g_assert_cmpuint (page->zooms->len, ==, 0);
  g_assert_cmpint (page->choice->range, ==, CONSOLE_REVENUE_28_DAYS);
}

/* Months are chosen and not painted yet when days are selected. */
static void
test_another_step (Fixture      *self,
                   gconstpointer data)
{
  ConsoleRevenuePage *page = self->page;

  page->choice->step = CONSOLE_REVENUE_BY_MONTH;
  g_signal_emit_by_name (page->time_card, "zoomed", 20, 25);
  g_assert_cmpint (page->choice->range, ==, CONSOLE_REVENUE_28_DAYS);
  g_signal_emit_by_name (page->time_card, "zoomed", 1, 1);
  g_assert_cmpint (page->choice->own.first, ==, FIRST_DAY + 2);
  g_assert_cmpint (page->choice->own.last, ==, FIRST_DAY + N_DAYS - 1);
}

/* A key that is held down does not lead to days before there were any. */
static void
test_earliest (Fixture      *self,
               gconstpointer data)
{
  ConsoleRevenuePage *page = self->page;

  page->report->query->days = (ConsoleDayRange) { 5, 5 + N_DAYS - 1 };
  g_action_group_activate_action (G_ACTION_GROUP (page->actions), "earlier", NULL);
  g_assert_cmpint (page->choice->own.first, ==, 0);
  g_assert_cmpint (page->choice->own.last, ==, 4);

  page->report->query->days = (ConsoleDayRange) { 0, 4 };
  g_action_group_activate_action (G_ACTION_GROUP (page->actions), "earlier", NULL);
  g_assert_cmpint (page->choice->own.first, ==, 0);
  g_assert_cmpint (page->choice->own.last, ==, 4);
}

/* What cannot be told apart by category has no figure, and so nothing behind it. */
static void
test_category (Fixture      *self,
               gconstpointer data)
{
  ConsoleRevenuePage *page = self->page;

  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (page->figure[CONSOLE_FIGURE_CUSTOMERS])));
  page->choice->category = g_strdup ("Torte");
  console_revenue_page_show_report (page, FALSE);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (page->figure[CONSOLE_FIGURE_REVENUE])));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (page->figure[CONSOLE_FIGURE_CUSTOMERS])));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (page->figure[CONSOLE_FIGURE_MARGIN])));
}

static const char *const stages[] = {
  "Pending", "Accepted", "Baking", "Ready", "Out for delivery", "Delivered", "Cancelled", NULL,
};

static ConsoleChartData *
create_chart (void)
{
  ConsoleChartData *data = console_chart_data_new (CONSOLE_CHART_STACKED, "Stages of orders by day", "Day", "INR");

  console_chart_data_add_point (data, "Sunday, 1 November 2026", "1 Nov");
  for (guint i = 0; stages[i] != NULL; i++)
    console_chart_data_add_series (data, stages[i])->values[0] = 123456700 + i;

  return data;
}

/* Nothing on the page is above anything else, which would not read like this. */
static void
check_table (const char *text)
{
  g_autofree char *heading = g_strjoinv (" +", (char **) stages);

  g_assert_true (g_regex_match_simple (heading, text, 0, 0));
  g_assert_true (g_regex_match_simple ("1,234,567\\.00 +1,234,567\\.01 +1,234,567\\.02", text, 0, 0));
}

/* What is printed is what was shown when somebody asked for it, whatever came since. */
static void
test_print (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "orders.pdf", NULL);
  const char *const command[] = { "pdftotext", "-layout", path, "-", NULL };
  ConsoleRevenuePrint *print = console_revenue_print_new ("1 Nov 2026", "Rosewood", "by order date");
  ConsoleChartData *chart = create_chart ();
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  console_revenue_print_add_chart (print, chart);
  console_chart_data_free (chart);
  console_revenue_print_attach (print, operation);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  check_table (text);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *node = windows; node != NULL; node = node->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (node->data))
        return node->data;
    }

  return NULL;
}

/* Whoever changes nothing gets the days that are shown. */
static void
test_days (Fixture      *self,
           gconstpointer data)
{
  ConsoleRevenuePage *page = self->page;
  GtkWidget *dialog;
  GDateTime *first;

  g_action_group_activate_action (G_ACTION_GROUP (page->actions), "choose-days", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  first = console_date_button_get_date (g_object_get_data (G_OBJECT (dialog), "first"));
  g_assert_cmpint (g_date_time_get_day_of_month (first), ==, 30);
  g_assert_cmpint (g_date_time_get_month (first), ==, 10);

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "show");
  g_assert_cmpint (page->choice->own.first, ==, FIRST_DAY);
  g_assert_cmpint (page->choice->own.last, ==, FIRST_DAY + N_DAYS - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "Pacific/Auckland", TRUE);
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add ("/ui/revenue-page/another-store", Fixture, NULL, set_up, test_another_store, tear_down);
  g_test_add ("/ui/revenue-page/another-step", Fixture, NULL, set_up, test_another_step, tear_down);
  g_test_add ("/ui/revenue-page/earliest", Fixture, NULL, set_up, test_earliest, tear_down);
  g_test_add ("/ui/revenue-page/category", Fixture, NULL, set_up, test_category, tear_down);
  g_test_add ("/ui/revenue-page/print", Fixture, NULL, set_up, test_print, tear_down);
  g_test_add ("/ui/revenue-page/days", Fixture, NULL, set_up, test_days, tear_down);

  return g_test_run ();
}
