/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The descriptions of deliveries, their stops and drivers' positions (S-108 to S-114, C-060, C-061, F-28), and which positions
 * can be believed. Pure; any thread. */

#include "bakery-delivery.h"

#include "bakery-account.h"
#include "bakery-order.h"
#include "bakery-route.h"
#include "bakery-store.h"
#include "bakery-time.h"

#include <math.h>

/* What is older than that is of no use any more; what is less exact neither. */
#define STALE (30 * BAKERY_MINUTE)
#define INACCURATE_METRES 2000.0

/* Who stands still adds nothing to the trail. */
#define TRAIL_METRES 20

static const char *const delivery_state_names[] = { "planned", "under_way", "finished", "cancelled", NULL };
const BakeryEnum bakery_delivery_states = { delivery_state_names };

static const char *const stop_state_names[] = { "waiting", "delivered", "failed", NULL };
const BakeryEnum bakery_stop_states = { stop_state_names };

static const char *const routing_names[] = { "estimate", "osrm", "google", NULL };
const BakeryEnum bakery_routings = { routing_names };

static const char *const verdict_names[] = {
  "good", "nowhere", "beyond_earth", "future", "stale", "out_of_order", "inaccurate", NULL,
};
const BakeryEnum bakery_position_verdicts = { verdict_names };

#define NOBODY BAKERY_ROLES_NOBODY
#define SHOP BAKERY_ROLES_SHOP
#define STAFF BAKERY_ROLES_STAFF

#define STOP(member, TYPE, ...) BAKERY_FIELD (BakeryDeliveryStop, member, TYPE, __VA_ARGS__)

static const BakeryField stop_fields[] = {
  STOP (order, REFERENCE, 0, SHOP, NOBODY, .target = &bakery_order_type, .description = "what is brought there"),
  STOP (state, ENUM, 0, SHOP, NOBODY, .values = &bakery_stop_states, .description = "whether it was handed over"),
  STOP (latitude, REAL, BAKERY_FIELD_NULLABLE, SHOP, NOBODY, .description = "degrees north (WGS 84), null where not known"),
  STOP (longitude, REAL, BAKERY_FIELD_NULLABLE, SHOP, NOBODY, .description = "degrees east (WGS 84)"),
  STOP (travel_seconds, INTEGER, 0, SHOP, NOBODY, .description = "how long it takes from the stop before"),
  STOP (travel_metres, INTEGER, 0, SHOP, NOBODY, .description = "how far it is from the stop before"),
  STOP (eta, TIME, BAKERY_FIELD_NULLABLE, SHOP, NOBODY, .description = "when the driver will be there"),
  STOP (done_at, TIME, BAKERY_FIELD_NULLABLE, SHOP, NOBODY, .description = "when it was handed over, or failed"),
  STOP (received_by, TEXT, 0, SHOP, NOBODY, .description = "who took it"),
  STOP (has_photo, BOOLEAN, 0, SHOP, NOBODY, .description = "whether there is a photo of where it was left"),
  STOP (by_code, BOOLEAN, 0, SHOP, NOBODY, .description = "whether the customer's code was shown"),
  STOP (at_door, BOOLEAN, 0, SHOP, NOBODY, .description = "whether it ended where it was to be brought, not at the counter"),
  STOP (reason, TEXT, 0, SHOP, NOBODY, .description = "why it could not be handed over"),
};

const BakeryEntityType bakery_delivery_stop_type = {
  .name = "delivery_stop",
  .table = "delivery_stops",
  .size = sizeof (BakeryDeliveryStop),
  .fields = stop_fields,
  .n_fields = G_N_ELEMENTS (stop_fields),
  .parent_column = "delivery",
};

#define FIELD(member, TYPE, ...) BAKERY_FIELD (BakeryDelivery, member, TYPE, __VA_ARGS__)

static const BakeryField delivery_fields[] = {
  FIELD (store, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, SHOP, STAFF, .target = &bakery_store_type,
         .description = "where it sets out"),
  FIELD (driver, REFERENCE, BAKERY_FIELD_NULLABLE, SHOP, STAFF, .target = &bakery_account_type,
         .description = "who drives: somebody of the store"),
  FIELD (driver_name, TEXT, 0, SHOP, NOBODY, .description = "what the driver is called; stays with a run that is over"),
  FIELD (state, ENUM, 0, SHOP, NOBODY, .values = &bakery_delivery_states, .description = "how far it is"),
  FIELD (orders, REFERENCE_LIST, 0, SHOP, STAFF, .maximum = BAKERY_ROUTE_MAXIMUM - 1, .target = &bakery_order_type,
         .description = "what it takes out, in the order of its stops"),
  FIELD (starts_at, TIME, BAKERY_FIELD_NULLABLE, SHOP, STAFF, .description = "when it is to set out"),
  FIELD (started_at, TIME, BAKERY_FIELD_NULLABLE, SHOP, NOBODY, .description = "when it set out"),
  FIELD (finished_at, TIME, BAKERY_FIELD_NULLABLE, SHOP, NOBODY, .description = "when it ended"),
  FIELD (routing, ENUM, 0, SHOP, NOBODY, .values = &bakery_routings, .description = "where its times come from"),
  FIELD (routed_at, TIME, BAKERY_FIELD_NULLABLE, SHOP, NOBODY, .description = "when its times were worked out"),
  FIELD (route, DOCUMENT, BAKERY_FIELD_NULLABLE, SHOP, NOBODY,
         .description = "the way still to go, as [latitude, longitude] pairs; null for the beeline"),
  FIELD (notes, TEXT, 0, SHOP, STAFF, .maximum = 500, .description = "what the driver should know"),
  FIELD (stops, CHILDREN, 0, SHOP, NOBODY, .target = &bakery_delivery_stop_type, .description = "its stops, in order"),
  FIELD (created_at, TIME, 0, SHOP, NOBODY, .description = "when it was planned"),
  FIELD (updated_at, TIME, 0, SHOP, NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_delivery_type = {
  .name = "delivery",
  .table = "deliveries",
  .size = sizeof (BakeryDelivery),
  .fields = delivery_fields,
  .n_fields = G_N_ELEMENTS (delivery_fields),
};

#define POSITION(member, TYPE, ...) BAKERY_FIELD (BakeryPosition, member, TYPE, __VA_ARGS__)

static const BakeryField position_fields[] = {
  POSITION (store, REFERENCE, 0, SHOP, NOBODY, .target = &bakery_store_type, .description = "the store of the delivery"),
  POSITION (delivery, REFERENCE, 0, SHOP, NOBODY, .target = &bakery_delivery_type, .description = "the delivery"),
  POSITION (driver, REFERENCE, 0, SHOP, NOBODY, .target = &bakery_account_type, .description = "who drives"),
  POSITION (latitude, REAL, BAKERY_FIELD_REQUIRED, SHOP, SHOP, .description = "degrees north (WGS 84)"),
  POSITION (longitude, REAL, BAKERY_FIELD_REQUIRED, SHOP, SHOP, .description = "degrees east (WGS 84)"),
  POSITION (accuracy_metres, REAL, BAKERY_FIELD_NULLABLE, SHOP, SHOP, .minimum = 0, .maximum = 1000000,
            .description = "how exact that is"),
  POSITION (heading, REAL, BAKERY_FIELD_NULLABLE, SHOP, SHOP, .minimum = 0, .maximum = 360,
            .description = "where to, in degrees from north over east"),
  POSITION (speed, REAL, BAKERY_FIELD_NULLABLE, SHOP, SHOP, .minimum = 0, .maximum = 1000,
            .description = "in metres a second"),
  POSITION (at, TIME, BAKERY_FIELD_REQUIRED, SHOP, SHOP,
            .description = "when that was so; by the server's clock where the telephone's is wrong"),
  POSITION (received_at, TIME, 0, SHOP, NOBODY, .description = "when the server heard of it"),
  POSITION (trail, DOCUMENT, BAKERY_FIELD_NULLABLE, SHOP, NOBODY,
            .description = "where the driver has been, oldest first, as [latitude, longitude] pairs"),
};

const BakeryEntityType bakery_position_type = {
  .name = "position",
  .table = "positions",
  .size = sizeof (BakeryPosition),
  .fields = position_fields,
  .n_fields = G_N_ELEMENTS (position_fields),
};

/**
 * bakery_delivery_find_stop:
 * @self: a delivery with its stops
 * @order: the id of an order
 *
 * Returns: (transfer none) (nullable): the stop at which it is handed over
 */
BakeryDeliveryStop *
bakery_delivery_find_stop (const BakeryDelivery *self,
                           gint64                order)
{
  guint i;

  for (i = 0; self->stops != NULL && i < self->stops->len; i++)
    {
      BakeryDeliveryStop *stop = g_ptr_array_index (self->stops, i);

      if (stop->order == order)
        return stop;
    }

  return NULL;
}

/**
 * bakery_position_judge:
 * @self: a position as a driver sent it
 * @newest_at: when the newest position was taken that is known already, 0 for none
 * @now: the present instant
 *
 * Says whether a position is worth keeping. One at 0° 0° is that of a device that does not know where it is.
 *
 * Returns: %BAKERY_POSITION_GOOD, or why not
 */
BakeryPositionVerdict
bakery_position_judge (const BakeryPosition *self,
                       gint64                newest_at,
                       gint64                now)
{
  if (!(fabs (self->latitude) <= 90) || !(fabs (self->longitude) <= 180))
    return BAKERY_POSITION_BEYOND_EARTH;
  if (fabs (self->latitude) < 1e-6 && fabs (self->longitude) < 1e-6)
    return BAKERY_POSITION_NOWHERE;
  if (self->accuracy_metres > INACCURATE_METRES)
    return BAKERY_POSITION_INACCURATE;
  if (self->at > now + BAKERY_POSITION_AHEAD)
    return BAKERY_POSITION_FUTURE;
  if (self->at < now - STALE)
    return BAKERY_POSITION_STALE;

  return self->at <= newest_at ? BAKERY_POSITION_OUT_OF_ORDER : BAKERY_POSITION_GOOD;
}

static JsonNode *
make_point (double latitude,
            double longitude)
{
  JsonArray *pair = json_array_sized_new (2);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_array_add_double_element (pair, latitude);
  json_array_add_double_element (pair, longitude);
  json_node_take_array (node, pair);

  return node;
}

static gboolean
is_near (JsonArray            *trail,
         const BakeryPosition *position)
{
  guint length = json_array_get_length (trail);
  JsonArray *last = length > 0 ? json_array_get_array_element (trail, length - 1) : NULL;

  return last != NULL && bakery_route_measure (json_array_get_double_element (last, 0),
                                               json_array_get_double_element (last, 1),
                                               position->latitude,
                                               position->longitude) < TRAIL_METRES;
}

/**
 * bakery_position_extend_trail:
 * @self: where the driver was
 * @next: where the driver is since
 *
 * Makes @next the newest point of the trail of @self, unless the driver has hardly moved. The oldest are given up.
 */
void
bakery_position_extend_trail (BakeryPosition       *self,
                              const BakeryPosition *next)
{
  JsonArray *trail;

  if (self->trail == NULL)
    {
      self->trail = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (self->trail, json_array_new ());
    }

  trail = json_node_get_array (self->trail);
  if (is_near (trail, next))
    return;

  json_array_add_element (trail, make_point (next->latitude, next->longitude));
  while (json_array_get_length (trail) > BAKERY_POSITION_TRAIL)
    json_array_remove_element (trail, 0);
}
