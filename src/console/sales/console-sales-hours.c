/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hours on their way into a column and out of it: a number after the other, in the byte order of this computer, which the cache
 * does not leave. Any thread. */

#include "config.h"

#include "console-sales-hours.h"

#include <string.h>

/**
 * console_sales_hours_add_column:
 * @self: hours
 * @statement: a statement that stands on a row
 * @column: from 0; where it has no hours, nothing is added
 *
 * Adds what a row of the sums has.
 */
void
console_sales_hours_add_column (ConsoleSalesHours *self,
                                BakeryStatement   *statement,
                                guint              column)
{
  ConsoleSalesHours found;
  gsize length;
  gconstpointer bytes = bakery_statement_peek_blob (statement, column, &length);

  if (bytes == NULL || length != sizeof found)
    return;

  memcpy (&found, bytes, sizeof found);
  for (guint hour = 0; hour < CONSOLE_SALES_HOURS; hour++)
    self->counts[hour] += found.counts[hour];
}

/**
 * console_sales_hours_bind:
 * @self: hours
 * @statement: a statement
 * @position: from 1
 *
 * Writes hours.
 */
void
console_sales_hours_bind (const ConsoleSalesHours *self,
                          BakeryStatement         *statement,
                          guint                    position)
{
  bakery_statement_bind_blob (statement, position, self->counts, sizeof self->counts);
}
