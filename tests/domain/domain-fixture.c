/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. Values come from GTest's seeded generator, so that a failure can be repeated with --seed. */

#include "config.h"

#include "domain-fixture.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-cart.h"
#include "bakery-former-cake.h"
#include "bakery-inventory.h"
#include "bakery-option.h"
#include "bakery-order.h"
#include "bakery-recipe.h"
#include "bakery-store.h"
#include "bakery-time.h"
#include "bakery-unmet-demand.h"

const BakeryEntityType *const domain_types[] = {
  &bakery_store_type, &bakery_account_type, &bakery_cake_type, &bakery_option_group_type, &bakery_option_type,
  &bakery_customisation_type, &bakery_cart_line_type, &bakery_order_type, &bakery_order_line_type,
  &bakery_order_event_type,
  &bakery_inventory_item_type, &bakery_inventory_lot_type, &bakery_stock_movement_type, &bakery_recipe_type,
  &bakery_recipe_line_type, &bakery_bake_mark_type, &bakery_unmet_demand_type, &bakery_former_cake_type,
  NULL,
};

/**
 * domain_parse:
 * @json: a JSON object
 *
 * Returns: (transfer full): its tree
 */
JsonObject *
domain_parse (const char *json)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));

  return json_node_dup_object (node);
}

static char *
dup_random_text (const BakeryField *field)
{
  static const char *const pieces[] = { "a", "B", "7", "é", "\"", "\\", "中", "\n", "\t", "😀", "/", "%s" };
  g_autoptr(GString) text = g_string_new ("x");
  int i;

  for (i = g_test_rand_int_range (0, 12); i > 0; i--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  g_string_append_c (text, 'y');

  return field->normalise != NULL ? field->normalise (text->str) : g_strdup (text->str);
}

static int
random_word (const BakeryEnum *values)
{
  return g_test_rand_int_range (0, (gint32) g_strv_length ((char **) values->names));
}

static GStrv
new_text_list (const BakeryField *field)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, field->values != NULL ? field->values->names[random_word (field->values)] : "a \"word\"");

  return g_strv_builder_end (builder);
}

static GArray *
new_reference_list (void)
{
  GArray *references = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 reference;

  for (reference = 1; reference < 5; reference++)
    {
      gint64 value = reference * g_test_rand_int_range (1000000, 2000000);

      g_array_append_val (references, value);
    }

  return references;
}

static GPtrArray *
new_children (const BakeryEntityType *type)
{
  GPtrArray *children = g_ptr_array_new_with_free_func (bakery_entity_unref);
  int i;

  for (i = 0; i < 3; i++)
    {
      BakeryEntity *child = bakery_entity_new (type);

      domain_fill (child);
      g_ptr_array_add (children, child);
    }

  return children;
}

/**
 * domain_fill_field:
 * @entity: an entity
 * @field: one of its fields
 *
 * Gives the field a value of its type, most likely another one than it had.
 */
void
domain_fill_field (gpointer           entity,
                   const BakeryField *field)
{
  bakery_field_clear (entity, field);

  switch (field->type)
    {
    case BAKERY_FIELD_BOOLEAN:
      BAKERY_FIELD_VALUE (entity, field, gboolean) = g_test_rand_bit ();
      break;
    case BAKERY_FIELD_TEXT:
      BAKERY_FIELD_VALUE (entity, field, char *) = dup_random_text (field);
      break;
    case BAKERY_FIELD_REAL:
      BAKERY_FIELD_VALUE (entity, field, double) = g_test_rand_double_range (-180, 180);
      break;
    case BAKERY_FIELD_TIME:
      BAKERY_FIELD_VALUE (entity, field, gint64) = 60 * 365 * BAKERY_DAY + g_test_rand_int ();
      break;
    case BAKERY_FIELD_ENUM:
      BAKERY_FIELD_VALUE (entity, field, int) = random_word (field->values);
      break;
    case BAKERY_FIELD_TEXT_LIST:
      BAKERY_FIELD_VALUE (entity, field, GStrv) = new_text_list (field);
      break;
    case BAKERY_FIELD_REFERENCE_LIST:
      BAKERY_FIELD_VALUE (entity, field, GArray *) = new_reference_list ();
      break;
    case BAKERY_FIELD_DOCUMENT:
      BAKERY_FIELD_VALUE (entity, field, JsonNode *) = json_from_string ("[{\"a\":[1,null,\"é\"]},true]", NULL);
      break;
    case BAKERY_FIELD_CHILDREN:
      BAKERY_FIELD_VALUE (entity, field, GPtrArray *) = new_children (field->target);
      break;
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_QUANTITY:
    case BAKERY_FIELD_REFERENCE:
      BAKERY_FIELD_VALUE (entity, field, gint64) = g_test_rand_int_range (1, G_MAXINT32);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * domain_fill:
 * @entity: an entity
 *
 * Gives the entity an id, a revision and a value in every field; the currency is one with three decimal digits.
 */
void
domain_fill (gpointer entity)
{
  const BakeryEntityType *type = BAKERY_ENTITY (entity)->type;
  guint i;

  BAKERY_ENTITY (entity)->id = g_test_rand_int_range (1, G_MAXINT32);
  if (type->parent_column == NULL)
    BAKERY_ENTITY (entity)->revision = g_test_rand_int_range (1, G_MAXINT32);
  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];

      domain_fill_field (entity, field);
      if (type->currency == field->offset)
        {
          g_free (BAKERY_FIELD_VALUE (entity, field, char *));
          BAKERY_FIELD_VALUE (entity, field, char *) = g_strdup ("KWD");
        }
    }
}

/**
 * domain_read:
 * @entity: an entity
 * @json: a JSON object
 * @mode: as bakery_entity_read_json()
 * @writer: as bakery_entity_read_json()
 * @skip_unknown: as bakery_entity_read_json()
 *
 * Returns: (transfer full): what is wrong with @json
 */
BakeryViolations *
domain_read (gpointer         entity,
             const char      *json,
             BakeryDecodeMode mode,
             BakeryRoles      writer,
             gboolean         skip_unknown)
{
  g_autoptr(JsonObject) object = domain_parse (json);
  BakeryViolations *violations = bakery_violations_new ();
  gboolean is_valid = bakery_entity_read_json (entity, object, mode, writer, skip_unknown, violations);

  g_assert_cmpint (is_valid, ==, bakery_violations_is_empty (violations));

  return violations;
}

/**
 * domain_assert_violations:
 * @violations: what was found
 * @sentence: what was to be found, as bakery_violations_to_sentence() says it
 */
void
domain_assert_violations (const BakeryViolations *violations,
                          const char             *sentence)
{
  g_autofree char *found = bakery_violations_to_sentence (violations);

  g_assert_cmpstr (found, ==, sentence);
}
