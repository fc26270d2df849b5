/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bake list: what is to be made on some days for the orders of a store, per cake, per base and per recipe that bases use,
 * how much of it is made already, and what it takes from stock. Pure; any thread. */

#pragma once

#include "bakery-recipe-book.h"

G_BEGIN_DECLS

/**
 * BakeryBakeKind:
 * @BAKERY_BAKE_CAKE: what is sold
 * @BAKERY_BAKE_BASE: what cakes and options are made of, and recipes of options themselves
 * @BAKERY_BAKE_PART: what only other bases are made of
 *
 * What a row of the list is about.
 */
typedef enum
{
  BAKERY_BAKE_CAKE,
  BAKERY_BAKE_BASE,
  BAKERY_BAKE_PART,
} BakeryBakeKind;

/** For how many days what was not made on its day is carried over. */
#define BAKERY_BAKE_LIST_CARRIED_DAYS 7

/**
 * BakeryBakeRow:
 * @kind: what it is
 * @day: the first instant of the day it is made on
 * @cake: of a cake: its id, else 0
 * @recipe: its recipe's id; 0 for a cake without one
 * @name: (owned): what it is called
 * @unit: what the quantities are in
 * @needed: how much the orders ask for, in thousandths, with what is lost
 * @marked: how much was ticked off
 * @made: how much is made already: that, or what is in orders that are ready if it is more
 * @to_make: how much is still to be made; 0 when too much is made
 * @batch: how much is made at once, 0 for any quantity
 * @batches: in how many batches the rest is made
 * @first_at: when the first of it is due to be made
 *
 * One line of the list. Cakes are counted in pieces.
 */
typedef struct
{
  BakeryBakeKind kind;
  gint64 day;
  gint64 cake;
  gint64 recipe;
  char *name;
  BakeryUnit unit;
  gint64 needed;
  gint64 marked;
  gint64 made;
  gint64 to_make;
  gint64 batch;
  gint64 batches;
  gint64 first_at;
} BakeryBakeRow;

/**
 * BakeryBakeSource:
 * @order: (unowned): an order of the list
 * @quantity: how much of the row it asks for
 *
 * One of the orders that a row comes from.
 */
typedef struct
{
  const BakeryOrder *order;
  gint64 quantity;
} BakeryBakeSource;

/**
 * BakeryBakeList:
 * @book: (unowned): the recipes
 * @orders: (element-type BakeryOrder): the accepted orders among those given
 * @days: (element-type gint64): the first instants of the days, and of the day after them
 * @time_zone: the store's
 * @rows: (element-type BakeryBakeRow): by day, kind, and when it is due
 * @items: (element-type BakeryAmount): what is still to be taken from stock for it, ascending ids
 * @n_waiting: orders for those days that nobody has accepted yet
 * @today: the first instant of the present day, 0 where it is none of the days
 * @carried_from: what was to be made since this instant and is not belongs to today, where today is one of the days
 *
 * The list. Freed with bakery_bake_list_free().
 */
typedef struct
{
  const BakeryRecipeBook *book;
  GPtrArray *orders;
  GArray *days;
  char *time_zone;
  GArray *rows;
  GArray *items;
  guint n_waiting;
  gint64 today;
  gint64 carried_from;
} BakeryBakeList;

gint64 bakery_bake_list_find_start (const char *time_zone,
                                    gint64 begin,
                                    guint n_days,
                                    gint64 now);

BakeryBakeList *bakery_bake_list_new (const BakeryRecipeBook *book,
                                      GPtrArray *orders,
                                      GPtrArray *marks,
                                      const char *time_zone,
                                      gint64 begin,
                                      guint n_days,
                                      gint64 now);
void bakery_bake_list_free (BakeryBakeList *self);
GArray *bakery_bake_list_dup_sources (const BakeryBakeList *self,
                                      const BakeryBakeRow *row);
gboolean bakery_bake_list_has_mark (const BakeryBakeList *self,
                                    const BakeryBakeRow *row,
                                    const BakeryBakeMark *mark);
char *bakery_bake_list_dup_day_name (const BakeryBakeList *self,
                                     gint64 day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BakeryBakeList, bakery_bake_list_free)

G_END_DECLS
