/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is in stock (C-084, C-092, C-093): the items, the lots they came in, and what is to be bought. The staff of a store
 * read, its managers keep the items. Quantities change only by movements. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-inventory.h"
#include "bakery-money.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-catalogue-store.h"
#include "server-collection.h"
#include "server-entity-store.h"
#include "server-recipe-store.h"
#include "server-stock-ledger.h"
#include "server-stock-reservations.h"

/* --- Items --- */

static gboolean
prepare_item (ServerRequest *request,
              gpointer       entity,
              GError       **error)
{
  BakeryInventoryItem *item = entity;
  gint64 store = item->store != 0 ? item->store : server_body_get_reference (request, "store");
  g_autoptr(GError) problem = NULL;

  if (!server_rights_check_store (request, store, error))
    return FALSE;

  g_free (item->currency);
  item->currency = server_catalogue_store_dup_currency (server_request_get_connection (request), store, &problem);
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

/* Another threshold can make an item low, or enough. */
static gboolean
check_item (ServerRequest    *request,
            gpointer          entity,
            BakeryViolations *violations,
            GError          **error)
{
  BakeryInventoryItem *item = entity;

  if (item->currency == NULL && !bakery_violations_has_field (violations, "store"))
    bakery_violations_add (violations, "store", "There is no such store.");
  if (!bakery_violations_is_empty (violations) || item->base.id == 0)
    return TRUE;

  return server_stock_notice_settle (server_request_get_connection (request), item, server_request_get_now (request), error);
}

/* A new item has no id before it is stored, and a notice is of an item with one. */
static gboolean
settle_new_item (ServerRequest       *request,
                 BakeryInventoryItem *item,
                 GError             **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);

  if (item->low_since != 0)
    return TRUE;

  return server_stock_notice_settle (connection, item, now, error) &&
         (item->low_since == 0 || server_entity_store_update (connection, item, TRUE, now, error));
}

/* Recipes depend on the units and allergens of their items. */
static gboolean
follow_item (ServerRequest *request,
             gpointer       entity,
             GError       **error)
{
  BakeryInventoryItem *item = entity;
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);
  g_autoptr(BakeryRecipeBook) book = server_recipe_store_load_book (connection, item->store, error);

  return book != NULL && server_recipe_store_check_book (book, error) &&
         server_recipe_store_spread_allergens (connection, book, now, error) &&
         server_recipe_store_mark (connection, item->store, book, now, error) &&
         (bakery_recipe_book_find_item (book, item->base.id) == NULL || settle_new_item (request, item, error));
}

/* What was taken for an order that can still go back to where it was not. */
static gboolean
is_in_work (BakeryConnection *connection,
            gint64            item,
            gboolean         *ret_is_in_work,
            GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT 1 FROM orders o WHERE o.deleted_at IS NULL AND o.stage IN ('baking', 'ready',"
                               " 'out_for_delivery') AND EXISTS (SELECT 1 FROM stock_movements m"
                               " WHERE m.\"order\" = o.id AND m.item = $1) LIMIT 1", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, item);

  return bakery_statement_step (select, ret_is_in_work, error);
}

static gboolean
check_unused (ServerRequest *request,
              gpointer       entity,
              GError       **error)
{
  const BakeryInventoryItem *item = entity;
  BakeryConnection *connection = server_request_get_connection (request);
  g_autofree char *user = NULL;
  gboolean is_needed;

  if (!server_recipe_store_find_user (connection, "item", item->base.id, &user, error) ||
      !is_in_work (connection, item->base.id, &is_needed, error))
    return FALSE;
  if (user == NULL && !is_needed && item->quantity == 0 && item->reserved == 0)
    return server_stock_notice_withdraw (connection, item, server_request_get_now (request), error);

  if (is_needed)
    g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "An order in work took some of it, and may give it back.");
  else if (user != NULL)
    g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "The recipe “%s” uses it.", user);
  else
    g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "There is some of it; count it as 0 first.");

  return FALSE;
}

static const ServerFilter item_filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "type", SERVER_FILTER_TEXT, "t.type = $" },
  { "supplier", SERVER_FILTER_TEXT, "lower(t.supplier) = lower($)" },
  { "low", SERVER_FILTER_INTEGER, "(t.low_since IS NOT NULL) = $" },
  { "q", SERVER_FILTER_CONTAINS, "t.name LIKE $ ESCAPE '!'" },
  { NULL },
};

static const ServerCollection items = {
  .type = &bakery_inventory_item_type,
  .path = "inventory",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_STORE,
  .writers = SERVER_RIGHTS_STORE,
  .filters = item_filters,
  .is_in_feed = TRUE,
  .prepare = prepare_item,
  .check = check_item,
  .deleting = check_unused,
  .stored = follow_item,
};

static const ServerQueryParameter item_query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only items of this store" },
  { "type", SERVER_QUERY_ENUM, .values = &bakery_item_types, .description = "Only items of this type" },
  { "supplier", SERVER_QUERY_TEXT, 1, 100, NULL, "Only items of this supplier" },
  { "low", SERVER_QUERY_BOOLEAN, .description = "Only items that are low, or that are not" },
  { "q", SERVER_QUERY_TEXT, 1, 100, NULL, "Only items with this in their name" },
  { NULL },
};

/* --- Lots --- */

static const ServerFilter lot_filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "item", SERVER_FILTER_INTEGER, "t.item = $" },
  { "left", SERVER_FILTER_INTEGER, "(t.remaining > 0) = $" },
  { "use_by_before", SERVER_FILTER_INTEGER, "t.use_by < $" },
  { NULL },
};

static const ServerCollection lots = {
  .type = &bakery_inventory_lot_type,
  .path = "inventory/lots",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_STORE,
  .writers = SERVER_RIGHTS_STORE,
  .filters = lot_filters,
  .is_in_feed = TRUE,
};

static const ServerQueryParameter lot_query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only lots of this store" },
  { "item", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only lots of this item" },
  { "left", SERVER_QUERY_BOOLEAN, .description = "Only lots of which something is left, or of which nothing is" },
  { "use_by_before", SERVER_QUERY_TIME, .description = "Only lots that are to be used before this time" },
  { NULL },
};

/* --- What is to be bought --- */

static void
write_quantity (BakeryJsonWriter *writer,
                const char       *name,
                gint64            quantity)
{
  g_autofree char *text = bakery_quantity_to_string (quantity);

  bakery_json_writer_name (writer, name);
  bakery_json_writer_string (writer, text);
}

/* A product of positive numbers, at most what JSON tells exactly. */
static gint64
multiply (gint64 a,
          gint64 b)
{
  gint64 product;

  return __builtin_mul_overflow (a, b, &product) ? BAKERY_MONEY_MAXIMUM : MIN (product, BAKERY_MONEY_MAXIMUM);
}

static void
write_purchase (BakeryJsonWriter          *writer,
                const BakeryInventoryItem *item,
                gint64                     needed)
{
  gint64 packs = bakery_inventory_item_get_packs (item, needed);
  gint64 quantity = multiply (packs, item->pack_quantity);
  g_autofree char *cost = bakery_money_to_string (multiply (packs, item->pack_cost), item->currency);

  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "item");
  bakery_json_writer_integer (writer, item->base.id);
  bakery_json_writer_name (writer, "name");
  bakery_json_writer_string (writer, item->name);
  bakery_json_writer_name (writer, "supplier");
  bakery_json_writer_string (writer, item->supplier);
  bakery_json_writer_name (writer, "unit");
  bakery_json_writer_string (writer, bakery_base_units.names[item->unit]);
  write_quantity (writer, "needed", needed);
  bakery_json_writer_name (writer, "packs");
  bakery_json_writer_integer (writer, packs);
  write_quantity (writer, "quantity", quantity);
  bakery_json_writer_name (writer, "cost");
  bakery_json_writer_string (writer, cost);
  bakery_json_writer_name (writer, "currency");
  bakery_json_writer_string (writer, item->currency);
  bakery_json_writer_end_object (writer);
}

static int
compare_by_supplier (gconstpointer a,
                     gconstpointer b)
{
  const BakeryInventoryItem *one = *(const BakeryInventoryItem *const *) a;
  const BakeryInventoryItem *other = *(const BakeryInventoryItem *const *) b;
  int order = g_utf8_collate (one->supplier, other->supplier);

  return order != 0 ? order : g_utf8_collate (one->name, other->name);
}

static gboolean
write_purchases (BakeryConnection *connection,
                 BakeryJsonWriter *writer,
                 GPtrArray        *low,
                 gint64            now,
                 GError          **error)
{
  bakery_json_writer_begin_array (writer);
  for (guint i = 0; i < low->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (low, i);
      gint64 needed_first;

      if (!server_stock_reservations_load_first (connection, item, now, &needed_first, error))
        return FALSE;
      write_purchase (writer, item,
                      bakery_inventory_item_get_floor (item) - bakery_inventory_item_get_least (item, needed_first));
    }
  bakery_json_writer_end_array (writer);

  return TRUE;
}

static gboolean
list_purchases (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  gint64 store = server_request_get_query_integer (request, "store", 0);
  g_autoptr(GPtrArray) low = NULL;

  if (store == 0)
    {
      bakery_set_error_violation (error, "store", "This parameter is required.");
      return FALSE;
    }
  if (!server_rights_check_store (request, store, error))
    return FALSE;
  low = server_catalogue_store_load_where (server_request_get_connection (request), &bakery_inventory_item_type,
                                           "t.low_since IS NOT NULL AND t.active = 1 AND t.store = $", store, error);
  if (low == NULL)
    return FALSE;

  g_ptr_array_sort (low, compare_by_supplier);
  return write_purchases (server_request_get_connection (request), server_response_begin_json (response), low,
                          server_request_get_now (request), error);
}

static const ServerQueryParameter purchase_query[] = {
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "The store that buys", .is_required = TRUE },
  { NULL },
};

static const ServerQueryParameter purchase_members[] = {
  { "item", SERVER_QUERY_INTEGER, .description = "What is to be bought", .is_required = TRUE },
  { "name", SERVER_QUERY_TEXT, .description = "What it is called", .is_required = TRUE },
  { "supplier", SERVER_QUERY_TEXT, .description = "Who sells it; the list is in this order", .is_required = TRUE },
  { "unit", SERVER_QUERY_ENUM, .values = &bakery_base_units, .description = "What it is counted in", .is_required = TRUE },
  { "needed", SERVER_QUERY_TEXT, .description = "How much is missing to the threshold", .is_required = TRUE },
  { "packs", SERVER_QUERY_INTEGER, .description = "How many packs that takes", .is_required = TRUE },
  { "quantity", SERVER_QUERY_TEXT, .description = "How much those packs hold", .is_required = TRUE },
  { "cost", SERVER_QUERY_TEXT, .description = "What they cost", .is_required = TRUE },
  { "currency", SERVER_QUERY_TEXT, .description = "In which currency", .is_required = TRUE },
  { NULL },
};

const ServerRoute server_inventory_routes[] = {
  { "GET", "inventory/lots", BAKERY_ROLES_STAFF, SERVER_ROUTE_READ, server_collection_list, SERVER_ROUTE_LIST,
    .query = lot_query, .data = &lots, .answer = &bakery_inventory_lot_type, .summary = "List every lot" },
  { "GET", "inventory/lots/{id}", BAKERY_ROLES_STAFF, SERVER_ROUTE_READ, server_collection_read, .data = &lots,
    .answer = &bakery_inventory_lot_type, .summary = "Read one lot" },
  { "GET", "inventory/purchase-list", BAKERY_ROLES_STAFF, SERVER_ROUTE_READ, list_purchases, SERVER_ROUTE_LIST,
    .query = purchase_query, .answer_members = purchase_members, .other_status = 404,
    .summary = "List what is to be bought, by supplier" },
  SERVER_COLLECTION_ROUTES ("inventory", &items, &bakery_inventory_item_type, BAKERY_ROLES_STAFF, BAKERY_ROLES_MANAGERS,
                            BAKERY_ROLES_MANAGERS, item_query, "inventory item"),
  { NULL },
};
