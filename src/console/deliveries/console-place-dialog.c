/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where an order goes: on a map, and in degrees for whom a map is out of reach. Main thread. */

#include "config.h"

#include "console-place-dialog.h"

#include "bakery-violations.h"
#include "console-delivery-texts.h"
#include "console-entry-editor.h"
#include "console-position-picker.h"

#include <glib/gi18n.h>
#include <math.h>

struct _ConsolePlaceDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkWidget           *save_button;
  GtkLabel            *order;
  GtkLabel            *address;
  AdwBin              *picker_place;
  AdwPreferencesGroup *fields;

  /* Owned */
  BakeryOrder *edited;

  /* Borrowed */
  ConsolePositionPicker *picker;
  ConsoleFieldEditor    *latitude;
  ConsoleFieldEditor    *longitude;

  gboolean               is_showing;
};

enum
{
  SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsolePlaceDialog, console_place_dialog, ADW_TYPE_WINDOW)

static const BakeryField *
find_field (const char *name)
{
  return bakery_entity_type_find_field (&bakery_order_type, name);
}

static gboolean
apply (ConsolePlaceDialog *self,
       ConsoleFieldEditor *editor,
       const char         *name)
{
  const BakeryField *field = find_field (name);
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autofree char *problem = NULL;
  gboolean is_place = console_field_editor_apply (editor, self->edited, field, &problem);

  bakery_field_validate (self->edited, field, violations);
  is_place = is_place && bakery_violations_is_empty (violations) && !isnan (BAKERY_FIELD_VALUE (self->edited, field, double));
  if (is_place)
    gtk_widget_remove_css_class (GTK_WIDGET (editor), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (editor), "error");

  return is_place;
}

static void
edited_cb (ConsolePlaceDialog *self)
{
  gboolean has_latitude, is_place;

  if (self->is_showing)
    return;

  has_latitude = apply (self, self->latitude, "latitude");
  is_place = apply (self, self->longitude, "longitude") && has_latitude;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "place.save", is_place);
  if (is_place)
    console_position_picker_show (self->picker, self->edited->latitude, self->edited->longitude);
}

static void
show_degrees (ConsolePlaceDialog *self)
{
  self->is_showing = TRUE;
  console_field_editor_show (self->latitude, self->edited, find_field ("latitude"));
  console_field_editor_show (self->longitude, self->edited, find_field ("longitude"));
  self->is_showing = FALSE;
}

static void
picked_cb (ConsolePositionPicker *picker,
           double                 latitude,
           double                 longitude,
           ConsolePlaceDialog    *self)
{
  self->edited->latitude = latitude;
  self->edited->longitude = longitude;
  show_degrees (self);
  edited_cb (self);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsolePlaceDialog *self = CONSOLE_PLACE_DIALOG (widget);

  g_signal_emit (self, signals[SAVE], 0, self->edited);
  gtk_window_close (GTK_WINDOW (self));
}

static void
console_place_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_PLACE_DIALOG);

  G_OBJECT_CLASS (console_place_dialog_parent_class)->dispose (object);
}

static void
console_place_dialog_finalize (GObject *object)
{
  g_clear_pointer (&CONSOLE_PLACE_DIALOG (object)->edited, bakery_order_unref);

  G_OBJECT_CLASS (console_place_dialog_parent_class)->finalize (object);
}

static void
console_place_dialog_class_init (ConsolePlaceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_place_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_place_dialog_finalize;

  signals[SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/deliveries/place-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsolePlaceDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, ConsolePlaceDialog, order);
  gtk_widget_class_bind_template_child (widget_class, ConsolePlaceDialog, address);
  gtk_widget_class_bind_template_child (widget_class, ConsolePlaceDialog, picker_place);
  gtk_widget_class_bind_template_child (widget_class, ConsolePlaceDialog, fields);
  gtk_widget_class_install_action (widget_class, "place.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_place_dialog_init (ConsolePlaceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
}

static ConsoleFieldEditor *
add_field (ConsolePlaceDialog *self,
           const char         *title,
           const char         *name)
{
  ConsoleFieldEditor *editor = console_entry_editor_new (title, find_field (name));

  g_signal_connect_object (editor, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->fields, GTK_WIDGET (editor));

  return editor;
}

/**
 * console_place_dialog_new:
 * @context: the console's parts
 * @item: where an order goes
 * @store: (nullable): the store, near which it is
 *
 * Returns: (transfer floating): the dialog
 */
ConsolePlaceDialog *
console_place_dialog_new (ConsoleContext     *context,
                          ConsoleDestination *item,
                          const BakeryStore  *store)
{
  ConsolePlaceDialog *self = g_object_new (CONSOLE_TYPE_PLACE_DIALOG, NULL);
  g_autofree char *title = console_destination_dup_title (item);
  g_autofree char *address = console_destination_dup_address (item);

  self->edited = bakery_order_copy (console_destination_get_order (item));
  self->latitude = add_field (self, _("Latitude"), "latitude");
  self->longitude = add_field (self, _("Longitude"), "longitude");
  self->picker = CONSOLE_POSITION_PICKER (console_position_picker_new (context));
  adw_bin_set_child (self->picker_place, GTK_WIDGET (self->picker));
  gtk_label_set_label (self->order, title);
  gtk_label_set_label (self->address, address);
  show_degrees (self);
  if (console_destination_has_place (item))
    console_position_picker_show (self->picker, self->edited->latitude, self->edited->longitude);
  else if (store != NULL && !isnan (store->latitude))
    console_position_picker_look_at (self->picker, store->latitude, store->longitude);
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "place.save", FALSE);

  return self;
}
