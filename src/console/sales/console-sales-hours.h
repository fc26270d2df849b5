/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many there were in each hour of a day: one column of the sums rather than a row for each hour, since days of a cake are
 * read by the thousand. Any thread. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

/** So many hours the clocks show. */
#define CONSOLE_SALES_HOURS 24

/**
 * ConsoleSalesHours:
 * @counts: orders or cakes, by the hour on the store's clocks
 *
 * Initialise with zeroes.
 */
typedef struct
{
  gint32 counts[CONSOLE_SALES_HOURS];
} ConsoleSalesHours;

void console_sales_hours_add_column (ConsoleSalesHours *self,
                                     BakeryStatement *statement,
                                     guint column);
void console_sales_hours_bind (const ConsoleSalesHours *self,
                               BakeryStatement *statement,
                               guint position);

G_END_DECLS
