/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loads tiles. One goes through these steps, on a thread where files are read and pictures decoded:
 *
 *   look (file, then what was fetched before) → fetch, two at a time → keep
 *
 * A tile server is somebody else's, who gives it away: it is told who asks, is asked for what is looked at and nothing else,
 * and is not asked again before the time it names. When it fails, it is left alone for a while, and what was fetched before is
 * shown, however old. Main thread. */

#include "config.h"

#include "console-tiles.h"

#include "bakery-time.h"
#include "console-picture-codec.h"
#include "console-tile-archive.h"
#include "console-tile-cache.h"
#include "console-tile-fetch.h"

/* How much room the tiles of one account may take on the disk, in bytes. */
#define ROOM (256 * 1024 * 1024)

/* Tiles that are fetched at once. */
#define PARALLEL 2

/* After so many failures in a row, the server is left alone. */
#define MOST_FAILURES 2

/* Seconds without a byte after which an answer is not waited for any more. */
#define ANSWER_SECONDS 10

/* For how long a server that failed is left alone. */
#define PAUSE_MILLISECONDS 30000

struct _ConsoleTiles
{
  GObject parent_instance;

  /* Owned */
  SoupSession        *session;
  ConsoleTileCache   *cache;
  ConsoleTileArchive *archive;
  char               *address;
  char               *attribution;
  char               *contact;
  GQueue              waiting; /* tasks that want to fetch, the last one first */

  ConsoleTilesState   state;
  guint               n_running;
  guint               answer_seconds;
  guint               n_failures;
  guint               pause_milliseconds;
  guint               pause_source; /* while the server is left alone */
  guint               n_archives;   /* how often the file was set */
  gboolean            is_offline;
  gboolean            is_bad_file;
};

/* One tile on its way. The task owns it. */
typedef struct
{
  ConsoleTile         tile;
  ConsoleTileCache   *cache;
  ConsoleTileArchive *archive;
  char               *address;
  ConsoleCachedTile  *cached;  /* what was fetched before */
  ConsoleTileAnswer  *answer;  /* what was fetched now */
  GdkPixbuf          *picture;
  gboolean            is_final; /* nobody need be asked */
} Wish;

/* A file that is being opened. */
typedef struct
{
  ConsoleTiles *tiles;
  guint         number; /* which one that was set */
} Opening;

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleTiles, console_tiles, G_TYPE_OBJECT)

static void start_next (ConsoleTiles *self);

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_clear_pointer (&wish->cache, console_tile_cache_unref);
  g_clear_pointer (&wish->archive, console_tile_archive_unref);
  g_clear_pointer (&wish->cached, console_cached_tile_free);
  g_clear_pointer (&wish->answer, console_tile_answer_free);
  g_clear_object (&wish->picture);
  g_free (wish->address);
  g_free (wish);
}

static void
update_state (ConsoleTiles     *self,
              ConsoleTilesState state)
{
  if (self->is_bad_file)
    state = CONSOLE_TILES_BAD_FILE;
  else if (*self->address == '\0')
    state = self->archive != NULL ? CONSOLE_TILES_GOOD : CONSOLE_TILES_NO_SOURCE;
  else if (self->is_offline)
    state = CONSOLE_TILES_OFFLINE;

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* On a thread: */

static void
look (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Wish *wish = data;
  const gint64 now = g_get_real_time ();

  wish->picture = wish->archive != NULL ? console_tile_archive_read (wish->archive, &wish->tile) : NULL;
  wish->is_final = wish->picture != NULL;
  if (!wish->is_final && *wish->address != '\0')
    wish->cached = console_tile_cache_find (wish->cache, wish->address, &wish->tile, now);
  if (wish->cached != NULL)
    {
      wish->picture = console_picture_decode (wish->cached->content, G_MAXINT, NULL);
      wish->is_final = wish->picture != NULL && wish->cached->fresh_until > now;
      if (wish->picture == NULL)
        g_clear_pointer (&wish->cached, console_cached_tile_free);
    }
  g_task_return_boolean (task, TRUE);
}

static void
keep_new (Wish  *wish,
          gint64 now)
{
  g_autoptr(ConsoleCachedTile) cached = g_new0 (ConsoleCachedTile, 1);

  cached->content = g_bytes_ref (wish->answer->content);
  cached->etag = g_strdup (wish->answer->etag);
  cached->last_modified = g_strdup (wish->answer->last_modified);
  cached->fresh_until = wish->answer->fresh_until;
  console_tile_cache_put (wish->cache, wish->address, &wish->tile, cached, now);
}

/* Only what is a picture takes the place of what was fetched before. */
static void
keep (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Wish *wish = data;
  const gint64 now = g_get_real_time ();
  GdkPixbuf *picture;

  if (wish->answer->kind == CONSOLE_TILE_ANSWER_UNCHANGED)
    {
      console_tile_cache_renew (wish->cache, wish->address, &wish->tile, wish->answer->fresh_until);
      g_task_return_boolean (task, TRUE);
      return;
    }

  picture = console_picture_decode (wish->answer->content, G_MAXINT, NULL);
  if (picture != NULL)
    {
      g_clear_object (&wish->picture);
      wish->picture = picture;
      keep_new (wish, now);
    }
  g_task_return_boolean (task, picture != NULL);
}

/* On the main thread: */

/* The thread may be the last to let go of the step, which therefore holds nothing: it is @task, which only this thread holds,
 * that keeps the tiles. */
static void
run_in_thread (GTask              *task,
               GTaskThreadFunc     func,
               GAsyncReadyCallback callback)
{
  g_autoptr(GTask) step = g_task_new (NULL, NULL, callback, g_object_ref (task));

  g_task_set_source_tag (step, func);
  g_task_set_task_data (step, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (step, func);
}

static void
finish (GTask *task)
{
  Wish *wish = g_task_get_task_data (task);

  if (wish->picture != NULL)
    g_task_return_pointer (task, g_steal_pointer (&wish->picture), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no tile.");
}

/* Whoever waits gets what there is. */
static void
give_up_waiting (ConsoleTiles *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
    {
      finish (task);
      g_object_unref (task);
    }
}

static gboolean
paused_cb (gpointer user_data)
{
  ConsoleTiles *self = user_data;

  self->pause_source = 0;
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
note_failure (ConsoleTiles     *self,
              ConsoleTilesState state)
{
  update_state (self, state);

  /* No map has all places; the server is well. */
  if (state == CONSOLE_TILES_MISSING || ++self->n_failures < MOST_FAILURES || self->pause_source != 0)
    return;

  self->n_failures = 0;
  self->pause_source = g_timeout_add (self->pause_milliseconds, paused_cb, self);
  give_up_waiting (self);
}

static void
note_success (ConsoleTiles *self)
{
  self->n_failures = 0;
  update_state (self, CONSOLE_TILES_GOOD);
}

static void
end_fetch (GTask *task)
{
  ConsoleTiles *self = g_task_get_source_object (task);

  self->n_running--;
  finish (task);
  start_next (self);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleTiles *self = g_task_get_source_object (task);

  if (g_task_propagate_boolean (G_TASK (result), NULL))
    note_success (self);
  else
    note_failure (self, CONSOLE_TILES_NO_PICTURES);
  end_fetch (task);
}

static ConsoleTilesState
get_failure (ConsoleTileAnswerKind kind)
{
  return kind == CONSOLE_TILE_ANSWER_MISSING ? CONSOLE_TILES_MISSING
         : kind == CONSOLE_TILE_ANSWER_REFUSED ? CONSOLE_TILES_REFUSED
         : CONSOLE_TILES_UNREACHABLE;
}

static void
fetched_cb (ConsoleTileAnswer *answer,
            gpointer           user_data)
{
  g_autoptr(GTask) task = user_data;
  Wish *wish = g_task_get_task_data (task);

  wish->answer = answer;
  if (answer->kind == CONSOLE_TILE_ANSWER_PICTURE || answer->kind == CONSOLE_TILE_ANSWER_UNCHANGED)
    {
      run_in_thread (task, keep, kept_cb);
      return;
    }

  if (answer->kind != CONSOLE_TILE_ANSWER_CANCELLED)
    note_failure (g_task_get_source_object (task), get_failure (answer->kind));
  end_fetch (task);
}

static void
start_next (ConsoleTiles *self)
{
  while (self->n_running < PARALLEL && self->waiting.length > 0)
    {
      g_autoptr(GTask) task = g_queue_pop_head (&self->waiting);
      Wish *wish = g_task_get_task_data (task);
      g_autofree char *url = console_tile_address_expand (wish->address, &wish->tile);

      if (g_task_return_error_if_cancelled (task))
        continue;

      self->n_running++;
      console_tile_fetch (self->session, url, wish->cached, g_task_get_cancellable (task), fetched_cb, g_object_ref (task));
    }
}

static gboolean
may_fetch (ConsoleTiles *self,
           const Wish   *wish)
{
  return *self->address != '\0' && g_str_equal (wish->address, self->address)
         && !self->is_offline && self->pause_source == 0;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleTiles *self = g_task_get_source_object (task);
  const Wish *wish = g_task_get_task_data (task);

  if (wish->is_final || !may_fetch (self, wish))
    {
      finish (task);
      return;
    }

  g_queue_push_head (&self->waiting, g_steal_pointer (&task));
  start_next (self);
}

static void
console_tiles_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *spec)
{
  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) CONSOLE_TILES (object)->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_tiles_finalize (GObject *object)
{
  ConsoleTiles *self = CONSOLE_TILES (object);

  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->cache, console_tile_cache_unref);
  g_clear_pointer (&self->archive, console_tile_archive_unref);
  g_free (self->address);
  g_free (self->attribution);
  g_free (self->contact);

  G_OBJECT_CLASS (console_tiles_parent_class)->finalize (object);
}

static void
console_tiles_class_init (ConsoleTilesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = console_tiles_get_property;
  object_class->finalize = console_tiles_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, CONSOLE_TILES_BAD_FILE, 0,
                                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
console_tiles_init (ConsoleTiles *self)
{
  g_queue_init (&self->waiting);
  self->address = g_strdup ("");
  self->attribution = g_strdup ("");
  self->contact = g_strdup ("");
  self->state = CONSOLE_TILES_NO_SOURCE;
  console_tiles_set_patience (self, ANSWER_SECONDS, PAUSE_MILLISECONDS);
}

/**
 * console_tiles_new:
 * @folder: where to keep what is fetched
 *
 * Returns: (transfer full): tiles from nowhere yet
 */
ConsoleTiles *
console_tiles_new (const char *folder)
{
  ConsoleTiles *self = g_object_new (CONSOLE_TYPE_TILES, NULL);

  self->cache = console_tile_cache_new (folder, ROOM);

  return self;
}

/* What failed before may succeed now. */
static void
begin_anew (ConsoleTiles *self)
{
  g_clear_handle_id (&self->pause_source, g_source_remove);
  self->n_failures = 0;
  give_up_waiting (self);
  update_state (self, CONSOLE_TILES_GOOD);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * console_tiles_set_folder:
 * @self: the tiles
 * @folder: where to keep what is fetched
 *
 * Keeps tiles elsewhere, for another account.
 */
void
console_tiles_set_folder (ConsoleTiles *self,
                          const char   *folder)
{
  g_return_if_fail (CONSOLE_IS_TILES (self));

  console_tile_cache_unref (self->cache);
  self->cache = console_tile_cache_new (folder, ROOM);
}

/**
 * console_tiles_set_address:
 * @self: the tiles
 * @address: of a tile server, with {z}, {x} and {y}; "" for none
 * @attribution: whom to thank for its tiles
 *
 * Takes tiles from another server. An address that cannot be used is as good as none.
 */
void
console_tiles_set_address (ConsoleTiles *self,
                           const char   *address,
                           const char   *attribution)
{
  g_return_if_fail (CONSOLE_IS_TILES (self));

  g_free (self->address);
  g_free (self->attribution);
  self->address = g_strdup (console_tile_address_is_usable (address) ? address : "");
  self->attribution = g_strdup (attribution);
  begin_anew (self);
}

/* What is under way goes on. */
static void
create_session (ConsoleTiles *self)
{
  g_clear_object (&self->session);
  self->session = console_tile_fetch_create_session (self->contact, PARALLEL, self->answer_seconds);
}

/**
 * console_tiles_set_contact:
 * @self: the tiles
 * @contact: how the provider of the tiles can reach the shop; "" where nobody said
 *
 * Says so whenever a tile is asked for from now on.
 */
void
console_tiles_set_contact (ConsoleTiles *self,
                           const char   *contact)
{
  g_return_if_fail (CONSOLE_IS_TILES (self));

  g_free (self->contact);
  self->contact = g_strdup (contact);
  create_session (self);
}

static void
open_archive (GTask        *task,
              gpointer      source,
              gpointer      path,
              GCancellable *cancellable)
{
  GError *error = NULL;
  ConsoleTileArchive *archive = console_tile_archive_open (path, &error);

  if (archive != NULL)
    g_task_return_pointer (task, archive, (GDestroyNotify) console_tile_archive_unref);
  else
    g_task_return_error (task, error);
}

static void
archive_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autofree Opening *opening = user_data;
  g_autoptr(ConsoleTiles) self = opening->tiles;
  g_autoptr(GError) error = NULL;
  ConsoleTileArchive *archive = g_task_propagate_pointer (G_TASK (result), &error);

  /* Another one was chosen while this one was opened. */
  if (opening->number != self->n_archives)
    {
      g_clear_pointer (&archive, console_tile_archive_unref);
      return;
    }

  self->archive = archive;
  self->is_bad_file = archive == NULL;
  if (archive == NULL)
    g_message ("%s", error->message);
  begin_anew (self);
}

/**
 * console_tiles_set_archive:
 * @self: the tiles
 * @path: (nullable): a file in the MBTiles format
 *
 * Takes from a file what it has.
 */
void
console_tiles_set_archive (ConsoleTiles *self,
                           const char   *path)
{
  g_autoptr(GTask) task = NULL;
  Opening *opening;

  g_return_if_fail (CONSOLE_IS_TILES (self));

  self->n_archives++;
  self->is_bad_file = FALSE;
  g_clear_pointer (&self->archive, console_tile_archive_unref);
  if (path == NULL)
    {
      begin_anew (self);
      return;
    }

  opening = g_new (Opening, 1);
  opening->tiles = g_object_ref (self);
  opening->number = self->n_archives;
  task = g_task_new (NULL, NULL, archive_opened_cb, opening);
  g_task_set_source_tag (task, console_tiles_set_archive);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_archive);
}

/**
 * console_tiles_set_offline:
 * @self: the tiles
 * @offline: whether to stay away from the network
 */
void
console_tiles_set_offline (ConsoleTiles *self,
                           gboolean      offline)
{
  g_return_if_fail (CONSOLE_IS_TILES (self));

  if (self->is_offline == offline)
    return;

  self->is_offline = offline;
  begin_anew (self);
}

/**
 * console_tiles_set_patience:
 * @self: the tiles
 * @answer_seconds: without a byte after which an answer is not waited for any more
 * @pause_milliseconds: for which a server that failed is left alone
 *
 * Changes how patient it is.
 */
void
console_tiles_set_patience (ConsoleTiles *self,
                            guint         answer_seconds,
                            guint         pause_milliseconds)
{
  g_return_if_fail (CONSOLE_IS_TILES (self));

  self->answer_seconds = answer_seconds;
  create_session (self);
  self->pause_milliseconds = pause_milliseconds;
}

/**
 * console_tiles_get_state:
 * @self: the tiles
 *
 * Returns: why a map may be empty
 */
ConsoleTilesState
console_tiles_get_state (ConsoleTiles *self)
{
  g_return_val_if_fail (CONSOLE_IS_TILES (self), CONSOLE_TILES_NO_SOURCE);

  return self->state;
}

/**
 * console_tiles_dup_attribution:
 * @self: the tiles
 *
 * Returns: (transfer full): whom to thank for what is shown; "" for nobody
 */
char *
console_tiles_dup_attribution (ConsoleTiles *self)
{
  const char *of_file;
  const char *of_server;

  g_return_val_if_fail (CONSOLE_IS_TILES (self), NULL);

  of_file = self->archive != NULL ? console_tile_archive_get_attribution (self->archive) : "";
  of_server = *self->address != '\0' ? self->attribution : "";
  if (*of_file == '\0' || *of_server == '\0' || g_str_equal (of_file, of_server))
    return g_strdup (*of_file != '\0' ? of_file : of_server);

  return g_strconcat (of_file, " · ", of_server, NULL);
}

/**
 * console_tiles_load_async:
 * @self: the tiles
 * @tile: which one
 * @cancellable: (nullable): takes the wish back
 * @callback: called with the picture
 * @user_data: for @callback
 *
 * Loads a tile.
 */
void
console_tiles_load_async (ConsoleTiles       *self,
                          const ConsoleTile  *tile,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Wish *wish;

  g_return_if_fail (CONSOLE_IS_TILES (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_tiles_load_async);
  if (!console_tile_is_valid (tile))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no tile.");
      return;
    }

  wish = g_new0 (Wish, 1);
  wish->tile = *tile;
  wish->cache = console_tile_cache_ref (self->cache);
  wish->archive = self->archive != NULL ? console_tile_archive_ref (self->archive) : NULL;
  wish->address = g_strdup (self->address);
  g_task_set_task_data (task, wish, wish_free);
  run_in_thread (task, look, looked_cb);
}

/**
 * console_tiles_load_finish:
 * @self: the tiles
 * @result: what the callback got
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): the picture of the tile
 */
GdkPixbuf *
console_tiles_load_finish (ConsoleTiles *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
