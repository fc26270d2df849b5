/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One picture of a cake while it is edited: shown, or on its way to the server with its progress, or refused with the
 * reason. Moved by its buttons or by dragging it onto another. */

#include "config.h"

#include "console-picture-tile.h"

#include <glib/gi18n.h>

struct _ConsolePictureTile
{
  GtkWidget parent_instance;

  /* Template children */
  GtkPicture     *picture;
  GtkProgressBar *progress;
  GtkLabel       *message;
  GtkLabel       *leads;
  GtkButton      *earlier;
  GtkButton      *later;
  GtkButton      *remove;

  /* Owned */
  ConsoleThumbnails    *thumbnails;
  ConsolePictureUpload *upload;
  GCancellable         *cancellable;

  gint64                image;
};

enum
{
  REMOVED,
  MOVED,
  DROPPED,
  UPLOADED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsolePictureTile, console_picture_tile, GTK_TYPE_WIDGET)

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = console_thumbnails_load_finish (CONSOLE_THUMBNAILS (source), result, &error);
  ConsolePictureTile *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }
  if (texture != NULL)
    {
      gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
    }
}

static void
set_message (ConsolePictureTile *self,
             const char         *text)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
upload_changed_cb (ConsolePictureTile *self)
{
  const ConsolePictureUploadState state = console_picture_upload_get_state (self->upload);

  gtk_progress_bar_set_fraction (self->progress, console_picture_upload_get_progress (self->upload));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), state <= CONSOLE_PICTURE_UPLOAD_SENDING);
  switch (state)
    {
    case CONSOLE_PICTURE_UPLOAD_WAITING:
      set_message (self, _("Waits for the network. It is sent as soon as there is one."));
      break;

    case CONSOLE_PICTURE_UPLOAD_FAILED:
      set_message (self, console_picture_upload_get_problem (self->upload));
      break;

    case CONSOLE_PICTURE_UPLOAD_DONE:
      set_message (self, NULL);
      console_picture_tile_show_image (self, console_picture_upload_get_image (self->upload));
      g_signal_emit (self, signals[UPLOADED], 0);
      break;

    case CONSOLE_PICTURE_UPLOAD_PREPARING:
    case CONSOLE_PICTURE_UPLOAD_SENDING:
    default:
      set_message (self, NULL);
      break;
    }
}

static void
remove_clicked_cb (GtkButton          *button,
                   ConsolePictureTile *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
earlier_clicked_cb (GtkButton          *button,
                    ConsolePictureTile *self)
{
  g_signal_emit (self, signals[MOVED], 0, -1);
}

static void
later_clicked_cb (GtkButton          *button,
                  ConsolePictureTile *self)
{
  g_signal_emit (self, signals[MOVED], 0, 1);
}

static GdkContentProvider *
prepare_drag_cb (GtkDragSource      *source,
                 double              x,
                 double              y,
                 ConsolePictureTile *self)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->picture));

  gtk_drag_source_set_icon (source, paintable, (int) x, (int) y);

  return gdk_content_provider_new_typed (CONSOLE_TYPE_PICTURE_TILE, self);
}

static gboolean
drop_cb (GtkDropTarget      *target,
         const GValue       *value,
         double              x,
         double              y,
         ConsolePictureTile *self)
{
  g_signal_emit (self, signals[DROPPED], 0, g_value_get_object (value));

  return TRUE;
}

static void
add_drag_and_drop (ConsolePictureTile *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (CONSOLE_TYPE_PICTURE_TILE, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_drag_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
console_picture_tile_dispose (GObject *object)
{
  ConsolePictureTile *self = CONSOLE_PICTURE_TILE (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  if (self->upload != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->upload, self);
      console_picture_upload_cancel (self->upload);
    }
  g_clear_object (&self->upload);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->thumbnails);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_PICTURE_TILE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    {
      gtk_widget_unparent (child);
    }
  G_OBJECT_CLASS (console_picture_tile_parent_class)->dispose (object);
}

static void
console_picture_tile_class_init (ConsolePictureTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_picture_tile_dispose;
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[DROPPED] = g_signal_new ("dropped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_POINTER);
  signals[UPLOADED] = g_signal_new ("uploaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "picturetile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/catalogue/picture-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsolePictureTile, picture);
  gtk_widget_class_bind_template_child (widget_class, ConsolePictureTile, progress);
  gtk_widget_class_bind_template_child (widget_class, ConsolePictureTile, message);
  gtk_widget_class_bind_template_child (widget_class, ConsolePictureTile, leads);
  gtk_widget_class_bind_template_child (widget_class, ConsolePictureTile, earlier);
  gtk_widget_class_bind_template_child (widget_class, ConsolePictureTile, later);
  gtk_widget_class_bind_template_child (widget_class, ConsolePictureTile, remove);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, earlier_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_clicked_cb);
}

static void
console_picture_tile_init (ConsolePictureTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->cancellable = g_cancellable_new ();
  add_drag_and_drop (self);
}

/**
 * console_picture_tile_new:
 * @thumbnails: where pictures come from
 *
 * Returns: (transfer floating): an empty tile
 */
GtkWidget *
console_picture_tile_new (ConsoleThumbnails *thumbnails)
{
  ConsolePictureTile *self = g_object_new (CONSOLE_TYPE_PICTURE_TILE, NULL);

  self->thumbnails = g_object_ref (thumbnails);

  return GTK_WIDGET (self);
}

/**
 * console_picture_tile_show_image:
 * @self: the tile
 * @image: a picture of the server's
 */
void
console_picture_tile_show_image (ConsolePictureTile *self,
                                 gint64              image)
{
  g_return_if_fail (CONSOLE_IS_PICTURE_TILE (self));

  self->image = image;
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  console_thumbnails_load_async (self->thumbnails, image, self->cancellable, loaded_cb, self);
}

/**
 * console_picture_tile_show_upload:
 * @self: the tile
 * @upload: a picture on its way, which is given up with the tile
 */
void
console_picture_tile_show_upload (ConsolePictureTile   *self,
                                  ConsolePictureUpload *upload)
{
  g_return_if_fail (CONSOLE_IS_PICTURE_TILE (self));

  g_set_object (&self->upload, upload);
  g_signal_connect_swapped (upload, "changed", G_CALLBACK (upload_changed_cb), self);
  upload_changed_cb (self);
}

/**
 * console_picture_tile_get_image:
 * @self: the tile
 *
 * Returns: the id of its picture, 0 while the server has none
 */
gint64
console_picture_tile_get_image (ConsolePictureTile *self)
{
  g_return_val_if_fail (CONSOLE_IS_PICTURE_TILE (self), 0);

  return self->image;
}

/**
 * console_picture_tile_set_place:
 * @self: the tile
 * @position: which one it is
 * @n_tiles: of how many
 *
 * Says where it stands: the first picture leads.
 */
void
console_picture_tile_set_place (ConsolePictureTile *self,
                                guint               position,
                                guint               n_tiles)
{
  g_autofree char *name = g_strdup_printf (_("Picture %u of %u"), position + 1, n_tiles);

  g_return_if_fail (CONSOLE_IS_PICTURE_TILE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->leads), position == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->earlier), position > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->later), position + 1 < n_tiles);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
