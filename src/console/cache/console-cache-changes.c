/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes orders into the cache together with the words they are found by, and notes where each was before, so that lists
 * can follow with the smallest change. Runs on the thread of the connection it is given. */

#include "config.h"

#include "console-cache-changes.h"

#include "console-sales-customers.h"

#include "bakery-records.h"
#include "bakery-store.h"

/* More changed entities of a type than this are told as "many". */
#define MAXIMUM_NAMED 50

/**
 * console_cache_changes_new:
 *
 * Returns: (transfer full): nothing changed yet
 */
ConsoleCacheChanges *
console_cache_changes_new (void)
{
  ConsoleCacheChanges *self = g_new0 (ConsoleCacheChanges, 1);

  self->orders = g_array_new (FALSE, FALSE, sizeof (ConsoleOrderChange));
  self->arrived = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->entities = g_array_new (FALSE, FALSE, sizeof (ConsoleEntityChange));
  self->sales = console_sales_tally_new ();

  return self;
}

/**
 * console_cache_changes_free:
 * @self: (nullable) (transfer full): the changes
 *
 * Frees the changes.
 */
void
console_cache_changes_free (ConsoleCacheChanges *self)
{
  if (self == NULL)
    {
      return;
    }

  g_array_unref (self->orders);
  g_array_unref (self->arrived);
  g_array_unref (self->entities);
  console_sales_tally_free (self->sales);
  g_free (self);
}

static void
replace_by_many (ConsoleCacheChanges    *self,
                 const BakeryEntityType *type)
{
  const ConsoleEntityChange many = { type, 0, 0 };

  for (guint i = self->entities->len; i > 0; i--)
    {
      const ConsoleEntityChange *change = &g_array_index (self->entities, ConsoleEntityChange, i - 1);

      if (change->type == type && change->local_id == 0)
        {
          g_array_remove_index (self->entities, i - 1);
        }
    }

  g_array_append_val (self->entities, many);
}

/**
 * console_cache_changes_note:
 * @self: the changes of a transaction
 * @type: a type other than orders
 * @id: the entity that is written or removed
 *
 * Notes that an entity changed.
 */
void
console_cache_changes_note (ConsoleCacheChanges    *self,
                            const BakeryEntityType *type,
                            gint64                  id)
{
  const ConsoleEntityChange noted = { type, id, 0 };
  guint n_named = 0;

  self->stores = self->stores || type == &bakery_store_type;
  for (guint i = 0; i < self->entities->len; i++)
    {
      const ConsoleEntityChange *change = &g_array_index (self->entities, ConsoleEntityChange, i);

      if (change->type == type && (change->id == id || change->id == 0))
        {
          return;
        }
      n_named += change->type == type;
    }

  if (n_named < MAXIMUM_NAMED)
    {
      g_array_append_val (self->entities, noted);
    }
  else
    {
      replace_by_many (self, type);
    }
}

/**
 * console_cache_changes_note_id:
 * @self: the changes of a transaction
 * @type: a type
 * @local_id: what an entity made here was called
 * @id: what the server calls it
 *
 * Notes that an entity has an id of the server's from now on.
 */
void
console_cache_changes_note_id (ConsoleCacheChanges    *self,
                               const BakeryEntityType *type,
                               gint64                  local_id,
                               gint64                  id)
{
  const ConsoleEntityChange noted = { type, id, local_id };

  g_array_append_val (self->entities, noted);
}

/**
 * console_cache_read_generation:
 * @connection: a connection that has the cache
 * @ret_generation: (out): how many transactions have changed orders
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads which state of the orders the connection's transaction sees.
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
console_cache_read_generation (BakeryConnection *connection,
                               gint64           *ret_generation,
                               GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row;

  statement = bakery_connection_prepare (connection, "SELECT value FROM generation", error);
  if (statement == NULL || !bakery_statement_step (statement, &has_row, error))
    {
      return FALSE;
    }

  *ret_generation = has_row ? bakery_statement_get_int (statement, 0) : 0;
  return TRUE;
}

/**
 * console_cache_changes_finish:
 * @self: the changes of the transaction
 * @connection: the connection they were made on
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Writes what the transaction sold, and counts it if it changed orders. The last step before the commit.
 *
 * Returns: %FALSE with @error set when it could not be counted
 */
gboolean
console_cache_changes_finish (ConsoleCacheChanges *self,
                              BakeryConnection    *connection,
                              GError             **error)
{
  if (!console_sales_tally_flush (self->sales, connection, error))
    {
      return FALSE;
    }
  if (self->orders->len == 0)
    {
      return TRUE;
    }

  return bakery_connection_execute (connection, "UPDATE generation SET value = value + 1", error) &&
         console_cache_read_generation (connection, &self->generation, error);
}

/**
 * console_cache_read_order_key:
 * @connection: a connection that has the cache
 * @order: the id
 * @ret_key: (out): where it is; its store is 0 when there is no such order
 * @ret_revision: (out) (optional): its revision, 0 when there is no such order
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads where an order is without reading the order.
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
console_cache_read_order_key (BakeryConnection *connection,
                              gint64            order,
                              ConsoleOrderKey  *ret_key,
                              gint64           *ret_revision,
                              GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  ConsoleOrderKey key = { 0, 0, 0 };
  gint64 revision = 0;
  gboolean has_row;

  statement = bakery_connection_prepare (connection,
                                         "SELECT store, progress, start_key, revision FROM orders WHERE id = $1",
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, order);
  if (!bakery_statement_step (statement, &has_row, error))
    {
      return FALSE;
    }

  if (has_row)
    {
      key.store = bakery_statement_get_int (statement, 0);
      key.progress = bakery_statement_get_int (statement, 1);
      key.start = bakery_statement_get_int (statement, 2);
      revision = bakery_statement_get_int (statement, 3);
    }

  *ret_key = key;
  if (ret_revision != NULL)
    {
      *ret_revision = revision;
    }
  return TRUE;
}

/**
 * console_cache_load_order:
 * @connection: a connection that has the cache
 * @order: the id
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads one order.
 *
 * Returns: (transfer full) (nullable): the order, or %NULL; without @error when it is not in the cache
 */
BakeryOrder *
console_cache_load_order (BakeryConnection *connection,
                          gint64            order,
                          GError          **error)
{
  ConsoleOrderKey key;

  if (!console_cache_read_order_key (connection, order, &key, NULL, error) || key.store == 0)
    {
      return NULL;
    }

  return bakery_records_load (connection, &bakery_order_type, order, BAKERY_RECORDS_DOCUMENTS, error);
}

static void
append_words (GString    *words,
              const char *text)
{
  if (text != NULL && *text != '\0')
    {
      g_string_append_c (words, ' ');
      g_string_append (words, text);
    }
}

/* The same order always gives the same words: the index has no text of its own and is told the old words to forget them. */
static char *
dup_words (const BakeryOrder *order)
{
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, "%" G_GINT64_FORMAT, order->number);
  append_words (words, order->customer_name);
  append_words (words, order->customer_phone);
  append_words (words, order->recipient_name);
  append_words (words, order->recipient_phone);
  append_words (words, order->delivery_address);
  append_words (words, order->notes);
  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);

      append_words (words, line->name);
      append_words (words, line->message);
      append_words (words, line->toppings);
    }

  return g_string_free (words, FALSE);
}

static gboolean
forget_words (BakeryConnection *connection,
              gint64            order,
              const char       *words,
              GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "INSERT INTO order_words (order_words, rowid, words) "
                                         "VALUES ('delete', $1, $2)",
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, order);
  bakery_statement_bind_text (statement, 2, words);

  return bakery_statement_run (statement, error);
}

static gboolean
learn_words (BakeryConnection *connection,
             gint64            order,
             const char       *words,
             GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "INSERT INTO order_words (rowid, words) VALUES ($1, $2)",
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, order);
  bakery_statement_bind_text (statement, 2, words);

  return bakery_statement_run (statement, error);
}

/* @before is NULL for a new order, @after for a removed one. */
static gboolean
update_words (BakeryConnection  *connection,
              const BakeryOrder *before,
              const BakeryOrder *after,
              GError           **error)
{
  g_autofree char *old_words = before != NULL ? dup_words (before) : NULL;
  g_autofree char *new_words = after != NULL ? dup_words (after) : NULL;

  if (g_strcmp0 (old_words, new_words) == 0)
    {
      return TRUE;
    }

  return (old_words == NULL || forget_words (connection, before->base.id, old_words, error)) &&
         (new_words == NULL || learn_words (connection, after->base.id, new_words, error));
}

static void
note_order (ConsoleCacheChanges   *changes,
            gint64                 order,
            const ConsoleOrderKey *before)
{
  ConsoleOrderChange change = { order, *before };

  for (guint i = 0; i < changes->orders->len; i++)
    {
      if (g_array_index (changes->orders, ConsoleOrderChange, i).id == order)
        {
          return;
        }
    }

  g_array_append_val (changes->orders, change);
}

static gboolean
read_before (BakeryConnection *connection,
             gint64            order,
             ConsoleOrderKey  *ret_key,
             BakeryOrder     **ret_before,
             GError          **error)
{
  if (!console_cache_read_order_key (connection, order, ret_key, NULL, error))
    {
      return FALSE;
    }

  if (ret_key->store == 0)
    {
      *ret_before = NULL;
      return TRUE;
    }

  *ret_before = bakery_records_load (connection, &bakery_order_type, order, BAKERY_RECORDS_DOCUMENTS, error);
  return *ret_before != NULL;
}

/* @before is NULL for a new order, @after for a removed one. */
static gboolean
count_sales (ConsoleCacheChanges *changes,
             BakeryConnection    *connection,
             const BakeryOrder   *before,
             const BakeryOrder   *after,
             GError             **error)
{
  return (before == NULL || console_sales_tally_count_order (changes->sales, connection, before, -1, error)) &&
         (after == NULL || console_sales_tally_count_order (changes->sales, connection, after, 1, error)) &&
         console_sales_customers_note (connection, before, after, error);
}

/**
 * console_cache_put_order:
 * @connection: inside a transaction that may write the cache
 * @order: the order, complete
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Writes an order, new or known, with the words it is found by.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_cache_put_order (BakeryConnection    *connection,
                         BakeryOrder         *order,
                         ConsoleCacheChanges *changes,
                         GError             **error)
{
  g_autoptr(BakeryOrder) before = NULL;
  ConsoleOrderKey key;

  if (!read_before (connection, order->base.id, &key, &before, error) ||
      !bakery_records_upsert (connection, order, BAKERY_RECORDS_DOCUMENTS, error) ||
      !update_words (connection, before, order, error) ||
      !count_sales (changes, connection, before, order, error))
    {
      return FALSE;
    }

  note_order (changes, order->base.id, &key);
  return TRUE;
}

/**
 * console_cache_remove_order:
 * @connection: inside a transaction that may write the cache
 * @order: the id; nothing happens when the cache has no such order
 * @changes: notes it
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Removes an order that is gone from the server, or from what the account may see.
 *
 * Returns: %FALSE with @error set when it was not removed
 */
gboolean
console_cache_remove_order (BakeryConnection    *connection,
                            gint64               order,
                            ConsoleCacheChanges *changes,
                            GError             **error)
{
  g_autoptr(BakeryOrder) before = NULL;
  g_autoptr(BakeryStatement) statement = NULL;
  ConsoleOrderKey key;

  if (!read_before (connection, order, &key, &before, error))
    {
      return FALSE;
    }
  if (before == NULL)
    {
      return TRUE;
    }

  statement = bakery_connection_prepare (connection, "DELETE FROM orders WHERE id = $1", error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, order);
  if (!bakery_statement_run (statement, error) || !update_words (connection, before, NULL, error) ||
      !count_sales (changes, connection, before, NULL, error))
    {
      return FALSE;
    }

  note_order (changes, order, &key);
  return TRUE;
}
