/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a store's stock was worth when its days ended, at what packs cost today: what there is now less what moved since, from
 * the newest movement back. Runs on the thread of its connection. */

#include "config.h"

#include "server-report-figures.h"

#include "bakery-inventory.h"
#include "bakery-records.h"

/* By the index over store and time. */
static const char select_movements[] =
  "SELECT m.item, m.at, m.quantity FROM stock_movements AS m WHERE m.store = $1 AND m.at >= $2 AND m.at < $3"
  " AND m.quantity <> 0 ORDER BY m.at DESC";

/* The way back from the present. */
typedef struct
{
  ServerReport *report;

  /* Owned: id to BakeryInventoryItem, with what there was of it. */
  GHashTable *items;
  gint64      value;

  /* The latest day that has no value yet, and the day that was looked at last. */
  gint64            date;
  BakeryBusinessDay day;
} Walk;

static gint64
get_value (const BakeryInventoryItem *item)
{
  return bakery_inventory_item_get_cost (item, MAX (item->quantity, 0));
}

static gboolean
load_items (Walk             *walk,
            BakeryConnection *connection,
            GError          **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_inventory_item_type, NULL, BAKERY_RECORDS_TABLES);
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM inventory_items WHERE store = $1 AND deleted_at IS NULL", columns);
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, sql, error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, walk->report->store->base.id);
  while (bakery_statement_step (select, &has_row, error))
    {
      BakeryInventoryItem *item;

      if (!has_row)
        return TRUE;
      item = bakery_records_from_row (&bakery_inventory_item_type, select, 0, BAKERY_RECORDS_TABLES, error);
      if (item == NULL)
        return FALSE;
      g_hash_table_insert (walk->items, &item->base.id, item);
      walk->value += get_value (item);
    }

  return FALSE;
}

/* Whether a row says what there was when this day ended: the day's, or that of the week or month that ends with it or is cut
 * off there. */
static gboolean
ends_row (const ServerReport *report,
          gint64              date)
{
  return date == MIN (report->to, report->today) ||
         server_report_get_order_of_day (report, date) != server_report_get_order_of_day (report, date + 1);
}

/* Nothing moved since the end of @date; so it was then, and at the end of the days since that have no value yet. */
static void
go_back_to (Walk  *walk,
            gint64 date)
{
  ServerReport *report = walk->report;

  for (; walk->date >= MAX (date, report->from); walk->date--)
    {
      ServerReportRow *row;

      if (!ends_row (report, walk->date))
        continue;
      row = server_report_get_row (report, server_report_get_order_of_day (report, walk->date), NULL, NULL);
      row->figures[SERVER_INVENTORY_VALUE] += walk->value;
    }
}

static void
take_back (Walk  *walk,
           gint64 id,
           gint64 quantity)
{
  BakeryInventoryItem *item = g_hash_table_lookup (walk->items, &id);

  if (item == NULL)
    return;

  walk->value -= get_value (item);
  item->quantity -= quantity;
  walk->value += get_value (item);
}

static gboolean
walk_back (Walk             *walk,
           BakeryConnection *connection,
           GError          **error)
{
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, select_movements, error);
  const BakeryStore *store = walk->report->store;
  gboolean has_row = TRUE;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, store->base.id);
  bakery_statement_bind_int (select, 2, walk->report->begin);
  bakery_statement_bind_int (select, 3, G_MAXINT64);
  while (has_row)
    {
      gint64 at;

      if (!bakery_statement_step (select, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      at = bakery_statement_get_int (select, 1);
      if (!BAKERY_BUSINESS_DAY_HAS (&walk->day, at))
        bakery_business_day_init_from_time (&walk->day, store, at);
      go_back_to (walk, walk->day.date);
      take_back (walk, bakery_statement_get_int (select, 0), bakery_statement_get_int (select, 2));
    }
  go_back_to (walk, walk->report->from);

  return TRUE;
}

/**
 * server_report_add_inventory:
 * @self: a report by days, weeks or months with the figures SERVER_INVENTORY_…
 * @connection: any connection
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Adds what the stock of the present store was worth when each day, week or month ended, or when the report does.
 *
 * Returns: whether it could
 */
gboolean
server_report_add_inventory (ServerReport     *self,
                             BakeryConnection *connection,
                             GError          **error)
{
  Walk walk = { .report = self, .date = MIN (self->to, self->today) };
  gboolean is_added;

  walk.items = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, bakery_entity_unref);
  is_added = load_items (&walk, connection, error) && walk_back (&walk, connection, error);
  g_hash_table_unref (walk.items);

  return is_added;
}

/**
 * server_report_peek_stock_statement:
 *
 * Returns: (transfer none): how the movements are asked for, so that it can be seen how they are found
 */
const char *
server_report_peek_stock_statement (void)
{
  return select_movements;
}
