/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A loop of three steps: take the oldest change that is due and mark it as under way (committed before anything is sent), ask
 * the server, write what it said. A crash after any step leaves a row that is sent again with the same idempotency key, which
 * the server answers as it did the first time. Main thread. */

#include "config.h"

#include "console-outbox-sender.h"

#include "console-outbox-request.h"
#include "console-outbox.h"

#include "bakery-entity-json.h"
#include "bakery-time.h"
#include "bakery-violations.h"

#include <string.h>

/* Seconds until the next attempt: doubled each time, up to the most. */
#define FIRST_PAUSE 1
#define LONGEST_PAUSE 60

struct _ConsoleOutboxSender
{
  GObject parent_instance;

  /* Owned */
  ConsoleApiClient *client;
  ConsoleCache     *cache;
  ConsoleClock     *clock;
  GCancellable     *cancellable;

  guint             timeout;
  gboolean          is_busy;
  gboolean          wakes_again;
  gboolean          is_impatient; /* pauses do not count: the server was just reached */
};

/* One change on its way to the server and back. */
typedef struct
{
  ConsoleOutboxSender *sender;
  gint64               now;
  gint64               wait_until;
  ConsoleOutboxRow    *row;

  /* What the server said */
  gboolean is_accepted;
  gpointer answer;
  GError  *error;
  gint64   next_attempt_at;
} Sending;

enum
{
  ACCEPTED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleOutboxSender, console_outbox_sender, G_TYPE_OBJECT)

/* In the order in which they run: */
static void take (ConsoleOutboxSender *self);
static void taken_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data);
static void answered_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data);
static void written_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data);

static void
sending_free (Sending *sending)
{
  g_clear_pointer (&sending->row, console_outbox_row_free);
  g_clear_pointer (&sending->answer, bakery_entity_unref);
  g_clear_error (&sending->error);
  g_object_unref (sending->sender);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static gboolean
woken_cb (gpointer user_data)
{
  ConsoleOutboxSender *self = user_data;

  self->timeout = 0;
  take (self);

  return G_SOURCE_REMOVE;
}

static void
sleep_until (ConsoleOutboxSender *self,
             gint64               time)
{
  const gint64 pause = MAX (0, time - console_clock_get_now (self->clock)) / 1000;

  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add ((guint) MIN (pause, 60 * 60 * 1000), woken_cb, self);
}

/* Take */

static gboolean
take_next (BakeryConnection    *connection,
           ConsoleCacheChanges *changes,
           gpointer             user_data,
           GError             **error)
{
  Sending *sending = user_data;

  g_clear_pointer (&sending->row, console_outbox_row_free);

  return console_outbox_take_next (connection, sending->now, &sending->row, &sending->wait_until, changes, error);
}

static void
take (ConsoleOutboxSender *self)
{
  Sending *sending;

  if (self->cancellable == NULL)
    {
      return;
    }
  if (self->is_busy)
    {
      self->wakes_again = TRUE;
      return;
    }

  self->is_busy = TRUE;
  self->wakes_again = FALSE;
  g_clear_handle_id (&self->timeout, g_source_remove);

  sending = g_new0 (Sending, 1);
  sending->sender = g_object_ref (self);
  sending->now = self->is_impatient ? G_MAXINT64 : console_clock_get_now (self->clock);
  console_cache_write_async (self->cache, take_next, sending, NULL, self->cancellable, taken_cb, sending);
}

/* Nothing on its way any more. */
static void
rest (ConsoleOutboxSender *self,
      gint64               wait_until)
{
  self->is_busy = FALSE;
  if (self->wakes_again)
    {
      take (self);
    }
  else if (wait_until != 0)
    {
      sleep_until (self, wait_until);
    }
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Sending) sending = user_data;
  ConsoleOutboxSender *self = sending->sender;
  g_autofree char *path = NULL;
  g_autofree char *body = NULL;
  ConsoleApiRequest request = { 0 };

  if (!console_cache_write_finish (self->cache, result, NULL) || self->cancellable == NULL)
    {
      rest (self, 0);
      return;
    }
  if (sending->row == NULL)
    {
      self->is_impatient = FALSE;
      rest (self, sending->wait_until);
      return;
    }

  path = console_outbox_row_dup_path (sending->row);
  body = console_outbox_row_dup_body (sending->row);
  request.method = console_outbox_row_get_method (sending->row);
  request.path = path;
  request.body = body;
  request.idempotency_key = sending->row->idempotency_key;
  request.base_revision = sending->row->base_revision;
  console_api_client_call_async (self->client, &request, self->cancellable, answered_cb, g_steal_pointer (&sending));
}

/* What the server said */

/* The object as it is now; nothing for one that is deleted. */
static gboolean
parse_answer (Sending  *sending,
              JsonNode *node)
{
  const BakeryEntityType *type = sending->row->type;

  if (sending->row->kind == CONSOLE_CHANGE_DELETE)
    {
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (&sending->error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_PROTOCOL, "The server's answer is not a %s.",
                   type->name);
      return FALSE;
    }

  sending->answer = bakery_entity_from_trusted_json (type, json_node_get_object (node), &sending->error);
  return sending->answer != NULL;
}

/* What was to be deleted is gone. */
static gboolean
is_gone_anyway (const Sending *sending)
{
  return sending->row->kind == CONSOLE_CHANGE_DELETE && console_api_error_get_status (sending->error) == 404;
}

/* A 412 holds the object as it is now, on its own or in the problem's `current`. */
static gpointer
find_theirs (const GError           *error,
             const ConsoleOutboxRow *row)
{
  JsonObject *problem = console_api_error_peek_problem (error);
  JsonObject *object = NULL;
  BakeryEntity *entity;
  JsonNode *current;

  if (problem == NULL)
    {
      return NULL;
    }

  current = json_object_get_member (problem, "current");
  if (current != NULL && JSON_NODE_HOLDS_OBJECT (current))
    {
      object = json_node_get_object (current);
    }
  else if (json_object_has_member (problem, "id") && json_object_has_member (problem, "revision"))
    {
      object = problem;
    }

  entity = object != NULL ? bakery_entity_from_trusted_json (row->type, object, NULL) : NULL;
  if (entity != NULL && entity->id != row->object)
    {
      g_clear_pointer (&entity, bakery_entity_unref);
    }

  return entity;
}

static gint64
choose_next_attempt (ConsoleOutboxSender *self,
                     const Sending       *sending)
{
  const guint doublings = MIN (sending->row->attempts - 1, 6);
  const double pause = MIN (LONGEST_PAUSE, FIRST_PAUSE << doublings) * g_random_double_range (0.5, 1.0);
  const double asked = console_api_error_get_retry_after (sending->error);

  return console_clock_get_now (self->clock) + (gint64) (MAX (pause, asked) * BAKERY_SECOND);
}

static gboolean
is_conflict (const GError *error)
{
  return g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_CONFLICT) ||
         g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_STALE);
}

/* Another request with this key is being answered at this moment: not a conflict about the order. */
static gboolean
is_still_running (const GError *error)
{
  JsonObject *problem = console_api_error_peek_problem (error);
  const char *type = NULL;

  if (problem != NULL)
    {
      type = json_object_get_string_member_with_default (problem, "type", NULL);
    }

  return type != NULL && strstr (type, "idempotency") != NULL &&
         g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_CONFLICT);
}

static gboolean
write_refusal (BakeryConnection    *connection,
               ConsoleCacheChanges *changes,
               const Sending       *sending,
               GError             **error)
{
  g_autoptr(BakeryViolations) violations = console_api_error_dup_violations (sending->error);
  gpointer theirs = find_theirs (sending->error, sending->row);
  const ConsoleRefusal refusal = { is_conflict (sending->error), theirs, sending->error->message, violations };
  const gboolean is_written = console_outbox_refuse (connection, sending->row, &refusal, changes, error);

  bakery_entity_unref (theirs);
  return is_written;
}

static gboolean
write_answer (BakeryConnection    *connection,
              ConsoleCacheChanges *changes,
              gpointer             user_data,
              GError             **error)
{
  Sending *sending = user_data;

  if (sending->is_accepted)
    {
      return console_outbox_accept (connection, sending->row, sending->answer, changes, error);
    }

  return sending->next_attempt_at != 0
         ? console_outbox_defer (connection, sending->row, sending->next_attempt_at, sending->error->message, changes, error)
         : write_refusal (connection, changes, sending, error);
}

static gboolean
is_to_be_repeated (const GError *error)
{
  return error->domain != CONSOLE_API_ERROR || console_api_error_is_passing (error) || is_still_running (error);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Sending) sending = user_data;
  ConsoleOutboxSender *self = sending->sender;
  g_autoptr(JsonNode) node = console_api_client_call_finish (self->client, result, &sending->error);

  if (g_error_matches (sending->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      rest (self, 0);
      return;
    }

  sending->is_accepted = node != NULL ? parse_answer (sending, node) : is_gone_anyway (sending);
  if (!sending->is_accepted && is_to_be_repeated (sending->error))
    {
      sending->next_attempt_at = choose_next_attempt (self, sending);
    }

  /* Not cancellable: what the server said must be kept. */
  console_cache_write_async (self->cache, write_answer, sending, NULL, NULL, written_cb, sending);
  g_steal_pointer (&sending);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Sending) sending = user_data;
  ConsoleOutboxSender *self = sending->sender;
  g_autoptr(GError) error = NULL;

  if (!console_cache_write_finish (self->cache, result, &error))
    {
      /* The row is still marked as under way, and is sent again. */
      rest (self, console_clock_get_now (self->clock) + LONGEST_PAUSE * BAKERY_SECOND);
      return;
    }

  if (sending->next_attempt_at != 0)
    {
      self->is_impatient = FALSE;
      g_signal_emit (self, signals[FAILED], 0, sending->error);
    }
  else if (sending->is_accepted)
    {
      g_signal_emit (self, signals[ACCEPTED], 0);
    }

  self->wakes_again = TRUE;
  rest (self, 0);
}

static void
cache_changed_cb (ConsoleCache        *cache,
                  ConsoleCacheChanges *changes,
                  gpointer             user_data)
{
  ConsoleOutboxSender *self = user_data;

  if (changes->outbox && !self->is_busy)
    {
      take (self);
    }
  else if (changes->outbox)
    {
      self->wakes_again = TRUE;
    }
}

static void
console_outbox_sender_finalize (GObject *object)
{
  ConsoleOutboxSender *self = CONSOLE_OUTBOX_SENDER (object);

  console_outbox_sender_stop (self);
  g_clear_object (&self->client);
  g_clear_object (&self->cache);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (console_outbox_sender_parent_class)->finalize (object);
}

static void
console_outbox_sender_class_init (ConsoleOutboxSenderClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_outbox_sender_finalize;

  signals[ACCEPTED] = g_signal_new ("accepted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
console_outbox_sender_init (ConsoleOutboxSender *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * console_outbox_sender_new:
 * @client: asks the server
 * @cache: has the outbox
 * @clock: tells the time
 *
 * Returns: (transfer full): a sender that sends whenever something is put into the outbox
 */
ConsoleOutboxSender *
console_outbox_sender_new (ConsoleApiClient *client,
                           ConsoleCache     *cache,
                           ConsoleClock     *clock)
{
  ConsoleOutboxSender *self = g_object_new (CONSOLE_TYPE_OUTBOX_SENDER, NULL);

  self->client = g_object_ref (client);
  self->cache = g_object_ref (cache);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (cache, "changed", G_CALLBACK (cache_changed_cb), self, 0);

  return self;
}

/**
 * console_outbox_sender_wake:
 * @self: a sender
 * @now: whether to send also what is pausing, since the server was just reached
 *
 * Looks for something to send.
 */
void
console_outbox_sender_wake (ConsoleOutboxSender *self,
                            gboolean             now)
{
  g_return_if_fail (CONSOLE_IS_OUTBOX_SENDER (self));

  self->is_impatient = self->is_impatient || now;
  take (self);
}

/**
 * console_outbox_sender_stop:
 * @self: a sender
 *
 * Stops sending for good. What is under way is sent again another time, with the same key.
 */
void
console_outbox_sender_stop (ConsoleOutboxSender *self)
{
  g_return_if_fail (CONSOLE_IS_OUTBOX_SENDER (self));

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}
