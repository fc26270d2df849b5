/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How large the person reads. Main thread. */

#include "config.h"

#include "console-text-size.h"

/* Dots per inch of text at its usual size, as GtkSettings counts them. */
#define USUAL_DPI (96 * 1024)

/**
 * console_text_size_scale:
 * @widget: a widget
 * @length: a length in pixels that is right for text at its usual size
 *
 * Returns: what @length has to be for as many words at the text size that was chosen; never less than @length
 */
int
console_text_size_scale (GtkWidget *widget,
                         int        length)
{
  int dpi = USUAL_DPI;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);

  return length * MAX (dpi, USUAL_DPI) / USUAL_DPI;
}
