/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tiles of maps: fetched once and politely, shown from the disk when the server is away or lies, and from a file of the
 * shop's. */

#include "config.h"

#include "bakery-connection.h"
#include "bakery-time.h"
#include "console-fixture.h"
#include "console-tile-cache.h"
#include "console-tiles.h"
#include "tile-server.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char         *folder;
  TileServer   *server;
  ConsoleTiles *tiles;
  guint         n_changed;
} Fixture;

static void
changed_cb (ConsoleTiles *tiles,
            Fixture      *self)
{
  self->n_changed++;
}

/* As a console does that is started, on the files of the one before. */
static void
start (Fixture *self)
{
  self->tiles = console_tiles_new (self->folder);
  g_signal_connect (self->tiles, "changed", G_CALLBACK (changed_cb), self);
  console_tiles_set_address (self->tiles, tile_server_get_address (self->server), "© Us");
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->folder = g_dir_make_tmp ("sweetspot-tiles-XXXXXX", NULL);
  self->server = tile_server_new ();
  start (self);
}

/* Called on the thread that lets go of the last reference. */
static void
gone_cb (gpointer user_data,
         GObject *object)
{
  g_atomic_int_set ((int *) user_data, TRUE);
  g_main_context_wakeup (NULL);
}

static gboolean
is_set (gpointer user_data)
{
  return g_atomic_int_get ((int *) user_data);
}

/* Threads that have just answered may still hold the tiles. */
static void
stop (Fixture *self)
{
  int is_gone = FALSE;

  g_object_weak_ref (G_OBJECT (self->tiles), gone_cb, &is_gone);
  g_clear_object (&self->tiles);
  console_fixture_wait (is_set, &is_gone);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  stop (self);
  tile_server_free (self->server);
  remove_folder (self->folder);
  g_free (self->folder);
}

typedef struct
{
  GdkPixbuf *picture;
  guint      n_done;
} Loaded;

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Loaded *loaded = user_data;

  g_clear_object (&loaded->picture);
  loaded->picture = console_tiles_load_finish (CONSOLE_TILES (source), result, NULL);
  loaded->n_done++;
}

static gboolean
is_done (gpointer user_data)
{
  return ((Loaded *) user_data)->n_done > 0;
}

static GdkPixbuf *
load (Fixture *self,
      int      zoom,
      int      column,
      int      row)
{
  const ConsoleTile tile = { zoom, column, row };
  Loaded loaded = { NULL, 0 };

  console_tiles_load_async (self->tiles, &tile, NULL, loaded_cb, &loaded);
  console_fixture_wait (is_done, &loaded);

  return loaded.picture;
}

static void
assert_shown (Fixture *self,
              int      zoom,
              int      column,
              int      row)
{
  g_autoptr(GdkPixbuf) picture = load (self, zoom, column, row);

  g_assert_nonnull (picture);
  g_assert_cmphex (tile_server_get_colour (picture, 200, 200), ==, (guint) (zoom << 16 | column << 8 | row));
}

static void
assert_not_shown (Fixture *self,
                  int      zoom,
                  int      column,
                  int      row)
{
  g_autoptr(GdkPixbuf) picture = load (self, zoom, column, row);

  g_assert_null (picture);
}

static void
test_addresses (void)
{
  const ConsoleTile tile = { 12, 2926, 1899 };
  g_autofree char *url = console_tile_address_expand ("https://tile.example/{z}/{x}/{y}.png?again={z}", &tile);

  g_assert_cmpstr (url, ==, "https://tile.example/12/2926/1899.png?again=12");
  g_assert_true (console_tile_address_is_usable ("http://127.0.0.1:80/{z}/{x}/{y}"));
  g_assert_false (console_tile_address_is_usable (""));
  g_assert_false (console_tile_address_is_usable ("https://tile.example/{z}/{x}.png"));
  g_assert_false (console_tile_address_is_usable ("file:///{z}/{x}/{y}.png"));
  g_assert_false (console_tile_address_is_usable ("https:///{z}/{x}/{y}.png"));
  g_assert_false (console_tile_address_is_usable ("tiles {z} {x} {y}"));
}

/* Whom to write to, without what would end the comment. */
static void
test_contact (Fixture      *self,
              gconstpointer data)
{
  console_tiles_set_contact (self->tiles, " maps@shop.example\r\n(caf\303\251) ");
  assert_shown (self, 3, 4, 5);
  g_assert_cmpstr (tile_server_get_user_agent (self->server), ==,
                   "SweetSpot/" PACKAGE_VERSION " (org.sweetspot.Console; maps@shop.examplecaf)");
}

/* Once, by name, and then from the disk: also for the next console, and offline. */
static void
test_fetch (Fixture      *self,
            gconstpointer data)
{
  assert_shown (self, 3, 4, 5);
  assert_shown (self, 3, 4, 5);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 1);
  g_assert_cmpstr (tile_server_get_user_agent (self->server), ==, "SweetSpot/" PACKAGE_VERSION " (org.sweetspot.Console)");
  g_assert_cmpint (console_tiles_get_state (self->tiles), ==, CONSOLE_TILES_GOOD);

  stop (self);
  start (self);
  console_tiles_set_offline (self->tiles, TRUE);
  assert_shown (self, 3, 4, 5);
  assert_not_shown (self, 3, 4, 6);
  assert_not_shown (self, 3, 8, 0);
  g_assert_cmpint (console_tiles_get_state (self->tiles), ==, CONSOLE_TILES_OFFLINE);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 1);
}

static void
test_revalidate (Fixture      *self,
                 gconstpointer data)
{
  tile_server_set_cache_control (self->server, "max-age=0");
  assert_shown (self, 3, 4, 5);
  tile_server_set_cache_control (self->server, "max-age=86400");
  assert_shown (self, 3, 4, 5);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 2);
  g_assert_cmpuint (tile_server_count_unchanged (self->server), ==, 1);

  assert_shown (self, 3, 4, 5);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 2);
}

/* Where the server does not say how long a tile is good for, it is for a week, as OpenStreetMap's policy wants. */
static void
test_unsaid (Fixture      *self,
             gconstpointer data)
{
  const ConsoleTile tile = { 3, 4, 5 };
  g_autoptr(ConsoleTileCache) cache = console_tile_cache_new (self->folder, G_MAXINT64);
  g_autoptr(ConsoleCachedTile) cached = NULL;
  const gint64 before = g_get_real_time ();

  tile_server_set_cache_control (self->server, "public");
  assert_shown (self, 3, 4, 5);
  assert_shown (self, 3, 4, 5);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 1);

  cached = console_tile_cache_find (cache, tile_server_get_address (self->server), &tile, before);
  g_assert_nonnull (cached);
  g_assert_cmpint (cached->fresh_until, >=, before + 7 * BAKERY_DAY);
  g_assert_cmpint (cached->fresh_until, <=, g_get_real_time () + 7 * BAKERY_DAY);
}

typedef struct
{
  TileServer *server;
  Loaded      loaded;
  guint       n_wanted;
} Crowd;

static gboolean
has_two_waiting (gpointer user_data)
{
  return tile_server_count_waiting (((Crowd *) user_data)->server) >= 2;
}

static gboolean
are_done (gpointer user_data)
{
  const Crowd *crowd = user_data;

  return crowd->loaded.n_done == crowd->n_wanted;
}

static void
want (Fixture      *self,
      int           n,
      GCancellable *cancellable,
      Crowd        *crowd)
{
  for (int i = 0; i < n; i++)
    {
      const ConsoleTile tile = { 4, i, 0 };

      console_tiles_load_async (self->tiles, &tile, cancellable, loaded_cb, &crowd->loaded);
    }
}

/* However many tiles are wanted, two are asked for at once: no third comes while another server answers a row of questions. */
static void
test_polite (Fixture      *self,
             gconstpointer data)
{
  Fixture other = { NULL };
  Crowd crowd = { self->server, { NULL, 0 }, 8 };

  set_up (&other, NULL);
  tile_server_set_mood (self->server, TILE_SERVER_SILENT);
  want (self, 8, NULL, &crowd);
  console_fixture_wait (has_two_waiting, &crowd);
  for (int i = 0; i < 8; i++)
    {
      assert_shown (&other, 3, i, 0);
    }
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 2);

  tile_server_set_mood (self->server, TILE_SERVER_GOOD);
  console_fixture_wait (are_done, &crowd);
  g_assert_nonnull (crowd.loaded.picture);
  g_clear_object (&crowd.loaded.picture);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 8);
  tear_down (&other, NULL);
}

/* What nobody wants any more is not asked for. */
static void
test_cancel (Fixture      *self,
             gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Crowd crowd = { self->server, { NULL, 0 }, 8 };

  tile_server_set_mood (self->server, TILE_SERVER_SILENT);
  want (self, 8, cancellable, &crowd);
  console_fixture_wait (has_two_waiting, &crowd);
  g_cancellable_cancel (cancellable);
  console_fixture_wait (are_done, &crowd);

  g_assert_null (crowd.loaded.picture);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 2);
  g_assert_cmpint (console_tiles_get_state (self->tiles), ==, CONSOLE_TILES_GOOD);
}

static gboolean
has_changed (gpointer user_data)
{
  return ((Fixture *) user_data)->n_changed > 0;
}

/* What a server that went wrong answers does not replace what it answered before. */
static void
assert_survives (Fixture          *self,
                 TileServerMood    mood,
                 ConsoleTilesState state)
{
  tile_server_set_mood (self->server, mood);
  assert_shown (self, 3, 4, 5);
  assert_not_shown (self, 3, 0, 0);
  g_assert_cmpint (console_tiles_get_state (self->tiles), ==, state);
}

static void
test_bad_answers (Fixture      *self,
                  gconstpointer data)
{
  tile_server_set_cache_control (self->server, "no-cache");
  assert_shown (self, 3, 4, 5);
  assert_survives (self, TILE_SERVER_PORTAL, CONSOLE_TILES_NO_PICTURES);

  /* Left alone after two failures. */
  assert_not_shown (self, 3, 0, 1);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 3);

  console_tiles_set_address (self->tiles, tile_server_get_address (self->server), "");
  assert_survives (self, TILE_SERVER_BROKEN, CONSOLE_TILES_REFUSED);
  console_tiles_set_address (self->tiles, tile_server_get_address (self->server), "");
  assert_survives (self, TILE_SERVER_MISSING, CONSOLE_TILES_MISSING);

  /* A place that is missing is no reason to leave the server alone. */
  assert_not_shown (self, 3, 0, 1);
  tile_server_set_mood (self->server, TILE_SERVER_GOOD);
  assert_shown (self, 3, 0, 1);
  g_assert_cmpint (console_tiles_get_state (self->tiles), ==, CONSOLE_TILES_GOOD);
}

/* It is waited for, but not by everybody one after the other, and tried again later; so is one whose answer has no end. */
static void
test_silence (Fixture      *self,
              gconstpointer data)
{
  const TileServerMood mood = GPOINTER_TO_INT (data);
  Crowd crowd = { self->server, { NULL, 0 }, 12 };

  console_tiles_set_patience (self->tiles, 1, 50);
  tile_server_set_mood (self->server, mood);
  want (self, 12, NULL, &crowd);
  self->n_changed = 0;
  console_fixture_wait (are_done, &crowd);
  g_assert_null (crowd.loaded.picture);
  g_assert_cmpint (console_tiles_get_state (self->tiles), ==, CONSOLE_TILES_UNREACHABLE);
  g_assert_cmpuint (tile_server_count_requests (self->server), <=, 3);

  tile_server_set_mood (self->server, TILE_SERVER_GOOD);
  console_fixture_wait (has_changed, self);
  assert_shown (self, 4, 0, 0);
  g_assert_cmpint (console_tiles_get_state (self->tiles), ==, CONSOLE_TILES_GOOD);
}

static void
add_tile (BakeryConnection *connection,
          int               zoom,
          int               column,
          int               row_from_south,
          GBytes           *content)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection, "INSERT INTO tiles VALUES ($1, $2, $3, $4)", NULL);

  bakery_statement_bind_int (statement, 1, zoom);
  bakery_statement_bind_int (statement, 2, column);
  bakery_statement_bind_int (statement, 3, row_from_south);
  bakery_statement_bind_blob (statement, 4, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  g_assert_true (bakery_statement_run (statement, NULL));
}

static char *
create_archive (Fixture *self)
{
  char *path = g_build_filename (self->folder, "map.mbtiles", NULL);
  g_autoptr(BakeryConnection) connection = bakery_connection_open (path, BAKERY_CONNECTION_CREATE, NULL);
  g_autoptr(GBytes) content = tile_server_create_picture (5, 6, 7);

  g_assert_true (bakery_connection_execute_script (connection,
                                                   "CREATE TABLE metadata (name TEXT, value TEXT);"
                                                   "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER,"
                                                   " tile_row INTEGER, tile_data BLOB);"
                                                   "INSERT INTO metadata VALUES ('attribution', '<a href=\"x\">'"
                                                   " || '© The City</a>')",
                                                   NULL));
  add_tile (connection, 5, 6, 31 - 7, content);

  return path;
}

static void
test_archive (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *path = create_archive (self);
  g_autofree char *attribution = NULL;
  g_autoptr(GdkPixbuf) quarter = NULL;

  console_tiles_set_address (self->tiles, "", "");
  self->n_changed = 0;
  console_tiles_set_archive (self->tiles, path);
  console_fixture_wait (has_changed, self);
  attribution = console_tiles_dup_attribution (self->tiles);
  g_assert_cmpstr (attribution, ==, "© The City");
  g_assert_cmpint (console_tiles_get_state (self->tiles), ==, CONSOLE_TILES_GOOD);

  assert_shown (self, 5, 6, 7);
  assert_not_shown (self, 5, 6, 8);

  /* Nearer than the file goes, its deepest tile is enlarged. */
  quarter = load (self, 6, 12, 14);
  g_assert_cmphex (tile_server_get_colour (quarter, 200, 200), ==, 0x050600);
  g_assert_cmpint (gdk_pixbuf_get_width (quarter), ==, 256);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 0);
}

/* What the file has not is fetched. */
static void
test_archive_first (Fixture      *self,
                    gconstpointer data)
{
  g_autofree char *path = create_archive (self);

  self->n_changed = 0;
  console_tiles_set_archive (self->tiles, path);
  console_fixture_wait (has_changed, self);
  assert_shown (self, 5, 6, 7);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 0);
  assert_shown (self, 3, 4, 5);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 1);
}

static void
test_bad_archive (Fixture      *self,
                  gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "map.mbtiles", NULL);

  g_assert_true (g_file_set_contents (path, "This is no map.", -1, NULL));
  self->n_changed = 0;
  console_tiles_set_archive (self->tiles, path);
  console_fixture_wait (has_changed, self);
  g_assert_cmpint (console_tiles_get_state (self->tiles), ==, CONSOLE_TILES_BAD_FILE);
  assert_shown (self, 3, 4, 5);
}

static gboolean
is_cached (ConsoleTileCache *cache,
           int               column,
           gint64            now)
{
  const ConsoleTile tile = { 10, column, 0 };
  g_autoptr(ConsoleCachedTile) cached = console_tile_cache_find (cache, "x", &tile, now);

  return cached != NULL;
}

/* The file does not grow beyond its limit; what is looked at stays. */
static void
test_room (Fixture      *self,
           gconstpointer data)
{
  const gint64 hour = G_GINT64_CONSTANT (3600000000);
  g_autoptr(ConsoleTileCache) cache = console_tile_cache_new (self->folder, 10 * 1000);
  g_autofree char *text = g_strnfill (1000, 'x');
  ConsoleCachedTile cached = { .content = g_bytes_new_static (text, 1000) };

  for (int i = 0; i < 25; i++)
    {
      const ConsoleTile tile = { 10, i, 0 };

      console_tile_cache_put (cache, "x", &tile, &cached, i * hour);
      g_assert_true (is_cached (cache, 0, i * hour + 1));
    }
  g_assert_true (is_cached (cache, 24, 25 * hour));
  g_assert_false (is_cached (cache, 1, 25 * hour));
  g_assert_false (is_cached (cache, 12, 25 * hour));
  g_bytes_unref (cached.content);
}

/* A file that is no database any more is begun anew. */
static void
test_damage (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "tiles.db", NULL);

  g_assert_true (g_file_set_contents (path, "Scratched, scratched, scratched", -1, NULL));
  assert_shown (self, 3, 4, 5);
  assert_shown (self, 3, 4, 5);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 1);
}

static void
add (const char *path,
     void ( *test )(Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/console/tiles/addresses", test_addresses);
  add ("/console/tiles/fetch", test_fetch);
  add ("/console/tiles/contact", test_contact);
  add ("/console/tiles/revalidate", test_revalidate);
  add ("/console/tiles/unsaid", test_unsaid);
  add ("/console/tiles/polite", test_polite);
  add ("/console/tiles/cancel", test_cancel);
  add ("/console/tiles/bad-answers", test_bad_answers);
  g_test_add ("/console/tiles/silence", Fixture, GINT_TO_POINTER (TILE_SERVER_SILENT), set_up, test_silence, tear_down);
  g_test_add ("/console/tiles/drops", Fixture, GINT_TO_POINTER (TILE_SERVER_DRIPPING), set_up, test_silence, tear_down);
  add ("/console/tiles/archive", test_archive);
  add ("/console/tiles/archive-first", test_archive_first);
  add ("/console/tiles/bad-archive", test_bad_archive);
  add ("/console/tiles/room", test_room);
  add ("/console/tiles/damage", test_damage);

  return g_test_run ();
}
