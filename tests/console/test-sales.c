/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sums of what was sold: two years of orders at three stores in three time zones, placed, moved, paid, refunded, cancelled
 * and removed in any order. The sums that were kept all along are compared with a count of everything at the end, and the
 * reports with figures that this test adds up from the entities by itself. */

#include "config.h"

#include "console-cache-entities.h"
#include "console-cache-schema.h"
#include "console-sales-orders.h"

#include "bakery-cake.h"
#include "bakery-payment.h"
#include "bakery-time.h"

#include <glib/gstdio.h>

#define N_STORES 3
#define N_ORDERS 900
#define N_DAYS 731
#define N_CAKES 5

/* 2024-11-01: a day before daylight saving time ends in New York, and two years with three such days of each kind. */
#define FIRST_DAY 20028

static const struct
{
  const char *time_zone;
  int         cutoff;
} shops[N_STORES] = { { "Asia/Kolkata", 0 }, { "America/New_York", 180 }, { "Pacific/Auckland", 30 } };

typedef struct
{
  char             *folder;
  BakeryConnection *connection;
  GRand            *random;

  /* Owned: what the cache should have. */
  GPtrArray *stores;
  GPtrArray *orders;
  GPtrArray *payments;
  GPtrArray *refunds;
} Shop;

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

static void
pay (Shop *shop,
     guint position)
{
  BakeryOrder *order = bakery_entity_copy (g_ptr_array_index (shop->orders, position));
  BakeryPayment *payment = bakery_payment_new ();

  payment->base.id = shop->payments->len + 1;
  payment->order = order->base.id;
  payment->store = order->store;
  payment->amount = order->total_price;
  payment->method = g_rand_int_range (shop->random, 0, 4);
  payment->status = BAKERY_PAYMENT_STATE_SUCCEEDED;
  payment->created_at = order->order_date;
  payment->paid_at = order->order_date + g_rand_int_range (shop->random, 0, 30) * BAKERY_HOUR;
  order->paid_at = payment->paid_at;
  g_ptr_array_add (shop->payments, payment);

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

static void
put_cakes (Shop *shop)
{
  for (int i = 1; i < N_CAKES; i++)
    {
      g_autoptr(BakeryCake) cake = bakery_cake_new ();

      cake->base.id = i;
      cake->store = 1;
      take_text (&cake->name, g_strdup_printf ("Cake %d", i));
      take_text (&cake->category, g_strdup (i % 2 == 0 ? "Even" : "Odd"));
      transact (shop, put, cake);
    }
}

static void
move_some (Shop *shop)
{
  for (guint i = 0; i < shop->orders->len; i += 2)
    {
      BakeryOrder *order = bakery_entity_copy (g_ptr_array_index (shop->orders, i));

      order->stage = g_rand_int_range (shop->random, BAKERY_STAGE_PENDING, BAKERY_N_STAGES);
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

  return shop;
}

static void
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
  g_rand_free (shop->random);
  g_free (shop->folder);
  g_free (shop);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shop, shop_free)

/* The last store is only known when its orders are, and another one moves to the time zone that it has in the end. */
static Shop *
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
  put_store (shop, 2, shops[2].time_zone);
  put_store (shop, 0, shops[0].time_zone);
  move_some (shop);
  remove_some (shop);

  return shop;
}

static char **
dup_sums (Shop *shop)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GStrvBuilder) sums = g_strv_builder_new ();
  g_autoptr(BakeryStatement) statement =
    bakery_connection_prepare (shop->connection,
                               "SELECT json_array (grain, basis, store, key, day, hour, orders, quantity, sales, tax, "
                               "delivery, refunds, n_refunds) AS row FROM sales UNION ALL "
                               "SELECT json_array ('customer', store, customer, first_at) FROM sold_customers ORDER BY row",
                               &error);
  gboolean has_row = TRUE;

  g_assert_no_error (error);
  while (has_row)
    {
      g_assert_true (bakery_statement_step (statement, &has_row, &error));
      if (has_row)
        g_strv_builder_add (sums, bakery_statement_peek_text (statement, 0));
    }

  return g_strv_builder_end (sums);
}

static void
test_recount (void)
{
  g_autoptr(Shop) shop = shop_new_with_years ();
  g_auto(GStrv) kept = dup_sums (shop);
  g_auto(GStrv) counted = NULL;

  for (guint i = 0; i < shop->stores->len; i++)
    transact (shop, recount, g_ptr_array_index (shop->stores, i));
  counted = dup_sums (shop);

  g_assert_cmpuint (g_strv_length (kept), >, 5000);
  for (guint i = 0; kept[i] != NULL; i++)
    g_assert_cmpstr (kept[i], ==, counted[i]);
  g_assert_cmpuint (g_strv_length (kept), ==, g_strv_length (counted));
}

/* The same figures by another way: the entities, and GLib's calendar */

static int
find_day (gint64 store,
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

static gint64
sum_payments (const Shop *shop,
              gint64      order)
{
  gint64 sum = 0;

  for (guint i = 0; i < shop->payments->len; i++)
    {
      const BakeryPayment *payment = g_ptr_array_index (shop->payments, i);

      sum += payment->order == order ? payment->amount : 0;
    }

  return sum;
}

static gboolean
has_order (const Shop *shop,
           gint64      order)
{
  for (guint i = 0; i < shop->orders->len; i++)
    {
      if (((BakeryOrder *) g_ptr_array_index (shop->orders, i))->base.id == order)
        return TRUE;
    }

  return FALSE;
}

static void
expect (ConsoleSalesFigures *days,
        gint64               store,
        gint64               wanted,
        gint64               time,
        gint64               sales,
        gint64               refunds,
        gint64               orders)
{
  const int day = find_day (store, time) - FIRST_DAY;

  if (store != wanted || day < 0 || day >= N_DAYS)
    return;

  days[day].sales += sales;
  days[day].refunds += refunds;
  days[day].orders += orders;
}

static void
expect_orders (const Shop          *shop,
               gint64               store,
               ConsoleSalesBasis    basis,
               ConsoleSalesFigures *days)
{
  for (guint i = 0; i < shop->orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (shop->orders, i);
      const gboolean counts = order->stage != BAKERY_STAGE_CANCELLED;
      const gint64 due = order->due_at != 0 ? order->due_at : order->order_date;

      if (basis != CONSOLE_SALES_BY_PAYMENT_DATE)
        expect (days, order->store, store, basis == CONSOLE_SALES_BY_DUE_DATE ? due : order->order_date,
                counts ? order->total_price : sum_payments (shop, order->base.id), 0, counts);
      else if (order->paid_at != 0)
        expect (days, order->store, store, order->paid_at, sum_payments (shop, order->base.id), 0, counts);
    }
}

static void
expect_refunds (const Shop          *shop,
                gint64               store,
                ConsoleSalesFigures *days)
{
  for (guint i = 0; i < shop->refunds->len; i++)
    {
      const BakeryRefund *entity = g_ptr_array_index (shop->refunds, i);

      if (entity->status == BAKERY_REFUND_STATE_SUCCEEDED && has_order (shop, entity->order))
        expect (days, entity->store, store, entity->refunded_at != 0 ? entity->refunded_at : entity->created_at, 0,
                entity->amount, 0);
    }
}

static ConsoleSalesReport *
read_report (Shop             *shop,
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
  query->until = G_MAXINT64;
  g_array_append_val (query->stores, store);
  report = console_sales_report_read (shop->connection, query, &error);
  g_assert_no_error (error);

  return report;
}

static void
test_days (void)
{
  g_autoptr(Shop) shop = shop_new_with_years ();

  for (gint64 store = 1; store <= N_STORES; store++)
    for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
      {
        g_autoptr(ConsoleSalesReport) report = read_report (shop, store, basis, NULL);
        g_autofree ConsoleSalesFigures *expected = g_new0 (ConsoleSalesFigures, N_DAYS);

        expect_orders (shop, store, basis, expected);
        expect_refunds (shop, store, expected);
        for (guint i = 0; i < N_DAYS; i++)
          {
            g_assert_cmpint (report->days[i].sales, ==, expected[i].sales);
            g_assert_cmpint (report->days[i].refunds, ==, expected[i].refunds);
            g_assert_cmpint (report->days[i].orders, ==, expected[i].orders);
          }
      }
}

static gint64
sum_rows (const GPtrArray *rows,
          gsize            member)
{
  gint64 sum = 0;

  for (guint i = 0; i < rows->len; i++)
    sum += G_STRUCT_MEMBER (gint64, &((ConsoleSalesRow *) g_ptr_array_index (rows, i))->figures, member);

  return sum;
}

#define SUM(report, grouping, member) \
  sum_rows ((report)->rows[grouping], G_STRUCT_OFFSET (ConsoleSalesFigures, member))

/* Whatever the money is told apart by, it is the same money. */
static void
test_groupings_agree (void)
{
  g_autoptr(Shop) shop = shop_new_with_years ();

  for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
    {
      g_autoptr(ConsoleSalesReport) report = read_report (shop, 2, basis, NULL);
      g_autoptr(ConsoleSalesReport) even = read_report (shop, 2, basis, "Even");
      g_autoptr(ConsoleSalesReport) odd = read_report (shop, 2, basis, "Odd");
      g_autoptr(ConsoleSalesReport) other = read_report (shop, 2, basis, "");
      const gint64 cakes = SUM (report, CONSOLE_SALES_PER_CAKE, sales);

      g_assert_cmpint (report->total.sales, >, 0);
      g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_STORE, sales), ==, report->total.sales);
      g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_METHOD, sales), ==, report->total.sales);
      g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_METHOD, refunds), ==, report->total.refunds);
      g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_CATEGORY, sales), ==, cakes);
      g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_CAKE, quantity), ==, report->total.quantity);
      g_assert_cmpint (even->total.sales, ==, SUM (even, CONSOLE_SALES_PER_CAKE, sales));
      g_assert_cmpint (other->total.sales, ==, 0);
      g_assert_cmpint (even->total.sales + odd->total.sales, <, cakes);
    }
}

/* Cakes, tax and delivery come to the sales of the orders that were not cancelled, to the last minor unit. */
static void
test_cakes_reconcile (void)
{
  g_autoptr(Shop) shop = shop_new_with_years ();
  g_autoptr(ConsoleSalesReport) report = read_report (shop, 1, CONSOLE_SALES_BY_ORDER_DATE, NULL);
  gint64 cancelled = 0;

  for (guint i = 0; i < shop->orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (shop->orders, i);

      if (order->store == 1 && order->stage == BAKERY_STAGE_CANCELLED)
        cancelled += sum_payments (shop, order->base.id);
    }

  g_assert_cmpint (cancelled, >, 0);
  g_assert_cmpint (SUM (report, CONSOLE_SALES_PER_CAKE, sales) + report->total.tax + report->total.delivery + cancelled,
                   ==, report->total.sales);
}

/* What is behind a figure comes to the figure. */

static void
check_slice (Shop                     *shop,
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

static void
check_rows (Shop                     *shop,
            const ConsoleSalesReport *report,
            ConsoleSalesGrouping      grouping)
{
  const GPtrArray *rows = report->rows[grouping];

  g_assert_cmpuint (rows->len, >, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;

      slice.days = report->query->days;
      slice.grouping = grouping;
      slice.row = g_ptr_array_index (rows, i);
      check_slice (shop, report, &slice, console_sales_figures_get_revenue (&slice.row->figures));
    }
}

static void
test_behind (void)
{
  g_autoptr(Shop) shop = shop_new_with_years ();

  for (ConsoleSalesBasis basis = 0; basis < CONSOLE_N_SALES_BASES; basis++)
    {
      g_autoptr(ConsoleSalesReport) report = read_report (shop, 3, basis, NULL);
      ConsoleSalesSlice slice = CONSOLE_SALES_SLICE_INIT;

      slice.days = report->query->days;
      check_slice (shop, report, &slice, console_sales_figures_get_revenue (&report->total));
      slice.only_refunds = TRUE;
      check_slice (shop, report, &slice, -report->total.refunds);
      for (ConsoleSalesGrouping grouping = 0; grouping < CONSOLE_N_SALES_GROUPINGS; grouping++)
        check_rows (shop, report, grouping);
      for (guint i = 0; i < N_DAYS; i += 40)
        {
          slice = (ConsoleSalesSlice) CONSOLE_SALES_SLICE_INIT;
          slice.days = (ConsoleDayRange) { FIRST_DAY + (int) i, FIRST_DAY + (int) i };
          check_slice (shop, report, &slice, console_sales_figures_get_revenue (&report->days[i]));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sales/recount", test_recount);
  g_test_add_func ("/sales/days", test_days);
  g_test_add_func ("/sales/groupings-agree", test_groupings_agree);
  g_test_add_func ("/sales/cakes-reconcile", test_cakes_reconcile);
  g_test_add_func ("/sales/behind", test_behind);

  return g_test_run ();
}
