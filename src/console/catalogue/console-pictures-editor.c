/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures of a cake in a form: chosen, dropped or pasted, in an order of which the first leads. Only those that the
 * server has count as the field's value. */

#include "config.h"

#include "console-pictures-editor.h"

#include "console-context.h"
#include "console-picture-tile.h"
#include "console-picture-upload.h"
#include "console-toasts.h"

#include <glib/gi18n.h>

struct _ConsolePicturesEditor
{
  AdwPreferencesRow parent_instance;

  /* Template children */
  GtkFlowBox *tiles;
  GtkButton  *add;

  /* Owned */
  ConsoleContext       *context;
  ConsoleThumbnails    *thumbnails;
  GPtrArray            *order; /* ConsolePictureTile, borrowed */
  GCancellable         *cancellable;
  GtkFileChooserNative *chooser;

  gint64                store;
};

static void console_pictures_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsolePicturesEditor, console_pictures_editor, ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_pictures_editor_init_field_editor))

static int
compare_tiles (GtkFlowBoxChild *a,
               GtkFlowBoxChild *b,
               gpointer         user_data)
{
  ConsolePicturesEditor *self = user_data;
  guint first = G_MAXUINT, second = G_MAXUINT;

  g_ptr_array_find (self->order, gtk_flow_box_child_get_child (a), &first);
  g_ptr_array_find (self->order, gtk_flow_box_child_get_child (b), &second);

  return first < second ? -1 : first > second;
}

static void
arrange (ConsolePicturesEditor *self)
{
  gtk_flow_box_invalidate_sort (self->tiles);
  for (guint i = 0; i < self->order->len; i++)
    {
      console_picture_tile_set_place (g_ptr_array_index (self->order, i), i, self->order->len);
    }
}

static void
edited (ConsolePicturesEditor *self)
{
  arrange (self);
  console_field_editor_edited (CONSOLE_FIELD_EDITOR (self));
}

static void
remove_tile (ConsolePicturesEditor *self,
             ConsolePictureTile    *tile)
{
  g_ptr_array_remove (self->order, tile);
  gtk_flow_box_remove (self->tiles, gtk_widget_get_parent (GTK_WIDGET (tile)));
}

static void
removed_cb (ConsolePictureTile    *tile,
            ConsolePicturesEditor *self)
{
  remove_tile (self, tile);
  edited (self);
}

static void
moved_cb (ConsolePictureTile    *tile,
          int                    by,
          ConsolePicturesEditor *self)
{
  guint position;
  int target;

  if (!g_ptr_array_find (self->order, tile, &position))
    {
      return;
    }

  target = CLAMP ((int) position + by, 0, (int) self->order->len - 1);
  g_ptr_array_remove_index (self->order, position);
  g_ptr_array_insert (self->order, target, tile);
  edited (self);
}

static void
dropped_cb (ConsolePictureTile    *tile,
            ConsolePictureTile    *other,
            ConsolePicturesEditor *self)
{
  guint target, position;

  if (tile != other && g_ptr_array_find (self->order, other, &position) && g_ptr_array_find (self->order, tile, &target))
    {
      g_ptr_array_remove_index (self->order, position);
      g_ptr_array_insert (self->order, (int) target, other);
      edited (self);
    }
}

static ConsolePictureTile *
add_tile (ConsolePicturesEditor *self)
{
  GtkWidget *tile = console_picture_tile_new (self->thumbnails);

  g_ptr_array_add (self->order, tile);
  g_signal_connect (tile, "removed", G_CALLBACK (removed_cb), self);
  g_signal_connect (tile, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect (tile, "dropped", G_CALLBACK (dropped_cb), self);
  g_signal_connect_object (tile, "uploaded", G_CALLBACK (console_field_editor_edited), self, G_CONNECT_SWAPPED);
  gtk_flow_box_insert (self->tiles, tile, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (tile), FALSE);

  return CONSOLE_PICTURE_TILE (tile);
}

static ConsolePictureUpload *
add_upload (ConsolePicturesEditor *self)
{
  g_autoptr(ConsolePictureUpload) upload = console_picture_upload_new (self->context, self->store);

  console_picture_tile_show_upload (add_tile (self), upload);
  arrange (self);

  /* The tile holds it. */
  return upload;
}

/* From the clipboard. Who is gone meanwhile is not touched. */

static void
say_nothing_to_paste (ConsolePicturesEditor *self)
{
  console_toasts_say (GTK_WIDGET (self), _("There is no picture to paste: copy one first"));
}

static void
texture_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);
  g_autoptr(GBytes) content = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }
  if (texture == NULL)
    {
      say_nothing_to_paste (user_data);
      return;
    }

  content = gdk_texture_save_to_png_bytes (texture);
  console_picture_upload_start_bytes (add_upload (user_data), content);
}

static void
files_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);
  GSList *files = value != NULL ? g_value_get_boxed (value) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }
  if (files == NULL)
    {
      say_nothing_to_paste (user_data);
    }
  for (GSList *file = files; file != NULL; file = file->next)
    {
      console_pictures_editor_add_file (user_data, file->data);
    }
}

static gboolean
paste_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  console_pictures_editor_paste (CONSOLE_PICTURES_EDITOR (widget));

  return TRUE;
}

/* From files */

static gboolean
drop_files_cb (GtkDropTarget         *target,
               const GValue          *value,
               double                 x,
               double                 y,
               ConsolePicturesEditor *self)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      g_autoptr(GBytes) content = gdk_texture_save_to_png_bytes (g_value_get_object (value));

      console_picture_upload_start_bytes (add_upload (self), content);
      return TRUE;
    }

  for (GSList *file = g_value_get_boxed (value); file != NULL; file = file->next)
    {
      console_pictures_editor_add_file (self, file->data);
    }

  return TRUE;
}

static void
chosen_cb (GtkNativeDialog       *dialog,
           int                    response,
           ConsolePicturesEditor *self)
{
  g_autoptr(GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr(GFile) file = g_list_model_get_item (files, i);

          console_pictures_editor_add_file (self, file);
        }
    }
  g_clear_object (&self->chooser);
}

static void
add_clicked_cb (GtkButton             *button,
                ConsolePicturesEditor *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr(GtkFileFilter) pictures = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Add Pictures"), window, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Add"), NULL);
  gtk_file_filter_set_name (pictures, _("Pictures"));
  gtk_file_filter_add_mime_type (pictures, "image/*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), pictures);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* The field */

static gboolean
shows (ConsolePicturesEditor *self,
       GArray                *images)
{
  const guint n_images = images != NULL ? images->len : 0;

  if (n_images != self->order->len)
    {
      return FALSE;
    }

  for (guint i = 0; i < n_images; i++)
    {
      if (console_picture_tile_get_image (g_ptr_array_index (self->order, i)) != g_array_index (images, gint64, i))
        {
          return FALSE;
        }
    }

  return TRUE;
}

static void
console_pictures_editor_show (ConsoleFieldEditor *editor,
                              gconstpointer       entity,
                              const BakeryField  *field)
{
  ConsolePicturesEditor *self = CONSOLE_PICTURES_EDITOR (editor);
  GArray *images = BAKERY_FIELD_VALUE (entity, field, GArray *);

  if (shows (self, images))
    {
      return;
    }

  while (self->order->len > 0)
    {
      remove_tile (self, g_ptr_array_index (self->order, 0));
    }
  for (guint i = 0; images != NULL && i < images->len; i++)
    {
      console_picture_tile_show_image (add_tile (self), g_array_index (images, gint64, i));
    }
  arrange (self);
}

static gboolean
console_pictures_editor_apply (ConsoleFieldEditor *editor,
                               gpointer            entity,
                               const BakeryField  *field,
                               char              **ret_problem)
{
  ConsolePicturesEditor *self = CONSOLE_PICTURES_EDITOR (editor);
  GArray *images = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->order->len; i++)
    {
      const gint64 image = console_picture_tile_get_image (g_ptr_array_index (self->order, i));

      if (image != 0)
        {
          g_array_append_val (images, image);
        }
    }
  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GArray *) = images;

  return TRUE;
}

static void
console_pictures_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_pictures_editor_show;
  iface->apply = console_pictures_editor_apply;
}

static void
console_pictures_editor_dispose (GObject *object)
{
  ConsolePicturesEditor *self = CONSOLE_PICTURES_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->thumbnails);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_PICTURES_EDITOR);
  G_OBJECT_CLASS (console_pictures_editor_parent_class)->dispose (object);
}

static void
console_pictures_editor_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_PICTURES_EDITOR (object)->order);
  G_OBJECT_CLASS (console_pictures_editor_parent_class)->finalize (object);
}

static void
console_pictures_editor_class_init (ConsolePicturesEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_pictures_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_pictures_editor_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/catalogue/pictures-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsolePicturesEditor, tiles);
  gtk_widget_class_bind_template_child (widget_class, ConsolePicturesEditor, add);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, paste_cb, NULL);
}

static void
console_pictures_editor_init (ConsolePicturesEditor *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  self->order = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_flow_box_set_sort_func (self->tiles, compare_tiles, self, NULL);
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (drop_files_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * console_pictures_editor_new:
 * @context: what everything works with
 * @thumbnails: where pictures come from
 *
 * Returns: (transfer floating): an editor of pictures
 */
ConsoleFieldEditor *
console_pictures_editor_new (ConsoleContext    *context,
                             ConsoleThumbnails *thumbnails)
{
  ConsolePicturesEditor *self = g_object_new (CONSOLE_TYPE_PICTURES_EDITOR, "title", _("Pictures"), NULL);

  self->context = g_object_ref (context);
  self->thumbnails = g_object_ref (thumbnails);

  return CONSOLE_FIELD_EDITOR (self);
}

/**
 * console_pictures_editor_set_store:
 * @self: the editor
 * @store: whose pictures those will be that are added
 */
void
console_pictures_editor_set_store (ConsolePicturesEditor *self,
                                   gint64                 store)
{
  g_return_if_fail (CONSOLE_IS_PICTURES_EDITOR (self));

  self->store = store;
}

/**
 * console_pictures_editor_add_file:
 * @self: the editor
 * @file: what somebody chose
 *
 * Adds a picture and sends it to the server.
 */
void
console_pictures_editor_add_file (ConsolePicturesEditor *self,
                                  GFile                 *file)
{
  g_return_if_fail (CONSOLE_IS_PICTURES_EDITOR (self));

  console_picture_upload_start_file (add_upload (self), file);
}

/**
 * console_pictures_editor_paste:
 * @self: the editor
 *
 * Adds the picture, or the files, of the clipboard.
 */
void
console_pictures_editor_paste (ConsolePicturesEditor *self)
{
  GdkClipboard *clipboard;
  GdkContentFormats *formats;

  g_return_if_fail (CONSOLE_IS_PICTURES_EDITOR (self));

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  formats = gdk_clipboard_get_formats (clipboard);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    {
      gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, self->cancellable, files_read_cb,
                                      self);
    }
  else
    {
      gdk_clipboard_read_texture_async (clipboard, self->cancellable, texture_read_cb, self);
    }
}

/**
 * console_pictures_editor_is_busy:
 * @self: the editor
 *
 * Returns: whether a picture is not at the server yet
 */
gboolean
console_pictures_editor_is_busy (ConsolePicturesEditor *self)
{
  g_return_val_if_fail (CONSOLE_IS_PICTURES_EDITOR (self), FALSE);

  for (guint i = 0; i < self->order->len; i++)
    {
      if (console_picture_tile_get_image (g_ptr_array_index (self->order, i)) == 0)
        {
          return TRUE;
        }
    }

  return FALSE;
}
