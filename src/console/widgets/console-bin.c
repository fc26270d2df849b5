/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What bins that are made from templates have in common. Main thread. */

#include "config.h"

#include "console-bin.h"

/**
 * console_bin_dispose_template:
 * @bin: a bin, in its dispose()
 * @type: the type that has the template
 *
 * Does what gtk_widget_dispose_template() does, where the bin's own child has a name in the template: that would take the child
 * away without the bin's noticing, which then took it away once more when it was gone.
 */
void
console_bin_dispose_template (AdwBin *bin,
                              GType   type)
{
  adw_bin_set_child (bin, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (bin), type);
}
