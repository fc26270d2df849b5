/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The order that is chosen on the Deliveries page: what stands of it below the map, what can be done with it, and its pin,
 * which can be dragged to where the door is. Main thread. */

#include "config.h"

#include "console-deliveries-page-private.h"

#include "bakery-order-stage.h"
#include "console-delivery-texts.h"
#include "console-dialog.h"
#include "console-failed-stop-dialog.h"
#include "console-hand-over-dialog.h"
#include "console-order-texts.h"
#include "console-place-dialog.h"
#include "console-proof-window.h"
#include "console-session.h"

#include <glib/gi18n.h>
#include <math.h>

/* Pixels that a click may wander. */
#define CLICK_DISTANCE 8

/* So long it takes until the card is there, or gone. */
#define FRAMES_OF_CARD 30

static ConsoleContext *
get_context (ConsoleDeliveriesPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static const char *
get_phone (const BakeryOrder *order)
{
  return *order->recipient_phone != '\0' ? order->recipient_phone : order->customer_phone;
}

/* The newest stop of the chosen order and its run, if it is on one. */
static const BakeryDeliveryStop *
find_stop (ConsoleDeliveriesPage     *self,
           const ConsoleDeliveryRun **ret_run)
{
  guint stop;

  *ret_run = self->chosen != NULL
             ? console_delivery_runs_find_order (self->runs, console_destination_get_id (self->chosen), &stop)
             : NULL;

  return *ret_run != NULL ? g_ptr_array_index ((*ret_run)->delivery->stops, stop) : NULL;
}

/* The run at which the chosen order waits to be handed over, if any. */
static const ConsoleDeliveryRun *
find_run (ConsoleDeliveriesPage *self)
{
  const ConsoleDeliveryRun *run;
  const BakeryDeliveryStop *stop = find_stop (self, &run);

  return stop != NULL && stop->state == BAKERY_STOP_WAITING && run->delivery->state != BAKERY_DELIVERY_FINISHED ? run : NULL;
}

/* The run that has a photo of the chosen order, if any. */
static const ConsoleDeliveryRun *
find_photo (ConsoleDeliveriesPage *self)
{
  const ConsoleDeliveryRun *run;
  const BakeryDeliveryStop *stop = find_stop (self, &run);

  return stop != NULL && stop->has_photo ? run : NULL;
}

static gboolean
is_at_the_door (const ConsoleDeliveryRun *run)
{
  return run != NULL && run->delivery->state == BAKERY_DELIVERY_UNDER_WAY;
}

/* What is on a run is taken out and handed over with the run. */
static gboolean
get_next (ConsoleDeliveriesPage    *self,
          const ConsoleDeliveryRun *run,
          BakeryStage              *ret_next)
{
  const BakeryActor actor = console_session_get_actor (console_context_get_session (get_context (self)));

  return self->chosen != NULL &&
         bakery_order_get_next (console_destination_get_order (self->chosen), actor.role, ret_next) &&
         (run == NULL || (*ret_next != BAKERY_STAGE_OUT_FOR_DELIVERY && *ret_next != BAKERY_STAGE_DELIVERED));
}

/* The card */

static void
set_enabled (ConsoleDeliveriesPage *self,
             const char            *action,
             gboolean               is_enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, is_enabled);
}

static void
update_actions (ConsoleDeliveriesPage *self)
{
  const ConsoleDeliveryRun *run = find_run (self);
  const gboolean has_chosen = self->chosen != NULL;
  const gboolean is_last = is_at_the_door (run);
  BakeryStage next = BAKERY_STAGE_PENDING;
  const gboolean has_next = get_next (self, run, &next);
  const gboolean has_photo = find_photo (self) != NULL;

  set_enabled (self, "deliveries.show-photo", has_photo);
  gtk_widget_set_visible (self->show_photo, has_photo);
  set_enabled (self, "deliveries.advance", has_next || is_last);
  set_enabled (self, "deliveries.fail", is_last);
  set_enabled (self, "deliveries.open-order", has_chosen);
  set_enabled (self, "deliveries.navigate", has_chosen);
  set_enabled (self, "deliveries.correct-place", has_chosen);
  set_enabled (self, "deliveries.call", has_chosen && *get_phone (console_destination_get_order (self->chosen)) != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->advance), has_next || is_last);
  gtk_widget_set_visible (self->fail, is_last);
  if (is_last)
    gtk_button_set_label (self->advance, _("_Hand Over…"));
  else if (has_next)
    gtk_button_set_label (self->advance, console_stage_get_verb (next, BAKERY_FULFILMENT_DELIVERY));
}

/* Shows what is chosen as it is now. */
void
console_deliveries_page_show_chosen (ConsoleDeliveriesPage *self)
{
  ConsoleDestination *item = self->chosen;
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
reveal_chosen (ConsoleDeliveriesPage *self)
{
  const BakeryOrder *order = self->chosen != NULL ? console_destination_get_order (self->chosen) : NULL;

  if (order != NULL && console_destination_has_place (self->chosen))
    console_map_reveal (self->map, order->latitude, order->longitude);
}

/* The card takes its room from the map, which keeps in sight what was chosen. */
static gboolean
follow_card_cb (GtkWidget     *map,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  ConsoleDeliveriesPage *self = user_data;
  const int height = gtk_widget_get_height (map);

  if (self->map_height != height)
    reveal_chosen (self);
  self->map_height = height;
  if (--self->frames_to_follow > 0)
    return G_SOURCE_CONTINUE;

  return G_SOURCE_REMOVE;
}

/* Chooses an order in whichever list, or none. */
void
console_deliveries_page_choose (ConsoleDeliveriesPage *self,
                                ConsoleDestination    *item)
{
  g_set_object (&self->chosen, item);
  console_deliveries_page_show_chosen (self);
  reveal_chosen (self);
  if (self->frames_to_follow == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self->map), follow_card_cb, self, NULL);
  self->frames_to_follow = FRAMES_OF_CARD;
}

/* Chooses an order in the list that is shown, if it is there, or else in that of the day. */
void
console_deliveries_page_select_order (ConsoleDeliveriesPage *self,
                                      gint64                 order)
{
  guint position;

  if (self->shown != 0 && console_run_view_select (self->run_view, order))
    return;

  console_deliveries_page_show_run (self, 0);
  position = console_destination_list_find (self->destinations, order);
  gtk_single_selection_set_selected (self->selection, position);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* Actions */

static void
present (ConsoleDeliveriesPage *self,
         gpointer               dialog)
{
  console_dialog_present (GTK_WINDOW (dialog), GTK_WIDGET (self));
}

static void
advance_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  const ConsoleDeliveryRun *run = find_run (self);
  BakeryStage next;

  if (is_at_the_door (run))
    {
      if (console_deliveries_page_check_online (self))
        present (self, console_hand_over_dialog_new (get_context (self), run, self->chosen));
    }
  else if (get_next (self, run, &next))
    {
      gtk_widget_activate_action (widget, "win.move-order", "(xsbs)", console_destination_get_id (self->chosen),
                                  bakery_enum_to_string (&bakery_stages, (int) next), FALSE, "");
    }
}

static void
fail_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  const ConsoleDeliveryRun *run = find_run (self);

  if (run != NULL && console_deliveries_page_check_online (self))
    present (self, console_failed_stop_dialog_new (get_context (self), run->delivery->base.id, self->chosen));
}

static void
open_order_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ConsoleDestination *item = CONSOLE_DELIVERIES_PAGE (widget)->chosen;

  gtk_widget_activate_action (widget, "win.show-order", "x", console_destination_get_id (item));
}

static void
show_photo_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  const ConsoleDeliveryRun *run = find_photo (self);
  ConsoleProofWindow *window = console_proof_window_new (get_context (self), run->delivery->base.id, self->chosen);

  console_dialog_present (GTK_WINDOW (window), widget);
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
  g_autofree char *number = g_uri_escape_string (get_phone (console_destination_get_order (self->chosen)), "+", FALSE);
  g_autofree char *address = g_strconcat ("tel:", number, NULL);

  open_address (self, address);
}

static void
navigate_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  g_autofree char *address = console_destination_dup_way (self->chosen, console_deliveries_page_get_store (self));

  open_address (self, address);
}

/* The place */

static void
save_place (ConsoleDeliveriesPage *self,
            const BakeryOrder     *order)
{
  const BakeryOrder *before = self->chosen != NULL ? console_destination_get_order (self->chosen) : NULL;
  g_autofree char *number = console_order_dup_number (order);
  /* Translators: %s is an order's number with its sign, "#1042". */
  g_autofree char *text = g_strdup_printf (_("The place of %s is corrected"), number);

  if (before != NULL && before->base.id == order->base.id)
    console_batch_edits_save_one (self->edits, before, order, text);
}

static void
correct_place_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  ConsolePlaceDialog *dialog =
    console_place_dialog_new (get_context (self), self->chosen, console_deliveries_page_get_store (self));

  g_signal_connect_object (dialog, "save", G_CALLBACK (save_place), self, G_CONNECT_SWAPPED);
  present (self, dialog);
}

/* Only the mark that is chosen can be dragged: whoever wants to move the map would move the others by mistake. */
void
console_deliveries_page_pin_taken_cb (GtkGestureDrag        *gesture,
                                      double                 x,
                                      double                 y,
                                      ConsoleDeliveriesPage *self)
{
  const ConsoleMapMark *mark = console_map_marks_find (self->marks, x, y);
  const gint64 chosen = self->chosen != NULL ? console_destination_get_id (self->chosen) : 0;

  if (mark == NULL || mark->shape == CONSOLE_MARK_STORE || mark->shape == CONSOLE_MARK_VAN || mark->id != chosen)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->dragged = chosen;
  self->taken_x = x;
  self->taken_y = y;
}

static void
get_dragged_place (ConsoleDeliveriesPage *self,
                   double                 x,
                   double                 y,
                   double                *ret_latitude,
                   double                *ret_longitude)
{
  shumate_viewport_widget_coords_to_location (console_map_get_viewport (self->map), GTK_WIDGET (self->map),
                                              self->taken_x + x, self->taken_y + y, ret_latitude, ret_longitude);
}

void
console_deliveries_page_pin_moved_cb (GtkGestureDrag        *gesture,
                                      double                 x,
                                      double                 y,
                                      ConsoleDeliveriesPage *self)
{
  double latitude, longitude;

  if (self->dragged == 0)
    return;

  get_dragged_place (self, x, y, &latitude, &longitude);
  console_map_marks_move_place (self->marks, self->dragged, latitude, longitude);
}

void
console_deliveries_page_pin_dropped_cb (GtkGestureDrag        *gesture,
                                        double                 x,
                                        double                 y,
                                        ConsoleDeliveriesPage *self)
{
  const gint64 dragged = self->dragged;
  g_autoptr(BakeryOrder) order = NULL;

  self->dragged = 0;
  if (dragged == 0 || self->chosen == NULL || console_destination_get_id (self->chosen) != dragged ||
      hypot (x, y) < CLICK_DISTANCE)
    {
      console_deliveries_page_update_map (self);
      return;
    }

  order = bakery_order_copy (console_destination_get_order (self->chosen));
  get_dragged_place (self, x, y, &order->latitude, &order->longitude);
  order->latitude = round (order->latitude * 1e6) / 1e6;
  order->longitude = round (order->longitude * 1e6) / 1e6;
  save_place (self, order);
}

/* Adds the actions to the class. */
void
console_deliveries_page_class_install_stop_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "deliveries.advance", NULL, advance_action);
  gtk_widget_class_install_action (widget_class, "deliveries.fail", NULL, fail_action);
  gtk_widget_class_install_action (widget_class, "deliveries.show-photo", NULL, show_photo_action);
  gtk_widget_class_install_action (widget_class, "deliveries.open-order", NULL, open_order_action);
  gtk_widget_class_install_action (widget_class, "deliveries.call", NULL, call_action);
  gtk_widget_class_install_action (widget_class, "deliveries.navigate", NULL, navigate_action);
  gtk_widget_class_install_action (widget_class, "deliveries.correct-place", NULL, correct_place_action);
}
