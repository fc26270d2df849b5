/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of order items. Runs on the thread of the connection it is given. */

#include "config.h"

#include "server-item-store.h"

#include "bakery-choice.h"
#include "bakery-error.h"
#include "bakery-option.h"
#include "bakery-violations.h"
#include "server-catalogue-store.h"
#include "server-entity-store.h"

#include <string.h>

static gboolean
is_plain (const BakeryOrderItem *item)
{
  return item->message[0] == '\0' && item->toppings[0] == '\0' && item->shape[0] == '\0' && item->egg_version &&
         (item->options == NULL || item->options->len == 0);
}

static void
set_text (char      **target,
          const char *text)
{
  g_free (*target);
  *target = g_strdup (text);
}

static BakeryCustomisation *
make_customisation (const BakeryOrderItem *item)
{
  BakeryCustomisation *customisation = bakery_customisation_new ();

  customisation->cake = item->cake;
  set_text (&customisation->message, item->message);
  set_text (&customisation->toppings, item->toppings);
  set_text (&customisation->shape, item->shape);
  customisation->egg_version = item->egg_version;
  if (item->options != NULL)
    customisation->options = g_array_ref (item->options);

  return customisation;
}

static gboolean
check_options (BakeryConnection      *connection,
               const BakeryOrderItem *item,
               const ServerChoice    *choice,
               BakeryViolations      *violations,
               GError               **error)
{
  g_autoptr(GPtrArray) groups =
    server_catalogue_store_load_all (connection, &bakery_option_group_type, choice->cake->option_groups, error);

  if (groups == NULL)
    return FALSE;

  if (!choice->has_all_options)
    bakery_violations_add (violations, "options", "There is no such option.");
  if (item->options != NULL || groups->len > 0)
    bakery_choice_check (groups, choice->options, violations);

  return TRUE;
}

/**
 * server_item_store_check:
 * @connection: any connection
 * @item: what somebody wants
 * @now: the present instant
 * @violations: gets what cannot be had
 * @ret_choice: (out caller-allocates): what it is in the catalogue; cleared by the caller also on failure
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Checks that an item can be made as it was chosen: the cake is sold now, and every option can be had with it.
 *
 * Returns: whether it could look
 */
gboolean
server_item_store_check (BakeryConnection      *connection,
                         const BakeryOrderItem *item,
                         gint64                 now,
                         BakeryViolations      *violations,
                         ServerChoice          *ret_choice,
                         GError               **error)
{
  g_autoptr(GError) problem = NULL;

  memset (ret_choice, 0, sizeof *ret_choice);
  ret_choice->cake = server_entity_store_find (connection, &bakery_cake_type, item->cake, &problem);
  if (problem == NULL)
    ret_choice->options = server_catalogue_store_load_all (connection, &bakery_option_type, item->options, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  ret_choice->customisation = make_customisation (item);
  ret_choice->has_all_options = item->options == NULL || ret_choice->options->len == item->options->len;
  if (ret_choice->cake == NULL)
    {
      bakery_violations_add (violations, "cake", "There is no such cake.");
      return TRUE;
    }
  if (!bakery_cake_is_available (ret_choice->cake, now))
    bakery_violations_add (violations, "cake", "“%s” is not available at the moment.", ret_choice->cake->name);

  return check_options (connection, item, ret_choice, violations, error);
}

static gboolean
insert_customisation (BakeryConnection      *connection,
                      const BakeryOrderItem *item,
                      gint64                 customer,
                      gint64                 now,
                      gint64                *ret_id,
                      GError               **error)
{
  g_autoptr(BakeryCustomisation) customisation = make_customisation (item);

  customisation->customer = customer;
  if (!server_entity_store_insert (connection, customisation, FALSE, now, error))
    return FALSE;
  *ret_id = customisation->base.id;

  return TRUE;
}

/**
 * server_item_store_add_to_cart:
 * @connection: the writer's connection
 * @item: what somebody wants
 * @customer: whose cart
 * @now: the present instant
 * @error: a %BAKERY_ERROR_INVALID that names what cannot be had, or a %BAKERY_STORAGE_ERROR
 *
 * Puts an item into a cart, with a customisation of its own where it needs one.
 *
 * Returns: (transfer full): the new line with its price, or %NULL with @error set
 */
BakeryCartLine *
server_item_store_add_to_cart (BakeryConnection      *connection,
                               const BakeryOrderItem *item,
                               gint64                 customer,
                               gint64                 now,
                               GError               **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(BakeryCartLine) line = bakery_cart_line_new ();
  g_auto(ServerChoice) choice = { NULL };

  if (!server_item_store_check (connection, item, now, violations, &choice, error))
    return NULL;
  if (!bakery_violations_is_empty (violations))
    {
      bakery_set_error_invalid (error, violations);
      return NULL;
    }

  line->customer = customer;
  line->cake = item->cake;
  line->quantity = item->quantity;
  line->store = choice.cake->store;
  set_text (&line->currency, choice.cake->currency);
  if ((!is_plain (item) && !insert_customisation (connection, item, customer, now, &line->customization, error)) ||
      !server_entity_store_insert (connection, line, FALSE, now, error) ||
      !server_cart_store_price_line (connection, line, error))
    return NULL;

  return g_steal_pointer (&line);
}

/* An order keeps the names of options, since those outlive the options (D-18): here they are looked up again. */
static gboolean
find_options (BakeryConnection *connection,
              GStrv             names,
              BakeryOrderItem  *item,
              gboolean         *ret_is_whole,
              GError          **error)
{
  guint i;

  item->options = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr(BakeryStatement) select =
        bakery_connection_prepare (connection,
                                   "SELECT o.id FROM cakes c, json_each(c.option_groups) g JOIN options o"
                                   " ON o.option_group = g.value WHERE c.id = $1 AND o.name = $2"
                                   " AND o.deleted_at IS NULL ORDER BY o.id LIMIT 1",
                                   error);
      gboolean has_row;
      gint64 id;

      if (select == NULL)
        return FALSE;
      bakery_statement_bind_int (select, 1, item->cake);
      bakery_statement_bind_text (select, 2, names[i]);
      if (!bakery_statement_step (select, &has_row, error))
        return FALSE;
      *ret_is_whole = *ret_is_whole && has_row;
      id = has_row ? bakery_statement_get_int (select, 0) : 0;
      if (has_row)
        g_array_append_val (item->options, id);
    }

  return TRUE;
}

/**
 * server_item_store_from_line:
 * @connection: any connection
 * @line: what was bought once
 * @ret_is_whole: (out): whether all its options are still there
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full): the same once more, as far as the catalogue still has it, or %NULL with @error set
 */
BakeryOrderItem *
server_item_store_from_line (BakeryConnection      *connection,
                             const BakeryOrderLine *line,
                             gboolean              *ret_is_whole,
                             GError               **error)
{
  g_autoptr(BakeryOrderItem) item = bakery_order_item_new ();

  item->cake = line->cake;
  item->quantity = line->quantity;
  set_text (&item->message, line->message);
  set_text (&item->toppings, line->toppings);
  set_text (&item->shape, line->shape);
  item->egg_version = line->egg_version;
  *ret_is_whole = TRUE;

  return find_options (connection, line->options, item, ret_is_whole, error) ? g_steal_pointer (&item) : NULL;
}
