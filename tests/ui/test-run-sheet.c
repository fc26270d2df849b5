/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The run on paper: its stops in order, with all that a driver needs at the door, and a line to sign on where it is not
 * done; and the way to a stop, which is a page on the web. */

#include "config.h"

#include "bakery-order.h"
#include "bakery-store.h"
#include "bakery-time.h"
#include "console-delivery-texts.h"
#include "console-destination.h"
#include "console-run-sheet.h"

#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#define NOW (G_GINT64_CONSTANT (1772367000) * BAKERY_SECOND) /* 2026-03-01 12:10 UTC */

static BakeryOrder *
create_order (gint64      id,
              const char *name,
              gboolean    is_gift)
{
  BakeryOrder *order = bakery_order_new ();
  BakeryOrderLine *line = bakery_order_line_new ();

  order->base.id = id;
  order->number = 1000 + id;
  order->due_at = NOW + BAKERY_HOUR;
  order->is_gift = is_gift;
  g_free (order->recipient_name);
  order->recipient_name = g_strdup (name);
  g_free (order->recipient_phone);
  order->recipient_phone = g_strdup ("9876543210");
  g_free (order->delivery_address);
  order->delivery_address = g_strdup ("12 Sweet Street");
  g_free (order->notes);
  order->notes = g_strdup ("Ring twice");
  line->quantity = 2;
  g_free (line->name);
  line->name = g_strdup ("Black Forest");
  order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (order->lines, line);

  return order;
}

static void
add_stop (BakeryDelivery *delivery,
          GListStore     *destinations,
          BakeryOrder    *order,
          BakeryStopState state)
{
  g_autoptr(ConsoleDestination) item = console_destination_new (order);
  BakeryDeliveryStop *stop = bakery_delivery_stop_new ();

  stop->order = order->base.id;
  stop->state = (int) state;
  g_array_append_val (delivery->orders, order->base.id);
  g_ptr_array_add (delivery->stops, stop);
  g_list_store_append (destinations, item);
}

static void
test_sheet (void)
{
  g_autoptr(BakeryDelivery) delivery = bakery_delivery_new ();
  g_autoptr(GListStore) destinations = g_list_store_new (CONSOLE_TYPE_DESTINATION);
  g_autoptr(BakeryOrder) first = create_order (7, "Asha Rao", FALSE);
  g_autoptr(BakeryOrder) second = create_order (3, "Mia", TRUE);
  const ConsoleDeliveryRun run = { .delivery = delivery, .driver = (char *) "Ravi Menon" };
  g_autoptr(ConsoleSheet) sheet = NULL;
  g_auto(ConsoleCalendar) calendar = { 0 };
  g_autofree char *csv = NULL;
  const char *asha, *mia;

  console_calendar_init (&calendar, "UTC", NOW);
  delivery->orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  delivery->stops = g_ptr_array_new_with_free_func (bakery_entity_unref);
  add_stop (delivery, destinations, first, BAKERY_STOP_DELIVERED);
  add_stop (delivery, destinations, second, BAKERY_STOP_WAITING);

  sheet = console_run_sheet_new (&run, G_LIST_MODEL (destinations), NULL, &calendar);
  csv = console_sheet_dup_csv (sheet);
  asha = strstr (csv, "1. #1007 · Asha Rao\n9876543210");
  mia = strstr (csv, "2. #1003 · Mia\n9876543210");
  g_assert_nonnull (asha);
  g_assert_true (mia > asha);
  g_assert_nonnull (strstr (asha, "12 Sweet Street"));
  g_assert_nonnull (strstr (asha, "2 × Black Forest"));
  g_assert_nonnull (strstr (mia, "A surprise: do not call the recipient.\nRing twice"));
  g_assert_null (g_strstr_len (asha, mia - asha, "____"));
  g_assert_nonnull (strstr (mia, "____"));
}

/* From door to door where both are known; where the place of the address is not, whoever drives can look for it. */
static void
test_way (void)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();
  g_autoptr(BakeryOrder) order = create_order (7, "Asha Rao", FALSE);
  g_autoptr(ConsoleDestination) item = console_destination_new (order);
  g_autofree char *way = NULL;
  g_autofree char *search = NULL;

  store->latitude = 18.5;
  store->longitude = 73.8;
  order->latitude = 18.51;
  order->longitude = 73.81;
  way = console_destination_dup_way (item, store);
  g_assert_cmpstr (way, ==, "https://www.openstreetmap.org/directions?route=18.500000%2C73.800000%3B18.510000%2C73.810000");

  order->latitude = NAN;
  search = console_destination_dup_way (item, store);
  g_assert_true (g_str_has_suffix (search, "12%20Sweet%20Street"));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/run-sheet/stops", test_sheet);

  g_test_add_func ("/ui/run-sheet/way", test_way);

  return g_test_run ();
}
