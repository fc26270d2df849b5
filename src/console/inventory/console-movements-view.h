/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-stock.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_MOVEMENTS_VIEW (console_movements_view_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleMovementsView, console_movements_view, CONSOLE, MOVEMENTS_VIEW, AdwBin)

void console_movements_view_set_up (ConsoleMovementsView *self,
                                    ConsoleContext *context,
                                    const ConsoleCalendar *calendar);
void console_movements_view_show (ConsoleMovementsView *self,
                                  ConsoleStock *stock,
                                  gint64 item);

G_END_DECLS
