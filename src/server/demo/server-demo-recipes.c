/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the stores of the demo make what they sell. A bakery's recipes come from data/demo/bakery-recipes.csv: a row with a kind
 * begins one, the rows after it without a kind are its lines. Cakes are those of 1 kg; others take as much more or less. The
 * recipes of drinks follow from their parts. */

#include "config.h"

#include "server-demo-private.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-recipe-book.h"
#include "server-entity-store.h"

/* What a drink takes of each kind of part. */
#define SODA_ML 350
#define SYRUP_ML 25
#define ADD_IN_ML 40
#define SPRINKLES_G 10

/* The columns of a row that begins a recipe; lines have the first four of them. */
enum
{
  COLUMN_KIND,
  COLUMN_NAME,
  COLUMN_QUANTITY,
  COLUMN_UNIT,
  COLUMN_LOSS,
  COLUMN_HOURS,
  COLUMN_BATCH,
  N_COLUMNS,
};

static const BakeryInventoryItem *
find_item (const ServerDemoShop *shop,
           const char           *name)
{
  for (guint i = 0; i < shop->items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (shop->items, i);

      if (g_str_equal (item->name, name))
        return item;
    }

  return NULL;
}

static const BakeryRecipe *
find_base (const ServerDemoShop *shop,
           const char           *name)
{
  for (guint i = 0; i < shop->recipes->len; i++)
    {
      const BakeryRecipe *recipe = g_ptr_array_index (shop->recipes, i);

      if (recipe->cake == 0 && recipe->option == 0 && g_str_equal (recipe->name, name))
        return recipe;
    }

  return NULL;
}

static BakeryRecipe *
new_recipe (const ServerDemoShop *shop,
            const char           *name)
{
  BakeryRecipe *recipe = bakery_recipe_new ();

  recipe->store = shop->store->base.id;
  server_demo_set_text (&recipe->name, name);
  recipe->yield_quantity = BAKERY_QUANTITY_ONE;
  recipe->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);

  return recipe;
}

static gboolean
add_line (BakeryRecipe         *recipe,
          const ServerDemoShop *shop,
          const char           *name,
          gint64                quantity,
          const char           *unit,
          GError              **error)
{
  const BakeryRecipe *base = find_base (shop, name);
  const BakeryInventoryItem *item = find_item (shop, name);
  BakeryRecipeLine *line;

  if (base == NULL && item == NULL)
    {
      g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "The demo has no “%s”.", name);
      return FALSE;
    }

  line = bakery_recipe_line_new ();
  g_ptr_array_add (recipe->lines, line);
  line->recipe = base != NULL ? base->base.id : 0;
  line->item = base == NULL ? item->base.id : 0;
  line->quantity = quantity;
  server_demo_set_text (&line->unit, unit);

  return TRUE;
}

static gboolean
keep_recipe (ServerDemo     *demo,
             ServerDemoShop *shop,
             BakeryRecipe   *recipe,
             GError        **error)
{
  g_ptr_array_add (shop->recipes, bakery_recipe_ref (recipe));

  return server_entity_store_insert (demo->connection, recipe, TRUE, SERVER_DEMO_OPENING (demo), error);
}

/* --- A bakery's --- */

/* Nobody takes a part of an egg; a box is a box. */
static gint64
scale (gint64      quantity,
       const char *unit,
       gint64      percent)
{
  gint64 scaled = quantity * percent / 100;

  if (!g_str_equal (unit, "piece"))
    return scaled;

  return quantity <= 2 * BAKERY_QUANTITY_ONE ? quantity : (scaled + 999) / BAKERY_QUANTITY_ONE * BAKERY_QUANTITY_ONE;
}

/* Reads the lines that follow the row at @head. */
static gboolean
read_lines (BakeryRecipe         *recipe,
            const ServerDemoShop *shop,
            GStrv                 rows,
            guint                 head,
            gint64                percent,
            GError              **error)
{
  for (guint i = head + 1; rows[i] != NULL && rows[i][0] == ','; i++)
    {
      g_auto(GStrv) columns = g_strsplit (rows[i], ",", -1);
      gint64 quantity = 0;

      bakery_quantity_from_string (columns[COLUMN_QUANTITY], &quantity);
      if (!add_line (recipe, shop, columns[COLUMN_NAME], scale (quantity, columns[COLUMN_UNIT], percent),
                     columns[COLUMN_UNIT], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
create_base (ServerDemo     *demo,
             ServerDemoShop *shop,
             GStrv           rows,
             guint           head,
             GStrv           columns,
             GError        **error)
{
  g_autoptr(BakeryRecipe) recipe = new_recipe (shop, columns[COLUMN_NAME]);

  bakery_quantity_from_string (columns[COLUMN_QUANTITY], &recipe->yield_quantity);
  bakery_enum_from_string (&bakery_units, columns[COLUMN_UNIT], &recipe->yield_unit);
  bakery_field_set_from_text (recipe, bakery_entity_type_find_field (recipe->base.type, "loss"), columns[COLUMN_LOSS]);
  recipe->hours_before = g_ascii_strtoll (columns[COLUMN_HOURS], NULL, 10);
  bakery_quantity_from_string (columns[COLUMN_BATCH], &recipe->batch_quantity);

  return read_lines (recipe, shop, rows, head, 100, error) && keep_recipe (demo, shop, recipe, error);
}

static gboolean
create_for_cakes (ServerDemo     *demo,
                  ServerDemoShop *shop,
                  GStrv           rows,
                  guint           head,
                  const char     *name,
                  GError        **error)
{
  for (guint i = 0; i < shop->cakes->len; i++)
    {
      const BakeryCake *cake = g_ptr_array_index (shop->cakes, i);
      g_autofree char *title = g_strdup_printf ("%s, %s", cake->name, cake->size);
      g_autoptr(BakeryRecipe) recipe = NULL;

      if (!g_str_equal (cake->name, name))
        continue;
      recipe = new_recipe (shop, title);
      recipe->cake = cake->base.id;
      if (!read_lines (recipe, shop, rows, head, server_demo_get_size_percent (cake), error) ||
          !keep_recipe (demo, shop, recipe, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
create_for_option (ServerDemo     *demo,
                   ServerDemoShop *shop,
                   GStrv           rows,
                   guint           head,
                   const char     *name,
                   GError        **error)
{
  for (guint i = 0; i < shop->options->len; i++)
    {
      const BakeryOption *option = g_ptr_array_index (shop->options, i);
      g_autoptr(BakeryRecipe) recipe = NULL;

      if (!g_str_equal (option->name, name))
        continue;
      recipe = new_recipe (shop, option->name);
      recipe->option = option->base.id;

      return read_lines (recipe, shop, rows, head, 100, error) && keep_recipe (demo, shop, recipe, error);
    }

  return TRUE;
}

static gboolean
create_for_bakery (ServerDemo     *demo,
                   ServerDemoShop *shop,
                   GError        **error)
{
  g_auto(GStrv) rows = server_demo_read_rows ("bakery-recipes.csv", error);
  gboolean is_ok = rows != NULL;

  for (guint i = 0; is_ok && rows[i] != NULL; i++)
    {
      g_auto(GStrv) columns = g_strsplit (rows[i], ",", -1);

      if (g_strv_length (columns) == N_COLUMNS)
        is_ok = create_base (demo, shop, rows, i, columns, error);
      else if (g_str_has_prefix (rows[i], "cake,"))
        is_ok = create_for_cakes (demo, shop, rows, i, columns[COLUMN_NAME], error);
      else if (g_str_has_prefix (rows[i], "option,"))
        is_ok = create_for_option (demo, shop, rows, i, columns[COLUMN_NAME], error);
    }

  return is_ok;
}

/* --- The soda counter's --- */

static gboolean
add_part (BakeryRecipe         *recipe,
          const ServerDemoShop *shop,
          const char           *name,
          GError              **error)
{
  const BakeryInventoryItem *item = find_item (shop, name);
  gint64 size = item == NULL || item->unit == BAKERY_UNIT_PIECE ? 1
                : item->unit == BAKERY_UNIT_G ? SPRINKLES_G
                : item->type == BAKERY_ITEM_SODA ? SODA_ML
                : item->type == BAKERY_ITEM_SYRUP ? SYRUP_ML
                                                  : ADD_IN_ML;

  return add_line (recipe, shop, name, size * BAKERY_QUANTITY_ONE, "", error);
}

static gboolean
create_for_part (ServerDemo         *demo,
                 ServerDemoShop     *shop,
                 const BakeryOption *option,
                 GError            **error)
{
  g_autoptr(BakeryRecipe) recipe = new_recipe (shop, option->name);
  gboolean is_cup = g_str_has_suffix (option->name, " oz");

  recipe->option = option->base.id;
  if (is_cup ? !(add_part (recipe, shop, "Cups", error) && add_part (recipe, shop, "Lids", error) &&
                 add_part (recipe, shop, "Straws", error))
             : !add_part (recipe, shop, option->name, error))
    return FALSE;

  return keep_recipe (demo, shop, recipe, error);
}

/* Every option that is a part, or a cup. */
static gboolean
create_for_parts (ServerDemo     *demo,
                  ServerDemoShop *shop,
                  GError        **error)
{
  for (guint i = 0; i < shop->options->len; i++)
    {
      const BakeryOption *option = g_ptr_array_index (shop->options, i);

      if ((find_item (shop, option->name) != NULL || g_str_has_suffix (option->name, " oz")) &&
          !create_for_part (demo, shop, option, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
create_for_drinks (ServerDemo     *demo,
                   ServerDemoShop *shop,
                   GError        **error)
{
  for (guint i = 0; i < shop->cakes->len; i++)
    {
      const BakeryCake *cake = g_ptr_array_index (shop->cakes, i);
      g_auto(GStrv) parts = g_strsplit (server_demo_get_drink_parts (cake), ", ", -1);
      g_autoptr(BakeryRecipe) recipe = NULL;

      if (parts[0] == NULL)
        continue;
      recipe = new_recipe (shop, cake->name);
      recipe->cake = cake->base.id;
      for (guint j = 0; parts[j] != NULL; j++)
        {
          if (!add_part (recipe, shop, parts[j], error))
            return FALSE;
        }
      if (!keep_recipe (demo, shop, recipe, error))
        return FALSE;
    }

  return TRUE;
}

/* --- Allergens --- */

static gboolean
take_allergens (ServerDemo             *demo,
                const BakeryRecipeBook *book,
                const BakeryRecipe     *recipe,
                gpointer                entity,
                GError                **error)
{
  const BakeryField *field = bakery_entity_type_find_field (BAKERY_ENTITY (entity)->type, "allergens");

  if (recipe == NULL)
    return TRUE;

  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GStrv) = bakery_recipe_book_dup_allergens (book, recipe);

  return server_entity_store_update (demo->connection, entity, TRUE, SERVER_DEMO_OPENING (demo), error);
}

static gboolean
take_all_allergens (ServerDemo     *demo,
                    ServerDemoShop *shop,
                    GError        **error)
{
  g_autoptr(BakeryRecipeBook) book = bakery_recipe_book_new (shop->recipes, shop->items);
  gboolean is_ok = TRUE;

  for (guint i = 0; is_ok && i < shop->cakes->len; i++)
    {
      BakeryCake *cake = g_ptr_array_index (shop->cakes, i);

      is_ok = take_allergens (demo, book, bakery_recipe_book_find_for_cake (book, cake->base.id), cake, error);
    }
  for (guint i = 0; is_ok && i < shop->options->len; i++)
    {
      BakeryOption *option = g_ptr_array_index (shop->options, i);

      is_ok = take_allergens (demo, book, bakery_recipe_book_find_for_option (book, option->base.id), option, error);
    }

  return is_ok;
}

/**
 * server_demo_create_recipes:
 * @self: the demo
 * @shop: a store with its catalogue and items
 * @error: a %BAKERY_STORAGE_ERROR, or %BAKERY_ERROR_NOT_FOUND for a recipe that names what there is not
 *
 * Makes the recipes of what the store sells, from which its allergens follow.
 *
 * Returns: whether they are stored
 */
gboolean
server_demo_create_recipes (ServerDemo     *self,
                            ServerDemoShop *shop,
                            GError        **error)
{
  gboolean is_ok = shop->sells_drinks
                   ? create_for_parts (self, shop, error) && create_for_drinks (self, shop, error)
                   : create_for_bakery (self, shop, error);

  return is_ok && take_all_allergens (self, shop, error);
}
