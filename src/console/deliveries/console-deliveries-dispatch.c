/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs on the Deliveries page: one is planned, given a driver, put in order, sent out and ended. Planning is an edit like any
 * other, which works offline and can be undone; setting out and coming back are told to the server at once. Main thread. */

#include "config.h"

#include "console-deliveries-page-private.h"

#include "console-dialog.h"
#include "console-run-calls.h"
#include "console-run-dialog.h"
#include "console-run-edits.h"
#include "console-run-sheet.h"

#include <glib/gi18n.h>
#include <math.h>

/* What was told to the server, and what to say when it has heard. */
typedef struct
{
  ConsoleDeliveriesPage *page;
  char                  *text;
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->page);
  g_free (call->text);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static ConsoleContext *
get_context (ConsoleDeliveriesPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static const ConsoleDeliveryRun *
get_shown (ConsoleDeliveriesPage *self)
{
  return console_delivery_runs_find (self->runs, self->shown);
}

static gboolean
may_plan (ConsoleDeliveriesPage *self)
{
  return (console_deliveries_page_get_role (self) & BAKERY_ROLES_STAFF) != 0;
}

/* Which stop of the shown run is chosen; G_MAXUINT for none. */
static guint
get_chosen_position (ConsoleDeliveriesPage *self)
{
  const ConsoleDeliveryRun *run = get_shown (self);
  ConsoleDestination *item = console_run_view_get_selected (self->run_view);

  return run != NULL && item != NULL ? console_run_find_position (run->delivery, console_destination_get_id (item))
                                     : G_MAXUINT;
}

/* What is shown */

static void
set_enabled (ConsoleDeliveriesPage *self,
             const char            *action,
             gboolean               is_enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, is_enabled);
}

static void
update_stop_actions (ConsoleDeliveriesPage    *self,
                     const ConsoleDeliveryRun *run)
{
  const guint position = get_chosen_position (self);
  const gboolean can_move = run != NULL && may_plan (self) && position != G_MAXUINT;

  set_enabled (self, "deliveries.stop-earlier", can_move && console_run_can_move (run->delivery, position, position - 1));
  set_enabled (self, "deliveries.stop-later", can_move && console_run_can_move (run->delivery, position, position + 1));
  set_enabled (self, "deliveries.remove-stop", can_move && console_run_can_plan (run->delivery));
}

/* From where nobody knows, no way is the shortest. */
static gboolean
can_sort (ConsoleDeliveriesPage    *self,
          const ConsoleDeliveryRun *run)
{
  const BakeryStore *store = console_deliveries_page_get_store (self);

  return run != NULL && may_plan (self) && !run->waits && run->delivery->stops->len > 1 &&
         run->delivery->state != BAKERY_DELIVERY_FINISHED && store != NULL && !isnan (store->latitude);
}

/* What has not reached the server cannot set out. */
static void
update_actions (ConsoleDeliveriesPage *self)
{
  const ConsoleDeliveryRun *run = get_shown (self);
  const gboolean is_planned = run != NULL && run->delivery->state == BAKERY_DELIVERY_PLANNED;
  const gboolean is_under_way = run != NULL && run->delivery->state == BAKERY_DELIVERY_UNDER_WAY;
  const gboolean has_stops = run != NULL && run->delivery->stops->len > 0;

  set_enabled (self, "deliveries.plan-run", may_plan (self));
  set_enabled (self, "deliveries.edit-run", (is_planned || is_under_way) && may_plan (self));
  set_enabled (self, "deliveries.start-run", is_planned && has_stops && run->delivery->driver != 0 && !run->waits);
  set_enabled (self, "deliveries.end-run", is_under_way && !run->waits);
  set_enabled (self, "deliveries.sort-run", can_sort (self, run));
  set_enabled (self, "deliveries.give-up-run", is_planned && may_plan (self));
  set_enabled (self, "deliveries.print-run", has_stops);
  set_enabled (self, "deliveries.save-run", has_stops);
  set_enabled (self, "deliveries.follow-run", is_under_way);
  set_enabled (self, "deliveries.close-run", self->shown != 0);
  update_stop_actions (self, run);
}

/* Ids of here go down from -1, those of the server up. */
static void
begin_planning (ConsoleDeliveriesPage *self)
{
  self->is_planning = TRUE;
  self->least_id = 0;
  self->greatest_id = 0;
  for (guint i = 0; i < console_delivery_runs_get_n (self->runs); i++)
    {
      const gint64 id = console_delivery_runs_get (self->runs, i)->delivery->base.id;

      self->least_id = MIN (self->least_id, id);
      self->greatest_id = MAX (self->greatest_id, id);
    }
}

/* A run that was just planned is there, and may be the server's already. */
static void
show_planned (ConsoleDeliveriesPage *self)
{
  for (guint i = 0; self->is_planning && i < console_delivery_runs_get_n (self->runs); i++)
    {
      const BakeryDelivery *run = console_delivery_runs_get (self->runs, i)->delivery;

      if (run->state == BAKERY_DELIVERY_PLANNED && (run->base.id < self->least_id || run->base.id > self->greatest_id))
        {
          self->is_planning = FALSE;
          console_deliveries_page_show_run (self, run->base.id);
        }
    }
}

/* Shows the run with its stops as it is now, or the day where it has gone. */
void
console_deliveries_page_update_shown_run (ConsoleDeliveriesPage *self)
{
  show_planned (self);
  if (self->shown != 0 && get_shown (self) == NULL)
    {
      console_deliveries_page_show_run (self, 0);
      return;
    }

  console_run_view_show (self->run_view, self->shown, may_plan (self), self->followed == self->shown);
  console_deliveries_page_update_title (self);
  update_actions (self);
}

static gboolean
has_focus_inside (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* Shows a run with its stops instead of the day, or the day again. */
void
console_deliveries_page_show_run (ConsoleDeliveriesPage *self,
                                  gint64                 run)
{
  const gboolean is_other = self->shown != run;
  const gint64 left = is_other && has_focus_inside (GTK_WIDGET (self->run_view)) ? self->shown : 0;

  self->shown = run;
  if (is_other)
    {
      console_deliveries_page_choose (self, NULL);
      console_deliveries_page_update_vans (self);
    }
  console_deliveries_page_update_shown_run (self);
  gtk_stack_set_visible_child_name (self->panes, self->shown != 0 ? "run" : "day");
  if (is_other && self->shown != 0)
    console_run_view_take_focus (self->run_view);
  else if (is_other)
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  if (left != 0 && self->shown == 0)
    console_deliveries_page_focus_run (self, left);
}

/* A stop was chosen. */
void
console_deliveries_page_stop_selected_cb (ConsoleRunView        *view,
                                          ConsoleDestination    *item,
                                          ConsoleDeliveriesPage *self)
{
  if (self->shown == 0)
    return;

  console_deliveries_page_choose (self, item);
  update_stop_actions (self, get_shown (self));
}

/* The stops' orders were read. */
void
console_deliveries_page_run_updated_cb (ConsoleDeliveriesPage *self)
{
  console_deliveries_page_update_stops (self);
  console_deliveries_page_update_map (self);
  console_deliveries_page_show_chosen (self);
  update_stop_actions (self, get_shown (self));
}

/* Planning */

static void
move_stop (ConsoleDeliveriesPage *self,
           guint                  from,
           guint                  to)
{
  const ConsoleDeliveryRun *run = get_shown (self);
  g_autoptr(BakeryDelivery) moved = run != NULL ? console_run_move_stop (run->delivery, from, to) : NULL;
  g_autofree char *text = NULL;

  if (moved == NULL)
    return;

  /* Translators: a stop of a run was put somewhere else. */
  text = g_strdup_printf (_("Stop %u is stop %u now"), from + 1, to + 1);
  console_batch_edits_save_one (self->edits, run->delivery, moved, text);
}

/* A stop was put where another one was. */
void
console_deliveries_page_stop_moved_cb (ConsoleRunView        *view,
                                       gint64                 order,
                                       guint                  position,
                                       ConsoleDeliveriesPage *self)
{
  const ConsoleDeliveryRun *run = get_shown (self);

  if (run != NULL)
    move_stop (self, console_run_find_position (run->delivery, order), position);
}

static void
stop_earlier_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  const guint position = get_chosen_position (self);

  move_stop (self, position, position - 1);
}

static void
stop_later_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  const guint position = get_chosen_position (self);

  move_stop (self, position, position + 1);
}

static void
remove_stop_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  const ConsoleDeliveryRun *run = get_shown (self);
  ConsoleDestination *item = console_run_view_get_selected (self->run_view);
  g_autoptr(BakeryDelivery) rest =
    run != NULL && item != NULL ? console_run_remove_stop (run->delivery, console_destination_get_id (item)) : NULL;

  if (rest != NULL)
    console_batch_edits_save_one (self->edits, run->delivery, rest, _("The stop is taken out"));
}

static void
planned_cb (ConsoleDeliveriesPage *self,
            BakeryDelivery        *run)
{
  begin_planning (self);
  console_batch_edits_save_one (self->edits, NULL, run, _("The run is planned"));
}

static void
edited_cb (ConsoleDeliveriesPage *self,
           BakeryDelivery        *run)
{
  const ConsoleDeliveryRun *before = console_delivery_runs_find (self->runs, run->base.id);

  if (before != NULL)
    console_batch_edits_save_one (self->edits, before->delivery, run, _("The run is changed"));
}

static void
present_dialog (ConsoleDeliveriesPage *self,
                const BakeryDelivery  *run)
{
  ConsoleRunDialog *dialog = console_run_dialog_new (get_context (self), self->runs, &self->calendar, run);

  g_signal_connect_object (dialog, "save", run != NULL ? G_CALLBACK (edited_cb) : G_CALLBACK (planned_cb), self,
                           G_CONNECT_SWAPPED);
  console_dialog_present (GTK_WINDOW (dialog), GTK_WIDGET (self));
}

static void
plan_run_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  present_dialog (CONSOLE_DELIVERIES_PAGE (widget), NULL);
}

static void
edit_run_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  const ConsoleDeliveryRun *run = get_shown (self);

  if (run != NULL)
    present_dialog (self, run->delivery);
}

static void
give_up_run_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  const ConsoleDeliveryRun *run = get_shown (self);

  if (run != NULL)
    console_batch_edits_save_one (self->edits, run->delivery, NULL, _("The run is given up"));
}

/* On the road */

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Call) call = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_run_call_finish (source, result, &error);
  g_autofree char *refusal = answer == NULL ? console_run_dup_refusal (error) : NULL;

  if (gtk_widget_get_root (GTK_WIDGET (call->page)) != NULL)
    console_deliveries_page_say (call->page, refusal != NULL ? refusal : call->text);
}

static void
call (ConsoleDeliveriesPage *self,
      const char            *verb,
      const char            *text)
{
  Call *call;

  if (!console_deliveries_page_check_online (self))
    return;

  call = g_new (Call, 1);
  call->page = g_object_ref (self);
  call->text = g_strdup (text);
  console_run_call_async (get_context (self), self->shown, verb, NULL, NULL, called_cb, call);
}

static void
start_run_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  call (CONSOLE_DELIVERIES_PAGE (widget), "start", _("The driver has set out"));
}

static void
sort_run_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  call (CONSOLE_DELIVERIES_PAGE (widget), "sort", _("The stops are in the order that takes the least time"));
}

static void
end_cb (AdwMessageDialog      *dialog,
        const char            *response,
        ConsoleDeliveriesPage *self)
{
  if (g_str_equal (response, "end"))
    call (self, "end", _("The run is over"));
}

/* It cannot be undone: what is left counts as brought back. */
static void
end_run_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("End the Run?"),
                                              _("What was not handed over counts as brought back, and can go on another run."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _("_Back"), "end", _("_End the Run"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "end", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "end");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  g_signal_connect_object (dialog, "response", G_CALLBACK (end_cb), self, 0);
  console_dialog_present (GTK_WINDOW (dialog), GTK_WIDGET (self));
}

/* On paper */

static ConsoleSheet *
create_sheet (ConsoleDeliveriesPage *self)
{
  return console_run_sheet_new (get_shown (self), console_run_view_get_destinations (self->run_view),
                                console_deliveries_page_get_store (self), &self->calendar);
}

static void
print_run_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  g_autoptr(ConsoleSheet) sheet = create_sheet (CONSOLE_DELIVERIES_PAGE (widget));

  console_sheet_print (sheet, GTK_WIDGET (CONSOLE_DELIVERIES_PAGE (widget)->toasts));
}

static void
save_run_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  g_autoptr(ConsoleSheet) sheet = create_sheet (self);

  console_sheet_save (sheet, GTK_WIDGET (self->toasts), CONSOLE_SHEET_PDF);
}

/* Going from one to the other */

static void
follow_run_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);

  console_deliveries_page_follow (self, self->shown);
}

static void
close_run_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (widget);
  const gint64 left = self->shown;

  console_deliveries_page_show_run (self, 0);
  console_deliveries_page_focus_run (self, left);
}

/* Adds the actions to the class. */
void
console_deliveries_page_class_install_run_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "deliveries.plan-run", NULL, plan_run_action);
  gtk_widget_class_install_action (widget_class, "deliveries.edit-run", NULL, edit_run_action);
  gtk_widget_class_install_action (widget_class, "deliveries.give-up-run", NULL, give_up_run_action);
  gtk_widget_class_install_action (widget_class, "deliveries.stop-earlier", NULL, stop_earlier_action);
  gtk_widget_class_install_action (widget_class, "deliveries.stop-later", NULL, stop_later_action);
  gtk_widget_class_install_action (widget_class, "deliveries.remove-stop", NULL, remove_stop_action);
  gtk_widget_class_install_action (widget_class, "deliveries.start-run", NULL, start_run_action);
  gtk_widget_class_install_action (widget_class, "deliveries.sort-run", NULL, sort_run_action);
  gtk_widget_class_install_action (widget_class, "deliveries.end-run", NULL, end_run_action);
  gtk_widget_class_install_action (widget_class, "deliveries.print-run", NULL, print_run_action);
  gtk_widget_class_install_action (widget_class, "deliveries.save-run", NULL, save_run_action);
  gtk_widget_class_install_action (widget_class, "deliveries.follow-run", NULL, follow_run_action);
  gtk_widget_class_install_action (widget_class, "deliveries.close-run", NULL, close_run_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "deliveries.close-run", NULL);
}
