/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Posting by hand. Runs on the writer's thread, inside its transaction. */

#include "config.h"

#include "server-stock-postings.h"

#include "bakery-error.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-stock-ledger.h"

/* The item's quantity at a time: that of now without what moved since. */
static gboolean
load_stock_at (BakeryConnection          *connection,
               const BakeryInventoryItem *item,
               gint64                     at,
               gint64                    *ret_stock,
               GError                   **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT coalesce(sum(quantity), 0) FROM stock_movements WHERE item = $1 AND at > $2", error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, item->base.id);
  bakery_statement_bind_int (select, 2, at);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_stock = item->quantity - bakery_statement_get_int (select, 0);

  return TRUE;
}

static gboolean
settle (ServerStockLedger   *ledger,
        BakeryStockMovement *movement,
        gboolean             has_cost,
        GError             **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  const BakeryInventoryItem *item = server_stock_ledger_load_item (ledger, movement->item, error);
  gint64 stock = 0;

  if (item == NULL)
    return FALSE;
  if (movement->kind == BAKERY_MOVEMENT_COUNT &&
      !load_stock_at (ledger->connection, item, movement->at, &stock, error))
    return FALSE;
  if (bakery_stock_movement_settle (movement, item, stock, has_cost, violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

/* What is taken comes from the lot that was named, or from those that expire first. */
static gboolean
write_down (ServerStockLedger   *ledger,
            BakeryStockMovement *movement,
            gint64              *ret_id,
            GError             **error)
{
  if (movement->quantity < 0 && movement->lot == 0)
    return server_stock_ledger_take (ledger, movement, ret_id, error);
  if (!server_stock_ledger_post (ledger, movement, error))
    return FALSE;
  *ret_id = movement->base.id;

  return TRUE;
}

static BakeryStockMovement *
enter (ServerStockLedger   *ledger,
       BakeryStockMovement *movement,
       GError             **error)
{
  gint64 id;

  if (!write_down (ledger, movement, &id, error) || !server_stock_ledger_finish (ledger, error))
    return NULL;

  return bakery_records_load (ledger->connection, &bakery_stock_movement_type, id, BAKERY_RECORDS_TABLES, error);
}

static gboolean
check_lot (BakeryConnection          *connection,
           const BakeryStockMovement *movement,
           GError                   **error)
{
  g_autoptr(BakeryStatement) select = NULL;
  gboolean has_row;

  if (movement->lot == 0)
    return TRUE;

  select = bakery_connection_prepare (connection, "SELECT remaining FROM inventory_lots WHERE id = $1 AND item = $2", error);
  if (select == NULL)
    return FALSE;
  bakery_statement_bind_int (select, 1, movement->lot);
  bakery_statement_bind_int (select, 2, movement->item);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (!has_row || movement->kind != BAKERY_MOVEMENT_WASTE)
    {
      bakery_set_error_violation (error, "lot", has_row ? "Only what is wasted is of a lot that is there already."
                                                        : "There is no such lot of this item.");
      return FALSE;
    }
  if (bakery_statement_get_int (select, 0) + movement->quantity >= 0)
    return TRUE;

  bakery_set_error_violation (error, "amount", "There is less than that left of this lot.");

  return FALSE;
}

/**
 * server_stock_post:
 * @connection: the writer's connection
 * @posted: a purchase, waste or count as somebody described it, of an item that is theirs
 * @has_cost: whether they said what it cost
 * @account: the id of who posts it
 * @account_name: (nullable): what they are called
 * @now: the present instant
 * @error: a %BAKERY_ERROR_INVALID that says what is wrong with it, %BAKERY_ERROR_NOT_FOUND without such an item, or a
 *   %BAKERY_STORAGE_ERROR
 *
 * Posts a movement. What is taken from several lots is several movements, of which the first is answered. A count is of the
 * time when it was made: what moved between then and now is not lost.
 *
 * Returns: (transfer full): the movement as it is stored, or %NULL with @error set
 */
BakeryStockMovement *
server_stock_post (BakeryConnection          *connection,
                   const BakeryStockMovement *posted,
                   gboolean                   has_cost,
                   gint64                     account,
                   const char                *account_name,
                   gint64                     now,
                   GError                   **error)
{
  g_autoptr(BakeryStockMovement) movement = bakery_stock_movement_copy (posted);
  g_auto(ServerStockLedger) ledger = { NULL };
  const BakeryInventoryItem *item;

  server_stock_ledger_init (&ledger, connection, 0, now);
  item = server_stock_ledger_load_item (&ledger, posted->item, error);
  if (item == NULL)
    return NULL;

  ledger.store = item->store;
  ledger.account = account;
  ledger.account_name = account_name;
  if (movement->at == 0 || movement->at > now)
    movement->at = now;
  if (!settle (&ledger, movement, has_cost, error) || !check_lot (connection, movement, error))
    return NULL;

  return enter (&ledger, movement, error);
}

/* --- Taking back --- */

static gboolean
is_reversed (BakeryConnection *connection,
             gint64            movement,
             gboolean         *ret_is_reversed,
             GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT 1 FROM stock_movements WHERE reverses = $1", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, movement);

  return bakery_statement_step (select, ret_is_reversed, error);
}

static gboolean
is_by_hand (const BakeryStockMovement *movement)
{
  return movement->order == 0 && (movement->kind == BAKERY_MOVEMENT_PURCHASE || movement->kind == BAKERY_MOVEMENT_WASTE ||
                                  movement->kind == BAKERY_MOVEMENT_COUNT);
}

static gboolean
check_reversible (BakeryConnection          *connection,
                  const BakeryStockMovement *movement,
                  GError                   **error)
{
  gboolean is_done;

  if (!is_reversed (connection, movement->base.id, &is_done, error))
    return FALSE;
  if (!is_done && is_by_hand (movement) && movement->reverses == 0)
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
                       is_done ? "This movement was taken back already."
                       : movement->order != 0 ? "This movement follows from an order; move the order instead."
                       : movement->reverses != 0 ? "This movement takes another one back."
                                                 : "This movement follows from others; take those back instead.");

  return FALSE;
}

/* What is used already cannot be taken back. */
static gboolean
check_remaining (ServerStockLedger   *ledger,
                 BakeryStockMovement *reversal,
                 GError             **error)
{
  gboolean is_there;

  if (reversal->lot == 0)
    return TRUE;
  if (!server_stock_ledger_make_room (ledger, reversal->lot, -reversal->quantity, &is_there, error))
    return FALSE;
  if (is_there)
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
                       "Something of this lot is used already; count the item instead.");

  return FALSE;
}

/* All movements of the posting that @movement is one of. */
static GPtrArray *
load_posting (BakeryConnection          *connection,
              const BakeryStockMovement *movement,
              GError                   **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_stock_movement_type, NULL, BAKERY_RECORDS_TABLES);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM stock_movements WHERE id = $1 OR posting = $1 ORDER BY id", columns);
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, sql, error);

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, movement->posting != 0 ? movement->posting : movement->base.id);

  return bakery_records_read_all (&bakery_stock_movement_type, select, BAKERY_RECORDS_TABLES, error);
}

/* Takes one of the movements back. */
static gboolean
reverse_one (ServerStockLedger         *ledger,
             const BakeryStockMovement *movement,
             const BakeryStockMovement *reversal,
             gint64                    *ret_first,
             GError                   **error)
{
  g_autoptr(BakeryStockMovement) back = bakery_stock_movement_copy (reversal);

  bakery_stock_movement_take_back (back, movement);
  back->posting = *ret_first;
  if (!check_reversible (ledger->connection, movement, error) || !check_remaining (ledger, back, error) ||
      !server_stock_ledger_post (ledger, back, error))
    return FALSE;
  if (*ret_first == 0)
    *ret_first = back->base.id;

  return TRUE;
}

/**
 * server_stock_reverse:
 * @connection: the writer's connection
 * @movement: a purchase, waste or count
 * @reversal: who takes it back, when and why
 * @error: a %BAKERY_ERROR_CONFLICT when it cannot be taken back, or a %BAKERY_STORAGE_ERROR
 *
 * Takes a posting back by another one: a movement, and with it all others that came of the same act.
 *
 * Returns: (transfer full): the first movement that does it, or %NULL with @error set
 */
BakeryStockMovement *
server_stock_reverse (BakeryConnection          *connection,
                      const BakeryStockMovement *movement,
                      const BakeryStockMovement *reversal,
                      GError                   **error)
{
  g_autoptr(GPtrArray) movements = load_posting (connection, movement, error);
  g_auto(ServerStockLedger) ledger = { NULL };
  gint64 first = 0;

  if (movements == NULL)
    return NULL;

  server_stock_ledger_init (&ledger, connection, movement->store, reversal->created_at);
  ledger.account = reversal->account;
  ledger.account_name = reversal->account_name;
  for (guint i = 0; i < movements->len; i++)
    {
      if (!reverse_one (&ledger, g_ptr_array_index (movements, i), reversal, &first, error))
        return NULL;
    }
  if (!server_stock_ledger_finish (&ledger, error))
    return NULL;

  return bakery_records_load (connection, &bakery_stock_movement_type, first, BAKERY_RECORDS_TABLES, error);
}
