/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tally for the file that knows what an order counts for. Writer's thread. */

#pragma once

#include "console-sales-tally.h"

G_BEGIN_DECLS

/**
 * ConsoleSalesCell:
 * @grain: what @number or @text is
 * @basis: which date decided
 * @store: where
 * @number: the key, where @text is %NULL
 * @text: (nullable): the key
 * @day: a business day, as days since 1970
 *
 * Which row of the sums.
 */
typedef struct
{
  ConsoleSalesGrain grain;
  ConsoleSalesBasis basis;
  gint64 store;
  gint64 number;
  const char *text;
  int day;
} ConsoleSalesCell;

void console_sales_tally_add (ConsoleSalesTally *self,
                              const ConsoleSalesCell *cell,
                              int hour,
                              const ConsoleSalesFigures *figures,
                              int sign);
const BakeryStore *console_sales_tally_find_store (ConsoleSalesTally *self,
                                                   BakeryConnection *connection,
                                                   gint64 store,
                                                   GError **error);
void console_sales_tally_forget_stores (ConsoleSalesTally *self);
gboolean console_sales_tally_flush_full (ConsoleSalesTally *self,
                                         BakeryConnection *connection,
                                         GError **error);

G_END_DECLS
