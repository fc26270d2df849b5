/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Closes a business day: the server says what was taken and given back since the last close, the manager counts the cash. A
 * close is numbered and never changes, so it does not wait in an outbox: it is asked for at once, with one idempotency key for
 * as long as the dialog is open. Main thread. */

#include "config.h"

#include "console-day-close-dialog.h"

#include "bakery-business-day.h"
#include "bakery-entity-json.h"
#include "bakery-money.h"
#include "bakery-violations.h"
#include "console-api-client.h"
#include "console-day-close-sheet.h"
#include "console-day-close-sums.h"
#include "console-dialog.h"
#include "console-repository.h"
#include "console-revenue-charts.h"
#include "console-session.h"

#include <glib/gi18n.h>

struct _ConsoleDayCloseDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwToastOverlay     *toasts;
  GtkStack            *stack;
  AdwStatusPage       *problem;
  AdwPreferencesGroup *days;
  AdwComboRow         *day;
  AdwPreferencesGroup *sums;
  AdwPreferencesGroup *cash;
  GtkEditable         *cash_float;
  GtkEditable         *cash_counted;
  AdwActionRow        *difference;
  GtkEditable         *note;
  GtkLabel            *refusal;
  GtkWidget           *close_button;

  /* Owned */
  ConsoleContext *context;
  BakeryDayClose *close;
  GPtrArray      *rows;
  char           *key;
  GCancellable   *cancellable;

  /* The first day that can be chosen, in days of GDate; 0 until it is known */
  int first_day;
};

G_DEFINE_FINAL_TYPE (ConsoleDayCloseDialog, console_day_close_dialog, ADW_TYPE_WINDOW)

static ConsoleApiClient *
get_client (ConsoleDayCloseDialog *self)
{
  return console_session_get_client (console_context_get_session (self->context));
}

static gboolean
read_amount (ConsoleDayCloseDialog *self,
             GtkEditable           *entry,
             gint64                *ret_amount)
{
  g_autofree char *amount = bakery_number_from_input (gtk_editable_get_text (entry));

  return bakery_money_from_string (amount, bakery_currency_get_digits (self->close->currency), ret_amount);
}

static void
update (ConsoleDayCloseDialog *self)
{
  gint64 at_first = 0;
  gint64 counted = 0;
  gboolean is_fit;
  g_autofree char *text = NULL;

  if (self->close == NULL || self->close->base.id != 0)
    return;

  is_fit = read_amount (self, self->cash_float, &at_first) && read_amount (self, self->cash_counted, &counted);
  text = is_fit ? bakery_money_to_display (counted - at_first - self->close->cash_expected, self->close->currency)
                : g_strdup (_("Count the cash first"));
  adw_action_row_set_subtitle (self->difference, text);
  gtk_widget_set_sensitive (self->close_button, is_fit);
}

/* Another count is another close. */
static void
renew_key (ConsoleDayCloseDialog *self)
{
  g_free (self->key);
  self->key = g_uuid_string_random ();
}

static void
edited_cb (ConsoleDayCloseDialog *self)
{
  renew_key (self);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  update (self);
}

static BakeryDayClose *
parse_close (JsonNode *answer)
{
  if (!JSON_NODE_HOLDS_OBJECT (answer))
    return NULL;

  return bakery_entity_from_trusted_json (&bakery_day_close_type, json_node_get_object (answer), NULL);
}

/* What there is to close */

static void
allow_paper (ConsoleDayCloseDialog *self,
             gboolean               is_allowed)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "close.print", is_allowed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "close.save", is_allowed);
}

static const BakeryStore *
get_store (ConsoleDayCloseDialog *self)
{
  return console_repository_find_store (console_context_get_repository (self->context),
                                        console_context_get_store (self->context));
}

/* The days from the one that is to be closed first up to the present one, where these are more than one: whoever closes a later
 * one closes those before it with it. */
static void
list_days (ConsoleDayCloseDialog *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  const BakeryStore *store = get_store (self);
  BakeryBusinessDay today;
  gint64 first;

  if (self->first_day != 0 || store == NULL || !bakery_business_date_from_string (self->close->business_day, &first))
    return;

  self->first_day = (int) first;
  bakery_business_day_init_from_time (&today, store, console_context_get_now (self->context));
  for (int day = self->first_day; day <= MAX (today.date, first); day++)
    {
      g_autofree char *title = console_revenue_dup_short_day (day);

      gtk_string_list_append (titles, title);
    }
  adw_combo_row_set_model (self->day, G_LIST_MODEL (titles));
  gtk_widget_set_visible (GTK_WIDGET (self->days), g_list_model_get_n_items (G_LIST_MODEL (titles)) > 1);
}

static void
show_sums (ConsoleDayCloseDialog *self)
{
  const gboolean is_first = self->first_day == 0;

  console_day_close_show_sums (self->sums, self->rows, self->close);
  list_days (self);
  update (self);
  allow_paper (self, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "form");
  if (is_first)
    gtk_widget_grab_focus (GTK_WIDGET (self->cash_counted));
}

static void
summed_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ConsoleDayCloseDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_api_client_call_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->close, bakery_day_close_unref);
  self->close = answer != NULL ? parse_close (answer) : NULL;
  if (self->close == NULL)
    {
      allow_paper (self, FALSE);
      adw_status_page_set_description (self->problem, error != NULL ? error->message : _("The answer was no day close."));
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }

  show_sums (self);
}

/* The server says which day is to be closed first; after that somebody may choose a later one. */
static void
sum_up (ConsoleDayCloseDialog *self)
{
  g_autofree char *day = self->first_day != 0
                         ? bakery_business_date_to_string (self->first_day + (int) adw_combo_row_get_selected (self->day))
                         : NULL;
  g_autofree char *path = g_strdup_printf ("reports/day-close/by-store/%" G_GINT64_FORMAT "%s%s",
                                           console_context_get_store (self->context),
                                           day != NULL ? "?business_day=" : "", day != NULL ? day : "");
  const ConsoleApiRequest request = { .method = "GET", .path = path };

  console_api_client_call_async (get_client (self), &request, self->cancellable, summed_up_cb, g_object_ref (self));
}

static void
day_chosen_cb (ConsoleDayCloseDialog *self)
{
  g_autofree char *shown = NULL;

  if (self->first_day == 0 || self->close == NULL || self->close->base.id != 0)
    return;

  shown = bakery_business_date_to_string (self->first_day + (int) adw_combo_row_get_selected (self->day));
  if (!g_str_equal (shown, self->close->business_day))
    {
      edited_cb (self);
      sum_up (self);
    }
}

/* Closing */

static void
refuse (ConsoleDayCloseDialog *self,
        const char            *reason)
{
  gtk_label_set_label (self->refusal, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
  gtk_widget_set_sensitive (self->close_button, TRUE);
}

static void
show_failure (ConsoleDayCloseDialog *self,
              const GError          *error)
{
  g_autoptr(BakeryViolations) violations = console_api_error_dup_violations (error);

  if (g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_CONFLICT))
    {
      renew_key (self);
      refuse (self, _("Something was taken or given back meanwhile. The sums are new: count the cash again."));
      sum_up (self);
      return;
    }

  refuse (self, bakery_violations_is_empty (violations) ? error->message : bakery_violations_peek_message (violations, 0));
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ConsoleDayCloseDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_api_client_call_finish (CONSOLE_API_CLIENT (source), result, &error);
  BakeryDayClose *close = answer != NULL ? parse_close (answer) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      show_failure (self, error);
      return;
    }
  if (close == NULL)
    {
      refuse (self, _("The answer was no day close."));
      return;
    }

  bakery_day_close_unref (self->close);
  self->close = close;
  console_day_close_show_sums (self->sums, self->rows, self->close);
  gtk_widget_set_visible (GTK_WIDGET (self->days), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->cash), FALSE);
  gtk_widget_set_visible (self->close_button, FALSE);
}

static void
set_text (char      **member,
          const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static char *
dup_body (ConsoleDayCloseDialog *self)
{
  static const char *const fields[] = {
    "store", "business_day", "taken", "refunded", "cash_float", "cash_counted", "note",
  };
  g_autoptr(BakeryDayClose) close = bakery_day_close_new ();
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  close->store = self->close->store;
  close->taken = self->close->taken;
  close->refunded = self->close->refunded;
  set_text (&close->business_day, self->close->business_day);
  set_text (&close->currency, self->close->currency);
  set_text (&close->note, gtk_editable_get_text (self->note));
  read_amount (self, self->cash_float, &close->cash_float);
  read_amount (self, self->cash_counted, &close->cash_counted);
  bakery_json_writer_begin_object (&writer);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      bakery_json_writer_name (&writer, fields[i]);
      bakery_field_write_json (close, bakery_entity_type_find_field (&bakery_day_close_type, fields[i]), &writer);
    }
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ConsoleDayCloseDialog *self = CONSOLE_DAY_CLOSE_DIALOG (widget);
  g_autofree char *body = NULL;
  ConsoleApiRequest request = { .method = "POST", .path = "day-closes" };

  if (self->close == NULL || self->close->base.id != 0 || !gtk_widget_get_sensitive (self->close_button))
    return;

  body = dup_body (self);
  request.body = body;
  request.idempotency_key = self->key;
  gtk_widget_set_sensitive (self->close_button, FALSE);
  console_api_client_call_async (get_client (self), &request, self->cancellable, closed_cb, g_object_ref (self));
}

static ConsoleSheet *
create_sheet (ConsoleDayCloseDialog *self)
{
  return console_day_close_sheet_new (self->close, get_store (self));
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ConsoleDayCloseDialog *self = CONSOLE_DAY_CLOSE_DIALOG (widget);
  g_autoptr(ConsoleSheet) sheet = create_sheet (self);

  console_sheet_print (sheet, GTK_WIDGET (self->toasts));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsoleDayCloseDialog *self = CONSOLE_DAY_CLOSE_DIALOG (widget);
  g_autoptr(ConsoleSheet) sheet = create_sheet (self);

  console_sheet_save (sheet, GTK_WIDGET (self->toasts), CONSOLE_SHEET_PDF);
}

static void
console_day_close_dialog_dispose (GObject *object)
{
  ConsoleDayCloseDialog *self = CONSOLE_DAY_CLOSE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_DAY_CLOSE_DIALOG);

  G_OBJECT_CLASS (console_day_close_dialog_parent_class)->dispose (object);
}

static void
console_day_close_dialog_finalize (GObject *object)
{
  ConsoleDayCloseDialog *self = CONSOLE_DAY_CLOSE_DIALOG (object);

  g_clear_pointer (&self->close, bakery_day_close_unref);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);
  g_free (self->key);

  G_OBJECT_CLASS (console_day_close_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, days);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, day);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, sums);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, cash);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, cash_float);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, cash_counted);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, difference);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, note);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayCloseDialog, close_button);
}

static void
console_day_close_dialog_class_init (ConsoleDayCloseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_day_close_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_day_close_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/revenue/day-close-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, day_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_install_action (widget_class, "close.day", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "close.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "close.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_day_close_dialog_init (ConsoleDayCloseDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->key = g_uuid_string_random ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_set_text (self->cash_float, "0");
  allow_paper (self, FALSE);
}

/**
 * console_day_close_dialog_present:
 * @parent: the window it belongs to
 * @context: the console's parts
 *
 * Sums up the present business day of the store that is looked at, and closes it.
 */
void
console_day_close_dialog_present (GtkWindow      *parent,
                                  ConsoleContext *context)
{
  ConsoleDayCloseDialog *self = g_object_new (CONSOLE_TYPE_DAY_CLOSE_DIALOG, "modal", TRUE, NULL);

  self->context = g_object_ref (context);
  sum_up (self);
  console_dialog_present (GTK_WINDOW (self), GTK_WIDGET (parent));
}
