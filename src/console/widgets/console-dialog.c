/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How dialogs come before the window. What is in them, and what they ask, is their own affair. Main thread. */

#include "config.h"

#include "console-dialog.h"

#include "console-cut-text.h"
#include "console-text-size.h"

/* A side that the dialog leaves to its contents stays so. */
static int
scale_side (GtkWidget *owner,
            int        side,
            int        limit)
{
  return side > 0 ? MAX (side, MIN (console_text_size_scale (owner, side), limit)) : side;
}

/**
 * console_dialog_present:
 * @dialog: a dialog, with the size that suits text at its usual size
 * @owner: the window that it stands before, or a widget of it
 *
 * Shows the dialog. Where text is large the dialog is larger too, up to the size of its window: between the buttons of its
 * header bar there is room for the title then.
 */
void
console_dialog_present (GtkWindow *dialog,
                        GtkWidget *owner)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (owner));
  int width;
  int height;

  gtk_window_get_default_size (dialog, &width, &height);
  gtk_window_set_default_size (dialog,
                               scale_side (window, width, gtk_widget_get_width (window)),
                               scale_side (window, height, gtk_widget_get_height (window)));
  gtk_window_set_transient_for (dialog, GTK_WINDOW (window));
  console_cut_text_explain (dialog);
  gtk_window_present (dialog);
}
