/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An instant: a day of the calendar and a time of day, in the time zone of the store that is looked at. */

#include "config.h"

#include "console-time-editor.h"

#include "bakery-time.h"
#include "console-accessible.h"
#include "console-calendar.h"
#include "console-context.h"
#include "console-repository.h"

#include <glib/gi18n.h>

struct _ConsoleTimeEditor
{
  AdwActionRow parent_instance;

  /* Template children */
  GtkButton     *clear;
  GtkMenuButton *button;
  GtkCalendar   *day;
  GtkSpinButton *hour;
  GtkSpinButton *minute;

  /* Owned */
  ConsoleContext *context;

  gint64          value;
  gboolean        is_showing;
};

static void console_time_editor_init_field_editor (ConsoleFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleTimeEditor, console_time_editor, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD_EDITOR, console_time_editor_init_field_editor))

static const char *
get_time_zone (ConsoleTimeEditor *self)
{
  const BakeryStore *store = console_repository_find_store (console_context_get_repository (self->context),
                                                            console_context_get_store (self->context));

  return store != NULL ? store->time_zone : NULL;
}

static void
show_words (ConsoleTimeEditor *self)
{
  g_auto(ConsoleCalendar) calendar = { 0 };
  g_autofree char *words = NULL;

  console_calendar_init (&calendar, get_time_zone (self), console_context_get_now (self->context));
  calendar.twelve_hours = console_calendar_prefers_twelve_hours ();
  words = self->value != 0 ? console_calendar_dup_words (&calendar, self->value) : g_strdup (_("Not set"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  gtk_widget_set_visible (GTK_WIDGET (self->clear), self->value != 0);
}

/* The popover starts with the value, or with the present where there is none. */
static void
show_parts (ConsoleTimeEditor *self)
{
  const gint64 time = self->value != 0 ? self->value : console_context_get_now (self->context);
  g_autoptr(GDateTime) date_time = bakery_time_to_date_time (time, get_time_zone (self));

  self->is_showing = TRUE;
  gtk_calendar_select_day (self->day, date_time);
  gtk_spin_button_set_value (self->hour, g_date_time_get_hour (date_time));
  gtk_spin_button_set_value (self->minute, g_date_time_get_minute (date_time));
  self->is_showing = FALSE;
}

static void
take_parts (ConsoleTimeEditor *self)
{
  const char *name = get_time_zone (self);
  g_autoptr(GTimeZone) zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->day);
  g_autoptr(GDateTime) time = g_date_time_new (zone != NULL ? zone : utc,
                                               g_date_time_get_year (day),
                                               g_date_time_get_month (day),
                                               g_date_time_get_day_of_month (day),
                                               gtk_spin_button_get_value_as_int (self->hour),
                                               gtk_spin_button_get_value_as_int (self->minute),
                                               0);

  self->value = g_date_time_to_unix (time) * BAKERY_SECOND;
}

static void
part_changed_cb (ConsoleTimeEditor *self)
{
  if (self->is_showing)
    return;

  take_parts (self);
  show_words (self);
  console_field_editor_edited (CONSOLE_FIELD_EDITOR (self));
}

static void
clear_cb (ConsoleTimeEditor *self)
{
  self->value = 0;
  show_words (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
  console_field_editor_edited (CONSOLE_FIELD_EDITOR (self));
}

static gboolean
show_two_digits_cb (GtkSpinButton *button)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (button));

  gtk_editable_set_text (GTK_EDITABLE (button), text);

  return TRUE;
}

static void
console_time_editor_show (ConsoleFieldEditor *editor,
                          gconstpointer       entity,
                          const BakeryField  *field)
{
  ConsoleTimeEditor *self = CONSOLE_TIME_EDITOR (editor);

  self->value = BAKERY_FIELD_VALUE (entity, field, gint64);
  show_words (self);
}

static gboolean
console_time_editor_apply (ConsoleFieldEditor *editor,
                           gpointer            entity,
                           const BakeryField  *field,
                           char              **ret_problem)
{
  BAKERY_FIELD_VALUE (entity, field, gint64) = CONSOLE_TIME_EDITOR (editor)->value;

  return TRUE;
}

static void
console_time_editor_init_field_editor (ConsoleFieldEditorInterface *iface)
{
  iface->show = console_time_editor_show;
  iface->apply = console_time_editor_apply;
}

static void
console_time_editor_dispose (GObject *object)
{
  ConsoleTimeEditor *self = CONSOLE_TIME_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_TIME_EDITOR);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (console_time_editor_parent_class)->dispose (object);
}

static void
console_time_editor_class_init (ConsoleTimeEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_time_editor_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/forms/time-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleTimeEditor, clear);
  gtk_widget_class_bind_template_child (widget_class, ConsoleTimeEditor, button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleTimeEditor, day);
  gtk_widget_class_bind_template_child (widget_class, ConsoleTimeEditor, hour);
  gtk_widget_class_bind_template_child (widget_class, ConsoleTimeEditor, minute);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_parts);
  gtk_widget_class_bind_template_callback (widget_class, show_two_digits_cb);
}

static void
console_time_editor_init (ConsoleTimeEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_time_editor_new:
 * @title: what the field is called
 * @context: tells the time, and in which time zone
 *
 * Returns: (transfer floating): an editor for an instant, which shows none yet
 */
ConsoleFieldEditor *
console_time_editor_new (const char     *title,
                         ConsoleContext *context)
{
  ConsoleTimeEditor *self = g_object_new (CONSOLE_TYPE_TIME_EDITOR, "title", title, "use-markup", FALSE, NULL);

  self->context = g_object_ref (context);
  console_accessible_name_button (GTK_WIDGET (self->button), title);

  return CONSOLE_FIELD_EDITOR (self);
}
