/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the stores of the demo have in stock: a bakery's ingredients from data/demo/bakery-items.csv, and for the soda counter
 * the list of document C, data/demo/soda-counter.csv (C-098). How much of it is there is server-demo-stock.c's. */

#include "config.h"

#include "server-demo-private.h"

#include "bakery-entity-json.h"
#include "server-entity-store.h"

#define FOLDER "/org/sweetspot/server/demo/"

/* The columns of the bakery's list. */
enum
{
  ITEM_TYPE,
  ITEM_NAME,
  ITEM_ALLERGENS,
  ITEM_UNIT,
  ITEM_THRESHOLD,
  ITEM_PACK,
  ITEM_COST,
  ITEM_DAYS,
  ITEM_SUPPLIER,
  N_ITEM_COLUMNS,
};

/* The columns of document C's list. */
enum
{
  PART_TYPE,
  PART_NAME,
  PART_ALLERGEN,
  PART_UNIT,
  PART_QUANTITY,
  PART_THRESHOLD,
  N_PART_COLUMNS,
};

/* How what document C lists is bought. */
static const struct
{
  const char    *name;
  BakeryItemType type;
  gint64         pack;
  gint64         cost;
  const char    *supplier;
} part_types[] = {
  { "Soda", BAKERY_ITEM_SODA, 20000, 95000, "Fizz Wholesale" },
  { "Syrup", BAKERY_ITEM_SYRUP, 1000, 42000, "Fizz Wholesale" },
  { "Add In", BAKERY_ITEM_ADD_IN, 1000, 31000, "Fizz Wholesale" },
  { "Physical", BAKERY_ITEM_PHYSICAL, 100, 24000, "Box & Bow" },
};

/**
 * server_demo_read_rows:
 * @name: a file of data/demo
 * @error: a %G_RESOURCE_ERROR
 *
 * Returns: (transfer full): its lines after the first
 */
GStrv
server_demo_read_rows (const char *name,
                       GError    **error)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr(GBytes) list = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_auto(GStrv) lines = NULL;

  if (list == NULL)
    return NULL;

  lines = g_strsplit (g_bytes_get_data (list, NULL), "\n", -1);

  return g_strdupv (lines + 1);
}

static gboolean
add_item (ServerDemo          *demo,
          ServerDemoShop      *shop,
          BakeryInventoryItem *item,
          GError             **error)
{
  g_ptr_array_add (shop->items, item);
  item->store = shop->store->base.id;
  server_demo_set_text (&item->currency, shop->store->currency);

  return server_entity_store_insert (demo->connection, item, TRUE, SERVER_DEMO_OPENING (demo), error);
}

static BakeryInventoryItem *
make_ingredient (char **columns)
{
  BakeryInventoryItem *item = bakery_inventory_item_new ();

  bakery_enum_from_string (&bakery_item_types, columns[ITEM_TYPE], &item->type);
  bakery_enum_from_string (&bakery_base_units, columns[ITEM_UNIT], &item->unit);
  server_demo_set_text (&item->name, columns[ITEM_NAME]);
  item->allergens = g_strsplit (columns[ITEM_ALLERGENS], " ", -1);
  bakery_quantity_from_string (columns[ITEM_THRESHOLD], &item->threshold);
  bakery_quantity_from_string (columns[ITEM_PACK], &item->pack_quantity);
  bakery_field_set_from_text (item, bakery_entity_type_find_field (item->base.type, "pack_cost"), columns[ITEM_COST]);
  item->use_by_days = g_ascii_strtoll (columns[ITEM_DAYS], NULL, 10);
  server_demo_set_text (&item->supplier, columns[ITEM_SUPPLIER]);

  return item;
}

static BakeryInventoryItem *
make_part (char **columns)
{
  const char *unit = g_str_equal (columns[PART_UNIT], "pcs") ? "piece" : columns[PART_UNIT];
  const char *allergens[] = { columns[PART_ALLERGEN], NULL };
  BakeryInventoryItem *item = bakery_inventory_item_new ();
  BakeryUnit base = BAKERY_UNIT_PIECE;
  gint64 size = 0;

  bakery_unit_find (unit, &base, &size);
  item->unit = (int) base;
  server_demo_set_text (&item->name, columns[PART_NAME]);
  if (*columns[PART_ALLERGEN] != '\0')
    item->allergens = g_strdupv ((char **) allergens);
  item->threshold = g_ascii_strtoll (columns[PART_THRESHOLD], NULL, 10) * size;
  for (gsize i = 0; i < G_N_ELEMENTS (part_types); i++)
    {
      if (!g_str_equal (part_types[i].name, columns[PART_TYPE]))
        continue;
      item->type = (int) part_types[i].type;
      item->pack_quantity = part_types[i].pack * BAKERY_QUANTITY_ONE;
      item->pack_cost = part_types[i].cost;
      server_demo_set_text (&item->supplier, part_types[i].supplier);
    }

  return item;
}

/**
 * server_demo_create_items:
 * @self: the demo
 * @shop: a store
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes what the store has in stock, with nothing of it there yet.
 *
 * Returns: whether it is stored
 */
gboolean
server_demo_create_items (ServerDemo     *self,
                          ServerDemoShop *shop,
                          GError        **error)
{
  guint n_columns = shop->sells_drinks ? N_PART_COLUMNS : N_ITEM_COLUMNS;
  g_auto(GStrv) rows = server_demo_read_rows (shop->sells_drinks ? "soda-counter.csv" : "bakery-items.csv", error);

  for (guint i = 0; rows != NULL && rows[i] != NULL; i++)
    {
      g_auto(GStrv) columns = g_strsplit (rows[i], ",", -1);

      if (g_strv_length (columns) == n_columns &&
          !add_item (self, shop, shop->sells_drinks ? make_part (columns) : make_ingredient (columns), error))
        return FALSE;
    }

  return rows != NULL;
}
