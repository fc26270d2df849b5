/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Revenue page: reads a report of what is chosen from the cache, and reads it again when orders or money change. What is
 * shown of it is in console-revenue-view.c, what can be done in console-revenue-actions.c. Main thread. */

#include "config.h"

#include "console-revenue-page-private.h"

#include "console-accessible.h"
#include "console-bin.h"
#include "console-repository.h"
#include "console-sales-reader.h"
#include "console-sync.h"
#include "console-toasts.h"
#include "console-trace.h"
#include "console-wrap-layout.h"

#include <glib/gi18n.h>

/* Changes that come one after the other are waited for so long. */
#define REREAD_DELAY 500

G_DEFINE_FINAL_TYPE (ConsoleRevenuePage, console_revenue_page, CONSOLE_TYPE_PAGE)

static ConsoleContext *
get_context (ConsoleRevenuePage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static ConsoleRepository *
get_repository (ConsoleRevenuePage *self)
{
  return console_context_get_repository (get_context (self));
}

/* What the charts are made of. */
ConsoleRevenueView
console_revenue_page_get_view (ConsoleRevenuePage *self)
{
  return (ConsoleRevenueView) { self->report, self->choice, self->currency,
                                console_repository_get_stores (get_repository (self)) };
}

/* Tells the person something that needs no answer. */
void
console_revenue_page_say (ConsoleRevenuePage *self,
                          const char         *text)
{
  if (self->toasts != NULL)
    console_toasts_say (GTK_WIDGET (self->toasts), text);
}

/* Reading */

static void
show_problem (ConsoleRevenuePage *self,
              const GError       *error)
{
  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ConsoleRevenuePage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ConsoleSalesReport) report =
    console_sales_report_read_finish (CONSOLE_REPOSITORY (source), result, &error);
  const gboolean is_first = self->report == NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    return;

  self->is_reading = FALSE;
  console_page_set_loading (CONSOLE_PAGE (self), FALSE);
  console_revenue_page_update_choice (self);
  if (report == NULL)
    {
      show_problem (self, error);
      return;
    }

  g_clear_pointer (&self->report, console_sales_report_free);
  self->report = g_steal_pointer (&report);
  console_revenue_page_show_report (self, is_first);
}

static void
stop_reading (ConsoleRevenuePage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->reread, g_source_remove);
  self->is_reading = FALSE;
}

static void
read_report (ConsoleRevenuePage *self)
{
  ConsoleRepository *repository = get_repository (self);
  const BakeryStore *store = console_repository_find_store (repository, console_context_get_store (get_context (self)));
  g_autoptr(ConsoleSalesQuery) query = NULL;

  stop_reading (self);
  if (store == NULL || !console_context_is_ready (get_context (self)))
    {
      console_revenue_page_update_choice (self);
      gtk_stack_set_visible_child_name (self->stack, "loading");
      return;
    }

  g_free (self->currency);
  self->currency = g_strdup (store->currency);
  query = console_revenue_choice_create_query (self->choice, store, console_repository_get_stores (repository),
                                               console_context_get_now (get_context (self)));
  self->cancellable = g_cancellable_new ();
  self->is_reading = TRUE;
  console_page_set_loading (CONSOLE_PAGE (self), TRUE);
  console_sales_report_read_async (repository, query, self->cancellable, read_cb, g_object_ref (self));
}

/* Whether the report has what the charts are to show. */
static gboolean
has_chosen (ConsoleRevenuePage *self)
{
  const ConsoleSalesQuery *query = self->report != NULL ? self->report->query : NULL;

  return query != NULL && (console_revenue_choice_get_groupings (self->choice) & ~query->groupings) == 0 &&
         console_revenue_choice_get_stock_detail (self->choice) <= query->stock;
}

/* Follows a choice: @needs_reading where other figures are wanted, else the same ones are shown in another way as far as they
 * were read. Buttons say so together with the figures: a frame of their own would hold these up. */
void
console_revenue_page_choose (ConsoleRevenuePage *self,
                             gboolean            needs_reading)
{
  GSettings *settings = console_context_get_settings (get_context (self));
  g_autofree char *text = console_revenue_choice_to_string (self->choice);

  g_settings_set_string (settings, "revenue-view", text);
  if (needs_reading || !has_chosen (self))
    {
      read_report (self);
      return;
    }

  console_revenue_page_update_choice (self);
  console_revenue_page_show_report (self, FALSE);
}

/* Following the cache */

static gboolean
reread_cb (gpointer user_data)
{
  ConsoleRevenuePage *self = user_data;

  self->reread = 0;
  read_report (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (ConsoleRevenuePage *self)
{
  if (self->reread == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->reread = g_timeout_add (REREAD_DELAY, reread_cb, self);
}

static void
entities_changed_cb (ConsoleRevenuePage *self,
                     const char         *type)
{
  static const char *const types[] = { "payment", "refund", "cake", "former_cake", "stock_movement",
                                       "inventory_item", NULL };

  if (g_strv_contains (types, type))
    changed_cb (self);
}

/* Whatever was told until then was read, unless it is waited for. */
static void
follow_sync (ConsoleRevenuePage *self)
{
  ConsoleSync *sync = console_context_get_sync (get_context (self));

  if (self->report == NULL)
    return;

  if (sync != NULL && self->reread == 0 && !self->is_reading)
    self->report->synced_at = MAX (self->report->synced_at, console_sync_get_last_sync (sync));
  console_revenue_page_show_age (self);
}

/* Another day may have begun. */
static void
minute_cb (ConsoleRevenuePage *self)
{
  ConsoleRepository *repository = get_repository (self);
  const BakeryStore *store = console_repository_find_store (repository, console_context_get_store (get_context (self)));

  if (self->report == NULL || self->is_reading || store == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (console_revenue_choice_is_present (self->choice, self->report->query, store, console_repository_get_stores (repository),
                                         console_context_get_now (get_context (self))))
    follow_sync (self);
  else
    read_report (self);
}

static void
store_changed_cb (ConsoleRevenuePage *self)
{
  g_clear_pointer (&self->report, console_sales_report_free);
  console_revenue_page_update_choice (self);
  read_report (self);
}

/* What changed while another page was shown is read when this one is. Keys find the actions wherever the focus is. */
static void
console_revenue_page_map (GtkWidget *widget)
{
  ConsoleRevenuePage *self = CONSOLE_REVENUE_PAGE (widget);

  GTK_WIDGET_CLASS (console_revenue_page_parent_class)->map (widget);
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "revenue", G_ACTION_GROUP (self->actions));
  if (!self->is_reading)
    read_report (self);
}

static void
console_revenue_page_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  ConsoleRevenuePage *self = CONSOLE_REVENUE_PAGE (widget);

  GTK_WIDGET_CLASS (console_revenue_page_parent_class)->snapshot (widget, snapshot);
  if (self->is_new && self->report != NULL)
    console_trace_painted (widget, "revenue-painted", CONSOLE_DAY_RANGE_LENGTH (self->report->query->days));
  self->is_new = FALSE;
}

static void
console_revenue_page_unmap (GtkWidget *widget)
{
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "revenue", NULL);
  GTK_WIDGET_CLASS (console_revenue_page_parent_class)->unmap (widget);
}

/* Callbacks of the template */

static void
category_chosen_cb (ConsoleRevenuePage *self)
{
  const guint selected = gtk_drop_down_get_selected (self->category);
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (self->category));
  const char *category;

  if (self->is_updating || selected == GTK_INVALID_LIST_POSITION)
    return;

  /* Following the choice fills the list anew, of which is told once more. */
  category = selected > 0 ? gtk_string_list_get_string (list, selected) : NULL;
  if (g_strcmp0 (category, self->choice->category) == 0)
    return;

  g_free (self->choice->category);
  self->choice->category = g_strdup (category);
  console_revenue_page_choose (self, TRUE);
}

static void
subject_chosen_cb (ConsoleRevenuePage *self)
{
  if (self->is_updating)
    return;

  self->choice->subject = gtk_drop_down_get_selected (self->subject);
  console_revenue_page_choose (self, FALSE);
}

static void
grouping_chosen_cb (ConsoleRevenuePage *self)
{
  if (self->is_updating)
    return;

  self->choice->grouping = gtk_drop_down_get_selected (self->grouping);
  self->n_ranks = CONSOLE_REVENUE_RANKS;
  console_revenue_page_choose (self, FALSE);
}

static void
figure_clicked_cb (ConsoleRevenueFigure *figure,
                   ConsoleRevenuePage   *self)
{
  for (guint i = 0; i < CONSOLE_N_FIGURES; i++)
    {
      if (self->figure[i] == figure)
        console_revenue_page_open_figure (self, i);
    }
}

static void
time_activated_cb (ConsoleRevenuePage *self,
                   int                 point,
                   int                 series)
{
  console_revenue_page_open_step (self, (guint) point, series);
}

static void
ranking_activated_cb (ConsoleRevenuePage *self,
                      int                 point,
                      int                 series)
{
  console_revenue_page_open_row (self, (guint) point, series);
}

static void
week_activated_cb (ConsoleRevenuePage *self,
                   int                 point,
                   int                 series)
{
  console_revenue_page_open_hour (self, point, series);
}

/* What is painted may not be what is chosen yet. */
static void
zoomed_cb (ConsoleRevenuePage *self,
           int                 first,
           int                 last)
{
  const ConsoleRevenueView view = console_revenue_page_get_view (self);
  g_autoptr(GArray) steps = self->report != NULL ? console_revenue_list_steps (&view) : NULL;
  const ConsoleRevenueZoom before = { self->choice->range, self->choice->own };

  if (steps == NULL || last >= (int) steps->len)
    return;

  g_array_append_val (self->zooms, before);
  self->choice->range = CONSOLE_REVENUE_OWN_DAYS;
  self->choice->own.first = g_array_index (steps, ConsoleDayRange, first).first;
  self->choice->own.last = g_array_index (steps, ConsoleDayRange, last).last;
  console_revenue_page_choose (self, TRUE);
}

static void
zoomed_out_cb (ConsoleRevenuePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "revenue.zoom-out", NULL);
}

static void
save_picture_cb (ConsoleRevenuePage *self,
                 GdkTexture         *picture)
{
  console_revenue_page_save_picture (self, picture);
}

static void
show_meanings (ConsoleRevenuePage *self)
{
  const gboolean is_open = !adw_expander_row_get_expanded (self->meanings);

  adw_expander_row_set_expanded (self->meanings, is_open);
  if (is_open)
    gtk_widget_grab_focus (GTK_WIDGET (self->meaning[CONSOLE_N_FIGURES - 1]));
}

static gboolean
console_revenue_page_show_view (ConsolePage *page,
                                const char  *name)
{
  ConsoleRevenuePage *self = CONSOLE_REVENUE_PAGE (page);

  if (g_str_has_prefix (name, "subject:"))
    gtk_drop_down_set_selected (self->subject, (guint) g_ascii_strtoull (name + strlen ("subject:"), NULL, 10));
  else if (g_str_has_prefix (name, "grouping:"))
    gtk_drop_down_set_selected (self->grouping, (guint) g_ascii_strtoull (name + strlen ("grouping:"), NULL, 10));
  else if (g_str_equal (name, "cursor"))
    console_chart_card_set_cursor (self->time_card, 6);
  else if (g_str_has_prefix (name, "behind:"))
    console_revenue_page_open_step (self, (guint) g_ascii_strtoull (name + strlen ("behind:"), NULL, 10), -1);
  else if (g_str_equal (name, "category"))
    gtk_drop_down_set_selected (self->category, gtk_drop_down_get_selected (self->category) == 0 ? 1 : 0);
  else if (g_str_equal (name, "meanings"))
    show_meanings (self);
  else if (g_str_equal (name, "years-ago"))
    console_revenue_page_move_days (self, (ConsoleDayRange) { 0, 27 });
  else
    return FALSE;

  return TRUE;
}

/* Construction */

static GtkDropDown *
create_choice (ConsoleRevenuePage *self,
               const char *const  *titles,
               const char         *name,
               GCallback           callback)
{
  GtkWidget *choice = gtk_drop_down_new_from_strings (titles);

  gtk_widget_add_css_class (choice, "flat");
  gtk_widget_add_css_class (choice, "chart-choice");
  console_accessible_name_button (choice, name);
  g_signal_connect_object (choice, "notify::selected", callback, self, G_CONNECT_SWAPPED);

  return GTK_DROP_DOWN (choice);
}

static void
create_choices (ConsoleRevenuePage *self)
{
  const char *subjects[CONSOLE_N_REVENUE_SUBJECTS + 1] = { NULL };
  const char *groupings[CONSOLE_N_SALES_GROUPINGS + 1] = { NULL };

  for (guint i = 0; i < CONSOLE_N_REVENUE_SUBJECTS; i++)
    subjects[i] = console_revenue_get_subject_title (i);
  for (guint i = 0; i < CONSOLE_N_SALES_GROUPINGS; i++)
    groupings[i] = console_revenue_get_grouping_title (i);

  self->subject = create_choice (self, subjects, _("What the chart shows"), G_CALLBACK (subject_chosen_cb));
  self->grouping = create_choice (self, groupings, _("What is ranked"), G_CALLBACK (grouping_chosen_cb));
  console_chart_card_set_heading (self->time_card, GTK_WIDGET (self->subject));
  console_chart_card_set_heading (self->ranking_card, GTK_WIDGET (self->grouping));
}

static void
create_figures (ConsoleRevenuePage *self)
{
  for (guint i = 0; i < CONSOLE_N_FIGURES; i++)
    {
      GtkWidget *figure = console_revenue_figure_new ();
      GtkWidget *child = gtk_flow_box_child_new ();

      self->figure[i] = CONSOLE_REVENUE_FIGURE (figure);
      g_signal_connect_object (figure, "clicked", G_CALLBACK (figure_clicked_cb), self, 0);
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), figure);
      gtk_flow_box_insert (self->figures, child, -1);

      self->meaning[i] = ADW_ACTION_ROW (adw_action_row_new ());
      adw_expander_row_add_row (self->meanings, GTK_WIDGET (self->meaning[i]));
    }
}

static void
console_revenue_page_constructed (GObject *object)
{
  ConsoleRevenuePage *self = CONSOLE_REVENUE_PAGE (object);
  ConsoleContext *context = get_context (self);
  ConsoleRepository *repository = console_context_get_repository (context);
  g_autofree char *text = g_settings_get_string (console_context_get_settings (context), "revenue-view");

  G_OBJECT_CLASS (console_revenue_page_parent_class)->constructed (object);

  self->choice = console_revenue_choice_from_string (text);
  self->zooms = g_array_new (FALSE, FALSE, sizeof (ConsoleRevenueZoom));
  self->n_ranks = CONSOLE_REVENUE_RANKS;
  console_revenue_page_init_actions (self);
  console_revenue_page_init_files (self);
  create_choices (self);
  create_figures (self);
  g_signal_connect_object (context, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::is-ready", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "reset", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "stores-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "orders-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "entities-changed", G_CALLBACK (entities_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_clock (context), "minute", G_CALLBACK (minute_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_sync (context), "notify::state", G_CALLBACK (follow_sync), self,
                           G_CONNECT_SWAPPED);
  console_revenue_page_update_choice (self);
}

static void
console_revenue_page_dispose (GObject *object)
{
  ConsoleRevenuePage *self = CONSOLE_REVENUE_PAGE (object);

  stop_reading (self);
  console_bin_dispose_template (ADW_BIN (self), CONSOLE_TYPE_REVENUE_PAGE);
  g_clear_object (&self->actions);
  g_clear_object (&self->chooser);
  g_clear_object (&self->picture);
  g_clear_object (&self->print_settings);
  g_clear_pointer (&self->report, console_sales_report_free);
  g_clear_pointer (&self->choice, console_revenue_choice_free);
  g_clear_pointer (&self->zooms, g_array_unref);
  g_clear_pointer (&self->currency, g_free);

  G_OBJECT_CLASS (console_revenue_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, toasts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, view_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, export_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, range_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, category);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, figures);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, time_card);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, ranking_card);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, week_card);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, meanings);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenuePage, as_of);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, category_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, ranking_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, week_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoomed_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoomed_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_picture_cb);
}

static void
console_revenue_page_class_init (ConsoleRevenuePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = console_revenue_page_constructed;
  object_class->dispose = console_revenue_page_dispose;
  widget_class->map = console_revenue_page_map;
  widget_class->snapshot = console_revenue_page_snapshot;
  widget_class->unmap = console_revenue_page_unmap;
  CONSOLE_PAGE_CLASS (klass)->show_view = console_revenue_page_show_view;

  g_type_ensure (CONSOLE_TYPE_CHART_CARD);
  g_type_ensure (CONSOLE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/revenue/revenue-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
}

static void
console_revenue_page_init (ConsoleRevenuePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_accessible_name_button (GTK_WIDGET (self->view_button), NULL);
  console_accessible_name_button (GTK_WIDGET (self->export_button), NULL);
  console_accessible_name_button (GTK_WIDGET (self->category), NULL);
}
