/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pulls until there is nothing more: read the cursor, ask for a page, read its lines, have them written, and again. What makes
 * up a line is console-feed-page.c's business, when to pull the sync's. Main thread. */

#include "config.h"

#include "console-feed.h"

#include "console-cache-schema.h"
#include "console-feed-page.h"

#include <string.h>

#define PAGE_LIMIT 500

struct _ConsoleFeed
{
  GObject parent_instance;

  /* Owned */
  ConsoleApiClient *client;
  ConsoleCache     *cache;
  char             *cursor; /* NULL until read from the cache */

  gboolean          is_filled;
};

/* One pull on its way. The task owns it. */
typedef struct
{
  GDataInputStream *lines;
  ConsoleFeedPage  *page;
} Pull;

/* What the cache knows of the feed. */
typedef struct
{
  char    *cursor;
  gboolean is_filled;
} FeedState;

enum
{
  ARRIVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleFeed, console_feed, G_TYPE_OBJECT)

/* In the order in which they run: */
static void state_read_cb (GObject      *source,
                           GAsyncResult *result,
                           gpointer      user_data);
static void ask (GTask *task);
static void opened_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data);
static void line_read_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data);
static void page_written_cb (GObject      *source,
                             GAsyncResult *result,
                             gpointer      user_data);

static void
pull_free (Pull *pull)
{
  g_clear_object (&pull->lines);
  g_clear_pointer (&pull->page, console_feed_page_free);
  g_free (pull);
}

static void
feed_state_free (FeedState *state)
{
  g_free (state->cursor);
  g_free (state);
}

static gpointer
read_state (BakeryConnection *connection,
            gpointer          user_data,
            GError          **error)
{
  g_autoptr(GError) local_error = NULL;
  FeedState *state = g_new0 (FeedState, 1);
  g_autofree char *filled = NULL;

  state->cursor = console_cache_state_dup (connection, "cursor", &local_error);
  if (local_error == NULL)
    {
      filled = console_cache_state_dup (connection, "filled", &local_error);
    }
  if (local_error != NULL)
    {
      feed_state_free (state);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  state->is_filled = filled != NULL;
  if (state->cursor == NULL)
    {
      state->cursor = g_strdup ("0");
    }
  return state;
}

static void
state_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleFeed *self = g_task_get_source_object (task);
  GError *error = NULL;
  FeedState *state = console_cache_read_finish (self->cache, result, &error);

  if (state == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_free (self->cursor);
  self->cursor = g_steal_pointer (&state->cursor);
  self->is_filled = state->is_filled;
  feed_state_free (state);
  ask (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
ask (GTask *task)
{
  ConsoleFeed *self = g_task_get_source_object (task);
  g_autofree char *cursor = g_uri_escape_string (self->cursor, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("changes?since=%s&limit=%d", cursor, PAGE_LIMIT);
  const ConsoleApiRequest request = { .method = "GET", .path = path, .accept = "application/x-ndjson" };

  console_api_client_open_async (self->client, &request, g_task_get_cancellable (task), opened_cb, task);
}

static void
read_line (GTask *task)
{
  Pull *pull = g_task_get_task_data (task);

  g_data_input_stream_read_line_async (pull->lines, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                       line_read_cb, task);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleFeed *self = g_task_get_source_object (task);
  Pull *pull = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GInputStream) body = console_api_client_open_finish (self->client, result, &error);

  if (body == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_object (&pull->lines);
  g_clear_pointer (&pull->page, console_feed_page_free);
  pull->lines = g_data_input_stream_new (body);
  pull->page = console_feed_page_new (self->is_filled);
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (pull->lines), 64 * 1024);
  read_line (g_steal_pointer (&task));
}

/* Lines that are there already are taken without going through the main loop for each. */
static gboolean
take_line (Pull *pull,
           char *line)
{
  if (line == NULL)
    {
      return FALSE;
    }
  if (*line == '\0')
    {
      g_free (line);
      return TRUE;
    }

  g_ptr_array_add (pull->page->lines, line);
  return TRUE;
}

static gboolean
has_whole_line (GBufferedInputStream *stream)
{
  gsize available;
  const char *buffer = g_buffered_input_stream_peek_buffer (stream, &available);

  return available > 0 && memchr (buffer, '\n', available) != NULL;
}

static void
line_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleFeed *self = g_task_get_source_object (task);
  Pull *pull = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  char *line = g_data_input_stream_read_line_finish (pull->lines, result, NULL, &error);

  if (error != NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_autoptr(GError) cut = g_steal_pointer (&error);

          error = g_error_new (CONSOLE_API_ERROR, CONSOLE_API_ERROR_OFFLINE, "The change feed was cut off: %s",
                               cut->message);
        }
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  while (take_line (pull, line))
    {
      if (!has_whole_line (G_BUFFERED_INPUT_STREAM (pull->lines)))
        {
          read_line (g_steal_pointer (&task));
          return;
        }
      line = g_data_input_stream_read_line (pull->lines, NULL, NULL, NULL);
    }

  console_cache_write_async (self->cache, console_feed_page_write, pull->page, NULL,
                             g_task_get_cancellable (task), page_written_cb, g_object_ref (task));
}

static void
page_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleFeed *self = g_task_get_source_object (task);
  Pull *pull = g_task_get_task_data (task);
  GError *error = NULL;

  if (!console_cache_write_finish (self->cache, result, &error))
    {
      g_clear_pointer (&self->cursor, g_free);
      g_task_return_error (task, error);
      return;
    }

  g_free (self->cursor);
  self->cursor = g_strdup (pull->page->next);
  if (pull->page->more)
    {
      ask (g_steal_pointer (&task));
      return;
    }

  self->is_filled = TRUE;
  g_task_return_boolean (task, TRUE);
}

static void
cache_changed_cb (ConsoleCache        *cache,
                  ConsoleCacheChanges *changes,
                  gpointer             user_data)
{
  for (guint i = 0; i < changes->arrived->len; i++)
    {
      g_signal_emit (user_data, signals[ARRIVED], 0, g_array_index (changes->arrived, gint64, i));
    }
}

static void
cache_replaced_cb (ConsoleCache *cache,
                   gpointer      user_data)
{
  ConsoleFeed *self = user_data;

  g_clear_pointer (&self->cursor, g_free);
  self->is_filled = FALSE;
}

static void
console_feed_finalize (GObject *object)
{
  ConsoleFeed *self = CONSOLE_FEED (object);

  g_clear_object (&self->client);
  g_clear_object (&self->cache);
  g_free (self->cursor);

  G_OBJECT_CLASS (console_feed_parent_class)->finalize (object);
}

static void
console_feed_class_init (ConsoleFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_feed_finalize;

  signals[ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
console_feed_init (ConsoleFeed *self)
{
}

/**
 * console_feed_new:
 * @client: asks the server
 * @cache: takes the changes
 *
 * Returns: (transfer full): the feed
 */
ConsoleFeed *
console_feed_new (ConsoleApiClient *client,
                  ConsoleCache     *cache)
{
  ConsoleFeed *self = g_object_new (CONSOLE_TYPE_FEED, NULL);

  self->client = g_object_ref (client);
  self->cache = g_object_ref (cache);
  g_signal_connect_object (cache, "changed", G_CALLBACK (cache_changed_cb), self, 0);
  g_signal_connect_object (cache, "replaced", G_CALLBACK (cache_replaced_cb), self, 0);

  return self;
}

/**
 * console_feed_is_filled:
 * @self: a feed
 *
 * Returns: whether the cache was complete once, as far as is known
 */
gboolean
console_feed_is_filled (ConsoleFeed *self)
{
  g_return_val_if_fail (CONSOLE_IS_FEED (self), FALSE);

  return self->is_filled;
}

/**
 * console_feed_pull_async:
 * @self: a feed with no pull under way
 * @cancellable: (nullable): to give up; whole pages stay
 * @callback: called when the cache is in step
 * @user_data: for @callback
 *
 * Takes all changes there are.
 */
void
console_feed_pull_async (ConsoleFeed        *self,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CONSOLE_IS_FEED (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_feed_pull_async);
  g_task_set_task_data (task, g_new0 (Pull, 1), (GDestroyNotify) pull_free);

  if (self->cursor != NULL)
    {
      ask (task);
      return;
    }

  console_cache_read_async (self->cache, read_state, NULL, NULL, (GDestroyNotify) feed_state_free,
                            cancellable, state_read_cb, task);
}

/**
 * console_feed_pull_finish:
 * @self: a feed
 * @result: what the callback got
 * @error: return location for a %CONSOLE_API_ERROR or %BAKERY_STORAGE_ERROR
 *
 * Returns: %FALSE with @error set when the cache is not in step; pages before the failure are kept
 */
gboolean
console_feed_pull_finish (ConsoleFeed  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
