/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked about a stock once it is read (console-stock-read.c): how items are, what to buy, what one more order does. */

#include "config.h"

#include "console-stock-private.h"

#include "bakery-bake-plan.h"
#include "bakery-time.h"

/**
 * console_stock_ref:
 * @self: a stock
 *
 * Returns: (transfer full): the same
 */
ConsoleStock *
console_stock_ref (ConsoleStock *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * console_stock_unref:
 * @self: (transfer full): a stock
 */
void
console_stock_unref (ConsoleStock *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    {
      return;
    }

  g_clear_pointer (&self->projections, g_hash_table_unref);
  g_clear_pointer (&self->uses, g_hash_table_unref);
  g_clear_pointer (&self->book, bakery_recipe_book_free);
  g_clear_pointer (&self->lots, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->time_zone);
  g_free (self);
}

/**
 * console_stock_get_now:
 * @self: a stock
 *
 * Returns: of which moment it is
 */
gint64
console_stock_get_now (const ConsoleStock *self)
{
  return self->now;
}

/**
 * console_stock_get_book:
 * @self: a stock
 *
 * Returns: (transfer none): the store's recipes and items
 */
const BakeryRecipeBook *
console_stock_get_book (const ConsoleStock *self)
{
  return self->book;
}

/**
 * console_stock_get_items:
 * @self: a stock
 *
 * Returns: (transfer none) (element-type BakeryInventoryItem): the items, what runs out first comes first
 */
GPtrArray *
console_stock_get_items (const ConsoleStock *self)
{
  return self->items;
}

/**
 * console_stock_find_item:
 * @self: a stock
 * @item: an id
 *
 * Returns: (transfer none) (nullable): the item
 */
const BakeryInventoryItem *
console_stock_find_item (const ConsoleStock *self,
                         gint64              item)
{
  return bakery_recipe_book_find_item (self->book, item);
}

/**
 * console_stock_get_projection:
 * @self: a stock
 * @item: the id of one of its items
 *
 * Returns: (transfer none) (nullable): how its level goes on
 */
const BakeryProjection *
console_stock_get_projection (const ConsoleStock *self,
                              gint64              item)
{
  return g_hash_table_lookup (self->projections, &item);
}

/**
 * console_stock_get_state:
 * @self: a stock
 * @item: the id of one of its items
 *
 * Returns: how it is; what is not bought any more is never low, but may be short
 */
ConsoleStockState
console_stock_get_state (const ConsoleStock *self,
                         gint64              item)
{
  const BakeryProjection *projection = console_stock_get_projection (self, item);

  if (projection->out_at != 0)
    {
      return CONSOLE_STOCK_SHORT;
    }

  return projection->low_at != 0 ? CONSOLE_STOCK_LOW : CONSOLE_STOCK_ENOUGH;
}

/**
 * console_stock_get_daily_use:
 * @self: a stock
 * @item: the id of one of its items
 *
 * Returns: how much of it was used on a day of the last two weeks, on average
 */
gint64
console_stock_get_daily_use (const ConsoleStock *self,
                             gint64              item)
{
  const ConsoleStockUse *use = g_hash_table_lookup (self->uses, &item);

  return use != NULL ? use->used / CONSOLE_STOCK_USE_DAYS : 0;
}

/**
 * console_stock_get_waste:
 * @self: a stock
 * @item: the id of one of its items
 * @ret_used: (out): how much of it left the stock in the last two weeks
 *
 * Returns: how much of that was thrown away
 */
gint64
console_stock_get_waste (const ConsoleStock *self,
                         gint64              item,
                         gint64             *ret_used)
{
  const ConsoleStockUse *use = g_hash_table_lookup (self->uses, &item);

  *ret_used = use != NULL ? use->used : 0;

  return use != NULL ? use->wasted : 0;
}

/**
 * console_stock_list_lots:
 * @self: a stock
 * @item: the id of one of its items
 *
 * Returns: (transfer container) (element-type BakeryInventoryLot): what is left of its lots, those to be used first first
 */
GPtrArray *
console_stock_list_lots (const ConsoleStock *self,
                         gint64              item)
{
  GPtrArray *lots = g_ptr_array_new ();

  for (guint i = 0; i < self->lots->len; i++)
    {
      BakeryInventoryLot *lot = g_ptr_array_index (self->lots, i);

      if (lot->item == item && lot->remaining != 0)
        {
          g_ptr_array_add (lots, lot);
        }
    }

  return lots;
}

/**
 * console_stock_get_ageing:
 * @self: a stock
 * @item: the id of one of its items
 * @ret_use_by: (out): when the first of its lots is to be used by, or was; 0 where nothing is to be used soon
 *
 * Tells what is to be used before the rest, or thrown away: past its use-by where one of its lots is, else what has less than
 * %CONSOLE_STOCK_AGEING_DAYS left.
 *
 * Returns: how much that is
 */
gint64
console_stock_get_ageing (const ConsoleStock *self,
                          gint64              item,
                          gint64             *ret_use_by)
{
  g_autoptr(GPtrArray) lots = console_stock_list_lots (self, item);
  const gint64 first = lots->len > 0 ? ((const BakeryInventoryLot *) g_ptr_array_index (lots, 0))->use_by : 0;
  const gint64 end = first <= self->now ? self->now : self->now + CONSOLE_STOCK_AGEING_DAYS * BAKERY_DAY;
  gint64 quantity = 0;

  for (guint i = 0; i < lots->len; i++)
    {
      const BakeryInventoryLot *lot = g_ptr_array_index (lots, i);

      quantity += lot->use_by != 0 && lot->use_by <= end ? lot->remaining : 0;
    }
  *ret_use_by = quantity > 0 ? first : 0;

  return quantity;
}

static int
compare_purchases (gconstpointer a,
                   gconstpointer b)
{
  const ConsolePurchase *left = a, *right = b;
  const int order = g_utf8_collate (left->item->supplier != NULL ? left->item->supplier : "",
                                    right->item->supplier != NULL ? right->item->supplier : "");

  return order != 0 ? order : g_utf8_collate (left->item->name, right->item->name);
}

/**
 * console_stock_list_purchases:
 * @self: a stock
 *
 * Lists what to buy so that nothing falls below its threshold, in whole packs.
 *
 * Returns: (transfer full) (element-type ConsolePurchase): by supplier and name
 */
GArray *
console_stock_list_purchases (const ConsoleStock *self)
{
  GArray *purchases = g_array_new (FALSE, FALSE, sizeof (ConsolePurchase));

  for (guint i = 0; i < self->items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (self->items, i);
      const BakeryProjection *projection = console_stock_get_projection (self, item->base.id);
      ConsolePurchase purchase = { item, 0, 0, 0 };

      purchase.packs = bakery_inventory_item_get_packs (item, item->threshold - projection->least);
      purchase.quantity = purchase.packs * item->pack_quantity;
      purchase.cost = purchase.packs * item->pack_cost;
      if (purchase.packs > 0 && item->active)
        {
          g_array_append_val (purchases, purchase);
        }
    }
  g_array_sort (purchases, compare_purchases);

  return purchases;
}

/**
 * console_stock_count_low:
 * @self: a stock
 *
 * Returns: how many items run out or get low
 */
guint
console_stock_count_low (const ConsoleStock *self)
{
  guint n_low = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (self->items, i);

      n_low += console_stock_get_state (self, item->base.id) != CONSOLE_STOCK_ENOUGH;
    }

  return n_low;
}

/* What accepting does to the item that @demand begins with; the demands of one item stand together. */
static guint
accept_item (const ConsoleStock *self,
             const GArray       *taken,
             guint               first,
             BakeryAcceptance   *ret_acceptance)
{
  const BakeryBakeDemand *demand = &g_array_index (taken, BakeryBakeDemand, first);
  const gint64 day_end = bakery_time_start_of_day (MAX (demand->at, self->now), self->time_zone, 1);
  gint64 needed = 0;
  guint i;

  for (i = first; i < taken->len && g_array_index (taken, BakeryBakeDemand, i).id == demand->id; i++)
    {
      needed += g_array_index (taken, BakeryBakeDemand, i).quantity;
    }
  bakery_projection_accept (console_stock_get_projection (self, demand->id), demand->at, day_end, needed, ret_acceptance);
  ret_acceptance->item = demand->id;

  return i;
}

/**
 * console_stock_accept:
 * @self: a stock
 * @order: an order that is not accepted yet
 * @ret_acceptance: (out): what accepting it does to the item that matters most
 *
 * Tells what accepting an order leaves in stock (N-4).
 *
 * Returns: %FALSE when the order takes nothing that is known from stock
 */
gboolean
console_stock_accept (const ConsoleStock *self,
                      const BakeryOrder  *order,
                      BakeryAcceptance   *ret_acceptance)
{
  g_autoptr(BakeryBakePlan) plan = bakery_bake_plan_new (self->book);
  const GArray *taken = bakery_bake_plan_peek_items (plan);

  bakery_bake_plan_add_order (plan, order);
  bakery_bake_plan_finish (plan);
  for (guint i = 0; i < taken->len;)
    {
      const gboolean is_first = i == 0;
      BakeryAcceptance acceptance;

      i = accept_item (self, taken, i, &acceptance);
      if (is_first || bakery_acceptance_compare (&acceptance, ret_acceptance) < 0)
        {
          *ret_acceptance = acceptance;
        }
    }

  return taken->len > 0;
}
