/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-order-query.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_ORDER_FILTER (console_order_filter_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleOrderFilter, console_order_filter, CONSOLE, ORDER_FILTER, GtkPopover)

GtkWidget *console_order_filter_new (void);
void console_order_filter_apply (ConsoleOrderFilter *self,
                                 ConsoleOrderQuery *query);
void console_order_filter_clear (ConsoleOrderFilter *self);
void console_order_filter_choose_payment (ConsoleOrderFilter *self,
                                          BakeryPaymentStatus status);
char *console_order_filter_dup_text (ConsoleOrderFilter *self);

G_END_DECLS
