/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-stock.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_ITEM_VIEW (console_item_view_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleItemView, console_item_view, CONSOLE, ITEM_VIEW, AdwBin)

void console_item_view_set_up (ConsoleItemView *self,
                               ConsoleContext *context,
                               const ConsoleCalendar *calendar);
void console_item_view_show (ConsoleItemView *self,
                             ConsoleStock *stock,
                             const BakeryInventoryItem *item);

G_END_DECLS
