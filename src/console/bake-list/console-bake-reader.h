/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bake list of some days, read from the cache and worked out on a reader's thread. */

#pragma once

#include "bakery-bake-list.h"
#include "console-stock.h"

G_BEGIN_DECLS

/**
 * ConsoleBake:
 * @stock: the stock that the list was worked out with; has the recipes
 * @list: the list
 * @marks: (element-type BakeryBakeMark): what was ticked off, on those days and what is carried over
 * @unmet: (element-type BakeryUnmetDemand): what was asked for in vain on those days, the most wanted first
 *
 * What was read. Never changed; freed with console_bake_unref().
 */
typedef struct
{
  ConsoleStock *stock;
  BakeryBakeList *list;
  GPtrArray *marks;
  GPtrArray *unmet;

  /*< private >*/
  gatomicrefcount references;
} ConsoleBake;

void console_bake_read_async (ConsoleRepository *repository,
                              gint64 store,
                              gint64 begin,
                              guint n_days,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
ConsoleBake *console_bake_read_finish (ConsoleRepository *repository,
                                       GAsyncResult *result,
                                       GError **error);
ConsoleBake *console_bake_ref (ConsoleBake *self);
void console_bake_unref (ConsoleBake *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleBake, console_bake_unref)

G_END_DECLS
