/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes movements, and what they make of items and lots. Runs on the writer's thread, inside its transaction. Movements are
 * their own trail, so the audit trail does without them. */

#include "config.h"

#include "server-stock-ledger.h"

#include "bakery-error.h"
#include "bakery-records.h"
#include "server-changes.h"
#include "server-entity-store.h"
#include "server-recipe-store.h"

#define LOTS_BY_USE                                                                                                    \
  "SELECT id, remaining FROM inventory_lots WHERE item = $1 AND remaining > 0"                                         \
  " ORDER BY use_by IS NULL, use_by, received_at, id"

/**
 * server_stock_ledger_init:
 * @self: uninitialised
 * @connection: the writer's connection
 * @store: the id of a store
 * @now: the present instant
 *
 * Begins an entry. Who moves, and for which order, is for the caller to set.
 */
void
server_stock_ledger_init (ServerStockLedger *self,
                          BakeryConnection  *connection,
                          gint64             store,
                          gint64             now)
{
  *self = (ServerStockLedger) { connection, store, 0, 0, NULL, now, NULL };
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, bakery_entity_unref);
}

/**
 * server_stock_ledger_clear:
 * @self: an entry
 */
void
server_stock_ledger_clear (ServerStockLedger *self)
{
  g_clear_pointer (&self->items, g_hash_table_unref);
}

static gboolean
write_entity (ServerStockLedger *self,
              gpointer           entity,
              GError           **error)
{
  BakeryEntity *head = entity;

  if (!server_changes_next_revision (self->connection, &head->revision, error))
    return FALSE;
  if (head->id == 0 ? !bakery_records_insert (self->connection, entity, BAKERY_RECORDS_TABLES, error)
                    : !bakery_records_update (self->connection, entity, BAKERY_RECORDS_TABLES, error))
    return FALSE;

  return server_changes_record (self->connection, entity, self->store, FALSE, self->now, error);
}

static BakeryInventoryItem *
load_item (ServerStockLedger *self,
           gint64             id,
           GError           **error)
{
  BakeryInventoryItem *item = g_hash_table_lookup (self->items, &id);

  if (item != NULL)
    return item;

  item = bakery_records_load (self->connection, &bakery_inventory_item_type, id, BAKERY_RECORDS_TABLES, error);
  if (item != NULL)
    g_hash_table_insert (self->items, &item->base.id, item);

  return item;
}

/**
 * server_stock_ledger_load_item:
 * @self: an entry
 * @item: the id of an item of its store
 * @error: %BAKERY_ERROR_NOT_FOUND, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer none): the item after the movements so far, or %NULL with @error set
 */
const BakeryInventoryItem *
server_stock_ledger_load_item (ServerStockLedger *self,
                               gint64             item,
                               GError           **error)
{
  return load_item (self, item, error);
}

static gboolean
move_lot (ServerStockLedger         *self,
          const BakeryStockMovement *movement,
          gint64                     set_off,
          GError                   **error)
{
  g_autoptr(BakeryInventoryLot) lot = NULL;

  if (movement->lot == 0)
    return TRUE;

  lot = bakery_records_load (self->connection, &bakery_inventory_lot_type, movement->lot, BAKERY_RECORDS_TABLES, error);
  if (lot == NULL)
    return FALSE;
  lot->remaining += movement->quantity;
  lot->set_off += set_off;
  lot->updated_at = self->now;

  return write_entity (self, lot, error);
}

/* A purchase comes in as a lot of its own. */
static gboolean
open_lot (ServerStockLedger         *self,
          const BakeryInventoryItem *item,
          BakeryStockMovement       *movement,
          GError                   **error)
{
  g_autoptr(BakeryInventoryLot) lot = NULL;

  if (movement->kind != BAKERY_MOVEMENT_PURCHASE || movement->lot != 0 || movement->quantity <= 0)
    return TRUE;

  lot = bakery_inventory_lot_new ();
  lot->store = item->store;
  lot->item = item->base.id;
  lot->received_at = movement->at;
  lot->use_by = movement->use_by;
  if (lot->use_by == 0 && item->use_by_days > 0)
    lot->use_by = movement->at + item->use_by_days * G_TIME_SPAN_DAY;
  lot->quantity = movement->quantity;
  lot->updated_at = self->now;
  if (!write_entity (self, lot, error))
    return FALSE;
  movement->lot = lot->base.id;
  movement->use_by = lot->use_by;

  return TRUE;
}

static void
set_text (char      **target,
          const char *text)
{
  char *copy = g_strdup (text != NULL ? text : "");

  g_free (*target);
  *target = copy;
}

static void
complete (const ServerStockLedger   *self,
          const BakeryInventoryItem *item,
          BakeryStockMovement       *movement)
{
  movement->store = item->store;
  set_text (&movement->currency, item->currency);
  if (*movement->unit == '\0')
    set_text (&movement->unit, bakery_base_units.names[item->unit]);
  if (movement->at == 0 || movement->at > self->now)
    movement->at = self->now;
  /* What an order uses has no price of its own: it costs what packs of it do on that day. */
  if (movement->kind == BAKERY_MOVEMENT_CONSUME && movement->cost == 0)
    movement->cost = bakery_inventory_item_get_cost (item, ABS (movement->quantity));
  movement->order = self->order;
  movement->account = self->account;
  set_text (&movement->account_name, self->account_name);
  movement->created_at = self->now;
}

/* Writes a movement, of which @set_off makes good what was used before there was enough. */
static gboolean
write_movement (ServerStockLedger   *self,
                BakeryStockMovement *movement,
                gint64               set_off,
                GError             **error)
{
  BakeryInventoryItem *item = load_item (self, movement->item, error);

  if (item == NULL)
    return FALSE;

  complete (self, item, movement);
  item->quantity += movement->quantity;
  item->reserved += movement->reserved;
  if (ABS (item->quantity) > BAKERY_QUANTITY_MAXIMUM || ABS (item->reserved) > BAKERY_QUANTITY_MAXIMUM)
    {
      bakery_set_error_violation (error, "amount", "There would be more of “%s” than can be counted.", item->name);
      return FALSE;
    }
  movement->balance = item->quantity;
  movement->is_short = bakery_inventory_item_is_short (item);

  bakery_inventory_item_expect_less (item, movement);

  return open_lot (self, item, movement, error) && move_lot (self, movement, set_off, error) &&
         write_entity (self, movement, error);
}

/**
 * server_stock_ledger_post:
 * @self: an entry
 * @movement: a new movement whose item, kind, amount, quantity and what is reserved are set; gets the rest
 * @error: a %BAKERY_ERROR_INVALID when the item would have more than can be counted, or a %BAKERY_STORAGE_ERROR
 *
 * Writes one movement. A purchase opens a lot, and is expected no longer.
 *
 * Returns: whether it is written
 */
gboolean
server_stock_ledger_post (ServerStockLedger   *self,
                          BakeryStockMovement *movement,
                          GError             **error)
{
  return write_movement (self, movement, 0, error);
}

static gboolean
take_from_lot (ServerStockLedger         *self,
               const BakeryStockMovement *movement,
               gint64                     lot,
               gint64                     quantity,
               gint64                     cost,
               gint64                    *ret_first,
               GError                   **error)
{
  g_autoptr(BakeryStockMovement) part = bakery_stock_movement_copy (movement);
  const BakeryInventoryItem *item = server_stock_ledger_load_item (self, movement->item, error);

  if (item == NULL)
    return FALSE;

  part->base.id = 0;
  part->lot = lot;
  part->cost = cost;
  part->posting = *ret_first;
  part->quantity = -quantity;
  part->reserved = movement->reserved != 0 ? -quantity : 0;
  if (quantity != -movement->quantity)
    {
      part->amount = quantity;
      set_text (&part->unit, bakery_base_units.names[item->unit]);
    }
  if (!server_stock_ledger_post (self, part, error))
    return FALSE;
  if (*ret_first == 0)
    *ret_first = part->base.id;

  return TRUE;
}

/* What there is in lots, as far as needed, in the order in which it is to be used up. */
static GArray *
load_lots (ServerStockLedger *self,
           gint64             item,
           GError           **error)
{
  g_autoptr(GArray) lots = g_array_new (FALSE, FALSE, 2 * sizeof (gint64));
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (self->connection, LOTS_BY_USE, error);
  gboolean has_row;

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, item);
  while (bakery_statement_step (select, &has_row, error))
    {
      gint64 lot[2];

      if (!has_row)
        return g_steal_pointer (&lots);
      lot[0] = bakery_statement_get_int (select, 0);
      lot[1] = bakery_statement_get_int (select, 1);
      g_array_append_vals (lots, lot, 1);
    }

  return NULL;
}

/* What a part of what is left costs, of what all of that does. */
static gint64
share_cost (gint64 cost,
            gint64 part,
            gint64 left)
{
  gint64 share;

  return bakery_quantity_scale (cost, part, left, &share, NULL) ? MIN (share, cost) : cost;
}

/**
 * server_stock_ledger_take:
 * @self: an entry
 * @movement: how much is taken, as a negative quantity, and why; if something of it was reserved, all of it was
 * @ret_first: (out): the id of the first movement written, 0 if none was
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Takes from the lots what expires first, and what no lot has from what came before there were lots: one movement for each,
 * with its share of the cost.
 *
 * Returns: whether it is written
 */
gboolean
server_stock_ledger_take (ServerStockLedger         *self,
                          const BakeryStockMovement *movement,
                          gint64                    *ret_first,
                          GError                   **error)
{
  g_autoptr(GArray) lots = load_lots (self, movement->item, error);
  gint64 left = -movement->quantity;
  gint64 cost_left = movement->cost;

  *ret_first = 0;
  for (guint i = 0; lots != NULL && left > 0 && i < lots->len; i++)
    {
      const gint64 *lot = &((const gint64 *) lots->data)[2 * i];
      gint64 part = MIN (left, lot[1]);
      gint64 cost = share_cost (cost_left, part, left);

      if (!take_from_lot (self, movement, lot[0], part, cost, ret_first, error))
        return FALSE;
      left -= part;
      cost_left -= cost;
    }

  return lots != NULL && (left == 0 || take_from_lot (self, movement, 0, left, cost_left, ret_first, error));
}

/* --- Setting off --- */

static BakeryStockMovement *
new_set_off (gint64 item,
             gint64 lot,
             gint64 quantity,
             gint64 posting)
{
  BakeryStockMovement *movement = bakery_stock_movement_new ();

  movement->item = item;
  movement->kind = BAKERY_MOVEMENT_CONSUME;
  movement->amount = ABS (quantity);
  movement->quantity = quantity;
  movement->lot = lot;
  movement->posting = posting;
  set_text (&movement->reason, "Before there was enough");

  return movement;
}

/* What was taken of no lot was of this one: the quantity stays. A negative @quantity gives it back to the lot. */
static gboolean
set_off (ServerStockLedger *self,
         gint64             item,
         gint64             lot,
         gint64             quantity,
         GError           **error)
{
  g_autoptr(BakeryStockMovement) from_lot = new_set_off (item, lot, -quantity, 0);
  g_autoptr(BakeryStockMovement) of_none = NULL;
  const gint64 order = self->order;
  gboolean is_written;

  /* No order has to do with it: each keeps what it took from where it took it. */
  self->order = 0;
  is_written = write_movement (self, from_lot, quantity, error);
  of_none = new_set_off (item, 0, quantity, from_lot->base.id);
  is_written = is_written && write_movement (self, of_none, 0, error);
  self->order = order;

  return is_written;
}

static gint64
sum_lots (GArray *lots)
{
  gint64 sum = 0;

  for (guint i = 0; i < lots->len; i++)
    sum += ((const gint64 *) lots->data)[2 * i + 1];

  return sum;
}

/* Lots never hold more than there is. */
static gboolean
settle_lots (ServerStockLedger         *self,
             const BakeryInventoryItem *item,
             GError                   **error)
{
  g_autoptr(GArray) lots = load_lots (self, item->base.id, error);
  gint64 left = lots != NULL ? bakery_inventory_item_get_excess (item, sum_lots (lots)) : 0;

  for (guint i = 0; left > 0 && i < lots->len; i++)
    {
      const gint64 *lot = &((const gint64 *) lots->data)[2 * i];
      const gint64 part = MIN (left, lot[1]);

      if (!set_off (self, item->base.id, lot[0], part, error))
        return FALSE;
      left -= part;
    }

  return lots != NULL;
}

/**
 * server_stock_ledger_make_room:
 * @self: an entry
 * @lot: the id of a lot
 * @quantity: how much will be taken from it
 * @ret_is_there: (out): whether there is so much
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Sees to it that so much can be taken from a lot as if nothing of it had been set off; other lots make that good when the
 * entry is finished.
 *
 * Returns: whether it could
 */
gboolean
server_stock_ledger_make_room (ServerStockLedger *self,
                               gint64             lot,
                               gint64             quantity,
                               gboolean          *ret_is_there,
                               GError           **error)
{
  g_autoptr(BakeryInventoryLot) stored =
    bakery_records_load (self->connection, &bakery_inventory_lot_type, lot, BAKERY_RECORDS_TABLES, error);
  gint64 missing;

  if (stored == NULL)
    return FALSE;

  missing = quantity - stored->remaining;
  *ret_is_there = missing <= stored->set_off;

  return missing <= 0 || !*ret_is_there || set_off (self, stored->item, lot, -missing, error);
}

/* Writes what became of an item, and gives or withdraws notice of it. */
static gboolean
finish_item (ServerStockLedger   *self,
             BakeryInventoryItem *item,
             GError             **error)
{
  if (!settle_lots (self, item, error))
    return FALSE;

  item->updated_at = self->now;

  return server_stock_notice_settle (self->connection, item, self->now, error) && write_entity (self, item, error);
}

/**
 * server_stock_ledger_finish:
 * @self: an entry whose movements are all posted
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Writes what the movements made of the items; sets off what was used before there was enough against their lots; gives
 * notice of those that fell below their threshold, and takes back that of those that rose above it; and marks the cakes and
 * options that can no longer be made, or can be again.
 *
 * Returns: whether it is written
 */
gboolean
server_stock_ledger_finish (ServerStockLedger *self,
                            GError           **error)
{
  g_autoptr(BakeryRecipeBook) book = NULL;
  GHashTableIter iter;
  gpointer item;

  if (g_hash_table_size (self->items) == 0)
    return TRUE;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      if (!finish_item (self, item, error))
        return FALSE;
    }

  book = server_recipe_store_load_book (self->connection, self->store, error);

  return book != NULL && server_recipe_store_mark (self->connection, self->store, book, self->now, error);
}
