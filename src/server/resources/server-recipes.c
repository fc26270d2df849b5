/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Recipes (F-09, F-32): the staff of a store read them, its managers keep them. What one asks for in the end, costs and
 * contains is worked out when it is asked for. */

#include "config.h"

#include "server-routes.h"

#include "bakery-cake.h"
#include "bakery-error.h"
#include "bakery-money.h"
#include "bakery-option.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-catalogue-store.h"
#include "server-collection.h"
#include "server-entity-store.h"
#include "server-recipe-store.h"

/* Up to this many are priced. */
#define PIECES_MAXIMUM (10000 * BAKERY_QUANTITY_ONE)

static gboolean
prepare_recipe (ServerRequest *request,
                gpointer       entity,
                GError       **error)
{
  BakeryRecipe *recipe = entity;
  gint64 store = recipe->store != 0 ? recipe->store : server_body_get_reference (request, "store");

  return server_rights_check_store (request, store, error);
}

/* What a recipe is of belongs to its store. A recipe outlives what it was of. */
static gboolean
check_owner (BakeryConnection       *connection,
             const BakeryRecipe     *recipe,
             const BakeryEntityType *type,
             gint64                  id,
             gint64                  stored_id,
             BakeryViolations       *violations,
             GError                **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_it;

  if (id == 0 || id == stored_id)
    return TRUE;

  g_array_append_val (ids, id);
  if (!server_catalogue_store_has_all (connection, type, ids, recipe->store, &has_it, error))
    return FALSE;
  if (!has_it)
    bakery_violations_add (violations, type->name, "There is no such %s in this store.", type->name);

  return TRUE;
}

/* The lines go before they are written anew, since those that the recipe no longer has would stay. */
static gboolean
remove_lines (BakeryConnection   *connection,
              const BakeryRecipe *recipe,
              GError            **error)
{
  g_autoptr(BakeryStatement) statement = NULL;

  if (recipe->base.id == 0)
    return TRUE;

  statement = bakery_connection_prepare (connection, "DELETE FROM recipe_lines WHERE recipe_id = $1", error);
  if (statement == NULL)
    return FALSE;
  bakery_statement_bind_int (statement, 1, recipe->base.id);

  return bakery_statement_run (statement, error);
}

static gboolean
check_recipe (ServerRequest    *request,
              gpointer          entity,
              BakeryViolations *violations,
              GError          **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  BakeryRecipe *recipe = entity;
  g_autoptr(BakeryRecipeBook) book = server_recipe_store_load_book (connection, recipe->store, error);
  const BakeryRecipe *stored = book != NULL ? bakery_recipe_book_find (book, recipe->base.id) : NULL;
  g_autofree char *currency = NULL;

  if (book == NULL ||
      !check_owner (connection, recipe, &bakery_cake_type, recipe->cake, stored != NULL ? stored->cake : 0,
                    violations, error) ||
      !check_owner (connection, recipe, &bakery_option_type, recipe->option, stored != NULL ? stored->option : 0,
                    violations, error))
    return FALSE;

  currency = server_catalogue_store_dup_currency (connection, recipe->store, NULL);
  if (currency == NULL && !bakery_violations_has_field (violations, "store"))
    bakery_violations_add (violations, "store", "There is no such store.");
  if (bakery_violations_is_empty (violations))
    bakery_recipe_book_check (book, recipe, violations);

  return remove_lines (connection, recipe, error);
}

/* Others may use the recipe, and the catalogue depends on it. */
static gboolean
follow_recipe (ServerRequest *request,
               gpointer       entity,
               GError       **error)
{
  BakeryRecipe *recipe = entity;
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);
  g_autoptr(BakeryRecipeBook) book = server_recipe_store_load_book (connection, recipe->store, error);

  return book != NULL && server_recipe_store_check_book (book, error) &&
         server_recipe_store_spread_allergens (connection, book, now, error) &&
         server_recipe_store_mark (connection, recipe->store, book, now, error);
}

static gboolean
check_unused (ServerRequest *request,
              gpointer       entity,
              GError       **error)
{
  g_autofree char *user = NULL;

  if (!server_recipe_store_find_user (server_request_get_connection (request), "recipe", BAKERY_ENTITY (entity)->id, &user,
                                      error))
    return FALSE;
  if (user == NULL)
    return TRUE;

  g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "The recipe “%s” uses it.", user);

  return FALSE;
}

static const ServerFilter filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "cake", SERVER_FILTER_INTEGER, "t.cake = $" },
  { "option", SERVER_FILTER_INTEGER, "t.option = $" },
  { "q", SERVER_FILTER_CONTAINS, "t.name LIKE $ ESCAPE '!'" },
  { NULL },
};

static const ServerCollection recipes = {
  .type = &bakery_recipe_type,
  .path = "recipes",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_STORE,
  .writers = SERVER_RIGHTS_STORE,
  .filters = filters,
  .is_in_feed = TRUE,
  .prepare = prepare_recipe,
  .check = check_recipe,
  .deleting = check_unused,
  .stored = follow_recipe,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only recipes of this store" },
  { "cake", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only the recipe of this cake" },
  { "option", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only the recipe of this option" },
  { "q", SERVER_QUERY_TEXT, 1, 100, NULL, "Only recipes with this in their name" },
  { NULL },
};

/* --- What one asks for --- */

static void
write_amounts (BakeryJsonWriter *writer,
               const char       *list,
               const char       *name,
               const GArray     *amounts)
{
  bakery_json_writer_name (writer, list);
  bakery_json_writer_begin_array (writer);
  for (guint i = 0; i < amounts->len; i++)
    {
      const BakeryAmount *amount = &g_array_index (amounts, BakeryAmount, i);
      g_autofree char *quantity = bakery_quantity_to_string (amount->quantity);

      bakery_json_writer_begin_object (writer);
      bakery_json_writer_name (writer, name);
      bakery_json_writer_integer (writer, amount->id);
      bakery_json_writer_name (writer, "quantity");
      bakery_json_writer_string (writer, quantity);
      bakery_json_writer_end_object (writer);
    }
  bakery_json_writer_end_array (writer);
}

static void
write_money (BakeryJsonWriter *writer,
             const char       *name,
             gint64            amount,
             const char       *currency)
{
  g_autofree char *text = bakery_money_to_string (amount, currency);

  bakery_json_writer_name (writer, name);
  bakery_json_writer_string (writer, text);
}

/* What so much of it is sold for; FALSE where it is not sold, or not in parts of a piece. */
static gboolean
load_price (BakeryConnection   *connection,
            const BakeryRecipe *recipe,
            gint64              quantity,
            gint64             *ret_price)
{
  g_autoptr(BakeryCake) cake = NULL;
  g_autoptr(BakeryOption) option = NULL;

  if (recipe->cake != 0)
    cake = server_entity_store_find (connection, &bakery_cake_type, recipe->cake, NULL);
  if (recipe->option != 0)
    option = server_entity_store_find (connection, &bakery_option_type, recipe->option, NULL);
  if ((cake == NULL && option == NULL) || quantity % BAKERY_QUANTITY_ONE != 0 || quantity > PIECES_MAXIMUM)
    return FALSE;

  *ret_price = (cake != NULL ? cake->price : option->price_change) * (quantity / BAKERY_QUANTITY_ONE);

  return TRUE;
}

static void
write_cost (BakeryJsonWriter   *writer,
            BakeryConnection   *connection,
            const BakeryRecipe *recipe,
            gint64              quantity,
            gint64              cost)
{
  g_autofree char *currency = server_catalogue_store_dup_currency (connection, recipe->store, NULL);
  gint64 price;

  write_money (writer, "cost", cost, currency);
  if (load_price (connection, recipe, quantity, &price))
    {
      write_money (writer, "price", price, currency);
      write_money (writer, "margin", price - cost, currency);
    }
  bakery_json_writer_name (writer, "currency");
  bakery_json_writer_string (writer, currency);
}

static void
write_words (BakeryJsonWriter *writer,
             const char       *name,
             GStrv             words)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_begin_array (writer);
  for (guint i = 0; words[i] != NULL; i++)
    bakery_json_writer_string (writer, words[i]);
  bakery_json_writer_end_array (writer);
}

static void
write_explosion (ServerRequest          *request,
                 const BakeryRecipeBook *book,
                 const BakeryRecipe     *recipe,
                 gint64                  quantity,
                 const BakeryExplosion  *explosion,
                 BakeryJsonWriter       *writer)
{
  g_auto(GStrv) allergens = bakery_recipe_book_dup_allergens (book, recipe);
  g_autofree char *text = bakery_quantity_to_string (quantity);

  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "recipe");
  bakery_json_writer_integer (writer, recipe->base.id);
  bakery_json_writer_name (writer, "quantity");
  bakery_json_writer_string (writer, text);
  bakery_json_writer_name (writer, "unit");
  bakery_json_writer_string (writer, bakery_base_units.names[bakery_recipe_get_unit (recipe)]);
  write_cost (writer, server_request_get_connection (request), recipe, quantity,
              bakery_recipe_book_get_cost (book, explosion));
  write_words (writer, "allergens", allergens);
  write_amounts (writer, "items", "item", explosion->items);
  write_amounts (writer, "recipes", "recipe", explosion->recipes);
  bakery_json_writer_end_object (writer);
}

static gboolean
read_quantity (const ServerRequest *request,
               const BakeryRecipe  *recipe,
               gint64              *ret_quantity,
               GError             **error)
{
  const char *text = server_request_get_query_text (request, "quantity");

  *ret_quantity = bakery_recipe_get_yield (recipe);
  if (text == NULL || (bakery_quantity_from_string (text, ret_quantity) && *ret_quantity > 0))
    return TRUE;

  bakery_set_error_violation (error, "quantity", "A quantity above 0 with at most three decimal places is required.");

  return FALSE;
}

static gboolean
explode_recipe (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  g_auto(ServerSelect) select = { NULL };
  g_auto(BakeryExplosion) explosion = { NULL };
  g_autoptr(BakeryRecipe) recipe = NULL;
  g_autoptr(BakeryRecipeBook) book = NULL;
  g_autoptr(GArray) demands = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  gint64 quantity;

  server_collection_begin_select (&recipes, server_request_get_identity (request), recipes.readers, &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));
  recipe = server_entity_store_load_one (server_request_get_connection (request), &bakery_recipe_type, &select, error);
  if (recipe == NULL || !read_quantity (request, recipe, &quantity, error))
    return FALSE;

  book = server_recipe_store_load_book (server_request_get_connection (request), recipe->store, error);
  bakery_amounts_add (demands, recipe->base.id, quantity);
  if (book == NULL || !bakery_recipe_explode (book, demands, &explosion, error))
    return FALSE;

  write_explosion (request, book, bakery_recipe_book_find (book, recipe->base.id), quantity, &explosion,
                   server_response_begin_json (response));

  return TRUE;
}

static const ServerQueryParameter explosion_query[] = {
  { "quantity", SERVER_QUERY_TEXT, 1, 20, NULL, "How much is wanted, in the base unit of the yield; one yield unless given" },
  { NULL },
};

#define AMOUNT_MEMBERS(name_, what_)                                                                                   \
  { name_, SERVER_QUERY_INTEGER, .description = what_, .is_required = TRUE },                                          \
  { "quantity", SERVER_QUERY_TEXT, .description = "How much of it", .is_required = TRUE },                             \
  { NULL }

static const ServerQueryParameter item_members[] = { AMOUNT_MEMBERS ("item", "The item") };
static const ServerQueryParameter recipe_members[] = { AMOUNT_MEMBERS ("recipe", "The recipe") };

static const ServerQueryParameter explosion_members[] = {
  { "recipe", SERVER_QUERY_INTEGER, .description = "The recipe", .is_required = TRUE },
  { "quantity", SERVER_QUERY_TEXT, .description = "How much of it", .is_required = TRUE },
  { "unit", SERVER_QUERY_ENUM, .values = &bakery_base_units, .description = "In what", .is_required = TRUE },
  { "cost", SERVER_QUERY_TEXT, .description = "What all items cost", .is_required = TRUE },
  { "price", SERVER_QUERY_TEXT, .description = "What it is sold for, where it is" },
  { "margin", SERVER_QUERY_TEXT, .description = "What of the price is left" },
  { "currency", SERVER_QUERY_TEXT, .description = "In which currency", .is_required = TRUE },
  { "allergens", SERVER_QUERY_LIST, .description = "The allergens it contains", .is_required = TRUE },
  { "items", SERVER_QUERY_LIST, .description = "What is taken from stock", .is_required = TRUE, .members = item_members },
  { "recipes", SERVER_QUERY_LIST, .description = "What is made for it", .is_required = TRUE, .members = recipe_members },
  { NULL },
};

const ServerRoute server_recipes_routes[] = {
  SERVER_COLLECTION_ROUTES ("recipes", &recipes, &bakery_recipe_type, BAKERY_ROLES_STAFF, BAKERY_ROLES_MANAGERS,
                            BAKERY_ROLES_MANAGERS, query, "recipe"),
  { "GET", "recipes/{id}/explosion", BAKERY_ROLES_STAFF, SERVER_ROUTE_READ, explode_recipe, .query = explosion_query,
    .answer_members = explosion_members, .summary = "Work out what a recipe takes, costs and contains" },
  { NULL },
};
