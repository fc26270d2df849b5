/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Owns the rows that a transaction adds to the sums of what was sold, and writes them. What an order counts for is in
 * console-sales-facts.c. Writer's thread. */

#include "config.h"

#include "console-sales-tally-private.h"

#include "bakery-records.h"

#include "console-sales-hours.h"

#include <string.h>

/* So many rows are held in memory while everything is counted anew. */
#define MAXIMUM_CELLS 20000

/* What a row changes by. */
typedef struct
{
  ConsoleSalesFigures figures;
  ConsoleSalesHours   hours;
} SalesEntry;

struct _ConsoleSalesTally
{
  /* Owned: ConsoleSalesCell to SalesEntry, id to BakeryStore. */
  GHashTable *cells;
  GHashTable *stores;
};

static guint
hash_cell (gconstpointer key)
{
  const ConsoleSalesCell *cell = key;
  guint hash = (guint) (cell->grain * 3 + cell->basis);

  hash = hash * 31 + g_int64_hash (&cell->store);
  hash = hash * 31 + (cell->text != NULL ? g_str_hash (cell->text) : g_int64_hash (&cell->number));

  return hash * 31 + (guint) cell->day;
}

static gboolean
is_cell_equal (gconstpointer a,
               gconstpointer b)
{
  const ConsoleSalesCell *left = a;
  const ConsoleSalesCell *right = b;

  return left->grain == right->grain && left->basis == right->basis && left->store == right->store &&
         left->day == right->day && left->number == right->number &&
         g_strcmp0 (left->text, right->text) == 0;
}

static void
free_cell (gpointer cell)
{
  g_free ((char *) ((ConsoleSalesCell *) cell)->text);
  g_free (cell);
}

static gint64 *
copy_id (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

/**
 * console_sales_tally_new:
 *
 * Returns: (transfer full): a tally without anything
 */
ConsoleSalesTally *
console_sales_tally_new (void)
{
  ConsoleSalesTally *self = g_new0 (ConsoleSalesTally, 1);

  self->cells = g_hash_table_new_full (hash_cell, is_cell_equal, free_cell, g_free);
  self->stores = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) bakery_entity_unref);

  return self;
}

/**
 * console_sales_tally_free:
 * @self: (nullable) (transfer full): a tally
 *
 * Frees the tally with what was not written.
 */
void
console_sales_tally_free (ConsoleSalesTally *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->cells);
  g_hash_table_unref (self->stores);
  g_free (self);
}

/**
 * console_sales_figures_add:
 * @self: the sums
 * @other: what is added
 * @sign: 1, or -1 to take it away
 *
 * Adds figures up.
 */
void
console_sales_figures_add (ConsoleSalesFigures       *self,
                           const ConsoleSalesFigures *other,
                           int                        sign)
{
  self->orders += sign * other->orders;
  self->ordered += sign * other->ordered;
  self->quantity += sign * other->quantity;
  self->sales += sign * other->sales;
  self->tax += sign * other->tax;
  self->delivery += sign * other->delivery;
  self->refunds += sign * other->refunds;
  self->n_refunds += sign * other->n_refunds;
  self->purchases += sign * other->purchases;
  self->used += sign * other->used;
  self->waste += sign * other->waste;
  self->missing += sign * other->missing;
}

static SalesEntry *
ensure_entry (ConsoleSalesTally      *self,
              const ConsoleSalesCell *cell)
{
  SalesEntry *entry = g_hash_table_lookup (self->cells, cell);
  ConsoleSalesCell *key;

  if (entry != NULL)
    return entry;

  key = g_memdup2 (cell, sizeof *cell);
  key->text = g_strdup (cell->text);
  entry = g_new0 (SalesEntry, 1);
  g_hash_table_insert (self->cells, key, entry);

  return entry;
}

/**
 * console_sales_tally_add:
 * @self: a tally
 * @cell: which row
 * @hour: on the store's clocks, where @cell tells hours apart
 * @figures: what it changes by
 * @sign: 1, or -1
 *
 * Adds to a row.
 */
void
console_sales_tally_add (ConsoleSalesTally         *self,
                         const ConsoleSalesCell    *cell,
                         int                        hour,
                         const ConsoleSalesFigures *figures,
                         int                        sign)
{
  SalesEntry *entry = ensure_entry (self, cell);

  console_sales_figures_add (&entry->figures, figures, sign);
  if (cell->grain == CONSOLE_SALES_TOTAL)
    entry->hours.counts[hour] += (gint32) (sign * figures->orders);
  else if (cell->grain == CONSOLE_SALES_CAKE)
    entry->hours.counts[hour] += (gint32) (sign * figures->quantity);
}

/**
 * console_sales_tally_find_store:
 * @self: a tally
 * @connection: a connection that has the cache
 * @store: its id
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (nullable): the store; %NULL without @error when the cache has none of that id yet
 */
const BakeryStore *
console_sales_tally_find_store (ConsoleSalesTally *self,
                                BakeryConnection  *connection,
                                gint64             store,
                                GError           **error)
{
  g_autofree char *columns = NULL;
  g_autofree char *sql = NULL;
  g_autoptr(BakeryStatement) statement = NULL;
  BakeryStore *found = g_hash_table_lookup (self->stores, &store);
  gboolean has_row;

  if (found != NULL)
    return found;

  columns = bakery_records_dup_columns (&bakery_store_type, NULL, BAKERY_RECORDS_DOCUMENTS);
  sql = g_strdup_printf ("SELECT %s FROM stores WHERE id = $1", columns);
  statement = bakery_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return NULL;

  bakery_statement_bind_int (statement, 1, store);
  if (!bakery_statement_step (statement, &has_row, error) || !has_row)
    return NULL;

  found = bakery_records_from_row (&bakery_store_type, statement, 0, BAKERY_RECORDS_DOCUMENTS, error);
  if (found != NULL)
    g_hash_table_insert (self->stores, copy_id (store), found);

  return found;
}

/**
 * console_sales_tally_forget_stores:
 * @self: a tally
 *
 * Makes the next order look its store up anew.
 */
void
console_sales_tally_forget_stores (ConsoleSalesTally *self)
{
  g_hash_table_remove_all (self->stores);
}

static gboolean
is_nothing (const SalesEntry *entry)
{
  const SalesEntry nothing = { 0 };

  return memcmp (entry, &nothing, sizeof nothing) == 0;
}

static void
bind_cell (BakeryStatement        *statement,
           const ConsoleSalesCell *cell)
{
  bakery_statement_bind_int (statement, 1, cell->grain);
  bakery_statement_bind_int (statement, 2, cell->basis);
  bakery_statement_bind_int (statement, 3, cell->store);
  if (cell->text != NULL)
    bakery_statement_bind_text (statement, 4, cell->text);
  else
    bakery_statement_bind_int (statement, 4, cell->number);
  bakery_statement_bind_int (statement, 5, cell->day);
}

/* Adds the hours that a row has already. */
static gboolean
add_hours (BakeryConnection       *connection,
           const ConsoleSalesCell *cell,
           ConsoleSalesHours      *hours,
           GError                **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "SELECT hours FROM sales WHERE grain = $1 AND basis = $2 AND store = $3 AND key = $4 "
                               "AND day = $5",
                               error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  bind_cell (statement, cell);
  if (!bakery_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    console_sales_hours_add_column (hours, statement, 0);

  return TRUE;
}

static gboolean
write_cell (BakeryConnection       *connection,
            const ConsoleSalesCell *cell,
            SalesEntry             *entry,
            GError                **error)
{
  const ConsoleSalesFigures *figures = &entry->figures;
  const gboolean has_hours = cell->grain == CONSOLE_SALES_TOTAL || cell->grain == CONSOLE_SALES_CAKE;
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "INSERT INTO sales (grain, basis, store, key, day, hours, orders, quantity, sales, tax, "
                               "delivery, refunds, n_refunds, ordered) "
                               "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) "
                               "ON CONFLICT (grain, basis, store, key, day) DO UPDATE SET "
                               "hours = excluded.hours, "
                               "orders = orders + excluded.orders, quantity = quantity + excluded.quantity, "
                               "sales = sales + excluded.sales, tax = tax + excluded.tax, "
                               "delivery = delivery + excluded.delivery, refunds = refunds + excluded.refunds, "
                               "n_refunds = n_refunds + excluded.n_refunds, ordered = ordered + excluded.ordered",
                               error);

  if (statement == NULL || (has_hours && !add_hours (connection, cell, &entry->hours, error)))
    return FALSE;

  bind_cell (statement, cell);
  if (has_hours)
    console_sales_hours_bind (&entry->hours, statement, 6);
  bakery_statement_bind_int (statement, 7, figures->orders);
  bakery_statement_bind_int (statement, 8, figures->quantity);
  bakery_statement_bind_int (statement, 9, figures->sales);
  bakery_statement_bind_int (statement, 10, figures->tax);
  bakery_statement_bind_int (statement, 11, figures->delivery);
  bakery_statement_bind_int (statement, 12, figures->refunds);
  bakery_statement_bind_int (statement, 13, figures->n_refunds);
  bakery_statement_bind_int (statement, 14, figures->ordered);

  return bakery_statement_run (statement, error);
}

/* A row that has come to nothing goes, so that the table is the same whichever way it came about. */
static gboolean
remove_empty_cell (BakeryConnection       *connection,
                   const ConsoleSalesCell *cell,
                   GError                **error)
{
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (connection,
                               "DELETE FROM sales WHERE grain = $1 AND basis = $2 AND store = $3 AND key = $4 "
                               "AND day = $5 AND orders = 0 AND quantity = 0 AND sales = 0 AND tax = 0 "
                               "AND delivery = 0 AND refunds = 0 AND n_refunds = 0 AND ordered = 0",
                               error);

  if (statement == NULL)
    return FALSE;

  bind_cell (statement, cell);
  return bakery_statement_run (statement, error);
}

static gboolean
may_empty (const ConsoleSalesFigures *figures)
{
  return figures->orders < 0 || figures->quantity < 0 || figures->sales < 0 || figures->refunds < 0;
}

/**
 * console_sales_tally_flush:
 * @self: a tally
 * @connection: inside the transaction that it was counted in
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Writes what was counted.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_sales_tally_flush (ConsoleSalesTally *self,
                           BakeryConnection  *connection,
                           GError           **error)
{
  GHashTableIter iter;
  gpointer cell;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, &entry))
    {
      if (is_nothing (entry))
        continue;
      if (!write_cell (connection, cell, entry, error) ||
          (may_empty (&((SalesEntry *) entry)->figures) && !remove_empty_cell (connection, cell, error)))
        return FALSE;
    }

  g_hash_table_remove_all (self->cells);
  return TRUE;
}

/**
 * console_sales_tally_flush_full:
 * @self: a tally
 * @connection: inside the transaction that it was counted in
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Writes what was counted once there is much of it, so that memory does not grow with what is counted.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_sales_tally_flush_full (ConsoleSalesTally *self,
                                BakeryConnection  *connection,
                                GError           **error)
{
  return g_hash_table_size (self->cells) <= MAXIMUM_CELLS || console_sales_tally_flush (self, connection, error);
}
