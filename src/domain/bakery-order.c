/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The descriptions of an order, its lines and its timeline (S-060 to S-064, D-17 to D-19). */

#include "bakery-order.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-cart.h"
#include "bakery-checks.h"
#include "bakery-money.h"
#include "bakery-option.h"
#include "bakery-order-stage.h"
#include "bakery-store.h"
#include "bakery-time.h"
#include "bakery-violations.h"

static const char *const stage_names[] = {
  "pending", "confirmed", "baking", "ready", "out_for_delivery", "delivered", "cancelled", NULL,
};
const BakeryEnum bakery_stages = { stage_names };

static const char *const order_status_names[] = { "pending", "processing", "shipped", "delivered", "cancelled", NULL };
const BakeryEnum bakery_order_statuses = { order_status_names };

static const char *const payment_status_names[] = { "pending", "paid", "refunded", "cancelled", NULL };
const BakeryEnum bakery_payment_statuses = { payment_status_names };

static const char *const payment_method_names[] = { "credit_card", "paypal", "bank_transfer", "other", NULL };
const BakeryEnum bakery_payment_methods = { payment_method_names };

static const char *const fulfilment_names[] = { "delivery", "pickup", NULL };
const BakeryEnum bakery_fulfilments = { fulfilment_names };

static const char *const pickup_mode_names[] = { "fixed_time", "on_my_way", "geolocation", NULL };
static const BakeryEnum pickup_modes = { pickup_mode_names };

static const char *const source_names[] = { "web", "counter", "phone", NULL };
static const BakeryEnum order_sources = { source_names };

static const char *const event_kind_names[] = { "placed", "moved", "forced", "undone", NULL };
static const BakeryEnum event_kinds = { event_kind_names };

#define NOBODY BAKERY_ROLES_NOBODY
#define READERS BAKERY_ROLES_SIGNED_IN
#define SHOP BAKERY_ROLES_SHOP
#define BUYERS BAKERY_ROLES_EVERYBODY

#define LINE(member, TYPE, ...) BAKERY_FIELD (BakeryOrderLine, member, TYPE, __VA_ARGS__)

static const BakeryField order_line_fields[] = {
  LINE (position, INTEGER, 0, READERS, NOBODY, .description = "place in the order, from 1"),
  LINE (cake, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .target = &bakery_cake_type,
        .description = "the cake it was, while that exists"),
  LINE (customization, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .description = "the customisation it was"),
  LINE (name, TEXT, 0, READERS, NOBODY, .description = "the cake's name when it was ordered"),
  LINE (flavor, TEXT, 0, READERS, NOBODY, .description = "the cake's flavour when it was ordered"),
  LINE (size, TEXT, 0, READERS, NOBODY, .description = "the cake's size when it was ordered"),
  LINE (quantity, INTEGER, 0, READERS, NOBODY, .minimum = 1, .maximum = 10000, .initial = "1",
        .description = "how many"),
  LINE (unit_price, MONEY, 0, READERS, NOBODY, .description = "price of one, without options"),
  LINE (options_price, MONEY, 0, READERS, NOBODY, .description = "what the options add to one"),
  LINE (total, MONEY, 0, READERS, NOBODY, .description = "price of the line"),
  LINE (message, TEXT, 0, READERS, NOBODY, .description = "inscription"),
  LINE (toppings, TEXT, 0, READERS, NOBODY, .description = "toppings, in words"),
  LINE (shape, TEXT, 0, READERS, NOBODY, .description = "shape"),
  LINE (egg_version, BOOLEAN, 0, READERS, NOBODY, .initial = "true", .description = "true with egg, false eggless"),
  LINE (options, TEXT_LIST, 0, READERS, NOBODY, .description = "names of the chosen options"),
  LINE (option_ids, REFERENCE_LIST, 0, READERS, NOBODY, .target = &bakery_option_type,
        .description = "the options they were, while those exist"),
  LINE (allergens, TEXT_LIST, 0, READERS, NOBODY, .values = &bakery_allergens,
        .description = "allergens of cake and options"),
  LINE (work_minutes, INTEGER, 0, READERS, NOBODY, .description = "work that the line takes"),
  LINE (lead_time_minutes, INTEGER, 0, READERS, NOBODY, .description = "time it needs beyond its work"),
};

const BakeryEntityType bakery_order_line_type = {
  .name = "order_line",
  .table = "order_lines",
  .size = sizeof (BakeryOrderLine),
  .fields = order_line_fields,
  .n_fields = G_N_ELEMENTS (order_line_fields),
  .parent_column = "order_id",
};

#define EVENT(member, TYPE, ...) BAKERY_FIELD (BakeryOrderEvent, member, TYPE, __VA_ARGS__)

static const BakeryField order_event_fields[] = {
  EVENT (at, TIME, 0, READERS, NOBODY, .description = "when"),
  EVENT (kind, ENUM, 0, READERS, NOBODY, .values = &event_kinds, .description = "what happened"),
  EVENT (from_stage, ENUM, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .values = &bakery_stages,
         .description = "stage before"),
  EVENT (to_stage, ENUM, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .values = &bakery_stages,
         .description = "stage after"),
  EVENT (account, REFERENCE, BAKERY_FIELD_NULLABLE, SHOP, NOBODY, .target = &bakery_account_type,
         .description = "who did it"),
  EVENT (account_name, TEXT, 0, SHOP, NOBODY, .description = "what they are called"),
  EVENT (reason, TEXT, 0, SHOP, NOBODY, .description = "why, of a forced move"),
  EVENT (undo_until, TIME, BAKERY_FIELD_NULLABLE, SHOP, NOBODY, .description = "until when it can be taken back"),
  EVENT (undone, BOOLEAN, 0, READERS, NOBODY, .description = "whether it was taken back"),
};

const BakeryEntityType bakery_order_event_type = {
  .name = "order_event",
  .table = "order_events",
  .size = sizeof (BakeryOrderEvent),
  .fields = order_event_fields,
  .n_fields = G_N_ELEMENTS (order_event_fields),
  .parent_column = "order_id",
};

/* What the customer's timer shows (C-059, C-063): it runs from when the work began, or has to. */
static void
derive_countdown (BakeryOrder *self)
{
  gint64 begin = self->preparation_started_at != 0 ? self->preparation_started_at : self->latest_start_at;
  gint64 lead_minutes = 0;
  guint i;

  for (i = 0; self->lines != NULL && i < self->lines->len; i++)
    lead_minutes = MAX (lead_minutes, ((BakeryOrderLine *) g_ptr_array_index (self->lines, i))->lead_time_minutes);

  self->preparation_minutes = self->work_minutes + lead_minutes;
  self->ready_at = self->stage >= BAKERY_STAGE_READY ? 0 : begin + self->preparation_minutes * BAKERY_MINUTE;
}

static void
derive_order (BakeryEntity *entity)
{
  BakeryOrder *self = (BakeryOrder *) entity;
  const BakeryOrderLine *first = NULL;
  guint i;

  self->order_status = bakery_stage_to_order_status (self->stage);
  g_strfreev (self->allowed_stages);
  self->allowed_stages = bakery_stage_dup_allowed (self->stage, self->fulfilment);

  if (self->lines != NULL && self->lines->len > 0)
    first = g_ptr_array_index (self->lines, 0);
  self->items = first != NULL ? first->cake : 0;
  self->cake_customization = first != NULL ? first->customization : 0;
  self->quantity = 0;
  for (i = 0; self->lines != NULL && i < self->lines->len; i++)
    self->quantity += ((BakeryOrderLine *) g_ptr_array_index (self->lines, i))->quantity;
  derive_countdown (self);
}

/* A collection has exactly one way of timing it (C-055), a delivery has none. */
static void
check_order (const BakeryEntity *entity,
             BakeryViolations   *violations)
{
  const BakeryOrder *self = (const BakeryOrder *) entity;

  if (self->fulfilment == BAKERY_FULFILMENT_DELIVERY && self->pickup_mode >= 0)
    bakery_violations_add (violations, "pickup_mode", "Only an order that is collected has a pickup mode.");
}

#define FIELD(member, TYPE, ...) BAKERY_FIELD (BakeryOrder, member, TYPE, __VA_ARGS__)

static const BakeryField order_fields[] = {
  FIELD (store, REFERENCE, 0, READERS, NOBODY, .target = &bakery_store_type, .description = "the store that makes it"),
  FIELD (number, INTEGER, 0, READERS, NOBODY, .description = "the store's number for it, counted from 1001"),
  FIELD (customer, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .target = &bakery_account_type,
         .description = "who ordered"),
  FIELD (customer_name, TEXT, 0, READERS, BUYERS, .maximum = 101, .check = bakery_check_one_line,
         .description = "name of who ordered; taken from the account when left out"),
  FIELD (customer_phone, TEXT, 0, READERS, BUYERS, .maximum = 15, .normalise = bakery_normalise_phone,
         .check = bakery_check_phone, .description = "number to call; taken from the account when left out"),
  FIELD (customer_email, TEXT, 0, READERS, BAKERY_ROLE_ANONYMOUS | BAKERY_ROLES_STAFF, .maximum = 50,
         .normalise = bakery_normalise_email, .check = bakery_check_email,
         .description = "where mail about it goes; taken from the account when left out"),
  FIELD (recipient_name, TEXT, 0, READERS, BUYERS, .maximum = 101, .check = bakery_check_one_line,
         .description = "who receives it, where that is somebody else"),
  FIELD (recipient_phone, TEXT, 0, READERS, BUYERS, .maximum = 15, .normalise = bakery_normalise_phone,
         .check = bakery_check_phone, .description = "the recipient's number"),
  FIELD (is_gift, BOOLEAN, 0, READERS, BUYERS, .description = "a surprise: the recipient is not to be called about it"),
  FIELD (source, ENUM, 0, READERS, BAKERY_ROLES_STAFF, .values = &order_sources, .description = "where it was taken"),
  FIELD (fulfilment, ENUM, 0, READERS, BUYERS, .values = &bakery_fulfilments, .description = "delivered or collected"),
  FIELD (pickup_mode, ENUM, BAKERY_FIELD_NULLABLE, READERS, BUYERS, .values = &pickup_modes,
         .description = "how a collection is timed"),
  FIELD (due_at, TIME, BAKERY_FIELD_NULLABLE, READERS, BUYERS,
         .description = "when it is to be handed over; the earliest possible time when left out"),
  FIELD (latest_start_at, TIME, 0, READERS, NOBODY, .description = "when work on it must begin at the latest"),
  FIELD (work_minutes, INTEGER, 0, READERS, NOBODY, .description = "work that it takes"),
  FIELD (delivery_address, TEXT, 0, READERS, BUYERS, .maximum = 255, .initial = "unknown",
         .check = bakery_check_one_line, .description = "where it goes"),
  FIELD (latitude, REAL, BAKERY_FIELD_NULLABLE, READERS, BUYERS, .minimum = -90, .maximum = 90,
         .description = "degrees north of the address (WGS 84)"),
  FIELD (longitude, REAL, BAKERY_FIELD_NULLABLE, READERS, BUYERS, .minimum = -180, .maximum = 180,
         .description = "degrees east of the address (WGS 84)"),
  FIELD (distance_metres, INTEGER, 0, READERS, NOBODY, .description = "from store to address, 0 where not known"),
  FIELD (notes, TEXT, 0, READERS, BUYERS, .maximum = 500, .description = "what else the bakery should know"),
  FIELD (currency, TEXT, 0, READERS, NOBODY, .maximum = 3, .description = "ISO 4217 code of its amounts"),
  FIELD (subtotal, MONEY, 0, READERS, NOBODY, .description = "sum of the lines"),
  FIELD (tax, MONEY, 0, READERS, NOBODY, .description = "tax on the subtotal"),
  FIELD (tax_rate, RATE, 0, READERS, NOBODY, .description = "percent of that tax"),
  FIELD (delivery_fee, MONEY, 0, READERS, NOBODY, .description = "what the delivery costs"),
  FIELD (total_price, MONEY, 0, READERS, NOBODY, .description = "what the customer pays"),
  FIELD (paid_amount, MONEY, 0, READERS, NOBODY, .description = "what has been paid of it"),
  FIELD (payment_status, ENUM, 0, READERS, NOBODY, .values = &bakery_payment_statuses,
         .description = "whether it is paid"),
  FIELD (payment_method, ENUM, 0, READERS, BUYERS, .values = &bakery_payment_methods, .initial = "other",
         .description = "how it is paid"),
  FIELD (paid_at, TIME, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .description = "when it was paid"),
  FIELD (stage, ENUM, 0, READERS, NOBODY, .values = &bakery_stages, .description = "where the bakery is with it"),
  FIELD (stage_changed_at, TIME, 0, READERS, NOBODY, .description = "since when"),
  FIELD (undo_stage, ENUM, BAKERY_FIELD_NULLABLE, SHOP, NOBODY, .values = &bakery_stages,
         .description = "the stage that undoing the last move leads back to"),
  FIELD (undo_until, TIME, BAKERY_FIELD_NULLABLE, SHOP, NOBODY,
         .description = "until when the last move can be taken back"),
  FIELD (allergens, TEXT_LIST, 0, READERS, NOBODY, .values = &bakery_allergens, .description = "allergens of all lines"),
  FIELD (order_date, TIME, 0, READERS, NOBODY, .description = "when it was placed"),
  FIELD (updated_at, TIME, 0, READERS, NOBODY, .description = "last change"),
  FIELD (preparation_started_at, TIME, BAKERY_FIELD_NULLABLE, READERS, NOBODY,
         .description = "when the customer set out or came near, and the clock began to run"),
  FIELD (lines, CHILDREN, 0, READERS, NOBODY, .target = &bakery_order_line_type, .description = "what was bought"),
  FIELD (timeline, CHILDREN, 0, READERS, NOBODY, .target = &bakery_order_event_type,
         .description = "what happened to it, oldest first"),
  FIELD (order_status, ENUM, BAKERY_FIELD_DERIVED, READERS, NOBODY, .values = &bakery_order_statuses,
         .description = "the stage in five words"),
  FIELD (allowed_stages, TEXT_LIST, BAKERY_FIELD_DERIVED, READERS, NOBODY, .values = &bakery_stages,
         .description = "the stages it can move to now"),
  FIELD (items, REFERENCE, BAKERY_FIELD_DERIVED | BAKERY_FIELD_NULLABLE, READERS, NOBODY,
         .target = &bakery_cake_type, .description = "the cake of the first line"),
  FIELD (quantity, INTEGER, BAKERY_FIELD_DERIVED, READERS, NOBODY, .description = "how many cakes in all"),
  FIELD (cake_customization, REFERENCE, BAKERY_FIELD_DERIVED | BAKERY_FIELD_NULLABLE, READERS, NOBODY,
         .target = &bakery_customisation_type, .description = "the customisation of the first line"),
  FIELD (preparation_minutes, INTEGER, BAKERY_FIELD_DERIVED, READERS, NOBODY,
         .description = "how long it takes from the beginning of the work until it is ready"),
  FIELD (ready_at, TIME, BAKERY_FIELD_DERIVED | BAKERY_FIELD_NULLABLE, READERS, NOBODY,
         .description = "when it will be ready, to count down to; null once it is"),
};

const BakeryEntityType bakery_order_type = {
  .name = "order",
  .table = "orders",
  .size = sizeof (BakeryOrder),
  .fields = order_fields,
  .n_fields = G_N_ELEMENTS (order_fields),
  .currency = G_STRUCT_OFFSET (BakeryOrder, currency),
  .keeps_deleted = TRUE,
  .derive = derive_order,
  .check = check_order,
};

/**
 * bakery_order_is_finished:
 * @self: an order
 *
 * Returns: %TRUE if nothing is left to do for the bakery: delivered or cancelled
 */
gboolean
bakery_order_is_finished (const BakeryOrder *self)
{
  return bakery_stage_is_final (self->stage);
}
