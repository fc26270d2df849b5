/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The hub knows every event stream. After each commit the writer's thread asks the change log what is new and appends an
 * event to each stream whose account may hear of it; listener threads take the text out and send it. One lock guards the hub
 * and its streams: the pieces of work under it are short. An event only says that there is something to fetch, so a client
 * that missed some needs the newest only. */

#include "config.h"

#include "server-events.h"

#include "bakery-error.h"
#include "server-changes.h"
#include "server-context.h"
#include "server-problem.h"
#include "server-scope.h"

#include <string.h>

/* A client that takes nothing for this much text is gone or hopeless; its stream ends and it comes back with its last id. */
#define MAXIMUM_PENDING (64 * 1024)

struct _ServerEventStream
{
  gatomicrefcount references;
  ServerEventHub *hub;
  gint64          account;
  ServerScope     scope;

  /* Guarded by the hub's lock */
  struct
  {
    GString            *pending;
    gboolean            has_ended;
    gboolean            is_paused;
    ServerEventWaitFunc pause;
    ServerEventWaitFunc resume;
    gpointer            user_data;
  } shared;
};

struct _ServerEventHub
{
  ServerContext *context;
  guint          streams_per_account;

  struct
  {
    GMutex     lock;
    GPtrArray *streams;
    gint64     newest;
    gboolean   is_closed;
  } shared;
};

/* With the hub's lock held. */

static void
wake (ServerEventStream *stream)
{
  if (!stream->shared.is_paused)
    return;

  stream->shared.is_paused = FALSE;
  stream->shared.resume (stream->shared.user_data);
}

/* What was not sent yet no longer needs to be: who comes back says what they know. */
static void
end_stream (ServerEventStream *stream)
{
  g_string_truncate (stream->shared.pending, 0);
  stream->shared.has_ended = TRUE;
  wake (stream);
}

static void
append_event (ServerEventStream *stream,
              gint64             revision,
              gint64             store)
{
  char name[24] = "null";

  if (stream->shared.has_ended)
    return;

  if (store > 0)
    g_snprintf (name, sizeof name, "%" G_GINT64_FORMAT, store);

  g_string_append_printf (stream->shared.pending,
                          "id: %" G_GINT64_FORMAT "\nevent: change\n"
                          "data: {\"revision\":%" G_GINT64_FORMAT ",\"store\":%s}\n\n", revision, revision, name);
  if (stream->shared.pending->len > MAXIMUM_PENDING)
    end_stream (stream);
}

static void
publish (ServerEventHub *self,
         gint64          revision,
         gint64          store)
{
  for (guint i = 0; i < self->shared.streams->len; i++)
    {
      ServerEventStream *stream = g_ptr_array_index (self->shared.streams, i);

      if (!server_scope_has_store (&stream->scope, store))
        continue;
      append_event (stream, revision, store);
      wake (stream);
    }

  self->shared.newest = MAX (self->shared.newest, revision);
}

/* An account concerns the stores it belongs to or did once, and otherwise nobody but who hears of everything. */
static const char news[] =
  "SELECT max(revision), store FROM"
  " (SELECT revision, store FROM changes WHERE revision > $1 AND entity <> 'account'"
  " UNION ALL SELECT c.revision, coalesce(s.store, -1) FROM changes AS c LEFT JOIN"
  " (SELECT account, store FROM account_stores UNION ALL SELECT account, store FROM account_departures) AS s"
  " ON s.account = c.id WHERE c.revision > $1 AND c.entity = 'account')"
  " GROUP BY store ORDER BY 1";

/* Whose password or role is another one, who was let go or has other stores now, may no longer listen by the old right. */
static void
check_scope (ServerEventStream *stream,
             BakeryConnection  *connection)
{
  g_auto(ServerScope) scope = { FALSE, FALSE, NULL, "" };

  if (!server_scope_load (connection, stream->account, &scope, NULL) ||
      scope.token_generation != stream->scope.token_generation || strcmp (scope.name, stream->scope.name) != 0)
    end_stream (stream);
}

static gboolean
check_changed_accounts (ServerEventHub   *self,
                        BakeryConnection *connection,
                        GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT id FROM changes WHERE revision > $1 AND entity = 'account'", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, self->shared.newest);
  while (bakery_statement_step (select, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      for (guint i = 0; i < self->shared.streams->len; i++)
        {
          ServerEventStream *stream = g_ptr_array_index (self->shared.streams, i);

          if (stream->account == bakery_statement_get_int (select, 0))
            check_scope (stream, connection);
        }
    }

  return FALSE;
}

static gboolean
publish_news (ServerEventHub   *self,
              BakeryConnection *connection,
              GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, news, error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, self->shared.newest);
  while (bakery_statement_step (select, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      publish (self, bakery_statement_get_int (select, 0), bakery_statement_get_int (select, 1));
    }

  return FALSE;
}

static guint
count_streams (ServerEventHub *self,
               gint64          account)
{
  guint n = 0;

  for (guint i = 0; i < self->shared.streams->len; i++)
    n += ((ServerEventStream *) g_ptr_array_index (self->shared.streams, i))->account == account;

  return n;
}

/* A stream that starts hears of the newest revision at once, unless it knows it: what was committed before is in it, what is
 * committed later waits for the lock. */
static gboolean
add_stream (ServerEventHub    *self,
            ServerEventStream *stream,
            gint64             last_revision,
            BakeryConnection  *connection,
            GError           **error)
{
  gint64 newest;

  if (self->shared.is_closed || count_streams (self, stream->account) >= self->streams_per_account)
    {
      g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_OVERLOADED, "There are too many event streams.");
      return FALSE;
    }
  if (!server_changes_get_newest (connection, &newest, error))
    return FALSE;

  if (self->shared.streams->len == 0)
    self->shared.newest = newest;
  if (newest > last_revision)
    append_event (stream, newest, SERVER_CHANGES_EVERY_STORE);
  g_ptr_array_add (self->shared.streams, stream);

  return TRUE;
}

/**
 * server_event_hub_new:
 * @context: (transfer none): what the server works with; its readers are used
 * @streams_per_account: the most streams of one account
 *
 * Returns: (transfer full): a hub without streams
 */
ServerEventHub *
server_event_hub_new (ServerContext *context,
                      guint          streams_per_account)
{
  ServerEventHub *self = g_new0 (ServerEventHub, 1);

  self->context = context;
  self->streams_per_account = streams_per_account;
  g_mutex_init (&self->shared.lock);
  self->shared.streams = g_ptr_array_new ();

  return self;
}

/**
 * server_event_hub_free:
 * @self: (nullable): a hub whose streams have all been released
 */
void
server_event_hub_free (ServerEventHub *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->shared.streams);
  g_mutex_clear (&self->shared.lock);
  g_free (self);
}

/**
 * server_event_hub_committed:
 * @self: a hub
 *
 * Tells every stream what a commit changed, and ends those whose account may no longer listen. To be called after each one,
 * on the writer's thread.
 */
void
server_event_hub_committed (ServerEventHub *self)
{
  BakeryConnection *connection;
  g_autoptr(GError) error = NULL;

  g_mutex_lock (&self->shared.lock);
  if (self->shared.streams->len > 0)
    {
      connection = bakery_readers_borrow (self->context->readers, &error);
      if (connection != NULL)
        {
          if (check_changed_accounts (self, connection, &error))
            publish_news (self, connection, &error);
          bakery_readers_give_back (self->context->readers, connection);
        }
    }
  g_mutex_unlock (&self->shared.lock);

  if (error != NULL)
    g_message ("Consoles cannot be told of changes: %s", error->message);
}

/**
 * server_event_hub_beat:
 * @self: a hub
 *
 * Sends each stream a sign of life, and ends those whose account may no longer listen, or to other stores now. To be called
 * every %SERVER_EVENTS_HEARTBEAT_SECONDS.
 */
void
server_event_hub_beat (ServerEventHub *self)
{
  BakeryConnection *connection = bakery_readers_borrow (self->context->readers, NULL);

  g_mutex_lock (&self->shared.lock);
  for (guint i = 0; i < self->shared.streams->len; i++)
    {
      ServerEventStream *stream = g_ptr_array_index (self->shared.streams, i);

      if (connection != NULL)
        check_scope (stream, connection);
      if (!stream->shared.has_ended)
        g_string_append (stream->shared.pending, ": still here\n\n");
      wake (stream);
    }
  g_mutex_unlock (&self->shared.lock);

  if (connection != NULL)
    bakery_readers_give_back (self->context->readers, connection);
}

/**
 * server_event_hub_get_n_streams:
 * @self: a hub
 *
 * Returns: how many streams are open
 */
guint
server_event_hub_get_n_streams (ServerEventHub *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->shared.lock);

  return self->shared.streams->len;
}

/**
 * server_event_hub_close:
 * @self: a hub
 *
 * Ends all streams and takes no more.
 */
void
server_event_hub_close (ServerEventHub *self)
{
  g_mutex_lock (&self->shared.lock);
  self->shared.is_closed = TRUE;
  for (guint i = 0; i < self->shared.streams->len; i++)
    end_stream (g_ptr_array_index (self->shared.streams, i));
  g_mutex_unlock (&self->shared.lock);
}

/**
 * server_event_hub_subscribe:
 * @self: a hub
 * @account: who wants to hear of changes
 * @last_revision: the newest they know, 0 for none
 * @error: %SERVER_ERROR_OVERLOADED when there are too many
 *
 * Returns: (transfer full) (nullable): a stream
 */
ServerEventStream *
server_event_hub_subscribe (ServerEventHub *self,
                            gint64          account,
                            gint64          last_revision,
                            GError        **error)
{
  BakeryConnection *connection = bakery_readers_borrow (self->context->readers, error);
  ServerEventStream *stream;
  gboolean is_added = FALSE;

  if (connection == NULL)
    return NULL;

  stream = g_new0 (ServerEventStream, 1);
  g_atomic_ref_count_init (&stream->references);
  stream->hub = self;
  stream->account = account;
  stream->shared.pending = g_string_new (": welcome\n\n");

  if (server_scope_load (connection, account, &stream->scope, error))
    {
      g_mutex_lock (&self->shared.lock);
      is_added = add_stream (self, stream, last_revision, connection, error);
      g_mutex_unlock (&self->shared.lock);
    }
  bakery_readers_give_back (self->context->readers, connection);
  if (!is_added)
    g_clear_pointer (&stream, server_event_stream_unref);

  return stream;
}

/**
 * server_event_stream_unref:
 * @self: a stream
 *
 * Gives up a reference. With the last one the hub forgets the stream.
 */
void
server_event_stream_unref (ServerEventStream *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_mutex_lock (&self->hub->shared.lock);
  g_ptr_array_remove_fast (self->hub->shared.streams, self);
  g_mutex_unlock (&self->hub->shared.lock);

  g_string_free (self->shared.pending, TRUE);
  server_scope_clear (&self->scope);
  g_free (self);
}

/**
 * server_event_stream_attach:
 * @self: a stream
 * @pause: called when there is nothing to send
 * @resume: called when there is again
 * @user_data: for both
 *
 * Says how to wait.
 */
void
server_event_stream_attach (ServerEventStream  *self,
                            ServerEventWaitFunc pause,
                            ServerEventWaitFunc resume,
                            gpointer            user_data)
{
  g_mutex_lock (&self->hub->shared.lock);
  self->shared.pause = pause;
  self->shared.resume = resume;
  self->shared.user_data = user_data;
  g_mutex_unlock (&self->hub->shared.lock);
}

/**
 * server_event_stream_read:
 * @self: an attached stream
 * @buffer: where to put text
 * @size: room in @buffer
 *
 * Takes out text to send. When there is none, the stream is paused.
 *
 * Returns: how many bytes there are, 0 when it was paused, or %SERVER_EVENT_STREAM_END
 */
gssize
server_event_stream_read (ServerEventStream *self,
                          char              *buffer,
                          gsize              size)
{
  gssize result;

  g_mutex_lock (&self->hub->shared.lock);
  result = (gssize) MIN (size, self->shared.pending->len);
  if (result > 0)
    {
      memcpy (buffer, self->shared.pending->str, (gsize) result);
      g_string_erase (self->shared.pending, 0, result);
    }
  else if (self->shared.has_ended)
    {
      result = SERVER_EVENT_STREAM_END;
    }
  else
    {
      self->shared.is_paused = TRUE;
      self->shared.pause (self->shared.user_data);
    }
  g_mutex_unlock (&self->hub->shared.lock);

  return result;
}
