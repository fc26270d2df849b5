/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes mails: from what the outbox keeps of one, what stands in the database besides, and the templates. The stage that a
 * mail tells of is that of the moment it was queued, as the lines of an order and the amount of a payment are; where and when
 * an order is handed over is told as it is known when the mail goes out. Any thread. */

#include "config.h"

#include "server-mail-content.h"

#include "bakery-money.h"
#include "bakery-order-stage.h"
#include "bakery-payment.h"
#include "bakery-records.h"
#include "bakery-time.h"

#define PRODUCT "SweetSpot"
#define FOLLOW_LINK " <a href=\"{{link}}\" style=\"color:#a62c5f\">Follow it here</a>"

/* What each kind is called, and which templates it has. The subject of a move depends on the stage. */
static const struct
{
  const char *subject;
  const char *template_name;
  gboolean    is_of_order;
} kinds[] = {
  [BAKERY_MAIL_ORDER_PLACED] = { "Your order #{{number}}", "order-placed", TRUE },
  [BAKERY_MAIL_ORDER_MOVED] = { NULL, "order-moved", TRUE },
  [BAKERY_MAIL_ORDER_CORRECTED] = { "Correction: your order #{{number}}", "order-corrected", TRUE },
  [BAKERY_MAIL_PAYMENT_RECEIVED] = { "Your payment for order #{{number}}", "payment-received", TRUE },
  [BAKERY_MAIL_EMAIL_CONFIRMATION] = { "Please confirm your e-mail address", "email-confirmation", FALSE },
  [BAKERY_MAIL_PASSWORD_RESET] = { "Your new password", "password-reset", FALSE },
  [BAKERY_MAIL_STORE_APPROVED] = { "Your store has been approved", "store-approved", FALSE },
  [BAKERY_MAIL_ORDER_NOTICE] = { "About your order #{{number}}", "order-notice", TRUE },
};

/* What customers are told of each stage. */
static const struct
{
  const char *subject;
  const char *delivery;
  const char *pickup;
} news[BAKERY_N_STAGES] = {
  [BAKERY_STAGE_PENDING] = { "Your order #{{number}} waits to be confirmed", "your order #{{number}} waits to be confirmed.",
                             "your order #{{number}} waits to be confirmed." },
  [BAKERY_STAGE_CONFIRMED] = { "Your order #{{number}} is confirmed", "your order #{{number}} is confirmed.",
                               "your order #{{number}} is confirmed." },
  [BAKERY_STAGE_BAKING] = { "Your order #{{number}} is being made", "your order #{{number}} is being made.",
                            "your order #{{number}} is being made." },
  [BAKERY_STAGE_READY] = { "Your order #{{number}} is ready", "your order #{{number}} is ready and will leave our shop soon.",
                           "your order #{{number}} is ready to be collected." },
  [BAKERY_STAGE_OUT_FOR_DELIVERY] = { "Your order #{{number}} is on its way", "your order #{{number}} is on its way to you.",
                                      "your order #{{number}} is on its way to you." },
  [BAKERY_STAGE_DELIVERED] = { "Your order #{{number}} was delivered",
                               "your order #{{number}} was delivered. We hope you enjoy it.",
                               "you have collected your order #{{number}}. We hope you enjoy it." },
  [BAKERY_STAGE_CANCELLED] = { "Your order #{{number}} was cancelled", "your order #{{number}} was cancelled.",
                               "your order #{{number}} was cancelled." },
};

typedef struct
{
  char *name;
  char *time_zone;
} Sender;

static void
sender_clear (Sender *self)
{
  g_free (self->name);
  g_free (self->time_zone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sender, sender_clear)

static gboolean
load_sender (BakeryConnection *connection,
             gint64            store,
             Sender           *ret_sender,
             GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT name, time_zone FROM stores WHERE id = $1", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, store);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  ret_sender->name = has_row ? bakery_statement_dup_text (select, 0) : g_strdup (PRODUCT);
  ret_sender->time_zone = has_row ? bakery_statement_dup_text (select, 1) : g_strdup ("UTC");

  return TRUE;
}

static char *
dup_numbered (const char        *text,
              const BakeryOrder *order)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, order->number);
  const ServerMailValue values[] = { { "number", number }, { NULL } };

  return server_mail_template_fill_text (text, values);
}

/**
 * server_mail_content_dup_subject:
 * @kind: of a mail
 * @order: (nullable): the order that it is about, as it is now
 *
 * Returns: (transfer full): what stands in its subject
 */
char *
server_mail_content_dup_subject (BakeryMailKind     kind,
                                 const BakeryOrder *order)
{
  const char *subject = kind == BAKERY_MAIL_ORDER_MOVED ? news[order->stage].subject : kinds[kind].subject;

  return order != NULL ? dup_numbered (subject, order) : g_strdup (subject);
}

/**
 * server_mail_content_dup_news:
 * @order: an order
 * @stage: one that it has come to
 *
 * Returns: (transfer full): what its customer is told of that, as the rest of a sentence
 */
char *
server_mail_content_dup_news (const BakeryOrder *order,
                              BakeryStage        stage)
{
  return dup_numbered (order->fulfilment == BAKERY_FULFILMENT_PICKUP ? news[stage].pickup : news[stage].delivery, order);
}

/**
 * server_mail_content_dup_instant:
 * @time: an instant
 * @time_zone: of the store
 *
 * Returns: (transfer full): the day and the time of day there, in words
 */
char *
server_mail_content_dup_instant (gint64      time,
                                 const char *time_zone)
{
  g_autoptr(GDateTime) local = bakery_time_to_date_time (time, time_zone);

  return g_date_time_format (local, "%A, %-e %B %Y, %H:%M");
}

/* --- The page --- */

static char *
dup_page (const char *template_name)
{
  g_autofree char *layout = server_mail_template_load ("layout", ".html");
  g_autofree char *content = server_mail_template_load (template_name, ".html");
  GString *page = g_string_new (layout);

  g_string_replace (page, "{{content}}\n", content, 1);

  return g_string_free (page, FALSE);
}

/**
 * server_mail_content_fill:
 * @self: an empty content
 * @template_name: of the templates of its two alternatives
 * @subject: of the mail
 * @values: what stands for the holes of both, ended by a row without a name; the page has `subject`, `name` and `sender`
 *   besides those of the template
 *
 * Writes both alternatives.
 */
void
server_mail_content_fill (ServerMailContent     *self,
                          const char            *template_name,
                          const char            *subject,
                          const ServerMailValue *values)
{
  g_autofree char *text = server_mail_template_load (template_name, ".txt");
  g_autofree char *page = dup_page (template_name);
  g_autoptr(GArray) all = g_array_new (TRUE, TRUE, sizeof (ServerMailValue));
  ServerMailValue title = { "subject", subject };

  g_array_append_val (all, title);
  for (guint i = 0; values[i].name != NULL; i++)
    g_array_append_val (all, values[i]);

  self->text = server_mail_template_fill_text (text, values);
  self->html = server_mail_template_fill_html (page, (const ServerMailValue *) all->data);
}

/**
 * server_mail_content_clear:
 * @self: a content
 *
 * Frees what it owns.
 */
void
server_mail_content_clear (ServerMailContent *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->html, g_free);
}

/* --- Orders --- */

static char *
dup_lines (const BakeryOrder *order)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);
      g_autofree char *total = bakery_money_to_display (line->total, order->currency);

      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append_printf (text, "%" G_GINT64_FORMAT " × %s, %s", line->quantity, line->name, total);
      if (line->message[0] != '\0')
        g_string_append_printf (text, "\n    “%s”", line->message);
    }

  return g_string_free (text, FALSE);
}

static char *
dup_sentence (const BakeryMail  *mail,
              const BakeryOrder *order)
{
  return mail->stage < 0 ? g_strdup ("") : server_mail_content_dup_news (order, (BakeryStage) mail->stage);
}

static char *
dup_fulfilment (const BakeryMail  *mail,
                const BakeryOrder *order,
                const Sender      *sender)
{
  g_autofree char *when =
    order->due_at != 0 ? server_mail_content_dup_instant (order->due_at, sender->time_zone) : g_strdup ("");
  const char *comma = when[0] != '\0' ? ": " : ".";

  if (mail->stage >= 0 && bakery_stage_is_final ((BakeryStage) mail->stage))
    return g_strdup ("");
  if (order->fulfilment == BAKERY_FULFILMENT_PICKUP)
    return g_strdup_printf ("To be collected at %s%s%s", sender->name, comma, when);

  return g_strdup_printf ("To be delivered to %s%s%s", order->delivery_address, comma, when);
}

/* Where an order can be followed, if the mail tells that: after what it says, and for browsers. */
static char *
dup_follow (const BakeryMail *mail)
{
  return mail->link[0] != '\0' ? g_strconcat (" Follow it here: ", mail->link, NULL) : g_strdup ("");
}

static char *
dup_follow_link (const BakeryMail *mail)
{
  const ServerMailValue values[] = { { "link", mail->link }, { NULL } };

  return mail->link[0] != '\0' ? server_mail_template_fill_html (FOLLOW_LINK, values) : g_strdup ("");
}

static void
fill_order_mail (ServerMailContent   *self,
                 const BakeryMail    *mail,
                 const BakeryOrder   *order,
                 const BakeryPayment *payment,
                 const Sender        *sender)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, order->number);
  g_autofree char *sentence = dup_sentence (mail, order);
  g_autofree char *lines = dup_lines (order);
  g_autofree char *fulfilment = dup_fulfilment (mail, order, sender);
  g_autofree char *total = bakery_money_to_display (order->total_price, order->currency);
  g_autofree char *paid = bakery_money_to_display (order->paid_amount, order->currency);
  g_autofree char *amount = bakery_money_to_display (payment != NULL ? payment->amount : 0, order->currency);
  g_autofree char *follow = dup_follow (mail);
  g_autofree char *follow_link = dup_follow_link (mail);
  const ServerMailValue values[] = {
    { "name", mail->recipient_name }, { "sender", sender->name }, { "number", number }, { "sentence", sentence },
    { "lines", lines }, { "fulfilment", fulfilment }, { "total", total }, { "paid", paid }, { "amount", amount },
    { "text", mail->words }, { "follow", follow }, { "follow_link", follow_link, .is_markup = TRUE }, { NULL },
  };

  server_mail_content_fill (self, kinds[mail->kind].template_name, mail->subject, values);
}

static gboolean
write_order_mail (ServerMailContent *self,
                  BakeryConnection  *connection,
                  const BakeryMail  *mail,
                  GError           **error)
{
  g_autoptr(BakeryOrder) order =
    bakery_records_load (connection, &bakery_order_type, mail->order, BAKERY_RECORDS_TABLES, error);
  g_autoptr(BakeryPayment) payment = NULL;
  g_auto(Sender) sender = { NULL };

  if (order == NULL || !load_sender (connection, order->store, &sender, error))
    return FALSE;
  if (mail->payment != 0)
    {
      payment = bakery_records_load (connection, &bakery_payment_type, mail->payment, BAKERY_RECORDS_TABLES, error);
      if (payment == NULL)
        return FALSE;
    }

  fill_order_mail (self, mail, order, payment, &sender);

  return TRUE;
}

/* --- Accounts --- */

static void
write_account_mail (ServerMailContent *self,
                    const BakeryMail  *mail)
{
  g_autofree char *instant = server_mail_content_dup_instant (mail->valid_until, "UTC");
  g_autofree char *end = g_strconcat (instant, " UTC", NULL);
  const ServerMailValue values[] = {
    { "name", mail->recipient_name }, { "sender", PRODUCT }, { "link", mail->link }, { "until", end },
    { "text", mail->words }, { NULL },
  };

  server_mail_content_fill (self, kinds[mail->kind].template_name, mail->subject, values);
}

/**
 * server_mail_content_write:
 * @self: an empty content; cleared by the caller also on failure
 * @connection: any connection
 * @mail: a mail out of the outbox
 * @error: %BAKERY_ERROR_NOT_FOUND when what it is about is gone, or a %BAKERY_STORAGE_ERROR
 *
 * Writes what a mail says.
 *
 * Returns: whether it could
 */
gboolean
server_mail_content_write (ServerMailContent *self,
                           BakeryConnection  *connection,
                           const BakeryMail  *mail,
                           GError           **error)
{
  if (kinds[mail->kind].is_of_order)
    return write_order_mail (self, connection, mail, error);

  write_account_mail (self, mail);

  return TRUE;
}
