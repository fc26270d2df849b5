/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An order: a snapshot of what was bought, for whom and for when, its lines, and its timeline. What a catalogue or an
 * account says later does not change it. How it moves from stage to stage is in bakery-order-stage.h. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

typedef enum
{
  BAKERY_STAGE_PENDING,
  BAKERY_STAGE_CONFIRMED,
  BAKERY_STAGE_BAKING,
  BAKERY_STAGE_READY,
  BAKERY_STAGE_OUT_FOR_DELIVERY,
  BAKERY_STAGE_DELIVERED,
  BAKERY_STAGE_CANCELLED,
  BAKERY_N_STAGES,
} BakeryStage;

/** What document S's clients see of the stage (S-061). */
typedef enum
{
  BAKERY_ORDER_STATUS_PENDING,
  BAKERY_ORDER_STATUS_PROCESSING,
  BAKERY_ORDER_STATUS_SHIPPED,
  BAKERY_ORDER_STATUS_DELIVERED,
  BAKERY_ORDER_STATUS_CANCELLED,
} BakeryOrderStatus;

typedef enum
{
  BAKERY_PAYMENT_STATUS_PENDING,
  BAKERY_PAYMENT_STATUS_PAID,
  BAKERY_PAYMENT_STATUS_REFUNDED,
  BAKERY_PAYMENT_STATUS_CANCELLED,
} BakeryPaymentStatus;

typedef enum
{
  BAKERY_PAYMENT_METHOD_CREDIT_CARD,
  BAKERY_PAYMENT_METHOD_PAYPAL,
  BAKERY_PAYMENT_METHOD_BANK_TRANSFER,
  BAKERY_PAYMENT_METHOD_OTHER,
} BakeryPaymentMethod;

typedef enum
{
  BAKERY_FULFILMENT_DELIVERY,
  BAKERY_FULFILMENT_PICKUP,
} BakeryFulfilment;

/** How the collection of a pickup order is timed (C-055 to C-062). */
typedef enum
{
  BAKERY_PICKUP_MODE_FIXED_TIME,
  BAKERY_PICKUP_MODE_ON_MY_WAY,
  BAKERY_PICKUP_MODE_GEOLOCATION,
} BakeryPickupMode;

typedef enum
{
  BAKERY_ORDER_SOURCE_WEB,
  BAKERY_ORDER_SOURCE_COUNTER,
  BAKERY_ORDER_SOURCE_PHONE,
} BakeryOrderSource;

typedef enum
{
  BAKERY_ORDER_EVENT_PLACED,
  BAKERY_ORDER_EVENT_MOVED,
  BAKERY_ORDER_EVENT_FORCED,
  BAKERY_ORDER_EVENT_UNDONE,
} BakeryOrderEventKind;

extern const BakeryEnum bakery_stages;
extern const BakeryEnum bakery_order_statuses;
extern const BakeryEnum bakery_payment_statuses;
extern const BakeryEnum bakery_payment_methods;
extern const BakeryEnum bakery_fulfilments;

struct _BakeryOrderLine
{
  BakeryEntity base;
  gint64 position;
  gint64 cake;
  gint64 customization;
  char *name;
  char *flavor;
  char *size;
  gint64 quantity;
  gint64 unit_price;
  gint64 options_price;
  gint64 total;
  char *message;
  char *toppings;
  char *shape;
  gboolean egg_version;
  GStrv options;
  GArray *option_ids;
  GStrv allergens;
  gint64 work_minutes;
  gint64 lead_time_minutes;
};

BAKERY_DECLARE_ENTITY (BakeryOrderLine, bakery_order_line)

struct _BakeryOrderEvent
{
  BakeryEntity base;
  gint64 at;
  int kind;
  int from_stage;
  int to_stage;
  gint64 account;
  char *account_name;
  char *reason;
  gint64 undo_until;
  gboolean undone;
};

BAKERY_DECLARE_ENTITY (BakeryOrderEvent, bakery_order_event)

struct _BakeryOrder
{
  BakeryEntity base;
  gint64 store;
  gint64 number;
  gint64 customer;
  char *customer_name;
  char *customer_phone;
  char *customer_email;
  char *recipient_name;
  char *recipient_phone;
  gboolean is_gift;
  int source;
  int fulfilment;
  int pickup_mode;
  gint64 due_at;
  gint64 latest_start_at;
  gint64 work_minutes;
  char *delivery_address;
  double latitude;
  double longitude;
  gint64 distance_metres;
  char *notes;
  char *currency;
  gint64 subtotal;
  gint64 tax;
  gint64 tax_rate;
  gint64 delivery_fee;
  gint64 total_price;
  gint64 paid_amount;
  int payment_status;
  int payment_method;
  gint64 paid_at;
  int stage;
  gint64 stage_changed_at;
  int undo_stage;
  gint64 undo_until;
  GStrv allergens;
  gint64 order_date;
  gint64 updated_at;
  gint64 preparation_started_at;
  GPtrArray *lines;
  GPtrArray *timeline;

  /* Derived */
  int order_status;
  GStrv allowed_stages;
  gint64 items;
  gint64 quantity;
  gint64 cake_customization;
  gint64 preparation_minutes;
  gint64 ready_at;
};

BAKERY_DECLARE_ENTITY (BakeryOrder, bakery_order)

gboolean bakery_order_is_finished (const BakeryOrder *self);

G_END_DECLS
