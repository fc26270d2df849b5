/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of the outbox. A mail that is being sent is leased: when whoever sends it does not come back in time, it is sent again,
 * with the Message-ID that it had, by which mail servers and readers tell that it is the same. */

#include "config.h"

#include "server-mail-outbox.h"

#include "bakery-records.h"
#include "bakery-time.h"
#include "server-changes.h"
#include "server-mail-template.h"

#include <string.h>

/* What could not be sent for this long is not news any more. */
#define GIVE_UP_AFTER (3 * BAKERY_DAY)

/* In the words of the index mails_waiting, so that it answers this in order. Only what is being sent is leased. */
#define DUE "(state = 'queued' OR state = 'sending') AND next_attempt_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)"

/* --- Putting in --- */

static void
set_text (char      **target,
          const char *text)
{
  g_free (*target);
  *target = g_strdup (text);
}

/**
 * server_mail_set_head:
 * @mail: a mail of the caller's own
 * @kind: what it is about
 * @subject: its subject
 * @recipient: (nullable): the address it goes to
 * @name: how it is addressed
 *
 * Begins a mail.
 */
void
server_mail_set_head (BakeryMail    *mail,
                      BakeryMailKind kind,
                      const char    *subject,
                      const char    *recipient,
                      const char    *name)
{
  mail->kind = (int) kind;
  set_text (&mail->subject, subject);
  set_text (&mail->recipient, recipient != NULL ? recipient : "");
  g_free (mail->recipient_name);
  mail->recipient_name = server_mail_template_dup_one_line (name);
}

/* One mailbox and nothing else: nothing in it can be read as a second one, or as the end of the line it stands in. */
static gboolean
is_mailbox (const char *address)
{
  const char *at = strchr (address, '@');

  if (at == NULL || at == address || at[1] == '\0' || strchr (at + 1, '@') != NULL || address[0] == '-' ||
      !g_utf8_validate (address, -1, NULL))
    return FALSE;

  for (const char *next = address; *next != '\0'; next++)
    if (g_ascii_iscntrl (*next) || strchr (" <>()[],;:\\\"", *next) != NULL)
      return FALSE;

  return TRUE;
}

static gboolean
set_state (BakeryMail *mail,
           int         state,
           const char *problem)
{
  mail->state = state;
  mail->lease_until = 0;
  set_text (&mail->last_error, problem);

  return TRUE;
}

/**
 * server_mail_outbox_insert:
 * @connection: the writer's connection in a transaction
 * @mail: what to send; gets its id, and a revision unless it has that of the change that it tells of
 * @hold_until: when to send it at the earliest
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Puts a mail into the outbox; one without a proper address as a dead letter.
 *
 * Returns: whether it could
 */
gboolean
server_mail_outbox_insert (BakeryConnection *connection,
                           BakeryMail       *mail,
                           gint64            hold_until,
                           gint64            now,
                           GError          **error)
{
  g_free (mail->message_id);
  mail->message_id = g_uuid_string_random ();
  mail->hold_until = MAX (hold_until, now);
  mail->next_attempt_at = mail->hold_until;
  mail->created_at = now;
  mail->updated_at = now;
  if (mail->state == BAKERY_MAIL_QUEUED && !is_mailbox (mail->recipient))
    set_state (mail, BAKERY_MAIL_DEAD, "This is no address of one mailbox.");

  return (mail->base.revision != 0 || server_changes_next_revision (connection, &mail->base.revision, error)) &&
         bakery_records_insert (connection, mail, BAKERY_RECORDS_TABLES, error);
}

/* --- On its way --- */

static gboolean
update (BakeryConnection *connection,
        BakeryMail       *mail,
        gint64            now,
        GError          **error)
{
  mail->updated_at = now;

  return server_changes_next_revision (connection, &mail->base.revision, error) &&
         bakery_records_update (connection, mail, BAKERY_RECORDS_TABLES, error);
}

static gboolean
find_id (BakeryStatement *select,
         gint64          *ret_id,
         GError         **error)
{
  gboolean has_row;

  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_id = has_row ? bakery_statement_get_int (select, 0) : 0;

  return TRUE;
}

static gboolean
find_mail_of_move (BakeryConnection *connection,
                   gint64            order,
                   gint64            moved_at,
                   gint64           *ret_id,
                   GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT id FROM mails WHERE \"order\" = $1 AND moved_at = $2 AND kind = 'order_moved'"
                               " ORDER BY id DESC LIMIT 1", error);

  if (select == NULL)
    return FALSE;
  bakery_statement_bind_int (select, 1, order);
  bakery_statement_bind_int (select, 2, moved_at);

  return find_id (select, ret_id, error);
}

/**
 * server_mail_outbox_take_back:
 * @connection: the writer's connection in a transaction
 * @order: the id of an order
 * @moved_at: when a move of it was made that is taken back now
 * @now: the present instant
 * @ret_may_be_out: (out): whether the customer may have been told of the move
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Cancels the mail that tells of a move, if it is still here.
 *
 * Returns: whether it could
 */
gboolean
server_mail_outbox_take_back (BakeryConnection *connection,
                              gint64            order,
                              gint64            moved_at,
                              gint64            now,
                              gboolean         *ret_may_be_out,
                              GError          **error)
{
  g_autoptr(BakeryMail) mail = NULL;
  gint64 id;

  *ret_may_be_out = FALSE;
  if (!find_mail_of_move (connection, order, moved_at, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;

  mail = bakery_records_load (connection, &bakery_mail_type, id, BAKERY_RECORDS_TABLES, error);
  if (mail == NULL)
    return FALSE;

  /* An attempt that failed may have reached the mail server all the same. */
  *ret_may_be_out = mail->attempts > 0;
  if (mail->state != BAKERY_MAIL_QUEUED)
    return TRUE;

  return set_state (mail, BAKERY_MAIL_CANCELLED, "The move was taken back.") && update (connection, mail, now, error);
}

static BakeryStatement *
select_due (BakeryConnection *connection,
            gint64            now,
            GError          **error)
{
  BakeryStatement *select =
    bakery_connection_prepare (connection, "SELECT id FROM mails WHERE " DUE " ORDER BY next_attempt_at, id LIMIT 1", error);

  if (select != NULL)
    bakery_statement_bind_int (select, 1, now);

  return select;
}

/**
 * server_mail_outbox_has_due:
 * @connection: any connection
 * @now: the present instant
 * @ret_has_due: (out): whether there is something to send
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_mail_outbox_has_due (BakeryConnection *connection,
                            gint64            now,
                            gboolean         *ret_has_due,
                            GError          **error)
{
  g_autoptr(BakeryStatement) select = select_due (connection, now, error);

  return select != NULL && bakery_statement_step (select, ret_has_due, error);
}

/**
 * server_mail_outbox_lease:
 * @connection: the writer's connection in a transaction
 * @now: the present instant
 * @lease_until: until when server_mail_outbox_finish() will be called
 * @ret_mail: (out) (transfer full) (nullable): what to send next, or %NULL
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Takes the mail that is due for longest.
 *
 * Returns: whether it could
 */
gboolean
server_mail_outbox_lease (BakeryConnection *connection,
                          gint64            now,
                          gint64            lease_until,
                          BakeryMail      **ret_mail,
                          GError          **error)
{
  g_autoptr(BakeryStatement) select = select_due (connection, now, error);
  g_autoptr(BakeryMail) mail = NULL;
  gint64 id;

  *ret_mail = NULL;
  if (select == NULL || !find_id (select, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;

  mail = bakery_records_load (connection, &bakery_mail_type, id, BAKERY_RECORDS_TABLES, error);
  if (mail == NULL)
    return FALSE;

  mail->state = BAKERY_MAIL_SENDING;
  mail->attempts++;
  mail->lease_until = lease_until;
  if (!update (connection, mail, now, error))
    return FALSE;

  *ret_mail = g_steal_pointer (&mail);

  return TRUE;
}

static void
set_taken (BakeryMail *mail,
           gint64      now)
{
  set_state (mail, BAKERY_MAIL_SENT, "");
  mail->sent_at = now;
  set_text (&mail->link, "");
}

/**
 * server_mail_outbox_finish:
 * @connection: the writer's connection in a transaction
 * @id: of a mail that was leased
 * @outcome: what came of it
 * @problem: why it was not taken
 * @now: the present instant
 * @next_attempt_at: when to try again, should it be deferred
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Notes what came of an attempt. What could not be sent for days becomes a dead letter.
 *
 * Returns: whether it could
 */
gboolean
server_mail_outbox_finish (BakeryConnection *connection,
                           gint64            id,
                           ServerMailOutcome outcome,
                           const char       *problem,
                           gint64            now,
                           gint64            next_attempt_at,
                           GError          **error)
{
  g_autoptr(BakeryMail) mail =
    bakery_records_load (connection, &bakery_mail_type, id, BAKERY_RECORDS_TABLES, error);

  if (mail == NULL)
    return FALSE;
  if (mail->state != BAKERY_MAIL_SENDING)
    return TRUE;

  if (outcome == SERVER_MAIL_TAKEN)
    set_taken (mail, now);
  else if (outcome == SERVER_MAIL_REFUSED || now - mail->hold_until >= GIVE_UP_AFTER)
    set_state (mail, BAKERY_MAIL_DEAD, problem);
  else
    set_state (mail, BAKERY_MAIL_QUEUED, problem);
  mail->next_attempt_at = next_attempt_at;

  return update (connection, mail, now, error);
}

/**
 * server_mail_outbox_prune:
 * @connection: the writer's connection in a transaction
 * @before: an instant
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Forgets mail of before @before, and gives up what nobody has sent for days: where no mail server is configured, what waits is
 * not to go out the day there is one.
 *
 * Returns: whether it could
 */
gboolean
server_mail_outbox_prune (BakeryConnection *connection,
                          gint64            before,
                          gint64            now,
                          GError          **error)
{
  g_autoptr(BakeryStatement) forget =
    bakery_connection_prepare (connection, "DELETE FROM mails WHERE state NOT IN ('queued', 'sending') AND updated_at < $1",
                               error);
  g_autoptr(BakeryStatement) give_up =
    bakery_connection_prepare (connection,
                               "UPDATE mails SET state = 'dead', updated_at = $2,"
                               " last_error = CASE WHEN last_error = '' THEN 'It was not sent for days.' ELSE last_error END"
                               " WHERE state = 'queued' AND hold_until < $1", error);

  if (forget == NULL || give_up == NULL)
    return FALSE;

  bakery_statement_bind_int (forget, 1, before);
  bakery_statement_bind_int (give_up, 1, now - GIVE_UP_AFTER);
  bakery_statement_bind_int (give_up, 2, now);

  return bakery_statement_run (forget, error) && bakery_statement_run (give_up, error);
}
