/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The life of entities, and what their field tables say about a value: clear, copy, compare, check. Reference counting is
 * atomic; the rest is for the entity's owner. */

#include "bakery-entity.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-cart.h"
#include "bakery-entity-json.h"
#include "bakery-money.h"
#include "bakery-option.h"
#include "bakery-order.h"
#include "bakery-store.h"
#include "bakery-violations.h"

#include <math.h>
#include <string.h>

/**
 * bakery_entity_types:
 *
 * Every entity type with a table of its own, %NULL-terminated; a type stands after those it refers to.
 */
const BakeryEntityType *const bakery_entity_types[] = {
  &bakery_store_type, &bakery_account_type, &bakery_cake_type, &bakery_option_group_type, &bakery_option_type,
  &bakery_customisation_type, &bakery_cart_line_type, &bakery_order_type, NULL,
};

static void
set_initial (gpointer           entity,
             const BakeryField *field)
{
  if (field->initial != NULL)
    {
      if (!bakery_field_set_from_text (entity, field, field->initial))
        g_error ("%s.%s: \"%s\" is no initial value", BAKERY_ENTITY (entity)->type->name, field->name, field->initial);
      return;
    }

  if (field->type == BAKERY_FIELD_REAL && (field->flags & BAKERY_FIELD_NULLABLE) != 0)
    BAKERY_FIELD_VALUE (entity, field, double) = NAN;
  else if (field->type == BAKERY_FIELD_ENUM && (field->flags & BAKERY_FIELD_NULLABLE) != 0)
    BAKERY_FIELD_VALUE (entity, field, int) = -1;
  else if (field->type == BAKERY_FIELD_TEXT && (field->flags & BAKERY_FIELD_NULLABLE) == 0)
    BAKERY_FIELD_VALUE (entity, field, char *) = g_strdup ("");
}

/**
 * bakery_entity_new:
 * @type: what to create
 *
 * Returns: (transfer full): an entity with its initial values, id 0
 */
gpointer
bakery_entity_new (const BakeryEntityType *type)
{
  BakeryEntity *self = g_malloc0 (type->size);
  guint i;

  self->type = type;
  g_atomic_ref_count_init (&self->references);
  for (i = 0; i < type->n_fields; i++)
    set_initial (self, &type->fields[i]);

  return self;
}

/**
 * bakery_entity_ref:
 * @entity: an entity
 *
 * Returns: (transfer full): @entity
 */
gpointer
bakery_entity_ref (gpointer entity)
{
  g_atomic_ref_count_inc (&BAKERY_ENTITY (entity)->references);

  return entity;
}

/**
 * bakery_entity_unref:
 * @entity: (nullable) (transfer full): an entity
 */
void
bakery_entity_unref (gpointer entity)
{
  const BakeryEntityType *type;
  guint i;

  if (entity == NULL || !g_atomic_ref_count_dec (&BAKERY_ENTITY (entity)->references))
    return;

  type = BAKERY_ENTITY (entity)->type;
  for (i = 0; i < type->n_fields; i++)
    bakery_field_clear (entity, &type->fields[i]);
  g_free (entity);
}

/**
 * bakery_field_clear:
 * @entity: its holder
 * @field: the field
 *
 * Frees what the field holds and leaves it 0 or %NULL.
 */
void
bakery_field_clear (gpointer           entity,
                    const BakeryField *field)
{
  switch (field->type)
    {
    case BAKERY_FIELD_TEXT:
      g_clear_pointer (&BAKERY_FIELD_VALUE (entity, field, char *), g_free);
      break;
    case BAKERY_FIELD_TEXT_LIST:
      g_clear_pointer (&BAKERY_FIELD_VALUE (entity, field, GStrv), g_strfreev);
      break;
    case BAKERY_FIELD_REFERENCE_LIST:
      g_clear_pointer (&BAKERY_FIELD_VALUE (entity, field, GArray *), g_array_unref);
      break;
    case BAKERY_FIELD_DOCUMENT:
      g_clear_pointer (&BAKERY_FIELD_VALUE (entity, field, JsonNode *), json_node_unref);
      break;
    case BAKERY_FIELD_CHILDREN:
      g_clear_pointer (&BAKERY_FIELD_VALUE (entity, field, GPtrArray *), g_ptr_array_unref);
      break;
    case BAKERY_FIELD_BOOLEAN:
      BAKERY_FIELD_VALUE (entity, field, gboolean) = FALSE;
      break;
    case BAKERY_FIELD_ENUM:
      BAKERY_FIELD_VALUE (entity, field, int) = (field->flags & BAKERY_FIELD_NULLABLE) != 0 ? -1 : 0;
      break;
    case BAKERY_FIELD_REAL:
      BAKERY_FIELD_VALUE (entity, field, double) = (field->flags & BAKERY_FIELD_NULLABLE) != 0 ? NAN : 0;
      break;
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_REFERENCE:
      BAKERY_FIELD_VALUE (entity, field, gint64) = 0;
      break;
    default:
      g_assert_not_reached ();
    }
}

static GPtrArray *
copy_children (GPtrArray *children)
{
  GPtrArray *copy;
  guint i;

  if (children == NULL)
    return NULL;

  copy = g_ptr_array_new_full (children->len, bakery_entity_unref);
  for (i = 0; i < children->len; i++)
    g_ptr_array_add (copy, bakery_entity_copy (g_ptr_array_index (children, i)));

  return copy;
}

/**
 * bakery_field_copy:
 * @target: an entity of the same type as @source
 * @source: whence
 * @field: the field
 *
 * Replaces the field's value in @target by a copy of that in @source.
 */
void
bakery_field_copy (gpointer           target,
                   gconstpointer      source,
                   const BakeryField *field)
{
  bakery_field_clear (target, field);

  switch (field->type)
    {
    case BAKERY_FIELD_TEXT:
      BAKERY_FIELD_VALUE (target, field, char *) = g_strdup (BAKERY_FIELD_VALUE (source, field, char *));
      break;
    case BAKERY_FIELD_TEXT_LIST:
      BAKERY_FIELD_VALUE (target, field, GStrv) = g_strdupv (BAKERY_FIELD_VALUE (source, field, GStrv));
      break;
    case BAKERY_FIELD_REFERENCE_LIST:
      if (BAKERY_FIELD_VALUE (source, field, GArray *) != NULL)
        BAKERY_FIELD_VALUE (target, field, GArray *) = g_array_copy (BAKERY_FIELD_VALUE (source, field, GArray *));
      break;
    case BAKERY_FIELD_DOCUMENT:
      if (BAKERY_FIELD_VALUE (source, field, JsonNode *) != NULL)
        BAKERY_FIELD_VALUE (target, field, JsonNode *) = json_node_copy (BAKERY_FIELD_VALUE (source, field, JsonNode *));
      break;
    case BAKERY_FIELD_CHILDREN:
      BAKERY_FIELD_VALUE (target, field, GPtrArray *) = copy_children (BAKERY_FIELD_VALUE (source, field, GPtrArray *));
      break;
    case BAKERY_FIELD_BOOLEAN:
      BAKERY_FIELD_VALUE (target, field, gboolean) = BAKERY_FIELD_VALUE (source, field, gboolean);
      break;
    case BAKERY_FIELD_ENUM:
      BAKERY_FIELD_VALUE (target, field, int) = BAKERY_FIELD_VALUE (source, field, int);
      break;
    case BAKERY_FIELD_REAL:
      BAKERY_FIELD_VALUE (target, field, double) = BAKERY_FIELD_VALUE (source, field, double);
      break;
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_REFERENCE:
      BAKERY_FIELD_VALUE (target, field, gint64) = BAKERY_FIELD_VALUE (source, field, gint64);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * bakery_entity_copy:
 * @entity: an entity
 *
 * Returns: (transfer full): another one with equal values, the same id and revision
 */
gpointer
bakery_entity_copy (gconstpointer entity)
{
  const BakeryEntity *source = entity;
  BakeryEntity *copy = bakery_entity_new (source->type);
  guint i;

  copy->id = source->id;
  copy->revision = source->revision;
  for (i = 0; i < source->type->n_fields; i++)
    bakery_field_copy (copy, source, &source->type->fields[i]);

  return copy;
}

static gboolean
text_list_equal (GStrv a,
                 GStrv b)
{
  static const char *const empty[] = { NULL };

  return g_strv_equal (a ? (const char *const *) a : empty, b ? (const char *const *) b : empty);
}

static gboolean
reference_list_equal (GArray *a,
                      GArray *b)
{
  guint a_length = a ? a->len : 0;
  guint b_length = b ? b->len : 0;

  return a_length == b_length && (a_length == 0 || memcmp (a->data, b->data, a_length * sizeof (gint64)) == 0);
}

static gboolean
document_equal (JsonNode *a,
                JsonNode *b)
{
  return a == b || (a != NULL && b != NULL && json_node_equal (a, b));
}

static gboolean
children_equal (GPtrArray *a,
                GPtrArray *b)
{
  guint a_length = a ? a->len : 0;
  guint b_length = b ? b->len : 0;
  guint i;

  if (a_length != b_length)
    return FALSE;

  for (i = 0; i < a_length; i++)
    {
      if (!bakery_entity_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
real_equal (double a,
            double b)
{
  return isnan (a) ? isnan (b) : !(a < b) && !(a > b) && !isnan (b);
}

/**
 * bakery_field_equal:
 * @a: an entity
 * @b: another one of the same type
 * @field: the field
 *
 * Returns: %TRUE if the field means the same in both
 */
gboolean
bakery_field_equal (gconstpointer      a,
                    gconstpointer      b,
                    const BakeryField *field)
{
#define SAME(compare, ctype) compare (BAKERY_FIELD_VALUE (a, field, ctype), BAKERY_FIELD_VALUE (b, field, ctype))
  switch (field->type)
    {
    case BAKERY_FIELD_TEXT:
      return g_strcmp0 (BAKERY_FIELD_VALUE (a, field, char *), BAKERY_FIELD_VALUE (b, field, char *)) == 0;
    case BAKERY_FIELD_TEXT_LIST:
      return SAME (text_list_equal, GStrv);
    case BAKERY_FIELD_REFERENCE_LIST:
      return SAME (reference_list_equal, GArray *);
    case BAKERY_FIELD_DOCUMENT:
      return SAME (document_equal, JsonNode *);
    case BAKERY_FIELD_CHILDREN:
      return SAME (children_equal, GPtrArray *);
    case BAKERY_FIELD_REAL:
      return SAME (real_equal, double);
    case BAKERY_FIELD_BOOLEAN:
      return !BAKERY_FIELD_VALUE (a, field, gboolean) == !BAKERY_FIELD_VALUE (b, field, gboolean);
    case BAKERY_FIELD_ENUM:
      return BAKERY_FIELD_VALUE (a, field, int) == BAKERY_FIELD_VALUE (b, field, int);
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_REFERENCE:
      return BAKERY_FIELD_VALUE (a, field, gint64) == BAKERY_FIELD_VALUE (b, field, gint64);
    default:
      g_assert_not_reached ();
    }
#undef SAME
}

/**
 * bakery_entity_equal:
 * @a: an entity
 * @b: another one
 *
 * Returns: %TRUE if both are of one type and equal in id and every field; revisions do not count
 */
gboolean
bakery_entity_equal (gconstpointer a,
                     gconstpointer b)
{
  const BakeryEntityType *type = BAKERY_ENTITY (a)->type;
  guint i;

  if (BAKERY_ENTITY (b)->type != type || BAKERY_ENTITY (a)->id != BAKERY_ENTITY (b)->id)
    return FALSE;

  for (i = 0; i < type->n_fields; i++)
    {
      if (!bakery_field_equal (a, b, &type->fields[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * bakery_entity_derive:
 * @entity: an entity whose stored fields changed
 *
 * Computes the derived fields anew.
 */
void
bakery_entity_derive (gpointer entity)
{
  const BakeryEntityType *type = BAKERY_ENTITY (entity)->type;

  if (type->derive != NULL)
    type->derive (entity);
}

/**
 * bakery_entity_type_find_field:
 * @type: an entity type
 * @name: a field's name
 *
 * Returns: (transfer none) (nullable): the field of that name
 */
const BakeryField *
bakery_entity_type_find_field (const BakeryEntityType *type,
                               const char             *name)
{
  guint i;

  for (i = 0; i < type->n_fields; i++)
    {
      if (g_str_equal (type->fields[i].name, name))
        return &type->fields[i];
    }

  return NULL;
}

/**
 * bakery_entity_get_currency:
 * @entity: an entity
 * @inherited: (nullable): the parent's currency
 *
 * Returns: (transfer none) (nullable): the ISO 4217 code that the entity's money is in
 */
const char *
bakery_entity_get_currency (gconstpointer entity,
                            const char   *inherited)
{
  guint offset = BAKERY_ENTITY (entity)->type->currency;
  const char *own = offset != 0 ? *(char *const *) ((const char *) entity + offset) : NULL;

  return own != NULL && *own != '\0' ? own : inherited;
}

/**
 * bakery_enum_to_string:
 * @values: a closed set of words
 * @value: one of them
 *
 * Returns: (transfer none) (nullable): its word, %NULL for -1
 */
const char *
bakery_enum_to_string (const BakeryEnum *values,
                       int               value)
{
  return value < 0 ? NULL : values->names[value];
}

/**
 * bakery_enum_from_string:
 * @values: a closed set of words
 * @name: a word
 * @ret_value: (out): its value; untouched on failure
 *
 * Returns: %TRUE if @name is one of them
 */
gboolean
bakery_enum_from_string (const BakeryEnum *values,
                         const char       *name,
                         int              *ret_value)
{
  int i;

  for (i = 0; values->names[i] != NULL; i++)
    {
      if (g_str_equal (values->names[i], name))
        {
          *ret_value = i;
          return TRUE;
        }
    }

  return FALSE;
}

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

static void
check_number (const BakeryField *field,
              gint64             value,
              const char        *currency,
              BakeryViolations  *violations)
{
  gboolean is_money = field->type == BAKERY_FIELD_MONEY;
  gint64 limit = value < field->minimum ? field->minimum : field->maximum;
  g_autofree char *text = NULL;

  if ((field->maximum == 0 && field->minimum == 0) || (value >= field->minimum && value <= field->maximum))
    return;

  text = is_money ? bakery_money_to_string (limit, currency)
         : field->type == BAKERY_FIELD_RATE ? bakery_money_to_string (limit, NULL)
                                            : g_strdup_printf ("%" G_GINT64_FORMAT, limit);
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
check_words (const BakeryField *field,
             GStrv              words,
             BakeryViolations  *violations)
{
  guint i;
  int value;

  check_count (field, words ? g_strv_length (words) : 0, violations);
  for (i = 0; words != NULL && words[i] != NULL; i++)
    {
      if (field->values != NULL && !bakery_enum_from_string (field->values, words[i], &value))
        bakery_violations_add (violations, field->name, "\"%s\" is not a valid choice.", words[i]);
      else if (g_utf8_strlen (words[i], -1) > 100)
        bakery_violations_add (violations, field->name, "Ensure no element has more than 100 characters.");
    }
}

static void
check_field (gconstpointer      entity,
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
    case BAKERY_FIELD_BOOLEAN:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_ENUM:
    case BAKERY_FIELD_REFERENCE:
    case BAKERY_FIELD_DOCUMENT:
    case BAKERY_FIELD_CHILDREN:
    default:
      break;
    }

  if (field->check != NULL && !bakery_violations_has_field (violations, field->name))
    field->check (entity, field, violations);
}

/**
 * bakery_entity_validate:
 * @entity: an entity
 * @violations: where to add all that is wrong; fields that stand there already are not judged again
 *
 * Holds every stored field against its limits and checks, then the type's rules between fields.
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
    {
      const BakeryField *field = &type->fields[i];

      if ((field->flags & BAKERY_FIELD_DERIVED) == 0 && !bakery_violations_has_field (violations, field->name))
        check_field (entity, field, violations);
    }
  if (type->check != NULL && bakery_violations_is_empty (violations))
    type->check (entity, violations);

  return bakery_violations_is_empty (violations);
}
