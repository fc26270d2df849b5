/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One value of a field read from json-glib's tree, or from text. Which members a client may send, and what is said of those
 * that do not fit, is bakery-entity-read.c's. Stateless; any thread. */

#include "bakery-entity-json-private.h"

#include "bakery-money.h"
#include "bakery-time.h"
#include "bakery-unit.h"
#include "bakery-violations.h"

#include <math.h>

static char *
dup_scalar_text (JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return json_node_dup_string (node);
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_DOUBLE:
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", json_node_get_double (node)));
    default:
      return NULL;
    }
}

static void
take_text (gpointer           entity,
           const BakeryField *field,
           char              *text,
           gboolean           is_trusted)
{
  g_autofree char *owned = text;

  if ((field->flags & BAKERY_FIELD_SECRET) == 0 && !is_trusted)
    g_strstrip (owned);
  g_free (BAKERY_FIELD_VALUE (entity, field, char *));
  BAKERY_FIELD_VALUE (entity, field, char *) = field->normalise != NULL && !is_trusted ? field->normalise (owned)
                                                                                       : g_steal_pointer (&owned);
}

static gboolean
read_text (gpointer           entity,
           const BakeryField *field,
           JsonNode          *node,
           gboolean           is_trusted)
{
  gboolean is_secret = (field->flags & BAKERY_FIELD_SECRET) != 0;
  char *text = NULL;

  /* A number has many spellings; a secret has one. */
  if (!is_secret || (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING))
    text = dup_scalar_text (node);
  if (text == NULL)
    return FALSE;

  take_text (entity, field, text, is_trusted);
  return TRUE;
}

static gboolean
read_integer (JsonNode *node,
              gint64   *ret_value)
{
  const char *text;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      *ret_value = json_node_get_int (node);
      return TRUE;
    }
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;

  text = json_node_get_string (node);
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, ret_value, NULL);
}

/* Our own programs write a reference to nothing as 0 where the field cannot be null; nobody else may. */
static gboolean
read_reference (JsonNode             *node,
                const BakeryDecoding *decoding,
                gint64               *ret_value)
{
  gint64 value;

  /* A console's own records name what the server has not given an id yet by negative numbers. */
  if (!read_integer (node, &value) || (value <= 0 && decoding->mode != BAKERY_DECODE_TRUSTED))
    return FALSE;

  *ret_value = value;
  return TRUE;
}

static gboolean
read_decimal (JsonNode *node,
              guint     digits,
              gint64   *ret_value)
{
  g_autofree char *text = dup_scalar_text (node);

  return text != NULL && bakery_money_from_string (g_strstrip (text), digits, ret_value);
}

static gboolean
boolean_from_text (const char *text,
                   gboolean   *ret_value)
{
  if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
    return FALSE;

  *ret_value = *text == 't';
  return TRUE;
}

static gboolean
read_boolean (JsonNode *node,
              gboolean *ret_value)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return boolean_from_text (json_node_get_string (node), ret_value);
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;

  *ret_value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_real (JsonNode *node,
           double   *ret_value)
{
  if (!JSON_NODE_HOLDS_VALUE (node) ||
      (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;

  if (!isfinite (json_node_get_double (node)))
    return FALSE;

  *ret_value = json_node_get_double (node);
  return TRUE;
}

static gboolean
read_time (JsonNode *node,
           gint64   *ret_value)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
         bakery_time_from_string (json_node_get_string (node), ret_value);
}

static gboolean
read_enum (const BakeryField *field,
           JsonNode          *node,
           int               *ret_value)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
         bakery_enum_from_string (field->values, json_node_get_string (node), ret_value);
}

static gboolean
read_text_list (gpointer           entity,
                const BakeryField *field,
                JsonNode          *node)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *array;
  guint i;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  for (i = 0; i < json_array_get_length (array); i++)
    {
      char *text = dup_scalar_text (json_array_get_element (array, i));

      if (text == NULL)
        return FALSE;
      if (g_hash_table_add (seen, g_strstrip (text)))
        g_strv_builder_add (builder, text);
    }

  g_strfreev (BAKERY_FIELD_VALUE (entity, field, GStrv));
  BAKERY_FIELD_VALUE (entity, field, GStrv) = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_reference_list (gpointer              entity,
                     const BakeryField    *field,
                     JsonNode             *node,
                     const BakeryDecoding *decoding)
{
  g_autoptr(GArray) references = g_array_new (FALSE, FALSE, sizeof (gint64));
  JsonArray *array;
  guint i;
  guint j;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  for (i = 0; i < json_array_get_length (array) && i < 10000; i++)
    {
      gint64 reference;

      if (!read_reference (json_array_get_element (array, i), decoding, &reference) || reference == 0)
        return FALSE;
      for (j = 0; j < references->len && g_array_index (references, gint64, j) != reference; j++)
        ;
      if (j == references->len)
        g_array_append_val (references, reference);
    }

  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GArray *) = g_steal_pointer (&references);
  return TRUE;
}

static gboolean
read_children (gpointer              entity,
               const BakeryField    *field,
               JsonNode             *node,
               const BakeryDecoding *decoding)
{
  g_autoptr(GPtrArray) children = g_ptr_array_new_with_free_func (bakery_entity_unref);
  JsonArray *array;
  guint i;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  for (i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autoptr(BakeryViolations) violations = bakery_violations_new ();
      g_autofree char *prefix = g_strdup_printf ("%s[%u]", field->name, i);
      BakeryDecoding nested = *decoding;
      gpointer child = bakery_entity_new (field->target);

      g_ptr_array_add (children, child);
      if (!JSON_NODE_HOLDS_OBJECT (element))
        return FALSE;

      nested.currency = bakery_entity_get_currency (entity, decoding->currency);
      nested.violations = violations;
      bakery_entity_read_members (child, json_node_get_object (element), &nested);
      bakery_violations_add_all (decoding->violations, prefix, violations);
    }

  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GPtrArray *) = g_steal_pointer (&children);
  return TRUE;
}

static gboolean
read_document (gpointer           entity,
               const BakeryField *field,
               JsonNode          *node)
{
  if (!JSON_NODE_HOLDS_ARRAY (node) && !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, JsonNode *) = json_node_copy (node);
  return TRUE;
}

static guint
get_digits (gconstpointer entity,
            const char   *inherited)
{
  return bakery_currency_get_digits (bakery_entity_get_currency (entity, inherited));
}

/**
 * bakery_field_read_value:
 * @entity: its holder
 * @field: the field
 * @node: what stands in the JSON, not null
 * @decoding: what it is read for
 *
 * Returns: %TRUE if @node is a value of the field's type; the field is untouched otherwise
 */
gboolean
bakery_field_read_value (gpointer              entity,
                         const BakeryField    *field,
                         JsonNode             *node,
                         const BakeryDecoding *decoding)
{
  switch (field->type)
    {
    case BAKERY_FIELD_INTEGER:
      return read_integer (node, &BAKERY_FIELD_VALUE (entity, field, gint64));
    case BAKERY_FIELD_REFERENCE:
      return read_reference (node, decoding, &BAKERY_FIELD_VALUE (entity, field, gint64));
    case BAKERY_FIELD_BOOLEAN:
      return read_boolean (node, &BAKERY_FIELD_VALUE (entity, field, gboolean));
    case BAKERY_FIELD_TEXT:
      return read_text (entity, field, node, decoding->mode == BAKERY_DECODE_TRUSTED);
    case BAKERY_FIELD_MONEY:
      return read_decimal (node,
                           get_digits (entity, decoding->currency),
                           &BAKERY_FIELD_VALUE (entity, field, gint64));
    case BAKERY_FIELD_RATE:
      return read_decimal (node, BAKERY_RATE_DIGITS, &BAKERY_FIELD_VALUE (entity, field, gint64));
    case BAKERY_FIELD_QUANTITY:
      return read_decimal (node, BAKERY_QUANTITY_DIGITS, &BAKERY_FIELD_VALUE (entity, field, gint64));
    case BAKERY_FIELD_REAL:
      return read_real (node, &BAKERY_FIELD_VALUE (entity, field, double));
    case BAKERY_FIELD_TIME:
      return read_time (node, &BAKERY_FIELD_VALUE (entity, field, gint64));
    case BAKERY_FIELD_ENUM:
      return read_enum (field, node, &BAKERY_FIELD_VALUE (entity, field, int));
    case BAKERY_FIELD_TEXT_LIST:
      return read_text_list (entity, field, node);
    case BAKERY_FIELD_REFERENCE_LIST:
      return read_reference_list (entity, field, node, decoding);
    case BAKERY_FIELD_DOCUMENT:
      return read_document (entity, field, node);
    case BAKERY_FIELD_CHILDREN:
      return read_children (entity, field, node, decoding);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
set_from_json (gpointer           entity,
               const BakeryField *field,
               const char        *json)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(JsonNode) node = json_from_string (json, NULL);
  BakeryDecoding decoding = { BAKERY_DECODE_TRUSTED, BAKERY_ROLES_EVERYBODY, TRUE, NULL, violations };

  return node != NULL && bakery_field_read_value (entity, field, node, &decoding) &&
         bakery_violations_is_empty (violations);
}

/**
 * bakery_field_set_from_text:
 * @entity: its holder
 * @field: the field
 * @text: the value as bakery_field_to_text() writes it
 *
 * Returns: %TRUE if @text is a value of the field's type; the field is untouched otherwise
 */
gboolean
bakery_field_set_from_text (gpointer           entity,
                            const BakeryField *field,
                            const char        *text)
{
  gint64 *integer = &BAKERY_FIELD_VALUE (entity, field, gint64);

  switch (field->type)
    {
    case BAKERY_FIELD_TEXT:
      take_text (entity, field, g_strdup (text), TRUE);
      return TRUE;
    case BAKERY_FIELD_INTEGER:
      return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, integer, NULL);
    case BAKERY_FIELD_BOOLEAN:
      return boolean_from_text (text, &BAKERY_FIELD_VALUE (entity, field, gboolean));
    case BAKERY_FIELD_MONEY:
      return bakery_money_from_string (text, get_digits (entity, NULL), integer);
    case BAKERY_FIELD_RATE:
      return bakery_money_from_string (text, BAKERY_RATE_DIGITS, integer);
    case BAKERY_FIELD_QUANTITY:
      return bakery_quantity_from_string (text, integer);
    case BAKERY_FIELD_TIME:
      return bakery_time_from_string (text, integer);
    case BAKERY_FIELD_ENUM:
      return bakery_enum_from_string (field->values, text, &BAKERY_FIELD_VALUE (entity, field, int));
    case BAKERY_FIELD_REAL:
    case BAKERY_FIELD_REFERENCE:
    case BAKERY_FIELD_TEXT_LIST:
    case BAKERY_FIELD_REFERENCE_LIST:
    case BAKERY_FIELD_DOCUMENT:
    case BAKERY_FIELD_CHILDREN:
    default:
      return set_from_json (entity, field, text);
    }
}
