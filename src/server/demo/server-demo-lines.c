/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is ordered in the demo: cakes and drinks, with as many options as each of their groups asks for. */

#include "config.h"

#include "server-demo-private.h"

#include "server-order-snapshot.h"

/* Several of one cake are ordered for a party only of those that are quickly made. */
#define PARTY_CAKE_MINUTES 45

static const char *const inscriptions[] = {
  "Happy Birthday Mia", "Happy Birthday Arjun", "Congratulations!", "Happy Anniversary", "Get well soon, Nani",
  "Welcome home", "Happy 60th, Papa", "Best of luck", "Asha & Rohan", "You did it!", "Happy Diwali", "Love you, Amma",
  "Happy Birthday Zoya", "Farewell, Thomas", "It's a girl!", "Team of the year",
};

static const char *const toppings[] = { "Fresh berries", "Chocolate shards", "Toasted almonds", "Gold leaf", "Sprinkles" };

static gboolean
offers (const BakeryCake        *cake,
        const BakeryOptionGroup *group)
{
  for (guint i = 0; i < cake->option_groups->len; i++)
    {
      if (g_array_index (cake->option_groups, gint64, i) == group->base.id)
        return TRUE;
    }

  return FALSE;
}

/* As many options of the group as there must be, and now and then more. Those of one group stand together. */
static void
choose_of_group (ServerDemo              *demo,
                 const ServerDemoShop    *shop,
                 const BakeryOptionGroup *group,
                 GPtrArray               *chosen)
{
  gint64 n_chosen = group->minimum;
  guint first = 0;
  guint n = 0;
  gint64 start;

  for (guint i = 0; i < shop->options->len; i++)
    {
      if (((const BakeryOption *) g_ptr_array_index (shop->options, i))->option_group == group->base.id && n++ == 0)
        first = i;
    }
  start = server_demo_range (demo, 0, n - 1);
  if (group->maximum > group->minimum && server_demo_chance (demo, shop->sells_drinks ? 60 : 25))
    n_chosen = server_demo_range (demo, group->minimum + 1, MIN (group->maximum, n));

  for (gint64 i = 0; i < n_chosen; i++)
    g_ptr_array_add (chosen, g_ptr_array_index (shop->options, first + (guint) (start + i) % n));
}

static GPtrArray *
choose_options (ServerDemo           *demo,
                const ServerDemoShop *shop,
                const BakeryCake     *cake)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < shop->groups->len; i++)
    {
      const BakeryOptionGroup *group = g_ptr_array_index (shop->groups, i);

      if (offers (cake, group))
        choose_of_group (demo, shop, group, chosen);
    }

  return chosen;
}

static BakeryCustomisation *
make_customisation (ServerDemo       *demo,
                    const BakeryCake *cake)
{
  BakeryCustomisation *customisation = bakery_customisation_new ();

  if (cake->kind == BAKERY_CAKE_KIND_DRINK)
    return customisation;

  if (server_demo_chance (demo, 60))
    server_demo_set_text (&customisation->message, SERVER_DEMO_PICK (demo, inscriptions));
  if (server_demo_chance (demo, 30))
    server_demo_set_text (&customisation->toppings, SERVER_DEMO_PICK (demo, toppings));
  customisation->egg_version = !server_demo_chance (demo, 35);

  return customisation;
}

/**
 * server_demo_add_line:
 * @self: the demo
 * @shop: who makes it
 * @order: an order that is made
 *
 * Adds something that the shop sells to the order.
 */
void
server_demo_add_line (ServerDemo           *self,
                      const ServerDemoShop *shop,
                      BakeryOrder          *order)
{
  const BakeryCake *cake = g_ptr_array_index (shop->cakes, (guint) server_demo_range (self, 0, shop->cakes->len - 1));
  g_autoptr(BakeryCustomisation) customisation = make_customisation (self, cake);
  g_autoptr(GPtrArray) options = choose_options (self, shop, cake);
  gboolean is_party = server_demo_chance (self, 5) && cake->work_minutes <= PARTY_CAKE_MINUTES;

  server_order_snapshot_add_line (order,
                                  cake,
                                  customisation,
                                  options,
                                  is_party ? server_demo_range (self, 4, 8) : server_demo_range (self, 1, 2));
}
