/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What customers of the demo could not have: a few cakes on most days of last week and of the next days. */

#include "config.h"

#include "server-demo-private.h"

#include "bakery-unmet-demand.h"
#include "server-entity-store.h"

#define FIRST_DAY -6
#define LAST_DAY 2
#define CAKES_PER_DAY 3

static gboolean
count (ServerDemo           *demo,
       const ServerDemoShop *shop,
       const BakeryCake     *cake,
       gint64                at,
       GError              **error)
{
  g_autoptr(BakeryUnmetDemand) demand = bakery_unmet_demand_new ();
  g_autoptr(GDateTime) local = bakery_time_to_date_time (at, shop->store->time_zone);
  g_autofree char *day = g_date_time_format (local, "%F");

  demand->store = shop->store->base.id;
  demand->cake = cake->base.id;
  demand->reason = (int) server_demo_range (demo, BAKERY_UNMET_SOLD_OUT, BAKERY_UNMET_TOO_SOON);
  demand->requests = server_demo_range (demo, 1, 4);
  server_demo_set_text (&demand->day, day);
  server_demo_set_text (&demand->cake_name, cake->name);

  return server_entity_store_insert (demo->connection, demand, TRUE, demo->base, error);
}

/* Neighbours in the catalogue, so that no cake comes twice on a day. */
static gboolean
count_day (ServerDemo           *demo,
           const ServerDemoShop *shop,
           gint64                at,
           GError              **error)
{
  const guint first = (guint) server_demo_range (demo, 0, shop->cakes->len - 1);
  const guint n_cakes = (guint) server_demo_range (demo, 1, MIN (CAKES_PER_DAY, shop->cakes->len));
  guint i;

  for (i = 0; i < n_cakes; i++)
    {
      if (!count (demo, shop, g_ptr_array_index (shop->cakes, (first + i) % shop->cakes->len), at, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
count_all (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  ServerDemo *demo = user_data;
  guint i;
  int day;

  for (i = 0; i < demo->shops->len; i++)
    {
      const ServerDemoShop *shop = g_ptr_array_index (demo->shops, i);

      for (day = FIRST_DAY; day <= LAST_DAY; day++)
        {
          if (shop->cakes->len > 0 && !count_day (demo, shop, demo->base + day * BAKERY_DAY, error))
            return FALSE;
        }
    }

  return TRUE;
}

/**
 * server_demo_create_demand:
 * @self: the demo with its shops
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes what was asked for in vain.
 *
 * Returns: whether it is stored
 */
gboolean
server_demo_create_demand (ServerDemo *self,
                           GError    **error)
{
  return bakery_connection_transaction (self->connection, count_all, self, error);
}
