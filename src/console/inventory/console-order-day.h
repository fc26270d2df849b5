/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks on which day goods are expected that were ordered. Main thread. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ConsoleOrderDayFunc:
 * @page: the widget that asked
 * @days: in how many days the goods come, 0 for today
 *
 * Takes the answer.
 */
typedef void (*ConsoleOrderDayFunc) (GtkWidget *page,
                                     int days);

void console_order_day_ask (GtkWidget *page,
                            const char *goods,
                            GDateTime *now,
                            int days,
                            ConsoleOrderDayFunc func);

G_END_DECLS
