/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Copies of answers, by path, query and role. A copy holds as long as nothing of the catalogue has changed since before the
 * snapshot that it was rendered from. The generation counts such changes: it is odd from before a commit that changes the
 * catalogue until after it, and while it is odd no copy is given out or kept. Which commits do, the change log says. Any
 * thread, but for the two functions about commits, which are the writer's. */

#include "config.h"

#include "server-copies.h"

#include "server-rendering.h"

#include <string.h>

/* What an answer says about the time of day may be this old. */
#define LIFETIME G_TIME_SPAN_SECOND

/* One answer may take this part of the room, so that a few long lists do not push out all others. */
#define LARGEST_PART 8

/* The compressed form, made when somebody asks for it, takes about a quarter of the plain one. */
#define BYTES 4
#define BYTES_WITH_CODED 5

#define MAXIMUM_KEY 512
#define MAXIMUM_HEADERS 4

typedef struct
{
  char            *key;
  GList            link;
  gsize            size;
  guint            generation;
  gint64           kept_at;
  ServerRendering *rendering;
  const char      *content_type;
  guint            n_headers;
  ServerHeader     headers[MAXIMUM_HEADERS];
} Copy;

struct _ServerCopies
{
  gsize maximum_size;

  /* Atomic; changed by the writer's thread only */
  guint generation;

  /* Used by the writer's thread only */
  struct
  {
    gint64 newest;     /* committed revision */
    gint64 committing;
  } writer;

  /* Guarded by the lock; the most recently used copy comes first */
  struct
  {
    GMutex      lock;
    GHashTable *copies;
    GQueue      recent;
    gsize       size;
  } shared;
};

static void
copy_free (Copy *copy)
{
  for (guint i = 0; i < copy->n_headers; i++)
    g_free (copy->headers[i].value);
  server_rendering_unref (copy->rendering);
  g_free (copy->key);
  g_free (copy);
}

/* FALSE when the request is too long to have a copy of its answer. */
static gboolean
write_key (const ServerRequest *request,
           char                 key[MAXIMUM_KEY])
{
  int length = g_snprintf (key, MAXIMUM_KEY, "%d %s?%s", (int) request->identity.role, request->path,
                           request->query_text != NULL ? request->query_text : "");

  return length < MAXIMUM_KEY;
}

/* With the lock held. */

static void
drop (ServerCopies *self,
      Copy         *copy)
{
  g_hash_table_remove (self->shared.copies, copy->key);
  g_queue_unlink (&self->shared.recent, &copy->link);
  self->shared.size -= copy->size;
  copy_free (copy);
}

static gboolean
is_current (ServerCopies *self,
            const Copy   *copy)
{
  return copy->generation == server_copies_get_generation (self) &&
         g_get_monotonic_time () - copy->kept_at < LIFETIME;
}

static void
insert (ServerCopies *self,
        Copy         *copy)
{
  Copy *old = g_hash_table_lookup (self->shared.copies, copy->key);

  if (old != NULL)
    drop (self, old);
  g_hash_table_insert (self->shared.copies, copy->key, copy);
  g_queue_push_head_link (&self->shared.recent, &copy->link);
  self->shared.size += copy->size;
  while (self->shared.size > self->maximum_size)
    drop (self, self->shared.recent.tail->data);
}

/* Without it. */

static Copy *
copy_new (const char     *key,
          guint           generation,
          ServerResponse *response)
{
  Copy *copy = g_new0 (Copy, 1);

  if (response->bytes == NULL)
    response->bytes = g_string_free_to_bytes (g_steal_pointer (&response->text));
  copy->key = g_strdup (key);
  copy->link.data = copy;
  copy->generation = generation;
  copy->kept_at = g_get_monotonic_time ();
  copy->rendering = server_rendering_new (g_bytes_ref (response->bytes));
  g_clear_pointer (&response->rendering, server_rendering_unref);
  response->rendering = server_rendering_ref (copy->rendering);
  copy->content_type = response->content_type;
  copy->n_headers = response->n_headers;
  copy->size = sizeof *copy + strlen (key) + g_bytes_get_size (response->bytes) * BYTES_WITH_CODED / BYTES;
  for (guint i = 0; i < response->n_headers; i++)
    {
      copy->headers[i].name = response->headers[i].name;
      copy->headers[i].value = g_strdup (response->headers[i].value);
      copy->size += strlen (response->headers[i].value);
    }

  return copy;
}

static void
answer (const Copy     *copy,
        ServerResponse *response)
{
  server_response_take_rendering (response, server_rendering_ref (copy->rendering), copy->content_type);
  for (guint i = 0; i < copy->n_headers; i++)
    server_response_set_header (response, copy->headers[i].name, copy->headers[i].value);
}

/**
 * server_copies_new:
 * @maximum_size: how much memory they may take, in bytes
 * @newest: the newest revision of the database
 *
 * Returns: (transfer full): no copies yet
 */
ServerCopies *
server_copies_new (gsize  maximum_size,
                   gint64 newest)
{
  ServerCopies *self = g_new0 (ServerCopies, 1);

  self->maximum_size = maximum_size;
  self->writer.newest = newest;
  g_mutex_init (&self->shared.lock);
  self->shared.copies = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->shared.recent);

  return self;
}

/**
 * server_copies_free:
 * @self: (nullable): copies that no thread uses any more
 */
void
server_copies_free (ServerCopies *self)
{
  if (self == NULL)
    return;

  while (self->shared.recent.tail != NULL)
    drop (self, self->shared.recent.tail->data);
  g_hash_table_unref (self->shared.copies);
  g_mutex_clear (&self->shared.lock);
  g_free (self);
}

/**
 * server_copies_get_generation:
 * @self: copies
 *
 * To be called before the snapshot begins that an answer will be rendered from.
 *
 * Returns: the generation that the answer will belong to
 */
guint
server_copies_get_generation (ServerCopies *self)
{
  return (guint) g_atomic_int_get (&self->generation);
}

/**
 * server_copies_find:
 * @self: copies
 * @request: a GET that was admitted, with its role
 * @response: gets the answer, if there is a copy of it
 *
 * Returns: whether there is one
 */
gboolean
server_copies_find (ServerCopies        *self,
                    const ServerRequest *request,
                    ServerResponse      *response)
{
  g_autoptr(GMutexLocker) locker = NULL;
  char key[MAXIMUM_KEY];
  Copy *copy;

  if (!write_key (request, key))
    return FALSE;

  locker = g_mutex_locker_new (&self->shared.lock);
  copy = g_hash_table_lookup (self->shared.copies, key);
  if (copy == NULL || !is_current (self, copy))
    return FALSE;

  g_queue_unlink (&self->shared.recent, &copy->link);
  g_queue_push_head_link (&self->shared.recent, &copy->link);
  answer (copy, response);

  return TRUE;
}

/**
 * server_copies_keep:
 * @self: copies
 * @generation: from before the snapshot of the answer began
 * @request: what was asked
 * @response: the answer, 200 with a body that is no stream
 *
 * Keeps a copy of an answer, unless the catalogue has changed, or is about to, since its snapshot.
 */
void
server_copies_keep (ServerCopies        *self,
                    guint                generation,
                    const ServerRequest *request,
                    ServerResponse      *response)
{
  char key[MAXIMUM_KEY];
  Copy *copy;
  gsize size;

  server_response_render (response);
  server_response_peek_body (response, &size);
  if (generation % 2 != 0 || response->status != 200 || size == 0 || response->n_headers > MAXIMUM_HEADERS ||
      size > self->maximum_size / LARGEST_PART || !write_key (request, key))
    return;

  copy = copy_new (key, generation, response);
  g_mutex_lock (&self->shared.lock);
  if (is_current (self, copy))
    insert (self, g_steal_pointer (&copy));
  g_mutex_unlock (&self->shared.lock);
  g_clear_pointer (&copy, copy_free);
}

/* A commit that failed has left the generation odd. */
static void
settle (ServerCopies *self)
{
  if (server_copies_get_generation (self) % 2 != 0)
    g_atomic_int_inc (&self->generation);
}

static gboolean
select_changes (BakeryConnection *connection,
                gint64            since,
                gint64           *ret_newest,
                gboolean         *ret_has_changed,
                GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT max(revision), max(entity IN ('store', 'cake', 'option_group', 'option'))"
                               " FROM changes WHERE revision > $1", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, since);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;

  *ret_newest = MAX (since, bakery_statement_get_int (select, 0));
  *ret_has_changed = bakery_statement_get_int (select, 1) != 0;

  return TRUE;
}

/**
 * server_copies_committing:
 * @connection: the writer's connection, about to commit
 * @user_data: the copies
 *
 * Gives no copy out any more when the transaction changes the catalogue. A #BakeryWriterCommitting.
 */
void
server_copies_committing (BakeryConnection *connection,
                          gpointer          user_data)
{
  ServerCopies *self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean has_changed = TRUE;

  settle (self);
  self->writer.committing = self->writer.newest;
  if (!select_changes (connection, self->writer.newest, &self->writer.committing, &has_changed, &error))
    g_message ("The change log cannot be read: %s", error->message);
  if (has_changed)
    g_atomic_int_inc (&self->generation);
}

/**
 * server_copies_committed:
 * @self: copies
 *
 * Gives copies out again, of answers from now on. To be called after each commit, on the writer's thread.
 */
void
server_copies_committed (ServerCopies *self)
{
  self->writer.newest = self->writer.committing;
  settle (self);
}
