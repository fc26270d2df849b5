/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A question with a calendar in it. The day is proposed by the caller, who knows how long the suppliers usually take. */

#include "config.h"

#include "console-order-day.h"

#include "console-date-button.h"

#include <glib/gi18n.h>

/* What is asked. */
typedef struct
{
  GtkWidget          *page;
  AdwMessageDialog   *dialog;
  ConsoleDateButton  *button;
  GDateTime          *now;
  ConsoleOrderDayFunc func;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->page);
  g_date_time_unref (question->now);
  g_free (question);
}

static GDate
get_date (GDateTime *time)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (time), g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));

  return date;
}

/* In how many days the chosen day is; below 0 where it is over. */
static int
get_days (Question *question)
{
  const GDate today = get_date (question->now), chosen = get_date (console_date_button_get_date (question->button));

  return g_date_days_between (&today, &chosen);
}

static void
changed_cb (Question *question)
{
  adw_message_dialog_set_response_enabled (question->dialog, "ordered", get_days (question) >= 0);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Question         *question)
{
  if (g_str_equal (response, "ordered"))
    question->func (question->page, get_days (question));
}

static GtkWidget *
create_choice (Question *question,
               int       days)
{
  GtkWidget *list = gtk_list_box_new (), *row = adw_action_row_new ();
  g_autoptr(GDateTime) proposed = g_date_time_add_days (question->now, days);

  question->button = g_object_new (CONSOLE_TYPE_DATE_BUTTON, "tooltip-text", _("Expected on"),
                                   "valign", GTK_ALIGN_CENTER, NULL);
  console_date_button_set_date (question->button, proposed);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Expected on"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (question->button));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);

  return list;
}

/**
 * console_order_day_ask:
 * @page: the widget that asks
 * @goods: what was ordered, in words
 * @now: the present on the shop's clocks
 * @days: in how many days the goods usually come
 * @func: takes the answer
 *
 * Asks on which day goods are expected. @func is not called where a person thinks better of it.
 */
void
console_order_day_ask (GtkWidget          *page,
                       const char         *goods,
                       GDateTime          *now,
                       int                 days,
                       ConsoleOrderDayFunc func)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (page));
  Question *question = g_new0 (Question, 1);

  question->page = g_object_ref (page);
  question->now = g_date_time_ref (now);
  question->func = func;
  question->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, _("When do they come?"), goods));
  adw_message_dialog_set_extra_child (question->dialog, create_choice (question, days));
  adw_message_dialog_add_responses (question->dialog, "back", _("_Back"), "ordered", _("_Ordered"), NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "ordered", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question->dialog, "ordered");
  adw_message_dialog_set_close_response (question->dialog, "back");
  g_signal_connect_swapped (question->button, "changed", G_CALLBACK (changed_cb), question);
  g_signal_connect_data (question->dialog, "response", G_CALLBACK (response_cb), question,
                         (GClosureNotify) question_free, 0);
  gtk_window_present (GTK_WINDOW (question->dialog));
}
