/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences window. Each switch is bound to its GSettings key; nothing is saved apart. The address of a map is taken over
 * when it is whole. Main thread. */

#include "config.h"

#include "console-preferences.h"

#include "console-dialog.h"
#include "console-tile-address.h"

#include <glib/gi18n.h>

struct _ConsolePreferences
{
  AdwPreferencesWindow parent_instance;

  /* Template children */
  GtkSwitch    *alert_sound;
  GtkSwitch    *alert_visual;
  GtkSwitch    *single_keys;
  AdwEntryRow  *map_tiles;
  AdwEntryRow  *map_attribution;
  AdwEntryRow  *map_contact;
  AdwActionRow *map_file;
  GtkWidget    *no_map_file;

  /* Owned */
  GSettings            *settings;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (ConsolePreferences, console_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* Without an address, maps are a plain grid. */
static void
tiles_applied_cb (AdwEntryRow        *row,
                  ConsolePreferences *self)
{
  const char *address = gtk_editable_get_text (GTK_EDITABLE (row));

  if (*address == '\0' || console_tile_address_is_usable (address))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      g_settings_set_string (self->settings, "map-tiles", address);
      return;
    }

  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self),
                                    adw_toast_new (_("Write a web address with {z}, {x} and {y} in it")));
}

static void
update_map_file (ConsolePreferences *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "map-file");
  g_autofree char *name = *path != '\0' ? g_filename_display_basename (path) : NULL;

  adw_action_row_set_subtitle (self->map_file, name != NULL ? name
                               : _("A file in the MBTiles format, for when there is no network"));
  gtk_widget_set_visible (self->no_map_file, *path != '\0');
}

static void
map_file_chosen_cb (GtkNativeDialog    *chooser,
                    int                 response,
                    ConsolePreferences *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      g_settings_set_string (self->settings, "map-file", g_file_peek_path (file));
    }
  g_clear_object (&self->chooser);
}

static void
choose_map_file_cb (ConsolePreferences *self)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Maps"));
  gtk_file_filter_add_suffix (filter, "mbtiles");
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Choose a Map"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _("_Choose"), NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (map_file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
no_map_file_cb (ConsolePreferences *self)
{
  g_settings_reset (self->settings, "map-file");
}

static void
console_preferences_dispose (GObject *object)
{
  ConsolePreferences *self = CONSOLE_PREFERENCES (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_PREFERENCES);

  G_OBJECT_CLASS (console_preferences_parent_class)->dispose (object);
}

static void
console_preferences_class_init (ConsolePreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/app/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsolePreferences, alert_sound);
  gtk_widget_class_bind_template_child (widget_class, ConsolePreferences, alert_visual);
  gtk_widget_class_bind_template_child (widget_class, ConsolePreferences, single_keys);
  gtk_widget_class_bind_template_child (widget_class, ConsolePreferences, map_tiles);
  gtk_widget_class_bind_template_child (widget_class, ConsolePreferences, map_attribution);
  gtk_widget_class_bind_template_child (widget_class, ConsolePreferences, map_contact);
  gtk_widget_class_bind_template_child (widget_class, ConsolePreferences, map_file);
  gtk_widget_class_bind_template_child (widget_class, ConsolePreferences, no_map_file);
  gtk_widget_class_bind_template_callback (widget_class, tiles_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_map_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, no_map_file_cb);
}

static void
console_preferences_init (ConsolePreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind_settings (ConsolePreferences *self,
               GSettings          *settings)
{
  g_autofree char *address = g_settings_get_string (settings, "map-tiles");

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "alert-sound", self->alert_sound, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "alert-visual", self->alert_visual, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "single-key-shortcuts", self->single_keys, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "map-attribution", self->map_attribution, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "map-contact", self->map_contact, "text", G_SETTINGS_BIND_DEFAULT);
  gtk_editable_set_text (GTK_EDITABLE (self->map_tiles), address);
  adw_entry_row_set_show_apply_button (self->map_tiles, TRUE);
  g_signal_connect_object (settings, "changed::map-file", G_CALLBACK (update_map_file), self, G_CONNECT_SWAPPED);
  update_map_file (self);
}

/**
 * console_preferences_present:
 * @context: the console's context
 * @parent: (nullable): the window to stand before
 *
 * Shows the preferences.
 */
void
console_preferences_present (ConsoleContext *context,
                             GtkWindow      *parent)
{
  ConsolePreferences *self = g_object_new (CONSOLE_TYPE_PREFERENCES, "modal", parent != NULL, NULL);

  bind_settings (self, console_context_get_settings (context));

  if (parent != NULL)
    console_dialog_present (GTK_WINDOW (self), GTK_WIDGET (parent));
  else
    gtk_window_present (GTK_WINDOW (self));
}
