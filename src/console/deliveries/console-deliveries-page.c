/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Deliveries page: where today's orders go, as a list and on a map that say the same. What is selected in one is
 * selected in the other, and can be worked on below the map. Main thread. */

#include "config.h"

#include "console-deliveries-page-private.h"

#include "bakery-order-stage.h"
#include "bakery-time.h"
#include "console-delivery-texts.h"
#include "console-destination-row.h"
#include "console-order-texts.h"
#include "console-repository.h"
#include "console-session.h"

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

static const BakeryStore *
get_store (ConsoleDeliveriesPage *self)
{
  ConsoleContext *context = get_context (self);

  return console_repository_find_store (console_context_get_repository (context), console_context_get_store (context));
}

static ConsoleDestination *
get_selected (ConsoleDeliveriesPage *self)
{
  return self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

static void
update_calendar (ConsoleDeliveriesPage *self)
{
  const BakeryStore *store = get_store (self);

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
  const BakeryStore *store = get_store (self);

  if (store != NULL && !isnan (store->latitude))
    {
      const ConsoleMapMark mark = {
        CONSOLE_MARK_STORE, store->base.id, store->latitude, store->longitude, 0, 1, FALSE,
      };

      g_array_append_val (marks, mark);
    }
}

/* From the last to the first, so that what is due first is on top. */
static void
update_map (ConsoleDeliveriesPage *self)
{
  GArray *marks = console_map_marks_create_array ();

  add_store (self, marks);
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->destinations)); i > 0; i--)
    {
      g_autoptr(ConsoleDestination) item = g_list_model_get_item (G_LIST_MODEL (self->destinations), i - 1);
      const BakeryOrder *order = console_destination_get_order (item);
      const ConsoleMapMark mark = {
        get_shape ((BakeryStage) order->stage), order->base.id, order->latitude, order->longitude, 0, 1,
        console_destination_is_late (item, self->calendar.now),
      };

      if (console_destination_has_place (item))
        g_array_append_val (marks, mark);
    }
  console_map_marks_set_places (self->marks, marks);
}

static void
fit_all (ConsoleDeliveriesPage *self)
{
  const BakeryStore *store = get_store (self);
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

static void
update_list (ConsoleDeliveriesPage *self)
{
  const gboolean is_loading = console_destination_list_is_loading (self->destinations);
  const gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->destinations)) == 0;
  g_autofree char *summary = console_destinations_dup_summary (G_LIST_MODEL (self->destinations));

  console_page_set_loading (CONSOLE_PAGE (self), is_loading);
  adw_window_title_set_subtitle (self->title, summary);
  gtk_stack_set_visible_child_name (self->stack, !is_empty ? "content" : is_loading ? "loading" : "empty");
  update_map (self);
}

static void
failed_cb (ConsoleDeliveriesPage *self,
           const GError          *error)
{
  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

/* What is selected */

static void
set_enabled (ConsoleDeliveriesPage *self,
             const char            *action,
             gboolean               is_enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, is_enabled);
}

static const char *
get_phone (const BakeryOrder *order)
{
  return *order->recipient_phone != '\0' ? order->recipient_phone : order->customer_phone;
}

static gboolean
get_next (ConsoleDeliveriesPage *self,
          BakeryStage           *ret_next)
{
  ConsoleDestination *item = get_selected (self);
  const BakeryActor actor = console_session_get_actor (console_context_get_session (get_context (self)));

  return item != NULL && bakery_order_get_next (console_destination_get_order (item), actor.role, ret_next);
}

static void
update_actions (ConsoleDeliveriesPage *self)
{
  ConsoleDestination *item = get_selected (self);
  BakeryStage next = BAKERY_STAGE_PENDING;
  const gboolean has_next = get_next (self, &next);

  set_enabled (self, "deliveries.advance", has_next);
  set_enabled (self, "deliveries.open-order", item != NULL);
  set_enabled (self, "deliveries.navigate", item != NULL);
  set_enabled (self, "deliveries.call", item != NULL && *get_phone (console_destination_get_order (item)) != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->advance), has_next);
  if (has_next)
    gtk_button_set_label (self->advance, console_stage_get_verb (next, BAKERY_FULFILMENT_DELIVERY));
}

static void
show_selected (ConsoleDeliveriesPage *self)
{
  ConsoleDestination *item = get_selected (self);
  g_autofree char *title = item != NULL ? console_destination_dup_title (item) : g_strdup ("");
  g_autofree char *address = item != NULL ? console_destination_dup_address (item) : g_strdup ("");
  g_autofree char *details = item != NULL ? console_destination_dup_details (item, &self->calendar) : g_strdup ("");

  gtk_label_set_label (self->name, title);
  gtk_label_set_label (self->address, address);
  gtk_label_set_label (self->details, details);
  gtk_label_set_label (self->phone, item != NULL ? get_phone (console_destination_get_order (item)) : "");
  gtk_revealer_set_reveal_child (self->card, item != NULL);
  console_map_marks_select (self->marks, item != NULL ? console_destination_get_id (item) : 0, title);
  update_actions (self);
}

static void
selected_cb (ConsoleDeliveriesPage *self)
{
  ConsoleDestination *item = get_selected (self);

  show_selected (self);
  if (item != NULL && console_destination_has_place (item))
    {
      const BakeryOrder *order = console_destination_get_order (item);

      console_map_reveal (self->map, order->latitude, order->longitude);
    }
}

static void
activated_cb (ConsoleDeliveriesPage *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "map");
}

static void
select_order (ConsoleDeliveriesPage *self,
              gint64                 order)
{
  const guint position = console_destination_list_find (self->destinations, order);

  gtk_single_selection_set_selected (self->selection, position);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
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
    console_deliveries_page_follow (self, mark->id);
  else if (mark != NULL && mark->shape != CONSOLE_MARK_STORE)
    select_order (self, mark->id);
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
advance_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  BakeryStage next;

  if (get_next (self, &next))
    gtk_widget_activate_action (widget, "win.move-order", "(xsbs)", console_destination_get_id (get_selected (self)),
                                bakery_enum_to_string (&bakery_stages, (int) next), FALSE, "");
}

static void
open_order_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ConsoleDestination *item = get_selected (CONSOLE_DELIVERIES_PAGE (widget));

  gtk_widget_activate_action (widget, "win.show-order", "x", console_destination_get_id (item));
}

static void
open_address (ConsoleDeliveriesPage *self,
              const char            *address)
{
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), address, GDK_CURRENT_TIME);
}

static void
call_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  g_autofree char *number = g_uri_escape_string (get_phone (console_destination_get_order (get_selected (self))), "+", FALSE);
  g_autofree char *address = g_strconcat ("tel:", number, NULL);

  open_address (self, address);
}

static void
navigate_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  g_autofree char *address = console_destination_dup_way (get_selected (self), get_store (self));

  open_address (self, address);
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
  const BakeryStore *store = get_store (self);
  const char *zone = store != NULL ? store->time_zone : "UTC";
  const gint64 now = console_context_get_now (get_context (self));

  update_calendar (self);
  console_delivery_runs_set_store (self->runs, store != NULL ? store->base.id : 0);
  console_destination_list_set_day (self->destinations, store != NULL ? store->base.id : 0,
                                    bakery_time_start_of_day (now, zone, 0), bakery_time_start_of_day (now, zone, 1));
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
  show_selected (self);
  if (!self->is_fitted)
    fit_all (self);
  self->is_fitted = TRUE;
}

static void
runs_updated_cb (ConsoleDeliveriesPage *self)
{
  update_calendar (self);
  console_deliveries_page_update_runs (self);
  show_selected (self);
}

static void
store_changed_cb (ConsoleDeliveriesPage *self)
{
  self->is_fitted = FALSE;
  ask (self);
}

static gboolean
console_deliveries_page_show_view (ConsolePage *page,
                                   const char  *name)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (page);

  if (g_str_equal (name, "first"))
    gtk_single_selection_set_selected (self->selection, 0);
  else if (!g_str_equal (name, "list") && !g_str_equal (name, "map"))
    return FALSE;

  adw_leaflet_set_visible_child_name (self->leaflet, g_str_equal (name, "list") ? "list" : "map");
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
  bind_list (self);
  g_signal_connect_object (context, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "stores-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "reset", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_clock (context), "minute", G_CALLBACK (minute_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (minute_cb), NULL);
  update_list (self);
  show_selected (self);
  ask (self);
}

static void
console_deliveries_page_dispose (GObject *object)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->destinations);
  g_clear_object (&self->runs);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_DELIVERIES_PAGE);
  console_calendar_clear (&self->calendar);

  G_OBJECT_CLASS (console_deliveries_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, run_box);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, run_list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, routing);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, map);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, card);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, name);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, address);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, details);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, phone);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDeliveriesPage, advance);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, console_deliveries_page_run_activated_cb);
}

static void
console_deliveries_page_class_init (ConsoleDeliveriesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = console_deliveries_page_constructed;
  object_class->dispose = console_deliveries_page_dispose;
  CONSOLE_PAGE_CLASS (klass)->show_view = console_deliveries_page_show_view;

  g_type_ensure (CONSOLE_TYPE_MAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/deliveries/deliveries-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "deliveries.fit", NULL, fit_action);
  gtk_widget_class_install_action (widget_class, "deliveries.advance", NULL, advance_action);
  gtk_widget_class_install_action (widget_class, "deliveries.open-order", NULL, open_order_action);
  gtk_widget_class_install_action (widget_class, "deliveries.call", NULL, call_action);
  gtk_widget_class_install_action (widget_class, "deliveries.navigate", NULL, navigate_action);
  gtk_widget_class_install_action (widget_class, "deliveries.show-list", NULL, show_list_action);
  gtk_widget_class_install_action (widget_class, "deliveries.show-map", NULL, show_map_action);
}

static void
console_deliveries_page_init (ConsoleDeliveriesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
