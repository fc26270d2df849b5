/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the Revenue page shows of a report and of what is chosen. Main thread. */

#include "config.h"

#include "console-revenue-page-private.h"

#include "console-accessible.h"
#include "console-calendar.h"
#include "console-repository.h"
#include "console-sync.h"

#include <glib/gi18n.h>

/* What the page says of the money: which orders, whose days, which date. */
char *
console_revenue_page_dup_subtitle (ConsoleRevenuePage *self)
{
  const char *basis = console_revenue_get_basis_title (self->choice->basis);

  if (self->choice->category != NULL)
    /* Translators: what a chart is of: a category, and which date of an order decides. */
    return g_strdup_printf (_("%s only, without tax · %s · store time"), self->choice->category, basis);

  /* Translators: what a chart is of; %s is which date of an order decides. */
  return g_strdup_printf (_("%s · store time · refunds on the day they were made"), basis);
}

/* The same of a chart that counts the cakes of a category. */
static char *
dup_cakes_subtitle (ConsoleRevenuePage *self)
{
  /* Translators: what a chart counts: the cakes of a category, and which date of an order decides. */
  return g_strdup_printf (_("cakes of %s · %s · store time"), self->choice->category,
                          console_revenue_get_basis_title (self->choice->basis));
}

/* Key figures */

static void
show_figures (ConsoleRevenuePage *self)
{
  for (guint i = 0; i < CONSOLE_N_FIGURES; i++)
    {
      const char *title = console_revenue_page_get_figure_title (self, i);
      const char *meaning = console_revenue_page_get_meaning (self, i);
      g_autofree char *change = NULL;
      int mood;
      g_autofree char *value = console_revenue_page_dup_figure (self, i, &change, &mood);

      console_revenue_figure_show (self->figure[i], title, value, change, mood);
      gtk_widget_set_sensitive (GTK_WIDGET (self->figure[i]), console_revenue_page_has_figure (self, i));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->figure[i]), meaning);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->meaning[i]), title);
      adw_action_row_set_subtitle (self->meaning[i], meaning);
    }
}

/* Charts */

/* Translators: what the chart of the value of the stock is of. */
static const char *const stock_subtitles[] = {
  N_("at the end of the day · at what packs cost today · store time"),
  N_("at the end of the week · at what packs cost today · store time"),
  N_("at the end of the month · at what packs cost today · store time"),
};

/* What the chart over time is of. */
static char *
dup_time_subtitle (ConsoleRevenuePage *self)
{
  const ConsoleRevenueSubject subject = self->choice->subject;
  const gboolean is_count = subject == CONSOLE_REVENUE_OF_ORDERS || subject == CONSOLE_REVENUE_OF_STAGES;

  if (is_count && self->choice->category != NULL)
    return dup_cakes_subtitle (self);
  if (subject == CONSOLE_REVENUE_OF_STAGES && self->choice->comparison != CONSOLE_REVENUE_WITH_NOTHING)
    /* Translators: what the chart of stages is of; %s is which date of an order decides. */
    return g_strdup_printf (_("%s · store time · stages are not compared with other days"),
                            console_revenue_get_basis_title (self->choice->basis));
  if (console_revenue_has_categories (subject))
    return console_revenue_page_dup_subtitle (self);
  if (self->choice->category != NULL)
    return g_strdup (_("not told apart by category"));
  if (subject == CONSOLE_REVENUE_OF_EXPENSES)
    return g_strdup (_("on the day of purchase or refund · store time"));
  if (subject == CONSOLE_REVENUE_OF_GOODS)
    return g_strdup (_("at what packs cost on that day · store time"));
  if (subject == CONSOLE_REVENUE_OF_STOCK)
    return g_strdup (_(stock_subtitles[self->choice->step]));

  /* Translators: what the chart of the margin is of; %s is which date of an order decides. */
  return g_strdup_printf (_("%s · goods on the day they were used · store time"),
                          console_revenue_get_basis_title (self->choice->basis));
}

/* What the ranking is of. */
static char *
dup_ranking_subtitle (ConsoleRevenuePage *self)
{
  if (self->choice->category != NULL && self->choice->grouping == CONSOLE_SALES_PER_STAGE)
    return dup_cakes_subtitle (self);
  if (self->choice->category == NULL && self->choice->grouping <= CONSOLE_SALES_PER_OPTION)
    return g_strdup (_("sales without tax and delivery"));

  return console_revenue_page_dup_subtitle (self);
}

static void
show_charts (ConsoleRevenuePage *self,
             gboolean            animated)
{
  const ConsoleRevenueView view = console_revenue_page_get_view (self);
  const gboolean is_of_category = self->choice->category != NULL;
  g_autofree char *over_time = dup_time_subtitle (self);
  g_autofree char *ranking = dup_ranking_subtitle (self);

  console_chart_card_take_data (self->time_card, console_revenue_create_time_chart (&view), over_time, animated);
  console_chart_card_take_data (self->ranking_card, console_revenue_create_ranking (&view, self->n_ranks), ranking, animated);
  console_chart_card_take_data (self->week_card, console_revenue_create_week_chart (&view),
                                is_of_category ? _("cakes per hour and weekday") : _("orders per hour and weekday"), animated);
}

/* How old the figures are */

/* Says how old the report is, and whether there may be newer figures elsewhere. */
void
console_revenue_page_show_age (ConsoleRevenuePage *self)
{
  ConsoleContext *context = console_page_get_context (CONSOLE_PAGE (self));
  ConsoleSync *sync = console_context_get_sync (context);
  const BakeryStore *store = console_repository_find_store (console_context_get_repository (context),
                                                            console_context_get_store (context));
  const gboolean is_offline = sync != NULL && console_sync_get_state (sync) == CONSOLE_SYNC_OFFLINE;
  g_auto(ConsoleCalendar) calendar = { 0 };
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  console_calendar_init (&calendar, store != NULL ? store->time_zone : NULL, console_context_get_now (context));
  time = self->report->synced_at != 0 ? console_calendar_dup_words (&calendar, self->report->synced_at)
                                      : g_strdup (_("never"));
  if (is_offline)
    /* Translators: how old figures are; %s is a time. */
    text = g_strdup_printf (_("Offline · as of %s. What was changed here since is counted."), time);
  else
    text = g_strdup_printf (_("As of %s"), time);
  gtk_label_set_label (self->as_of, text);
}

/* Categories */

static GtkStringList *
list_categories (ConsoleRevenuePage *self,
                 guint              *ret_selected)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  const GPtrArray *rows = self->report != NULL ? self->report->rows[CONSOLE_SALES_PER_CATEGORY] : NULL;

  *ret_selected = 0;
  gtk_string_list_append (list, _("All categories"));
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const ConsoleSalesRow *row = g_ptr_array_index (rows, i);

      if (row->name == NULL || *row->name == '\0')
        continue;
      gtk_string_list_append (list, row->name);
      if (g_strcmp0 (row->name, self->choice->category) == 0)
        *ret_selected = g_list_model_get_n_items (G_LIST_MODEL (list)) - 1;
    }
  if (self->choice->category != NULL && *ret_selected == 0)
    {
      gtk_string_list_append (list, self->choice->category);
      *ret_selected = g_list_model_get_n_items (G_LIST_MODEL (list)) - 1;
    }

  return list;
}

static gboolean
has_same_categories (ConsoleRevenuePage *self,
                     GtkStringList      *list)
{
  GtkStringList *shown = GTK_STRING_LIST (gtk_drop_down_get_model (self->category));
  const guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));

  if (shown == NULL || g_list_model_get_n_items (G_LIST_MODEL (shown)) != n_items)
    return FALSE;

  for (guint i = 0; i < n_items; i++)
    {
      if (g_strcmp0 (gtk_string_list_get_string (list, i), gtk_string_list_get_string (shown, i)) != 0)
        return FALSE;
    }

  return TRUE;
}

/* A list that somebody may be choosing from stays as it is where nothing changed. */
static void
update_categories (ConsoleRevenuePage *self)
{
  const gboolean was_updating = self->is_updating;
  guint selected;
  g_autoptr(GtkStringList) list = list_categories (self, &selected);

  self->is_updating = TRUE;
  if (!has_same_categories (self, list))
    gtk_drop_down_set_model (self->category, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->category, selected);
  self->is_updating = was_updating;
}

/* Shows the report that was read last. */
void
console_revenue_page_show_report (ConsoleRevenuePage *self,
                                  gboolean            animated)
{
  const gboolean was_used = self->report->is_used || self->report->total.purchases != 0 || self->report->stock_value != 0;
  g_autofree char *range = console_revenue_dup_range (self->report->query->days);
  g_autofree char *title = NULL;

  title = g_strdup_printf ("%s · %s", range, self->currency);
  adw_window_title_set_subtitle (self->title, title);
  update_categories (self);
  if (!was_used)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }

  show_figures (self);
  show_charts (self, animated);
  console_revenue_page_show_age (self);
  gtk_stack_set_visible_child_name (self->stack, "content");
  self->is_new = TRUE;
}

/* What is chosen */

static const char *const range_titles[] = {
  N_("Today"), N_("7 days"), N_("28 days"), N_("This month"), N_("Last month"), N_("This year"), N_("Last year"),
  N_("Three years"),
};

static void
set_state (ConsoleRevenuePage *self,
           const char         *action,
           GVariant           *state)
{
  GAction *entry = g_action_map_lookup_action (G_ACTION_MAP (self->actions), action);

  g_simple_action_set_state (G_SIMPLE_ACTION (entry), state);
}

/* A button that is given the label it has makes it anew. */
static void
show_range (ConsoleRevenuePage *self,
            const char         *label)
{
  if (g_strcmp0 (gtk_menu_button_get_label (self->range_button), label) == 0)
    return;

  gtk_menu_button_set_label (self->range_button, label);
  console_accessible_name_button (GTK_WIDGET (self->range_button), label);
}

/* What the chart over time is called: with a category that of orders counts its cakes. */
const char *
console_revenue_page_get_subject_title (ConsoleRevenuePage   *self,
                                        ConsoleRevenueSubject subject)
{
  if (self->choice->category != NULL && subject == CONSOLE_REVENUE_OF_ORDERS)
    return _("Cakes sold");

  return console_revenue_get_subject_title (subject);
}

static void
show_subject (ConsoleRevenuePage *self)
{
  GtkStringList *titles = GTK_STRING_LIST (gtk_drop_down_get_model (self->subject));
  const char *title = console_revenue_page_get_subject_title (self, CONSOLE_REVENUE_OF_ORDERS);

  if (!g_str_equal (gtk_string_list_get_string (titles, CONSOLE_REVENUE_OF_ORDERS), title))
    gtk_string_list_splice (titles, CONSOLE_REVENUE_OF_ORDERS, 1, (const char *const[]){ title, NULL });
  gtk_drop_down_set_selected (self->subject, self->choice->subject);
}

/* Shows what is chosen in the buttons and menus. */
void
console_revenue_page_update_choice (ConsoleRevenuePage *self)
{
  const ConsoleRevenueChoice *choice = self->choice;
  GPtrArray *stores = console_repository_get_stores (console_context_get_repository (
                                                       console_page_get_context (CONSOLE_PAGE (self))));
  g_autofree char *own = choice->range == CONSOLE_REVENUE_OWN_DAYS ? console_revenue_dup_range (choice->own) : NULL;

  self->is_updating = TRUE;
  show_range (self, own != NULL ? own : _(range_titles[choice->range]));
  show_subject (self);
  gtk_drop_down_set_selected (self->grouping, choice->grouping);
  update_categories (self);
  set_state (self, "range", g_variant_new_int32 (choice->range));
  set_state (self, "step", g_variant_new_int32 (choice->step));
  set_state (self, "basis", g_variant_new_int32 (choice->basis));
  set_state (self, "comparison", g_variant_new_int32 (choice->comparison));
  set_state (self, "all-stores", g_variant_new_boolean (choice->all_stores));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "all-stores")),
                               stores != NULL && stores->len > 1);
  self->is_updating = FALSE;
}
