/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tour of the console. Tables of scenes (console-tour-orders.c and so on) say how to get to each view; a table of looks,
 * in which sizes, colours and text sizes it is painted. A scene is painted once it is there and the window has drawn some
 * frames without being asked for more, so a tour takes as long as the machine needs. What is painted is the window's own
 * nodes, through its own renderer. Main thread. */

#include "config.h"

#include "console-tour-private.h"

#include "console-context.h"
#include "console-sync.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Frames that a view may need to come to rest: lists read their window, labels wrap, a leaflet folds. */
#define FRAMES_TO_SETTLE 24

/* How long a scene is waited for, in microseconds of the monotonic clock. */
#define PATIENCE (30 * G_USEC_PER_SEC)

/* Dots per inch of text at its usual size, as GtkSettings counts them. */
#define USUAL_DPI (96 * 1024)

typedef struct
{
  const char *name;
  int         width;
  int         height;
  gboolean    is_dark;
  int         text_percent;
} Look;

/* The first one is the one of scenes that are painted once. */
static const Look looks[] = {
  { "light", 1280, 800, FALSE, 100 },
  { "dark", 1280, 800, TRUE, 100 },
  { "720", 720, 800, FALSE, 100 },
  { "360", 360, 720, FALSE, 100 },
  { "large-text", 1280, 900, FALSE, 200 },
};

/* In this order: a scene begins where the one before it ended. */
static const ConsoleTourScene *const areas[] = {
  console_tour_window_scenes,
  console_tour_orders_scenes,
  console_tour_people_scenes,
  console_tour_deliveries_scenes,
  console_tour_catalogue_scenes,
  console_tour_revenue_scenes,
  console_tour_stock_scenes,
  console_tour_help_scenes,
  console_tour_driver_scenes,
};

G_DEFINE_FINAL_TYPE (ConsoleTour, console_tour, G_TYPE_OBJECT)

static void begin_scene (ConsoleTour *self);
static void begin_look (ConsoleTour *self);

static const ConsoleTourScene *
get_scene (ConsoleTour *self)
{
  return g_ptr_array_index (self->scenes, self->scene);
}

/* A scene that nobody asked for is gone to all the same, since others begin where it ends. */
static gboolean
is_wanted (ConsoleTour *self)
{
  gboolean is_wanted = self->patterns == NULL;
  guint i;

  for (i = 0; !is_wanted && self->patterns[i] != NULL; i++)
    is_wanted = g_pattern_match_simple (self->patterns[i], get_scene (self)->name);

  return is_wanted;
}

/* The dialog in front of the window, or the window: without a window manager none of them is ever active. */
GtkWindow *
console_tour_find_front (ConsoleTour *self)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint i;

  for (i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != GTK_WINDOW (self->window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }

  return GTK_WINDOW (self->window);
}

/* Painting */

static GskRenderNode *
take_nodes (GtkWindow *window)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable,
                          snapshot,
                          gtk_widget_get_width (GTK_WIDGET (window)),
                          gtk_widget_get_height (GTK_WIDGET (window)));

  return gtk_snapshot_free_to_node (snapshot);
}

static gboolean
paint (ConsoleTour *self,
       GError     **error)
{
  GtkWindow *window = console_tour_find_front (self);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  GskRenderNode *nodes = take_nodes (window);

  if (nodes == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PENDING, _("“%s” is not drawn yet."),
                   get_scene (self)->name);
      return FALSE;
    }

  name = g_strdup_printf ("%02u-%s-%s.png", self->scene + 1, get_scene (self)->name, looks[self->look].name);
  path = g_build_filename (self->directory, name, NULL);
  texture = gsk_renderer_render_texture (renderer, nodes, NULL);
  gsk_render_node_unref (nodes);
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The picture “%s” cannot be written."), path);
      return FALSE;
    }

  self->painted++;
  return TRUE;
}

static void
set_look (ConsoleTour *self,
          const Look  *look)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (style, look->is_dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations", FALSE,
                "gtk-xft-dpi", USUAL_DPI * look->text_percent / 100,
                NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), look->width, look->height);
}

static void
finish (ConsoleTour  *self,
        const GError *error)
{
  gtk_widget_remove_tick_callback (GTK_WIDGET (self->window), self->tick);
  self->tick = 0;
  self->done (error, self->user_data);
}

static gboolean
is_there (ConsoleTour *self)
{
  const ConsoleTourScene *scene = get_scene (self);

  return scene->is_there == NULL || scene->is_there (self);
}

static void
go_on (ConsoleTour *self)
{
  if (is_wanted (self) && !get_scene (self)->once && ++self->look < G_N_ELEMENTS (looks))
    begin_look (self);
  else if (++self->scene < self->scenes->len)
    begin_scene (self);
  else
    finish (self, NULL);
}

static void
be_patient (ConsoleTour *self)
{
  g_autoptr(GError) error = NULL;

  self->frames = 0;
  if (g_get_monotonic_time () - self->began <= PATIENCE)
    return;

  g_set_error (&error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _("“%s” did not come."), get_scene (self)->name);
  finish (self, error);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  g_autoptr(ConsoleTour) self = g_object_ref (user_data);
  g_autoptr(GError) error = NULL;

  if (!is_there (self))
    {
      be_patient (self);
      return G_SOURCE_CONTINUE;
    }

  if (++self->frames < FRAMES_TO_SETTLE)
    return G_SOURCE_CONTINUE;

  if (!is_wanted (self) || paint (self, &error))
    go_on (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    be_patient (self);
  else
    finish (self, error);

  return G_SOURCE_CONTINUE;
}

static void
begin_look (ConsoleTour *self)
{
  self->frames = 0;
  set_look (self, &looks[self->look]);
}

/* Without a person who answers it, a dialog is closed by the next scene. */
static void
close_dialog (ConsoleTour *self)
{
  GtkWindow *front = console_tour_find_front (self);

  if (front != GTK_WINDOW (self->window))
    gtk_window_close (front);
}

static void
begin_scene (ConsoleTour *self)
{
  close_dialog (self);
  self->look = 0;
  self->began = g_get_monotonic_time ();
  begin_look (self);
  if (get_scene (self)->enter != NULL)
    get_scene (self)->enter (self);
}

static void
arrived_cb (ConsoleTour *self)
{
  self->arrived++;
}

/* The sync is another one after each sign-in. */
static void
ready_cb (ConsoleTour *self)
{
  ConsoleContext *context = console_way_in_get_context (self->way_in);

  if (console_context_is_ready (context))
    g_signal_connect_object (console_context_get_sync (context),
                             "order-arrived",
                             G_CALLBACK (arrived_cb),
                             self,
                             G_CONNECT_SWAPPED);
}

static void
console_tour_finalize (GObject *object)
{
  ConsoleTour *self = CONSOLE_TOUR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->window);
  g_clear_object (&self->way_in);
  g_ptr_array_unref (self->scenes);
  g_strfreev (self->patterns);
  g_free (self->directory);
  g_free (self->tiles);
  g_free (self->server);

  G_OBJECT_CLASS (console_tour_parent_class)->finalize (object);
}

static void
console_tour_class_init (ConsoleTourClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_tour_finalize;
}

static void
console_tour_init (ConsoleTour *self)
{
  gsize area;
  guint i;

  self->cancellable = g_cancellable_new ();
  self->scenes = g_ptr_array_new ();
  for (area = 0; area < G_N_ELEMENTS (areas); area++)
    for (i = 0; areas[area][i].name != NULL; i++)
      g_ptr_array_add (self->scenes, (gpointer) &areas[area][i]);
}

/**
 * console_tour_new:
 * @window: the console's window, signed out
 * @way_in: how to get into the demo
 * @directory: where the pictures go; created if need be
 * @patterns: (nullable): what the scenes to paint are called, with commas between and `*` for anything; %NULL for all
 *
 * Returns: (transfer full): a tour
 */
ConsoleTour *
console_tour_new (ConsoleWindow *window,
                  ConsoleWayIn  *way_in,
                  const char    *directory,
                  const char    *patterns)
{
  ConsoleTour *self = g_object_new (CONSOLE_TYPE_TOUR, NULL);

  self->window = g_object_ref (window);
  self->way_in = g_object_ref (way_in);
  self->directory = g_strdup (directory);
  self->patterns = patterns != NULL ? g_strsplit (patterns, ",", -1) : NULL;
  g_signal_connect_object (console_way_in_get_context (self->way_in), "notify::is-ready", G_CALLBACK (ready_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * console_tour_start:
 * @self: the tour
 * @done: called when it is over
 * @user_data: for @done
 *
 * Goes through every scene. Animations are off meanwhile.
 */
void
console_tour_start (ConsoleTour    *self,
                    ConsoleTourDone done,
                    gpointer        user_data)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (CONSOLE_IS_TOUR (self));
  g_return_if_fail (done != NULL);

  self->done = done;
  self->user_data = user_data;
  if (g_mkdir_with_parents (self->directory, 0777) != 0)
    {
      g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The folder “%s” cannot be created."), self->directory);
      done (error, user_data);
      return;
    }

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  begin_scene (self);
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->window), tick_cb, self, NULL);
}
