/* SPDX-License-Identifier: GPL-3.0-or-later */

/* console-figures FOLDER: makes a console's cache in FOLDER of the pages of the change feed in standard input, as the console
 * does, and answers each line {"store", "basis", "category", "days", "others", "today"} with one line of what the Revenue page
 * would have to show: figures that are not zero, in all, by day, hour and all groupings. Bases are "order", "due" and
 * "payment"; a range is its first and last day, days are counted since 1970. */

#include "config.h"

#include "console-cache-schema.h"
#include "console-feed-page.h"
#include "console-sales-report.h"

#include "bakery-json-writer.h"
#include "bakery-order.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <unistd.h>

static const struct
{
  const char *name;
  gsize       offset;
} members[] = {
  { "orders", G_STRUCT_OFFSET (ConsoleSalesFigures, orders) },
  { "ordered", G_STRUCT_OFFSET (ConsoleSalesFigures, ordered) },
  { "quantity", G_STRUCT_OFFSET (ConsoleSalesFigures, quantity) },
  { "sales", G_STRUCT_OFFSET (ConsoleSalesFigures, sales) },
  { "tax", G_STRUCT_OFFSET (ConsoleSalesFigures, tax) },
  { "delivery", G_STRUCT_OFFSET (ConsoleSalesFigures, delivery) },
  { "refunds", G_STRUCT_OFFSET (ConsoleSalesFigures, refunds) },
  { "n_refunds", G_STRUCT_OFFSET (ConsoleSalesFigures, n_refunds) },
  { "purchases", G_STRUCT_OFFSET (ConsoleSalesFigures, purchases) },
  { "used", G_STRUCT_OFFSET (ConsoleSalesFigures, used) },
  { "waste", G_STRUCT_OFFSET (ConsoleSalesFigures, waste) },
  { "missing", G_STRUCT_OFFSET (ConsoleSalesFigures, missing) },
};

static const char *const groupings[CONSOLE_N_SALES_GROUPINGS] = {
  "cake", "category", "option", "store", "payment_method", "stage",
};

static const char *const bases[] = { "order", "due", "payment", NULL };

/* Answers */

static gboolean
is_nothing (const ConsoleSalesFigures *figures)
{
  static const ConsoleSalesFigures nothing = { 0 };

  return memcmp (figures, &nothing, sizeof nothing) == 0;
}

static void
write_figures (BakeryJsonWriter          *writer,
               const char                *name,
               const ConsoleSalesFigures *figures)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const gint64 value = G_STRUCT_MEMBER (gint64, figures, members[i].offset);

      if (value == 0)
        continue;
      bakery_json_writer_name (writer, members[i].name);
      bakery_json_writer_integer (writer, value);
    }
  bakery_json_writer_end_object (writer);
}

static void
write_days (BakeryJsonWriter          *writer,
            const char                *name,
            const ConsoleSalesFigures *days,
            ConsoleDayRange            range)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_begin_object (writer);
  for (int day = range.first; days != NULL && day <= range.last; day++)
    {
      g_autofree char *key = g_strdup_printf ("%d", day);

      if (!is_nothing (&days[day - range.first]))
        write_figures (writer, key, &days[day - range.first]);
    }
  bakery_json_writer_end_object (writer);
}

static char *
dup_key (ConsoleSalesGrouping   grouping,
         const ConsoleSalesRow *row)
{
  switch (grouping)
    {
    case CONSOLE_SALES_PER_CATEGORY:
    case CONSOLE_SALES_PER_OPTION:
      return g_strdup (row->name);

    case CONSOLE_SALES_PER_METHOD:
      return g_strdup (bakery_enum_to_string (&bakery_payment_methods, (int) row->number));

    case CONSOLE_SALES_PER_STAGE:
      return g_strdup (bakery_enum_to_string (&bakery_stages, (int) row->number));

    case CONSOLE_SALES_PER_CAKE:
      return row->number == 0 ? g_strdup (row->name) : g_strdup_printf ("%" G_GINT64_FORMAT, row->number);

    case CONSOLE_SALES_PER_STORE:
    case CONSOLE_N_SALES_GROUPINGS:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, row->number);
    }
}

static void
write_rows (BakeryJsonWriter         *writer,
            const ConsoleSalesReport *report,
            ConsoleSalesGrouping      grouping)
{
  bakery_json_writer_name (writer, groupings[grouping]);
  bakery_json_writer_begin_object (writer);
  for (guint i = 0; i < report->rows[grouping]->len; i++)
    {
      const ConsoleSalesRow *row = g_ptr_array_index (report->rows[grouping], i);
      g_autofree char *key = dup_key (grouping, row);

      if (is_nothing (&row->figures))
        continue;
      write_figures (writer, key, &row->figures);
    }
  bakery_json_writer_end_object (writer);
}

static void
write_week (BakeryJsonWriter         *writer,
            const ConsoleSalesReport *report)
{
  bakery_json_writer_name (writer, "week");
  bakery_json_writer_begin_object (writer);
  for (guint day = 0; day < G_N_ELEMENTS (report->week); day++)
    for (guint hour = 0; hour < G_N_ELEMENTS (report->week[day].counts); hour++)
      {
        g_autofree char *key = g_strdup_printf ("%u %02u", day + 1, hour);

        if (report->week[day].counts[hour] == 0)
          continue;
        bakery_json_writer_name (writer, key);
        bakery_json_writer_integer (writer, report->week[day].counts[hour]);
      }
  bakery_json_writer_end_object (writer);
}

static void
write_values (BakeryJsonWriter         *writer,
              const ConsoleSalesReport *report)
{
  const ConsoleDayRange range = report->query->days;

  bakery_json_writer_name (writer, "stock");
  bakery_json_writer_begin_object (writer);
  for (int day = range.first; report->stock_values != NULL && day <= range.last; day++)
    {
      g_autofree char *key = g_strdup_printf ("%d", day);

      bakery_json_writer_name (writer, key);
      bakery_json_writer_integer (writer, report->stock_values[day - range.first]);
    }
  bakery_json_writer_end_object (writer);
}

static void
write_number (BakeryJsonWriter *writer,
              const char       *name,
              gint64            value)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_integer (writer, value);
}

static char *
dup_answer (const ConsoleSalesReport *report)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { .text = text };

  bakery_json_writer_begin_object (&writer);
  write_figures (&writer, "total", &report->total);
  write_figures (&writer, "others", &report->others);
  write_days (&writer, "days", report->days, report->query->days);
  write_days (&writer, "other_days", report->other_days, report->query->others);
  write_week (&writer, report);
  for (ConsoleSalesGrouping i = 0; i < CONSOLE_N_SALES_GROUPINGS; i++)
    write_rows (&writer, report, i);
  write_number (&writer, "customers", report->customers);
  write_number (&writer, "new_customers", report->new_customers);
  write_number (&writer, "other_customers", report->other_customers);
  write_number (&writer, "stock_value", report->stock_value);
  write_values (&writer, report);
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

/* Questions */

static ConsoleDayRange
get_range (JsonObject *question,
           const char *name)
{
  JsonArray *days = json_object_get_array_member (question, name);

  return (ConsoleDayRange) { (int) json_array_get_int_element (days, 0), (int) json_array_get_int_element (days, 1) };
}

static ConsoleSalesQuery *
create_query (JsonObject *question)
{
  ConsoleSalesQuery *query = console_sales_query_new ();
  const gint64 store = json_object_get_int_member (question, "store");
  const char *basis = json_object_get_string_member (question, "basis");

  for (guint i = 0; bases[i] != NULL; i++)
    if (g_str_equal (bases[i], basis))
      query->basis = (ConsoleSalesBasis) i;
  query->category = g_strdup (json_object_get_string_member_with_default (question, "category", NULL));
  query->days = get_range (question, "days");
  query->others = get_range (question, "others");
  query->today = (int) json_object_get_int_member (question, "today");
  query->stock = query->category == NULL ? CONSOLE_SALES_STOCK_BY_DAY : CONSOLE_SALES_WITHOUT_STOCK;
  g_array_append_val (query->stores, store);

  return query;
}

static gboolean
answer (BakeryConnection *connection,
        JsonObject       *question,
        GError          **error)
{
  g_autoptr(ConsoleSalesQuery) query = create_query (question);
  g_autoptr(ConsoleSalesReport) report = console_sales_report_read (connection, query, error);
  g_autofree char *text = NULL;

  if (report == NULL)
    return FALSE;

  text = dup_answer (report);
  g_print ("%s\n", text);

  return TRUE;
}

static gboolean
write_page (BakeryConnection *connection,
            gpointer          user_data,
            GError          **error)
{
  g_autoptr(ConsoleCacheChanges) changes = console_cache_changes_new ();

  return console_feed_page_write (connection, changes, user_data, error) &&
         console_cache_changes_finish (changes, connection, error);
}

/* A page of the feed ends with a line that has the cursor of the next one. */
static gboolean
take_line (BakeryConnection *connection,
           ConsoleFeedPage  *page,
           const char       *line,
           GError          **error)
{
  g_autoptr(JsonNode) node = json_from_string (line, error);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    return FALSE;
  if (json_object_has_member (object, "basis"))
    return answer (connection, object, error);

  g_ptr_array_add (page->lines, g_strdup (line));
  if (!json_object_has_member (object, "next"))
    return TRUE;
  if (!bakery_connection_transaction (connection, write_page, page, error))
    return FALSE;

  g_ptr_array_set_size (page->lines, 0);

  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr(ConsoleFeedPage) page = console_feed_page_new (FALSE);
  g_autoptr(BakeryConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  gboolean replaced;

  if (argc != 2)
    {
      g_printerr ("console-figures FOLDER\n");
      return EXIT_FAILURE;
    }

  connection = console_cache_schema_open (argv[1], &replaced, &error);
  while (error == NULL)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

      if (line == NULL)
        break;
      take_line (connection, page, line, &error);
    }

  if (error == NULL)
    return EXIT_SUCCESS;

  g_printerr ("console-figures: %s\n", error->message);
  return EXIT_FAILURE;
}
