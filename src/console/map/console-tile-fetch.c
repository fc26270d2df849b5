/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Speaks HTTP with a tile server: says who asks and which version is known, and reads how long the answer is good for. */

#include "config.h"

#include "console-tile-fetch.h"

#include "bakery-time.h"
#include "bakery-user-agent.h"

#include <string.h>

/* No tile is larger, in bytes. */
#define MOST_BYTES (1024 * 1024)

/* How long a tile is good for when the server does not say, and at most: the usage policy of OpenStreetMap asks for a week. */
#define USUAL_FRESHNESS (7 * BAKERY_DAY)
#define MOST_FRESHNESS (365 * BAKERY_DAY)

/* An answer that trickles is waited for so many times as long as one of which nothing comes. */
#define TRICKLE 3

typedef struct
{
  SoupMessage        *message;
  guint8             *buffer;
  GCancellable       *wish;        /* whoever wants the tile takes it back */
  gulong              wish_handler;
  GCancellable       *cancellable; /* of the transfer */
  guint               deadline;
  gboolean            is_late;
  ConsoleTileAnswered answered;
  gpointer            user_data;
} Fetch;

/**
 * console_tile_answer_free:
 * @self: (transfer full): an answer
 */
void
console_tile_answer_free (ConsoleTileAnswer *self)
{
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self);
}

static void
fetch_free (Fetch *fetch)
{
  g_clear_handle_id (&fetch->deadline, g_source_remove);
  g_cancellable_disconnect (fetch->wish, fetch->wish_handler);
  g_clear_object (&fetch->wish);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->cancellable);
  g_free (fetch->buffer);
  g_free (fetch);
}

/* By Cache-Control, or else Expires. */
static gint64
get_fresh_until (SoupMessageHeaders *headers)
{
  const gint64 now = g_get_real_time ();
  const char *control = soup_message_headers_get_list (headers, "Cache-Control");
  const char *expires = soup_message_headers_get_one (headers, "Expires");
  g_autoptr(GHashTable) parts = control != NULL ? soup_header_parse_param_list (control) : NULL;
  const char *age = parts != NULL ? g_hash_table_lookup (parts, "max-age") : NULL;
  g_autoptr(GDateTime) time = expires != NULL ? soup_date_time_new_from_http_string (expires) : NULL;
  gint64 span = USUAL_FRESHNESS;

  if (parts != NULL && (g_hash_table_contains (parts, "no-cache") || g_hash_table_contains (parts, "no-store")))
    span = 0;
  else if (age != NULL)
    span = MIN (g_ascii_strtoll (age, NULL, 10), MOST_FRESHNESS / BAKERY_SECOND) * BAKERY_SECOND;
  else if (time != NULL)
    span = g_date_time_to_unix (time) * BAKERY_SECOND - now;

  return now + CLAMP (span, 0, MOST_FRESHNESS);
}

static ConsoleTileAnswerKind
get_kind (SoupMessage *message)
{
  const guint status = soup_message_get_status (message);

  if (status == SOUP_STATUS_NOT_MODIFIED)
    return CONSOLE_TILE_ANSWER_UNCHANGED;
  if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE || status == SOUP_STATUS_NO_CONTENT)
    return CONSOLE_TILE_ANSWER_MISSING;

  return SOUP_STATUS_IS_SUCCESSFUL (status) ? CONSOLE_TILE_ANSWER_PICTURE : CONSOLE_TILE_ANSWER_REFUSED;
}

static void
answer (Fetch                *fetch,
        ConsoleTileAnswerKind kind,
        GBytes               *content)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  ConsoleTileAnswer *result = g_new0 (ConsoleTileAnswer, 1);

  result->kind = kind;
  result->content = content;
  result->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  result->last_modified = g_strdup (soup_message_headers_get_one (headers, "Last-Modified"));
  result->fresh_until = get_fresh_until (headers);
  fetch->answered (result, fetch->user_data);
  fetch_free (fetch);
}

static void
answer_failure (Fetch        *fetch,
                const GError *error)
{
  const gboolean is_cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !fetch->is_late;

  answer (fetch, is_cancelled ? CONSOLE_TILE_ANSWER_CANCELLED : CONSOLE_TILE_ANSWER_NONE, NULL);
}

static gboolean
late_cb (gpointer user_data)
{
  Fetch *fetch = user_data;

  fetch->deadline = 0;
  fetch->is_late = TRUE;
  g_cancellable_cancel (fetch->cancellable);

  return G_SOURCE_REMOVE;
}

static void
taken_back_cb (GCancellable *wish,
               GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fetch *fetch = user_data;
  g_autoptr(GError) error = NULL;
  gsize length;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    answer_failure (fetch, error);
  else if (length == MOST_BYTES)
    answer (fetch, CONSOLE_TILE_ANSWER_REFUSED, NULL);
  else
    answer (fetch, CONSOLE_TILE_ANSWER_PICTURE, g_bytes_new (fetch->buffer, length));
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fetch *fetch = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  ConsoleTileAnswerKind kind;

  if (stream == NULL)
    {
      answer_failure (fetch, error);
      return;
    }

  kind = get_kind (fetch->message);
  if (kind != CONSOLE_TILE_ANSWER_PICTURE)
    {
      answer (fetch, kind, NULL);
      return;
    }

  fetch->buffer = g_malloc (MOST_BYTES);
  g_input_stream_read_all_async (stream, fetch->buffer, MOST_BYTES, G_PRIORITY_LOW, fetch->cancellable, read_cb, fetch);
}

/**
 * console_tile_fetch_create_session:
 * @contact: how the provider of the tiles can reach whoever asks, "" where nobody said
 * @parallel: connections at most
 * @answer_seconds: without a byte after which an answer is not waited for any more
 *
 * Returns: (transfer full): a session that says who asks
 */
SoupSession *
console_tile_fetch_create_session (const char *contact,
                                   guint       parallel,
                                   guint       answer_seconds)
{
  g_autofree char *agent = bakery_user_agent_dup ("org.sweetspot.Console", contact);

  return soup_session_new_with_options ("user-agent", agent,
                                        "max-conns", (int) parallel,
                                        "max-conns-per-host", (int) parallel,
                                        "timeout", answer_seconds,
                                        NULL);
}

/**
 * console_tile_fetch:
 * @session: for tiles
 * @url: where the tile is
 * @known: (nullable): the version that is known
 * @cancellable: (nullable): takes the wish back
 * @answered: called with the answer
 * @user_data: for @answered
 *
 * Asks for a tile, and waits for all of it no longer than some times the session's time-out. Main thread.
 */
void
console_tile_fetch (SoupSession             *session,
                    const char              *url,
                    const ConsoleCachedTile *known,
                    GCancellable            *cancellable,
                    ConsoleTileAnswered      answered,
                    gpointer                 user_data)
{
  Fetch *fetch = g_new0 (Fetch, 1);
  SoupMessageHeaders *headers;

  fetch->message = soup_message_new ("GET", url);
  fetch->cancellable = g_cancellable_new ();
  fetch->wish = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  if (cancellable != NULL)
    fetch->wish_handler = g_cancellable_connect (cancellable, G_CALLBACK (taken_back_cb), g_object_ref (fetch->cancellable),
                                                 g_object_unref);
  fetch->deadline = g_timeout_add_seconds (TRICKLE * soup_session_get_timeout (session), late_cb, fetch);
  fetch->answered = answered;
  fetch->user_data = user_data;
  headers = soup_message_get_request_headers (fetch->message);
  soup_message_headers_replace (headers, "Accept", "image/png, image/jpeg, image/webp");
  if (known != NULL && known->etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", known->etag);
  if (known != NULL && known->last_modified != NULL)
    soup_message_headers_replace (headers, "If-Modified-Since", known->last_modified);

  soup_session_send_async (session, fetch->message, G_PRIORITY_LOW, fetch->cancellable, sent_cb, fetch);
}
