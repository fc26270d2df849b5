/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a transaction changed in the cache, and the functions that change it and say so. Writer's thread, except reading a
 * finished #ConsoleCacheChanges. */

#pragma once

#include "bakery-connection.h"
#include "bakery-order.h"
#include "console-sales-tally.h"

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
 * ConsoleEntityChange:
 * @type: of the entity
 * @id: which one, 0 for too many of that type to name
 * @local_id: what it was called here before the server gave it @id, else 0
 */
typedef struct
{
  const BakeryEntityType *type;
  gint64 id;
  gint64 local_id;
} ConsoleEntityChange;

/**
 * ConsoleCacheChanges:
 * @orders: (element-type ConsoleOrderChange): orders written or removed
 * @arrived: (element-type gint64): of them, new ones that wait to be confirmed
 * @entities: (element-type ConsoleEntityChange): entities of the other types written or removed
 * @stores: whether a store was
 * @outbox: whether the outbox was
 * @generation: how many transactions have changed orders, with this one; 0 if it changed none
 * @sales: what it changes the sums of what was sold by
 */
typedef struct
{
  GArray *orders;
  GArray *arrived;
  GArray *entities;
  gboolean stores;
  gboolean outbox;
  gint64 generation;
  ConsoleSalesTally *sales;
} ConsoleCacheChanges;

ConsoleCacheChanges *console_cache_changes_new (void);
void console_cache_changes_free (ConsoleCacheChanges *self);
void console_cache_changes_note (ConsoleCacheChanges *self,
                                 const BakeryEntityType *type,
                                 gint64 id);
void console_cache_changes_note_id (ConsoleCacheChanges *self,
                                    const BakeryEntityType *type,
                                    gint64 local_id,
                                    gint64 id);
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
