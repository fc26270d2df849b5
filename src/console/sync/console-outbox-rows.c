/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of the outbox and their SQL. What a row means is in console-outbox.c. Writer's thread. */

#include "config.h"

#include "console-outbox-private.h"

#include "bakery-entity-json.h"

#define COLUMNS                                                                                                        \
  "sequence, object, method, path, body, idempotency_key, base_revision, created_at, attempts, next_attempt_at, "      \
  "state, last_error, before, after"

static const char *const state_names[] = { "queued", "sending", "sent", "conflict", "rejected" };

/**
 * console_outbox_row_free:
 * @self: (nullable) (transfer full): a row
 *
 * Frees the row.
 */
void
console_outbox_row_free (ConsoleOutboxRow *self)
{
  if (self == NULL)
    {
      return;
    }

  g_free (self->method);
  g_free (self->path);
  g_free (self->body);
  g_free (self->idempotency_key);
  g_free (self->last_error);
  g_clear_pointer (&self->before, bakery_order_unref);
  g_clear_pointer (&self->after, bakery_order_unref);
  g_free (self);
}

static BakeryOrder *
parse_order (const char *text,
             GError    **error)
{
  g_autoptr(JsonNode) node = json_from_string (text, error);

  if (node == NULL)
    {
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED,
                           "An order in the outbox is not an object");
      return NULL;
    }

  return bakery_entity_from_trusted_json (&bakery_order_type, json_node_get_object (node), error);
}

static ConsoleOutboxState
parse_state (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    {
      if (g_str_equal (name, state_names[i]))
        {
          return (ConsoleOutboxState) i;
        }
    }

  return CONSOLE_OUTBOX_QUEUED;
}

static ConsoleOutboxRow *
row_from_statement (BakeryStatement *statement,
                    GError         **error)
{
  g_autoptr(ConsoleOutboxRow) row = g_new0 (ConsoleOutboxRow, 1);

  row->sequence = bakery_statement_get_int (statement, 0);
  row->order = bakery_statement_get_int (statement, 1);
  row->method = bakery_statement_dup_text (statement, 2);
  row->path = bakery_statement_dup_text (statement, 3);
  row->body = bakery_statement_dup_text (statement, 4);
  row->idempotency_key = bakery_statement_dup_text (statement, 5);
  row->base_revision = bakery_statement_get_int (statement, 6);
  row->created_at = bakery_statement_get_int (statement, 7);
  row->attempts = (guint) bakery_statement_get_int (statement, 8);
  row->next_attempt_at = bakery_statement_get_int (statement, 9);
  row->state = parse_state (bakery_statement_peek_text (statement, 10));
  row->last_error = bakery_statement_is_null (statement, 11) ? NULL : bakery_statement_dup_text (statement, 11);
  row->before = parse_order (bakery_statement_peek_text (statement, 12), error);
  if (row->before != NULL)
    {
      row->after = parse_order (bakery_statement_peek_text (statement, 13), error);
    }

  return row->before != NULL && row->after != NULL ? g_steal_pointer (&row) : NULL;
}

static GPtrArray *
read_rows (BakeryStatement *statement,
           GError         **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) console_outbox_row_free);
  gboolean has_row = FALSE;

  while (bakery_statement_step (statement, &has_row, error))
    {
      ConsoleOutboxRow *row;

      if (!has_row)
        {
          return g_steal_pointer (&rows);
        }
      row = row_from_statement (statement, error);
      if (row == NULL)
        {
          return NULL;
        }
      g_ptr_array_add (rows, row);
    }

  return NULL;
}

/**
 * console_outbox_read_all:
 * @connection: the connection of the outbox
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ConsoleOutboxRow): all rows, oldest first
 */
GPtrArray *
console_outbox_read_all (BakeryConnection *connection,
                         GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection, "SELECT " COLUMNS " FROM outbox ORDER BY sequence", error);

  return statement != NULL ? read_rows (statement, error) : NULL;
}

/**
 * console_outbox_read_order:
 * @connection: the connection of the outbox
 * @order: an order's id
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ConsoleOutboxRow): the rows that change the order, oldest first
 */
GPtrArray *
console_outbox_read_order (BakeryConnection *connection,
                           gint64            order,
                           GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "SELECT " COLUMNS " FROM outbox WHERE entity = 'order' AND object = $1 "
                                         "ORDER BY sequence",
                                         error);
  if (statement == NULL)
    {
      return NULL;
    }
  bakery_statement_bind_int (statement, 1, order);

  return read_rows (statement, error);
}

/**
 * console_outbox_read_row:
 * @connection: the connection of the outbox
 * @sequence: of the row
 * @error: return location for %G_IO_ERROR_NOT_FOUND or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the row
 */
ConsoleOutboxRow *
console_outbox_read_row (BakeryConnection *connection,
                         gint64            sequence,
                         GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row;

  statement = bakery_connection_prepare (connection, "SELECT " COLUMNS " FROM outbox WHERE sequence = $1", error);
  if (statement == NULL)
    {
      return NULL;
    }
  bakery_statement_bind_int (statement, 1, sequence);
  if (!bakery_statement_step (statement, &has_row, error))
    {
      return NULL;
    }
  if (!has_row)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The change is not waiting any more");
      return NULL;
    }

  return row_from_statement (statement, error);
}

static void
bind_row (BakeryStatement        *statement,
          const ConsoleOutboxRow *row)
{
  g_autofree char *before = bakery_entity_to_json (row->before, BAKERY_ROLE_ADMIN);
  g_autofree char *after = bakery_entity_to_json (row->after, BAKERY_ROLE_ADMIN);

  bakery_statement_bind_int (statement, 1, row->base_revision);
  bakery_statement_bind_text (statement, 2, row->idempotency_key);
  bakery_statement_bind_int (statement, 3, row->attempts);
  bakery_statement_bind_int (statement, 4, row->next_attempt_at);
  bakery_statement_bind_text (statement, 5, state_names[row->state]);
  if (row->last_error != NULL)
    {
      bakery_statement_bind_text (statement, 6, row->last_error);
    }
  bakery_statement_bind_text (statement, 7, before);
  bakery_statement_bind_text (statement, 8, after);
}

/**
 * console_outbox_insert:
 * @connection: inside a transaction
 * @row: what to add; its sequence is given by the database
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Adds a row.
 *
 * Returns: %FALSE with @error set when it was not added
 */
gboolean
console_outbox_insert (BakeryConnection       *connection,
                       const ConsoleOutboxRow *row,
                       GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "INSERT INTO outbox (base_revision, idempotency_key, attempts, "
                                         "next_attempt_at, state, last_error, before, after, entity, object, method, "
                                         "path, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'order', "
                                         "$9, $10, $11, $12, $13)",
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }

  bind_row (statement, row);
  bakery_statement_bind_int (statement, 9, row->order);
  bakery_statement_bind_text (statement, 10, row->method);
  bakery_statement_bind_text (statement, 11, row->path);
  bakery_statement_bind_text (statement, 12, row->body);
  bakery_statement_bind_int (statement, 13, row->created_at);

  return bakery_statement_run (statement, error);
}

/**
 * console_outbox_update:
 * @connection: inside a transaction
 * @row: a row as it is from now on; what it asks of the server does not change
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Writes what became of a row.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_outbox_update (BakeryConnection       *connection,
                       const ConsoleOutboxRow *row,
                       GError                **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection,
                                         "UPDATE outbox SET base_revision = $1, idempotency_key = $2, attempts = $3, "
                                         "next_attempt_at = $4, state = $5, last_error = $6, before = $7, "
                                         "after = $8 WHERE sequence = $9",
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }

  bind_row (statement, row);
  bakery_statement_bind_int (statement, 9, row->sequence);

  return bakery_statement_run (statement, error);
}

/**
 * console_outbox_delete:
 * @connection: inside a transaction
 * @sequence: of the row
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Removes a row.
 *
 * Returns: %FALSE with @error set when it was not removed
 */
gboolean
console_outbox_delete (BakeryConnection *connection,
                       gint64            sequence,
                       GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  statement = bakery_connection_prepare (connection, "DELETE FROM outbox WHERE sequence = $1", error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, sequence);

  return bakery_statement_run (statement, error);
}

/**
 * console_outbox_list_orders:
 * @connection: the connection of the outbox
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the orders with changes that wait or want a decision
 */
GArray *
console_outbox_list_orders (BakeryConnection *connection,
                            GError          **error)
{
  g_autoptr(GArray) orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row;

  statement = bakery_connection_prepare (connection,
                                         "SELECT DISTINCT object FROM outbox "
                                         "WHERE entity = 'order' AND state <> 'rejected'",
                                         error);
  if (statement == NULL)
    {
      return NULL;
    }

  while (bakery_statement_step (statement, &has_row, error))
    {
      gint64 order;

      if (!has_row)
        {
          return g_steal_pointer (&orders);
        }
      order = bakery_statement_get_int (statement, 0);
      g_array_append_val (orders, order);
    }

  return NULL;
}

/**
 * console_outbox_find_due:
 * @connection: the connection of the outbox
 * @now: what time it is
 * @ret_sequence: (out): the oldest row that may be sent, 0 for none
 * @ret_wait_until: (out): when there is none: when one is due, 0 for never
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Looks for what to send. Only the oldest row of an order is ever sent; one that wants a decision holds up those behind it.
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
console_outbox_find_due (BakeryConnection *connection,
                         gint64            now,
                         gint64           *ret_sequence,
                         gint64           *ret_wait_until,
                         GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row;

  statement = bakery_connection_prepare (connection,
                                         "SELECT sequence, next_attempt_at FROM outbox AS this "
                                         "WHERE state IN ('queued', 'sending', 'sent') AND NOT EXISTS ("
                                         "SELECT 1 FROM outbox AS earlier WHERE earlier.entity = this.entity "
                                         "AND earlier.object = this.object AND earlier.sequence < this.sequence "
                                         "AND earlier.state <> 'rejected') "
                                         "ORDER BY next_attempt_at > $1, "
                                         "CASE WHEN next_attempt_at > $1 THEN next_attempt_at ELSE 0 END, sequence "
                                         "LIMIT 1",
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, now);
  if (!bakery_statement_step (statement, &has_row, error))
    {
      return FALSE;
    }

  *ret_sequence = 0;
  *ret_wait_until = 0;
  if (has_row && bakery_statement_get_int (statement, 1) <= now)
    {
      *ret_sequence = bakery_statement_get_int (statement, 0);
    }
  else if (has_row)
    {
      *ret_wait_until = bakery_statement_get_int (statement, 1);
    }

  return TRUE;
}
