/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The mailer's thread. It looks at the outbox every second with a reader, and only when something is due asks the writer to
 * lease it; the mail is written with a reader, and what came of one mail is noted in the transaction that leases the next. A
 * mail whose outcome could not be noted is found again when its lease has run out. */

#include "config.h"

#include "server-mailer.h"

#include "bakery-error.h"
#include "bakery-time.h"
#include "server-config.h"
#include "server-context.h"
#include "server-mail-content.h"
#include "server-mail-sender.h"

#include <sodium.h>

#define LOOK_EVERY BAKERY_SECOND
#define LONGEST_PAUSE BAKERY_HOUR

/* Room for what surrounds sending within a lease. */
#define LEASE_MARGIN BAKERY_MINUTE

struct _ServerMailer
{
  ServerContext    *context;
  ServerMailSender *sender;
  GCancellable     *cancellable;
  GThread          *thread;
  GMutex            mutex;
  GCond             ending;
};

/* One job of the writer: what came of @sent, and what is @next. */
typedef struct
{
  ServerMailer     *mailer;
  BakeryMail       *sent;
  ServerMailOutcome outcome;
  char             *problem;
  BakeryMail       *next;
} Step;

static void
step_clear (Step *self)
{
  g_clear_pointer (&self->sent, bakery_mail_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->next, bakery_mail_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

/* Twice as long after each attempt, and never the same for all: a mail server that comes back is not run over. */
static gint64
get_pause (const ServerMailer *self,
           gint64              attempts)
{
  gint64 pause = self->context->config->mail_retry_seconds * BAKERY_SECOND;

  for (gint64 i = 1; i < attempts && pause < LONGEST_PAUSE; i++)
    pause *= 2;
  pause = MIN (pause, LONGEST_PAUSE);

  return pause / 2 + (gint64) randombytes_uniform ((guint32) (pause / 1000)) * 1000;
}

static gboolean
step_job (BakeryConnection *connection,
          gpointer          user_data,
          GError          **error)
{
  Step *step = user_data;
  ServerMailer *self = step->mailer;
  gint64 now = server_context_get_now (self->context);
  gint64 lease = self->context->config->smtp_seconds * BAKERY_SECOND + LEASE_MARGIN;

  if (step->sent != NULL &&
      !server_mail_outbox_finish (connection, step->sent->base.id, step->outcome, step->problem, now,
                                  now + get_pause (self, step->sent->attempts), error))
    return FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return TRUE;

  return server_mail_outbox_lease (connection, now, now + lease, &step->next, error);
}

static gboolean
write_content (ServerMailer      *self,
               const BakeryMail  *mail,
               ServerMailContent *content,
               GError           **error)
{
  BakeryConnection *connection = bakery_readers_borrow (self->context->readers, error);
  gboolean is_written;

  if (connection == NULL)
    return FALSE;

  is_written = server_mail_content_write (content, connection, mail, error);
  bakery_readers_give_back (self->context->readers, connection);

  return is_written;
}

/* A mail about what is not there any more will never be sent. */
static ServerMailOutcome
send (ServerMailer     *self,
      const BakeryMail *mail,
      char            **ret_problem)
{
  g_auto(ServerMailContent) content = { NULL };
  g_autoptr(GError) error = NULL;

  if (write_content (self, mail, &content, &error))
    return server_mail_sender_send (self->sender, mail, &content, server_context_get_now (self->context), ret_problem);

  *ret_problem = g_strdup (error->message);

  return g_error_matches (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND) ? SERVER_MAIL_REFUSED : SERVER_MAIL_DEFERRED;
}

/* Sends until nothing is due. */
static gboolean
work_off (ServerMailer *self,
          GError      **error)
{
  g_auto(Step) step = { self };

  while (bakery_writer_run (self->context->writer, step_job, &step, error))
    {
      g_clear_pointer (&step.sent, bakery_mail_unref);
      g_clear_pointer (&step.problem, g_free);
      if (step.next == NULL)
        return TRUE;

      step.sent = g_steal_pointer (&step.next);
      step.outcome = send (self, step.sent, &step.problem);
      if (step.outcome != SERVER_MAIL_TAKEN)
        g_message ("Mail %" G_GINT64_FORMAT " was not taken: %s", step.sent->base.id, step.problem);
    }

  return FALSE;
}

static gboolean
has_due (ServerMailer *self,
         gboolean     *ret_has_due,
         GError      **error)
{
  BakeryConnection *connection = bakery_readers_borrow (self->context->readers, error);
  gboolean is_known;

  if (connection == NULL)
    return FALSE;

  is_known = server_mail_outbox_has_due (connection, server_context_get_now (self->context), ret_has_due, error);
  bakery_readers_give_back (self->context->readers, connection);

  return is_known;
}

static void
look (ServerMailer *self)
{
  g_autoptr(GError) error = NULL;
  gboolean is_due = FALSE;

  if (!has_due (self, &is_due, &error) || (is_due && !work_off (self, &error)))
    g_message ("The outbox cannot be worked off: %s", error->message);
}

static gpointer
run (gpointer user_data)
{
  ServerMailer *self = user_data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      look (self);
      g_mutex_lock (&self->mutex);
      if (!g_cancellable_is_cancelled (self->cancellable))
        g_cond_wait_until (&self->ending, &self->mutex, g_get_monotonic_time () + LOOK_EVERY);
      g_mutex_unlock (&self->mutex);
    }

  return NULL;
}

/**
 * server_mailer_new:
 * @context: of the server; must stay
 * @error: why the configuration cannot be used
 *
 * Begins to send what is in the outbox, if there is a mail server.
 *
 * Returns: (transfer full) (nullable): the mailer; %NULL without an error when no mail server is configured
 */
ServerMailer *
server_mailer_new (ServerContext *context,
                   GError       **error)
{
  g_autoptr(ServerMailer) self = NULL;

  if (context->config->smtp_url == NULL)
    return NULL;

  self = g_new0 (ServerMailer, 1);
  self->context = context;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ending);
  self->sender = server_mail_sender_new (context->config, self->cancellable, error);
  if (self->sender == NULL)
    return NULL;
  self->thread = g_thread_new ("mailer", run, self);

  return g_steal_pointer (&self);
}

/**
 * server_mailer_free:
 * @self: (nullable): a mailer
 *
 * Ends it. A mail that is being sent is broken off and sent again another time.
 */
void
server_mailer_free (ServerMailer *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  g_cancellable_cancel (self->cancellable);
  g_cond_signal (&self->ending);
  g_mutex_unlock (&self->mutex);
  if (self->thread != NULL)
    g_thread_join (self->thread);

  server_mail_sender_free (self->sender);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ending);
  g_free (self);
}
