/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The items that somebody holds, by order, without holding them. Main thread. */

#pragma once

#include "console-order-item.h"

G_BEGIN_DECLS

typedef struct _ConsoleOrderRegistry ConsoleOrderRegistry;

ConsoleOrderRegistry *console_order_registry_new (void);
void console_order_registry_free (ConsoleOrderRegistry *self);
void console_order_registry_clear (ConsoleOrderRegistry *self);
void console_order_registry_remember (ConsoleOrderRegistry *self,
                                   ConsoleOrderItem *item);
ConsoleOrderItem *console_order_registry_find (ConsoleOrderRegistry *self,
                                            gint64 order);
void console_order_registry_foreach (ConsoleOrderRegistry *self,
                                  GFunc func,
                                  gpointer user_data);

G_END_DECLS
