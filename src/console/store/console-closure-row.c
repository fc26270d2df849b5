/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One closure: its first and last day, and why. A closure that begins or ends within a day, as another program may have set
 * it, keeps its times as long as nobody changes its days. Main thread. */

#include "config.h"

#include "console-closure-row.h"

#include "bakery-time.h"
#include "console-date-button.h"

#include <glib/gi18n.h>

struct _ConsoleClosureRow
{
  AdwPreferencesRow parent_instance;

  /* Template children */
  ConsoleDateButton *first;
  ConsoleDateButton *last;
  GtkEntry          *reason;

  /* Owned */
  char  *time_zone;
  gint64 from;
  gint64 to;
};

enum
{
  EDITED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleClosureRow, console_closure_row, ADW_TYPE_PREFERENCES_ROW)

/* The midnight with which the chosen day, or one some days later, begins. */
static gint64
get_midnight (ConsoleClosureRow *self,
              ConsoleDateButton *button,
              int                days)
{
  g_autoptr(GTimeZone) zone = self->time_zone != NULL ? g_time_zone_new_identifier (self->time_zone) : NULL;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  GDateTime *date = console_date_button_get_date (button);
  g_autoptr(GDateTime) midnight = g_date_time_new (zone != NULL ? zone : utc,
                                                   g_date_time_get_year (date),
                                                   g_date_time_get_month (date),
                                                   g_date_time_get_day_of_month (date),
                                                   0, 0, 0);
  g_autoptr(GDateTime) shifted = g_date_time_add_days (midnight, days);

  return g_date_time_to_unix (shifted) * BAKERY_SECOND;
}

static void
first_changed_cb (ConsoleClosureRow *self)
{
  self->from = get_midnight (self, self->first, 0);
  if (self->to <= self->from)
    {
      console_date_button_set_date (self->last, console_date_button_get_date (self->first));
      self->to = get_midnight (self, self->last, 1);
    }
  g_signal_emit (self, signals[EDITED], 0);
}

static void
last_changed_cb (ConsoleClosureRow *self)
{
  self->to = get_midnight (self, self->last, 1);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
changed_cb (ConsoleClosureRow *self)
{
  g_signal_emit (self, signals[EDITED], 0);
}

static void
remove_cb (ConsoleClosureRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static gboolean
console_closure_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CONSOLE_CLOSURE_ROW (widget)->reason));
}

static void
console_closure_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_CLOSURE_ROW);

  G_OBJECT_CLASS (console_closure_row_parent_class)->dispose (object);
}

static void
console_closure_row_finalize (GObject *object)
{
  g_free (CONSOLE_CLOSURE_ROW (object)->time_zone);

  G_OBJECT_CLASS (console_closure_row_parent_class)->finalize (object);
}

static void
console_closure_row_class_init (ConsoleClosureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_closure_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_closure_row_finalize;
  widget_class->grab_focus = console_closure_row_grab_focus;

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (CONSOLE_TYPE_DATE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/store/closure-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleClosureRow, first);
  gtk_widget_class_bind_template_child (widget_class, ConsoleClosureRow, last);
  gtk_widget_class_bind_template_child (widget_class, ConsoleClosureRow, reason);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, last_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
console_closure_row_init (ConsoleClosureRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A closure that is to be filled in begins as tomorrow. */
static void
take_times (ConsoleClosureRow *self,
            JsonObject        *closure,
            gint64             now)
{
  const char *from = closure != NULL ? json_object_get_string_member_with_default (closure, "from", "") : "";
  const char *to = closure != NULL ? json_object_get_string_member_with_default (closure, "to", "") : "";

  if (!bakery_time_from_string (from, &self->from))
    self->from = bakery_time_start_of_day (now, self->time_zone, 1);
  if (!bakery_time_from_string (to, &self->to) || self->to <= self->from)
    self->to = bakery_time_start_of_day (self->from, self->time_zone, 1);
}

/**
 * console_closure_row_new:
 * @closure: (nullable): a closure as the domain has it, or %NULL for one that is to be filled in
 * @time_zone: (nullable): the store's
 * @now: microseconds since 1970
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
console_closure_row_new (JsonObject *closure,
                         const char *time_zone,
                         gint64      now)
{
  ConsoleClosureRow *self = g_object_new (CONSOLE_TYPE_CLOSURE_ROW, NULL);
  g_autoptr(GDateTime) first = NULL;
  g_autoptr(GDateTime) last = NULL;

  self->time_zone = g_strdup (time_zone);
  take_times (self, closure, now);
  first = bakery_time_to_date_time (self->from, time_zone);
  last = bakery_time_to_date_time (self->to - 1, time_zone);
  console_date_button_set_date (self->first, first);
  console_date_button_set_date (self->last, last);
  if (closure != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->reason),
                           json_object_get_string_member_with_default (closure, "reason", ""));

  return GTK_WIDGET (self);
}

/**
 * console_closure_row_read:
 * @self: a row
 * @ret_problem: (out) (transfer full): what does not fit
 *
 * Returns: (transfer full) (nullable): the closure as the domain has it, or %NULL where something does not fit
 */
JsonObject *
console_closure_row_read (ConsoleClosureRow *self,
                          char             **ret_problem)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  JsonObject *closure;

  g_return_val_if_fail (CONSOLE_IS_CLOSURE_ROW (self), NULL);

  if (self->to <= self->from)
    {
      *ret_problem = g_strdup (_("The last day of a closure is before its first."));
      return NULL;
    }

  from = bakery_time_to_string (self->from);
  to = bakery_time_to_string (self->to);
  closure = json_object_new ();
  json_object_set_string_member (closure, "from", from);
  json_object_set_string_member (closure, "to", to);
  json_object_set_string_member (closure, "reason", gtk_editable_get_text (GTK_EDITABLE (self->reason)));

  return closure;
}
