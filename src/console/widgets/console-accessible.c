/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What GTK 4.8 leaves out for assistive technologies. Main thread. */

#include "config.h"

#include "console-accessible.h"

/**
 * console_accessible_name_button:
 * @widget: a #GtkMenuButton or a #GtkDropDown
 * @name: (nullable): what it is called; %NULL for its tooltip's text
 *
 * Names the button inside @widget, which is what has the focus and is pressed, and takes no name over from @widget. A
 * #GtkMenuButton needs the role of a group besides: what is inside a button, its popover too, is not told of.
 */
void
console_accessible_name_button (GtkWidget  *widget,
                                const char *name)
{
  GtkWidget *button = gtk_widget_get_first_child (widget);

  g_return_if_fail (GTK_IS_BUTTON (button));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : gtk_widget_get_tooltip_text (widget),
                                  -1);
}
