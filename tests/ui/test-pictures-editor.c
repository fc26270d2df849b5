/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures of a cake, dropped: what another program offers is told by its drop target, a picture that cannot be sent says
 * why, and one that is dropped onto another takes its place. */

#include "config.h"

#include "console-picture-tile.h"
#include "console-pictures-editor.h"

#include "console-context.h"

#include <adwaita.h>
#include <glib/gstdio.h>

typedef struct
{
  char                  *folder;
  ConsoleContext        *context;
  ConsoleThumbnails     *thumbnails;
  ConsolePicturesEditor *editor;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->folder = g_dir_make_tmp ("sweetspot-pictures-XXXXXX", NULL);
  self->context = console_context_new (self->folder, NULL);
  self->thumbnails = console_thumbnails_new (self->context);
  self->editor = CONSOLE_PICTURES_EDITOR (g_object_ref_sink (console_pictures_editor_new (self->context,
                                                                                          self->thumbnails)));
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->editor);
  g_clear_object (&self->thumbnails);
  g_clear_object (&self->context);
  g_rmdir (self->folder);
  g_free (self->folder);
}

/* Drops something where @widget takes things of its type. */
static void
drop (GtkWidget    *widget,
      const GValue *value)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) target = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (target)
          && gdk_content_formats_contain_gtype (gtk_drop_target_get_formats (GTK_DROP_TARGET (target)),
                                                G_VALUE_TYPE (value)))
        g_signal_emit_by_name (target, "drop", value, 1.0, 1.0, &is_taken);
    }

  g_assert_true (is_taken);
}

/* The tile at a place, or NULL. */
static GtkWidget *
find_tile (GtkWidget *widget,
           int        position)
{
  if (GTK_IS_FLOW_BOX (widget))
    {
      GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (widget), position);

      return child != NULL ? gtk_flow_box_child_get_child (child) : NULL;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *tile = find_tile (child, position);

      if (tile != NULL)
        return tile;
    }

  return NULL;
}

static gboolean
says (GtkWidget  *widget,
      const char *words)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), words) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (says (child, words))
        return TRUE;
    }

  return FALSE;
}

/* What another thread finds out comes when it comes: the program's own timeout is the deadline. */
static void
wait_until_says (Fixture    *self,
                 int         position,
                 const char *words)
{
  while (!says (find_tile (GTK_WIDGET (self->editor), position), words))
    g_main_context_iteration (NULL, TRUE);
}

static GdkTexture *
create_texture (void)
{
  g_autoptr(GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 60, 40);

  gdk_pixbuf_fill (pixels, 0xa62c5fff);

  return gdk_texture_new_for_pixbuf (pixels);
}

static void
drop_texture (Fixture *self)
{
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, GDK_TYPE_TEXTURE);
  g_value_take_object (&value, create_texture ());
  drop (GTK_WIDGET (self->editor), &value);
}

/* Files, as a file manager drops them. */
static void
drop_files (Fixture *self,
            ...)
{
  g_auto(GValue) value = G_VALUE_INIT;
  GSList *files = NULL;
  const char *path;
  va_list paths;

  va_start (paths, self);
  while ((path = va_arg (paths, const char *)) != NULL)
    files = g_slist_append (files, g_file_new_for_path (path));
  va_end (paths);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  drop (GTK_WIDGET (self->editor), &value);
  g_slist_free_full (files, g_object_unref);
}

/* A picture waits for the network, where there is none; what is no picture is refused at once. */
static void
test_files (Fixture      *self,
            gconstpointer data)
{
  g_autoptr(GdkTexture) texture = create_texture ();
  g_autofree char *good = g_build_filename (self->folder, "good.png", NULL);
  g_autofree char *bad = g_build_filename (self->folder, "bad.png", NULL);
  g_autofree char *missing = g_build_filename (self->folder, "missing.png", NULL);

  g_assert_true (gdk_texture_save_to_png (texture, good));
  g_assert_true (g_file_set_contents (bad, "This is no picture.", -1, NULL));
  drop_files (self, good, bad, missing, NULL);
  wait_until_says (self, 0, "Waits for the network");
  wait_until_says (self, 1, "not a picture");
  wait_until_says (self, 2, "cannot be read");
  g_assert_true (console_pictures_editor_is_busy (self->editor));
  g_remove (good);
  g_remove (bad);
}

/* As a web browser drops it. */
static void
test_picture (Fixture      *self,
              gconstpointer data)
{
  drop_texture (self);
  wait_until_says (self, 0, "Waits for the network");
}

/* The last of three dropped onto the first one. */
static void
test_order (Fixture      *self,
            gconstpointer data)
{
  g_auto(GValue) value = G_VALUE_INIT;
  GtkWidget *tiles[3];

  for (int i = 0; i < 3; i++)
    {
      drop_texture (self);
      tiles[i] = find_tile (GTK_WIDGET (self->editor), i);
    }

  g_value_init (&value, CONSOLE_TYPE_PICTURE_TILE);
  g_value_set_object (&value, tiles[2]);
  drop (tiles[0], &value);
  g_assert_true (find_tile (GTK_WIDGET (self->editor), 0) == tiles[2]);
  g_assert_true (find_tile (GTK_WIDGET (self->editor), 1) == tiles[0]);
  g_assert_true (find_tile (GTK_WIDGET (self->editor), 2) == tiles[1]);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add ("/ui/pictures-editor/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/ui/pictures-editor/picture", Fixture, NULL, set_up, test_picture, tear_down);
  g_test_add ("/ui/pictures-editor/order", Fixture, NULL, set_up, test_order, tear_down);

  return g_test_run ();
}
