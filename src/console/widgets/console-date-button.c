/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A day, as a button that opens a calendar. Main thread. */

#include "config.h"

#include "console-date-button.h"

#include "console-accessible.h"

#include <glib/gi18n.h>

struct _ConsoleDateButton
{
  AdwBin parent_instance;

  /* Template children */
  GtkMenuButton *button;
  GtkCalendar   *calendar;

  /* Owned */
  GDateTime *date;
  gboolean   is_showing;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleDateButton, console_date_button, ADW_TYPE_BIN)

static void
show_date (ConsoleDateButton *self)
{
  /* Translators: a day, as g_date_time_format() writes it. */
  g_autofree char *text = g_date_time_format (self->date, _("%e %b %Y"));
  g_autofree char *name = NULL;

  gtk_menu_button_set_label (self->button, g_strstrip (text));
  name = g_strdup_printf ("%s: %s", gtk_widget_get_tooltip_text (GTK_WIDGET (self)), text);
  console_accessible_name_button (GTK_WIDGET (self->button), name);
}

static void
day_selected_cb (ConsoleDateButton *self)
{
  if (self->is_showing)
    return;

  g_clear_pointer (&self->date, g_date_time_unref);
  self->date = gtk_calendar_get_date (self->calendar);
  show_date (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
console_date_button_finalize (GObject *object)
{
  g_clear_pointer (&CONSOLE_DATE_BUTTON (object)->date, g_date_time_unref);

  G_OBJECT_CLASS (console_date_button_parent_class)->finalize (object);
}

static gboolean
console_date_button_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CONSOLE_DATE_BUTTON (widget)->button));
}

static void
console_date_button_class_init (ConsoleDateButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_date_button_finalize;
  widget_class->grab_focus = console_date_button_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/widgets/date-button.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleDateButton, button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDateButton, calendar);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
}

static void
console_date_button_init (ConsoleDateButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_date_button_set_date:
 * @self: a button
 * @date: a time on the day to show
 *
 * Shows a day.
 */
void
console_date_button_set_date (ConsoleDateButton *self,
                              GDateTime         *date)
{
  g_return_if_fail (CONSOLE_IS_DATE_BUTTON (self));
  g_return_if_fail (date != NULL);

  g_date_time_ref (date);
  g_clear_pointer (&self->date, g_date_time_unref);
  self->date = date;
  self->is_showing = TRUE;
  gtk_calendar_select_day (self->calendar, date);
  self->is_showing = FALSE;
  show_date (self);
}

/**
 * console_date_button_get_date:
 * @self: a button
 *
 * Returns: (transfer none) (nullable): a time on the day that is shown; only its year, month and day count
 */
GDateTime *
console_date_button_get_date (ConsoleDateButton *self)
{
  g_return_val_if_fail (CONSOLE_IS_DATE_BUTTON (self), NULL);

  return self->date;
}
