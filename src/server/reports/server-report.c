/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of a report: which one an instant belongs to, in the time zone of the store and by its business days, and what they are
 * called. Where the figures come from is others' business. One thread at a time. */

#include "config.h"

#include "server-report.h"

#include "bakery-money.h"
#include "bakery-order.h"
#include "bakery-time.h"

#include <string.h>

static const char *const basis_names[] = { "order", "due", "payment", NULL };
const BakeryEnum server_report_bases = { basis_names };

static guint
hash_row (gconstpointer data)
{
  const ServerReportRow *row = data;

  return g_int64_hash (&row->order) ^ (row->key != NULL ? g_str_hash (row->key) : 0) ^
         (row->currency != NULL ? g_str_hash (row->currency) : 0);
}

static gboolean
equal_rows (gconstpointer a,
            gconstpointer b)
{
  const ServerReportRow *first = a;
  const ServerReportRow *second = b;

  return first->order == second->order && g_strcmp0 (first->key, second->key) == 0 &&
         g_strcmp0 (first->currency, second->currency) == 0;
}

static void
row_free (gpointer data)
{
  ServerReportRow *row = data;

  g_free (row->key);
  g_free (row->name);
  g_free (row->currency);
  g_clear_pointer (&row->members, g_hash_table_unref);
  g_free (row);
}

/**
 * server_report_init:
 * @self: (out caller-allocates): a report
 * @by: what makes a row
 * @basis: when something counts
 * @from: the first business day, as days since 1970-01-01
 * @to: the last one
 * @stores: (element-type BakeryStore): all stores that it is of
 *
 * Begins a report without rows.
 */
void
server_report_init (ServerReport     *self,
                    ServerReportBy    by,
                    ServerReportBasis basis,
                    gint64            from,
                    gint64            to,
                    const GPtrArray  *stores)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < stores->len; i++)
    g_string_append_printf (ids, ",%" G_GINT64_FORMAT, ((const BakeryStore *) g_ptr_array_index (stores, i))->base.id);

  memset (self, 0, sizeof *self);
  self->stores = g_strdup_printf ("[%s]", ids->len > 0 ? ids->str + 1 : "");
  g_string_free (ids, TRUE);
  self->by = by;
  self->basis = basis;
  self->from = from;
  self->to = to;
  self->rows = g_hash_table_new_full (hash_row, equal_rows, NULL, row_free);
}

/**
 * server_report_clear:
 * @self: a report
 *
 * Frees what it owns.
 */
void
server_report_clear (ServerReport *self)
{
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->stores, g_free);
  g_clear_pointer (&self->among, g_free);
}

/**
 * server_report_begin_store:
 * @self: a report
 * @store: a store, which must outlive its figures' adding
 *
 * Turns to the figures of the next store.
 */
void
server_report_begin_store (ServerReport      *self,
                           const BakeryStore *store)
{
  BakeryBusinessDay last;

  self->store = store;
  g_free (self->among);
  self->among = self->by == SERVER_REPORT_STORE ? g_strdup_printf ("[%" G_GINT64_FORMAT "]", store->base.id)
                                                : g_strdup (self->stores);
  self->recent = NULL;
  bakery_business_day_init (&last, store, self->to);
  bakery_business_day_init (&self->day, store, self->from);
  self->begin = self->day.begin;
  self->end = last.end;
}

/**
 * server_report_get_row:
 * @self: a report
 * @order: where the row stands among the others
 * @key: (nullable): what it is about, %NULL where @order says it
 * @name: (nullable): what that is called; the last name given counts
 *
 * Returns: (transfer none): the row of the present store's currency, made where there is none yet
 */
ServerReportRow *
server_report_get_row (ServerReport *self,
                       gint64        order,
                       const char   *key,
                       const char   *name)
{
  ServerReportRow wanted = { order, (char *) key, NULL, self->has_currency ? self->store->currency : NULL };
  ServerReportRow *row = g_hash_table_lookup (self->rows, &wanted);

  if (row == NULL)
    {
      row = g_new0 (ServerReportRow, 1);
      row->order = order;
      row->key = g_strdup (key);
      row->currency = g_strdup (wanted.currency);
      g_hash_table_add (self->rows, row);
    }
  if (g_strcmp0 (row->name, name) != 0)
    {
      g_free (row->name);
      row->name = g_strdup (name);
    }

  return row;
}

/* --- By time --- */

static gint64
get_month (gint64 date)
{
  g_autoptr(GDateTime) midnight = g_date_time_new_from_unix_utc (date * (BAKERY_DAY / BAKERY_SECOND));

  return (gint64) g_date_time_get_year (midnight) * 12 + g_date_time_get_month (midnight) - 1;
}

/**
 * server_report_get_order_of_day:
 * @self: a report by days, weeks, months or weekdays
 * @date: a business day
 *
 * Returns: where the row stands that the day counts to
 */
gint64
server_report_get_order_of_day (const ServerReport *self,
                                gint64              date)
{
  if (self->by == SERVER_REPORT_WEEK)
    return date - bakery_business_date_get_weekday (date) + 1;
  if (self->by == SERVER_REPORT_MONTH)
    return get_month (date);
  if (self->by == SERVER_REPORT_WEEKDAY)
    return bakery_business_date_get_weekday (date);

  return date;
}

/**
 * server_report_get_row_at:
 * @self: a report by time or by store
 * @time: an instant of the present store's days
 *
 * Returns: (transfer none): the row that it counts to
 */
ServerReportRow *
server_report_get_row_at (ServerReport *self,
                          gint64        time)
{
  int minutes;

  if (self->by == SERVER_REPORT_STORE)
    return server_report_get_row (self, self->store->base.id, NULL, self->store->name);
  if (self->by == SERVER_REPORT_HOUR)
    {
      bakery_time_get_day (time, self->store->time_zone, &minutes);
      return server_report_get_row (self, minutes / 60, NULL, NULL);
    }

  if (self->recent == NULL || !BAKERY_BUSINESS_DAY_HAS (&self->day, time))
    {
      bakery_business_day_init_from_time (&self->day, self->store, time);
      self->recent = server_report_get_row (self, server_report_get_order_of_day (self, self->day.date), NULL, NULL);
    }

  return self->recent;
}

/* --- What comes out --- */

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const ServerReportRow *first = *(const ServerReportRow *const *) a;
  const ServerReportRow *second = *(const ServerReportRow *const *) b;
  int order = (first->order > second->order) - (first->order < second->order);

  if (order == 0)
    order = g_strcmp0 (first->key, second->key);

  return order != 0 ? order : g_strcmp0 (first->currency, second->currency);
}

static int
compare_by_figure (gconstpointer a,
                   gconstpointer b,
                   gpointer      user_data)
{
  const ServerReportRow *first = *(const ServerReportRow *const *) a;
  const ServerReportRow *second = *(const ServerReportRow *const *) b;
  int figure = GPOINTER_TO_INT (user_data);

  if (first->figures[figure] != second->figures[figure])
    return first->figures[figure] < second->figures[figure] ? 1 : -1;

  return compare_rows (a, b);
}

/**
 * server_report_dup_rows:
 * @self: a report
 * @sorted_by: a figure of which the largest comes first, -1 for the order of what the rows are about
 *
 * Returns: (transfer container) (element-type ServerReportRow): its rows in order; they belong to the report
 */
GPtrArray *
server_report_dup_rows (const ServerReport *self,
                        int                 sorted_by)
{
  GPtrArray *rows = g_ptr_array_sized_new (g_hash_table_size (self->rows));
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    g_ptr_array_add (rows, row);
  if (sorted_by < 0)
    g_ptr_array_sort (rows, compare_rows);
  else
    g_ptr_array_sort_with_data (rows, compare_by_figure, GINT_TO_POINTER (sorted_by));

  return rows;
}

static char *
dup_key (const ServerReport    *self,
         const ServerReportRow *row)
{
  if (row->key != NULL)
    return g_strdup (row->key);

  if (self->by == SERVER_REPORT_DAY || self->by == SERVER_REPORT_WEEK)
    return bakery_business_date_to_string (row->order);
  if (self->by == SERVER_REPORT_MONTH)
    return g_strdup_printf ("%04d-%02d", (int) (row->order / 12), (int) (row->order % 12) + 1);
  if (self->by == SERVER_REPORT_HOUR)
    return g_strdup_printf ("%02d", (int) row->order);
  if (self->by == SERVER_REPORT_PAYMENT_METHOD)
    return g_strdup (bakery_enum_to_string (&bakery_payment_methods, (int) row->order));
  if (self->by == SERVER_REPORT_STAGE)
    return g_strdup (bakery_enum_to_string (&bakery_stages, (int) row->order));

  return g_strdup_printf ("%" G_GINT64_FORMAT, row->order);
}

static void
write_figure (const ServerReportFigure *figure,
              gint64                    value,
              const char               *currency,
              BakeryJsonWriter         *writer)
{
  char text[BAKERY_MONEY_BUFFER_SIZE];

  bakery_json_writer_name (writer, figure->name);
  if (!figure->is_money)
    bakery_json_writer_integer (writer, value);
  else
    bakery_json_writer_string (writer,
                               bakery_money_format_to_buffer (value, bakery_currency_get_digits (currency), text));
}

/**
 * server_report_write_row:
 * @self: a report
 * @row: one of its rows
 * @writer: where a value is expected
 *
 * Writes the row as a JSON object: key, name, currency, figures.
 */
void
server_report_write_row (const ServerReport    *self,
                         const ServerReportRow *row,
                         BakeryJsonWriter      *writer)
{
  g_autofree char *key = dup_key (self, row);
  guint i;

  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "key");
  bakery_json_writer_string (writer, key);
  if (self->has_name)
    {
      bakery_json_writer_name (writer, "name");
      bakery_json_writer_string (writer, row->name != NULL ? row->name : "");
    }
  if (self->has_currency)
    {
      bakery_json_writer_name (writer, "currency");
      bakery_json_writer_string (writer, row->currency);
    }
  for (i = 0; i < self->n_figures; i++)
    write_figure (&self->figures[i], row->figures[i], row->currency, writer);
  bakery_json_writer_end_object (writer);
}
