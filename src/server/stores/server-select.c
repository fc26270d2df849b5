/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Puts a SELECT together. Owned by one call on one thread. */

#include "config.h"

#include "server-select.h"

#include <string.h>

/* Appends constant text; each `$` in it becomes the placeholder of the next value. */
static void
append_fragment (ServerSelect *self,
                 const char   *fragment)
{
  const char *next;

  for (next = fragment; *next != '\0'; next++)
    {
      if (*next == '$')
        g_string_append_printf (self->sql, "$%u", self->n_values);
      else
        g_string_append_c (self->sql, *next);
    }
}

static void
add_value (ServerSelect *self,
           char         *text,
           gint64        integer)
{
  g_assert (self->n_values < SERVER_SELECT_MAXIMUM_VALUES);

  self->values[self->n_values].text = text;
  self->values[self->n_values].integer = integer;
  self->n_values++;
}

/**
 * server_select_init:
 * @self: room for a SELECT
 * @columns: what is selected
 * @from: the table and its alias
 *
 * Starts with every row.
 */
void
server_select_init (ServerSelect *self,
                    const char   *columns,
                    const char   *from)
{
  memset (self, 0, sizeof *self);
  self->sql = g_string_sized_new (1024);
  g_string_append (self->sql, "SELECT ");
  g_string_append (self->sql, columns);
  g_string_append (self->sql, " FROM ");
  g_string_append (self->sql, from);
  g_string_append (self->sql, " WHERE TRUE");
}

/**
 * server_select_clear:
 * @self: a SELECT
 *
 * Frees what it owns.
 */
void
server_select_clear (ServerSelect *self)
{
  guint i;

  for (i = 0; i < self->n_values; i++)
    g_free (self->values[i].text);
  self->n_values = 0;
  if (self->sql != NULL)
    g_string_free (g_steal_pointer (&self->sql), TRUE);
}

/**
 * server_select_where:
 * @self: a SELECT
 * @condition: a constant condition without values
 *
 * Narrows the rows down.
 */
void
server_select_where (ServerSelect *self,
                     const char   *condition)
{
  g_string_append_printf (self->sql, " AND (%s)", condition);
}

/**
 * server_select_where_integer:
 * @self: a SELECT
 * @condition: a constant condition in which each `$` stands for @value
 * @value: what to bind
 *
 * Narrows the rows down.
 */
void
server_select_where_integer (ServerSelect *self,
                             const char   *condition,
                             gint64        value)
{
  add_value (self, NULL, value);
  g_string_append (self->sql, " AND (");
  append_fragment (self, condition);
  g_string_append_c (self->sql, ')');
}

/**
 * server_select_where_text:
 * @self: a SELECT
 * @condition: a constant condition in which each `$` stands for @value
 * @value: what to bind
 *
 * Narrows the rows down.
 */
void
server_select_where_text (ServerSelect *self,
                          const char   *condition,
                          const char   *value)
{
  add_value (self, g_strdup (value), 0);
  g_string_append (self->sql, " AND (");
  append_fragment (self, condition);
  g_string_append_c (self->sql, ')');
}

/**
 * server_select_where_contains:
 * @self: a SELECT
 * @condition: a constant condition that compares with `LIKE $ ESCAPE '!'`
 * @value: a text to be found anywhere; its wildcards mean themselves
 *
 * Narrows the rows down.
 */
void
server_select_where_contains (ServerSelect *self,
                              const char   *condition,
                              const char   *value)
{
  g_autoptr(GString) pattern = g_string_new ("%");
  const char *next;

  for (next = value; *next != '\0'; next++)
    {
      if (strchr ("%_!", *next) != NULL)
        g_string_append_c (pattern, '!');
      g_string_append_c (pattern, *next);
    }
  g_string_append_c (pattern, '%');
  server_select_where_text (self, condition, pattern->str);
}

/**
 * server_select_append_integer:
 * @self: a SELECT
 * @clause: a constant clause in which each `$` stands for @value, such as ` LIMIT $`
 * @value: what to bind
 *
 * Adds what comes after the conditions.
 */
void
server_select_append_integer (ServerSelect *self,
                              const char   *clause,
                              gint64        value)
{
  add_value (self, NULL, value);
  append_fragment (self, clause);
}

/**
 * server_select_prepare:
 * @self: a SELECT
 * @connection: where to run it
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full): the statement with all values bound, or %NULL with @error set
 */
BakeryStatement *
server_select_prepare (const ServerSelect *self,
                       BakeryConnection   *connection,
                       GError            **error)
{
  BakeryStatement *statement = bakery_connection_prepare (connection, self->sql->str, error);
  guint i;

  for (i = 0; statement != NULL && i < self->n_values; i++)
    {
      if (self->values[i].text != NULL)
        bakery_statement_bind_text (statement, i + 1, self->values[i].text);
      else
        bakery_statement_bind_int (statement, i + 1, self->values[i].integer);
    }

  return statement;
}
