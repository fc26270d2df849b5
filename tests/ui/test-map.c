/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A map whose tile server fails in the ways of real ones: it says what is the matter, and can be used all the same. Its marks:
 * they are where the map says, also while it is moved. */

#include "config.h"

#include "console-context.h"
#include "console-fixture.h"
#include "console-map-marks.h"
#include "console-map.h"
#include "console-run-lines.h"
#include "console-tiles.h"
#include "tile-server.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>

#define LATITUDE 18.52
#define LONGITUDE 73.85
#define ZOOM 14
#define PLACE 7

typedef struct
{
  char            *folder;
  TileServer      *server;
  ConsoleContext  *context;
  GtkWindow       *window;
  ConsoleMap      *map;
  ConsoleMapMarks *marks;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr(GSettings) settings = g_settings_new ("org.sweetspot.Console");

  self->folder = g_dir_make_tmp ("sweetspot-map-XXXXXX", NULL);
  self->server = tile_server_new ();
  g_settings_set_string (settings, "map-tiles", tile_server_get_address (self->server));
  self->context = console_context_new (self->folder, settings);
  console_tiles_set_patience (console_context_get_tiles (self->context), 1, 50);
  self->map = g_object_new (CONSOLE_TYPE_MAP, NULL);
  console_map_set_context (self->map, self->context);
  self->marks = console_map_marks_new (console_map_get_viewport (self->map));
  console_map_add_layer (self->map, SHUMATE_LAYER (self->marks));
  console_map_show (self->map, LATITUDE, LONGITUDE, ZOOM);
}

static gboolean
has_size (gpointer user_data)
{
  return gtk_widget_get_width (user_data) > 0;
}

static void
present (Fixture *self)
{
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 600, 400);
  gtk_window_set_child (self->window, GTK_WIDGET (self->map));
  gtk_window_present (self->window);
  console_fixture_wait (has_size, self->marks);
}

typedef struct
{
  GThread *thread;
  gboolean is_gone;
} Watch;

/* What the tiles hold, the HTTP session above all, is of this thread. */
static void
gone_cb (gpointer user_data,
         GObject *object)
{
  Watch *watch = user_data;

  g_assert_true (g_thread_self () == watch->thread);
  watch->is_gone = TRUE;
}

static gboolean
is_gone (gpointer user_data)
{
  return ((Watch *) user_data)->is_gone;
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/* Answers that are still on their way hold the tiles. */
static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  Watch watch = { g_thread_self (), FALSE };

  g_object_weak_ref (G_OBJECT (console_context_get_tiles (self->context)), gone_cb, &watch);
  gtk_window_destroy (self->window);
  g_object_unref (self->context);
  console_fixture_wait (is_gone, &watch);
  tile_server_free (self->server);
  remove_tree (self->folder);
  g_free (self->folder);
}

static void
set_place (Fixture *self,
           double   latitude,
           double   longitude)
{
  const ConsoleMapMark mark = { CONSOLE_MARK_READY, PLACE, latitude, longitude, 0, 1, FALSE };
  GArray *marks = console_map_marks_create_array ();

  g_array_append_val (marks, mark);
  console_map_marks_set_places (self->marks, marks);
}

static void
locate (Fixture *self,
        double   latitude,
        double   longitude,
        double  *ret_x,
        double  *ret_y)
{
  shumate_viewport_location_to_widget_coords (console_map_get_viewport (self->map), GTK_WIDGET (self->marks), latitude,
                                              longitude, ret_x, ret_y);
}

/* --- What it says --- */

typedef struct
{
  Fixture    *fixture;
  const char *text;
} Wanted;

static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (says (child, text))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_said (gpointer user_data)
{
  const Wanted *wanted = user_data;

  return says (GTK_WIDGET (wanted->fixture->map), wanted->text);
}

typedef struct
{
  TileServerMood mood;
  const char    *words;
} Failure;

static const Failure failures[] = {
  { TILE_SERVER_SILENT, "The map server does not answer." },
  { TILE_SERVER_PORTAL, "The map server answers with something that is no map." },
  { TILE_SERVER_MISSING, "The map server has no map of this place." },
  { TILE_SERVER_BROKEN, "The map server refuses to answer." },
};

/* Whoever made the map is thanked, a click finds what it is meant for, and the map can be looked at from nearer. */
static void
assert_usable (Fixture *self)
{
  ShumateViewport *viewport = console_map_get_viewport (self->map);
  const double zoom = shumate_viewport_get_zoom_level (viewport);
  const ConsoleMapMark *mark;
  double x, y;

  g_assert_true (says (GTK_WIDGET (self->map), "<a href=\"https://www.openstreetmap.org/copyright\">OpenStreetMap</a>"));
  locate (self, LATITUDE, LONGITUDE, &x, &y);
  mark = console_map_marks_find (self->marks, x + 5, y - 5);
  g_assert_nonnull (mark);
  g_assert_cmpint (mark->id, ==, PLACE);
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.zoom-in", NULL);
  g_assert_cmpfloat (shumate_viewport_get_zoom_level (viewport), >=, zoom);
}

static void
test_failure (Fixture      *self,
              gconstpointer data)
{
  const Failure *failure = data;
  Wanted wanted = { self, failure->words };

  tile_server_set_mood (self->server, failure->mood);
  set_place (self, LATITUDE, LONGITUDE);
  present (self);
  console_fixture_wait (is_said, &wanted);
  assert_usable (self);
}

static gboolean
is_quiet (gpointer user_data)
{
  const Wanted *wanted = user_data;

  return tile_server_count_requests (wanted->fixture->server) > 4
         && !says (GTK_WIDGET (wanted->fixture->map), wanted->text);
}

/* Once the server is well again, so is the map, by itself. */
static void
test_recovery (Fixture      *self,
               gconstpointer data)
{
  Wanted wanted = { self, "The map server refuses to answer." };

  tile_server_set_mood (self->server, TILE_SERVER_BROKEN);
  present (self);
  console_fixture_wait (is_said, &wanted);
  tile_server_set_mood (self->server, TILE_SERVER_GOOD);
  console_fixture_wait (is_quiet, &wanted);
}

/* Without any source there is the grid with what is on it, and a word about it. */
static void
test_no_source (Fixture      *self,
                gconstpointer data)
{
  Wanted wanted = { self, "No source of maps is set up in the preferences." };

  g_settings_set_string (console_context_get_settings (self->context), "map-tiles", "");
  set_place (self, LATITUDE, LONGITUDE);
  present (self);
  console_fixture_wait (is_said, &wanted);
  g_assert_nonnull (console_map_marks_find (self->marks, gtk_widget_get_width (GTK_WIDGET (self->marks)) / 2.0,
                                            gtk_widget_get_height (GTK_WIDGET (self->marks)) / 2.0));
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 0);
}

static void
test_offline (Fixture      *self,
              gconstpointer data)
{
  Wanted wanted = { self, "Offline: only the parts of the map that were looked at before are shown." };

  console_context_set_offline (self->context, TRUE);
  present (self);
  console_fixture_wait (is_said, &wanted);
  g_assert_cmpuint (tile_server_count_requests (self->server), ==, 0);
}

/* --- Marks and ways --- */

static cairo_surface_t *
draw (Fixture *self)
{
  GtkWidget *widget = GTK_WIDGET (self->marks);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gtk_widget_get_width (widget),
                                                         gtk_widget_get_height (widget));
  cairo_t *cr = cairo_create (surface);
  g_autoptr(GskRenderNode) node = NULL;

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);

  return surface;
}

/* 0 where nothing is drawn, and outside. */
static guint32
get_pixel (cairo_surface_t *surface,
           double           x,
           double           y)
{
  const guint8 *row;

  if (x < 0 || y < 0 || x >= cairo_image_surface_get_width (surface) || y >= cairo_image_surface_get_height (surface))
    return 0;

  row = cairo_image_surface_get_data (surface) + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[(gsize) x];
}

static gboolean
is_drawn_at (Fixture *self,
             double   x,
             double   y)
{
  cairo_surface_t *surface = draw (self);
  const gboolean is_drawn = get_pixel (surface, x, y) != 0;

  cairo_surface_destroy (surface);

  return is_drawn;
}

/* Moves the map by so many pixels to the left. */
static void
move_left (Fixture *self,
           double   pixels)
{
  ShumateViewport *viewport = console_map_get_viewport (self->map);
  double latitude, longitude;

  shumate_viewport_widget_coords_to_location (viewport, GTK_WIDGET (self->marks),
                                              gtk_widget_get_width (GTK_WIDGET (self->marks)) / 2.0 + pixels,
                                              gtk_widget_get_height (GTK_WIDGET (self->marks)) / 2.0, &latitude, &longitude);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), latitude, longitude);
}

/* Nearby, and farther than any picture is large, and when they have changed. */
static void
test_marks (Fixture      *self,
            gconstpointer data)
{
  const double far_east = LONGITUDE + .1;
  double before, x, y;

  set_place (self, LATITUDE, LONGITUDE);
  present (self);
  locate (self, LATITUDE, LONGITUDE, &before, &y);
  g_assert_true (is_drawn_at (self, before, y));

  move_left (self, 50);
  locate (self, LATITUDE, LONGITUDE, &x, &y);
  g_assert_cmpfloat (x, <, before - 40);
  g_assert_true (is_drawn_at (self, x, y));
  g_assert_false (is_drawn_at (self, before, y));

  set_place (self, LATITUDE, far_east);
  g_assert_false (is_drawn_at (self, x, y));
  locate (self, LATITUDE, far_east, &x, &y);
  g_assert_cmpfloat (x, >, before + 1000);
  move_left (self, x - before);
  locate (self, LATITUDE, far_east, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, before, 2);
  g_assert_true (is_drawn_at (self, x, y));

  console_map_show (self->map, LATITUDE, far_east + .01, ZOOM - 2);
  locate (self, LATITUDE, far_east, &x, &y);
  g_assert_cmpfloat (x, <, before - 20);
  g_assert_true (is_drawn_at (self, x, y));
  g_assert_false (is_drawn_at (self, before, y));
}

/* While a pin is dragged, it is where the pointer is. */
static void
test_moved_mark (Fixture      *self,
                 gconstpointer data)
{
  double x, y, before;

  set_place (self, LATITUDE, LONGITUDE);
  present (self);
  locate (self, LATITUDE, LONGITUDE, &before, &y);
  g_assert_true (is_drawn_at (self, before, y));

  console_map_marks_move_place (self->marks, PLACE, LATITUDE, LONGITUDE + .01);
  locate (self, LATITUDE, LONGITUDE + .01, &x, &y);
  g_assert_true (is_drawn_at (self, x, y));
  g_assert_false (is_drawn_at (self, before, y));
}

/* The name of what is selected is below it, and above it where the map ends. */
static void
test_label (Fixture      *self,
            gconstpointer data)
{
  double x, y, latitude, longitude;

  set_place (self, LATITUDE, LONGITUDE);
  console_map_marks_select (self->marks, PLACE, "#1042 · Asha Rao");
  present (self);
  locate (self, LATITUDE, LONGITUDE, &x, &y);
  g_assert_true (is_drawn_at (self, x, y + 25));
  g_assert_false (is_drawn_at (self, x, y - 25));

  y = gtk_widget_get_height (GTK_WIDGET (self->marks)) - 30;
  shumate_viewport_widget_coords_to_location (console_map_get_viewport (self->map), GTK_WIDGET (self->marks), x, y, &latitude,
                                              &longitude);
  set_place (self, latitude, longitude);
  g_assert_true (is_drawn_at (self, x, y - 25));
  g_assert_false (is_drawn_at (self, x, y + 25));
}

static JsonNode *
create_points (double latitude,
               double longitude)
{
  g_autofree char *text = g_strdup_printf ("[[%f, %f], [\"nowhere\"], 5, [%f, %f]]", latitude, longitude, LATITUDE, LONGITUDE);

  return json_from_string (text, NULL);
}

/* Comes from the west; its stop is in the east. */
static void
init_run (ConsoleDeliveryRun *run)
{
  BakeryDeliveryStop *stop = bakery_delivery_stop_new ();
  g_autoptr(JsonNode) pairs = NULL;

  run->delivery = bakery_delivery_new ();
  run->delivery->stops = g_ptr_array_new_with_free_func (bakery_entity_unref);
  stop->latitude = LATITUDE;
  stop->longitude = LONGITUDE + .01;
  g_ptr_array_add (run->delivery->stops, stop);
  run->position = bakery_position_new ();
  run->position->latitude = LATITUDE;
  run->position->longitude = LONGITUDE;
  pairs = create_points (LATITUDE, LONGITUDE - .01);
  run->trail = console_map_points_new (pairs);
}

static void
set_lines (Fixture                  *self,
           const ConsoleDeliveryRun *run)
{
  GArray *lines = console_map_marks_create_lines ();

  console_run_append_plan (lines, run);
  console_run_append_trail (lines, run);
  console_map_marks_set_lines (self->marks, lines);
}

/* How often the colour changes on the way to the east: of what is dashed it does. */
static guint
count_changes (Fixture *self,
               double   from,
               double   to)
{
  cairo_surface_t *surface = draw (self);
  guint n_changes = 0;
  double x, y, end;

  locate (self, LATITUDE, from, &x, &y);
  locate (self, LATITUDE, to, &end, &y);
  for (x = floor (x); x + 1 < end; x++)
    {
      g_assert_cmpuint (get_pixel (surface, x, y), !=, 0);
      n_changes += get_pixel (surface, x, y) != get_pixel (surface, x + 1, y);
    }
  cairo_surface_destroy (surface);

  return n_changes;
}

/* Where a van has been is a line, where it is to go a dashed one: by road, or from stop to stop. What is no place is left
 * out. */
static void
test_ways (Fixture      *self,
           gconstpointer data)
{
  ConsoleDeliveryRun run = { NULL };
  double x, y;

  init_run (&run);
  present (self);
  set_lines (self, &run);
  g_assert_cmpuint (count_changes (self, LONGITUDE - .008, LONGITUDE - .002), ==, 0);
  g_assert_cmpuint (count_changes (self, LONGITUDE + .002, LONGITUDE + .008), >, 5);

  run.delivery->route = create_points (LATITUDE + .01, LONGITUDE);
  set_lines (self, &run);
  locate (self, LATITUDE + .005, LONGITUDE, &x, &y);
  g_assert_true (is_drawn_at (self, x, y));
  locate (self, LATITUDE, LONGITUDE + .005, &x, &y);
  g_assert_false (is_drawn_at (self, x, y));
  bakery_delivery_unref (run.delivery);
  bakery_position_unref (run.position);
  g_array_unref (run.trail);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *cache = g_dir_make_tmp ("sweetspot-map-XXXXXX", NULL);
  int status;

  /* Where tiles are kept. */
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  gtk_test_init (&argc, &argv);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *name = g_strdup_printf ("/ui/map/failure/%d", (int) failures[i].mood);

      g_test_add (name, Fixture, &failures[i], set_up, test_failure, tear_down);
    }
  g_test_add ("/ui/map/no-source", Fixture, NULL, set_up, test_no_source, tear_down);
  g_test_add ("/ui/map/offline", Fixture, NULL, set_up, test_offline, tear_down);
  g_test_add ("/ui/map/recovery", Fixture, NULL, set_up, test_recovery, tear_down);
  g_test_add ("/ui/map/marks", Fixture, NULL, set_up, test_marks, tear_down);
  g_test_add ("/ui/map/moved-mark", Fixture, NULL, set_up, test_moved_mark, tear_down);
  g_test_add ("/ui/map/label", Fixture, NULL, set_up, test_label, tear_down);
  g_test_add ("/ui/map/ways", Fixture, NULL, set_up, test_ways, tear_down);

  status = g_test_run ();
  remove_tree (cache);

  return status;
}
