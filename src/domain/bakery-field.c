/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value of one field, by its type: clear, copy, compare; and the words of closed sets. For the entity's owner. */

#include "bakery-entity.h"

#include <math.h>
#include <string.h>

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
    case BAKERY_FIELD_QUANTITY:
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
    case BAKERY_FIELD_QUANTITY:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_REFERENCE:
      BAKERY_FIELD_VALUE (target, field, gint64) = BAKERY_FIELD_VALUE (source, field, gint64);
      break;
    default:
      g_assert_not_reached ();
    }
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
    case BAKERY_FIELD_QUANTITY:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_REFERENCE:
      return BAKERY_FIELD_VALUE (a, field, gint64) == BAKERY_FIELD_VALUE (b, field, gint64);
    default:
      g_assert_not_reached ();
    }
#undef SAME
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
