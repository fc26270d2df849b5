/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One table of titles per entity. Stateless; any thread. */

#include "config.h"

#include "console-field-titles.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-feedback.h"
#include "bakery-inventory.h"
#include "bakery-option.h"
#include "bakery-order.h"
#include "bakery-recipe.h"
#include "bakery-store.h"

#include <glib/gi18n.h>

#include <string.h>

typedef struct
{
  const char *name;
  const char *title;
} Title;

static const Title store_titles[] = {
  { "name", N_("Name") },
  { "city", N_("Town") },
  { "address", N_("Street and number") },
  { "contact_number", N_("Phone") },
  { "email", N_("E-mail") },
  { "description", N_("Description") },
  { "latitude", N_("Latitude") },
  { "longitude", N_("Longitude") },
  { "time_zone", N_("Time zone") },
  { "currency", N_("Currency") },
  { "tax_rate", N_("Tax on top of prices") },
  { "delivery_fee", N_("Delivery fee outside any zone") },
  { "zones", N_("Delivery zones") },
  { "opening_hours", N_("Opening hours") },
  { "closures", N_("Closures") },
  { "lead_time_minutes", N_("Least notice for an order") },
  { "capacity_minutes_per_day", N_("Work per day, 0 for no limit") },
  { "slot_minutes", N_("Length of a slot") },
  { "capacity_minutes_per_slot", N_("Work per slot, 0 for no limit") },
  { "preparation_radius_metres", N_("Start preparing when a customer is this near") },
  { "delivery_minutes", N_("A delivery takes about") },
  { "queue_minutes", N_("Into the queue ahead of the start") },
  { "soon_minutes", N_("Marked as due soon ahead of the start") },
  { "undo_seconds", N_("A step can be undone for") },
  { "day_cutoff_minutes", N_("A business day begins so many minutes after midnight") },
  { "is_active", N_("Sells") },
  { NULL },
};

static const Title account_titles[] = {
  { "email", N_("E-mail") },
  { "password", N_("Password, at least 8 characters") },
  { "phone_no", N_("Phone") },
  { "first_name", N_("First name") },
  { "last_name", N_("Last name") },
  { "address", N_("Street and number") },
  { "city", N_("Town") },
  { "state", N_("State") },
  { "pincode", N_("Postal code") },
  { "role", N_("Role") },
  { "stores", N_("Works at") },
  { "is_active", N_("Can sign in") },
  { "consent_email", N_("Agrees to mail beyond what an order needs") },
  { "consent_location", N_("Agrees to the use of the location") },
  { "consent_preferences", N_("Agrees to suggestions from preferences") },
  { NULL },
};

static const Title cake_titles[] = {
  { "store", N_("Store") },
  { "kind", N_("Kind") },
  { "name", N_("Name") },
  { "flavor", N_("Flavour") },
  { "description", N_("Description") },
  { "size", N_("Size") },
  { "price", N_("Price") },
  { "availability", N_("Can be ordered") },
  { "unavailable_until", N_("Off until") },
  { "category", N_("Category") },
  { "season", N_("Season") },
  { "dietary", N_("Suits") },
  { "allergens", N_("Contains") },
  { "work_minutes", N_("Work for one") },
  { "lead_time_minutes", N_("Time beyond the work, such as cooling") },
  { "option_groups", N_("Options") },
  { "images", N_("Pictures") },
  { NULL },
};

static const Title option_group_titles[] = {
  { "store", N_("Store") },
  { "name", N_("Name") },
  { "minimum", N_("Choose at least") },
  { "maximum", N_("Choose at most") },
  { "position", N_("Position") },
  { NULL },
};

static const Title option_titles[] = {
  { "option_group", N_("Group") },
  { "name", N_("Name") },
  { "price_change", N_("Price change") },
  { "work_minutes", N_("Work added") },
  { "allergens", N_("Contains") },
  { "incompatible", N_("Not together with") },
  { "availability", N_("Can be chosen") },
  { "position", N_("Position") },
  { NULL },
};

static const Title inventory_item_titles[] = {
  { "store", N_("Store") },
  { "name", N_("Name") },
  { "type", N_("Type") },
  { "unit", N_("Counted in") },
  { "quantity", N_("In stock") },
  { "reserved", N_("Reserved") },
  { "threshold", N_("Low when less is free than") },
  { "supplier", N_("Supplier") },
  { "pack_quantity", N_("A pack holds") },
  { "pack_cost", N_("A pack costs") },
  { "expected_quantity", N_("On the way") },
  { "expected_at", N_("Expected") },
  { "delivery_days", N_("Comes within so many days") },
  { "allergens", N_("Contains") },
  { "use_by_days", N_("Keeps for so many days, 0 for ever") },
  { "own_units", N_("Further units") },
  { "active", N_("Still bought") },
  { NULL },
};

static const Title recipe_titles[] = {
  { "store", N_("Store") },
  { "name", N_("Name") },
  { "cake", N_("Of the cake") },
  { "option", N_("Of the option") },
  { "lines", N_("Ingredients") },
  { "yield_quantity", N_("Makes") },
  { "yield_unit", N_("Counted in") },
  { "loss", N_("Lost of what is made") },
  { "hours_before", N_("Made so many hours before the work on the order") },
  { "batch_quantity", N_("Fits the mixer at once, 0 for any") },
  { "overrides_allergens", N_("Contains something else than its ingredients") },
  { "allergens", N_("Contains") },
  { "allergen_reason", N_("Because") },
  { "notes", N_("How it is made") },
  { NULL },
};

static const Title stock_movement_titles[] = {
  { "item", N_("Item") },
  { "kind", N_("Kind") },
  { "amount", N_("Amount") },
  { "unit", N_("Counted in") },
  { "at", N_("When") },
  { "reason", N_("Reason") },
  { "cost", N_("Cost") },
  { "lot", N_("Lot") },
  { "use_by", N_("Use by") },
  { NULL },
};

static const Title bake_mark_titles[] = {
  { "day", N_("Day") },
  { "recipe", N_("Recipe") },
  { "cake", N_("Cake") },
  { "quantity", N_("Made") },
  { NULL },
};

typedef struct
{
  const BakeryEntityType *type;
  const char             *title;
  const char             *new_title; /* NULL where none is begun in a form */
  const Title            *fields;
} TypeTitles;

static const TypeTitles types[] = {
  { &bakery_store_type, N_("Store"), N_("New Store"), store_titles },
  { &bakery_account_type, N_("Person"), N_("New Person"), account_titles },
  { &bakery_cake_type, N_("Cake"), N_("New Cake"), cake_titles },
  { &bakery_option_group_type, N_("Option group"), N_("New Option Group"), option_group_titles },
  { &bakery_option_type, N_("Option"), N_("New Option"), option_titles },
  { &bakery_complaint_type, N_("Complaint"), NULL, NULL },
  { &bakery_rating_type, N_("Rating"), NULL, NULL },
  { &bakery_order_type, N_("Order"), NULL, NULL },
  { &bakery_inventory_item_type, N_("Item in stock"), N_("New Item"), inventory_item_titles },
  { &bakery_stock_movement_type, N_("Movement of stock"), NULL, stock_movement_titles },
  { &bakery_recipe_type, N_("Recipe"), N_("New Recipe"), recipe_titles },
  { &bakery_bake_mark_type, N_("Tick on the bake list"), NULL, bake_mark_titles },
};

/* What the catalogue calls a cake may be none. */
static const TypeTitles drink_titles = { &bakery_cake_type, N_("Drink"), N_("New Drink"), NULL };

static const Title words[] = {
  { "customer", N_("Customer") },
  { "driver", N_("Driver") },
  { "staff", N_("Staff") },
  { "manager", N_("Manager") },
  { "admin", N_("Admin") },
  { "cake", N_("Cake") },
  { "drink", N_("Drink") },
  { "celery", N_("Celery") },
  { "crustaceans", N_("Crustaceans") },
  { "eggs", N_("Eggs") },
  { "fish", N_("Fish") },
  { "gluten", N_("Gluten") },
  { "lupin", N_("Lupin") },
  { "milk", N_("Milk") },
  { "molluscs", N_("Molluscs") },
  { "mustard", N_("Mustard") },
  { "nuts", N_("Nuts") },
  { "peanuts", N_("Peanuts") },
  { "sesame", N_("Sesame") },
  { "soya", N_("Soya") },
  { "sulphites", N_("Sulphites") },
  { "eggless", N_("Eggless") },
  { "vegan", N_("Vegan") },
  { "vegetarian", N_("Vegetarian") },
  { "gluten-free", N_("Gluten-free") },
  { "lactose-free", N_("Lactose-free") },
  { "nut-free", N_("Nut-free") },
  { "sugar-free", N_("Sugar-free") },
  { "halal", N_("Halal") },
  { "kosher", N_("Kosher") },
  { "jain", N_("Jain") },
  { "open", N_("Open") },
  { "answered", N_("Answered") },
  { "closed", N_("Closed") },
  { "ingredient", N_("Ingredient") },
  { "decoration", N_("Decoration") },
  { "packaging", N_("Packaging") },
  { "resale", N_("For resale") },
  { "soda", N_("Soda") },
  { "syrup", N_("Syrup") },
  { "add_in", N_("Add-in") },
  { "physical", N_("Cups, lids and straws") },
  { "g", N_("Grams") },
  { "kg", N_("Kilograms") },
  { "ml", N_("Millilitres") },
  { "l", N_("Litres") },
  { "piece", N_("Pieces") },
  { "purchase", N_("Received") },
  { "waste", N_("Wasted") },
  { "count", N_("Counted") },
  { "mon", N_("Monday") },
  { "tue", N_("Tuesday") },
  { "wed", N_("Wednesday") },
  { "thu", N_("Thursday") },
  { "fri", N_("Friday") },
  { "sat", N_("Saturday") },
  { "sun", N_("Sunday") },
  { NULL },
};

/* The unit follows from the name, as in the names of the API. */
static const Title units[] = {
  { "minutes", N_("minutes") },
  { "seconds", N_("seconds") },
  { "metres", N_("metres") },
  { "latitude", N_("°") },
  { "longitude", N_("°") },
  { NULL },
};

static const TypeTitles *
find_type (const BakeryEntityType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (types[i].type == type)
        return &types[i];
    }

  return NULL;
}

static const char *
find_title (const Title *titles,
            const char  *name)
{
  for (; titles != NULL && titles->name != NULL; titles++)
    {
      if (g_str_equal (titles->name, name))
        return _(titles->title);
    }

  return NULL;
}

static const TypeTitles *
find_entity (const BakeryEntity *entity)
{
  const gboolean is_drink = entity->type == &bakery_cake_type && ((const BakeryCake *) entity)->kind == BAKERY_CAKE_KIND_DRINK;

  return is_drink ? &drink_titles : find_type (entity->type);
}

static const char *
get_kind_title (gconstpointer entity)
{
  const TypeTitles *found = find_entity (entity);

  return found != NULL ? _(found->title) : BAKERY_ENTITY (entity)->type->name;
}

/**
 * console_entity_get_new_title:
 * @entity: an entity that has not been saved
 *
 * Returns: what it is called until it has a name
 */
const char *
console_entity_get_new_title (gconstpointer entity)
{
  const TypeTitles *found = find_entity (entity);

  return found != NULL && found->new_title != NULL ? _(found->new_title) : get_kind_title (entity);
}

static char *
dup_order_title (const BakeryOrder *order)
{
  g_autofree char *number = g_strdup_printf ("#%" G_GINT64_FORMAT, order->number);

  /* Translators: %s is the order's number with its sign, "#1042". */
  return g_strdup_printf (_("Order %s"), number);
}

/**
 * console_entity_dup_title:
 * @entity: an entity
 *
 * Returns: (transfer full): what this one is called: its name, or what it is where it has none
 */
char *
console_entity_dup_title (gconstpointer entity)
{
  const BakeryEntityType *type = BAKERY_ENTITY (entity)->type;
  const BakeryField *field = bakery_entity_type_find_field (type, "name");
  g_autofree char *name = NULL;

  if (type == &bakery_account_type)
    name = bakery_account_dup_name (entity);
  else if (type == &bakery_order_type)
    return dup_order_title (entity);
  else if (field != NULL && field->type == BAKERY_FIELD_TEXT)
    name = g_strdup (BAKERY_FIELD_VALUE (entity, field, char *));

  return name != NULL && *name != '\0' ? g_steal_pointer (&name) : g_strdup (get_kind_title (entity));
}

/**
 * console_field_get_title:
 * @type: an entity type
 * @field: one of its fields
 *
 * Returns: what the field is called
 */
const char *
console_field_get_title (const BakeryEntityType *type,
                         const BakeryField      *field)
{
  const TypeTitles *found = find_type (type);
  const char *title = found != NULL ? find_title (found->fields, field->name) : NULL;

  return title != NULL ? title : field->name;
}

/**
 * console_field_get_unit:
 * @entity: the holder
 * @field: a field
 *
 * Returns: (nullable): what its number counts
 */
const char *
console_field_get_unit (gconstpointer      entity,
                        const BakeryField *field)
{
  if (field->type == BAKERY_FIELD_MONEY)
    return bakery_entity_get_currency (entity, NULL);
  if (field->type == BAKERY_FIELD_RATE)
    return "%";
  if (field->type != BAKERY_FIELD_INTEGER && field->type != BAKERY_FIELD_REAL)
    return NULL;

  for (guint i = 0; units[i].name != NULL; i++)
    {
      if (strstr (field->name, units[i].name) != NULL)
        return _(units[i].title);
    }

  return NULL;
}

/**
 * console_word_get_title:
 * @word: a word of a closed set
 *
 * Returns: what it is called; the word itself where nobody gave it a title
 */
const char *
console_word_get_title (const char *word)
{
  const char *title = find_title (words, word);

  return title != NULL ? title : word;
}
