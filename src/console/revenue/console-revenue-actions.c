/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done on the Revenue page: choosing what is shown, and opening what is behind a figure. Main thread. */

#include "config.h"

#include "console-revenue-page-private.h"

#include "bakery-business-day.h"
#include "console-date-button.h"
#include "console-day-close-dialog.h"
#include "console-day-closes-window.h"
#include "console-dialog.h"
#include "console-repository.h"
#include "console-revenue-orders.h"

#include <glib/gi18n.h>

/* Choosing */

static void
change_range (GSimpleAction *action,
              GVariant      *state,
              gpointer       user_data)
{
  ConsoleRevenuePage *self = user_data;

  self->choice->range = g_variant_get_int32 (state);
  g_array_set_size (self->zooms, 0);
  if (self->choice->range == CONSOLE_REVENUE_3_YEARS || self->choice->range == CONSOLE_REVENUE_LAST_YEAR)
    self->choice->step = CONSOLE_REVENUE_BY_MONTH;
  else if (self->choice->range != CONSOLE_REVENUE_THIS_YEAR)
    self->choice->step = CONSOLE_REVENUE_BY_DAY;
  console_revenue_page_choose (self, TRUE);
}

static void
change_step (GSimpleAction *action,
             GVariant      *state,
             gpointer       user_data)
{
  ConsoleRevenuePage *self = user_data;

  self->choice->step = g_variant_get_int32 (state);
  console_revenue_page_choose (self, FALSE);
}

static void
change_basis (GSimpleAction *action,
              GVariant      *state,
              gpointer       user_data)
{
  ConsoleRevenuePage *self = user_data;

  self->choice->basis = g_variant_get_int32 (state);
  console_revenue_page_choose (self, TRUE);
}

static void
change_comparison (GSimpleAction *action,
                   GVariant      *state,
                   gpointer       user_data)
{
  ConsoleRevenuePage *self = user_data;

  self->choice->comparison = g_variant_get_int32 (state);
  console_revenue_page_choose (self, TRUE);
}

static void
change_all_stores (GSimpleAction *action,
                   GVariant      *state,
                   gpointer       user_data)
{
  ConsoleRevenuePage *self = user_data;

  self->choice->all_stores = g_variant_get_boolean (state);
  console_revenue_page_choose (self, TRUE);
}

static void
change_tables (GSimpleAction *action,
               GVariant      *state,
               gpointer       user_data)
{
  ConsoleRevenuePage *self = user_data;
  const gboolean shows_tables = g_variant_get_boolean (state);

  g_simple_action_set_state (action, state);
  console_chart_card_show_table (self->time_card, shows_tables);
  console_chart_card_show_table (self->ranking_card, shows_tables);
  console_chart_card_show_table (self->week_card, shows_tables);
}

/* Days */

/* Shows days of somebody's own choice. Before 1970, the first of all days, there are none. */
void
console_revenue_page_move_days (ConsoleRevenuePage *self,
                                ConsoleDayRange     days)
{
  if (days.last < 0)
    return;

  self->choice->range = CONSOLE_REVENUE_OWN_DAYS;
  self->choice->own = (ConsoleDayRange) { MAX (days.first, 0), days.last };
  console_revenue_page_choose (self, TRUE);
}

static void
earlier_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  ConsoleRevenuePage *self = user_data;
  const ConsoleDayRange days = self->report != NULL ? self->report->query->days : (ConsoleDayRange) { 0, -1 };

  if (self->report != NULL)
    console_revenue_page_move_days (self, (ConsoleDayRange) { days.first - CONSOLE_DAY_RANGE_LENGTH (days), days.first - 1 });
}

static void
later_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  ConsoleRevenuePage *self = user_data;
  const ConsoleDayRange days = self->report != NULL ? self->report->query->days : (ConsoleDayRange) { 0, -1 };

  if (self->report != NULL)
    console_revenue_page_move_days (self, (ConsoleDayRange) { days.last + 1, days.last + CONSOLE_DAY_RANGE_LENGTH (days) });
}

static int
get_today (ConsoleRevenuePage *self)
{
  ConsoleContext *context = console_page_get_context (CONSOLE_PAGE (self));
  const BakeryStore *store = console_repository_find_store (console_context_get_repository (context),
                                                            console_context_get_store (context));
  BakeryBusinessDay today = { 0 };

  if (store != NULL)
    bakery_business_day_init_from_time (&today, store, console_context_get_now (context));

  return (int) today.date;
}

/* Back to what was shown before somebody looked closer. */
static void
leave_zoom (ConsoleRevenuePage *self)
{
  const ConsoleRevenueZoom *before = &g_array_index (self->zooms, ConsoleRevenueZoom, self->zooms->len - 1);

  self->choice->range = before->range;
  self->choice->own = before->own;
  g_array_set_size (self->zooms, self->zooms->len - 1);
  console_revenue_page_choose (self, TRUE);
}

/* As many days more, on both sides as far as there were any. */
static void
widen (ConsoleRevenuePage *self)
{
  const ConsoleDayRange days = self->report != NULL ? self->report->query->days : (ConsoleDayRange) { 0, -1 };
  const int more = MAX (CONSOLE_DAY_RANGE_LENGTH (days) / 2, 1);
  const int after = CLAMP (get_today (self) - days.last, 0, more);

  if (self->report != NULL)
    console_revenue_page_move_days (self, (ConsoleDayRange) { days.first - 2 * more + after, days.last + after });
}

static void
zoom_out_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  ConsoleRevenuePage *self = user_data;

  if (self->zooms->len > 0)
    leave_zoom (self);
  else
    widen (self);
}

static int
get_day (ConsoleDateButton *button)
{
  GDateTime *date = console_date_button_get_date (button);
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (date), g_date_time_get_month (date),
                  (GDateYear) g_date_time_get_year (date));

  return console_day_from_date (&day);
}

static GtkWidget *
create_day_row (const char *title,
                int         day,
                GtkWidget **ret_button)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = g_object_new (CONSOLE_TYPE_DATE_BUTTON, "valign", GTK_ALIGN_CENTER, NULL);
  g_autoptr(GDateTime) noon = NULL;
  GDate date;

  console_day_to_date (day, &date);
  noon = g_date_time_new_utc (g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date), 12, 0, 0);
  console_date_button_set_date (CONSOLE_DATE_BUTTON (button), noon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  *ret_button = button;

  return row;
}

static void
days_chosen_cb (AdwMessageDialog   *dialog,
                const char         *response,
                ConsoleRevenuePage *self)
{
  ConsoleDateButton *first = g_object_get_data (G_OBJECT (dialog), "first");
  ConsoleDateButton *last = g_object_get_data (G_OBJECT (dialog), "last");

  if (!g_str_equal (response, "show"))
    return;

  g_array_set_size (self->zooms, 0);
  console_revenue_page_move_days (self, (ConsoleDayRange) { MIN (get_day (first), get_day (last)),
                                                            MAX (get_day (first), get_day (last)) });
}

static void
choose_days_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  ConsoleRevenuePage *self = user_data;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog;
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *first;
  GtkWidget *last;

  if (self->report == NULL)
    return;

  dialog = adw_message_dialog_new (window, _("Which Days?"), _("Both days count."));
  gtk_list_box_append (GTK_LIST_BOX (list), create_day_row (_("From"), self->report->query->days.first, &first));
  gtk_list_box_append (GTK_LIST_BOX (list), create_day_row (_("Until"), self->report->query->days.last, &last));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "show", _("_Show"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "show");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "show", ADW_RESPONSE_SUGGESTED);
  g_object_set_data (G_OBJECT (dialog), "first", first);
  g_object_set_data (G_OBJECT (dialog), "last", last);
  g_signal_connect_object (dialog, "response", G_CALLBACK (days_chosen_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Opening what is behind a figure */

static void
open_slice (ConsoleRevenuePage      *self,
            const char              *title,
            const ConsoleSalesSlice *slice)
{
  ConsoleRevenueOrders *window = console_revenue_orders_new (console_page_get_context (CONSOLE_PAGE (self)), title,
                                                             self->currency);

  console_revenue_orders_read (window, self->report->query, slice);
  console_dialog_present (GTK_WINDOW (window), GTK_WIDGET (self));
}

/* Opens what is behind a key figure; behind the number of customers is an order of each. */
void
console_revenue_page_open_figure (ConsoleRevenuePage      *self,
                                  ConsoleRevenueFigureKind kind)
{
  static const ConsoleSalesSubject subjects[CONSOLE_N_FIGURES] = {
    [CONSOLE_FIGURE_REVENUE] = CONSOLE_SALES_OF_REVENUE,
    [CONSOLE_FIGURE_ORDERS] = CONSOLE_SALES_OF_ORDERS,
    [CONSOLE_FIGURE_AVERAGE] = CONSOLE_SALES_OF_ORDERS,
    [CONSOLE_FIGURE_REFUNDS] = CONSOLE_SALES_OF_REFUNDS,
    [CONSOLE_FIGURE_CUSTOMERS] = CONSOLE_SALES_OF_CUSTOMERS,
    [CONSOLE_FIGURE_EXPENSES] = CONSOLE_SALES_OF_EXPENSES,
    [CONSOLE_FIGURE_MARGIN] = CONSOLE_SALES_OF_MARGIN,
  };
  ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;
  g_autofree char *range = NULL;
  g_autofree char *title = NULL;

  if (self->report == NULL)
    return;
  if (kind == CONSOLE_FIGURE_STOCK)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "inventory");
      return;
    }

  slice.days = self->report->query->days;
  slice.subject = subjects[kind];
  range = console_revenue_dup_range (slice.days);
  title = g_strdup_printf ("%s · %s", console_revenue_page_get_figure_title (self, kind), range);
  open_slice (self, title, &slice);
}

/* Opens what is behind a point of the chart over time, or behind one of its series. */
void
console_revenue_page_open_step (ConsoleRevenuePage *self,
                                guint               step,
                                int                 series)
{
  const ConsoleRevenueView view = console_revenue_page_get_view (self);
  const ConsoleChartData *data = console_chart_card_get_data (self->time_card);
  const gboolean is_part = series >= 0 && data != NULL && data->series->len > 1;
  const char *name = is_part ? console_chart_data_get_series (data, (guint) series)->title
                             : console_revenue_page_get_subject_title (self, self->choice->subject);
  ConsoleSalesSlice slice;
  g_autofree char *range = NULL;
  g_autofree char *title = NULL;

  if (self->report == NULL || !console_revenue_init_slice (&view, step, series, &slice))
    return;

  range = console_revenue_dup_range (slice.days);
  title = g_strdup_printf ("%s · %s", name, range);
  open_slice (self, title, &slice);
}

/* Opens what is behind a row of the ranking, or behind what it is compared with; where the last one is the sum of many, those
 * are named instead. */
void
console_revenue_page_open_row (ConsoleRevenuePage *self,
                               guint               row,
                               int                 series)
{
  const ConsoleRevenueView view = console_revenue_page_get_view (self);
  const GPtrArray *rows = self->report != NULL ? self->report->rows[self->choice->grouping] : NULL;
  const ConsoleChartData *data = console_chart_card_get_data (self->ranking_card);
  ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;
  g_autofree char *name = NULL;
  g_autofree char *range = NULL;
  g_autofree char *title = NULL;

  if (rows == NULL || row >= data->points->len)
    return;
  if (console_chart_data_get_point (data, row)->is_rest)
    {
      self->n_ranks = G_MAXUINT;
      console_revenue_page_choose (self, FALSE);
      return;
    }

  /* The rows of another grouping are being read. */
  if (row >= rows->len)
    return;

  slice.days = series > 0 ? self->report->query->others : self->report->query->days;
  slice.grouping = self->choice->grouping;
  slice.row = g_ptr_array_index (rows, row);
  name = console_revenue_dup_row_title (&view, slice.grouping, slice.row);
  range = console_revenue_dup_range (slice.days);
  title = g_strdup_printf ("%s · %s", name, range);
  open_slice (self, title, &slice);
}

/* Opens what is behind a cell of the map, or a row of its table: the @hour-th of those that are shown. */
void
console_revenue_page_open_hour (ConsoleRevenuePage *self,
                                int                 hour,
                                int                 weekday)
{
  const ConsoleChartData *data = console_chart_card_get_data (self->week_card);
  const ConsoleChartPoint *point = console_chart_data_get_point (data, (guint) hour);
  ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;
  const char *day = weekday < 0 ? "" : console_chart_data_get_series (data, (guint) weekday)->title;
  g_autofree char *title = g_strdup_printf ("%s %s", day, point->title);

  if (self->report == NULL)
    return;

  slice.days = self->report->query->days;
  slice.subject = CONSOLE_SALES_OF_ORDERS;
  slice.weekday = weekday;
  slice.hour = (int) g_ascii_strtoll (point->label, NULL, 10);
  open_slice (self, g_strstrip (title), &slice);
}

static void
orders_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  console_revenue_page_open_figure (user_data, CONSOLE_FIGURE_REVENUE);
}

static void
read_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  console_chart_card_read (((ConsoleRevenuePage *) user_data)->time_card);
}

static void
close_day_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  console_day_close_dialog_present (GTK_WINDOW (gtk_widget_get_root (user_data)),
                                    console_page_get_context (user_data));
}

static void
past_closes_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  console_day_closes_window_present (GTK_WINDOW (gtk_widget_get_root (user_data)),
                                     console_page_get_context (user_data));
}

static const GActionEntry entries[] = {
  { "close-day", close_day_action },
  { "past-closes", past_closes_action },
  { "read", read_action },
  { "range", NULL, "i", "2", change_range },
  { "step", NULL, "i", "0", change_step },
  { "basis", NULL, "i", "0", change_basis },
  { "comparison", NULL, "i", "1", change_comparison },
  { "all-stores", NULL, NULL, "false", change_all_stores },
  { "tables", NULL, NULL, "false", change_tables },
  { "earlier", earlier_action },
  { "later", later_action },
  { "zoom-out", zoom_out_action },
  { "choose-days", choose_days_action },
  { "orders", orders_action },
};

/* Adds the actions. */
void
console_revenue_page_init_actions (ConsoleRevenuePage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
