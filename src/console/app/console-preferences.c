/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences window. Each switch is bound to its GSettings key; nothing is applied or saved apart. Main thread. */

#include "config.h"

#include "console-preferences.h"

struct _ConsolePreferences
{
  AdwPreferencesWindow parent_instance;

  /* Template children */
  GtkSwitch *alert_sound;
  GtkSwitch *alert_visual;
  GtkSwitch *single_keys;
};

G_DEFINE_FINAL_TYPE (ConsolePreferences, console_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
console_preferences_dispose (GObject *object)
{
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
  g_settings_bind (settings, "alert-sound", self->alert_sound, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "alert-visual", self->alert_visual, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "single-key-shortcuts", self->single_keys, "active", G_SETTINGS_BIND_DEFAULT);
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
  ConsolePreferences *self = g_object_new (CONSOLE_TYPE_PREFERENCES,
                                           "transient-for", parent,
                                           "modal", parent != NULL,
                                           NULL);

  bind_settings (self, console_context_get_settings (context));
  gtk_window_present (GTK_WINDOW (self));
}
