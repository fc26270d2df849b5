/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values held against the limits and checks of their field tables. Stateless; any thread. */

#include "bakery-entity.h"

#include "bakery-money.h"
#include "bakery-unit.h"
#include "bakery-violations.h"

#include <math.h>

static void
check_text (const BakeryField *field,
            const char        *text,
            BakeryViolations  *violations)
{
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;

  if (length == 0)
    {
      if ((field->flags & BAKERY_FIELD_REQUIRED) != 0 && (field->flags & BAKERY_FIELD_NULLABLE) == 0)
        bakery_violations_add (violations, field->name, "This field may not be blank.");
      return;
    }

  if (length < field->minimum)
    bakery_violations_add (violations,
                           field->name,
                           "Ensure this field has at least %" G_GINT64_FORMAT " characters.",
                           field->minimum);
  if (field->maximum > 0 && length > field->maximum)
    bakery_violations_add (violations,
                           field->name,
                           "Ensure this field has no more than %" G_GINT64_FORMAT " characters.",
                           field->maximum);
}

static char *
dup_limit (const BakeryField *field,
           gint64             limit,
           const char        *currency)
{
  if (field->type == BAKERY_FIELD_MONEY)
    return bakery_money_to_string (limit, currency);
  if (field->type == BAKERY_FIELD_RATE)
    return bakery_money_to_string (limit, NULL);
  if (field->type == BAKERY_FIELD_QUANTITY)
    return bakery_quantity_to_string (limit);

  return g_strdup_printf ("%" G_GINT64_FORMAT, limit);
}

static void
check_number (const BakeryField *field,
              gint64             value,
              const char        *currency,
              BakeryViolations  *violations)
{
  gint64 limit = value < field->minimum ? field->minimum : field->maximum;
  g_autofree char *text = NULL;

  if ((field->maximum == 0 && field->minimum == 0) || (value >= field->minimum && value <= field->maximum))
    return;

  text = dup_limit (field, limit, currency);
  if (value < field->minimum)
    bakery_violations_add (violations, field->name, "Ensure this value is greater than or equal to %s.", text);
  else
    bakery_violations_add (violations, field->name, "Ensure this value is less than or equal to %s.", text);
}

static void
check_real (const BakeryField *field,
            double             value,
            BakeryViolations  *violations)
{
  if (isnan (value) || (field->maximum == 0 && field->minimum == 0))
    return;

  if (value < (double) field->minimum || value > (double) field->maximum)
    bakery_violations_add (violations,
                           field->name,
                           "Ensure this value is between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT ".",
                           field->minimum,
                           field->maximum);
}

static void
check_count (const BakeryField *field,
             guint              count,
             BakeryViolations  *violations)
{
  if (field->maximum > 0 && count > field->maximum)
    bakery_violations_add (violations,
                           field->name,
                           "Ensure this list has no more than %" G_GINT64_FORMAT " elements.",
                           field->maximum);
}

static void
check_word (const BakeryField *field,
            const char        *word,
            BakeryViolations  *violations)
{
  int value;

  if (field->values != NULL && !bakery_enum_from_string (field->values, word, &value))
    {
      g_autofree char *quote = bakery_violations_dup_quote (word);

      bakery_violations_add (violations, field->name, "\"%s\" is not a valid choice.", quote);
    }
  else if (g_utf8_strlen (word, -1) > 100)
    {
      bakery_violations_add (violations, field->name, "Ensure no element has more than 100 characters.");
    }
}

static void
check_words (const BakeryField *field,
             GStrv              words,
             BakeryViolations  *violations)
{
  guint i;

  check_count (field, words ? g_strv_length (words) : 0, violations);
  for (i = 0; words != NULL && words[i] != NULL; i++)
    check_word (field, words[i], violations);
}

static void
check_document (const BakeryField *field,
                JsonNode          *document,
                BakeryViolations  *violations)
{
  if (document != NULL && JSON_NODE_HOLDS_ARRAY (document))
    check_count (field, json_array_get_length (json_node_get_array (document)), violations);
}

/* Children that a client sent are judged with what they are part of. */
static void
check_children (const BakeryField *field,
                GPtrArray         *children,
                BakeryViolations  *violations)
{
  guint i;

  for (i = 0; children != NULL && i < children->len; i++)
    {
      g_autoptr(BakeryViolations) found = bakery_violations_new ();
      g_autofree char *prefix = g_strdup_printf ("%s[%u]", field->name, i);

      if (!bakery_entity_validate (g_ptr_array_index (children, i), found))
        bakery_violations_add_all (violations, prefix, found);
    }
}

static void
check_limits (gconstpointer      entity,
              const BakeryField *field,
              BakeryViolations  *violations)
{
  switch (field->type)
    {
    case BAKERY_FIELD_TEXT:
      check_text (field, BAKERY_FIELD_VALUE (entity, field, char *), violations);
      break;
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_QUANTITY:
      check_number (field,
                    BAKERY_FIELD_VALUE (entity, field, gint64),
                    bakery_entity_get_currency (entity, NULL),
                    violations);
      break;
    case BAKERY_FIELD_REAL:
      check_real (field, BAKERY_FIELD_VALUE (entity, field, double), violations);
      break;
    case BAKERY_FIELD_TEXT_LIST:
      check_words (field, BAKERY_FIELD_VALUE (entity, field, GStrv), violations);
      break;
    case BAKERY_FIELD_REFERENCE_LIST:
      check_count (field,
                   BAKERY_FIELD_VALUE (entity, field, GArray *) ? BAKERY_FIELD_VALUE (entity, field, GArray *)->len : 0,
                   violations);
      break;
    case BAKERY_FIELD_DOCUMENT:
      check_document (field, BAKERY_FIELD_VALUE (entity, field, JsonNode *), violations);
      break;
    case BAKERY_FIELD_CHILDREN:
      check_children (field, BAKERY_FIELD_VALUE (entity, field, GPtrArray *), violations);
      break;
    case BAKERY_FIELD_BOOLEAN:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_ENUM:
    case BAKERY_FIELD_REFERENCE:
    default:
      break;
    }
}

/**
 * bakery_field_validate:
 * @entity: its holder
 * @field: the field
 * @violations: where to add all that is wrong with it; if it stands there already, it is not judged again
 *
 * Holds the field against its limits and its check, unless it is derived.
 */
void
bakery_field_validate (gconstpointer      entity,
                       const BakeryField *field,
                       BakeryViolations  *violations)
{
  if ((field->flags & BAKERY_FIELD_DERIVED) != 0 || bakery_violations_has_field (violations, field->name))
    return;

  check_limits (entity, field, violations);
  if (field->check != NULL && !bakery_violations_has_field (violations, field->name))
    field->check (entity, field, violations);
}

/**
 * bakery_entity_validate_whole:
 * @entity: an entity
 * @violations: where to add what is wrong
 *
 * Holds the entity against its type's rules between fields, unless something is wrong with a single one.
 *
 * Returns: %TRUE if @violations is empty afterwards
 */
gboolean
bakery_entity_validate_whole (gconstpointer     entity,
                              BakeryViolations *violations)
{
  const BakeryEntityType *type = BAKERY_ENTITY (entity)->type;

  if (type->check != NULL && bakery_violations_is_empty (violations))
    type->check (entity, violations);

  return bakery_violations_is_empty (violations);
}

/**
 * bakery_entity_validate:
 * @entity: an entity that nobody validated yet; one that was stored has hashes in place of its secrets, which are no
 *   valid secrets
 * @violations: where to add all that is wrong; fields that stand there already are not judged again
 *
 * Validates each field, then the whole.
 *
 * Returns: %TRUE if @violations is empty afterwards
 */
gboolean
bakery_entity_validate (gconstpointer     entity,
                        BakeryViolations *violations)
{
  const BakeryEntityType *type = BAKERY_ENTITY (entity)->type;
  guint i;

  for (i = 0; i < type->n_fields; i++)
    bakery_field_validate (entity, &type->fields[i], violations);

  return bakery_entity_validate_whole (entity, violations);
}
