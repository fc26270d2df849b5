/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text that a narrow window or large letters cut off can be read in full all the same: pointing at a label, or holding a
 * finger on it, shows what it says. Widgets with a tooltip of their own keep it. Main thread. */

#include "config.h"

#include "console-cut-text.h"

static GtkLabel *
find_cut_label (GtkWidget *window,
                int        x,
                int        y)
{
  GtkWidget *widget = gtk_widget_pick (window, x, y, GTK_PICK_INSENSITIVE | GTK_PICK_NON_TARGETABLE);

  if (!GTK_IS_LABEL (widget) || !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    return NULL;

  return GTK_LABEL (widget);
}

static gboolean
query_tooltip_cb (GtkWidget  *window,
                  int         x,
                  int         y,
                  gboolean    is_by_keyboard,
                  GtkTooltip *tooltip,
                  gpointer    user_data)
{
  GtkLabel *label = is_by_keyboard ? NULL : find_cut_label (window, x, y);

  if (label == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));

  return TRUE;
}

/**
 * console_cut_text_explain:
 * @window: a window
 *
 * Has every label in @window that does not show all its text show it as a tooltip.
 */
void
console_cut_text_explain (GtkWindow *window)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (window), TRUE);
  g_signal_connect (window, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
