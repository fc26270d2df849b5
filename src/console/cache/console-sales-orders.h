/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The orders, payments and refunds that a figure of a report is the sum of. Any thread; reading blocks. */

#pragma once

#include "console-sales-report.h"

G_BEGIN_DECLS

/** No more entries than this are listed; the sum is of all. */
#define CONSOLE_SALES_ORDERS_MAXIMUM 2000

/**
 * ConsoleSalesSlice:
 * @days: which of the report's days
 * @weekday: 0 for Monday, -1 for any
 * @hour: on the store's clocks, -1 for any
 * @grouping: what @row is one of
 * @row: (nullable): the row of the report, %NULL for all
 * @only_refunds: only what went back
 *
 * Which figure of a report.
 */
typedef struct
{
  ConsoleDayRange days;
  int weekday;
  int hour;
  ConsoleSalesGrouping grouping;
  const ConsoleSalesRow *row;
  gboolean only_refunds;
} ConsoleSalesSlice;

#define CONSOLE_SALES_SLICE_INIT { .weekday = -1, .hour = -1 }

/**
 * ConsoleSalesEntry:
 * @order: the order's id
 * @number: its number
 * @name: who ordered
 * @time: when it counts
 * @store: where
 * @amount: what it adds to the figure; negative for what went back
 * @is_refund: whether it is a refund
 *
 * Something that a figure is a sum of.
 */
typedef struct
{
  gint64 order;
  gint64 number;
  char *name;
  gint64 time;
  gint64 store;
  gint64 amount;
  gboolean is_refund;
} ConsoleSalesEntry;

/**
 * ConsoleSalesOrders:
 * @entries: (element-type ConsoleSalesEntry): newest first, store by store
 * @n_entries: how many there are, more than @entries where those are too many to list
 * @n_orders: how many of them are orders that count as such
 * @sum: of the amounts of all
 *
 * What is behind a figure.
 */
typedef struct
{
  GPtrArray *entries;
  guint n_entries;
  guint n_orders;
  gint64 sum;
} ConsoleSalesOrders;

ConsoleSalesOrders *console_sales_orders_read (BakeryConnection *connection,
                                               const ConsoleSalesQuery *query,
                                               const ConsoleSalesSlice *slice,
                                               GError **error);
void console_sales_orders_free (ConsoleSalesOrders *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleSalesOrders, console_sales_orders_free)

G_END_DECLS
