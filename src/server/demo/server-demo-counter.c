/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The soda counter of the demo: drinks built from sodas, syrups and add-ins (C-035, C-091). What there is comes from the list
 * of parts in data/demo/soda-counter.csv (C-098). */

#include "config.h"

#include "server-demo-private.h"

#define PARTS "soda-counter.csv"

/* The columns of the list that make an option; those about stock follow. */
enum
{
  COLUMN_TYPE,
  COLUMN_NAME,
  COLUMN_ALLERGEN,
  N_COLUMNS,
};

/* A group whose options are all the parts of a type. */
static const struct
{
  const char *name;
  const char *type;
  gint64      minimum;
  gint64      maximum;
  gint64      price_change;
} part_groups[] = {
  { "Soda", "Soda", 1, 2, 0 }, { "Syrups", "Syrup", 0, 5, 1500 }, { "Add-ins", "Add In", 0, 3, 2500 },
};

static const ServerDemoChoice cups[] = { { "16 oz", 0, 0, NULL }, { "24 oz", 3000, 0, NULL }, { "32 oz", 5000, 0, NULL } };
static const ServerDemoChoice ice[] = { { "regular", 0, 0, NULL }, { "light", 0, 0, NULL }, { "none", 0, 0, NULL } };

/* The first is whatever its customer makes of it. The others have their soda already, and take more of the rest. */
static const struct
{
  const char *name;
  const char *parts;
  gint64      price;
  const char *allergens[3];
} drinks[] = {
  { "Build your own", "", 9000, { NULL } },
  { "Sea Breeze", "Dr. Pepper, Coconut, Sweetened Lime", 13000, { NULL } },
  { "Monsoon Mojito", "Sprite, Mojito, Lime Wedge", 12000, { NULL } },
  { "Midnight Cola", "Coke, Vanilla, Cherry, Cream", 15000, { "milk" } },
  { "Green Auto", "Mtn. Dew, Green Apple, Pear", 12500, { NULL } },
  { "Mango Mela", "Fanta, Mango, Mango Puree, Whip", 17000, { "milk" } },
  { "Blue Lagoon", "Sprite, Blue Curacao, Pineapple, Lemon Wedge", 14000, { NULL } },
  { "Root Beer Float", "Rootbeer, Vanilla, Whip", 15000, { "milk" } },
  { "Peach Parade", "Lemonade, Peach, Peach Puree", 14500, { NULL } },
  { "Berry Sidewalk", "Light Lemonade, Strawberry, Raspberry, Blackberry", 14500, { NULL } },
  { "Passion Power", "Powerade, Passion Fruit, Guava", 13500, { NULL } },
  { "Butterbrew", "Dr Pepper Cream Soda, Butterbrew Mix, French Vanilla Creamer", 17500, { "milk" } },
  { "Cotton Candy Cloud", "Big Red, Cotton Candy, Bubble Gum, Candy Sprinkles", 16000, { NULL } },
  { "Skinny Pepper", "Dr. Pepper Zero, Cranberry", 11000, { NULL } },
  { "Orange Grove", "Fanta, Orange, Blood Orange, Cream", 15500, { "milk" } },
  { "Watermelon Wave", "Sprite Zero, Watermelon, Cucumber", 12500, { NULL } },
  { "Grapefruit Gallop", "Diet Coke, Grapefruit, Pomegranate", 12000, { NULL } },
  { "Huckleberry Hour", "Lemonade, Huckleberry, Blue Raspberry, Sour", 14500, { NULL } },
  { "Banana Sundae", "Rootbeer, Banana, Salted Caramel, Cream", 16500, { "milk" } },
  { "Kiwi Kick", "Diet Mtn. Dew, Kiwi, Lemon Lime", 12500, { NULL } },
  { "Cherry Bazaar", "Pepsi, Cherry, Vanilla, Whip", 15000, { "milk" } },
  { "Ginger Lane", "Diet Pepsi, Brown Sugar Cinnamon, Peppermint", 13000, { NULL } },
  { "Lavender Noon", "Light Lemonade, Lavender, Grape", 13500, { NULL } },
  { "Coconut Coast", "Coke Zero, Coconut, Coconut Cream, Lime Wedge", 15500, { NULL } },
};

/* --- Parts --- */

static gboolean
add_part (ServerDemo     *demo,
          ServerDemoShop *shop,
          const char     *line,
          const char     *type,
          gint64          price_change,
          GError        **error)
{
  g_auto(GStrv) columns = g_strsplit (line, ",", -1);
  ServerDemoChoice choice = { NULL, price_change, 0, NULL };

  if (g_strv_length (columns) < N_COLUMNS || !g_str_equal (columns[COLUMN_TYPE], type))
    return TRUE;

  choice.name = columns[COLUMN_NAME];
  if (columns[COLUMN_ALLERGEN][0] != '\0')
    choice.allergen = columns[COLUMN_ALLERGEN];

  return server_demo_add_option (demo, shop, &choice, error);
}

static gboolean
add_parts (ServerDemo     *demo,
           ServerDemoShop *shop,
           GError        **error)
{
  g_auto(GStrv) lines = server_demo_read_rows (PARTS, error);

  if (lines == NULL)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (part_groups); i++)
    {
      if (!server_demo_add_group (demo, shop, part_groups[i].name, part_groups[i].minimum, part_groups[i].maximum, error))
        return FALSE;
      for (gsize j = 0; lines[j] != NULL; j++)
        {
          if (!add_part (demo, shop, lines[j], part_groups[i].type, part_groups[i].price_change, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* A group of which one must be chosen. */
static gboolean
add_one_of (ServerDemo             *demo,
            ServerDemoShop         *shop,
            const char             *name,
            const ServerDemoChoice *choices,
            gsize                   n_choices,
            GError                **error)
{
  if (!server_demo_add_group (demo, shop, name, 1, 1, error))
    return FALSE;

  for (gsize i = 0; i < n_choices; i++)
    {
      if (!server_demo_add_option (demo, shop, &choices[i], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * server_demo_create_parts:
 * @self: the demo
 * @shop: a soda counter
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes what its drinks are built from. The soda is the first of its option groups.
 *
 * Returns: whether it is stored
 */
gboolean
server_demo_create_parts (ServerDemo     *self,
                          ServerDemoShop *shop,
                          GError        **error)
{
  return add_parts (self, shop, error) &&
         add_one_of (self, shop, "Cup", cups, G_N_ELEMENTS (cups), error) &&
         add_one_of (self, shop, "Ice", ice, G_N_ELEMENTS (ice), error);
}

/* --- Drinks --- */

/**
 * server_demo_get_drink_parts:
 * @cake: a drink of the demo
 *
 * Returns: the names of what it is made of whoever buys it, apart by commas
 */
const char *
server_demo_get_drink_parts (const BakeryCake *cake)
{
  for (gsize i = 0; i < G_N_ELEMENTS (drinks); i++)
    {
      if (g_str_has_prefix (cake->name, drinks[i].name))
        return drinks[i].parts;
    }

  return "";
}

/**
 * server_demo_make_drink:
 * @self: the demo
 * @shop: a soda counter with its parts
 * @position: which of its drinks; those beyond the menu are numbered
 *
 * Returns: (transfer full): what it sells
 */
BakeryCake *
server_demo_make_drink (ServerDemo           *self,
                        const ServerDemoShop *shop,
                        gint64                position)
{
  gsize drink = (gsize) position % G_N_ELEMENTS (drinks);
  gint64 round = position / (gint64) G_N_ELEMENTS (drinks);
  BakeryCake *cake = bakery_cake_new ();

  cake->store = shop->store->base.id;
  server_demo_set_text (&cake->currency, shop->store->currency);
  cake->kind = BAKERY_CAKE_KIND_DRINK;
  g_free (cake->name);
  cake->name = round == 0 ? g_strdup (drinks[drink].name)
                          : g_strdup_printf ("%s No. %" G_GINT64_FORMAT, drinks[drink].name, round + 1);
  server_demo_set_text (&cake->flavor, drink == 0 ? "Your own" : drinks[drink].parts);
  server_demo_set_text (&cake->description, drink == 0 ? "Soda, syrups and add-ins as you like them." : "From our menu.");
  server_demo_set_text (&cake->size, "16 oz");
  server_demo_set_text (&cake->category, "soda");
  cake->price = drinks[drink].price;
  cake->availability = server_demo_chance (self, 95) || drink == 0;
  cake->allergens = g_strdupv ((char **) drinks[drink].allergens);
  cake->work_minutes = 3;
  cake->lead_time_minutes = 5;
  server_demo_offer_choices (cake, shop, drink == 0 ? 0 : 1);

  return cake;
}
