/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tour of the console. A table of scenes says how to get to each view; a table of looks, in which sizes, colours and text
 * sizes it is painted. A scene is painted once it is there and the window has drawn some frames without being asked for
 * more, so a tour takes as long as the machine needs. What is painted is the window's own nodes, through its own renderer.
 * Main thread. */

#include "config.h"

#include "console-tour.h"

#include "console-context.h"
#include "console-entity-editor.h"
#include "console-page.h"
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

typedef struct
{
  const char *name;
  void (*enter)(ConsoleTour *self);
  gboolean (*is_there)(ConsoleTour *self);
  gboolean once;
} Scene;

struct _ConsoleTour
{
  GObject parent_instance;

  /* Owned */
  ConsoleWindow  *window;
  ConsoleWayIn   *way_in;
  char           *directory;
  GCancellable   *cancellable;

  ConsoleTourDone done;
  gpointer        user_data;

  guint           scene;
  guint           look;
  guint           frames;
  guint           tick;
  guint           painted;
  guint           arrived;
  gint64          began;
};

G_DEFINE_FINAL_TYPE (ConsoleTour, console_tour, G_TYPE_OBJECT)

static void begin_scene (ConsoleTour *self);
static void begin_look (ConsoleTour *self);

static ConsoleContext *
get_context (ConsoleTour *self)
{
  return console_way_in_get_context (self->way_in);
}

/* Ways to the scenes */

static GtkWidget *
find_descendant (GtkWidget  *widget,
                 const char *type_name)
{
  GtkWidget *child;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name))
    return widget;

  for (child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_descendant (child, type_name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Class actions are found from the widget that has them upwards. */
static void
activate_in (ConsoleTour *self,
             const char  *type_name,
             const char  *action)
{
  GtkWidget *widget = find_descendant (GTK_WIDGET (self->window), type_name);

  if (widget != NULL)
    gtk_widget_activate_action (widget, action, NULL);
}

static void
activate (ConsoleTour *self,
          const char  *action)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self->window));
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  if (!g_action_parse_detailed_name (action, &name, &target, NULL))
    g_error ("“%s” is no action", action);

  if (g_str_has_prefix (name, "app."))
    g_action_group_activate_action (G_ACTION_GROUP (application), name + strlen ("app."), target);
  else
    gtk_widget_activate_action_variant (GTK_WIDGET (self->window), name, target);
}

static void
show (ConsoleTour *self,
      const char  *view)
{
  console_page_show_view (CONSOLE_PAGE (console_window_get_page (self->window)), view);
}

/* The dialog in front of the window, or the window: without a window manager none of them is ever active. */
static GtkWindow *
find_front (ConsoleTour *self)
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

static void
enter_connect (ConsoleTour *self)
{
  activate_in (self, "ConsoleSetupView", "setup.connect");
}

static void
enter_create (ConsoleTour *self)
{
  activate_in (self, "ConsoleSetupView", "setup.local");
  activate_in (self, "ConsoleCreateForm", "form.create");
}

static void
demo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!console_way_in_finish (CONSOLE_WAY_IN (source), result, &error))
    g_message ("%s", error->message);
}

static void
enter_queue (ConsoleTour *self)
{
  console_way_in_demo_async (self->way_in, self->cancellable, demo_cb, NULL);
}

static gboolean
has_orders (ConsoleTour *self)
{
  ConsoleContext *context = get_context (self);
  ConsoleSync *sync = console_context_is_ready (context) ? console_context_get_sync (context) : NULL;

  return sync != NULL && console_sync_get_state (sync) == CONSOLE_SYNC_ONLINE && !console_sync_is_filling (sync);
}

static void
enter_detail (ConsoleTour *self)
{
  show (self, "first");
}

static void
enter_scheduled (ConsoleTour *self)
{
  activate (self, "win.lane::scheduled");
  show (self, "list");
}

static void
enter_done (ConsoleTour *self)
{
  activate (self, "win.lane::done");
}

static void
enter_search (ConsoleTour *self)
{
  activate (self, "win.lane::queue");
  show (self, "search:a");
}

static void
enter_no_match (ConsoleTour *self)
{
  show (self, "search:zwetschgendatschi");
}

static void
enter_filter (ConsoleTour *self)
{
  show (self, "search:");
  show (self, "filter");
}

static void
arrived_cb (ConsoleTour *self)
{
  self->arrived++;
}

static void
enter_arrival (ConsoleTour *self)
{
  self->arrived = 0;
  activate (self, "win.lane::queue");
  activate (self, "orders.clear-all");
  show (self, "list");
}

static gboolean
has_arrival (ConsoleTour *self)
{
  return self->arrived > 0;
}

static void
enter_offline (ConsoleTour *self)
{
  console_context_set_offline (get_context (self), TRUE);
  show (self, "first");
}

static gboolean
is_offline (ConsoleTour *self)
{
  ConsoleSync *sync = console_context_get_sync (get_context (self));

  return sync != NULL && console_sync_get_state (sync) == CONSOLE_SYNC_OFFLINE;
}

static void
enter_offline_move (ConsoleTour *self)
{
  activate_in (self, "ConsoleOrdersPage", "order.advance");
}

static gboolean
has_waiting (ConsoleTour *self)
{
  ConsoleSync *sync = console_context_get_sync (get_context (self));

  return sync != NULL && console_sync_get_pending (sync) > 0;
}

static void
enter_changes (ConsoleTour *self)
{
  activate (self, "win.view::changes");
}

static gboolean
has_page (ConsoleTour *self)
{
  GtkWidget *editor = find_descendant (console_window_get_page (self->window), "ConsoleEntityEditor");

  return !console_page_is_loading (CONSOLE_PAGE (console_window_get_page (self->window)))
         && editor != NULL && !console_entity_editor_is_loading (CONSOLE_ENTITY_EDITOR (editor));
}

/* The first of the kind on the page. */
static GtkWidget *
find_on_page (ConsoleTour *self,
              const char  *type_name)
{
  return find_descendant (console_window_get_page (self->window), type_name);
}

static void
activate_on_page (ConsoleTour *self,
                  const char  *type_name,
                  const char  *action)
{
  gtk_widget_activate_action (find_on_page (self, type_name), action, NULL);
}

static void
enter_store_offline (ConsoleTour *self)
{
  activate (self, "win.view::store");
}

static void
enter_store_waits (ConsoleTour *self)
{
  GtkWidget *text = find_descendant (find_on_page (self, "ConsoleTextEditor"), "GtkTextView");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), _("Cakes for every day"), -1);
  activate_on_page (self, "ConsoleEntityEditor", "form.save");
}

static void
enter_store_problem (ConsoleTour *self)
{
  activate (self, "win.view::store");
  gtk_editable_set_text (GTK_EDITABLE (find_on_page (self, "ConsoleEntryEditor")), "R");
  activate_on_page (self, "ConsoleEntityEditor", "form.save");
}

static void
enter_store_hours (ConsoleTour *self)
{
  activate_on_page (self, "ConsoleEntityEditor", "form.revert");
  gtk_widget_grab_focus (find_on_page (self, "ConsoleHoursEditor"));
}

static void
enter_store_zones (ConsoleTour *self)
{
  gtk_widget_grab_focus (find_on_page (self, "ConsoleZonesEditor"));
}

static void
enter_people (ConsoleTour *self)
{
  activate (self, "win.view::people");
  show (self, "list");
}

static void
enter_person (ConsoleTour *self)
{
  show (self, "first");
}

static void
enter_new_person (ConsoleTour *self)
{
  activate_on_page (self, "ConsolePeoplePage", "entity.new");
  activate_on_page (self, "ConsoleEntityEditor", "form.save");
}

static void
enter_nobody (ConsoleTour *self)
{
  activate_on_page (self, "ConsoleEntityEditor", "form.close");
  show (self, "search:zwetschgendatschi");
}

static void
enter_nothing_waits (ConsoleTour *self)
{
  console_context_set_offline (get_context (self), FALSE);
}

static gboolean
has_sent_all (ConsoleTour *self)
{
  ConsoleSync *sync = console_context_get_sync (get_context (self));

  return sync != NULL && console_sync_get_state (sync) == CONSOLE_SYNC_ONLINE && console_sync_get_pending (sync) == 0;
}

static void
enter_complaints (ConsoleTour *self)
{
  activate (self, "win.view::feedback");
  show (self, "complaints");
}

static void
enter_complaint (ConsoleTour *self)
{
  show (self, "first");
}

/* The payment is asked for at the server. */
static void
enter_refund (ConsoleTour *self)
{
  activate_in (self, "ConsoleComplaintView", "complaint.refund");
}

static void
enter_ratings (ConsoleTour *self)
{
  show (self, "ratings");
  show (self, "first");
}

static gboolean
is_read (ConsoleTour *self)
{
  GtkWidget *page = find_descendant (GTK_WIDGET (self->window), "ConsoleFeedbackPage");

  return page != NULL && !console_page_is_loading (CONSOLE_PAGE (page));
}

static void
enter_force (ConsoleTour *self)
{
  activate (self, "win.view::orders");
  show (self, "first");
}

/* The action is there as soon as the order has been read. */
static gboolean
has_force_dialog (ConsoleTour *self)
{
  if (find_front (self) == GTK_WINDOW (self->window))
    activate_in (self, "ConsoleOrdersPage", "order.force");

  return find_front (self) != GTK_WINDOW (self->window);
}

static void
enter_cancel (ConsoleTour *self)
{
  activate_in (self, "ConsoleOrdersPage", "order.cancel");
}

static void
close_dialog (ConsoleTour *self)
{
  GtkWindow *front = find_front (self);

  if (front != GTK_WINDOW (self->window))
    gtk_window_close (front);
}

static void
enter_catalogue (ConsoleTour *self)
{
  activate (self, "win.view::catalogue");
  activate (self, "catalogue.kind::cakes");
}

static void
enter_catalogue_selection (ConsoleTour *self)
{
  show (self, "select");
}

static void
enter_catalogue_change (ConsoleTour *self)
{
  show (self, "change");
}

static void
enter_catalogue_table (ConsoleTour *self)
{
  close_dialog (self);
  activate (self, "catalogue.unselect");
  activate (self, "catalogue.table");
}

static void
enter_catalogue_no_match (ConsoleTour *self)
{
  activate (self, "catalogue.table");
  show (self, "search:zwetschgendatschi");
}

static void
enter_catalogue_options (ConsoleTour *self)
{
  activate (self, "catalogue.clear-all");
  activate (self, "catalogue.kind::options");
}

static void
enter_option_group (ConsoleTour *self)
{
  show (self, "group");
}

static void
enter_cake (ConsoleTour *self)
{
  activate (self, "catalogue.kind::cakes");
  show (self, "first");
}

static void
enter_new_cake (ConsoleTour *self)
{
  activate (self, "catalogue.create");
}

static void
enter_no_drinks (ConsoleTour *self)
{
  show (self, "list");
  activate (self, "catalogue.kind::drinks");
}

static void
enter_preferences (ConsoleTour *self)
{
  activate (self, "win.view::orders");
  activate (self, "app.preferences");
}

static void
enter_shortcuts (ConsoleTour *self)
{
  activate (self, "app.shortcuts");
}

static void
enter_about (ConsoleTour *self)
{
  activate (self, "app.about");
}

static const Scene scenes[] = {
  { "first-start", NULL, NULL, FALSE },
  { "connect", enter_connect, NULL, FALSE },
  { "set-up", enter_create, NULL, FALSE },
  { "orders-queue", enter_queue, has_orders, FALSE },
  { "orders-detail", enter_detail, NULL, FALSE },
  { "orders-scheduled", enter_scheduled, NULL, FALSE },
  { "orders-done", enter_done, NULL, FALSE },
  { "search", enter_search, NULL, FALSE },
  { "search-no-match", enter_no_match, NULL, FALSE },
  { "filter", enter_filter, NULL, TRUE },
  { "new-order", enter_arrival, has_arrival, TRUE },
  { "offline", enter_offline, is_offline, TRUE },
  { "offline-move", enter_offline_move, has_waiting, FALSE },
  { "store-offline", enter_store_offline, has_page, TRUE },
  { "store-waits", enter_store_waits, has_page, TRUE },
  { "waiting-changes", enter_changes, NULL, FALSE },
  { "nothing-waits", enter_nothing_waits, has_sent_all, TRUE },
  { "complaints", enter_complaints, is_read, FALSE },
  { "complaint", enter_complaint, NULL, FALSE },
  { "refund", enter_refund, NULL, TRUE },
  { "ratings", enter_ratings, is_read, FALSE },
  { "store", enter_store_offline, has_page, FALSE },
  { "store-problem", enter_store_problem, has_page, FALSE },
  { "store-hours", enter_store_hours, has_page, FALSE },
  { "store-zones", enter_store_zones, has_page, FALSE },
  { "people", enter_people, has_page, FALSE },
  { "person", enter_person, has_page, FALSE },
  { "new-person", enter_new_person, has_page, FALSE },
  { "people-no-match", enter_nobody, has_page, TRUE },
  { "force", enter_force, has_force_dialog, TRUE },
  { "cancel", enter_cancel, NULL, TRUE },
  { "catalogue", enter_catalogue, NULL, FALSE },
  { "catalogue-selection", enter_catalogue_selection, NULL, FALSE },
  { "catalogue-change", enter_catalogue_change, NULL, TRUE },
  { "catalogue-table", enter_catalogue_table, NULL, FALSE },
  { "catalogue-no-match", enter_catalogue_no_match, NULL, TRUE },
  { "catalogue-options", enter_catalogue_options, NULL, FALSE },
  { "option-group", enter_option_group, NULL, TRUE },
  { "cake", enter_cake, NULL, FALSE },
  { "cake-new", enter_new_cake, NULL, TRUE },
  { "catalogue-empty", enter_no_drinks, NULL, TRUE },
  { "preferences", enter_preferences, NULL, TRUE },
  { "shortcuts", enter_shortcuts, NULL, TRUE },
  { "about", enter_about, NULL, TRUE },
};

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
  GtkWindow *window = find_front (self);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  GskRenderNode *nodes = take_nodes (window);

  if (nodes == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PENDING, _("“%s” is not drawn yet."), scenes[self->scene].name);
      return FALSE;
    }

  name = g_strdup_printf ("%02u-%s-%s.png", self->scene + 1, scenes[self->scene].name, looks[self->look].name);
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
  const Scene *scene = &scenes[self->scene];

  return scene->is_there == NULL || scene->is_there (self);
}

static void
go_on (ConsoleTour *self)
{
  if (++self->look < G_N_ELEMENTS (looks) && !scenes[self->scene].once)
    begin_look (self);
  else if (++self->scene < G_N_ELEMENTS (scenes))
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

  g_set_error (&error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _("“%s” did not come."), scenes[self->scene].name);
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

  if (paint (self, &error))
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
begin_scene (ConsoleTour *self)
{
  close_dialog (self);
  self->look = 0;
  self->began = g_get_monotonic_time ();
  begin_look (self);
  if (scenes[self->scene].enter != NULL)
    scenes[self->scene].enter (self);
}

/* The sync is another one after each sign-in. */
static void
ready_cb (ConsoleTour *self)
{
  ConsoleContext *context = get_context (self);

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
  g_free (self->directory);

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
  self->cancellable = g_cancellable_new ();
}

/**
 * console_tour_new:
 * @window: the console's window, signed out
 * @way_in: how to get into the demo
 * @directory: where the pictures go; created if need be
 *
 * Returns: (transfer full): a tour
 */
ConsoleTour *
console_tour_new (ConsoleWindow *window,
                  ConsoleWayIn  *way_in,
                  const char    *directory)
{
  ConsoleTour *self = g_object_new (CONSOLE_TYPE_TOUR, NULL);

  self->window = g_object_ref (window);
  self->way_in = g_object_ref (way_in);
  self->directory = g_strdup (directory);
  g_signal_connect_object (get_context (self), "notify::is-ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);

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
