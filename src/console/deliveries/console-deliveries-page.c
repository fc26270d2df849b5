/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Deliveries page: where today's orders go, as a list and on a map that say the same. What is chosen in one is chosen in
 * the other. The vans are in console-deliveries-runs.c, a run with its stops in console-deliveries-dispatch.c, and what can be
 * done with an order in console-deliveries-stop.c, and what of all this is shown in console-deliveries-view.c. Main thread. */

#include "config.h"

#include "console-deliveries-page-private.h"

#include "bakery-time.h"
#include "console-accessible.h"
#include "console-bin.h"
#include "console-delivery-texts.h"
#include "console-destination-row.h"
#include "console-repository.h"
#include "console-session.h"
#include "console-sync.h"
#include "console-toasts.h"
#include "console-wrap-layout.h"

#include <glib/gi18n.h>
#include <math.h>

/* Pixels that a click may wander. */
#define CLICK_DISTANCE 8

G_DEFINE_FINAL_TYPE (ConsoleDeliveriesPage, console_deliveries_page, CONSOLE_TYPE_PAGE)

static ConsoleContext *
get_context (ConsoleDeliveriesPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

/* Whose deliveries are shown, if any. */
const BakeryStore *
console_deliveries_page_get_store (ConsoleDeliveriesPage *self)
{
  ConsoleContext *context = get_context (self);

  return console_repository_find_store (console_context_get_repository (context), console_context_get_store (context));
}

/* Who asks. */
BakeryRole
console_deliveries_page_get_role (ConsoleDeliveriesPage *self)
{
  return console_session_get_actor (console_context_get_session (get_context (self))).role;
}

/* Says something in passing. */
void
console_deliveries_page_say (ConsoleDeliveriesPage *self,
                             const char            *text)
{
  console_toasts_say (GTK_WIDGET (self->toasts), text);
}

/* Says that nothing can be done on the road without the server, if it cannot be reached. */
gboolean
console_deliveries_page_check_online (ConsoleDeliveriesPage *self)
{
  const gboolean is_online = console_sync_get_state (console_context_get_sync (get_context (self))) == CONSOLE_SYNC_ONLINE;

  if (!is_online)
    console_deliveries_page_say (self, _("Offline: runs can be planned, but what happens on the road is told to the server "
                                         "at once."));

  return is_online;
}

static void
update_calendar (ConsoleDeliveriesPage *self)
{
  const BakeryStore *store = console_deliveries_page_get_store (self);

  console_calendar_clear (&self->calendar);
  console_calendar_init (&self->calendar, store != NULL ? store->time_zone : NULL,
                         console_context_get_now (get_context (self)));
}

/* The map */

static ConsoleMarkShape
get_shape (BakeryStage stage)
{
  return stage == BAKERY_STAGE_DELIVERED ? CONSOLE_MARK_DONE
         : stage == BAKERY_STAGE_OUT_FOR_DELIVERY ? CONSOLE_MARK_UNDER_WAY
         : stage == BAKERY_STAGE_READY ? CONSOLE_MARK_READY
         : CONSOLE_MARK_WAITING;
}

static void
add_store (ConsoleDeliveriesPage *self,
           GArray                *marks)
{
  const BakeryStore *store = console_deliveries_page_get_store (self);

  if (store != NULL && !isnan (store->latitude))
    {
      const ConsoleMapMark mark = {
        CONSOLE_MARK_STORE, store->base.id, store->latitude, store->longitude, 0, 1, FALSE,
      };

      g_array_append_val (marks, mark);
    }
}

static void
add_mark (ConsoleDeliveriesPage *self,
          ConsoleDestination    *item,
          GArray                *marks)
{
  const BakeryOrder *order = console_destination_get_order (item);
  const ConsoleMapMark mark = {
    get_shape ((BakeryStage) order->stage), order->base.id, order->latitude, order->longitude, 0, 1,
    console_destination_is_late (item, self->calendar.now),
  };

  if (console_destination_has_place (item))
    g_array_append_val (marks, mark);
}

/* From the last to the first, so that what is due first is on top; and the stops of another day's run that is looked at. While
 * a mark is dragged, it is where the pointer is. */
void
console_deliveries_page_update_map (ConsoleDeliveriesPage *self)
{
  GListModel *stops = console_run_view_get_destinations (self->run_view);
  GArray *marks;

  if (self->dragged != 0)
    return;

  marks = console_map_marks_create_array ();
  add_store (self, marks);
  for (guint i = 0; i < g_list_model_get_n_items (stops); i++)
    {
      g_autoptr(ConsoleDestination) item = g_list_model_get_item (stops, i);

      if (console_destination_list_find (self->destinations, console_destination_get_id (item)) == G_MAXUINT)
        add_mark (self, item, marks);
    }
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->destinations)); i > 0; i--)
    {
      g_autoptr(ConsoleDestination) item = g_list_model_get_item (G_LIST_MODEL (self->destinations), i - 1);

      add_mark (self, item, marks);
    }
  console_map_marks_set_places (self->marks, marks);
}

static void
fit_all (ConsoleDeliveriesPage *self)
{
  const BakeryStore *store = console_deliveries_page_get_store (self);
  ConsoleMapBox box = CONSOLE_MAP_BOX_INIT;

  if (store != NULL && !isnan (store->latitude))
    console_map_box_include (&box, store->latitude, store->longitude);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->destinations)); i++)
    {
      g_autoptr(ConsoleDestination) item = g_list_model_get_item (G_LIST_MODEL (self->destinations), i);
      const BakeryOrder *order = console_destination_get_order (item);

      if (console_destination_has_place (item))
        console_map_box_include (&box, order->latitude, order->longitude);
    }
  console_map_fit (self->map, &box);
}

/* The list */

/* Says above the list whether it is the day or a run. */
void
console_deliveries_page_update_title (ConsoleDeliveriesPage *self)
{
  const ConsoleDeliveryRun *run = console_delivery_runs_find (self->runs, self->shown);
  g_autofree char *summary = run != NULL ? console_delivery_run_dup_title (run)
                                         : console_destinations_dup_summary (G_LIST_MODEL (self->destinations));

  adw_window_title_set_title (self->title, run != NULL ? _("Run") : _("Today’s Deliveries"));
  adw_window_title_set_subtitle (self->title, summary);
  gtk_widget_set_visible (self->pages, run == NULL && console_page_is_narrow (CONSOLE_PAGE (self)));
  gtk_widget_set_visible (self->back, run != NULL);
  gtk_widget_set_visible (self->menu, run != NULL);
  gtk_widget_set_visible (self->plan, run == NULL
                          && (console_deliveries_page_get_role (self) & BAKERY_ROLES_STAFF) != 0);
}

static void
update_list (ConsoleDeliveriesPage *self)
{
  const gboolean is_loading = console_destination_list_is_loading (self->destinations);
  const gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->destinations)) == 0;

  console_page_set_loading (CONSOLE_PAGE (self), is_loading);
  adw_status_page_set_description (self->empty, self->has_delivered
                                   ? _("Orders that are to be delivered today appear here by themselves.")
                                   : _("Orders that are to be delivered today appear here by themselves. What is delivered "
                                       "already is not shown."));
  gtk_stack_set_visible_child_name (self->stack, !is_empty ? "content" : is_loading ? "loading" : "empty");
  console_deliveries_page_update_title (self);
  console_deliveries_page_update_map (self);
}

static void
failed_cb (ConsoleDeliveriesPage *self,
           const GError          *error)
{
  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
selected_cb (ConsoleDeliveriesPage *self)
{
  console_deliveries_page_choose (self, gtk_single_selection_get_selected_item (self->selection));
}

/* Where there is room for one of them only, what can be done with it is beside the map. */
static void
activated_cb (ConsoleDeliveriesPage *self)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    return;

  adw_leaflet_set_visible_child_name (self->leaflet, "map");
  gtk_widget_child_focus (GTK_WIDGET (self->card), GTK_DIR_TAB_FORWARD);
}

static void
pressed_cb (GtkGestureClick       *gesture,
            int                    n_presses,
            double                 x,
            double                 y,
            ConsoleDeliveriesPage *self)
{
  self->pressed_x = x;
  self->pressed_y = y;
}

/* What ends elsewhere moved the map. */
static void
released_cb (GtkGestureClick       *gesture,
             int                    n_presses,
             double                 x,
             double                 y,
             ConsoleDeliveriesPage *self)
{
  const ConsoleMapMark *mark;

  if (hypot (x - self->pressed_x, y - self->pressed_y) > CLICK_DISTANCE)
    return;

  mark = console_map_marks_find (self->marks, x, y);
  if (mark != NULL && mark->shape == CONSOLE_MARK_VAN)
    console_deliveries_page_show_run (self, mark->id);
  else if (mark != NULL && mark->shape != CONSOLE_MARK_STORE)
    console_deliveries_page_select_order (self, mark->id);
}

static gboolean
tooltip_cb (GtkWidget             *widget,
            int                    x,
            int                    y,
            gboolean               keyboard,
            GtkTooltip            *tooltip,
            ConsoleDeliveriesPage *self)
{
  const ConsoleMapMark *mark = keyboard ? NULL : console_map_marks_find (self->marks, x, y);
  const ConsoleDeliveryRun *run =
    mark != NULL && mark->shape == CONSOLE_MARK_VAN ? console_delivery_runs_find (self->runs, mark->id) : NULL;
  const guint position = mark != NULL && run == NULL ? console_destination_list_find (self->destinations, mark->id) : G_MAXUINT;
  g_autoptr(ConsoleDestination) item = g_list_model_get_item (G_LIST_MODEL (self->destinations), position);
  g_autofree char *title = item != NULL ? console_destination_dup_title (item)
                           : run != NULL ? console_delivery_run_dup_title (run)
                           : NULL;

  gtk_tooltip_set_text (tooltip, title);

  return title != NULL;
}

/* Actions */

static void
fit_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  fit_all (CONSOLE_DELIVERIES_PAGE (widget));
}

static void
show_list_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  adw_leaflet_set_visible_child_name (CONSOLE_DELIVERIES_PAGE (widget)->leaflet, "list");
}

static void
show_map_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  adw_leaflet_set_visible_child_name (CONSOLE_DELIVERIES_PAGE (widget)->leaflet, "map");
}

/* The day */

static void
ask (ConsoleDeliveriesPage *self)
{
  const BakeryStore *store = console_deliveries_page_get_store (self);
  const char *zone = store != NULL ? store->time_zone : "UTC";
  const gint64 now = console_context_get_now (get_context (self));

  const gint64 from = bakery_time_start_of_day (now, zone, 0);

  update_calendar (self);
  console_delivery_runs_set_store (self->runs, store != NULL ? store->base.id : 0, from);
  console_destination_list_set_own (self->destinations,
                                    (console_deliveries_page_get_role (self) & BAKERY_ROLES_STAFF) == 0);
  console_destination_list_set_day (self->destinations, store != NULL ? store->base.id : 0, from,
                                    bakery_time_start_of_day (now, zone, 1));
}

/* Another day may have begun, and more may be late. */
static void
minute_cb (ConsoleDeliveriesPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self);
}

static void
updated_cb (ConsoleDeliveriesPage *self)
{
  console_deliveries_page_update_stops (self);
  update_list (self);
  console_deliveries_page_show_chosen (self);
  if (self->placed == 0 && !console_deliveries_page_restore_place (self))
    fit_all (self);
}

static void
runs_updated_cb (ConsoleDeliveriesPage *self)
{
  update_calendar (self);
  console_deliveries_page_update_runs (self);
  console_deliveries_page_update_shown_run (self);
  console_deliveries_page_show_chosen (self);
}

static void
begin_anew (ConsoleDeliveriesPage *self)
{
  self->placed = 0;
  console_deliveries_page_restore (self);
  console_deliveries_page_show_run (self, 0);
  ask (self);
}

/* Of the store before, the account may be back. */
static void
store_changed_cb (ConsoleDeliveriesPage *self)
{
  if (self->placed != 0)
    console_deliveries_page_remember (self);
  begin_anew (self);
}

/* A run that was planned here has an id of the server's from now on. */
static void
named_cb (ConsoleRepository     *repository,
          const char            *type,
          gint64                 local_id,
          gint64                 id,
          ConsoleDeliveriesPage *self)
{
  if (g_str_equal (type, bakery_delivery_type.name) && self->shown == local_id)
    self->shown = id;
}

static gboolean
console_deliveries_page_undo (ConsolePage *page)
{
  return console_batch_edits_undo (CONSOLE_DELIVERIES_PAGE (page)->edits);
}

/* The next stop of the run that is shown. */
static void
select_next_stop (ConsoleDeliveriesPage *self)
{
  const ConsoleDeliveryRun *run = console_delivery_runs_find (self->runs, self->shown);

  for (guint i = 0; run != NULL && i < run->delivery->stops->len; i++)
    {
      const BakeryDeliveryStop *stop = g_ptr_array_index (run->delivery->stops, i);

      if (stop->state == BAKERY_STOP_WAITING && console_run_view_select (self->run_view, stop->order))
        return;
    }
}

/* The first order whose place nobody knows. */
static void
select_nowhere (ConsoleDeliveriesPage *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->destinations)); i++)
    {
      g_autoptr(ConsoleDestination) item = g_list_model_get_item (G_LIST_MODEL (self->destinations), i);

      if (!console_destination_has_place (item))
        {
          console_deliveries_page_select_order (self, console_destination_get_id (item));
          return;
        }
    }
}

static gboolean
console_deliveries_page_show_view (ConsolePage *page,
                                   const char  *name)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (page);

  if (g_str_equal (name, "run") && console_delivery_runs_get_n (self->runs) > 0)
    console_deliveries_page_show_run (self, console_delivery_runs_get (self->runs, 0)->delivery->base.id);
  else if (g_str_equal (name, "stop"))
    select_next_stop (self);
  else if (g_str_equal (name, "first"))
    gtk_single_selection_set_selected (self->selection, 0);
  else if (g_str_equal (name, "nowhere"))
    select_nowhere (self);
  else if (!g_str_equal (name, "list") && !g_str_equal (name, "map"))
    return FALSE;

  adw_leaflet_set_visible_child_name (self->leaflet, g_str_equal (name, "list") || g_str_equal (name, "run") ? "list"
                                                                                                               : "map");
  return TRUE;
}

static void
bind_list (ConsoleDeliveriesPage *self)
{
  g_autoptr(GtkListItemFactory) rows = console_destination_row_create_factory (&self->calendar);

  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->destinations)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

static void
console_deliveries_page_constructed (GObject *object)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (object);
  ConsoleContext *context = get_context (self);
  ConsoleRepository *repository = console_context_get_repository (context);

  G_OBJECT_CLASS (console_deliveries_page_parent_class)->constructed (object);

  update_calendar (self);
  console_map_set_context (self->map, context);
  self->marks = console_map_marks_new (console_map_get_viewport (self->map));
  console_map_add_layer (self->map, SHUMATE_LAYER (self->marks));
  self->destinations = console_destination_list_new (repository);
  g_signal_connect_object (self->destinations, "notify::loading", G_CALLBACK (update_list), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->destinations, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->destinations, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  self->runs = console_delivery_runs_new (repository);
  g_signal_connect_object (self->runs, "updated", G_CALLBACK (runs_updated_cb), self, G_CONNECT_SWAPPED);
  console_run_view_set_repository (self->run_view, repository, self->runs, &self->calendar);
  self->edits = console_batch_edits_new (repository, self->toasts);
  bind_list (self);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (console_deliveries_page_update_title), NULL);
  g_signal_connect_object (context, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "stores-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "reset", G_CALLBACK (begin_anew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "entity-named", G_CALLBACK (named_cb), self, 0);
  g_signal_connect_object (console_context_get_clock (context), "minute", G_CALLBACK (minute_cb), self, G_CONNECT_SWAPPED);
  update_list (self);
  begin_anew (self);
}

/* With keys. */
static const char *const key_actions[] = {
  "fit", "advance", "fail", "open-order", "call", "navigate", "correct-place", "plan-run", "edit-run", "start-run", "end-run",
  "sort-run", "print-run", "follow-run", NULL,
};

static void
console_deliveries_page_map (GtkWidget *widget)
{
  console_page_expose_actions (CONSOLE_PAGE (widget), "deliveries", key_actions);
  GTK_WIDGET_CLASS (console_deliveries_page_parent_class)->map (widget);
  ask (CONSOLE_DELIVERIES_PAGE (widget));
}

static void
console_deliveries_page_unmap (GtkWidget *widget)
{
  console_deliveries_page_remember (CONSOLE_DELIVERIES_PAGE (widget));
  console_page_hide_actions (CONSOLE_PAGE (widget), "deliveries");
  GTK_WIDGET_CLASS (console_deliveries_page_parent_class)->unmap (widget);
}

static void
console_deliveries_page_dispose (GObject *object)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->chosen);
  g_clear_object (&self->edits);
  g_clear_object (&self->selection);
  g_clear_object (&self->destinations);
  g_clear_object (&self->runs);
  console_bin_dispose_template (ADW_BIN (self), CONSOLE_TYPE_DELIVERIES_PAGE);
  console_calendar_clear (&self->calendar);

  G_OBJECT_CLASS (console_deliveries_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, pages);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, back);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, plan);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, menu);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, panes);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, run_view);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, run_box);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, run_list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, routing);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, map_menu);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, map);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, card);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, name);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, address);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, details);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, phone);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, advance);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, fail);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, show_photo);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, console_deliveries_page_run_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, console_deliveries_page_stop_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, console_deliveries_page_stop_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, console_deliveries_page_run_updated_cb);
  gtk_widget_class_bind_template_callback (widget_class, console_deliveries_page_pin_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, console_deliveries_page_pin_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, console_deliveries_page_pin_dropped_cb);
}

static void
console_deliveries_page_class_init (ConsoleDeliveriesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = console_deliveries_page_constructed;
  object_class->dispose = console_deliveries_page_dispose;
  widget_class->map = console_deliveries_page_map;
  widget_class->unmap = console_deliveries_page_unmap;
  CONSOLE_PAGE_CLASS (klass)->show_view = console_deliveries_page_show_view;
  CONSOLE_PAGE_CLASS (klass)->undo = console_deliveries_page_undo;

  g_type_ensure (CONSOLE_TYPE_MAP);
  g_type_ensure (CONSOLE_TYPE_RUN_VIEW);
  g_type_ensure (CONSOLE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/deliveries/deliveries-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
  console_deliveries_page_class_install_stop_actions (widget_class);
  console_deliveries_page_class_install_run_actions (widget_class);
  console_deliveries_page_class_install_view (widget_class);
  gtk_widget_class_install_action (widget_class, "deliveries.fit", NULL, fit_action);
  gtk_widget_class_install_action (widget_class, "deliveries.show-list", NULL, show_list_action);
  gtk_widget_class_install_action (widget_class, "deliveries.show-map", NULL, show_map_action);
}

static void
console_deliveries_page_init (ConsoleDeliveriesPage *self)
{
  self->has_trails = TRUE;
  self->has_ways = TRUE;
  self->has_delivered = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  console_accessible_name_button (GTK_WIDGET (self->menu), NULL);
  console_accessible_name_button (GTK_WIDGET (self->map_menu), NULL);
}
