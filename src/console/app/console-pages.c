/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of pages. A further page is a further line. */

#include "config.h"

#include "console-pages.h"

#include "console-bake-list-page.h"
#include "console-catalogue-page.h"
#include "console-changes-page.h"
#include "console-deliveries-page.h"
#include "console-feedback-page.h"
#include "console-inventory-page.h"
#include "console-orders-page.h"
#include "console-people-page.h"
#include "console-recipes-page.h"
#include "console-revenue-page.h"
#include "console-store-page.h"

#include <glib/gi18n.h>

const ConsolePageEntry console_pages[] = {
  { "orders", N_("Orders"), "sweetspot-orders-symbolic", BAKERY_ROLES_SHOP, "<Alt>1",
    console_orders_page_get_type, FALSE },
  { "bake-list", N_("Bake List"), "sweetspot-bake-list-symbolic", BAKERY_ROLES_STAFF, "<Alt>2",
    console_bake_list_page_get_type, FALSE },
  { "deliveries", N_("Deliveries"), "sweetspot-delivery-symbolic", BAKERY_ROLES_SHOP, "<Alt>3",
    console_deliveries_page_get_type, FALSE },
  { "catalogue", N_("Catalogue"), "sweetspot-catalogue-symbolic", BAKERY_ROLES_SHOP, "<Alt>4",
    console_catalogue_page_get_type, FALSE },
  { "inventory", N_("Inventory"), "sweetspot-inventory-symbolic", BAKERY_ROLES_STAFF, "<Alt>5",
    console_inventory_page_get_type, FALSE },
  { "recipes", N_("Recipes"), "sweetspot-recipes-symbolic", BAKERY_ROLES_STAFF, "<Alt>r",
    console_recipes_page_get_type, FALSE },
  { "revenue", N_("Revenue"), "sweetspot-revenue-symbolic", BAKERY_ROLES_MANAGERS, "<Alt>6",
    console_revenue_page_get_type, FALSE },
  { "feedback", N_("Feedback"), "sweetspot-feedback-symbolic", BAKERY_ROLES_STAFF, "<Alt>7",
    console_feedback_page_get_type, FALSE },
  { "store", N_("Store"), "sweetspot-store-symbolic", BAKERY_ROLES_MANAGERS, "<Alt>8",
    console_store_page_get_type, FALSE },
  { "people", N_("People"), "sweetspot-people-symbolic", BAKERY_ROLES_MANAGERS, "<Alt>9",
    console_people_page_get_type, FALSE },
  { "changes", N_("Waiting changes"), "sweetspot-changes-symbolic", BAKERY_ROLES_SHOP, "<Alt>0",
    console_changes_page_get_type, TRUE },
};

const guint console_n_pages = G_N_ELEMENTS (console_pages);

/**
 * console_pages_find:
 * @id: a page's name
 *
 * Looks a page up.
 *
 * Returns: (nullable): the page's entry
 */
const ConsolePageEntry *
console_pages_find (const char *id)
{
  for (guint i = 0; i < console_n_pages; i++)
    {
      if (g_strcmp0 (console_pages[i].id, id) == 0)
        {
          return &console_pages[i];
        }
    }

  return NULL;
}
