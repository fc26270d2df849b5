/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of recipes, and what follows from them for the catalogue. Runs on the thread of the connection it is given. */

#include "config.h"

#include "server-recipe-store.h"

#include "bakery-cake.h"
#include "bakery-option.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-catalogue-store.h"
#include "server-entity-store.h"

#include <string.h>

/**
 * server_recipe_store_has_any:
 * @connection: any connection
 * @store: the id of a store
 * @ret_has_any: (out): whether it has recipes
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could look
 */
gboolean
server_recipe_store_has_any (BakeryConnection *connection,
                             gint64            store,
                             gboolean         *ret_has_any,
                             GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT 1 FROM recipes WHERE store = $1 AND deleted_at IS NULL LIMIT 1", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, store);

  return bakery_statement_step (select, ret_has_any, error);
}

/* Everything of one type that a store has. */
static GPtrArray *
load_all (BakeryConnection       *connection,
          const BakeryEntityType *type,
          gint64                  store,
          GError                **error)
{
  g_autofree char *columns = bakery_records_dup_columns (type, "t", BAKERY_RECORDS_TABLES);
  g_autofree char *from = g_strconcat (type->table, " AS t", NULL);
  g_autoptr(BakeryStatement) statement = NULL;
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, from);
  server_select_where (&select, "t.deleted_at IS NULL");
  server_select_where_integer (&select, "t.store = $", store);
  statement = server_select_prepare (&select, connection, error);

  return statement != NULL ? bakery_records_read_all (type, statement, BAKERY_RECORDS_TABLES, error) : NULL;
}

static BakeryStatement *
select_lines (BakeryConnection *connection,
              gint64            store,
              GError          **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_recipe_line_type, "l", BAKERY_RECORDS_TABLES);
  g_autofree char *sql = g_strdup_printf ("SELECT r.id, %s FROM recipes r JOIN recipe_lines l ON l.recipe_id = r.id"
                                          " WHERE r.store = $1 AND r.deleted_at IS NULL ORDER BY r.id, l.id", columns);
  BakeryStatement *select = bakery_connection_prepare (connection, sql, error);

  if (select != NULL)
    bakery_statement_bind_int (select, 1, store);

  return select;
}

/* The recipes by their ids, with no lines yet. */
static GHashTable *
index_recipes (GPtrArray *recipes)
{
  GHashTable *by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < recipes->len; i++)
    {
      BakeryRecipe *recipe = g_ptr_array_index (recipes, i);

      g_clear_pointer (&recipe->lines, g_ptr_array_unref);
      recipe->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
      g_hash_table_insert (by_id, &recipe->base.id, recipe);
    }

  return by_id;
}

/* All at once: one query for each recipe would make every movement of the stock wait. */
static gboolean
load_lines (BakeryConnection *connection,
            gint64            store,
            GPtrArray        *recipes,
            GError          **error)
{
  g_autoptr(GHashTable) by_id = index_recipes (recipes);
  g_autoptr(BakeryStatement) select = select_lines (connection, store, error);
  gboolean has_row;

  while (select != NULL && bakery_statement_step (select, &has_row, error))
    {
      BakeryRecipe *recipe;
      gint64 id;
      gpointer line;

      if (!has_row)
        return TRUE;
      id = bakery_statement_get_int (select, 0);
      recipe = g_hash_table_lookup (by_id, &id);
      line = bakery_records_from_row (&bakery_recipe_line_type, select, 1, BAKERY_RECORDS_TABLES, error);
      if (line == NULL)
        return FALSE;
      g_ptr_array_add (recipe->lines, line);
    }

  return FALSE;
}

/**
 * server_recipe_store_load_book:
 * @connection: a connection in a transaction
 * @store: the id of a store
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full): the recipes of the store, and its items as they are now, or %NULL with @error set
 */
BakeryRecipeBook *
server_recipe_store_load_book (BakeryConnection *connection,
                               gint64            store,
                               GError          **error)
{
  g_autoptr(GPtrArray) recipes = load_all (connection, &bakery_recipe_type, store, error);
  g_autoptr(GPtrArray) items = NULL;

  if (recipes != NULL && load_lines (connection, store, recipes, error))
    items = load_all (connection, &bakery_inventory_item_type, store, error);

  return items != NULL ? bakery_recipe_book_new (recipes, items) : NULL;
}

/**
 * server_recipe_store_check_book:
 * @book: the recipes of a store after one of them, or an item, has changed
 * @error: a %BAKERY_ERROR_INVALID of "lines" that names the recipe
 *
 * Checks that what each recipe makes can still be worked out.
 *
 * Returns: whether it can
 */
gboolean
server_recipe_store_check_book (const BakeryRecipeBook *book,
                                GError                **error)
{
  GPtrArray *recipes = bakery_recipe_book_peek_recipes (book);

  for (guint i = 0; i < recipes->len; i++)
    {
      const BakeryRecipe *recipe = g_ptr_array_index (recipes, i);
      g_autoptr(GArray) demands = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
      g_auto(BakeryExplosion) explosion = { NULL };

      bakery_amounts_add (demands, recipe->base.id, bakery_recipe_get_yield (recipe));
      if (!bakery_recipe_explode (book, demands, &explosion, error))
        return FALSE;
    }

  return TRUE;
}

/* --- What the catalogue has of it --- */

static const BakeryRecipe *
find_recipe (const BakeryRecipeBook *book,
             const BakeryEntityType *type,
             gint64                  id)
{
  return type == &bakery_cake_type ? bakery_recipe_book_find_for_cake (book, id)
                                   : bakery_recipe_book_find_for_option (book, id);
}

static const char *
get_missing (const BakeryRecipeBook *book,
             const BakeryEntityType *type,
             gint64                  id)
{
  const BakeryRecipe *recipe = find_recipe (book, type, id);
  const BakeryInventoryItem *item = recipe != NULL ? bakery_recipe_book_find_missing (book, recipe) : NULL;

  return item != NULL ? item->name : "";
}

/* The ids of cakes or options whose mark is no longer true. */
static GArray *
find_mismarked (BakeryConnection       *connection,
                const BakeryEntityType *type,
                gint64                  store,
                const BakeryRecipeBook *book,
                GError                **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *from = g_strconcat (type->table, " AS t", NULL);
  g_autoptr(BakeryStatement) statement = NULL;
  g_auto(ServerSelect) select = { NULL };
  gboolean has_row;

  server_select_init (&select, "t.id, t.missing", from);
  server_select_where (&select, "t.deleted_at IS NULL");
  server_select_where_integer (&select, "t.store = $", store);
  statement = server_select_prepare (&select, connection, error);
  while (statement != NULL && bakery_statement_step (statement, &has_row, error))
    {
      gint64 id;

      if (!has_row)
        return g_steal_pointer (&ids);
      id = bakery_statement_get_int (statement, 0);
      if (strcmp (bakery_statement_peek_text (statement, 1), get_missing (book, type, id)) != 0)
        g_array_append_val (ids, id);
    }

  return NULL;
}

static void
set_text (gpointer    entity,
          const char *name,
          const char *text)
{
  const BakeryField *field = bakery_entity_type_find_field (BAKERY_ENTITY (entity)->type, name);

  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, char *) = g_strdup (text);
}

static gboolean
mark_all (BakeryConnection       *connection,
          const BakeryEntityType *type,
          gint64                  store,
          const BakeryRecipeBook *book,
          gint64                  now,
          GError                **error)
{
  g_autoptr(GArray) ids = find_mismarked (connection, type, store, book, error);
  gboolean is_ok = ids != NULL;

  for (guint i = 0; is_ok && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      gpointer entity = bakery_records_load (connection, type, id, BAKERY_RECORDS_TABLES, error);

      if (entity == NULL)
        return FALSE;
      set_text (entity, "missing", get_missing (book, type, id));
      is_ok = server_entity_store_update (connection, entity, TRUE, now, error);
      bakery_entity_unref (entity);
    }

  return is_ok;
}

/**
 * server_recipe_store_mark:
 * @connection: the writer's connection
 * @store: the id of a store
 * @book: its recipes, and its items as they are now
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Marks the cakes and options for which something is missing, by its name, and takes the mark from those that have all again.
 *
 * Returns: whether it could
 */
gboolean
server_recipe_store_mark (BakeryConnection       *connection,
                          gint64                  store,
                          const BakeryRecipeBook *book,
                          gint64                  now,
                          GError                **error)
{
  return mark_all (connection, &bakery_cake_type, store, book, now, error) &&
         mark_all (connection, &bakery_option_type, store, book, now, error);
}

static gboolean
set_allergens (BakeryConnection       *connection,
               const BakeryEntityType *type,
               gint64                  id,
               GStrv                   allergens,
               gint64                  now,
               GError                **error)
{
  const BakeryField *field = bakery_entity_type_find_field (type, "allergens");
  g_autoptr(BakeryEntity) before = NULL;
  g_autoptr(BakeryEntity) after = NULL;
  g_autoptr(GError) problem = NULL;

  before = server_entity_store_find (connection, type, id, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (before == NULL)
    return TRUE;

  after = bakery_entity_copy (before);
  bakery_field_clear (after, field);
  BAKERY_FIELD_VALUE (after, field, GStrv) = g_strdupv (allergens);

  return bakery_field_equal (before, after, field) || server_entity_store_update (connection, after, TRUE, now, error);
}

/**
 * server_recipe_store_spread_allergens:
 * @connection: the writer's connection
 * @book: the recipes of a store after one of them, or an item, has changed
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Gives each cake and option that has a recipe the allergens that follow from it.
 *
 * Returns: whether it could
 */
gboolean
server_recipe_store_spread_allergens (BakeryConnection       *connection,
                                      const BakeryRecipeBook *book,
                                      gint64                  now,
                                      GError                **error)
{
  GPtrArray *recipes = bakery_recipe_book_peek_recipes (book);

  for (guint i = 0; i < recipes->len; i++)
    {
      const BakeryRecipe *recipe = g_ptr_array_index (recipes, i);
      g_auto(GStrv) allergens = NULL;

      if (recipe->cake == 0 && recipe->option == 0)
        continue;
      allergens = bakery_recipe_book_dup_allergens (book, recipe);
      if ((recipe->cake != 0 && !set_allergens (connection, &bakery_cake_type, recipe->cake, allergens, now, error)) ||
          (recipe->option != 0 && !set_allergens (connection, &bakery_option_type, recipe->option, allergens, now, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_word (GStrv       words,
          const char *word)
{
  return words != NULL && g_strv_contains ((const char *const *) words, word);
}

/* In whatever order they stand. */
static gboolean
have_same_allergens (gconstpointer      a,
                     gconstpointer      b,
                     const BakeryField *field)
{
  for (guint i = 0; bakery_allergens.names[i] != NULL; i++)
    {
      const char *word = bakery_allergens.names[i];

      if (has_word (BAKERY_FIELD_VALUE (a, field, GStrv), word) != has_word (BAKERY_FIELD_VALUE (b, field, GStrv), word))
        return FALSE;
    }

  return TRUE;
}

/* The name of the recipe of a cake or option, NULL where it has none. */
static gboolean
find_name (BakeryConnection   *connection,
           const BakeryEntity *owner,
           char              **ret_name,
           GError            **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT name FROM recipes WHERE %s = $1 AND deleted_at IS NULL", owner->type->name);
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, sql, error);
  gboolean has_row;

  *ret_name = NULL;
  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, owner->id);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (has_row)
    *ret_name = bakery_statement_dup_text (select, 0);

  return TRUE;
}

/**
 * server_recipe_store_check_allergens:
 * @connection: the writer's connection
 * @entity: a cake or option as it is about to be stored
 * @violations: gets a sentence about "allergens" where they are changed and a recipe decides them
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * What is written over by the next change of a recipe is not taken.
 *
 * Returns: whether it could look
 */
gboolean
server_recipe_store_check_allergens (BakeryConnection *connection,
                                     gconstpointer     entity,
                                     BakeryViolations *violations,
                                     GError          **error)
{
  const BakeryEntity *after = entity;
  const BakeryField *field = bakery_entity_type_find_field (after->type, "allergens");
  g_autoptr(BakeryEntity) before = NULL;
  g_autoptr(GError) problem = NULL;
  g_autofree char *recipe = NULL;

  if (after->id != 0)
    before = server_entity_store_find (connection, after->type, after->id, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (before == NULL || have_same_allergens (before, after, field))
    return TRUE;

  if (!find_name (connection, after, &recipe, error))
    return FALSE;
  if (recipe != NULL)
    bakery_violations_add (violations, field->name,
                           "The recipe “%s” decides this. Change its ingredients, or let it say something else there, with a "
                           "reason.", recipe);

  return TRUE;
}

/**
 * server_recipe_store_find_user:
 * @connection: any connection
 * @column: "item" or "recipe", a literal
 * @id: which one
 * @ret_name: (out) (transfer full) (nullable): the name of a recipe that uses it; %NULL for none
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could look
 */
gboolean
server_recipe_store_find_user (BakeryConnection *connection,
                               const char       *column,
                               gint64            id,
                               char            **ret_name,
                               GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT r.name FROM recipe_lines l JOIN recipes r ON r.id = l.recipe_id"
                                          " WHERE l.%s = $1 AND r.deleted_at IS NULL LIMIT 1", column);
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, sql, error);
  gboolean has_row;

  *ret_name = NULL;
  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, id);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (has_row)
    *ret_name = bakery_statement_dup_text (select, 0);

  return TRUE;
}
