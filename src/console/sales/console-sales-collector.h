/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fills a report from answers of the database, each of which is one row of one: what was sold of something on a day, or in a
 * month that is wanted whole. */

#pragma once

#include "bakery-inventory.h"
#include "console-sales-report.h"

G_BEGIN_DECLS

/**
 * ConsoleSalesAnswer:
 * @store: where
 * @number: the key: an id, or the value of an enum
 * @text: (nullable): the key, where it is a text
 * @day: when, within the range that is being read
 * @hours: how many in each hour, where that is told apart
 * @figures: what was sold
 *
 * One row of an answer.
 */
typedef struct
{
  gint64 store;
  gint64 number;
  const char *text;
  int day;
  ConsoleSalesHours hours;
  ConsoleSalesFigures figures;
} ConsoleSalesAnswer;

/**
 * ConsoleSalesCollector:
 * @report: borrowed: what is filled
 * @is_other: whether the days are being read that the wanted ones are compared with
 *
 * The other members are private: id to name and category of cakes; key to row of the report, and the row that was found last,
 * by grouping.
 */
typedef struct
{
  ConsoleSalesReport *report;
  gboolean is_other;

  GHashTable *names;
  GHashTable *categories;
  GHashTable *found[CONSOLE_N_SALES_GROUPINGS];
  ConsoleSalesRow *last[CONSOLE_N_SALES_GROUPINGS];
} ConsoleSalesCollector;

/**
 * ConsoleSalesCollectFunc:
 * @self: a collector
 * @answer: one row of an answer; not kept
 *
 * Adds the answer to where it belongs.
 */
typedef void (*ConsoleSalesCollectFunc) (ConsoleSalesCollector *self,
                                         const ConsoleSalesAnswer *answer);

void console_sales_collector_init (ConsoleSalesCollector *self,
                                   ConsoleSalesReport *report);
void console_sales_collector_clear (ConsoleSalesCollector *self);
void console_sales_collector_name_cake (ConsoleSalesCollector *self,
                                        gint64 cake,
                                        char *name,
                                        char *category);
void console_sales_collector_take_total (ConsoleSalesCollector *self,
                                         const ConsoleSalesAnswer *answer);
void console_sales_collector_take_cake (ConsoleSalesCollector *self,
                                        const ConsoleSalesAnswer *answer);
void console_sales_collector_take_wanted_cake (ConsoleSalesCollector *self,
                                               const ConsoleSalesAnswer *answer);
void console_sales_collector_take_category (ConsoleSalesCollector *self,
                                            const ConsoleSalesAnswer *answer);
void console_sales_collector_take_option (ConsoleSalesCollector *self,
                                          const ConsoleSalesAnswer *answer);
void console_sales_collector_take_method (ConsoleSalesCollector *self,
                                          const ConsoleSalesAnswer *answer);
void console_sales_collector_take_stage (ConsoleSalesCollector *self,
                                         const ConsoleSalesAnswer *answer);
void console_sales_collector_take_goods (ConsoleSalesCollector *self,
                                         const ConsoleSalesAnswer *answer);
void console_sales_collector_add_goods (ConsoleSalesCollector *self,
                                        gint64 store,
                                        int day,
                                        BakeryMovementKind kind,
                                        gint64 cost);
void console_sales_collector_rank (ConsoleSalesCollector *self);

G_END_DECLS
