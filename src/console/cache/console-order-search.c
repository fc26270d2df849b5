/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Search and filters over the cache, as two constant statements per lane, and for the orders of one customer: one that starts
 * from the words, one that walks the lane. A filter that is not set is bound as NULL. Runs on a reader's thread. */

#include "config.h"

#include "console-order-search.h"

#include "bakery-json-writer.h"

/* Placeholders: 1 store, 2 horizon or customer, 3 stages (JSON array), 4 payment, 5 fulfilment, 6 gift, 7 and 8 due,
 * 9 allergen, 10 at most, 11 words. */
#define FILTERS                                                                                                        \
  "AND ($3 IS NULL OR stage IN (SELECT value FROM json_each($3))) "                                                    \
  "AND ($4 IS NULL OR payment_status = $4) "                                                                           \
  "AND ($5 IS NULL OR fulfilment = $5) "                                                                               \
  "AND ($6 IS NULL OR is_gift = $6) "                                                                                  \
  "AND ($7 IS NULL OR due_at >= $7) "                                                                                  \
  "AND ($8 IS NULL OR due_at < $8) "                                                                                   \
  "AND ($9 IS NULL OR EXISTS (SELECT 1 FROM json_each(allergens) AS word WHERE word.value = $9)) "

#define WALK(lane, order)                                                                                              \
  "SELECT id FROM orders WHERE store = $1 AND " lane " " FILTERS "ORDER BY start_key " order ", id " order " LIMIT $10"

/* CROSS JOIN keeps SQLite from walking the lane and asking for the words of each order. */
#define LOOK_UP(lane, order)                                                                                           \
  "SELECT orders.id FROM order_words CROSS JOIN orders ON orders.id = order_words.rowid "                              \
  "WHERE order_words MATCH $11 AND store = $1 AND " lane " " FILTERS                                                   \
  "ORDER BY start_key " order ", orders.id " order " LIMIT $10"

#define IN_QUEUE "progress < 2 AND ($2 >= start_key OR progress = 1)"
#define IN_SCHEDULED "progress = 0 AND start_key > $2"
#define IN_DONE "progress = 2 AND $2 IS NOT NULL"
#define OF_CUSTOMER "customer = $2"

typedef struct
{
  const char *walk;
  const char *look_up;
} Statements;

static const Statements of_customer = { WALK (OF_CUSTOMER, "DESC"), LOOK_UP (OF_CUSTOMER, "DESC") };

static const Statements statements[CONSOLE_N_LANES] = {
  [CONSOLE_LANE_QUEUE] = { WALK (IN_QUEUE, "ASC"), LOOK_UP (IN_QUEUE, "ASC") },
  [CONSOLE_LANE_SCHEDULED] = { WALK (IN_SCHEDULED, "ASC"), LOOK_UP (IN_SCHEDULED, "ASC") },
  [CONSOLE_LANE_DONE] = { WALK (IN_DONE, "DESC"), LOOK_UP (IN_DONE, "DESC") },
};

/**
 * console_order_search_dup_expression:
 * @search: (nullable): what a person typed
 *
 * Makes the words of a search an FTS5 expression that wants each of them as the beginning of a word. Whatever is not a
 * letter, digit or mark separates words, so that nothing typed is ever taken for FTS5's own syntax.
 *
 * Returns: (transfer full) (nullable): the expression, or %NULL when there is no word in it
 */
char *
console_order_search_dup_expression (const char *search)
{
  g_autoptr(GString) expression = g_string_new (NULL);
  g_autofree char *valid = NULL;
  gboolean in_word = FALSE;

  if (search == NULL)
    {
      return NULL;
    }

  valid = g_utf8_make_valid (search, -1);
  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      const gunichar character = g_utf8_get_char (c);
      const gboolean is_part = g_unichar_isalnum (character) || g_unichar_ismark (character);

      if (is_part)
        {
          g_string_append (expression, in_word ? "" : expression->len > 0 ? " \"" : "\"");
          g_string_append_unichar (expression, character);
        }
      else if (in_word)
        {
          g_string_append (expression, "\"*");
        }
      in_word = is_part;
    }
  if (in_word)
    {
      g_string_append (expression, "\"*");
    }

  return expression->len > 0 ? g_string_free (g_steal_pointer (&expression), FALSE) : NULL;
}

static char *
dup_stages (guint stages)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_array (&writer);
  for (int stage = 0; stage < BAKERY_N_STAGES; stage++)
    {
      if ((stages & (1u << stage)) != 0)
        {
          bakery_json_writer_string (&writer, bakery_enum_to_string (&bakery_stages, stage));
        }
    }
  bakery_json_writer_end_array (&writer);

  return g_string_free (text, FALSE);
}

static void
bind_enum (BakeryStatement  *statement,
           guint             position,
           const BakeryEnum *values,
           int               value)
{
  if (value != CONSOLE_ANY)
    {
      bakery_statement_bind_text (statement, position, bakery_enum_to_string (values, value));
    }
}

/* What is not bound is NULL: no filter. */
static void
bind_query (BakeryStatement         *statement,
            const ConsoleOrderQuery *query,
            gint64                   horizon,
            guint                    maximum,
            const char              *expression)
{
  g_autofree char *stages = query->stages != 0 ? dup_stages (query->stages) : NULL;

  bakery_statement_bind_int (statement, 1, query->store);
  bakery_statement_bind_int (statement, 2, query->customer != 0 ? query->customer : horizon);
  if (stages != NULL)
    {
      bakery_statement_bind_text (statement, 3, stages);
    }
  bind_enum (statement, 4, &bakery_payment_statuses, query->payment_status);
  bind_enum (statement, 5, &bakery_fulfilments, query->fulfilment);
  if (query->gift != CONSOLE_ANY)
    {
      bakery_statement_bind_int (statement, 6, query->gift);
    }
  if (query->due_from != 0)
    {
      bakery_statement_bind_int (statement, 7, query->due_from);
    }
  if (query->due_until != 0)
    {
      bakery_statement_bind_int (statement, 8, query->due_until);
    }
  if (query->allergen != NULL && *query->allergen != '\0')
    {
      bakery_statement_bind_text (statement, 9, query->allergen);
    }
  bakery_statement_bind_int (statement, 10, maximum);
  if (expression != NULL)
    {
      bakery_statement_bind_text (statement, 11, expression);
    }
}

/**
 * console_order_search_run:
 * @connection: a snapshot of the cache
 * @query: what to look for
 * @horizon: orders that start until then belong in the queue
 * @maximum: the most matches to return
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Finds the orders a query asks for.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): their ids in the order of the lane
 */
GArray *
console_order_search_run (BakeryConnection        *connection,
                          const ConsoleOrderQuery *query,
                          gint64                   horizon,
                          guint                    maximum,
                          GError                 **error)
{
  const Statements *wanted = query->customer != 0 ? &of_customer : &statements[query->lane];
  g_autofree char *expression = console_order_search_dup_expression (query->search);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row = FALSE;

  statement = bakery_connection_prepare (connection, expression != NULL ? wanted->look_up : wanted->walk, error);
  if (statement == NULL)
    {
      return NULL;
    }

  bind_query (statement, query, horizon, maximum, expression);
  do
    {
      if (!bakery_statement_step (statement, &has_row, error))
        {
          return NULL;
        }
      if (has_row)
        {
          gint64 id = bakery_statement_get_int (statement, 0);

          g_array_append_val (ids, id);
        }
    }
  while (has_row);

  return g_steal_pointer (&ids);
}
