/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the mails say, and when they may go out: one about a move not before the move cannot be taken back any more (N-2). Runs
 * on the writer's thread, inside its transaction. */

#include "config.h"

#include "server-mail-queue.h"

#include "bakery-money.h"
#include "bakery-order-stage.h"
#include "bakery-time.h"
#include "server-mail-outbox.h"

#define PRODUCT "SweetSpot"

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
dup_instant (gint64      time,
             const char *time_zone)
{
  g_autoptr(GDateTime) local = bakery_time_to_date_time (time, time_zone);

  return g_date_time_format (local, "%A, %-e %B %Y, %H:%M");
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
dup_fulfilment (const BakeryOrder *order,
                const Sender      *sender)
{
  g_autofree char *when = order->due_at != 0 ? dup_instant (order->due_at, sender->time_zone) : g_strdup ("");
  const char *comma = when[0] != '\0' ? ": " : ".";

  if (bakery_stage_is_final ((BakeryStage) order->stage))
    return g_strdup ("");
  if (order->fulfilment == BAKERY_FULFILMENT_PICKUP)
    return g_strdup_printf ("To be collected at %s%s%s", sender->name, comma, when);

  return g_strdup_printf ("To be delivered to %s%s%s", order->delivery_address, comma, when);
}

typedef struct
{
  BakeryMailKind kind;
  const char    *template_name;
  const char    *subject;
  const char    *sentence;
  gint64         amount;
  gint64         moved_at;
  gint64         hold_until;
} OrderNews;

static BakeryMail *
write_mail (const BakeryOrder *order,
            const OrderNews   *item,
            const Sender      *sender)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, order->number);
  g_autofree char *lines = dup_lines (order);
  g_autofree char *fulfilment = dup_fulfilment (order, sender);
  g_autofree char *total = bakery_money_to_display (order->total_price, order->currency);
  g_autofree char *paid = bakery_money_to_display (order->paid_amount, order->currency);
  g_autofree char *amount = bakery_money_to_display (item->amount, order->currency);
  const ServerMailValue numbered[] = { { "number", number }, { NULL } };
  g_autofree char *sentence = server_mail_template_fill_text (item->sentence, numbered);
  const ServerMailValue values[] = {
    { "name", order->customer_name }, { "sender", sender->name }, { "number", number }, { "sentence", sentence },
    { "lines", lines }, { "fulfilment", fulfilment }, { "total", total }, { "paid", paid }, { "amount", amount }, { NULL },
  };

  return server_mail_compose (item->kind, item->template_name, item->subject, values);
}

static gboolean
queue_order (BakeryConnection  *connection,
             const BakeryOrder *order,
             const OrderNews   *item,
             gint64             now,
             GError           **error)
{
  g_auto(Sender) sender = { NULL };
  g_autoptr(BakeryMail) mail = NULL;

  if (order->customer_email == NULL || order->customer_email[0] == '\0')
    return TRUE;
  if (!load_sender (connection, order->store, &sender, error))
    return FALSE;

  mail = write_mail (order, item, &sender);
  server_mail_address (mail, order->customer_email, order->customer_name);
  mail->order = order->base.id;
  mail->account = order->customer;
  mail->moved_at = item->moved_at;

  return server_mail_outbox_insert (connection, mail, item->hold_until, now, error);
}

/**
 * server_mail_queue_order_placed:
 * @connection: the writer's connection in a transaction
 * @order: a new order with its lines
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Thanks for an order (S-100).
 *
 * Returns: whether it could
 */
gboolean
server_mail_queue_order_placed (BakeryConnection  *connection,
                                const BakeryOrder *order,
                                gint64             now,
                                GError           **error)
{
  const OrderNews item = { BAKERY_MAIL_ORDER_PLACED, "order-placed", "Your order #{{number}}", "" };

  return queue_order (connection, order, &item, now, error);
}

static const char *
get_sentence (const BakeryOrder *order)
{
  return order->fulfilment == BAKERY_FULFILMENT_PICKUP ? news[order->stage].pickup : news[order->stage].delivery;
}

/* When the move was made that stood in @before and does not stand in @order; 0 for none. */
static gint64
find_undone (const BakeryOrder *order,
             const BakeryOrder *before)
{
  if (order->timeline == NULL || before->timeline == NULL)
    return 0;

  for (guint i = 0; i < MIN (order->timeline->len, before->timeline->len); i++)
    {
      const BakeryOrderEvent *event = g_ptr_array_index (order->timeline, i);
      const BakeryOrderEvent *stood = g_ptr_array_index (before->timeline, i);

      if (event->undone && !stood->undone)
        return event->at;
    }

  return 0;
}

static gboolean
queue_move (BakeryConnection  *connection,
            const BakeryOrder *order,
            gint64             now,
            GError           **error)
{
  const OrderNews item = {
    BAKERY_MAIL_ORDER_MOVED, "order-moved", news[order->stage].subject, get_sentence (order),
    .moved_at = order->stage_changed_at, .hold_until = order->undo_until,
  };

  return queue_order (connection, order, &item, now, error);
}

static gboolean
take_back (BakeryConnection  *connection,
           const BakeryOrder *order,
           gint64             moved_at,
           gint64             now,
           GError           **error)
{
  const OrderNews item = {
    BAKERY_MAIL_ORDER_CORRECTED, "order-corrected", "Correction: your order #{{number}}", get_sentence (order),
  };
  gboolean may_be_out;

  if (!server_mail_outbox_take_back (connection, order->base.id, moved_at, now, &may_be_out, error))
    return FALSE;

  return !may_be_out || queue_order (connection, order, &item, now, error);
}

/**
 * server_mail_queue_order_changed:
 * @connection: the writer's connection in a transaction
 * @order: an order as it is stored now, with its timeline
 * @before: as it was
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Tells of a move (S-102, S-104), once it cannot be taken back any more. When a move is taken back, the mail that would tell of
 * it is cancelled; one that may have gone out already is followed by a correction.
 *
 * Returns: whether it could
 */
gboolean
server_mail_queue_order_changed (BakeryConnection  *connection,
                                 const BakeryOrder *order,
                                 const BakeryOrder *before,
                                 gint64             now,
                                 GError           **error)
{
  gint64 moved_at = find_undone (order, before);

  if (moved_at != 0)
    return take_back (connection, order, moved_at, now, error);
  if (order->stage == before->stage)
    return TRUE;

  return queue_move (connection, order, now, error);
}

/**
 * server_mail_queue_payment_received:
 * @connection: the writer's connection in a transaction
 * @order: an order as it is stored now
 * @amount: what was paid, in minor units of its currency
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Thanks for a payment (S-101). To be called in the transaction that notes it as succeeded.
 *
 * Returns: whether it could
 */
gboolean
server_mail_queue_payment_received (BakeryConnection  *connection,
                                    const BakeryOrder *order,
                                    gint64             amount,
                                    gint64             now,
                                    GError           **error)
{
  const OrderNews item = {
    BAKERY_MAIL_PAYMENT_RECEIVED, "payment-received", "Your payment for order #{{number}}", "", .amount = amount,
  };

  return queue_order (connection, order, &item, now, error);
}

/* --- Accounts --- */

static BakeryMail *
write_account_mail (BakeryMailKind       kind,
                    const char          *template_name,
                    const char          *subject,
                    const BakeryAccount *account,
                    const char          *link,
                    gint64               until)
{
  g_autofree char *name = bakery_account_dup_name (account);
  g_autofree char *instant = dup_instant (until, "UTC");
  g_autofree char *end = g_strconcat (instant, " UTC", NULL);
  const ServerMailValue values[] = {
    { "name", name }, { "sender", PRODUCT }, { "link", link }, { "until", end }, { NULL },
  };
  BakeryMail *mail = server_mail_compose (kind, template_name, subject, values);

  server_mail_address (mail, account->email, name);
  mail->account = account->base.id;

  return mail;
}

/**
 * server_mail_queue_email_confirmation:
 * @connection: the writer's connection in a transaction
 * @account: whose address is to be confirmed
 * @link: where they confirm it
 * @until: until when it works
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Asks whether an address is its account's (C-017).
 *
 * Returns: whether it could
 */
gboolean
server_mail_queue_email_confirmation (BakeryConnection    *connection,
                                      const BakeryAccount *account,
                                      const char          *link,
                                      gint64               until,
                                      gint64               now,
                                      GError             **error)
{
  g_autoptr(BakeryMail) mail = write_account_mail (BAKERY_MAIL_EMAIL_CONFIRMATION, "email-confirmation",
                                                   "Please confirm your e-mail address", account, link, until);

  return server_mail_outbox_insert (connection, mail, 0, now, error);
}

/**
 * server_mail_queue_password_reset:
 * @connection: the writer's connection in a transaction
 * @account: who forgot their password; one without an id is nobody's
 * @link: where they choose another one
 * @until: until when it works
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Sends a link to choose a new password (S-019). For nobody the same is written, and never sent, so that it takes as long.
 *
 * Returns: whether it could
 */
gboolean
server_mail_queue_password_reset (BakeryConnection    *connection,
                                  const BakeryAccount *account,
                                  const char          *link,
                                  gint64               until,
                                  gint64               now,
                                  GError             **error)
{
  g_autoptr(BakeryMail) mail = write_account_mail (BAKERY_MAIL_PASSWORD_RESET, "password-reset", "Your new password",
                                                   account, link, until);

  if (account->base.id == 0)
    mail->state = BAKERY_MAIL_CANCELLED;

  return server_mail_outbox_insert (connection, mail, 0, now, error);
}
