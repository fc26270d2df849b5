/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Deliveries: a run of one driver with the orders that it takes out, in the order of its stops, and where the driver is. */

#pragma once

#include "bakery-entity.h"
#include "bakery-time.h"

G_BEGIN_DECLS

/**
 * BakeryDeliveryState:
 * @BAKERY_DELIVERY_PLANNED: orders can be added and put into another order
 * @BAKERY_DELIVERY_UNDER_WAY: the driver has set out
 * @BAKERY_DELIVERY_FINISHED: the driver is back, or has nothing left to hand over
 * @BAKERY_DELIVERY_CANCELLED: will not take place
 */
typedef enum
{
  BAKERY_DELIVERY_PLANNED,
  BAKERY_DELIVERY_UNDER_WAY,
  BAKERY_DELIVERY_FINISHED,
  BAKERY_DELIVERY_CANCELLED,
} BakeryDeliveryState;

/**
 * BakeryStopState:
 * @BAKERY_STOP_WAITING: still to come
 * @BAKERY_STOP_DELIVERED: a person said that it was handed over
 * @BAKERY_STOP_FAILED: nobody could take it, or it could not be found
 */
typedef enum
{
  BAKERY_STOP_WAITING,
  BAKERY_STOP_DELIVERED,
  BAKERY_STOP_FAILED,
} BakeryStopState;

/** Where travel times come from. */
typedef enum
{
  BAKERY_ROUTING_ESTIMATE,
  BAKERY_ROUTING_OSRM,
  BAKERY_ROUTING_GOOGLE,
} BakeryRouting;

/** What became of a position that a driver sent. */
typedef enum
{
  BAKERY_POSITION_GOOD,
  BAKERY_POSITION_NOWHERE,
  BAKERY_POSITION_BEYOND_EARTH,
  BAKERY_POSITION_FUTURE,
  BAKERY_POSITION_STALE,
  BAKERY_POSITION_OUT_OF_ORDER,
  BAKERY_POSITION_INACCURATE,
} BakeryPositionVerdict;

extern const BakeryEnum bakery_delivery_states;
extern const BakeryEnum bakery_stop_states;
extern const BakeryEnum bakery_routings;
extern const BakeryEnum bakery_position_verdicts;

struct _BakeryDelivery
{
  BakeryEntity base;
  gint64 store;
  gint64 driver;
  char *driver_name;
  int state;
  GArray *orders;
  gint64 starts_at;
  gint64 started_at;
  gint64 finished_at;
  int routing;
  gint64 routed_at;
  JsonNode *route;
  char *notes;
  GPtrArray *stops;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryDelivery, bakery_delivery)

struct _BakeryDeliveryStop
{
  BakeryEntity base;
  gint64 order;
  int state;
  double latitude;
  double longitude;
  gint64 travel_seconds;
  gint64 travel_metres;
  gint64 eta;
  gint64 done_at;
  char *received_by;
  gboolean has_photo;
  gboolean by_code;
  gboolean at_door;
  char *reason;
};

BAKERY_DECLARE_ENTITY (BakeryDeliveryStop, bakery_delivery_stop)

/** A position is believed whose clock is ahead by so much. */
#define BAKERY_POSITION_AHEAD BAKERY_MINUTE

/** So many points of where a driver has been are kept, the newest. */
#define BAKERY_POSITION_TRAIL 120

struct _BakeryPosition
{
  BakeryEntity base;
  gint64 store;
  gint64 delivery;
  gint64 driver;
  double latitude;
  double longitude;
  double accuracy_metres;
  double heading;
  double speed;
  gint64 at;
  gint64 received_at;
  JsonNode *trail;
};

BAKERY_DECLARE_ENTITY (BakeryPosition, bakery_position)

BakeryDeliveryStop *bakery_delivery_find_stop (const BakeryDelivery *self,
                                               gint64 order);
BakeryPositionVerdict bakery_position_judge (const BakeryPosition *self,
                                             gint64 newest_at,
                                             gint64 now);
void bakery_position_extend_trail (BakeryPosition *self,
                                   const BakeryPosition *next);

G_END_DECLS
