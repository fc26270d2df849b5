/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the demo bakery, step by step. Runs on the thread of the connection, which nobody else writes to meanwhile. */

#include "config.h"

#include "server-demo-private.h"

#include "bakery-error.h"
#include "bakery-time.h"
#include "server-database.h"

/**
 * server_demo_range:
 * @self: the demo
 * @from: the smallest value
 * @to: the largest value
 *
 * Returns: one of them by chance
 */
gint64
server_demo_range (ServerDemo *self,
                   gint64      from,
                   gint64      to)
{
  return from + (gint64) (g_rand_double (self->random) * (double) (to - from + 1));
}

/**
 * server_demo_chance:
 * @self: the demo
 * @percent: how likely
 *
 * Returns: %TRUE by that chance
 */
gboolean
server_demo_chance (ServerDemo *self,
                    gint64      percent)
{
  return server_demo_range (self, 0, 99) < percent;
}

/**
 * server_demo_set_text:
 * @target: (inout): an owned text
 * @text: what to put in its place
 */
void
server_demo_set_text (char      **target,
                      const char *text)
{
  g_free (*target);
  *target = g_strdup (text);
}

static void
free_shop (gpointer data)
{
  ServerDemoShop *shop = data;

  bakery_store_unref (shop->store);
  g_ptr_array_unref (shop->groups);
  g_ptr_array_unref (shop->options);
  g_ptr_array_unref (shop->cakes);
  g_ptr_array_unref (shop->items);
  g_ptr_array_unref (shop->recipes);
  g_hash_table_unref (shop->pictures);
  g_free (shop);
}

static gboolean
check_plan (const ServerDemoPlan *plan,
            GError              **error)
{
  if (plan->n_stores >= 1 && plan->n_stores <= 1000 && plan->n_customers >= 1 && plan->n_orders >= 0 &&
      plan->n_cakes >= plan->n_stores)
    return TRUE;

  g_set_error_literal (error,
                       BAKERY_ERROR,
                       BAKERY_ERROR_INVALID,
                       "A demo has 1 to 1000 stores, a cake or more for each, and a customer or more.");

  return FALSE;
}

static gboolean
create_catalogue_and_people (BakeryConnection *connection,
                             gpointer          user_data,
                             GError          **error)
{
  ServerDemo *demo = user_data;

  if (!server_demo_create_shops (demo, error))
    return FALSE;
  for (guint i = 0; i < demo->shops->len; i++)
    {
      ServerDemoShop *shop = g_ptr_array_index (demo->shops, i);

      if (!server_demo_create_items (demo, shop, error) || !server_demo_create_recipes (demo, shop, error))
        return FALSE;
    }

  return server_demo_create_people (demo, error);
}

/**
 * server_demo_create:
 * @connection: for writing, to a migrated database
 * @plan: what to make
 * @error: %BAKERY_ERROR_CONFLICT when the database holds a bakery, %BAKERY_ERROR_INVALID, or a %BAKERY_STORAGE_ERROR
 *
 * Makes the demo bakery.
 *
 * Returns: whether it is there
 */
gboolean
server_demo_create (BakeryConnection     *connection,
                    const ServerDemoPlan *plan,
                    GError              **error)
{
  ServerDemo demo = { connection, plan };
  gboolean is_created;

  if (!check_plan (plan, error) || !server_database_check_empty (connection, error))
    return FALSE;

  demo.random = g_rand_new_with_seed (plan->seed);
  demo.base = plan->now - plan->now % (5 * BAKERY_MINUTE);
  demo.shops = g_ptr_array_new_with_free_func (free_shop);
  demo.staff = g_ptr_array_new_with_free_func (bakery_entity_unref);
  demo.customers = g_ptr_array_new_with_free_func (bakery_entity_unref);

  is_created = bakery_connection_transaction (connection, create_catalogue_and_people, &demo, error) &&
               server_demo_create_orders (&demo, error) &&
               server_demo_create_deliveries (&demo, error) &&
               server_demo_move_stock (&demo, error) &&
               server_demo_create_demand (&demo, error);

  g_ptr_array_unref (demo.customers);
  g_ptr_array_unref (demo.staff);
  g_ptr_array_unref (demo.shops);
  g_rand_free (demo.random);

  return is_created;
}
