/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The trace belongs to the frame clock of the window that is watched. What a widget says while it is drawn is held back until
 * the frame is done, so that the time in the file is the one at which a person could see it. */

#include "config.h"

#include "console-trace.h"

#include <stdio.h>

#define VARIABLE "SWEETSPOT_TRACE"

typedef struct
{
  FILE    *file;
  gint64   frame_began;
  gboolean has_painted;
  GString *drawn; /* what this frame shows that was announced: one "EVENT DETAIL" a line */
} Trace;

static G_DEFINE_QUARK (console-trace, trace)

static void
trace_free (gpointer data)
{
  Trace *self = data;

  fclose (self->file);
  g_string_free (self->drawn, TRUE);
  g_free (self);
}

static Trace *
trace_open (const char *path)
{
  g_autofree Trace *self = g_new0 (Trace, 1);

  self->file = fopen (path, "ae");
  if (self->file == NULL)
    {
      g_warning ("Cannot write the trace to %s", path);
      return NULL;
    }
  self->drawn = g_string_new (NULL);

  return g_steal_pointer (&self);
}

static void
before_paint_cb (GdkFrameClock *clock,
                 gpointer       user_data)
{
  Trace *self = user_data;

  self->frame_began = g_get_monotonic_time ();
}

static void
write_drawn (Trace *self,
             gint64 now)
{
  g_auto(GStrv) lines = g_strsplit (self->drawn->str, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] != '\0')
        fprintf (self->file, "%" G_GINT64_FORMAT " %s\n", now, lines[i]);
    }
  g_string_truncate (self->drawn, 0);
}

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer       user_data)
{
  Trace *self = user_data;
  gint64 now = g_get_monotonic_time ();

  if (!self->has_painted)
    fprintf (self->file, "%" G_GINT64_FORMAT " first-frame 0\n", now);
  self->has_painted = TRUE;
  fprintf (self->file, "%" G_GINT64_FORMAT " frame %" G_GINT64_FORMAT "\n", now, now - self->frame_began);
  write_drawn (self, now);
  fflush (self->file);
}

/* When the display server says that it happened, which is before it was read here; its clock counts the same milliseconds from
 * another turn of 32 bits. What is not of the last minute is of another clock. */
static gint64
get_time (GdkEvent *event)
{
  const gint64 now = g_get_monotonic_time ();
  const guint32 age = (guint32) (now / 1000) - gdk_event_get_time (event);

  return age < 60000 ? now - (gint64) age * 1000 : now;
}

static gboolean
event_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          gpointer                  user_data)
{
  Trace *self = user_data;

  if (gdk_event_get_event_type (event) == GDK_KEY_PRESS && !gdk_key_event_is_modifier (event))
    fprintf (self->file, "%" G_GINT64_FORMAT " key %u\n", get_time (event), gdk_key_event_get_keyval (event));

  return GDK_EVENT_PROPAGATE;
}

/* Before anything of the window hears of a key. */
static void
watch_keys (GtkWidget *window,
            Trace     *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (window, controller);
}

static void
realize_cb (GtkWidget *window,
            gpointer   user_data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  Trace *self = trace_open (g_getenv (VARIABLE));

  if (self == NULL)
    return;

  g_object_set_qdata_full (G_OBJECT (clock), trace_quark (), self, trace_free);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  watch_keys (window, self);
}

/**
 * console_trace_watch:
 * @window: a window that is not shown yet
 *
 * Records each frame of the window: `first-frame`, and `frame` with the microseconds it took; and each key pressed in it.
 */
void
console_trace_watch (GtkWidget *window)
{
  g_return_if_fail (GTK_IS_WIDGET (window));

  if (g_getenv (VARIABLE) != NULL)
    g_signal_connect (window, "realize", G_CALLBACK (realize_cb), NULL);
}

/**
 * console_trace_painted:
 * @widget: what is being drawn
 * @event: what to call it
 * @detail: which one of its kind
 *
 * Records that the frame under way shows something; to be called while @widget takes its snapshot.
 */
void
console_trace_painted (GtkWidget  *widget,
                       const char *event,
                       gint64      detail)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  Trace *self = clock != NULL ? g_object_get_qdata (G_OBJECT (clock), trace_quark ()) : NULL;

  if (self != NULL)
    g_string_append_printf (self->drawn, "%s %" G_GINT64_FORMAT "\n", event, detail);
}
