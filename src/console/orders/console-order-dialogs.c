/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cancelling an order wants to know why, forcing one has to: the reason stands in the timeline for ever. */

#include "config.h"

#include "console-order-dialogs.h"

#include "console-order-texts.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* What a dialog was opened for. */
typedef struct
{
  GtkWidget        *page;
  GtkEditable      *reason;
  AdwComboRow      *stages;
  GtkSwitch        *restock;
  AdwMessageDialog *dialog;
  gint64            order;
  BakeryStage       from;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->page);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Question         *question)
{
  const char *reason = gtk_editable_get_text (question->reason);

  if (!g_str_equal (response, "move"))
    {
      return;
    }

  if (question->stages == NULL)
    {
      gtk_widget_activate_action (question->page, "win.cancel-order", "(xsb)", question->order, reason,
                                  question->restock != NULL && gtk_switch_get_active (question->restock));
      return;
    }

  gtk_widget_activate_action (question->page, "win.move-order", "(xsbs)", question->order,
                              bakery_enum_to_string (&bakery_stages, (int) adw_combo_row_get_selected (question->stages)),
                              TRUE, reason);
}

/* A forced move needs a reason, and somewhere else to go. */
static void
check_cb (Question *question)
{
  gboolean has_reason = *gtk_editable_get_text (question->reason) != '\0';
  gboolean is_move = question->stages == NULL
                     || adw_combo_row_get_selected (question->stages) != (guint) question->from;

  adw_message_dialog_set_response_enabled (question->dialog, "move",
                                           is_move && (has_reason || question->stages == NULL));
}

static Question *
ask (GtkWidget         *page,
     const BakeryOrder *order,
     const char        *heading,
     const char        *body,
     const char        *verb)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (page));
  GtkWidget *dialog = adw_message_dialog_new (window, heading, body);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_entry_row_new ();
  Question *question = g_new0 (Question, 1);

  question->page = g_object_ref (page);
  question->reason = GTK_EDITABLE (entry);
  question->dialog = ADW_MESSAGE_DIALOG (dialog);
  question->order = order->base.id;
  question->from = (BakeryStage) order->stage;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("Reason"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_message_dialog_set_extra_child (question->dialog, group);
  adw_message_dialog_add_responses (question->dialog, "back", _("_Back"), "move", verb, NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "move", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (question->dialog, "move");
  adw_message_dialog_set_close_response (question->dialog, "back");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb),
                         question, (GClosureNotify) question_free, 0);

  return question;
}

/* What was taken from stock for an order that was begun is waste, unless somebody says that it was not used. */
static void
ask_for_stock (Question *question)
{
  GtkWidget *row = adw_action_row_new ();

  question->restock = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (question->restock), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Put the ingredients back"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Nothing was used. Otherwise they are written off as waste."));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (question->restock));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (question->restock));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (adw_message_dialog_get_extra_child (question->dialog)), row);
}

/**
 * console_order_ask_cancel:
 * @page: the widget that asks
 * @order: the order
 *
 * Asks why an order is to be cancelled, and what becomes of what was taken from stock for it, and cancels it.
 */
void
console_order_ask_cancel (GtkWidget         *page,
                          const BakeryOrder *order)
{
  g_autofree char *number = console_order_dup_number (order);
  g_autofree char *heading = NULL;
  Question *question;

  /* Translators: %s is the order's number with its sign, "#1042". */
  heading = g_strdup_printf (_("Cancel order %s?"), number);
  question = ask (page, order, heading,
                  _("The customer is told. It can be undone for a short while."),
                  _("_Cancel order"));
  if (order->stage > BAKERY_STAGE_CONFIRMED)
    {
      ask_for_stock (question);
    }
  gtk_window_present (GTK_WINDOW (question->dialog));
}

/**
 * console_order_ask_force:
 * @page: the widget that asks
 * @order: the order
 *
 * Asks to which stage an order is to be forced and why, and moves it there.
 */
void
console_order_ask_force (GtkWidget         *page,
                         const BakeryOrder *order)
{
  g_autofree char *number = console_order_dup_number (order);
  g_autofree char *heading = NULL;
  const char *titles[BAKERY_N_STAGES + 1] = { NULL };
  g_autoptr(GtkStringList) stages = NULL;
  Question *question;

  for (int i = 0; i < BAKERY_N_STAGES; i++)
    {
      titles[i] = console_stage_get_title ((BakeryStage) i, (BakeryFulfilment) order->fulfilment);
    }

  /* Translators: %s is the order's number with its sign, "#1042". */
  heading = g_strdup_printf (_("Force a stage of order %s"), number);
  question = ask (page, order, heading,
                  _("Moves the order outside its usual course. Your name and the reason stay in its timeline."),
                  _("_Force"));
  stages = gtk_string_list_new (titles);
  question->stages = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_combo_row_set_model (question->stages, G_LIST_MODEL (stages));
  adw_combo_row_set_selected (question->stages, (guint) order->stage);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (question->stages), _("Stage"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (adw_message_dialog_get_extra_child (question->dialog)),
                             GTK_WIDGET (question->stages));
  g_signal_connect_swapped (question->reason, "changed", G_CALLBACK (check_cb), question);
  g_signal_connect_swapped (question->stages, "notify::selected", G_CALLBACK (check_cb), question);
  check_cb (question);
  gtk_window_present (GTK_WINDOW (question->dialog));
}
