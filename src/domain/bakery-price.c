/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The price engine and the schedule of an order. Pure functions in whole minor units; any thread. */

#include "bakery-price.h"

#include "bakery-error.h"
#include "bakery-money.h"
#include "bakery-time.h"

/* An order without a due time is promised for the next full step of the clock. */
#define PROMISE_STEP (5 * BAKERY_MINUTE)

static gboolean
price_line (BakeryPriceLine *line,
            GError         **error)
{
  gint64 each = MAX (line->unit_price + line->options_price, 0);

  if (line->quantity < 1 || line->quantity > 10000)
    {
      bakery_set_error_violation (error, "quantity", "Ensure this value is between 1 and 10000.");
      return FALSE;
    }

  line->total = each * line->quantity;
  return TRUE;
}

/**
 * bakery_price_compute:
 * @lines: (array length=n_lines) (inout): what is bought; their totals are filled in
 * @n_lines: how many
 * @tax_rate: hundredths of a percent on the goods
 * @delivery_fee: minor units
 * @ret_price: (out): the sums; untouched on failure
 * @error: a %BAKERY_ERROR_INVALID if a quantity is out of range or the total beyond %BAKERY_MONEY_MAXIMUM
 *
 * The one place where prices are computed (D-05): each line is (unit price + options, never below nothing) × quantity;
 * tax is on the sum of the lines, rounded half away from zero once; the delivery fee is added as it is.
 *
 * Returns: %TRUE on success
 */
gboolean
bakery_price_compute (BakeryPriceLine *lines,
                      gsize            n_lines,
                      gint64           tax_rate,
                      gint64           delivery_fee,
                      BakeryPrice     *ret_price,
                      GError         **error)
{
  BakeryPrice price = { 0, 0, delivery_fee, 0 };
  gsize i;

  g_return_val_if_fail (n_lines <= BAKERY_ORDER_LINES_MAXIMUM, FALSE);

  for (i = 0; i < n_lines; i++)
    {
      if (!price_line (&lines[i], error))
        return FALSE;
      price.subtotal += lines[i].total;
    }

  if (price.subtotal <= BAKERY_MONEY_MAXIMUM)
    price.tax = bakery_money_apply_rate (price.subtotal, tax_rate);
  price.total = price.subtotal + price.tax + price.delivery_fee;
  if (price.total > BAKERY_MONEY_MAXIMUM)
    {
      bakery_set_error_violation (error, "total_price", "The total is beyond what one order can cost.");
      return FALSE;
    }

  *ret_price = price;
  return TRUE;
}

static gint64
zone_fee (const BakeryStore *store,
          gint64             distance_metres)
{
  JsonArray *zones = store->zones != NULL ? json_node_get_array (store->zones) : NULL;
  guint digits = bakery_currency_get_digits (store->currency);
  gint64 fee = store->delivery_fee;
  gint64 nearest = G_MAXINT64;
  guint i;

  for (i = 0; zones != NULL && distance_metres > 0 && i < json_array_get_length (zones); i++)
    {
      JsonObject *zone = json_array_get_object_element (zones, i);
      gint64 radius = json_object_get_int_member (zone, "radius_metres");

      if (distance_metres > radius || radius >= nearest)
        continue;
      if (bakery_money_from_string (json_object_get_string_member (zone, "fee"), digits, &fee))
        nearest = radius;
    }

  return fee;
}

/**
 * bakery_order_price:
 * @order: an order of the caller's own, with its lines
 * @store: its store
 * @error: as bakery_price_compute(), and %BAKERY_ERROR_INVALID for too many lines
 *
 * Fills in the totals of the lines and of the order: the store's tax, and for a delivery the fee of the smallest zone
 * that reaches the address, or the store's fee.
 *
 * Returns: %TRUE on success
 */
gboolean
bakery_order_price (BakeryOrder       *order,
                    const BakeryStore *store,
                    GError           **error)
{
  BakeryPriceLine lines[BAKERY_ORDER_LINES_MAXIMUM];
  gboolean is_delivery = order->fulfilment == BAKERY_FULFILMENT_DELIVERY;
  guint n_lines = order->lines != NULL ? order->lines->len : 0;
  BakeryPrice price;
  guint i;

  if (n_lines > BAKERY_ORDER_LINES_MAXIMUM)
    {
      bakery_set_error_violation (error, "lines", "An order has at most %d lines.", BAKERY_ORDER_LINES_MAXIMUM);
      return FALSE;
    }

  for (i = 0; i < n_lines; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);

      lines[i] = (BakeryPriceLine) { line->unit_price, line->options_price, line->quantity, 0 };
    }
  if (!bakery_price_compute (lines,
                             n_lines,
                             store->tax_rate,
                             is_delivery ? zone_fee (store, order->distance_metres) : 0,
                             &price,
                             error))
    return FALSE;

  for (i = 0; i < n_lines; i++)
    ((BakeryOrderLine *) g_ptr_array_index (order->lines, i))->total = lines[i].total;
  order->subtotal = price.subtotal;
  order->tax = price.tax;
  order->tax_rate = store->tax_rate;
  order->delivery_fee = price.delivery_fee;
  order->total_price = price.total;

  return TRUE;
}

/**
 * bakery_order_schedule:
 * @order: an order of the caller's own, with its lines and the time it was placed
 * @store: its store
 *
 * Fills in the work it takes and when it must be started at the latest: hand-over less the time to make it (C-062), less
 * the longest lead time of its lines, less the way for a delivery. An order without a due time is promised for the
 * earliest time that this and the store's lead time allow.
 */
void
bakery_order_schedule (BakeryOrder       *order,
                       const BakeryStore *store)
{
  gint64 lead_minutes = 0;
  gint64 needed;
  guint i;

  order->work_minutes = 0;
  for (i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);

      order->work_minutes += line->work_minutes;
      lead_minutes = MAX (lead_minutes, line->lead_time_minutes);
    }

  needed = order->work_minutes + lead_minutes;
  if (order->fulfilment == BAKERY_FULFILMENT_DELIVERY)
    needed += store->delivery_minutes;

  if (order->due_at == 0)
    {
      gint64 earliest = order->order_date + (needed + store->lead_time_minutes) * BAKERY_MINUTE;

      order->due_at = (earliest + PROMISE_STEP - 1) / PROMISE_STEP * PROMISE_STEP;
    }
  order->latest_start_at = order->due_at - needed * BAKERY_MINUTE;
}
