/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of the detail pane, each built from an order when it is shown. */

#pragma once

#include "bakery-order.h"
#include "console-calendar.h"
#include "console-outbox-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *console_order_items_new (const BakeryOrder *order);
GtkWidget *console_order_inscriptions_new (const BakeryOrder *order);
GtkWidget *console_order_customer_new (const BakeryOrder *order);
GtkWidget *console_order_payment_new (const BakeryOrder *order,
                                      const ConsoleCalendar *calendar);
GtkWidget *console_order_timeline_new (const BakeryOrder *order,
                                       const ConsoleCalendar *calendar);
GtkWidget *console_order_conflict_new (ConsoleOutboxItem *item,
                                       const ConsoleCalendar *calendar);

G_END_DECLS
