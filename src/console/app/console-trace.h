/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A record of what was painted when, for measurements: with SWEETSPOT_TRACE=FILE the console appends one line per event,
 * `MICROSECONDS EVENT DETAIL`, the time being that of the monotonic clock. Without it nothing is connected and
 * console_trace_painted() costs a look at the frame clock. Main thread. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void console_trace_watch (GtkWidget *window);
void console_trace_painted (GtkWidget *widget,
                            const char *event,
                            gint64 detail);

G_END_DECLS
