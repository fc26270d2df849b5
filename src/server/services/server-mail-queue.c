/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which mails there are, and when they may go out: one about a move not before the move cannot be taken back any more (N-2).
 * What is queued is what a mail is about, in the transaction of that; server-mail-content.c writes it when it is sent. Runs on
 * the writer's thread. */

#include "config.h"

#include "server-mail-queue.h"

#include "server-mail-content.h"
#include "server-mail-outbox.h"

/* --- Orders --- */

static BakeryMail *
new_order_mail (const BakeryOrder *order,
                BakeryMailKind     kind)
{
  BakeryMail *mail = bakery_mail_new ();
  g_autofree char *subject = server_mail_content_dup_subject (kind, order);

  server_mail_set_head (mail, kind, subject, order->customer_email, order->customer_name);
  mail->base.revision = order->base.revision;
  mail->order = order->base.id;
  mail->account = order->customer;

  return mail;
}

/* Who has left no address gets no mail. */
static gboolean
queue_order_mail (BakeryConnection *connection,
                  BakeryMail       *mail,
                  gint64            hold_until,
                  gint64            now,
                  GError          **error)
{
  return mail->recipient[0] == '\0' || server_mail_outbox_insert (connection, mail, hold_until, now, error);
}

/**
 * server_mail_queue_order_placed:
 * @connection: the writer's connection in a transaction
 * @order: a new order as it is stored
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
  g_autoptr(BakeryMail) mail = new_order_mail (order, BAKERY_MAIL_ORDER_PLACED);

  return queue_order_mail (connection, mail, 0, now, error);
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
  g_autoptr(BakeryMail) mail = new_order_mail (order, BAKERY_MAIL_ORDER_MOVED);

  mail->stage = order->stage;
  mail->moved_at = order->stage_changed_at;

  return queue_order_mail (connection, mail, order->undo_until, now, error);
}

static gboolean
take_back (BakeryConnection  *connection,
           const BakeryOrder *order,
           gint64             moved_at,
           gint64             now,
           GError           **error)
{
  g_autoptr(BakeryMail) correction = new_order_mail (order, BAKERY_MAIL_ORDER_CORRECTED);
  gboolean may_be_out;

  correction->stage = order->stage;
  if (!server_mail_outbox_take_back (connection, order->base.id, moved_at, now, &may_be_out, error))
    return FALSE;

  return !may_be_out || queue_order_mail (connection, correction, 0, now, error);
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
 * @payment: a payment of it
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Thanks for a payment (S-101). To be called in the transaction that notes it as succeeded.
 *
 * Returns: whether it could
 */
gboolean
server_mail_queue_payment_received (BakeryConnection    *connection,
                                    const BakeryOrder   *order,
                                    const BakeryPayment *payment,
                                    gint64               now,
                                    GError             **error)
{
  g_autoptr(BakeryMail) mail = new_order_mail (order, BAKERY_MAIL_PAYMENT_RECEIVED);

  mail->payment = payment->base.id;

  return queue_order_mail (connection, mail, 0, now, error);
}

static void
set_words (BakeryMail *mail,
           const char *text)
{
  g_free (mail->words);
  mail->words = g_strdup (text);
}

static void
set_link (BakeryMail *mail,
          const char *link)
{
  g_free (mail->link);
  mail->link = g_strdup (link);
}

/**
 * server_mail_queue_order_notice:
 * @connection: the writer's connection in a transaction
 * @order: an order as it is stored now
 * @text: what the shop has to say about it
 * @link: (nullable): where the order can be followed
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Tells the customer something about an order (S-090).
 *
 * Returns: whether it could
 */
gboolean
server_mail_queue_order_notice (BakeryConnection  *connection,
                                const BakeryOrder *order,
                                const char        *text,
                                const char        *link,
                                gint64             now,
                                GError           **error)
{
  g_autoptr(BakeryMail) mail = new_order_mail (order, BAKERY_MAIL_ORDER_NOTICE);

  set_words (mail, text);
  set_link (mail, link != NULL ? link : "");

  return queue_order_mail (connection, mail, 0, now, error);
}

/* --- Accounts --- */

static BakeryMail *
new_account_mail (BakeryMailKind       kind,
                  const BakeryAccount *account,
                  const char          *link,
                  gint64               until)
{
  g_autofree char *name = bakery_account_dup_name (account);
  g_autofree char *subject = server_mail_content_dup_subject (kind, NULL);
  BakeryMail *mail = bakery_mail_new ();

  server_mail_set_head (mail, kind, subject, account->email, name);
  mail->account = account->base.id;
  set_link (mail, link);
  mail->valid_until = until;

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
  g_autoptr(BakeryMail) mail = new_account_mail (BAKERY_MAIL_EMAIL_CONFIRMATION, account, link, until);

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
 * Sends a link to choose a new password (S-019). For nobody the same is queued, and never sent, so that it takes as long.
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
  g_autoptr(BakeryMail) mail = new_account_mail (BAKERY_MAIL_PASSWORD_RESET, account, link, until);

  if (account->base.id == 0)
    mail->state = BAKERY_MAIL_CANCELLED;

  return server_mail_outbox_insert (connection, mail, 0, now, error);
}

/**
 * server_mail_queue_store_approved:
 * @connection: the writer's connection in a transaction
 * @account: a store's manager
 * @store: what the store is called
 * @link: where they sign in
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Tells a manager that their store is open (S-080).
 *
 * Returns: whether it could
 */
gboolean
server_mail_queue_store_approved (BakeryConnection    *connection,
                                  const BakeryAccount *account,
                                  const char          *store,
                                  const char          *link,
                                  gint64               now,
                                  GError             **error)
{
  g_autoptr(BakeryMail) mail = new_account_mail (BAKERY_MAIL_STORE_APPROVED, account, link, 0);

  set_words (mail, store);

  return server_mail_outbox_insert (connection, mail, 0, now, error);
}
