/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The orders, payments, refunds, movements and items of the stock that a figure of a report is the sum of. Any thread; reading
 * blocks. */

#pragma once

#include "console-sales-report.h"

#include "bakery-unit.h"

G_BEGIN_DECLS

/** No more entries than this are listed; the sum is of all. */
#define CONSOLE_SALES_ORDERS_MAXIMUM 2000

/**
 * ConsoleSalesSubject:
 * @CONSOLE_SALES_OF_REVENUE: what was sold, and what went back of it
 * @CONSOLE_SALES_OF_ORDERS: the orders that are counted
 * @CONSOLE_SALES_OF_STAGES: all orders, whatever became of them
 * @CONSOLE_SALES_OF_SALES: what was sold
 * @CONSOLE_SALES_OF_REFUNDS: what went back
 * @CONSOLE_SALES_OF_DEDUCTIONS: what went back, as it is taken from what was sold
 * @CONSOLE_SALES_OF_CUSTOMERS: of each customer who ordered, one order: the last at the first of the stores
 * @CONSOLE_SALES_OF_EXPENSES: what was bought and what went back
 * @CONSOLE_SALES_OF_PURCHASES: what was bought
 * @CONSOLE_SALES_OF_GOODS: what was used, thrown away or missing
 * @CONSOLE_SALES_OF_USED: what was used for orders
 * @CONSOLE_SALES_OF_WASTE: what was thrown away
 * @CONSOLE_SALES_OF_MISSING: what was missing when it was counted
 * @CONSOLE_SALES_OF_MARGIN: what was sold, what went back of it and the goods
 * @CONSOLE_SALES_OF_STOCK: what there was of each item when the days ended, at what packs cost today
 *
 * What kind of figure. Whatever is taken from a figure is negative.
 */
typedef enum
{
  CONSOLE_SALES_OF_REVENUE,
  CONSOLE_SALES_OF_ORDERS,
  CONSOLE_SALES_OF_STAGES,
  CONSOLE_SALES_OF_SALES,
  CONSOLE_SALES_OF_REFUNDS,
  CONSOLE_SALES_OF_DEDUCTIONS,
  CONSOLE_SALES_OF_CUSTOMERS,
  CONSOLE_SALES_OF_EXPENSES,
  CONSOLE_SALES_OF_PURCHASES,
  CONSOLE_SALES_OF_GOODS,
  CONSOLE_SALES_OF_USED,
  CONSOLE_SALES_OF_WASTE,
  CONSOLE_SALES_OF_MISSING,
  CONSOLE_SALES_OF_MARGIN,
  CONSOLE_SALES_OF_STOCK,
} ConsoleSalesSubject;

/**
 * ConsoleSalesSlice:
 * @days: which days
 * @weekday: 0 for Monday, -1 for any
 * @hour: on the store's clocks, -1 for any
 * @grouping: what @row is one of
 * @row: (nullable): the row of the report, %NULL for all
 * @subject: what kind of figure
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
  ConsoleSalesSubject subject;
} ConsoleSalesSlice;

#define CONSOLE_SALES_SLICE_INIT { .weekday = -1, .hour = -1 }

/** What an entry behind a figure is. */
typedef enum
{
  CONSOLE_SALES_ENTRY_ORDER,
  CONSOLE_SALES_ENTRY_PAYMENT,
  CONSOLE_SALES_ENTRY_REFUND,
  CONSOLE_SALES_ENTRY_MOVEMENT,
  CONSOLE_SALES_ENTRY_ITEM,
} ConsoleSalesEntryKind;

/**
 * ConsoleSalesEntry:
 * @kind: what it is
 * @id: the order's id; of a movement the item's; the item's
 * @number: the order's number; of a movement the #BakeryMovementKind; of an item how much of it there is
 * @unit: of an item, what it is measured in
 * @name: who ordered; of a movement what moved; of an item what it is called
 * @time: when it counts; of no item
 * @store: where
 * @amount: what it adds to the figure
 * @cakes: of an order of which only some cakes are wanted, how many of them there are; else 0
 *
 * Something that a figure is a sum of.
 */
typedef struct
{
  ConsoleSalesEntryKind kind;
  gint64 id;
  gint64 number;
  BakeryUnit unit;
  char *name;
  gint64 time;
  gint64 store;
  gint64 amount;
  gint64 cakes;
} ConsoleSalesEntry;

/**
 * ConsoleSalesOrders:
 * @entries: (element-type ConsoleSalesEntry): newest first, store by store
 * @n_entries: how many there are, more than @entries where those are too many to list
 * @n_orders: how many of these are orders
 * @n_cakes: how many cakes are wanted of these orders; 0 where whole orders are
 * @sum: of the amounts of all
 *
 * What is behind a figure.
 */
typedef struct
{
  GPtrArray *entries;
  guint n_entries;
  guint n_orders;
  gint64 n_cakes;
  gint64 sum;
} ConsoleSalesOrders;

ConsoleSalesOrders *console_sales_orders_read (BakeryConnection *connection,
                                               const ConsoleSalesQuery *query,
                                               const ConsoleSalesSlice *slice,
                                               GError **error);
void console_sales_orders_free (ConsoleSalesOrders *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleSalesOrders, console_sales_orders_free)

G_END_DECLS
