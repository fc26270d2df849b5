/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The deliveries of the demo: in each shop the orders that are on their way are out with somebody, by the shortest way, and
 * those that are ready wait for a driver. */

#include "config.h"

#include "server-demo-private.h"

#include "bakery-delivery.h"
#include "bakery-records.h"
#include "bakery-route.h"
#include "server-changes.h"
#include "server-delivery-stops.h"
#include "server-delivery-store.h"
#include "server-entity-store.h"

/* What goes into one van. */
#define VAN 8

/* Who drives for which shop, and among how many that part of what is to be taken out is shared that nobody has yet. The third
 * shop only sells over the counter; further shops have nobody under way. */
static const struct
{
  guint           shop;
  ServerDemoStaff who;
  guint           n_sharing;
} drivers[] = {
  { 0, SERVER_DEMO_DRIVER, 2 },
  { 0, SERVER_DEMO_SECOND_DRIVER, 1 },
  { 1, SERVER_DEMO_THIRD_DRIVER, 1 },
};

static gboolean
load_orders (ServerDemo     *self,
             BakeryDelivery *delivery,
             const char     *stage,
             guint           n_sharing,
             GError        **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (self->connection,
                               "WITH free AS (SELECT id, due_at FROM orders WHERE store = $1 AND stage = $2"
                               " AND fulfilment = 'delivery' AND deleted_at IS NULL"
                               " AND id NOT IN (SELECT \"order\" FROM delivery_stops))"
                               " SELECT id FROM free ORDER BY due_at, id"
                               " LIMIT min ($3, (SELECT (count(*) + $4 - 1) / $4 FROM free))",
                               error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  delivery->orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  bakery_statement_bind_int (select, 1, delivery->store);
  bakery_statement_bind_text (select, 2, stage);
  bakery_statement_bind_int (select, 3, VAN);
  bakery_statement_bind_int (select, 4, n_sharing);
  while (bakery_statement_step (select, &has_row, error))
    {
      gint64 order;

      if (!has_row)
        return TRUE;
      order = bakery_statement_get_int (select, 0);
      g_array_append_val (delivery->orders, order);
    }

  return FALSE;
}

static gboolean
insert (ServerDemo *self,
        gpointer    entity,
        GError    **error)
{
  return server_changes_next_revision (self->connection, &BAKERY_ENTITY (entity)->revision, error) &&
         bakery_records_insert (self->connection, entity, BAKERY_RECORDS_TABLES, error) &&
         server_changes_record (self->connection, entity, server_entity_get_store (entity), FALSE, self->base, error);
}

static void
sort_orders (BakeryDelivery       *delivery,
             const ServerDemoShop *shop)
{
  guint n_places = delivery->stops->len + 1;
  g_autofree ServerPlace *places = g_new (ServerPlace, n_places);
  g_autofree ServerLeg *legs = g_new (ServerLeg, (gsize) n_places * n_places);
  g_autofree gint64 *seconds = g_new (gint64, (gsize) n_places * n_places);
  guint order[BAKERY_ROUTE_MAXIMUM];

  places[0] = (ServerPlace) { shop->store->latitude, shop->store->longitude };
  for (guint i = 1; i < n_places; i++)
    {
      const BakeryDeliveryStop *stop = g_ptr_array_index (delivery->stops, i - 1);

      places[i] = (ServerPlace) { stop->latitude, stop->longitude };
    }
  server_routing_estimate.fetch_matrix (NULL, places, n_places, legs, NULL);
  for (guint i = 0; i < n_places * n_places; i++)
    seconds[i] = legs[i].seconds;
  bakery_route_order (seconds, n_places, order);
  for (guint i = 0; i + 1 < n_places; i++)
    g_array_index (delivery->orders, gint64, i) =
      ((BakeryDeliveryStop *) g_ptr_array_index (delivery->stops, order[i] - 1))->order;
}

/* Under way, the driver has just left the shop. */
static gboolean
set_times (ServerDemo           *self,
           const BakeryDelivery *delivery,
           const ServerDemoShop *shop,
           GError              **error)
{
  g_auto(ServerDeliveryPlan) plan = { NULL };
  g_autoptr(BakeryPosition) position = bakery_position_new ();
  ServerLeg legs[BAKERY_ROUTE_MAXIMUM];

  position->store = delivery->store;
  position->delivery = delivery->base.id;
  position->driver = delivery->driver;
  position->latitude = shop->store->latitude;
  position->longitude = shop->store->longitude;
  position->at = self->base;
  position->received_at = self->base;
  bakery_position_extend_trail (position, position);
  if ((delivery->state == BAKERY_DELIVERY_UNDER_WAY &&
       !server_delivery_store_put_position (self->connection, position, error)) ||
      !server_delivery_store_plan (self->connection, delivery->base.id, self->base, &plan, error))
    return FALSE;

  server_routing_estimate.fetch_way (NULL, (const ServerPlace *) plan.places->data, plan.places->len, legs, NULL, NULL);

  return server_delivery_store_set_times (self->connection, &plan, BAKERY_ROUTING_ESTIMATE, legs, NULL, self->base, error);
}

static gboolean
create_run (ServerDemo           *self,
            const ServerDemoShop *shop,
            const BakeryAccount  *driver,
            guint                 n_sharing,
            GError              **error)
{
  g_autoptr(BakeryDelivery) delivery = bakery_delivery_new ();

  delivery->store = shop->store->base.id;
  delivery->created_at = self->base;
  delivery->updated_at = self->base;
  if (driver != NULL)
    {
      delivery->driver = driver->base.id;
      g_free (delivery->driver_name);
      delivery->driver_name = bakery_account_dup_name (driver);
      delivery->state = BAKERY_DELIVERY_UNDER_WAY;
      delivery->started_at = self->base;
    }
  if (!load_orders (self, delivery, driver != NULL ? "out_for_delivery" : "ready", n_sharing, error))
    return FALSE;
  if (delivery->orders->len == 0)
    return TRUE;
  if (!server_delivery_stops_set (self->connection, delivery, error))
    return FALSE;
  sort_orders (delivery, shop);

  return server_delivery_stops_set (self->connection, delivery, error) && insert (self, delivery, error) &&
         set_times (self, delivery, shop, error);
}

static gboolean
create_all (BakeryConnection *connection,
            gpointer          user_data,
            GError          **error)
{
  ServerDemo *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (drivers); i++)
    {
      if (drivers[i].shop < self->shops->len &&
          !create_run (self, g_ptr_array_index (self->shops, drivers[i].shop),
                       g_ptr_array_index (self->staff, drivers[i].who), drivers[i].n_sharing, error))
        return FALSE;
    }
  for (guint i = 0; i < self->shops->len; i++)
    {
      if (!create_run (self, g_ptr_array_index (self->shops, i), NULL, 1, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * server_demo_create_deliveries:
 * @self: the demo, with its orders
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes the deliveries of the moment.
 *
 * Returns: whether they are stored
 */
gboolean
server_demo_create_deliveries (ServerDemo *self,
                               GError    **error)
{
  return bakery_connection_transaction (self->connection, create_all, self, error);
}
