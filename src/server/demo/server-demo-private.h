/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the demo share. One thread. */

#pragma once

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-inventory.h"
#include "bakery-option.h"
#include "bakery-recipe.h"
#include "bakery-store.h"
#include "bakery-time.h"
#include "server-demo.h"

G_BEGIN_DECLS

/** Where the e-mail addresses of the accounts with a known password are. */
#define SERVER_DEMO_DOMAIN "demo.sweetspot.example"

/**
 * ServerDemoShop:
 * @store: the store
 * @groups: (element-type BakeryOptionGroup): what can be chosen
 * @options: (element-type BakeryOption): the choices, of all groups
 * @cakes: (element-type BakeryCake): what it sells
 * @items: (element-type BakeryInventoryItem): what it has in stock
 * @recipes: (element-type BakeryRecipe): how it makes what it sells
 * @pictures: the ids of its pictures by their names
 * @next_number: what its next order is called
 * @sells_drinks: whether it is a soda counter
 *
 * One store with its catalogue.
 */
typedef struct
{
  BakeryStore *store;
  GPtrArray *groups;
  GPtrArray *options;
  GPtrArray *cakes;
  GPtrArray *items;
  GPtrArray *recipes;
  GHashTable *pictures;
  gint64 next_number;
  gboolean sells_drinks;
} ServerDemoShop;

/**
 * ServerDemoChoice:
 * @name: what the option is called
 * @price_change: what it costs, in minor units
 * @work_minutes: the work that it is
 * @allergen: (nullable): what it adds
 *
 * An option to be.
 */
typedef struct
{
  const char *name;
  gint64 price_change;
  gint64 work_minutes;
  const char *allergen;
} ServerDemoChoice;

/**
 * ServerDemo:
 * @connection: borrowed
 * @plan: borrowed
 * @random: where all chance comes from; how often it is asked never depends on the time
 * @base: the plan's instant, at a full five minutes
 * @shops: (element-type ServerDemoShop)
 * @staff: (element-type BakeryAccount): who works in the stores, in the order of #ServerDemoStaff
 * @customers: (element-type BakeryAccount)
 *
 * The bakery while it is made.
 */
typedef struct
{
  BakeryConnection *connection;
  const ServerDemoPlan *plan;
  GRand *random;
  gint64 base;
  GPtrArray *shops;
  GPtrArray *staff;
  GPtrArray *customers;
} ServerDemo;

/** The places of @staff. */
typedef enum
{
  SERVER_DEMO_MANAGER,
  SERVER_DEMO_BAKER,
  SERVER_DEMO_DRIVER,
  SERVER_DEMO_SECOND_DRIVER,
  SERVER_DEMO_THIRD_DRIVER,
} ServerDemoStaff;

gint64 server_demo_range (ServerDemo *self,
                          gint64 from,
                          gint64 to);
gboolean server_demo_chance (ServerDemo *self,
                             gint64 percent);
void server_demo_set_text (char **target,
                           const char *text);

/** One of the elements of a static array. */
#define SERVER_DEMO_PICK(self_, array_) ((array_)[server_demo_range ((self_), 0, G_N_ELEMENTS (array_) - 1)])

/** When the stores opened. */
#define SERVER_DEMO_OPENING(self_) ((self_)->base - 400 * BAKERY_DAY)

gboolean server_demo_add_group (ServerDemo *self,
                                ServerDemoShop *shop,
                                const char *name,
                                gint64 minimum,
                                gint64 maximum,
                                GError **error);
gboolean server_demo_add_option (ServerDemo *self,
                                 ServerDemoShop *shop,
                                 const ServerDemoChoice *choice,
                                 GError **error);
void server_demo_offer_choices (BakeryCake *cake,
                                const ServerDemoShop *shop,
                                guint first);
gboolean server_demo_create_parts (ServerDemo *self,
                                   ServerDemoShop *shop,
                                   GError **error);
gint64 server_demo_get_size_percent (const BakeryCake *cake);
const char *server_demo_get_drink_parts (const BakeryCake *cake);
GStrv server_demo_read_rows (const char *name,
                             GError **error);
gboolean server_demo_create_items (ServerDemo *self,
                                   ServerDemoShop *shop,
                                   GError **error);
gboolean server_demo_create_recipes (ServerDemo *self,
                                     ServerDemoShop *shop,
                                     GError **error);
gboolean server_demo_move_stock (ServerDemo *self,
                                 GError **error);
gboolean server_demo_create_demand (ServerDemo *self,
                                    GError **error);
BakeryCake *server_demo_make_drink (ServerDemo *self,
                                    const ServerDemoShop *shop,
                                    gint64 position);
gboolean server_demo_add_picture (ServerDemo *self,
                                  ServerDemoShop *shop,
                                  BakeryCake *cake,
                                  gint64 position,
                                  GError **error);
gboolean server_demo_create_shops (ServerDemo *self,
                                   GError **error);
gboolean server_demo_create_people (ServerDemo *self,
                                    GError **error);
void server_demo_add_line (ServerDemo *self,
                           const ServerDemoShop *shop,
                           BakeryOrder *order);
gboolean server_demo_create_payment (ServerDemo *self,
                                     const BakeryOrder *order,
                                     GError **error);
gboolean server_demo_create_feedback (ServerDemo *self,
                                      const BakeryOrder *order,
                                      GError **error);
gboolean server_demo_sum_ratings (ServerDemo *self,
                                  GError **error);
gboolean server_demo_create_orders (ServerDemo *self,
                                    GError **error);
gboolean server_demo_create_deliveries (ServerDemo *self,
                                        GError **error);

G_END_DECLS
