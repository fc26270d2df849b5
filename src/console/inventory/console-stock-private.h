/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a stock is made of, for the file that reads it and the one that answers about it. */

#pragma once

#include "console-stock.h"

G_BEGIN_DECLS

/** From how many days the usual daily use is told. */
#define CONSOLE_STOCK_USE_DAYS 14

/** How much of an item left the stock in CONSOLE_STOCK_USE_DAYS, and what of that was thrown away. */
typedef struct
{
  gint64 item;
  gint64 used;
  gint64 wasted;
} ConsoleStockUse;

struct _ConsoleStock
{
  gatomicrefcount references;
  gint64 store;
  gint64 now;
  char *time_zone;
  GPtrArray *items;        /* those that run out first come first */
  GPtrArray *lots;         /* those to be used first come first */
  BakeryRecipeBook *book;
  GHashTable *projections;  /* from item id to BakeryProjection */
  GHashTable *uses;         /* from item id to ConsoleStockUse */
};

G_END_DECLS
