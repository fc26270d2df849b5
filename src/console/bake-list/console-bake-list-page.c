/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Bake List page: what is to be made on a day or several, per order and per ingredient too, and where each row comes
 * from. It follows the cache while it is seen: an order that comes late adds to what is to be made and leaves what is
 * ticked off. What can be done is in console-bake-list-actions.c. Main thread. */

#include "config.h"

#include "console-bake-list-page-private.h"

#include "bakery-time.h"
#include "console-accessible.h"
#include "console-bake-row.h"
#include "console-bake-texts.h"
#include "console-bin.h"
#include "console-sync.h"
#include "console-view-switcher.h"
#include "console-wrap-layout.h"

#include <glib/gi18n.h>

/* Where it is remembered for how many days the list is shown. */
#define DAYS_KEY "bake-list-days"

enum
{
  PROP_0,
  PROP_DAYS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (ConsoleBakeListPage, console_bake_list_page, CONSOLE_TYPE_PAGE)

static ConsoleContext *
get_context (ConsoleBakeListPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

/* The store whose list is shown; none while it is read. */
const BakeryStore *
console_bake_list_page_get_store (ConsoleBakeListPage *self)
{
  return console_repository_find_store (console_context_get_repository (get_context (self)),
                                        console_context_get_store (get_context (self)));
}

static void
update_calendar (ConsoleBakeListPage *self)
{
  const BakeryStore *store = console_bake_list_page_get_store (self);

  console_calendar_clear (&self->calendar);
  console_calendar_init (&self->calendar, store != NULL ? store->time_zone : NULL,
                         console_context_get_now (get_context (self)));
  self->calendar.twelve_hours = console_calendar_prefers_twelve_hours ();
}

/* What is shown */

/* The row of a cake, or of a recipe that is no cake's, on a day. */
const BakeryBakeRow *
console_bake_list_page_find_row (ConsoleBakeListPage *self,
                                 gint64               day,
                                 gint64               cake,
                                 gint64               recipe)
{
  for (guint i = 0; self->bake != NULL && i < self->bake->list->rows->len; i++)
    {
      const BakeryBakeRow *row = &g_array_index (self->bake->list->rows, BakeryBakeRow, i);

      if (row->day == day && row->cake == cake && (cake != 0 || row->recipe == recipe))
        return row;
    }

  return NULL;
}

static void
show_empty (ConsoleBakeListPage *self)
{
  g_autofree char *text = NULL;
  const guint n_waiting = self->bake != NULL ? self->bake->list->n_waiting : 0;

  text = g_strdup_printf (ngettext ("%u order waits to be accepted; what it asks for is listed then.",
                                    "%u orders wait to be accepted; what they ask for is listed then.", n_waiting),
                          n_waiting);
  adw_status_page_set_description (self->empty, n_waiting > 0 ? text : _("Accepted orders are listed here on the days on "
                                                                         "which their cakes and bases are made. Look at "
                                                                         "another day."));
}

/* The one place that decides which of its states the page shows. */
static void
update_state (ConsoleBakeListPage *self)
{
  const gboolean is_filling = console_sync_is_filling (console_context_get_sync (get_context (self)));
  const char *state = "content";

  if (self->failure != NULL)
    state = "problem";
  else if (self->bake == NULL)
    state = "loading";
  else if (self->bake->list->rows->len == 0)
    state = is_filling ? "loading" : "empty";

  if (g_str_equal (state, "empty"))
    show_empty (self);
  adw_status_page_set_description (self->problem, self->failure);
  gtk_stack_set_visible_child_name (self->stack, state);
  console_page_set_loading (CONSOLE_PAGE (self), g_str_equal (state, "loading"));
}

static void
show_note (ConsoleBakeListPage *self)
{
  const guint n_waiting = self->bake != NULL ? self->bake->list->n_waiting : 0;
  /* Translators: so many orders. */
  g_autofree char *text = g_strdup_printf (ngettext ("%u not accepted yet", "%u not accepted yet", n_waiting),
                                           n_waiting);

  gtk_label_set_label (self->note, n_waiting > 0 ? text : "");
  console_bake_unmet_show (self->unmet, self->bake);
  gtk_widget_set_visible (self->notes, n_waiting > 0 || (self->bake != NULL && self->bake->unmet->len > 0));
}

static void
show_sources (ConsoleBakeListPage *self)
{
  const BakeryBakeRow *row = console_bake_list_page_find_row (self, self->shown.day, self->shown.cake, self->shown.recipe);

  if (row == NULL)
    {
      adw_window_title_set_title (self->detail_title, "");
      gtk_stack_set_visible_child_name (self->detail, "none");
      return;
    }

  adw_window_title_set_title (self->detail_title, row->name);
  console_bake_sources_show (self->sources, self->bake, row, &self->calendar);
  gtk_stack_set_visible_child_name (self->detail, "sources");
}

static void
show_date (ConsoleBakeListPage *self)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (self->begin / BAKERY_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, self->calendar.zone);

  console_date_button_set_date (self->date, local);
}

/* A grid of thousands of orders takes long to lay out, so what nobody looks at waits until somebody does. */
static void
show_view (ConsoleBakeListPage *self)
{
  const char *view = adw_view_stack_get_visible_child_name (self->views);

  if (self->bake == NULL)
    return;
  if (g_str_equal (view, "grid"))
    console_bake_grid_show (self->grid, self->bake, &self->calendar);
  else if (g_str_equal (view, "needs"))
    console_bake_needs_show (self->needs, self->bake, &self->calendar);
}

static void
show_bake (ConsoleBakeListPage *self)
{
  console_bake_model_show (self->model, self->bake);
  show_view (self);
  show_note (self);
  show_sources (self);
  update_state (self);
  console_bake_list_page_update_actions (self);
}

/* Reading */

static void
fail (ConsoleBakeListPage *self,
      const GError        *error)
{
  g_free (self->failure);
  self->failure = g_strdup (error->message);
  update_state (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  ConsoleBake *bake = console_bake_read_finish (CONSOLE_REPOSITORY (source), result, &error);
  ConsoleBakeListPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bake == NULL)
    {
      fail (self, error);
      return;
    }

  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->bake, console_bake_unref);
  self->bake = bake;
  show_bake (self);
}

static void
stop_reading (ConsoleBakeListPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Works the list out anew. */
void
console_bake_list_page_read (ConsoleBakeListPage *self)
{
  stop_reading (self);
  update_calendar (self);
  show_date (self);
  if (!console_context_is_ready (get_context (self)))
    return;

  self->cancellable = g_cancellable_new ();
  console_bake_read_async (console_context_get_repository (get_context (self)),
                           console_context_get_store (get_context (self)), self->begin, (guint) self->days,
                           self->cancellable, read_cb, self);
}

/* What another store or another account bakes is none of this one's. */
static void
forget_cb (ConsoleBakeListPage *self)
{
  stop_reading (self);
  g_clear_pointer (&self->bake, console_bake_unref);
  show_bake (self);
}

/* Shows the days from that of @begin on. */
void
console_bake_list_page_show_day (ConsoleBakeListPage *self,
                                 gint64               begin)
{
  self->begin = begin;
  console_bake_list_page_read (self);
}

static void
date_chosen_cb (ConsoleBakeListPage *self)
{
  GDateTime *chosen = console_date_button_get_date (self->date);
  g_autoptr(GDateTime) noon = g_date_time_new (self->calendar.zone, g_date_time_get_year (chosen),
                                               g_date_time_get_month (chosen), g_date_time_get_day_of_month (chosen),
                                               12, 0, 0);

  console_bake_list_page_show_day (self, g_date_time_to_unix (noon) * BAKERY_SECOND);
}

/* Choosing */

/* A key that comes to a heading gives the focus to the row beyond it, see console_bake_row_grab_focus(): so the selection. */
static void
select_beyond (ConsoleBakeListPage *self,
               GtkSingleSelection  *selection)
{
  const guint position = gtk_single_selection_get_selected (selection);
  g_autoptr(ConsoleBakeItem) next = g_list_model_get_item (G_LIST_MODEL (self->model), position + 1);
  const BakeryBakeRow *row = console_bake_item_get_row (next);
  const gboolean comes_from_below = row->day == self->shown.day && row->cake == self->shown.cake
                                    && row->recipe == self->shown.recipe;

  gtk_single_selection_set_selected (selection, position > 0 && comes_from_below ? position - 1 : position + 1);
}

static void
selected_cb (GtkSingleSelection  *selection,
             GParamSpec          *spec,
             ConsoleBakeListPage *self)
{
  ConsoleBakeItem *item = gtk_single_selection_get_selected_item (selection);

  if (item == NULL)
    return;
  if (console_bake_item_is_heading (item))
    {
      select_beyond (self, selection);
      return;
    }

  self->shown = *console_bake_item_get_row (item);
  show_sources (self);
  console_bake_list_page_update_actions (self);
}

static void
activated_cb (ConsoleBakeListPage *self,
              guint                position)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "detail");
}

static void
made_cb (ConsoleBakeListPage *self,
         gint64               made)
{
  const BakeryBakeRow *row = console_bake_list_page_find_row (self, self->shown.day, self->shown.cake, self->shown.recipe);

  if (row != NULL)
    console_bake_list_page_set_made (self, row, made);
}

static void
bind_list (ConsoleBakeListPage *self)
{
  g_autoptr(GtkListItemFactory) factory = console_bake_row_create_factory (&self->calendar);
  g_autoptr(GtkSingleSelection) selection = NULL;

  self->model = g_list_store_new (CONSOLE_TYPE_BAKE_ITEM);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, FALSE);
  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (selected_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/* As a page */

static gboolean
console_bake_list_page_undo (ConsolePage *page)
{
  return console_batch_edits_undo (CONSOLE_BAKE_LIST_PAGE (page)->edits);
}

static gboolean
console_bake_list_page_show_view (ConsolePage *page,
                                  const char  *name)
{
  ConsoleBakeListPage *self = CONSOLE_BAKE_LIST_PAGE (page);

  if (g_str_equal (name, "first"))
    {
      gtk_selection_model_select_item (gtk_list_view_get_model (self->list), 1, TRUE);
      adw_leaflet_set_visible_child_name (self->leaflet, "detail");
      return TRUE;
    }
  if (adw_view_stack_get_child_by_name (self->views, name) == NULL)
    return FALSE;

  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  adw_view_stack_set_visible_child_name (self->views, name);
  return TRUE;
}

static const char *const key_actions[] = { "previous", "next", "today", "tick-selected", "print", NULL };

static void
console_bake_list_page_map (GtkWidget *widget)
{
  ConsoleBakeListPage *self = CONSOLE_BAKE_LIST_PAGE (widget);

  console_page_expose_actions (CONSOLE_PAGE (widget), "bake", key_actions);
  GTK_WIDGET_CLASS (console_bake_list_page_parent_class)->map (widget);
  if (self->begin == 0)
    self->begin = console_context_get_now (get_context (self));
  console_stock_monitor_set_active (self->monitor, TRUE);
}

static void
console_bake_list_page_unmap (GtkWidget *widget)
{
  console_page_hide_actions (CONSOLE_PAGE (widget), "bake");
  console_stock_monitor_set_active (CONSOLE_BAKE_LIST_PAGE (widget)->monitor, FALSE);
  GTK_WIDGET_CLASS (console_bake_list_page_parent_class)->unmap (widget);
}

static void
console_bake_list_page_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *spec)
{
  switch (id)
    {
    case PROP_DAYS:
      g_value_set_int (value, CONSOLE_BAKE_LIST_PAGE (object)->days);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_bake_list_page_set_property (GObject      *object,
                                     guint         id,
                                     const GValue *value,
                                     GParamSpec   *spec)
{
  ConsoleBakeListPage *self = CONSOLE_BAKE_LIST_PAGE (object);

  switch (id)
    {
    case PROP_DAYS:
      self->days = g_value_get_int (value);
      g_settings_set_int (console_context_get_settings (get_context (self)), DAYS_KEY, self->days);
      g_object_notify_by_pspec (object, spec);
      console_bake_list_page_read (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_bake_list_page_constructed (GObject *object)
{
  ConsoleBakeListPage *self = CONSOLE_BAKE_LIST_PAGE (object);
  ConsoleContext *context = get_context (self);
  ConsoleRepository *repository = console_context_get_repository (context);

  G_OBJECT_CLASS (console_bake_list_page_parent_class)->constructed (object);

  self->days = g_settings_get_int (console_context_get_settings (context), DAYS_KEY);
  self->begin = console_context_get_now (context);
  update_calendar (self);
  bind_list (self);
  self->monitor = console_stock_monitor_new (context);
  self->edits = console_batch_edits_new (repository, self->toasts);
  g_signal_connect_object (self->monitor, "due", G_CALLBACK (console_bake_list_page_read), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitor, "forget", G_CALLBACK (forget_cb), self, G_CONNECT_SWAPPED);
  show_date (self);
  show_bake (self);
}

static void
console_bake_list_page_dispose (GObject *object)
{
  ConsoleBakeListPage *self = CONSOLE_BAKE_LIST_PAGE (object);

  stop_reading (self);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->edits);
  console_bin_dispose_template (ADW_BIN (self), CONSOLE_TYPE_BAKE_LIST_PAGE);
  g_clear_object (&self->monitor);
  g_clear_object (&self->model);
  g_clear_pointer (&self->bake, console_bake_unref);
  g_clear_pointer (&self->failure, g_free);
  console_calendar_clear (&self->calendar);

  G_OBJECT_CLASS (console_bake_list_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, date);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, notes);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, note);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, unmet);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, views);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, grid);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, needs);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, empty);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, detail_title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, detail);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeListPage, sources);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, date_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, made_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_view);
}

static void
console_bake_list_page_class_init (ConsoleBakeListPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = console_bake_list_page_constructed;
  object_class->get_property = console_bake_list_page_get_property;
  object_class->set_property = console_bake_list_page_set_property;
  object_class->dispose = console_bake_list_page_dispose;
  widget_class->map = console_bake_list_page_map;
  widget_class->unmap = console_bake_list_page_unmap;
  CONSOLE_PAGE_CLASS (klass)->undo = console_bake_list_page_undo;
  CONSOLE_PAGE_CLASS (klass)->show_view = console_bake_list_page_show_view;

  properties[PROP_DAYS] = g_param_spec_int ("days", NULL, NULL, 1, 7, 1,
                                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (CONSOLE_TYPE_BAKE_GRID);
  g_type_ensure (CONSOLE_TYPE_BAKE_NEEDS);
  g_type_ensure (CONSOLE_TYPE_BAKE_SOURCES);
  g_type_ensure (CONSOLE_TYPE_BAKE_UNMET);
  g_type_ensure (CONSOLE_TYPE_DATE_BUTTON);
  g_type_ensure (CONSOLE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/bake-list/bake-list-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_property_action (widget_class, "bake.days", "days");
  console_bake_list_page_class_install_actions (widget_class);
}

static void
console_bake_list_page_init (ConsoleBakeListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_view_switcher_join (self->switcher, self->switcher_bar);
  console_accessible_name_button (GTK_WIDGET (self->menu_button), NULL);
}
