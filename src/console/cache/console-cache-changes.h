/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a transaction changed in the cache, and the functions that change it and say so. Writer's thread, except reading a
 * finished #ConsoleCacheChanges. */

#pragma once

#include "bakery-connection.h"
#include "bakery-order.h"

G_BEGIN_DECLS

/**
 * ConsoleOrderKey:
 * @store: whose order it is, 0 when there is no such order
 * @progress: 0 waiting, 1 in work, 2 finished
 * @start: the latest start, what lanes are sorted by
 *
 * Where an order is: its lane and its place there.
 */
typedef struct
{
  gint64 store;
  gint64 progress;
  gint64 start;
} ConsoleOrderKey;

/**
 * ConsoleOrderChange:
 * @id: the order
 * @before: where it was before the transaction
 */
typedef struct
{
  gint64 id;
  ConsoleOrderKey before;
} ConsoleOrderChange;

/**
 * ConsoleCacheChanges:
 * @orders: (element-type ConsoleOrderChange): orders written or removed
 * @arrived: (element-type gint64): of them, new ones that wait to be confirmed
 * @stores: whether a store was
 * @outbox: whether the outbox was
 * @generation: how many transactions have changed orders, with this one; 0 if it changed none
 */
typedef struct
{
  GArray *orders;
  GArray *arrived;
  gboolean stores;
  gboolean outbox;
  gint64 generation;
} ConsoleCacheChanges;

ConsoleCacheChanges *console_cache_changes_new (void);
void console_cache_changes_free (ConsoleCacheChanges *self);
gboolean console_cache_changes_finish (ConsoleCacheChanges *self,
                                       BakeryConnection *connection,
                                       GError **error);

gboolean console_cache_read_generation (BakeryConnection *connection,
                                        gint64 *ret_generation,
                                        GError **error);
gboolean console_cache_read_order_key (BakeryConnection *connection,
                                       gint64 order,
                                       ConsoleOrderKey *ret_key,
                                       gint64 *ret_revision,
                                       GError **error);
BakeryOrder *console_cache_load_order (BakeryConnection *connection,
                                       gint64 order,
                                       GError **error);
gboolean console_cache_put_order (BakeryConnection *connection,
                                  BakeryOrder *order,
                                  ConsoleCacheChanges *changes,
                                  GError **error);
gboolean console_cache_remove_order (BakeryConnection *connection,
                                     gint64 order,
                                     ConsoleCacheChanges *changes,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleCacheChanges, console_cache_changes_free)

G_END_DECLS
