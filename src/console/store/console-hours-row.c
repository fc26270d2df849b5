/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One day of the week: its hours in words, and as a line. Main thread. */

#include "config.h"

#include "console-hours-row.h"

#include "console-hours-bar.h"
#include "console-hours.h"

struct _ConsoleHoursRow
{
  AdwPreferencesRow parent_instance;

  /* Template children */
  GtkLabel        *day;
  GtkEntry        *hours;
  ConsoleHoursBar *bar;

  /* Owned */
  JsonArray *spans; /* what is written, or NULL where it makes no sense */
};

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleHoursRow, console_hours_row, ADW_TYPE_PREFERENCES_ROW)

static void
changed_cb (ConsoleHoursRow *self)
{
  g_clear_pointer (&self->spans, json_array_unref);
  self->spans = console_hours_from_text (gtk_editable_get_text (GTK_EDITABLE (self->hours)));
  if (self->spans != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->hours), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->hours), "error");
  console_hours_bar_set_spans (self->bar, self->spans);
  g_signal_emit (self, signals[EDITED], 0);
}

/* The hours as they are understood, once somebody has written them: "8-18" becomes "08:00–18:00". */
static void
left_cb (ConsoleHoursRow *self)
{
  g_autofree char *text = self->spans != NULL ? console_hours_to_text (self->spans) : NULL;

  if (text != NULL && !g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->hours))))
    gtk_editable_set_text (GTK_EDITABLE (self->hours), text);
}

static gboolean
console_hours_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CONSOLE_HOURS_ROW (widget)->hours));
}

static void
console_hours_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_HOURS_ROW);
  g_clear_pointer (&CONSOLE_HOURS_ROW (object)->spans, json_array_unref);

  G_OBJECT_CLASS (console_hours_row_parent_class)->dispose (object);
}

static void
console_hours_row_class_init (ConsoleHoursRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_hours_row_dispose;
  widget_class->grab_focus = console_hours_row_grab_focus;

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (CONSOLE_TYPE_HOURS_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/store/hours-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleHoursRow, day);
  gtk_widget_class_bind_template_child (widget_class, ConsoleHoursRow, hours);
  gtk_widget_class_bind_template_child (widget_class, ConsoleHoursRow, bar);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
}

static void
console_hours_row_init (ConsoleHoursRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_hours_row_new:
 * @title: what the day is called
 *
 * Returns: (transfer floating): a day on which the store is closed
 */
GtkWidget *
console_hours_row_new (const char *title)
{
  ConsoleHoursRow *self = g_object_new (CONSOLE_TYPE_HOURS_ROW, "title", title, NULL);

  gtk_label_set_label (self->day, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->hours), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return GTK_WIDGET (self);
}

/**
 * console_hours_row_show:
 * @self: a day
 * @spans: (nullable): when the store is open
 *
 * Shows the hours, unless what is written means the same.
 */
void
console_hours_row_show (ConsoleHoursRow *self,
                        JsonArray       *spans)
{
  g_autofree char *text = console_hours_to_text (spans);
  g_autofree char *shown = self->spans != NULL ? console_hours_to_text (self->spans) : NULL;

  g_return_if_fail (CONSOLE_IS_HOURS_ROW (self));

  if (g_strcmp0 (text, shown) != 0)
    console_hours_row_set_text (self, text);
}

/**
 * console_hours_row_get_text:
 * @self: a day
 *
 * Returns: (transfer none): what is written
 */
const char *
console_hours_row_get_text (ConsoleHoursRow *self)
{
  g_return_val_if_fail (CONSOLE_IS_HOURS_ROW (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->hours));
}

/**
 * console_hours_row_set_text:
 * @self: a day
 * @text: hours as a person writes them
 *
 * Writes the hours.
 */
void
console_hours_row_set_text (ConsoleHoursRow *self,
                            const char      *text)
{
  g_return_if_fail (CONSOLE_IS_HOURS_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->hours), text);
  if (self->spans == NULL)
    changed_cb (self);
}

/**
 * console_hours_row_get_spans:
 * @self: a day
 *
 * Returns: (transfer none) (nullable): what the hours mean, %NULL where they make no sense
 */
JsonArray *
console_hours_row_get_spans (ConsoleHoursRow *self)
{
  g_return_val_if_fail (CONSOLE_IS_HOURS_ROW (self), NULL);

  return self->spans;
}
