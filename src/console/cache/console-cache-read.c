/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads entities by a condition that the caller writes. Orders can be read as outlines: what was ordered and when it is
 * due, but neither prices nor the timeline, which is a third of the time. */

#include "config.h"

#include "console-cache-read.h"

#include "bakery-records.h"

/**
 * console_cache_read_entities:
 * @connection: a connection that has the cache
 * @type: a cached type, or an outline of one
 * @condition: what follows WHERE, with the placeholders `$1` and so on
 * @values: what they stand for
 * @n_values: how many
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type BakeryEntity): the entities
 */
GPtrArray *
console_cache_read_entities (BakeryConnection       *connection,
                             const BakeryEntityType *type,
                             const char             *condition,
                             const gint64           *values,
                             guint                   n_values,
                             GError                **error)
{
  g_autofree char *columns = bakery_records_dup_columns (type, NULL, BAKERY_RECORDS_DOCUMENTS);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE %s", columns, type->table, condition);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);

  if (statement == NULL)
    {
      return NULL;
    }

  for (guint i = 0; i < n_values; i++)
    {
      bakery_statement_bind_int (statement, i + 1, values[i]);
    }

  return bakery_records_read_all (type, statement, BAKERY_RECORDS_DOCUMENTS, error);
}

static gpointer
create_outline (gpointer user_data)
{
  static const char *const names[] = {
    "number", "customer_name", "fulfilment", "due_at", "latest_start_at", "stage", "lines",
  };
  BakeryEntityType *outline = g_memdup2 (&bakery_order_type, sizeof bakery_order_type);
  BakeryField *fields = g_new (BakeryField, G_N_ELEMENTS (names));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      fields[i] = *bakery_entity_type_find_field (&bakery_order_type, names[i]);
    }
  outline->fields = fields;
  outline->n_fields = G_N_ELEMENTS (names);
  outline->currency = 0;
  outline->derive = NULL;
  outline->check = NULL;

  return outline;
}

/**
 * console_cache_get_order_outline:
 *
 * Returns: (transfer none): orders with what it takes to bake them: number, customer, fulfilment, due time, latest start, stage
 *   and lines; the other members of #BakeryOrder stay unset
 */
const BakeryEntityType *
console_cache_get_order_outline (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, create_outline, NULL);
}
