/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The orders of the demo: a year that is done with, a queue that is alive now, and two weeks to come. Timelines follow the life
 * cycle; they are written down directly, since making every move through bakery_order_move() copies each order five times. */

#include "config.h"

#include "server-demo-private.h"

#include "bakery-order-stage.h"
#include "bakery-price.h"
#include "bakery-records.h"
#include "bakery-route.h"
#include "bakery-time.h"
#include "server-changes.h"
#include "server-order-snapshot.h"

#include <string.h>

/* Orders of one transaction. */
#define BATCH 500

#define PAST_DAYS 365
#define FUTURE_DAYS 14

/**
 * OrderKind:
 *
 * Which part of the picture an order belongs to.
 */
typedef enum
{
  ORDER_DONE,
  ORDER_TODAY,
  ORDER_SCHEDULED,
} OrderKind;

/**
 * OrderBook:
 *
 * The demo while its orders are made.
 */
typedef struct
{
  ServerDemo *demo;
  gint64      next;
  gint64      n_today;
  gint64      n_scheduled;
  gint64      days[PAST_DAYS + FUTURE_DAYS + 2];
} OrderBook;

static const char *const notes[] = {
  "Ring the bell twice, the dog is friendly.", "Please no nuts at all, allergy in the family.",
  "Call before coming, the gate is locked.", "Leave it with the guard.", "A little less sweet, please.",
  "Candles separately.", "Handle with care, long drive ahead.", "Gluten as little as you can.",
};

static const char *const areas[] = {
  "Rose Garden", "Lake View", "Palm Court", "Green Park", "Silver Heights", "Sea Breeze", "Orchid Towers", "Old Town",
};

/* --- For whom --- */

static void
set_people (ServerDemo  *demo,
            BakeryOrder *order)
{
  const BakeryAccount *customer =
    g_ptr_array_index (demo->customers, (guint) server_demo_range (demo, 0, demo->customers->len - 1));
  const BakeryAccount *other =
    g_ptr_array_index (demo->customers, (guint) server_demo_range (demo, 0, demo->customers->len - 1));

  order->customer = customer->base.id;
  g_free (order->customer_name);
  order->customer_name = bakery_account_dup_name (customer);
  server_demo_set_text (&order->customer_phone, customer->phone_no);
  server_demo_set_text (&order->customer_email, customer->email);
  if (server_demo_chance (demo, 12))
    {
      g_free (order->recipient_name);
      order->recipient_name = bakery_account_dup_name (other);
      server_demo_set_text (&order->recipient_phone, other->phone_no);
      order->is_gift = server_demo_chance (demo, 70);
    }
  if (server_demo_chance (demo, 25))
    server_demo_set_text (&order->notes, SERVER_DEMO_PICK (demo, notes));
}

/* What a soda counter makes is collected. */
static void
set_hand_over (ServerDemo           *demo,
               const ServerDemoShop *shop,
               BakeryOrder          *order)
{
  const BakeryStore *store = shop->store;
  double north = (double) server_demo_range (demo, -40, 40) / 1000;
  double east = (double) server_demo_range (demo, -40, 40) / 1000;
  const char *area = SERVER_DEMO_PICK (demo, areas);
  gint64 house = server_demo_range (demo, 1, 180);
  gint64 mode = server_demo_range (demo, BAKERY_PICKUP_MODE_FIXED_TIME, BAKERY_PICKUP_MODE_GEOLOCATION);

  if (server_demo_chance (demo, 45) || shop->sells_drinks)
    {
      order->fulfilment = BAKERY_FULFILMENT_PICKUP;
      order->pickup_mode = (int) mode;
      return;
    }

  order->fulfilment = BAKERY_FULFILMENT_DELIVERY;
  g_free (order->delivery_address);
  order->delivery_address = g_strdup_printf ("%" G_GINT64_FORMAT " %s, %s", house, area, store->city);
  order->latitude = store->latitude + north;
  order->longitude = store->longitude + east;
  order->distance_metres =
    bakery_route_measure (store->latitude, store->longitude, order->latitude, order->longitude);
}

/* --- When --- */

static OrderKind
get_kind (const OrderBook *book)
{
  gint64 n_left = book->demo->plan->n_orders - book->next;

  return n_left <= book->n_today ? ORDER_TODAY : n_left <= book->n_today + book->n_scheduled ? ORDER_SCHEDULED : ORDER_DONE;
}

/* More on Saturdays, and at the hours at which people collect cakes. */
static gint64
choose_hand_over (const OrderBook *book,
                  gint64           day)
{
  static const gint64 hours[] = { 10, 11, 11, 12, 13, 15, 16, 16, 17, 17, 17, 18, 18, 19 };
  gint64 hour = SERVER_DEMO_PICK (book->demo, hours);
  gint64 half = server_demo_range (book->demo, 0, 1);
  gboolean at_weekend = server_demo_chance (book->demo, 30);
  gint64 weekday;

  /* 1970-01-01 was a Thursday; the days begin at midnight of the store, which is near enough to count weekdays. */
  day = CLAMP (day, 0, PAST_DAYS + FUTURE_DAYS);
  weekday = ((book->days[day] + BAKERY_DAY / 2) / BAKERY_DAY + 3) % 7;
  if (at_weekend && day + 5 - weekday >= 0 && day + 5 - weekday <= PAST_DAYS + FUTURE_DAYS)
    day += 5 - weekday;

  return book->days[day] + hour * BAKERY_HOUR + half * 30 * BAKERY_MINUTE;
}

/* When an order comes in that must be there by @at: few people order cakes at night, and many after work. */
static gint64
choose_order_time (const OrderBook *book,
                   gint64           at)
{
  static const gint64 hours[] = { 7, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 14, 15, 16, 17, 17, 18, 18, 18, 19, 19, 20, 21, 22 };
  const gint64 hour = SERVER_DEMO_PICK (book->demo, hours);
  const gint64 minute = server_demo_range (book->demo, 0, 59);
  const gint64 days = (at - book->days[0]) / BAKERY_DAY - (at < book->days[0] ? 1 : 0);
  const gint64 time = book->days[0] + days * BAKERY_DAY + hour * BAKERY_HOUR + minute * BAKERY_MINUTE;

  return time <= at ? time : time - BAKERY_DAY;
}

static void
schedule_done (OrderBook         *book,
               const BakeryStore *store,
               BakeryOrder       *order)
{
  gint64 n_done = MAX (book->demo->plan->n_orders - book->n_today - book->n_scheduled, 1);
  gint64 day = book->next * PAST_DAYS / n_done;
  gint64 wait = server_demo_range (book->demo, 5, 90) * BAKERY_HOUR;

  order->due_at = MIN (choose_hand_over (book, day), book->demo->base - 90 * BAKERY_MINUTE);
  bakery_order_schedule (order, store);
  order->order_date = choose_order_time (book, order->latest_start_at - wait);
}

/* Some are late, some are due soon, and the others wait their turn. */
static void
schedule_today (OrderBook         *book,
                const BakeryStore *store,
                BakeryOrder       *order)
{
  gint64 urgency = server_demo_range (book->demo, 0, 99);
  gint64 late = server_demo_range (book->demo, 1, 9);
  gint64 soon = server_demo_range (book->demo, 0, 5);
  gint64 later = server_demo_range (book->demo, 6, 34);
  gint64 wait = server_demo_range (book->demo, 3, 30) * BAKERY_HOUR;
  gint64 steps = urgency < 20 ? -late : urgency < 45 ? soon : later;
  gint64 start = book->demo->base + steps * 5 * BAKERY_MINUTE;

  order->due_at = start;
  bakery_order_schedule (order, store);
  order->due_at = start + (start - order->latest_start_at);
  bakery_order_schedule (order, store);
  order->order_date = choose_order_time (book, MIN (start, book->demo->base) - wait);
}

static void
schedule_later (OrderBook         *book,
                const BakeryStore *store,
                BakeryOrder       *order)
{
  gint64 day = PAST_DAYS + server_demo_range (book->demo, 1, FUTURE_DAYS);

  order->order_date = choose_order_time (book, book->demo->base - server_demo_range (book->demo, 1, 240) * BAKERY_HOUR);
  order->due_at = MAX (choose_hand_over (book, day), book->demo->base + 12 * BAKERY_HOUR);
  bakery_order_schedule (order, store);
  while (order->latest_start_at < book->demo->base + store->queue_minutes * BAKERY_MINUTE)
    {
      order->due_at += BAKERY_DAY;
      bakery_order_schedule (order, store);
    }
}

/* --- How far it is --- */

static void
add_move (OrderBook   *book,
          BakeryOrder *order,
          BakeryStage  stage,
          gint64       at)
{
  ServerDemoStaff who = stage == BAKERY_STAGE_CONFIRMED ? SERVER_DEMO_MANAGER
                        : stage >= BAKERY_STAGE_OUT_FOR_DELIVERY ? SERVER_DEMO_DRIVER : SERVER_DEMO_BAKER;
  const BakeryAccount *account = g_ptr_array_index (book->demo->staff, who);
  BakeryOrderEvent *event = bakery_order_event_new ();

  event->at = MAX (at, order->stage_changed_at + BAKERY_MINUTE);
  event->kind = BAKERY_ORDER_EVENT_MOVED;
  event->from_stage = order->stage;
  event->to_stage = (int) stage;
  event->account = account->base.id;
  g_free (event->account_name);
  event->account_name = bakery_account_dup_name (account);
  event->undo_until = event->at + 120 * BAKERY_SECOND;
  g_ptr_array_add (order->timeline, event);

  order->undo_stage = order->stage;
  order->undo_until = event->undo_until;
  order->stage = (int) stage;
  order->stage_changed_at = event->at;
  order->updated_at = event->at;
}

/* Moves the order on to @target, at the times at which a bakery would. */
static void
move_on (OrderBook         *book,
         const BakeryStore *store,
         BakeryOrder       *order,
         BakeryStage        target)
{
  gint64 at[BAKERY_N_STAGES] = { 0 };
  BakeryStage next;

  at[BAKERY_STAGE_CONFIRMED] = order->order_date + server_demo_range (book->demo, 2, 45) * BAKERY_MINUTE;
  at[BAKERY_STAGE_BAKING] = order->latest_start_at - server_demo_range (book->demo, -5, 25) * BAKERY_MINUTE;
  at[BAKERY_STAGE_READY] = at[BAKERY_STAGE_BAKING] + order->work_minutes * BAKERY_MINUTE;
  at[BAKERY_STAGE_OUT_FOR_DELIVERY] = order->due_at - store->delivery_minutes * BAKERY_MINUTE;
  at[BAKERY_STAGE_DELIVERED] = order->due_at + server_demo_range (book->demo, -15, 12) * BAKERY_MINUTE;

  while (order->stage != (int) target && bakery_stage_get_next (order->stage, order->fulfilment, &next))
    add_move (book, order, next, MIN (at[next], book->demo->base - (gint64) (target - next + 3) * BAKERY_MINUTE));
}

static void
cancel (OrderBook   *book,
        BakeryOrder *order)
{
  add_move (book, order, BAKERY_STAGE_CANCELLED, order->order_date + server_demo_range (book->demo, 5, 90) * BAKERY_MINUTE);
}

static BakeryStage
choose_open_stage (OrderBook         *book,
                   const BakeryOrder *order,
                   OrderKind          kind)
{
  static const BakeryStage today[] = {
    BAKERY_STAGE_PENDING, BAKERY_STAGE_PENDING, BAKERY_STAGE_CONFIRMED, BAKERY_STAGE_CONFIRMED, BAKERY_STAGE_CONFIRMED,
    BAKERY_STAGE_CONFIRMED, BAKERY_STAGE_BAKING, BAKERY_STAGE_BAKING, BAKERY_STAGE_READY, BAKERY_STAGE_OUT_FOR_DELIVERY,
  };
  BakeryStage stage = SERVER_DEMO_PICK (book->demo, today);

  if (kind == ORDER_SCHEDULED)
    return stage == BAKERY_STAGE_PENDING ? BAKERY_STAGE_PENDING : BAKERY_STAGE_CONFIRMED;
  if (stage == BAKERY_STAGE_OUT_FOR_DELIVERY && order->fulfilment == BAKERY_FULFILMENT_PICKUP)
    return BAKERY_STAGE_READY;

  return stage;
}

static void
set_payment (ServerDemo  *demo,
             BakeryOrder *order)
{
  static const BakeryPaymentMethod methods[] = {
    BAKERY_PAYMENT_METHOD_CREDIT_CARD, BAKERY_PAYMENT_METHOD_CREDIT_CARD, BAKERY_PAYMENT_METHOD_PAYPAL,
    BAKERY_PAYMENT_METHOD_BANK_TRANSFER, BAKERY_PAYMENT_METHOD_OTHER,
  };
  gboolean is_paid = server_demo_chance (demo, 70) || order->stage == BAKERY_STAGE_DELIVERED;

  order->payment_method = SERVER_DEMO_PICK (demo, methods);
  if (!is_paid)
    {
      order->payment_status =
        order->stage == BAKERY_STAGE_CANCELLED ? BAKERY_PAYMENT_STATUS_CANCELLED : BAKERY_PAYMENT_STATUS_PENDING;
      return;
    }

  order->paid_at = order->order_date + 2 * BAKERY_MINUTE;
  order->payment_status = BAKERY_PAYMENT_STATUS_PAID;
  order->paid_amount = order->total_price;
  if (order->stage == BAKERY_STAGE_CANCELLED)
    {
      order->payment_status = BAKERY_PAYMENT_STATUS_REFUNDED;
      order->paid_amount = 0;
    }
}

/* --- All together --- */

static BakeryOrder *
make_order (OrderBook      *book,
            ServerDemoShop *shop)
{
  ServerDemo *demo = book->demo;
  OrderKind kind = get_kind (book);
  BakeryOrder *order = bakery_order_new ();
  gint64 n_lines = server_demo_chance (demo, 70) ? 1 : server_demo_range (demo, 2, 3);
  gint64 channel = server_demo_range (demo, 0, 9);
  gint64 i;

  order->store = shop->store->base.id;
  server_demo_set_text (&order->currency, shop->store->currency);
  order->source = channel < 7 ? BAKERY_ORDER_SOURCE_WEB : channel < 9 ? BAKERY_ORDER_SOURCE_COUNTER
                                                                      : BAKERY_ORDER_SOURCE_PHONE;
  set_people (demo, order);
  set_hand_over (demo, shop, order);
  for (i = 0; i < n_lines; i++)
    server_demo_add_line (demo, shop, order);

  if (kind == ORDER_DONE)
    schedule_done (book, shop->store, order);
  else if (kind == ORDER_TODAY)
    schedule_today (book, shop->store, order);
  else
    schedule_later (book, shop->store, order);

  order->stage_changed_at = order->order_date;
  order->updated_at = order->order_date;
  server_order_snapshot_add_placed (order, order->customer, order->customer_name);
  if (kind != ORDER_DONE)
    move_on (book, shop->store, order, choose_open_stage (book, order, kind));
  else if (server_demo_chance (demo, 4))
    cancel (book, order);
  else
    move_on (book, shop->store, order, BAKERY_STAGE_DELIVERED);

  return order;
}

static gboolean
create_order (OrderBook *book,
              GError   **error)
{
  ServerDemo *demo = book->demo;
  ServerDemoShop *shop = g_ptr_array_index (demo->shops, (guint) server_demo_range (demo, 0, demo->shops->len - 1));
  g_autoptr(BakeryOrder) order = make_order (book, shop);

  order->number = shop->next_number++;
  if (!bakery_order_price (order, shop->store, error))
    return FALSE;
  set_payment (demo, order);
  bakery_entity_derive (order);

  return server_changes_next_revision (demo->connection, &order->base.revision, error) &&
         bakery_records_insert (demo->connection, order, BAKERY_RECORDS_TABLES, error) &&
         server_changes_record (demo->connection, order, order->store, FALSE, order->updated_at, error) &&
         server_demo_create_payment (demo, order, error) &&
         server_demo_create_feedback (demo, order, error);
}

static gboolean
store_next_numbers (ServerDemo *demo,
                    GError    **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (demo->connection, "UPDATE stores SET next_order_number = $2 WHERE id = $1", error);
  guint i;

  for (i = 0; update != NULL && i < demo->shops->len; i++)
    {
      const ServerDemoShop *shop = g_ptr_array_index (demo->shops, i);

      bakery_statement_bind_int (update, 1, shop->store->base.id);
      bakery_statement_bind_int (update, 2, shop->next_number);
      if (!bakery_statement_run (update, error) || !bakery_statement_rewind (update, error))
        return FALSE;
    }

  return update != NULL;
}

static gboolean
create_batch (BakeryConnection *connection,
              gpointer          user_data,
              GError          **error)
{
  OrderBook *book = user_data;
  gint64 end = MIN (book->next + BATCH, book->demo->plan->n_orders);

  for (; book->next < end; book->next++)
    {
      if (!create_order (book, error))
        return FALSE;
    }

  return store_next_numbers (book->demo, error);
}

/**
 * server_demo_create_orders:
 * @self: the demo, with its stores and people
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes the orders, a few hundred to a transaction.
 *
 * Returns: whether they are stored
 */
gboolean
server_demo_create_orders (ServerDemo *self,
                           GError    **error)
{
  gint64 n_orders = self->plan->n_orders;
  const ServerDemoShop *shop = g_ptr_array_index (self->shops, 0);
  OrderBook book = { self };
  gint64 i;

  /* However many orders there were, a store bakes only so many a day. */
  book.n_today = MIN (n_orders, CLAMP (n_orders / 100, 12, 20 * self->plan->n_stores));
  book.n_scheduled = MIN (n_orders - book.n_today, CLAMP (n_orders / 25, 10, 80 * self->plan->n_stores));
  for (i = 0; i < (gint64) G_N_ELEMENTS (book.days); i++)
    book.days[i] = bakery_time_start_of_day (self->base, shop->store->time_zone, (int) i - PAST_DAYS);

  while (book.next < n_orders)
    {
      if (!bakery_connection_transaction (self->connection, create_batch, &book, error))
        return FALSE;
    }

  return server_demo_sum_ratings (self, error);
}
