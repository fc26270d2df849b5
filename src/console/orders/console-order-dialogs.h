/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The questions that are asked before an order is cancelled or forced: both end in the window's `move-order`. */

#pragma once

#include "bakery-order.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void console_order_ask_cancel (GtkWidget *page,
                               const BakeryOrder *order);
void console_order_ask_force (GtkWidget *page,
                              const BakeryOrder *order);

G_END_DECLS
