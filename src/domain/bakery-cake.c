/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of a cake (S-135 to S-137, C-091). */

#include "bakery-cake.h"

#include "bakery-checks.h"
#include "bakery-former-cake.h"
#include "bakery-money.h"
#include "bakery-option.h"
#include "bakery-ranking.h"
#include "bakery-store.h"

static const char *const kind_names[] = { "cake", "drink", NULL };
const BakeryEnum bakery_cake_kinds = { kind_names };

static const char *const allergen_names[] = {
  "celery", "crustaceans", "eggs", "fish", "gluten", "lupin", "milk", "molluscs", "mustard", "nuts", "peanuts", "sesame",
  "soya", "sulphites", NULL,
};
const BakeryEnum bakery_allergens = { allergen_names };

static const char *const dietary_names[] = {
  "eggless", "vegan", "vegetarian", "gluten-free", "lactose-free", "nut-free", "sugar-free", "halal", "kosher", "jain",
  NULL,
};
const BakeryEnum bakery_diets = { dietary_names };

static void
derive_cake (BakeryEntity *entity)
{
  BakeryCake *self = (BakeryCake *) entity;

  self->rating = bakery_ranking_get_percent (self->rating_stars, self->rating_count);
  g_free (self->image);
  self->image = self->images == NULL || self->images->len == 0
                ? NULL
                : g_strdup_printf ("/api/v1/images/%" G_GINT64_FORMAT, g_array_index (self->images, gint64, 0));
}

#define FIELD(member, TYPE, ...) BAKERY_FIELD (BakeryCake, member, TYPE, __VA_ARGS__)
#define READERS BAKERY_ROLES_EVERYBODY
#define WRITERS BAKERY_ROLES_MANAGERS

static const BakeryField cake_fields[] = {
  FIELD (store, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, WRITERS, .target = &bakery_store_type,
         .description = "the store that sells it"),
  FIELD (currency, TEXT, 0, READERS, BAKERY_ROLES_NOBODY, .maximum = 3, .description = "the store's currency"),
  FIELD (kind, ENUM, 0, READERS, WRITERS, .values = &bakery_cake_kinds, .description = "a cake, or a drink built from parts"),
  FIELD (name, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 100, .check = bakery_check_one_line,
         .description = "what it is called"),
  FIELD (flavor, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 100, .check = bakery_check_one_line,
         .description = "flavour"),
  FIELD (description, TEXT, 0, READERS, WRITERS, .maximum = 5000, .description = "what a customer reads about it"),
  FIELD (size, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 50, .check = bakery_check_one_line,
         .description = "size, such as 1 kg"),
  FIELD (price, MONEY, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = BAKERY_MONEY_MAXIMUM,
         .description = "price of one, without options"),
  FIELD (availability, BOOLEAN, 0, READERS, WRITERS, .initial = "true", .description = "whether it can be ordered"),
  FIELD (unavailable_until, TIME, BAKERY_FIELD_NULLABLE, READERS, WRITERS,
         .description = "cannot be ordered before this time"),
  FIELD (missing, TEXT, 0, READERS, BAKERY_ROLES_NOBODY,
         .description = "the ingredient of which there is not enough for one; it cannot be ordered until there is"),
  FIELD (category, TEXT, 0, READERS, WRITERS, .maximum = 50, .check = bakery_check_one_line,
         .description = "occasion or kind, such as birthday"),
  FIELD (season, TEXT, 0, READERS, WRITERS, .maximum = 50, .check = bakery_check_one_line,
         .description = "season of the menu it belongs to"),
  FIELD (dietary, TEXT_LIST, 0, READERS, WRITERS, .maximum = 20, .values = &bakery_diets,
         .description = "diets that it suits"),
  FIELD (allergens, TEXT_LIST, 0, READERS, WRITERS, .maximum = 14, .values = &bakery_allergens,
         .description = "allergens that it contains"),
  FIELD (work_minutes, INTEGER, 0, READERS, WRITERS, .maximum = 10080, .initial = "30",
         .description = "work that one takes"),
  FIELD (lead_time_minutes, INTEGER, 0, READERS, WRITERS, .maximum = 129600,
         .description = "time it needs before hand-over beyond its work, such as cooling"),
  FIELD (option_groups, REFERENCE_LIST, 0, READERS, WRITERS, .maximum = 50, .target = &bakery_option_group_type,
         .description = "what can be chosen with it, in this order"),
  FIELD (images, REFERENCE_LIST, 0, READERS, WRITERS, .maximum = 20, .description = "its pictures, the first one leads"),
  FIELD (rating_count, INTEGER, 0, READERS, BAKERY_ROLES_NOBODY, .description = "how often it was rated"),
  FIELD (rating_stars, INTEGER, 0, READERS, BAKERY_ROLES_NOBODY, .description = "the stars of all ratings together"),
  FIELD (rated_at, TIME, BAKERY_FIELD_NULLABLE, READERS, BAKERY_ROLES_NOBODY, .description = "when it was rated last"),
  FIELD (rating, INTEGER, BAKERY_FIELD_DERIVED, READERS, BAKERY_ROLES_NOBODY,
         .description = "the average rating in percent, 0 without one"),
  FIELD (image, TEXT, BAKERY_FIELD_DERIVED | BAKERY_FIELD_NULLABLE, READERS, BAKERY_ROLES_NOBODY,
         .description = "path of the first picture"),
  FIELD (created_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "when it was created"),
  FIELD (updated_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_cake_type = {
  .name = "cake",
  .table = "cakes",
  .size = sizeof (BakeryCake),
  .fields = cake_fields,
  .n_fields = G_N_ELEMENTS (cake_fields),
  .currency = G_STRUCT_OFFSET (BakeryCake, currency),
  .keeps_deleted = TRUE,
  .former = &bakery_former_cake_type,
  .derive = derive_cake,
};

/**
 * bakery_cake_is_available:
 * @self: a cake
 * @now: microseconds since 1970
 *
 * Returns: %TRUE if it can be ordered at @now: it is offered, and all it is made of is there
 */
gboolean
bakery_cake_is_available (const BakeryCake *self,
                          gint64            now)
{
  return self->availability && self->unavailable_until <= now && (self->missing == NULL || *self->missing == '\0');
}
