/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says what happened, in the toasts above a widget: a page's, a dialog's or the window's. Main thread. */

#include "config.h"

#include "console-toasts.h"

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
  GtkWidget *toasts;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (ADW_IS_TOAST (toast));

  toasts = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (toasts != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), toast);
  else
    g_object_unref (toast);
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
