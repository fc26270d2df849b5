/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One order is written as the console writes it; the others are copies of its row, made by SQL, that differ in what lanes,
 * search and filters look at. Nine of ten are finished, over 700 days; the others are open, from a day ago to 60 days
 * ahead. */

#include "config.h"

#include "console-fill.h"

#include "console-cache-changes.h"
#include "console-cache-schema.h"

#include "bakery-records.h"
#include "bakery-store.h"
#include "bakery-time.h"

#include <string.h>

/* What the copies have of their own; n is the copy's id, $2 the moment. */
static const struct
{
  const char *column;
  const char *expression;
} varied[] = {
  { "id", "n" },
  { "revision", "n" },
  { "number", "1000 + n" },
  { "stage",
    "CASE WHEN n % 10 <> 0 THEN CASE WHEN n % 9 = 0 THEN 'cancelled' ELSE 'delivered' END ELSE "
    "CASE n / 10 % 5 WHEN 0 THEN 'pending' WHEN 1 THEN 'confirmed' WHEN 2 THEN 'baking' WHEN 3 THEN 'ready' "
    "ELSE 'out_for_delivery' END END" },
  { "latest_start_at",
    "CASE WHEN n % 10 <> 0 THEN $2 - n * 7919 % 60480000 * 1000000 "
    "ELSE $2 + (n * 7919 % 5270400 - 86400) * 1000000 END" },
  { "due_at",
    "3600000000 + CASE WHEN n % 10 <> 0 THEN $2 - n * 7919 % 60480000 * 1000000 "
    "ELSE $2 + (n * 7919 % 5270400 - 86400) * 1000000 END" },
  { "customer_name",
    "CASE n % 4 WHEN 0 THEN 'Asha Rao' WHEN 1 THEN 'Bjørn Ström' WHEN 2 THEN 'Chloé Martin' ELSE 'Dev Patel' END" },
  { "customer", "CASE WHEN n % 40 = 0 THEN 77 END" },
  { "fulfilment", "CASE n % 3 WHEN 0 THEN 'pickup' ELSE 'delivery' END" },
  { "payment_status", "CASE n % 5 WHEN 0 THEN 'pending' ELSE 'paid' END" },
  { "is_gift", "n % 7 = 0" },
};

static const char *
find_expression (const char *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (varied); i++)
    {
      if (g_str_equal (varied[i].column, column))
        {
          return varied[i].expression;
        }
    }

  return NULL;
}

static char *
dup_copy_statement (BakeryConnection *connection,
                    GError          **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, "PRAGMA cache.table_info (orders)",
                                                                    error);
  g_autoptr(GString) columns = g_string_new (NULL);
  g_autoptr(GString) values = g_string_new (NULL);
  gboolean has_row;

  while (statement != NULL && bakery_statement_step (statement, &has_row, error))
    {
      const char *column = has_row ? bakery_statement_peek_text (statement, 1) : NULL;

      if (column == NULL)
        {
          return g_strdup_printf ("WITH RECURSIVE counter (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM counter "
                                  "WHERE n < $1) INSERT INTO orders (%s) SELECT %s FROM counter, "
                                  "(SELECT * FROM orders WHERE id = 1) AS first",
                                  columns->str, values->str);
        }

      g_string_append_printf (columns, "%s\"%s\"", columns->len > 0 ? ", " : "", column);
      if (find_expression (column) != NULL)
        {
          g_string_append_printf (values, "%s%s", values->len > 0 ? ", " : "", find_expression (column));
        }
      else
        {
          g_string_append_printf (values, "%sfirst.\"%s\"", values->len > 0 ? ", " : "", column);
        }
    }

  return NULL;
}

static BakeryOrder *
new_first_order (gint64 now)
{
  BakeryOrder *order = bakery_order_new ();
  BakeryOrderLine *line = bakery_order_line_new ();

  line->base.id = 1;
  g_free (line->name);
  line->name = g_strdup ("Black Forest");
  line->quantity = 2;
  line->unit_price = 55000;
  line->total = 110000;
  g_free (line->message);
  line->message = g_strdup ("Happy Birthday Mia");

  order->base.id = 1;
  order->base.revision = 1;
  order->store = CONSOLE_FILL_STORE;
  order->number = 1001;
  g_free (order->customer_name);
  order->customer_name = g_strdup ("Bjørn Ström");
  g_free (order->customer_phone);
  order->customer_phone = g_strdup ("9876543210");
  g_free (order->delivery_address);
  order->delivery_address = g_strdup ("12 Sweet Street");
  g_free (order->currency);
  order->currency = g_strdup ("INR");
  order->total_price = 110000;
  order->stage = BAKERY_STAGE_DELIVERED;
  order->latest_start_at = now - 7919 * BAKERY_SECOND;
  order->due_at = order->latest_start_at + BAKERY_HOUR;
  order->order_date = now - BAKERY_DAY;
  order->updated_at = now;
  if (order->lines == NULL)
    {
      order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
    }
  g_ptr_array_add (order->lines, line);
  bakery_entity_derive (order);

  return order;
}

static gboolean
write_store (BakeryConnection *connection,
             GError          **error)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();

  store->base.id = CONSOLE_FILL_STORE;
  store->base.revision = 1;
  g_free (store->name);
  store->name = g_strdup ("Rosewood");
  store->queue_minutes = CONSOLE_FILL_QUEUE_MINUTES;
  store->undo_seconds = 60;

  return bakery_records_upsert (connection, store, BAKERY_RECORDS_DOCUMENTS, error);
}

/* As the console makes them of an order. */
static gboolean
write_words (BakeryConnection *connection,
             GError          **error)
{
  return bakery_connection_execute (connection,
                                    "INSERT INTO order_words (rowid, words) SELECT id, number || ' ' || "
                                    "customer_name || ' ' || customer_phone || ' ' || delivery_address || "
                                    "' Black Forest Happy Birthday Mia' FROM orders WHERE id > 1",
                                    error);
}

typedef struct
{
  guint  n_orders;
  gint64 now;
} Fill;

static gboolean
fill (BakeryConnection *connection,
      gpointer          user_data,
      GError          **error)
{
  const Fill *wanted = user_data;
  g_autoptr(ConsoleCacheChanges) changes = console_cache_changes_new ();
  g_autoptr(BakeryOrder) first = new_first_order (wanted->now);
  g_autoptr(BakeryStatement) copy = NULL;
  g_autofree char *sql = NULL;

  if (!write_store (connection, error) || !console_cache_put_order (connection, first, changes, error))
    {
      return FALSE;
    }

  sql = dup_copy_statement (connection, error);
  copy = sql != NULL ? bakery_connection_prepare (connection, sql, error) : NULL;
  if (copy == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (copy, 1, wanted->n_orders);
  bakery_statement_bind_int (copy, 2, wanted->now);

  return bakery_statement_run (copy, error) && write_words (connection, error) &&
         console_cache_state_set (connection, "filled", "1", error) &&
         console_cache_changes_finish (changes, connection, error);
}

/**
 * console_fill_cache:
 * @folder: the account's folder, with no cache in use
 * @n_orders: how many orders, at least 2
 * @now: around when
 * @error: return location for an error
 *
 * Fills a cache with one store and its orders.
 *
 * Returns: %FALSE with @error set when it was not filled
 */
gboolean
console_fill_cache (const char *folder,
                    guint       n_orders,
                    gint64      now,
                    GError    **error)
{
  Fill wanted = { n_orders, now };
  gboolean replaced;
  g_autoptr(BakeryConnection) connection = console_cache_schema_open (folder, &replaced, error);

  return connection != NULL && bakery_connection_transaction (connection, fill, &wanted, error);
}
