/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the shops up and writes them, for the tests of the sales. */

#include "config.h"

#include "sales-shop.h"

#include "console-cache-entities.h"
#include "console-cache-schema.h"

#include "bakery-cake.h"
#include "bakery-former-cake.h"
#include "bakery-payment.h"
#include "bakery-time.h"
#include "console-day.h"

#include <glib/gstdio.h>

#define N_ORDERS 900
#define N_CAKES 5

static const struct
{
  const char *time_zone;
  int         cutoff;
} shops[N_STORES] = { { "Asia/Kolkata", 0 }, { "America/New_York", 180 }, { "Pacific/Auckland", 30 } };

typedef gboolean (*ShopFunc) (Shop                *shop,
                              ConsoleCacheChanges *changes,
                              gpointer             entity,
                              GError             **error);

/* Writing as the feed does */

typedef struct
{
  Shop    *shop;
  ShopFunc func;
  gpointer entity;
} ShopWrite;

static gboolean
write_in_transaction (BakeryConnection *connection,
                      gpointer          user_data,
                      GError          **error)
{
  ShopWrite *job = user_data;
  g_autoptr(ConsoleCacheChanges) changes = console_cache_changes_new ();

  return job->func (job->shop, changes, job->entity, error) && console_cache_changes_finish (changes, connection, error);
}

static void
transact (Shop    *shop,
          ShopFunc func,
          gpointer entity)
{
  ShopWrite job = { shop, func, entity };
  g_autoptr(GError) error = NULL;

  bakery_connection_transaction (shop->connection, write_in_transaction, &job, &error);
  g_assert_no_error (error);
}

static gboolean
put (Shop                *shop,
     ConsoleCacheChanges *changes,
     gpointer             entity,
     GError             **error)
{
  return console_cache_put_entity (shop->connection, entity, changes, error);
}

static gboolean
take_away (Shop                *shop,
           ConsoleCacheChanges *changes,
           gpointer             entity,
           GError             **error)
{
  const BakeryEntity *head = entity;

  return console_cache_remove_entity (shop->connection, head->type, head->id, changes, error);
}

static gboolean
recount (Shop                *shop,
         ConsoleCacheChanges *changes,
         gpointer             store,
         GError             **error)
{
  return console_sales_tally_recount (changes->sales, shop->connection, store, error);
}

/* Making things up */

static void
take_text (char **member,
           char  *text)
{
  g_free (*member);
  *member = text;
}

static gint64
random_time (Shop *shop)
{
  return (FIRST_DAY * G_GINT64_CONSTANT (86400) + g_rand_int_range (shop->random, 0, (N_DAYS - 3) * 86400)) * BAKERY_SECOND;
}

static void
add_line (Shop        *shop,
          BakeryOrder *order)
{
  static const char *const options[] = { "Eggless", "Heart shape", NULL };
  BakeryOrderLine *line = bakery_order_line_new ();

  line->cake = g_rand_int_range (shop->random, 0, N_CAKES);
  take_text (&line->name, line->cake != 0 ? g_strdup_printf ("Cake %d", (int) line->cake) : g_strdup ("A cake of old"));
  line->quantity = g_rand_int_range (shop->random, 1, 4);
  line->total = line->quantity * g_rand_int_range (shop->random, 0, 5) * 12345;
  if (g_rand_boolean (shop->random))
    {
      g_strfreev (line->options);
      line->options = g_strdupv ((char **) options);
    }
  order->subtotal += line->total;
  g_ptr_array_add (order->lines, line);
}

static BakeryOrder *
place (Shop  *shop,
       gint64 id)
{
  BakeryOrder *order = bakery_order_new ();

  order->base.id = id;
  order->base.revision = id;
  order->store = 1 + id % N_STORES;
  order->number = id;
  order->customer = g_rand_int_range (shop->random, 0, 200);
  take_text (&order->currency, g_strdup ("EUR"));
  order->order_date = random_time (shop);
  order->due_at = g_rand_int_range (shop->random, 0, 9) == 0
                ? 0 : order->order_date + g_rand_int_range (shop->random, 1, 48) * BAKERY_HOUR;
  order->payment_method = g_rand_int_range (shop->random, 0, 4);
  if (order->lines == NULL)
    order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  for (int i = g_rand_int_range (shop->random, 1, 4); i > 0; i--)
    add_line (shop, order);
  order->tax = order->subtotal / 20;
  order->delivery_fee = g_rand_int_range (shop->random, 0, 2) * 4000;
  order->total_price = order->subtotal + order->tax + order->delivery_fee;
  bakery_entity_derive (order);
  g_ptr_array_add (shop->orders, order);
  transact (shop, put, order);

  return order;
}

/* Entities are not changed once they are shared; the new version takes the old one's place. */
static BakeryOrder *
replace_order (Shop        *shop,
               guint        position,
               BakeryOrder *order)
{
  bakery_entity_derive (order);
  bakery_entity_unref (shop->orders->pdata[position]);
  shop->orders->pdata[position] = order;
  transact (shop, put, order);

  return order;
}

static BakeryPayment *
make_payment (Shop              *shop,
              const BakeryOrder *order,
              gint64             amount)
{
  BakeryPayment *payment = bakery_payment_new ();

  payment->base.id = shop->payments->len + 1;
  payment->order = order->base.id;
  payment->store = order->store;
  payment->amount = amount;
  payment->method = g_rand_int_range (shop->random, 0, 4);
  payment->status = BAKERY_PAYMENT_STATE_SUCCEEDED;
  payment->created_at = order->order_date;
  payment->paid_at = order->order_date + g_rand_int_range (shop->random, 0, 30) * BAKERY_HOUR;
  g_ptr_array_add (shop->payments, payment);

  return payment;
}

/* Some pay in two parts, of which either may be the first, and some have paid one part only. */
static void
pay (Shop *shop,
     guint position)
{
  BakeryOrder *order = bakery_entity_copy (g_ptr_array_index (shop->orders, position));
  const gint64 part = g_rand_boolean (shop->random) ? order->total_price : order->total_price / 3;
  BakeryPayment *payment = make_payment (shop, order, part);

  order->paid_at = part == order->total_price ? payment->paid_at : 0;

  /* The feed may tell of either first. */
  if (g_rand_boolean (shop->random))
    {
      transact (shop, put, payment);
      replace_order (shop, position, order);
    }
  else
    {
      replace_order (shop, position, order);
      transact (shop, put, payment);
    }
  if (part != order->total_price && g_rand_boolean (shop->random))
    transact (shop, put, make_payment (shop, order, order->total_price - part));
}

static void
refund (Shop *shop,
        guint position)
{
  const BakeryPayment *payment = g_ptr_array_index (shop->payments, position);
  BakeryRefund *entity = bakery_refund_new ();

  entity->base.id = shop->refunds->len + 1;
  entity->payment = payment->base.id;
  entity->order = payment->order;
  entity->store = payment->store;
  entity->amount = payment->amount / g_rand_int_range (shop->random, 1, 3);
  entity->status = g_rand_int_range (shop->random, 0, 3);
  entity->created_at = payment->paid_at + g_rand_int_range (shop->random, 0, 40) * BAKERY_HOUR;
  entity->refunded_at = g_rand_boolean (shop->random) ? entity->created_at + BAKERY_HOUR : 0;
  g_ptr_array_add (shop->refunds, entity);
  transact (shop, put, entity);
}

static void
put_store (Shop       *shop,
           guint       position,
           const char *time_zone)
{
  BakeryStore *store = bakery_store_new ();

  store->base.id = position + 1;
  store->base.revision = 1;
  take_text (&store->time_zone, g_strdup (time_zone));
  store->day_cutoff_minutes = shops[position].cutoff;
  if (shop->stores->len > position)
    {
      bakery_entity_unref (shop->stores->pdata[position]);
      shop->stores->pdata[position] = store;
    }
  else
    g_ptr_array_add (shop->stores, store);
  transact (shop, put, store);
}

/* A cake that is new, known or known by another category. */
void
shop_put_cake (Shop       *shop,
               gint64      id,
               const char *category)
{
  g_autoptr(BakeryCake) cake = bakery_cake_new ();

  cake->base.id = id;
  cake->store = 1;
  take_text (&cake->name, g_strdup_printf ("Cake %d", (int) id));
  take_text (&cake->category, g_strdup (category));
  transact (shop, put, cake);
}

/* Takes a cake off the catalogue, in the two steps of the feed. A cache that is new hears of the first one only. */
void
shop_remove_cake (Shop       *shop,
                  gint64      id,
                  const char *category)
{
  g_autoptr(BakeryFormerCake) former = bakery_former_cake_new ();
  g_autoptr(BakeryCake) cake = bakery_cake_new ();

  former->base.id = id;
  former->store = 1;
  take_text (&former->name, g_strdup_printf ("Cake %d", (int) id));
  take_text (&former->category, g_strdup (category));
  transact (shop, put, former);

  cake->base.id = id;
  transact (shop, take_away, cake);
}

static void
put_cakes (Shop *shop)
{
  for (int i = 1; i < N_CAKES; i++)
    shop_put_cake (shop, i, i % 2 == 0 ? "Even" : "Odd");
}

/* What moved of an item whose packs of a thousand cost 5.00. */

static void
put_item (Shop  *shop,
          gint64 store)
{
  g_autoptr(BakeryInventoryItem) item = bakery_inventory_item_new ();

  item->base.id = store;
  item->store = store;
  take_text (&item->name, g_strdup ("Flour"));
  item->unit = BAKERY_UNIT_G;
  item->active = TRUE;
  item->quantity = 2500 * BAKERY_QUANTITY_ONE;
  item->pack_quantity = 1000 * BAKERY_QUANTITY_ONE;
  item->pack_cost = 500;
  transact (shop, put, item);
}

/* What moved of the one item of a store. */
BakeryStockMovement *
shop_make_movement (gint64 id,
                    gint64 store,
                    int    kind,
                    gint64 quantity,
                    gint64 cost,
                    gint64 at)
{
  BakeryStockMovement *movement = bakery_stock_movement_new ();

  movement->base.id = id;
  movement->store = store;
  movement->item = store;
  movement->kind = kind;
  movement->amount = ABS (quantity);
  take_text (&movement->unit, g_strdup ("g"));
  take_text (&movement->reason, g_strdup ("Old"));
  movement->quantity = quantity;
  movement->cost = cost;
  movement->at = at;

  return movement;
}

static void
move_goods (Shop *shop)
{
  static const int kinds[] = {
    BAKERY_MOVEMENT_PURCHASE, BAKERY_MOVEMENT_CONSUME, BAKERY_MOVEMENT_WASTE, BAKERY_MOVEMENT_COUNT, BAKERY_MOVEMENT_RESERVE,
  };

  for (gint64 id = 1; id <= 600; id++)
    {
      const int kind = kinds[g_rand_int_range (shop->random, 0, G_N_ELEMENTS (kinds))];
      const gint64 size = g_rand_int_range (shop->random, 1, 9000);
      const gboolean is_in = kind == BAKERY_MOVEMENT_PURCHASE ? id % 9 != 0 : id % 9 == 0;
      BakeryStockMovement *movement = shop_make_movement (id, 1 + id % N_STORES, kind,
                                                          kind == BAKERY_MOVEMENT_RESERVE ? 0 : is_in ? size : -size,
                                                          size / 2, random_time (shop));

      transact (shop, put, movement);
      if (id % 40 == 0)
        transact (shop, put, movement);
      if (id % 50 != 0)
        {
          g_ptr_array_add (shop->movements, movement);
          continue;
        }
      transact (shop, take_away, movement);
      bakery_entity_unref (movement);
    }
}

/* Orders go on to another stage, and some of them to another hour. */
static void
move_some (Shop *shop)
{
  for (guint i = 0; i < shop->orders->len; i += 2)
    {
      BakeryOrder *order = bakery_entity_copy (g_ptr_array_index (shop->orders, i));

      order->stage = g_rand_int_range (shop->random, BAKERY_STAGE_PENDING, BAKERY_N_STAGES);
      if (i % 8 == 0 && order->due_at != 0)
        order->due_at += BAKERY_HOUR;
      replace_order (shop, i, order);
    }
}

/* Orders that are gone take their payments and refunds with them. */
static void
remove_some (Shop *shop)
{
  for (guint i = shop->orders->len; i > 0; i -= MIN (i, 50))
    {
      BakeryOrder *order = g_ptr_array_index (shop->orders, i - 1);

      for (guint j = shop->refunds->len; j > 0; j--)
        {
          BakeryRefund *entity = g_ptr_array_index (shop->refunds, j - 1);

          if (entity->order == order->base.id)
            {
              transact (shop, take_away, entity);
              g_ptr_array_remove_index (shop->refunds, j - 1);
            }
        }
      transact (shop, take_away, order);
      g_ptr_array_remove_index (shop->orders, i - 1);
    }
}

static Shop *
shop_new (void)
{
  Shop *shop = g_new0 (Shop, 1);
  g_autoptr(GError) error = NULL;
  gboolean replaced;

  shop->folder = g_dir_make_tmp ("sweetspot-sales-XXXXXX", &error);
  g_assert_no_error (error);
  shop->connection = console_cache_schema_open (shop->folder, &replaced, &error);
  g_assert_no_error (error);
  shop->random = g_rand_new_with_seed (6);
  shop->stores = g_ptr_array_new_with_free_func (bakery_entity_unref);
  shop->orders = g_ptr_array_new_with_free_func (bakery_entity_unref);
  shop->payments = g_ptr_array_new_with_free_func (bakery_entity_unref);
  shop->refunds = g_ptr_array_new_with_free_func (bakery_entity_unref);
  shop->movements = g_ptr_array_new_with_free_func (bakery_entity_unref);

  return shop;
}

/* Removes the cache and what it should have. */
void
shop_free (Shop *shop)
{
  g_autofree char *outbox = g_build_filename (shop->folder, CONSOLE_OUTBOX_FILE, NULL);
  g_autoptr(GError) error = NULL;

  bakery_connection_close (shop->connection);
  console_cache_schema_remove (shop->folder, &error);
  g_assert_no_error (error);
  g_unlink (outbox);
  g_rmdir (shop->folder);
  g_ptr_array_unref (shop->stores);
  g_ptr_array_unref (shop->orders);
  g_ptr_array_unref (shop->payments);
  g_ptr_array_unref (shop->refunds);
  g_ptr_array_unref (shop->movements);
  g_rand_free (shop->random);
  g_free (shop->folder);
  g_free (shop);
}

/* Opens shops with two years behind them. The last store is only known when its orders are, and another one moves to the time
 * zone that it has in the end. */
Shop *
shop_new_with_years (void)
{
  Shop *shop = shop_new ();

  put_cakes (shop);
  put_store (shop, 0, "Europe/London");
  put_store (shop, 1, shops[1].time_zone);
  for (guint i = 0; i < N_ORDERS; i++)
    place (shop, i + 1);
  for (guint i = 0; i < N_ORDERS; i += 4)
    pay (shop, i);
  for (guint i = 0; i < shop->payments->len; i += 4)
    refund (shop, i);
  for (gint64 store = 1; store <= N_STORES; store++)
    put_item (shop, store);
  move_goods (shop);
  put_store (shop, 2, shops[2].time_zone);
  put_store (shop, 0, shops[0].time_zone);
  move_some (shop);
  remove_some (shop);

  return shop;
}

/* Writes an entity. */
void
shop_put (Shop    *shop,
          gpointer entity)
{
  transact (shop, put, entity);
}

/* Has the cache count all of a store anew. */
void
shop_recount (Shop    *shop,
              gpointer store)
{
  transact (shop, recount, store);
}

/* Where a store's clocks are. */
const char *
shop_get_time_zone (gint64 store)
{
  return shops[store - 1].time_zone;
}

/* How many minutes after midnight its days begin. */
int
shop_get_cutoff (gint64 store)
{
  return shops[store - 1].cutoff;
}

/* The business day of an instant, by another way than the console's: with GLib's calendar. */
int
shop_find_day (gint64 store,
               gint64 time)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (shops[store - 1].time_zone);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / BAKERY_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
  const int minutes = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (local), g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));

  return console_day_from_date (&date) - (minutes < shops[store - 1].cutoff);
}

/* When an order counts; 0 where nothing was paid for it and the date of payment decides. */
gint64
shop_find_order_time (const Shop        *shop,
                      const BakeryOrder *order,
                      ConsoleSalesBasis  basis)
{
  gint64 first = 0;

  if (basis == CONSOLE_SALES_BY_ORDER_DATE)
    return order->order_date;
  if (basis == CONSOLE_SALES_BY_DUE_DATE)
    return order->due_at != 0 ? order->due_at : order->order_date;

  for (guint i = 0; i < shop->payments->len; i++)
    {
      const BakeryPayment *payment = g_ptr_array_index (shop->payments, i);

      if (payment->order == order->base.id && (first == 0 || payment->paid_at < first))
        first = payment->paid_at;
    }

  return first;
}

/* Of all days. */
ConsoleSalesReport *
shop_read_report (Shop             *shop,
                  gint64            store,
                  ConsoleSalesBasis basis,
                  const char       *category)
{
  g_autoptr(ConsoleSalesQuery) query = console_sales_query_new ();
  g_autoptr(GError) error = NULL;
  ConsoleSalesReport *report;

  query->basis = basis;
  query->category = g_strdup (category);
  query->days = (ConsoleDayRange) { FIRST_DAY, FIRST_DAY + N_DAYS - 1 };
  g_array_append_val (query->stores, store);
  report = console_sales_report_read (shop->connection, query, &error);
  g_assert_no_error (error);

  return report;
}

/* What is behind a figure comes to the figure. */
void
shop_check_slice (Shop                     *shop,
                  const ConsoleSalesReport *report,
                  const ConsoleSalesSlice  *slice,
                  gint64                    expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ConsoleSalesOrders) found = console_sales_orders_read (shop->connection, report->query, slice, &error);
  gint64 sum = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (found->entries->len, ==, found->n_entries);
  for (guint i = 0; i < found->entries->len; i++)
    sum += ((ConsoleSalesEntry *) g_ptr_array_index (found->entries, i))->amount;
  g_assert_cmpint (found->sum, ==, sum);
  g_assert_cmpint (sum, ==, expected);
}

/* How many are behind a figure. */
guint
shop_count_slice (Shop                     *shop,
                  const ConsoleSalesReport *report,
                  const ConsoleSalesSlice  *slice)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ConsoleSalesOrders) found = console_sales_orders_read (shop->connection, report->query, slice, &error);

  g_assert_no_error (error);

  return found->n_entries;
}
