/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stores of the demo and what they sell. */

#include "config.h"

#include "server-demo-private.h"

#include "server-entity-store.h"

#include <json-glib/json-glib.h>

/* Somebody looks at the demo at any hour: it bakes and hands over around the clock. */
#define OPENING_HOURS                                                                                                  \
  "{\"mon\":[[\"00:00\",\"24:00\"]],\"tue\":[[\"00:00\",\"24:00\"]],\"wed\":[[\"00:00\",\"24:00\"]],"                  \
  "\"thu\":[[\"00:00\",\"24:00\"]],\"fri\":[[\"00:00\",\"24:00\"]],\"sat\":[[\"00:00\",\"24:00\"]],"                   \
  "\"sun\":[[\"00:00\",\"24:00\"]]}"

static const struct
{
  const char *name;
  const char *city;
  const char *address;
  const char *description;
  double      latitude;
  double      longitude;
  gboolean    sells_drinks;
} stores[] = {
  { "Rosewood Bakery", "Mumbai", "14 Hill Road, Bandra West", "Celebration cakes, baked through the night.", 19.0544,
    72.8295 },
  { "Saffron & Crumb", "Pune", "7 Lane 5, Koregaon Park", "Indian sweets meet French pastry.", 18.5362, 73.8939 },
  { "Sparrow Soda Counter", "Bengaluru", "9 Church Street", "Sodas, syrups and add-ins, mixed while you walk over.",
    12.9751, 77.6045, TRUE },
  { "The Cardamom House", "Bengaluru", "221 12th Main, Indiranagar", "Small batches, whole spices.", 12.9719, 77.6412 },
  { "Lotus Pâtisserie", "Chennai", "38 Khader Nawaz Khan Road", "Entremets and tea cakes.", 13.0604, 80.2496 },
  { "Banyan Tree Cakes", "Kolkata", "52 Park Street", "Three generations of fruit cake.", 22.5535, 88.3525 },
  { "Marigold Bakehouse", "New Delhi", "19 Khan Market", "Wedding tiers and weekday loaves.", 28.6003, 77.2270 },
};

#define DAIRY "milk", "gluten"

static const struct
{
  const char *name;
  const char *flavor;
  const char *category;
  const char *season;
  gint64      price;
  gint64      work_minutes;
  gint64      lead_time_minutes;
  const char *allergens[8];
  const char *dietary[6];
} cakes[] = {
  { "Black Forest", "Chocolate and cherry", "birthday", "", 89000, 45, 60, { DAIRY, "eggs" }, { "vegetarian" } },
  { "Rasmalai Tres Leches", "Saffron milk", "festival", "Diwali", 125000, 50, 120, { DAIRY, "nuts" },
    { "vegetarian", "eggless" } },
  { "Lemon Drizzle loaf", "Lemon", "tea time", "", 45000, 25, 30, { DAIRY, "eggs" }, { "vegetarian" } },
  { "Two-tier vanilla", "Vanilla", "wedding", "", 420000, 150, 240, { DAIRY, "eggs" }, { "vegetarian" } },
  { "Red Velvet", "Cocoa and buttermilk", "anniversary", "Valentine", 98000, 45, 60, { DAIRY, "eggs" },
    { "vegetarian" } },
  { "Mango Mousse", "Alphonso mango", "birthday", "summer", 112000, 40, 180, { DAIRY }, { "vegetarian", "eggless" } },
  { "Chocolate Truffle", "Dark chocolate", "birthday", "", 95000, 40, 60, { DAIRY, "eggs", "soya" }, { "vegetarian" } },
  { "Butterscotch Crunch", "Butterscotch", "birthday", "", 82000, 40, 45, { DAIRY, "nuts" },
    { "vegetarian", "eggless" } },
  { "Pineapple Gateau", "Pineapple", "birthday", "", 78000, 35, 45, { DAIRY }, { "vegetarian", "eggless" } },
  { "Basque Cheesecake", "Vanilla", "dessert", "", 135000, 30, 240, { "milk", "eggs" }, { "vegetarian" } },
  { "Gulab Jamun Cheesecake", "Rose and cardamom", "festival", "Diwali", 142000, 40, 240, { DAIRY }, { "vegetarian" } },
  { "Opera", "Coffee and chocolate", "dessert", "", 165000, 70, 180, { DAIRY, "eggs", "nuts" }, { "vegetarian" } },
  { "Carrot and Walnut", "Carrot", "tea time", "", 72000, 30, 30, { DAIRY, "eggs", "nuts" }, { "vegetarian" } },
  { "Vegan Banana Bread", "Banana", "tea time", "", 52000, 20, 20, { "gluten" }, { "vegan", "vegetarian", "eggless" } },
  { "Flourless Almond", "Almond and orange", "dessert", "", 118000, 30, 60, { "nuts", "eggs" },
    { "gluten-free", "vegetarian" } },
  { "Victoria Sponge", "Raspberry", "tea time", "summer", 68000, 30, 30, { DAIRY, "eggs" }, { "vegetarian" } },
  { "Rose and Pistachio", "Rose", "wedding", "", 185000, 60, 120, { DAIRY, "eggs", "nuts" }, { "vegetarian" } },
  { "Unicorn Surprise", "Vanilla", "children", "", 155000, 90, 90, { DAIRY, "eggs" }, { "vegetarian" } },
  { "Coconut Ladoo Cake", "Coconut", "festival", "Holi", 92000, 40, 60, { DAIRY, "nuts" }, { "vegetarian", "eggless" } },
  { "Plum Pudding", "Fruit and spice", "festival", "Christmas", 105000, 60, 1440, { DAIRY, "eggs", "nuts", "sulphites" },
    { "vegetarian" } },
  { "Sugar-free Fig and Date", "Fig", "tea time", "", 99000, 35, 45, { DAIRY, "eggs" }, { "sugar-free", "vegetarian" } },
  { "Football Pitch", "Chocolate", "children", "", 148000, 80, 60, { DAIRY, "eggs" }, { "vegetarian" } },
  { "Strawberry Chiffon", "Strawberry", "anniversary", "winter", 102000, 45, 60, { DAIRY, "eggs" }, { "vegetarian" } },
  { "Filter Coffee Tiramisu", "Coffee", "dessert", "", 128000, 35, 300, { DAIRY, "eggs" }, { "vegetarian" } },
};

static const char *const sizes[] = { "1 kg", "0.5 kg", "2 kg", "1.5 kg", "3 kg" };
static const gint64 size_percent[] = { 100, 60, 185, 145, 270 };

static const struct
{
  const char *name;
  gint64      minimum;
  gint64      maximum;
} groups[] = {
  { "Size", 0, 1 }, { "Shape", 1, 1 }, { "Filling", 0, 1 }, { "Frosting", 1, 1 }, { "Extras", 0, 3 },
};

static const struct
{
  guint            group;
  ServerDemoChoice choice;
} options[] = {
  { 0, { "plus 500 g", 40000, 10, NULL } }, { 0, { "plus 1 kg", 75000, 20, NULL } },
  { 1, { "round", 0, 0, NULL } }, { 1, { "heart", 15000, 10, NULL } }, { 1, { "square", 5000, 5, NULL } },
  { 1, { "number", 30000, 20, NULL } },
  { 2, { "raspberry jam", 8000, 5, NULL } }, { 2, { "hazelnut praline", 18000, 10, "nuts" } },
  { 2, { "salted caramel", 12000, 5, "milk" } },
  { 3, { "whipped cream", 0, 0, "milk" } }, { 3, { "chocolate ganache", 10000, 10, "milk" } },
  { 3, { "buttercream", 6000, 10, "milk" } }, { 3, { "fondant", 35000, 30, NULL } },
  { 4, { "candles", 3000, 0, NULL } }, { 4, { "sparkler", 5000, 0, NULL } }, { 4, { "edible photo", 25000, 15, "soya" } },
  { 4, { "fresh flowers", 22000, 10, NULL } }, { 4, { "greeting card", 4000, 0, NULL } },
};

/* --- Stores --- */

static gsize
find_name (gint64 position)
{
  return (gsize) position % G_N_ELEMENTS (stores);
}

static BakeryStore *
make_store (ServerDemo *demo,
            gint64      position)
{
  gsize n_names = G_N_ELEMENTS (stores);
  gsize name = find_name (position);
  BakeryStore *store = bakery_store_new ();

  g_free (store->name);
  store->name = position < (gint64) n_names
                ? g_strdup (stores[name].name)
                : g_strdup_printf ("%s %" G_GINT64_FORMAT, stores[name].name, position / (gint64) n_names + 1);
  server_demo_set_text (&store->city, stores[name].city);
  server_demo_set_text (&store->address, stores[name].address);
  server_demo_set_text (&store->description, stores[name].description);
  g_free (store->contact_number);
  store->contact_number = g_strdup_printf ("91%08" G_GINT64_FORMAT, server_demo_range (demo, 0, 99999999));
  g_free (store->email);
  store->email = g_strdup_printf ("store%" G_GINT64_FORMAT "@" SERVER_DEMO_DOMAIN, position + 1);
  store->latitude = stores[name].latitude;
  store->longitude = stores[name].longitude;
  store->tax_rate = 500;
  store->delivery_fee = 6000;
  store->opening_hours = json_from_string (OPENING_HOURS, NULL);

  return store;
}

/* --- Options --- */

/**
 * server_demo_add_group:
 * @self: the demo
 * @shop: who offers it
 * @name: what is chosen
 * @minimum: how many must be
 * @maximum: how many may be
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Adds an option group. Its options come next.
 *
 * Returns: whether it is stored
 */
gboolean
server_demo_add_group (ServerDemo     *self,
                       ServerDemoShop *shop,
                       const char     *name,
                       gint64          minimum,
                       gint64          maximum,
                       GError        **error)
{
  BakeryOptionGroup *group = bakery_option_group_new ();

  g_ptr_array_add (shop->groups, group);
  group->store = shop->store->base.id;
  server_demo_set_text (&group->name, name);
  group->minimum = minimum;
  group->maximum = maximum;
  group->position = (gint64) shop->groups->len;

  return server_entity_store_insert (self->connection, group, TRUE, SERVER_DEMO_OPENING (self), error);
}

/**
 * server_demo_add_option:
 * @self: the demo
 * @shop: who offers it
 * @choice: what it is
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Adds an option to the group that was added last.
 *
 * Returns: whether it is stored
 */
gboolean
server_demo_add_option (ServerDemo             *self,
                        ServerDemoShop         *shop,
                        const ServerDemoChoice *choice,
                        GError                **error)
{
  const BakeryOptionGroup *group = g_ptr_array_index (shop->groups, shop->groups->len - 1);
  const char *allergens[] = { choice->allergen, NULL };
  BakeryOption *option = bakery_option_new ();

  g_ptr_array_add (shop->options, option);
  option->store = shop->store->base.id;
  server_demo_set_text (&option->currency, shop->store->currency);
  option->option_group = group->base.id;
  server_demo_set_text (&option->name, choice->name);
  option->price_change = choice->price_change;
  option->work_minutes = choice->work_minutes;
  option->allergens = g_strdupv ((char **) allergens);
  option->position = (gint64) shop->options->len;

  return server_entity_store_insert (self->connection, option, TRUE, SERVER_DEMO_OPENING (self), error);
}

static gboolean
create_choices (ServerDemo     *demo,
                ServerDemoShop *shop,
                GError        **error)
{
  for (gsize i = 0, next = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (!server_demo_add_group (demo, shop, groups[i].name, groups[i].minimum, groups[i].maximum, error))
        return FALSE;
      for (; next < G_N_ELEMENTS (options) && options[next].group == i; next++)
        {
          if (!server_demo_add_option (demo, shop, &options[next].choice, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* --- Cakes --- */

/**
 * server_demo_offer_choices:
 * @cake: what is sold
 * @shop: by whom
 * @first: the first of the groups of @shop that can be chosen from with it; the others follow
 *
 * Says what can be chosen with it.
 */
void
server_demo_offer_choices (BakeryCake           *cake,
                           const ServerDemoShop *shop,
                           guint                 first)
{
  cake->option_groups = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = first; i < shop->groups->len; i++)
    {
      const BakeryOptionGroup *group = g_ptr_array_index (shop->groups, i);

      g_array_append_val (cake->option_groups, group->base.id);
    }
}

/**
 * server_demo_get_size_percent:
 * @cake: a cake of the demo
 *
 * Returns: how large it is, in percent of one of 1 kg
 */
gint64
server_demo_get_size_percent (const BakeryCake *cake)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      if (g_str_equal (cake->size, sizes[i]))
        return size_percent[i];
    }

  return 100;
}

static BakeryCake *
make_cake (ServerDemo     *demo,
           ServerDemoShop *shop,
           gint64          position)
{
  gsize kind = (gsize) position % G_N_ELEMENTS (cakes);
  gsize size = (gsize) position / G_N_ELEMENTS (cakes) % G_N_ELEMENTS (sizes);
  BakeryCake *cake = bakery_cake_new ();

  cake->store = shop->store->base.id;
  server_demo_set_text (&cake->currency, shop->store->currency);
  server_demo_set_text (&cake->name, cakes[kind].name);
  server_demo_set_text (&cake->flavor, cakes[kind].flavor);
  g_free (cake->description);
  cake->description = g_strdup_printf ("%s, made to order by %s.", cakes[kind].name, shop->store->name);
  server_demo_set_text (&cake->size, sizes[size]);
  cake->price = cakes[kind].price * size_percent[size] / 100;
  cake->availability = server_demo_chance (demo, 95) || position < (gint64) G_N_ELEMENTS (sizes);
  server_demo_set_text (&cake->category, cakes[kind].category);
  server_demo_set_text (&cake->season, cakes[kind].season);
  cake->dietary = g_strdupv ((char **) cakes[kind].dietary);
  cake->allergens = g_strdupv ((char **) cakes[kind].allergens);
  cake->work_minutes = cakes[kind].work_minutes;
  cake->lead_time_minutes = cakes[kind].lead_time_minutes;
  server_demo_offer_choices (cake, shop, 0);

  return cake;
}

static gboolean
create_cakes (ServerDemo *demo,
              GError    **error)
{
  gint64 i;

  for (i = 0; i < demo->plan->n_cakes; i++)
    {
      ServerDemoShop *shop = g_ptr_array_index (demo->shops, (guint) (i % demo->shops->len));
      gint64 position = i / demo->shops->len;
      BakeryCake *cake =
        shop->sells_drinks ? server_demo_make_drink (demo, shop, position) : make_cake (demo, shop, position);

      g_ptr_array_add (shop->cakes, cake);
      if (!server_demo_add_picture (demo, shop, cake, position, error) ||
          !server_entity_store_insert (demo->connection, cake, TRUE, SERVER_DEMO_OPENING (demo), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * server_demo_create_shops:
 * @self: the demo
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes the stores, and what each of them sells.
 *
 * Returns: whether they are stored
 */
gboolean
server_demo_create_shops (ServerDemo *self,
                          GError    **error)
{
  gint64 i;

  for (i = 0; i < self->plan->n_stores; i++)
    {
      ServerDemoShop *shop = g_new0 (ServerDemoShop, 1);

      shop->groups = g_ptr_array_new_with_free_func (bakery_entity_unref);
      shop->options = g_ptr_array_new_with_free_func (bakery_entity_unref);
      shop->cakes = g_ptr_array_new_with_free_func (bakery_entity_unref);
      shop->items = g_ptr_array_new_with_free_func (bakery_entity_unref);
      shop->recipes = g_ptr_array_new_with_free_func (bakery_entity_unref);
      shop->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      shop->next_number = 1001;
      shop->store = make_store (self, i);
      shop->sells_drinks = stores[find_name (i)].sells_drinks;
      g_ptr_array_add (self->shops, shop);
      if (!server_entity_store_insert (self->connection, shop->store, TRUE, SERVER_DEMO_OPENING (self), error) ||
          !(shop->sells_drinks ? server_demo_create_parts : create_choices)(self, shop, error))
        return FALSE;
    }

  return create_cakes (self, error);
}
