/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bake list (F-01): what is to be made on some days for the orders that were accepted; and what was ticked off it, as marks
 * that add up, so that several people can tick off at once. Beside it, what customers asked for in vain. */

#include "config.h"

#include "server-routes.h"

#include "bakery-bake-list.h"
#include "bakery-error.h"
#include "bakery-records.h"
#include "bakery-store.h"
#include "bakery-time.h"
#include "bakery-unmet-demand.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-collection.h"
#include "server-recipe-store.h"

#define MAXIMUM_DAYS 31

/* How long before the work on an order begins something can be made for it, and how long before the hand-over the work can. */
#define LONGEST_HOURS_BEFORE 720
#define LONGEST_WORK_DAYS 120

/* --- Marks --- */

static gboolean
prepare_mark (ServerRequest *request,
              gpointer       entity,
              GError       **error)
{
  BakeryBakeMark *mark = entity;
  const ServerIdentity *identity = server_request_get_identity (request);
  gint64 store = mark->store != 0 ? mark->store : server_body_get_reference (request, "store");

  mark->account = identity->account;
  g_free (mark->account_name);
  mark->account_name = g_strdup (identity->name);

  return server_rights_check_store (request, store, error);
}

/* What somebody ticked off can be corrected also when it is made no longer. */
static gboolean
check_mark (ServerRequest    *request,
            gpointer          entity,
            BakeryViolations *violations,
            GError          **error)
{
  const BakeryBakeMark *mark = entity;
  g_autoptr(BakeryStatement) select = NULL;
  gboolean has_row;

  if (mark->base.id != 0)
    return TRUE;

  select =
    bakery_connection_prepare (server_request_get_connection (request),
                               "SELECT EXISTS (SELECT 1 FROM stores WHERE id = $1 AND deleted_at IS NULL),"
                               " EXISTS (SELECT 1 FROM recipes WHERE id = $2 AND store = $1 AND deleted_at IS NULL),"
                               " EXISTS (SELECT 1 FROM cakes WHERE id = $3 AND store = $1 AND deleted_at IS NULL)",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, mark->store);
  bakery_statement_bind_int (select, 2, mark->recipe);
  bakery_statement_bind_int (select, 3, mark->cake);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (bakery_statement_get_int (select, 0) == 0 && !bakery_violations_has_field (violations, "store"))
    bakery_violations_add (violations, "store", "There is no such store.");
  if (mark->recipe != 0 && bakery_statement_get_int (select, 1) == 0)
    bakery_violations_add (violations, "recipe", "There is no such recipe in this store.");
  if (mark->cake != 0 && bakery_statement_get_int (select, 2) == 0)
    bakery_violations_add (violations, "cake", "There is no such cake in this store.");

  return TRUE;
}

static const ServerFilter filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "day", SERVER_FILTER_TEXT, "t.day = $" },
  { NULL },
};

static const ServerFilter demand_filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "day", SERVER_FILTER_TEXT, "t.day = $" },
  { "cake", SERVER_FILTER_INTEGER, "t.cake = $" },
  { NULL },
};

static const ServerCollection unmet_demands = {
  .type = &bakery_unmet_demand_type,
  .path = "bake-list/unmet-demand",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_STORE,
  .filters = demand_filters,
  .is_in_feed = TRUE,
};

static const ServerQueryParameter demand_query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only what this store was asked for" },
  { "day", SERVER_QUERY_TEXT, 10, 10, NULL, "Only what was wanted on this day, such as 2026-01-31" },
  { "cake", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only of this cake" },
  { NULL },
};

static const ServerCollection marks = {
  .type = &bakery_bake_mark_type,
  .path = "bake-list/marks",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_STORE,
  .writers = SERVER_RIGHTS_STORE,
  .filters = filters,
  .is_in_feed = TRUE,
  .prepare = prepare_mark,
  .check = check_mark,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only marks of this store" },
  { "day", SERVER_QUERY_TEXT, 10, 10, NULL, "Only marks of this day, such as 2026-01-31" },
  { NULL },
};

/* --- The list --- */

static gboolean
load_rows (BakeryConnection       *connection,
           const BakeryEntityType *type,
           ServerSelect           *select,
           GPtrArray              *rows,
           GError                **error)
{
  g_autoptr(BakeryStatement) statement = server_select_prepare (select, connection, error);
  gboolean has_row;

  while (statement != NULL && bakery_statement_step (statement, &has_row, error))
    {
      gpointer entity;

      if (!has_row)
        return TRUE;
      entity = bakery_records_from_row (type, statement, 0, BAKERY_RECORDS_TABLES, error);
      if (entity == NULL)
        return FALSE;
      g_ptr_array_add (rows, entity);
    }

  return FALSE;
}

/* Whatever may have to be begun between two instants for an order that is accepted, and what is not made of that since
 * @start. */
static GPtrArray *
load_orders (BakeryConnection *connection,
             gint64            store,
             gint64            start,
             gint64            begin,
             gint64            end,
             GError          **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_order_type, "t", BAKERY_RECORDS_TABLES);
  g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, "orders AS t");
  server_select_where (&select, "t.deleted_at IS NULL AND t.stage <> 'cancelled'");
  server_select_where_integer (&select, "t.store = $", store);
  server_select_where_integer (&select, "t.due_at >= $", start);
  server_select_where_integer (&select, "t.due_at < $", end + LONGEST_WORK_DAYS * BAKERY_DAY);
  server_select_where_integer (&select, "t.latest_start_at >= $", start);
  server_select_where_integer (&select, "(t.latest_start_at >= $ OR t.stage <> 'delivered')", begin);
  server_select_where_integer (&select, "t.latest_start_at < $", end + LONGEST_HOURS_BEFORE * BAKERY_HOUR);

  return load_rows (connection, &bakery_order_type, &select, orders, error) &&
         bakery_records_load_children_of_all (connection, orders, error)
         ? g_steal_pointer (&orders)
         : NULL;
}

static char *
dup_day_name (gint64      day,
              const char *time_zone)
{
  g_autoptr(GDateTime) date = bakery_time_to_date_time (day, time_zone);

  return g_date_time_format (date, "%F");
}

static GPtrArray *
load_marks (BakeryConnection  *connection,
            const BakeryStore *store,
            gint64             start,
            gint64             end,
            GError           **error)
{
  g_autofree char *first_day = dup_day_name (start, store->time_zone), *end_day = dup_day_name (end, store->time_zone);
  g_autofree char *columns = bakery_records_dup_columns (&bakery_bake_mark_type, "t", BAKERY_RECORDS_TABLES);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, "bake_marks AS t");
  server_select_where_integer (&select, "t.store = $", store->base.id);
  server_select_where_text (&select, "t.day >= $", first_day);
  server_select_where_text (&select, "t.day < $", end_day);

  return load_rows (connection, &bakery_bake_mark_type, &select, rows, error) ? g_steal_pointer (&rows) : NULL;
}

static BakeryBakeList *
make_list (ServerRequest     *request,
           const BakeryStore *store,
           BakeryRecipeBook  *book,
           GError           **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);
  gint64 from = server_request_get_query_time (request, "from", now);
  gint64 days = server_request_get_query_integer (request, "days", 1);
  gint64 begin = bakery_time_start_of_day (from, store->time_zone, 0);
  gint64 end = bakery_time_start_of_day (from, store->time_zone, (int) days);
  gint64 start = bakery_bake_list_find_start (store->time_zone, begin, (guint) days, now);
  g_autoptr(GPtrArray) orders = load_orders (connection, store->base.id, start, begin, end, error);
  g_autoptr(GPtrArray) made = orders != NULL ? load_marks (connection, store, start, end, error) : NULL;

  return made != NULL ? bakery_bake_list_new (book, orders, made, store->time_zone, begin, (guint) days, now) : NULL;
}

static void
write_quantity (BakeryJsonWriter *writer,
                const char       *name,
                gint64            quantity)
{
  g_autofree char *text = bakery_quantity_to_string (quantity);

  bakery_json_writer_name (writer, name);
  bakery_json_writer_string (writer, text);
}

static void
write_integer (BakeryJsonWriter *writer,
               const char       *name,
               gint64            value)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_integer (writer, value);
}

static void
write_sources (BakeryJsonWriter     *writer,
               const BakeryBakeList *list,
               const BakeryBakeRow  *row)
{
  g_autoptr(GArray) sources = bakery_bake_list_dup_sources (list, row);

  bakery_json_writer_name (writer, "orders");
  bakery_json_writer_begin_array (writer);
  for (guint i = 0; i < sources->len; i++)
    {
      const BakeryBakeSource *source = &g_array_index (sources, BakeryBakeSource, i);

      bakery_json_writer_begin_object (writer);
      write_integer (writer, "order", source->order->base.id);
      write_quantity (writer, "quantity", source->quantity);
      bakery_json_writer_end_object (writer);
    }
  bakery_json_writer_end_array (writer);
}

static void
write_row (BakeryJsonWriter     *writer,
           const BakeryBakeList *list,
           const BakeryBakeRow  *row)
{
  static const char *const kinds[] = { "cake", "base", "part" };
  g_autofree char *day = bakery_bake_list_dup_day_name (list, row->day);

  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "day");
  bakery_json_writer_string (writer, day);
  bakery_json_writer_name (writer, "kind");
  bakery_json_writer_string (writer, kinds[row->kind]);
  write_integer (writer, "cake", row->cake);
  write_integer (writer, "recipe", row->recipe);
  bakery_json_writer_name (writer, "name");
  bakery_json_writer_string (writer, row->name);
  bakery_json_writer_name (writer, "unit");
  bakery_json_writer_string (writer, bakery_base_units.names[row->unit]);
  write_quantity (writer, "needed", row->needed);
  write_quantity (writer, "made", row->made);
  write_quantity (writer, "to_make", row->to_make);
  write_integer (writer, "batches", row->batches);
  write_sources (writer, list, row);
  bakery_json_writer_end_object (writer);
}

static void
write_list (BakeryJsonWriter     *writer,
            gint64                store,
            const BakeryBakeList *list)
{
  bakery_json_writer_begin_object (writer);
  write_integer (writer, "store", store);
  write_integer (writer, "waiting", list->n_waiting);
  bakery_json_writer_name (writer, "rows");
  bakery_json_writer_begin_array (writer);
  for (guint i = 0; i < list->rows->len; i++)
    write_row (writer, list, &g_array_index (list->rows, BakeryBakeRow, i));
  bakery_json_writer_end_array (writer);
  bakery_json_writer_name (writer, "items");
  bakery_json_writer_begin_array (writer);
  for (guint i = 0; i < list->items->len; i++)
    {
      const BakeryAmount *amount = &g_array_index (list->items, BakeryAmount, i);

      bakery_json_writer_begin_object (writer);
      write_integer (writer, "item", amount->id);
      write_quantity (writer, "quantity", amount->quantity);
      bakery_json_writer_end_object (writer);
    }
  bakery_json_writer_end_array (writer);
  bakery_json_writer_end_object (writer);
}

static gboolean
get_list (ServerRequest  *request,
          ServerResponse *response,
          GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 id = server_request_get_query_integer (request, "store", 0);
  g_autoptr(BakeryRecipeBook) book = NULL;
  g_autoptr(BakeryBakeList) list = NULL;
  g_autoptr(BakeryStore) store = NULL;

  if (id == 0)
    {
      bakery_set_error_violation (error, "store", "This parameter is required.");
      return FALSE;
    }
  if (!server_rights_check_store (request, id, error))
    return FALSE;

  store = bakery_records_load (connection, &bakery_store_type, id, BAKERY_RECORDS_TABLES, error);
  book = store != NULL ? server_recipe_store_load_book (connection, id, error) : NULL;
  list = book != NULL ? make_list (request, store, book, error) : NULL;
  if (list == NULL)
    return FALSE;

  write_list (server_response_begin_json (response), id, list);

  return TRUE;
}

static const ServerQueryParameter list_query[] = {
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "The store that bakes", .is_required = TRUE },
  { "from", SERVER_QUERY_TIME, .description = "A time on the first day, on the store's clocks; now unless given" },
  { "days", SERVER_QUERY_INTEGER, 1, MAXIMUM_DAYS, NULL, "How many days; 1 unless given" },
  { NULL },
};

#define QUANTITY(name_, what_) { name_, SERVER_QUERY_TEXT, .description = what_, .is_required = TRUE }
#define ID(name_, what_) { name_, SERVER_QUERY_INTEGER, .description = what_, .is_required = TRUE }

static const ServerQueryParameter source_members[] = {
  ID ("order", "The order"), QUANTITY ("quantity", "How much for it"), { NULL },
};

static const ServerQueryParameter row_members[] = {
  { "day", SERVER_QUERY_TEXT, .description = "When, such as 2026-01-31", .is_required = TRUE },
  { "kind", SERVER_QUERY_TEXT, .description = "`cake`, `base` or `part`", .is_required = TRUE },
  ID ("cake", "The cake, 0 for none"),
  ID ("recipe", "Its recipe, 0 for none"),
  { "name", SERVER_QUERY_TEXT, .description = "What it is called", .is_required = TRUE },
  { "unit", SERVER_QUERY_ENUM, .values = &bakery_base_units, .description = "In what", .is_required = TRUE },
  QUANTITY ("needed", "How much in all"),
  QUANTITY ("made", "How much of it is made"),
  QUANTITY ("to_make", "How much is still to make"),
  ID ("batches", "In how many batches of the mixer"),
  { "orders", SERVER_QUERY_LIST, .description = "What it comes from", .is_required = TRUE, .members = source_members },
  { NULL },
};

static const ServerQueryParameter item_members[] = {
  ID ("item", "The item"), QUANTITY ("quantity", "How much of it"), { NULL },
};

static const ServerQueryParameter list_members[] = {
  { "store", SERVER_QUERY_INTEGER, .description = "The store that bakes", .is_required = TRUE },
  { "waiting", SERVER_QUERY_INTEGER, .description = "How many orders for those days nobody has accepted yet",
    .is_required = TRUE },
  { "rows", SERVER_QUERY_LIST, .description = "What is to be made", .is_required = TRUE, .members = row_members },
  { "items", SERVER_QUERY_LIST, .description = "What that still takes from stock", .is_required = TRUE,
    .members = item_members },
  { NULL },
};

const ServerRoute server_bake_list_routes[] = {
  { "GET", "bake-list", BAKERY_ROLES_STAFF, SERVER_ROUTE_READ, get_list, .query = list_query,
    .answer_members = list_members, .other_status = 404,
    .summary = "Work out what is to be made for the orders of some days" },
  SERVER_COLLECTION_ROUTES ("bake-list/marks", &marks, &bakery_bake_mark_type, BAKERY_ROLES_STAFF, BAKERY_ROLES_STAFF,
                            BAKERY_ROLES_STAFF, query, "mark of the bake list"),
  { "GET", "bake-list/unmet-demand", BAKERY_ROLES_STAFF, SERVER_ROUTE_READ, server_collection_list, SERVER_ROUTE_LIST,
    .query = demand_query, .data = &unmet_demands, .answer = &bakery_unmet_demand_type,
    .summary = "List what customers asked for in vain" },
  SERVER_COLLECTION_READ_ROUTE ("bake-list/unmet-demand", &unmet_demands, &bakery_unmet_demand_type, BAKERY_ROLES_STAFF,
                                "count of requests in vain", 0),
  { NULL },
};
