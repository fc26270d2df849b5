/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The items of a list that are in memory, by position, in pages of which the longest unused are let go. Knows nothing of
 * where items come from. Main thread. */

#pragma once

#include "console-order-item.h"

G_BEGIN_DECLS

typedef struct _ConsoleOrderPages ConsoleOrderPages;

/**
 * ConsoleOrderPagesFunc:
 * @position: in the list
 * @item: what is there
 * @user_data: as given
 */
typedef void (*ConsoleOrderPagesFunc) (guint position,
                                       ConsoleOrderItem *item,
                                       gpointer user_data);

ConsoleOrderPages *console_order_pages_new (guint page_size,
                                            guint n_kept);
void console_order_pages_free (ConsoleOrderPages *self);
void console_order_pages_clear (ConsoleOrderPages *self);
ConsoleOrderItem *console_order_pages_get (ConsoleOrderPages *self,
                                           guint position);
void console_order_pages_set (ConsoleOrderPages *self,
                              guint position,
                              ConsoleOrderItem *item);
gboolean console_order_pages_find (ConsoleOrderPages *self,
                                   gint64 order,
                                   guint *ret_position);
void console_order_pages_shift (ConsoleOrderPages *self,
                                const GArray *removed,
                                const GArray *inserted);
void console_order_pages_foreach (ConsoleOrderPages *self,
                                  ConsoleOrderPagesFunc func,
                                  gpointer user_data);
GArray *console_order_pages_dup_recent (ConsoleOrderPages *self,
                                        guint maximum);
guint console_order_pages_get_n (ConsoleOrderPages *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleOrderPages, console_order_pages_free)

G_END_DECLS
