/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value that says which orders a list shows. No I/O; any thread. */

#include "config.h"

#include "console-order-query.h"

/**
 * console_order_query_new:
 * @store: the store's id
 * @lane: which lane
 *
 * Returns: (transfer full): a query for all of the lane
 */
ConsoleOrderQuery *
console_order_query_new (gint64           store,
                         ConsoleOrderLane lane)
{
  ConsoleOrderQuery *self = g_new (ConsoleOrderQuery, 1);

  *self = (ConsoleOrderQuery) CONSOLE_ORDER_QUERY_INIT;
  self->store = store;
  self->lane = lane;

  return self;
}

/**
 * console_order_query_copy:
 * @self: a query
 *
 * Returns: (transfer full): the same with texts of its own
 */
ConsoleOrderQuery *
console_order_query_copy (const ConsoleOrderQuery *self)
{
  ConsoleOrderQuery *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (ConsoleOrderQuery, 1);
  *copy = *self;
  copy->search = g_strdup (self->search);
  copy->allergen = g_strdup (self->allergen);

  return copy;
}

/**
 * console_order_query_free:
 * @self: (nullable) (transfer full): a query made by console_order_query_new() or console_order_query_copy()
 *
 * Frees the query.
 */
void
console_order_query_free (ConsoleOrderQuery *self)
{
  if (self == NULL)
    {
      return;
    }

  g_free (self->search);
  g_free (self->allergen);
  g_free (self);
}

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
equal_text (const char *a,
            const char *b)
{
  return g_strcmp0 (has_text (a) ? a : NULL, has_text (b) ? b : NULL) == 0;
}

/**
 * console_order_query_equal:
 * @a: a query
 * @b: another
 *
 * Returns: whether both ask for the same orders in the same words
 */
gboolean
console_order_query_equal (const ConsoleOrderQuery *a,
                           const ConsoleOrderQuery *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->store == b->store && a->lane == b->lane && a->customer == b->customer && equal_text (a->search, b->search) &&
         a->stages == b->stages && a->payment_status == b->payment_status && a->fulfilment == b->fulfilment &&
         a->gift == b->gift && a->due_from == b->due_from && a->due_until == b->due_until &&
         equal_text (a->allergen, b->allergen);
}

/**
 * console_order_query_is_plain:
 * @self: a query
 *
 * Returns: whether it asks for the whole lane, without search or filter
 */
gboolean
console_order_query_is_plain (const ConsoleOrderQuery *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->customer == 0 && !has_text (self->search) && self->stages == 0 && self->payment_status == CONSOLE_ANY &&
         self->fulfilment == CONSOLE_ANY && self->gift == CONSOLE_ANY && self->due_from == 0 && self->due_until == 0 &&
         !has_text (self->allergen);
}
