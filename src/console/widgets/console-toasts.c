/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says what happened, in the toasts above a widget: a page's, a dialog's or the window's.
 *
 * libadwaita 1.2.2, which Debian 12 has, frees a toast that is dismissed while it still comes, and uses it again when it would
 * have come. So no toast leaves before it is there: one that is dismissed earlier is dismissed a moment later, whoever asks for
 * it, a button, a key or the page. Main thread. */

#include "config.h"

#include "console-toasts.h"

#define LEAVING "console-toasts-leaving"

/* Microseconds until a toast is there: half a second where it comes in place of another one, and a little more. */
#define COMING (550 * G_TIME_SPAN_MILLISECOND)

/* What is known of one overlay, which owns it. */
typedef struct
{
  GPtrArray *toasts;  /* dismissed, and not there yet */
  gint64     since;   /* when the last one began to come, by the frames */
  guint      tick;    /* while it may still be coming */
} Leaving;

static void
leaving_free (gpointer data)
{
  Leaving *leaving = data;

  g_ptr_array_unref (leaving->toasts);
  g_free (leaving);
}

static Leaving *
ensure_leaving (GtkWidget *overlay)
{
  Leaving *leaving = g_object_get_data (G_OBJECT (overlay), LEAVING);

  if (leaving == NULL)
    {
      leaving = g_new0 (Leaving, 1);
      leaving->toasts = g_ptr_array_new_with_free_func (g_object_unref);
      g_object_set_data_full (G_OBJECT (overlay), LEAVING, leaving, leaving_free);
    }

  return leaving;
}

/* By the frames, as the toasts come: where none are drawn, nothing moves. */
static gboolean
tick_cb (GtkWidget     *overlay,
         GdkFrameClock *clock,
         gpointer       data)
{
  Leaving *leaving = data;

  if (gdk_frame_clock_get_frame_time (clock) - leaving->since < COMING)
    return G_SOURCE_CONTINUE;

  leaving->tick = 0;
  while (leaving->tick == 0 && leaving->toasts->len > 0)
    {
      g_autoptr(AdwToast) toast = g_ptr_array_steal_index (leaving->toasts, 0);

      g_signal_emit_by_name (toast, "dismissed"); /* another one may come instead */
    }

  return G_SOURCE_REMOVE;
}

/* A toast comes, or may come in place of one that leaves. One that nobody sees is there at once. */
static void
note_coming (GtkWidget *overlay)
{
  Leaving *leaving = ensure_leaving (overlay);

  if (!gtk_widget_get_mapped (overlay))
    return;

  leaving->since = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (overlay));
  if (leaving->tick == 0)
    leaving->tick = gtk_widget_add_tick_callback (overlay, tick_cb, leaving, NULL);
}

/* What was dismissed is not there to be pressed again. */
static void
take_out_of_reach (GtkWidget *overlay,
                   AdwToast  *toast)
{
  for (GtkWidget *child = gtk_widget_get_first_child (overlay); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      g_autoptr(AdwToast) shown = NULL;

      if (g_object_class_find_property (G_OBJECT_GET_CLASS (child), "toast") == NULL)
        continue;

      g_object_get (child, "toast", &shown, NULL);
      gtk_widget_set_can_target (child, gtk_widget_get_can_target (child) && shown != toast);
      gtk_widget_set_can_focus (child, gtk_widget_get_can_focus (child) && shown != toast);
    }
}

static void
dismissed_cb (AdwToast  *toast,
              GtkWidget *overlay)
{
  Leaving *leaving = ensure_leaving (overlay);

  if (leaving->tick == 0 || !gtk_widget_get_mapped (overlay))
    {
      note_coming (overlay);
      return;
    }

  g_signal_stop_emission_by_name (toast, "dismissed");
  g_ptr_array_add (leaving->toasts, g_object_ref (toast));
  take_out_of_reach (overlay, toast);
}

/**
 * console_toasts_add:
 * @widget: where something happened
 * @toast: (transfer full): what happened
 *
 * Shows a toast in the nearest overlay above a widget; without one, in none.
 */
void
console_toasts_add (GtkWidget *widget,
                    AdwToast  *toast)
{
  GtkWidget *overlay;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (ADW_IS_TOAST (toast));

  overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL)
    {
      g_object_unref (toast);
      return;
    }

  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), overlay, 0); /* before the overlay's own */
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  note_coming (overlay);
}

/**
 * console_toasts_say:
 * @widget: where something happened
 * @text: what happened
 *
 * Says so in a toast.
 */
void
console_toasts_say (GtkWidget  *widget,
                    const char *text)
{
  console_toasts_add (widget, adw_toast_new (text));
}
