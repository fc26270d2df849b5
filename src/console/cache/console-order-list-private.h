/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The order list for its own files. Main thread. */

#pragma once

#include "console-cache.h"
#include "console-item-registry.h"
#include "console-order-window.h"
#include "console-order-list.h"
#include "console-order-news.h"
#include "console-order-pages.h"

G_BEGIN_DECLS

struct _ConsoleOrderList
{
  GObject parent_instance;

  /* Owned */
  ConsoleRepository *repository;
  ConsoleCache *cache;
  ConsoleOrderQuery *query;
  ConsoleOrderPages *pages;
  ConsoleItemRegistry *items;
  ConsoleOrderNews *news;
  GHashTable *asked_pages;
  GArray *ids;            /* all orders of a searched or filtered list */
  GCancellable *cancellable;

  /* What the list is true of */
  guint n_items;
  gint64 generation;
  gint64 horizon;

  gboolean is_updating;
  gboolean needs_update;
  gboolean is_stale;      /* everything has to be answered anew */
  gboolean loading;
};

void console_order_list_show_flags (ConsoleOrderList *self,
                                    ConsoleOrderItem *item);
void console_order_list_place (ConsoleOrderList *self,
                               guint position,
                               BakeryOrder *order);
void console_order_list_tell (ConsoleOrderList *self,
                              guint position,
                              guint removed,
                              guint added);
void console_order_list_apply (ConsoleOrderList *self,
                               ConsoleWindowAnswer *answer);

G_END_DECLS
