/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the console's parts and holds them together: when the session gets an account, its files are opened and the sync
 * starts; when it loses it, they are closed and the cached data goes. Main thread. */

#include "config.h"

#include "console-context.h"

#include "console-cache-schema.h"
#include "console-cache.h"
#include "console-drafts.h"
#include "console-outbox-list-private.h"
#include "console-repository-private.h"
#include "console-secrets.h"
#include "console-session-private.h"
#include "console-sync-private.h"
#include "console-tiles.h"

struct _ConsoleContext
{
  GObject parent_instance;

  /* Owned */
  char              *data_folder;
  GSettings         *settings;
  ConsoleClock      *clock;
  ConsoleSecrets    *secrets;
  ConsoleSession    *session;
  ConsoleOutboxList *outbox;
  ConsoleRepository *repository;
  ConsoleSync       *sync;
  ConsoleDrafts     *drafts;
  ConsoleCache      *cache;
  ConsoleTiles      *tiles;    /* NULL until there is a map */
  char              *identity; /* whose files are open */

  gint64             store;
  gboolean           is_offline;
  gboolean           knows_store;  /* which store was looked at last has been read */
  gboolean           knows_stores; /* which stores there are has been read */
};

enum
{
  PROP_0,
  PROP_STORE,
  PROP_IS_READY,
  N_PROPS,
};

enum
{
  CACHE_REPLACED,
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleContext, console_context, G_TYPE_OBJECT)

static void
cache_replaced_cb (ConsoleCache *cache,
                   gpointer      user_data)
{
  g_signal_emit (user_data, signals[CACHE_REPLACED], 0, NULL);
}

static void
cache_failed_cb (ConsoleCache *cache,
                 const GError *error,
                 gpointer      user_data)
{
  g_signal_emit (user_data, signals[FAILED], 0, error);
}

static char *
dup_folder (const char *parent,
            const char *identity)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, identity, -1);

  hash[16] = '\0';
  return g_build_filename (parent, hash, NULL);
}

/* Somebody who looks at no store, or at one that is not theirs any more, is shown the first. */
static void
choose_store (ConsoleContext *self)
{
  GPtrArray *stores = console_repository_get_stores (self->repository);

  if (self->knows_store && stores->len > 0 && console_repository_find_store (self->repository, self->store) == NULL)
    {
      console_context_set_store (self, ((BakeryStore *) g_ptr_array_index (stores, 0))->base.id);
    }
}

/* Two readers answer in either order; only both together tell which orders are to be shown. */
static void
learn (ConsoleContext *self,
       gboolean       *knowledge)
{
  const gboolean was_ready = console_context_is_ready (self);

  *knowledge = TRUE;
  choose_store (self);
  if (!was_ready && console_context_is_ready (self))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_READY]);
    }
}

static gpointer
read_store (BakeryConnection *connection,
            gpointer          user_data,
            GError          **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *text = console_cache_state_dup (connection, "store", &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_strdup (text != NULL ? text : "0");
}

static void
store_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ConsoleContext) self = user_data;
  g_autofree char *text = console_cache_read_finish (CONSOLE_CACHE (source), result, NULL);

  if (self->cache != CONSOLE_CACHE (source))
    {
      return;
    }

  if (text != NULL && self->store == 0)
    {
      console_context_set_store (self, g_ascii_strtoll (text, NULL, 10));
    }
  learn (self, &self->knows_store);
}

static gboolean
write_store (BakeryConnection    *connection,
             ConsoleCacheChanges *changes,
             gpointer             user_data,
             GError             **error)
{
  return console_cache_state_set (connection, "store", user_data, error);
}

/* Maps */

static char *
dup_tile_folder (ConsoleContext *self)
{
  g_autofree char *folder = console_context_dup_cache_folder (self);

  return g_build_filename (folder, "tiles", NULL);
}

static void
move_tiles (ConsoleContext *self)
{
  g_autofree char *folder = dup_tile_folder (self);

  if (self->tiles != NULL)
    {
      console_tiles_set_folder (self->tiles, folder);
    }
}

static void
set_tile_address (ConsoleContext *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "map-tiles");
  g_autofree char *attribution = g_settings_get_string (self->settings, "map-attribution");

  console_tiles_set_address (self->tiles, address, attribution);
}

static void
set_tile_contact (ConsoleContext *self)
{
  g_autofree char *contact = g_settings_get_string (self->settings, "map-contact");

  console_tiles_set_contact (self->tiles, contact);
}

/* A file that somebody chose, or else one that lies where the console looks for it. */
static void
set_tile_archive (ConsoleContext *self)
{
  g_autofree char *chosen = g_settings_get_string (self->settings, "map-file");
  g_autofree char *usual = g_build_filename (self->data_folder, "map.mbtiles", NULL);
  const gboolean is_usual = *chosen == '\0' && g_file_test (usual, G_FILE_TEST_IS_REGULAR);

  console_tiles_set_archive (self->tiles, *chosen != '\0' ? chosen : is_usual ? usual : NULL);
}

static void
create_tiles (ConsoleContext *self)
{
  g_autofree char *folder = dup_tile_folder (self);

  self->tiles = console_tiles_new (folder);
  console_tiles_set_offline (self->tiles, self->is_offline);
  if (self->settings == NULL)
    {
      return;
    }

  g_signal_connect_object (self->settings, "changed::map-tiles", G_CALLBACK (set_tile_address), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::map-attribution", G_CALLBACK (set_tile_address), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::map-contact", G_CALLBACK (set_tile_contact), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::map-file", G_CALLBACK (set_tile_archive), self, G_CONNECT_SWAPPED);
  set_tile_contact (self);
  set_tile_address (self);
  set_tile_archive (self);
}

static void
open_cache (ConsoleContext *self,
            const char     *identity)
{
  g_autofree char *folder = dup_folder (self->data_folder, identity);

  self->identity = g_strdup (identity);
  self->cache = console_cache_new (folder);
  g_signal_connect_object (self->cache, "replaced", G_CALLBACK (cache_replaced_cb), self, 0);
  g_signal_connect_object (self->cache, "failed", G_CALLBACK (cache_failed_cb), self, 0);
  console_cache_open (self->cache);
  console_cache_read_async (self->cache, read_store, NULL, NULL, g_free, NULL, store_read_cb, g_object_ref (self));
  console_drafts_set_cache (self->drafts, self->cache);
  console_repository_set_cache (self->repository, self->cache);
  console_sync_start (self->sync, self->cache);
  move_tiles (self);
}

/* Waiting changes are never thrown away; the cached data is, when @wipe says that the account is gone. */
static void
close_cache (ConsoleContext *self,
             gboolean        wipe)
{
  g_autoptr(ConsoleCache) cache = g_steal_pointer (&self->cache);
  g_autoptr(GError) error = NULL;

  if (cache == NULL)
    {
      return;
    }

  g_clear_pointer (&self->identity, g_free);
  self->knows_store = FALSE;
  self->knows_stores = FALSE;
  console_drafts_set_cache (self->drafts, NULL);
  console_sync_stop (self->sync);
  console_repository_set_cache (self->repository, NULL);
  console_cache_close (cache);
  console_context_set_store (self, 0);
  if (wipe && !console_cache_wipe (cache, &error))
    {
      g_signal_emit (self, signals[FAILED], 0, error);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_READY]);
}

static void
account_changed_cb (ConsoleSession *session,
                    gpointer        user_data)
{
  ConsoleContext *self = user_data;
  const gboolean has_account = console_session_get_account (session) != NULL;
  g_autofree char *identity = has_account ? console_session_dup_identity (session) : NULL;

  if (g_strcmp0 (identity, self->identity) == 0)
    {
      return;
    }

  close_cache (self, !has_account);
  if (has_account)
    {
      open_cache (self, identity);
    }
}

static void
stores_changed_cb (ConsoleRepository *repository,
                   gpointer           user_data)
{
  ConsoleContext *self = user_data;

  learn (self, &self->knows_stores);
}

static void
entity_named_cb (ConsoleRepository *repository,
                 const char        *type,
                 gint64             local_id,
                 gint64             id,
                 ConsoleContext    *self)
{
  console_drafts_rename (self->drafts, type, local_id, id);
}

static void
console_context_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ConsoleContext *self = CONSOLE_CONTEXT (object);

  switch (property_id)
    {
    case PROP_STORE:
      g_value_set_int64 (value, self->store);
      break;

    case PROP_IS_READY:
      g_value_set_boolean (value, console_context_is_ready (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
console_context_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_STORE:
      console_context_set_store (CONSOLE_CONTEXT (object), g_value_get_int64 (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
console_context_finalize (GObject *object)
{
  ConsoleContext *self = CONSOLE_CONTEXT (object);

  close_cache (self, FALSE);
  g_clear_object (&self->tiles);
  g_clear_object (&self->drafts);
  g_clear_object (&self->sync);
  g_clear_object (&self->repository);
  g_clear_object (&self->outbox);
  g_clear_object (&self->session);
  g_clear_object (&self->secrets);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  g_free (self->data_folder);

  G_OBJECT_CLASS (console_context_parent_class)->finalize (object);
}

static void
console_context_class_init (ConsoleContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_context_get_property;
  object_class->set_property = console_context_set_property;
  object_class->finalize = console_context_finalize;

  properties[PROP_STORE] = g_param_spec_int64 ("store", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READWRITE | flags);
  properties[PROP_IS_READY] = g_param_spec_boolean ("is-ready", NULL, NULL, FALSE, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CACHE_REPLACED] = g_signal_new ("cache-replaced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
console_context_init (ConsoleContext *self)
{
}

/**
 * console_context_new:
 * @data_folder: where the console keeps its files; made when it is missing
 * @settings: (nullable): the program's settings
 *
 * Makes everything the windows need. Nobody is signed in yet, and nothing is opened.
 *
 * Returns: (transfer full): the context
 */
ConsoleContext *
console_context_new (const char *data_folder,
                     GSettings  *settings)
{
  ConsoleContext *self = g_object_new (CONSOLE_TYPE_CONTEXT, NULL);

  g_mkdir_with_parents (data_folder, 0700);
  self->data_folder = g_strdup (data_folder);
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  self->clock = console_clock_new ();
  self->drafts = console_drafts_new ();
  self->secrets = console_secrets_new (TRUE);
  self->session = console_session_new (data_folder, self->secrets);
  self->outbox = console_outbox_list_new ();
  self->repository = console_repository_new (self->clock, self->session, self->outbox);
  self->sync = console_sync_new (self->clock, self->session, self->outbox);
  g_signal_connect_object (self->session, "account-changed", G_CALLBACK (account_changed_cb), self, 0);
  g_signal_connect_object (self->repository, "stores-changed", G_CALLBACK (stores_changed_cb), self, 0);
  g_signal_connect_object (self->repository, "entity-named", G_CALLBACK (entity_named_cb), self, 0);

  return self;
}

/**
 * console_context_get_data_folder:
 * @self: a context
 *
 * Returns: (transfer none): where the console keeps its files
 */
const char *
console_context_get_data_folder (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), NULL);

  return self->data_folder;
}

/**
 * console_context_dup_cache_folder:
 * @self: a context
 *
 * Returns: (transfer full): where files of the account belong that can be fetched again at any time; it may not be there
 */
char *
console_context_dup_cache_folder (ConsoleContext *self)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "sweetspot", NULL);

  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), NULL);

  return dup_folder (parent, self->identity != NULL ? self->identity : "");
}

/**
 * console_context_get_settings:
 * @self: a context
 *
 * Returns: (transfer none) (nullable): the program's settings
 */
GSettings *
console_context_get_settings (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), NULL);

  return self->settings;
}

/**
 * console_context_get_clock:
 * @self: a context
 *
 * Returns: (transfer none): what everything tells the time by
 */
ConsoleClock *
console_context_get_clock (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), NULL);

  return self->clock;
}

/**
 * console_context_get_session:
 * @self: a context
 *
 * Returns: (transfer none): who is signed in
 */
ConsoleSession *
console_context_get_session (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), NULL);

  return self->session;
}

/**
 * console_context_get_repository:
 * @self: a context
 *
 * Returns: (transfer none): orders and stores
 */
ConsoleRepository *
console_context_get_repository (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), NULL);

  return self->repository;
}

/**
 * console_context_get_sync:
 * @self: a context
 *
 * Returns: (transfer none): what keeps the cache in step
 */
ConsoleSync *
console_context_get_sync (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), NULL);

  return self->sync;
}

/**
 * console_context_get_outbox:
 * @self: a context
 *
 * Returns: (transfer none): the changes that wait
 */
ConsoleOutboxList *
console_context_get_outbox (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), NULL);

  return self->outbox;
}

/**
 * console_context_get_drafts:
 * @self: a context
 *
 * Returns: (transfer none): what was typed and not saved
 */
ConsoleDrafts *
console_context_get_drafts (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), NULL);

  return self->drafts;
}

/**
 * console_context_get_tiles:
 * @self: a context
 *
 * Returns: (transfer none): what maps are made of
 */
ConsoleTiles *
console_context_get_tiles (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), NULL);

  if (self->tiles == NULL)
    {
      create_tiles (self);
    }

  return self->tiles;
}

/**
 * console_context_is_ready:
 * @self: a context
 *
 * Returns: whether there is an account whose rows can be asked for, and it is known which store's
 */
gboolean
console_context_is_ready (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), FALSE);

  return self->cache != NULL && self->knows_store && self->knows_stores;
}

/**
 * console_context_get_store:
 * @self: a context
 *
 * Returns: the store that is looked at, 0 for none yet
 */
gint64
console_context_get_store (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), 0);

  return self->store;
}

/**
 * console_context_set_store:
 * @self: a context
 * @store: a store's id
 *
 * Looks at another store, also when the console is started again.
 */
void
console_context_set_store (ConsoleContext *self,
                           gint64          store)
{
  g_return_if_fail (CONSOLE_IS_CONTEXT (self));

  if (self->store == store)
    {
      return;
    }

  self->store = store;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE]);
  if (self->cache != NULL && store != 0)
    {
      console_cache_write_async (self->cache, write_store, g_strdup_printf ("%" G_GINT64_FORMAT, store), g_free, NULL,
                                 NULL, NULL);
    }
}

/**
 * console_context_set_offline:
 * @self: a context
 * @offline: whether to work without the server, although there may be one
 *
 * Stays away from the network, or goes back to it.
 */
void
console_context_set_offline (ConsoleContext *self,
                             gboolean        offline)
{
  g_return_if_fail (CONSOLE_IS_CONTEXT (self));

  self->is_offline = offline;
  console_sync_set_offline (self->sync, offline);
  if (self->tiles != NULL)
    {
      console_tiles_set_offline (self->tiles, offline);
    }
}

/**
 * console_context_get_now:
 * @self: a context
 *
 * Returns: microseconds since 1970 in UTC, by the console's clock
 */
gint64
console_context_get_now (ConsoleContext *self)
{
  g_return_val_if_fail (CONSOLE_IS_CONTEXT (self), 0);

  return console_clock_get_now (self->clock);
}

/**
 * console_context_close:
 * @self: a context
 *
 * Stops the sync and closes the files, finishing the writes handed in. For the end of the program; nothing is forgotten.
 */
void
console_context_close (ConsoleContext *self)
{
  g_return_if_fail (CONSOLE_IS_CONTEXT (self));

  close_cache (self, FALSE);
}
