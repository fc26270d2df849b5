/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-order.h"
#include "console-calendar.h"
#include "console-outbox-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_ORDER_DETAIL (console_order_detail_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleOrderDetail, console_order_detail, CONSOLE, ORDER_DETAIL, AdwBin)

void console_order_detail_show_nothing (ConsoleOrderDetail *self);
void console_order_detail_show_loading (ConsoleOrderDetail *self);
void console_order_detail_show_problem (ConsoleOrderDetail *self,
                                        const char *message);
void console_order_detail_show_order (ConsoleOrderDetail *self,
                                      const BakeryOrder *order,
                                      ConsoleOutboxItem *conflict,
                                      BakeryRole role,
                                      const ConsoleCalendar *calendar);
void console_order_detail_show_stock (ConsoleOrderDetail *self,
                                      const char *sentence,
                                      gboolean is_short);
void console_order_detail_show_time (ConsoleOrderDetail *self,
                                     const BakeryOrder *order,
                                     const ConsoleCalendar *calendar);

G_END_DECLS
