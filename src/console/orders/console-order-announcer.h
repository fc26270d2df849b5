/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_ORDER_ANNOUNCER (console_order_announcer_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleOrderAnnouncer, console_order_announcer, CONSOLE, ORDER_ANNOUNCER, GObject)

ConsoleOrderAnnouncer *console_order_announcer_new (ConsoleContext *context,
                                                    GtkApplication *application);
void console_order_announcer_withdraw (ConsoleOrderAnnouncer *self,
                                       gint64 order);

G_END_DECLS
