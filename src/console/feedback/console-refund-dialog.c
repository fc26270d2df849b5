/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Gives money back for an order. Money does not wait in an outbox: the payment is looked up and the refund asked for at once,
 * with one idempotency key for as long as the dialog is open, so that trying again pays once. Main thread. */

#include "config.h"

#include "console-refund-dialog.h"

#include "bakery-entity-json.h"
#include "bakery-money.h"
#include "bakery-payment.h"
#include "bakery-violations.h"
#include "console-api-client.h"
#include "console-dialog.h"
#include "console-session.h"

#include <glib/gi18n.h>

struct _ConsoleRefundDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkStack      *stack;
  AdwStatusPage *problem;
  GtkLabel      *paid;
  GtkEditable   *amount;
  GtkEditable   *reason;
  GtkWidget     *refund_button;
  GtkLabel      *refusal;

  /* Owned */
  ConsoleContext *context;
  BakeryPayment  *payment;
  char           *key;
  GCancellable   *cancellable;

  gint64          order;
};

G_DEFINE_FINAL_TYPE (ConsoleRefundDialog, console_refund_dialog, ADW_TYPE_WINDOW)

static ConsoleApiClient *
get_client (ConsoleRefundDialog *self)
{
  return console_session_get_client (console_context_get_session (self->context));
}

static gint64
get_rest (ConsoleRefundDialog *self)
{
  return self->payment->amount - self->payment->refunded_amount;
}

/* What was typed, 0 when it is no amount that can go back. */
static gint64
get_amount (ConsoleRefundDialog *self)
{
  g_autofree char *text = bakery_number_from_input (gtk_editable_get_text (self->amount));
  gint64 amount = 0;

  if (self->payment == NULL ||
      !bakery_money_from_string (text, bakery_currency_get_digits (self->payment->currency), &amount))
    return 0;

  return amount > 0 && amount <= get_rest (self) ? amount : 0;
}

static void
update (ConsoleRefundDialog *self)
{
  const gboolean is_fit = get_amount (self) > 0;

  gtk_widget_set_sensitive (self->refund_button, is_fit);
  if (is_fit || self->payment == NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->amount), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->amount), "error");
}

/* Another amount is another refund. */
static void
edited_cb (ConsoleRefundDialog *self)
{
  g_free (self->key);
  self->key = g_uuid_string_random ();
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  update (self);
}

static void
show_problem (ConsoleRefundDialog *self,
              const char          *text)
{
  adw_status_page_set_description (self->problem, text);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

/* Looking the payment up */

static BakeryPayment *
find_payment (JsonNode *answer)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      BakeryPayment *payment = NULL;

      if (JSON_NODE_HOLDS_OBJECT (element))
        payment = bakery_entity_from_trusted_json (&bakery_payment_type, json_node_get_object (element), NULL);
      if (payment != NULL && payment->paid_at != 0 && payment->amount > payment->refunded_amount)
        return payment;
      bakery_entity_unref (payment);
    }

  return NULL;
}

static void
show_payment (ConsoleRefundDialog *self)
{
  g_autofree char *paid = bakery_money_to_display (self->payment->amount, self->payment->currency);
  g_autofree char *returned = bakery_money_to_display (self->payment->refunded_amount, self->payment->currency);
  g_autofree char *plain = bakery_money_to_string (get_rest (self), self->payment->currency);
  g_autofree char *rest = bakery_number_to_input (plain);
  g_autofree char *text = self->payment->refunded_amount == 0
                          ? g_strdup_printf (_("%s was paid."), paid)
                          : g_strdup_printf (_("%s was paid, %s of it has gone back already."), paid, returned);

  gtk_label_set_label (self->paid, text);
  gtk_editable_set_text (self->amount, rest);
  gtk_stack_set_visible_child_name (self->stack, "form");
  gtk_widget_grab_focus (GTK_WIDGET (self->amount));
  update (self);
}

static void
payments_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(ConsoleRefundDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_api_client_call_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      show_problem (self, error->message);
      return;
    }

  self->payment = find_payment (answer);
  if (self->payment == NULL)
    show_problem (self, _("Nothing was paid for this order that could go back."));
  else
    show_payment (self);
}

static void
read_payments (ConsoleRefundDialog *self)
{
  g_autofree char *path = g_strdup_printf ("payments?order=%" G_GINT64_FORMAT, self->order);
  const ConsoleApiRequest request = { .method = "GET", .path = path };

  console_api_client_call_async (get_client (self), &request, self->cancellable, payments_read_cb, g_object_ref (self));
}

/* Giving it back */

static void
show_refusal (ConsoleRefundDialog *self,
              const GError        *error)
{
  g_autoptr(BakeryViolations) violations = console_api_error_dup_violations (error);

  gtk_label_set_label (self->refusal,
                       bakery_violations_is_empty (violations) ? error->message
                                                               : bakery_violations_peek_message (violations, 0));
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
  gtk_widget_set_sensitive (self->refund_button, TRUE);
}

static void
refunded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ConsoleRefundDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_api_client_call_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (answer != NULL)
    gtk_stack_set_visible_child_name (self->stack, "done");
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_refusal (self, error);
}

static char *
dup_body (ConsoleRefundDialog *self)
{
  g_autoptr(BakeryRefund) refund = bakery_refund_new ();
  static const char *const fields[] = { "payment", "amount", "reason" };
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  refund->payment = self->payment->base.id;
  g_free (refund->currency);
  refund->currency = g_strdup (self->payment->currency);
  refund->amount = get_amount (self);
  g_free (refund->reason);
  refund->reason = g_strdup (gtk_editable_get_text (self->reason));
  bakery_json_writer_begin_object (&writer);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      bakery_json_writer_name (&writer, fields[i]);
      bakery_field_write_json (refund, bakery_entity_type_find_field (&bakery_refund_type, fields[i]), &writer);
    }
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

static void
refund_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ConsoleRefundDialog *self = CONSOLE_REFUND_DIALOG (widget);
  g_autofree char *body = NULL;
  ConsoleApiRequest request = { .method = "POST", .path = "refunds" };

  if (get_amount (self) == 0)
    return;

  body = dup_body (self);
  request.body = body;
  request.idempotency_key = self->key;
  gtk_widget_set_sensitive (self->refund_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  console_api_client_call_async (get_client (self), &request, self->cancellable, refunded_cb, g_object_ref (self));
}

static void
console_refund_dialog_dispose (GObject *object)
{
  ConsoleRefundDialog *self = CONSOLE_REFUND_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_REFUND_DIALOG);

  G_OBJECT_CLASS (console_refund_dialog_parent_class)->dispose (object);
}

static void
console_refund_dialog_finalize (GObject *object)
{
  ConsoleRefundDialog *self = CONSOLE_REFUND_DIALOG (object);

  g_clear_pointer (&self->payment, bakery_payment_unref);
  g_object_unref (self->cancellable);
  g_free (self->key);

  G_OBJECT_CLASS (console_refund_dialog_parent_class)->finalize (object);
}

static void
console_refund_dialog_class_init (ConsoleRefundDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_refund_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_refund_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/feedback/refund-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleRefundDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRefundDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRefundDialog, paid);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRefundDialog, amount);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRefundDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRefundDialog, refund_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRefundDialog, refusal);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_install_action (widget_class, "refund.give", NULL, refund_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_refund_dialog_init (ConsoleRefundDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->key = g_uuid_string_random ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_refund_dialog_present:
 * @parent: the window it belongs to
 * @context: the console's parts
 * @order: the order that was paid
 *
 * Asks how much of the order's payment is to go back, and gives it back.
 */
void
console_refund_dialog_present (GtkWindow      *parent,
                               ConsoleContext *context,
                               gint64          order)
{
  ConsoleRefundDialog *self = g_object_new (CONSOLE_TYPE_REFUND_DIALOG, "modal", TRUE, NULL);

  self->context = g_object_ref (context);
  self->order = order;
  read_payments (self);
  console_dialog_present (GTK_WINDOW (self), GTK_WIDGET (parent));
}
