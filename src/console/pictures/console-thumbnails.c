/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loads small pictures: from memory, from a file, or from the server. A load runs through these steps, each but the first and
 * the last away from the main thread:
 *
 *   start_next → read_file → file_read_cb → open_cb → received_cb → decode → decoded_cb
 *
 * Few run at a time, and the newest wish is the first: whoever scrolls wants what is seen now. Wishes that were taken back are
 * dropped before they cost anything. Textures are kept in memory up to a number of bytes, those looked at last. Main thread. */

#include "config.h"

#include "console-thumbnails.h"

#include "console-api-client.h"
#include "console-picture-codec.h"
#include "console-session.h"
#include "console-thumbnails-private.h"

/* The shorter side of a small picture: little more than a card is wide, for cairo is slow where it shrinks much. */
#define SIDE 288

/* What is kept in memory, in bytes. */
#define MEMORY (48 * 1024 * 1024)

/* Loads under way at a time. */
#define PARALLEL 3

struct _ConsoleThumbnails
{
  GObject parent_instance;

  /* Owned */
  ConsoleContext *context;
  char           *folder;
  GHashTable     *textures; /* id → Entry */
  GQueue          recent;   /* the entries' ids, looked at last first */
  GHashTable     *wishes;   /* id → Wish, waiting or under way */
  GQueue          waiting;  /* Wish, borrowed from wishes, newest last */
  GHashTable     *hopeless; /* ids of pictures that the server does not have, or that cannot be decoded */

  gsize           bytes;
  guint           n_running;
};

typedef struct
{
  gint64      image;
  GdkTexture *texture;
  gsize       size;
  GList       link; /* in recent; its data is the entry */
} Entry;

/* One picture that somebody wants. */
typedef struct
{
  gint64     image;
  GPtrArray *tasks; /* GTask, owned */
} Wish;

/* Pixels on their way to the main thread. */
typedef struct
{
  GBytes *content;
  char   *folder;
  gint64  image;
} Job;

typedef struct
{
  GBytes *pixels;
  int     width;
  int     height;
} Picture;

/* What a step is for. It is the step's user data, which is the main thread's: a thread may be the last to let go of a task. */
typedef struct
{
  ConsoleThumbnails *thumbnails;
  gint64             image;
} Step;

G_DEFINE_FINAL_TYPE (ConsoleThumbnails, console_thumbnails, G_TYPE_OBJECT)

static void start_next (ConsoleThumbnails *self);
static void file_read_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data);
static void open_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data);
static void received_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data);
static void decoded_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data);

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->texture);
  g_free (entry);
}

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_ptr_array_unref (wish->tasks);
  g_free (wish);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->content, g_bytes_unref);
  g_free (job->folder);
  g_free (job);
}

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  g_bytes_unref (picture->pixels);
  g_free (picture);
}

static Picture *
picture_new (GdkPixbuf *pixbuf)
{
  Picture *picture = g_new (Picture, 1);

  picture->pixels = console_picture_dup_pixels (pixbuf);
  picture->width = gdk_pixbuf_get_width (pixbuf);
  picture->height = gdk_pixbuf_get_height (pixbuf);

  return picture;
}

/* Memory */

static void
forget_beyond (ConsoleThumbnails *self,
               gsize              limit)
{
  while (self->bytes > limit && self->recent.tail != NULL)
    {
      Entry *entry = self->recent.tail->data;

      g_queue_unlink (&self->recent, &entry->link);
      self->bytes -= entry->size;
      g_hash_table_remove (self->textures, &entry->image);
    }
}

static GdkTexture *
keep (ConsoleThumbnails *self,
      gint64             image,
      const Picture     *picture)
{
  GdkTexture *known = console_thumbnails_lookup (self, image);
  Entry *entry;

  if (known != NULL)
    {
      return known;
    }

  entry = g_new0 (Entry, 1);
  entry->image = image;
  entry->size = g_bytes_get_size (picture->pixels);
  entry->texture = gdk_memory_texture_new (picture->width, picture->height, GDK_MEMORY_B8G8R8, picture->pixels,
                                           (gsize) picture->width * CONSOLE_PICTURE_PIXEL_BYTES);
  entry->link.data = entry;
  g_hash_table_insert (self->textures, &entry->image, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->bytes += entry->size;
  forget_beyond (self, MEMORY);

  return entry->texture;
}

/* Wishes */

/* Answers whoever wanted the picture, and goes on with the next one. */
static void
fulfil (ConsoleThumbnails *self,
        gint64             image,
        GdkTexture        *texture,
        const GError      *error)
{
  Wish *wish = g_hash_table_lookup (self->wishes, &image);

  g_hash_table_steal (self->wishes, &image);
  self->n_running--;
  for (guint i = 0; i < wish->tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (wish->tasks, i);

      if (texture != NULL)
        {
          g_task_return_pointer (task, g_object_ref (texture), g_object_unref);
        }
      else
        {
          g_task_return_error (task, g_error_copy (error));
        }
    }
  wish_free (wish);
  start_next (self);
}

static gboolean
is_wanted (const Wish *wish)
{
  for (guint i = 0; i < wish->tasks->len; i++)
    {
      if (!g_cancellable_is_cancelled (g_task_get_cancellable (g_ptr_array_index (wish->tasks, i))))
        {
          return TRUE;
        }
    }

  return FALSE;
}

static GTask *
new_step (ConsoleThumbnails  *self,
          gint64              image,
          GBytes             *content,
          GAsyncReadyCallback callback)
{
  Step *step = g_new (Step, 1);
  GTask *task = g_task_new (NULL, NULL, callback, step);
  Job *job = g_new0 (Job, 1);

  step->thumbnails = g_object_ref (self);
  step->image = image;
  g_task_set_source_tag (task, new_step);
  job->content = content != NULL ? g_bytes_ref (content) : NULL;
  job->folder = g_strdup (self->folder);
  job->image = image;
  g_task_set_task_data (task, job, job_free);

  return task;
}

static void
read_file (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GdkPixbuf) pixbuf = console_thumbnail_file_read (job->folder, job->image);

  g_task_return_pointer (task, pixbuf != NULL ? picture_new (pixbuf) : NULL, picture_free);
}

static void
decode (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr(GdkPixbuf) pixbuf = console_picture_decode (job->content, SIDE, &error);

  if (pixbuf == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  console_thumbnail_file_write (job->folder, job->image, pixbuf);
  g_task_return_pointer (task, picture_new (pixbuf), picture_free);
}

static void
start_next (ConsoleThumbnails *self)
{
  while (self->n_running < PARALLEL && self->waiting.length > 0)
    {
      Wish *wish = g_queue_pop_tail (&self->waiting);

      self->n_running++;
      if (is_wanted (wish))
        {
          g_autoptr(GTask) task = new_step (self, wish->image, NULL, file_read_cb);

          g_task_run_in_thread (task, read_file);
        }
      else
        {
          g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody wants it any more.");

          fulfil (self, wish->image, NULL, error);
        }
    }
}

static void
file_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Step *step = user_data;
  g_autoptr(ConsoleThumbnails) self = step->thumbnails;
  Picture *picture = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *path = NULL;
  ConsoleApiRequest request = { .method = "GET", .accept = "image/*", .anonymous = TRUE };
  ConsoleSession *session;

  if (picture != NULL)
    {
      fulfil (self, step->image, keep (self, step->image, picture), NULL);
      picture_free (picture);
      return;
    }

  session = console_context_get_session (self->context);
  path = g_strdup_printf ("images/%" G_GINT64_FORMAT, step->image);
  request.path = path;
  console_api_client_open_async (console_session_get_client (session), &request, NULL, open_cb,
                                 new_step (self, step->image, NULL, decoded_cb));
}

/* What failed for good is not asked for again. */
static void
give_up (ConsoleThumbnails *self,
         gint64             image,
         const GError      *error)
{
  if (error->domain == CONSOLE_API_ERROR ? !console_api_error_is_passing (error)
                                         : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    {
      g_hash_table_add (self->hopeless, g_memdup2 (&image, sizeof image));
    }
  fulfil (self, image, NULL, error);
}

static void
open_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(GInputStream) stream = console_api_client_open_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autoptr(GOutputStream) content = NULL;

  if (stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  content = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (content, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_LOW, NULL, received_cb, g_steal_pointer (&task));
}

static void
received_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  job->content = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  g_task_run_in_thread (task, decode);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Step *step = user_data;
  g_autoptr(ConsoleThumbnails) self = step->thumbnails;
  g_autoptr(GError) error = NULL;
  Picture *picture = g_task_propagate_pointer (G_TASK (result), &error);

  if (picture == NULL)
    {
      give_up (self, step->image, error);
      return;
    }

  fulfil (self, step->image, keep (self, step->image, picture), NULL);
  picture_free (picture);
}

/* The account's files */

static void
trim (GTask        *task,
      gpointer      source,
      gpointer      folder,
      GCancellable *cancellable)
{
  console_thumbnail_files_trim (folder);
  g_task_return_boolean (task, TRUE);
}

static void
set_folder (ConsoleThumbnails *self)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *folder = console_context_dup_cache_folder (self->context);

  g_free (self->folder);
  self->folder = g_build_filename (folder, "pictures", NULL);
  forget_beyond (self, 0);
  g_hash_table_remove_all (self->hopeless);

  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, set_folder);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  g_task_run_in_thread (task, trim);
}

/* Another history of the database may give an id to another picture. */
static void
cache_replaced_cb (ConsoleThumbnails *self)
{
  console_thumbnail_files_remove (self->folder);
  forget_beyond (self, 0);
  g_hash_table_remove_all (self->hopeless);
}

static void
console_thumbnails_finalize (GObject *object)
{
  ConsoleThumbnails *self = CONSOLE_THUMBNAILS (object);

  forget_beyond (self, 0);
  g_queue_clear (&self->waiting);
  g_hash_table_unref (self->wishes);
  g_hash_table_unref (self->textures);
  g_hash_table_unref (self->hopeless);
  g_free (self->folder);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (console_thumbnails_parent_class)->finalize (object);
}

static void
console_thumbnails_class_init (ConsoleThumbnailsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_thumbnails_finalize;
}

static void
console_thumbnails_init (ConsoleThumbnails *self)
{
  g_queue_init (&self->recent);
  g_queue_init (&self->waiting);
  self->textures = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, entry_free);
  self->wishes = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, wish_free);
  self->hopeless = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * console_thumbnails_new:
 * @context: whose pictures
 *
 * Returns: (transfer full): a loader that has loaded nothing
 */
ConsoleThumbnails *
console_thumbnails_new (ConsoleContext *context)
{
  ConsoleThumbnails *self = g_object_new (CONSOLE_TYPE_THUMBNAILS, NULL);

  self->context = g_object_ref (context);
  set_folder (self);
  g_signal_connect_object (context, "cache-replaced", G_CALLBACK (cache_replaced_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::is-ready", G_CALLBACK (set_folder), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * console_thumbnails_lookup:
 * @self: a loader
 * @image: the id of a picture
 *
 * Returns: (transfer none) (nullable): the picture if it is in memory
 */
GdkTexture *
console_thumbnails_lookup (ConsoleThumbnails *self,
                           gint64             image)
{
  Entry *entry;

  g_return_val_if_fail (CONSOLE_IS_THUMBNAILS (self), NULL);

  entry = g_hash_table_lookup (self->textures, &image);
  if (entry == NULL)
    {
      return NULL;
    }

  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_head_link (&self->recent, &entry->link);

  return entry->texture;
}

/**
 * console_thumbnails_load_async:
 * @self: a loader
 * @image: the id of a picture
 * @cancellable: (nullable): takes the wish back
 * @callback: called with the picture
 * @user_data: for @callback
 *
 * Wishes for a picture.
 */
void
console_thumbnails_load_async (ConsoleThumbnails  *self,
                               gint64              image,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task;
  Wish *wish;

  g_return_if_fail (CONSOLE_IS_THUMBNAILS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_thumbnails_load_async);
  if (console_thumbnails_lookup (self, image) != NULL)
    {
      g_task_return_pointer (task, g_object_ref (console_thumbnails_lookup (self, image)), g_object_unref);
      g_object_unref (task);
      return;
    }
  if (g_hash_table_contains (self->hopeless, &image))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such picture.");
      g_object_unref (task);
      return;
    }

  wish = g_hash_table_lookup (self->wishes, &image);
  if (wish == NULL)
    {
      wish = g_new0 (Wish, 1);
      wish->image = image;
      wish->tasks = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->wishes, &wish->image, wish);
      g_queue_push_tail (&self->waiting, wish);
    }
  g_ptr_array_add (wish->tasks, task);
  start_next (self);
}

/**
 * console_thumbnails_load_finish:
 * @self: a loader
 * @result: what the callback got
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): the picture
 */
GdkTexture *
console_thumbnails_load_finish (ConsoleThumbnails *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * console_thumbnails_get_bytes:
 * @self: a loader
 *
 * Returns: how much memory the kept pictures take
 */
gsize
console_thumbnails_get_bytes (ConsoleThumbnails *self)
{
  g_return_val_if_fail (CONSOLE_IS_THUMBNAILS (self), 0);

  return self->bytes;
}
