/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An order on its way into the tally, for the files that know what it counts for. Writer's thread. */

#pragma once

#include "console-sales-tally-private.h"

G_BEGIN_DECLS

/**
 * ConsoleSalesBundle:
 * @tally: what it is counted in
 * @order: the order
 * @store: where
 * @payments: (element-type BakeryPayment): for it
 * @refunds: (element-type BakeryRefund): of them
 * @sign: 1, or -1 to count it out
 *
 * One order with its money. Borrowed.
 */
typedef struct
{
  ConsoleSalesTally *tally;
  const BakeryOrder *order;
  const BakeryStore *store;
  GPtrArray *payments;
  GPtrArray *refunds;
  int sign;
} ConsoleSalesBundle;

/**
 * ConsoleSalesMoment:
 * @basis: which date decided
 * @day: the business day
 * @month: the first day of its month
 * @hour: on the store's clocks
 *
 * When something counts.
 */
typedef struct
{
  ConsoleSalesBasis basis;
  int day;
  int month;
  int hour;
} ConsoleSalesMoment;

void console_sales_moment_init (ConsoleSalesMoment *self,
                                const BakeryStore *store,
                                ConsoleSalesBasis basis,
                                gint64 time);
void console_sales_bundle_add (const ConsoleSalesBundle *self,
                               ConsoleSalesGrain grain,
                               const ConsoleSalesMoment *moment,
                               gint64 number,
                               const char *text,
                               const ConsoleSalesFigures *figures);
void console_sales_bundle_count_lines (const ConsoleSalesBundle *self,
                                       const ConsoleSalesMoment *moment);
gboolean console_sales_tally_recount_goods (ConsoleSalesTally *self,
                                            BakeryConnection *connection,
                                            gint64 store,
                                            GError **error);

G_END_DECLS
