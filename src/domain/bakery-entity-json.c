/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON of entities, from their field tables: writing straight into a string, reading from json-glib's tree with every
 * violation collected. Stateless; any thread. */

#include "bakery-entity-json.h"

#include "bakery-error.h"
#include "bakery-money.h"
#include "bakery-time.h"
#include "bakery-violations.h"

#include <math.h>
#include <string.h>

/* Decimal digits of a rate in percent: it is kept in hundredths. */
#define RATE_DIGITS 2

/* --- Writing --- */

static void write_entity (gconstpointer     entity,
                          BakeryRoles       reader,
                          const char       *currency,
                          BakeryJsonWriter *writer);

static void
write_decimal (gint64            value,
               guint             digits,
               BakeryJsonWriter *writer)
{
  char buffer[BAKERY_MONEY_BUFFER_SIZE];

  bakery_json_writer_string (writer, bakery_money_format_to_buffer (value, digits, buffer));
}

static void
write_text_list (GStrv             texts,
                 BakeryJsonWriter *writer)
{
  guint i;

  bakery_json_writer_begin_array (writer);
  for (i = 0; texts != NULL && texts[i] != NULL; i++)
    bakery_json_writer_string (writer, texts[i]);
  bakery_json_writer_end_array (writer);
}

static void
write_reference_list (GArray           *references,
                      BakeryJsonWriter *writer)
{
  guint i;

  bakery_json_writer_begin_array (writer);
  for (i = 0; references != NULL && i < references->len; i++)
    bakery_json_writer_integer (writer, g_array_index (references, gint64, i));
  bakery_json_writer_end_array (writer);
}

static void
write_children (GPtrArray        *children,
                BakeryRoles       reader,
                const char       *currency,
                BakeryJsonWriter *writer)
{
  guint i;

  bakery_json_writer_begin_array (writer);
  for (i = 0; children != NULL && i < children->len; i++)
    write_entity (g_ptr_array_index (children, i), reader, currency, writer);
  bakery_json_writer_end_array (writer);
}

static void
write_reference (const BakeryField *field,
                 gint64             reference,
                 BakeryJsonWriter  *writer)
{
  if (reference == 0 && (field->flags & BAKERY_FIELD_NULLABLE) != 0)
    bakery_json_writer_null (writer);
  else
    bakery_json_writer_integer (writer, reference);
}

static void
write_value (gconstpointer      entity,
             const BakeryField *field,
             BakeryRoles        reader,
             const char        *currency,
             BakeryJsonWriter  *writer)
{
  switch (field->type)
    {
    case BAKERY_FIELD_INTEGER:
      bakery_json_writer_integer (writer, BAKERY_FIELD_VALUE (entity, field, gint64));
      break;
    case BAKERY_FIELD_BOOLEAN:
      bakery_json_writer_boolean (writer, BAKERY_FIELD_VALUE (entity, field, gboolean));
      break;
    case BAKERY_FIELD_TEXT:
      bakery_json_writer_string (writer, BAKERY_FIELD_VALUE (entity, field, char *));
      break;
    case BAKERY_FIELD_MONEY:
      write_decimal (BAKERY_FIELD_VALUE (entity, field, gint64), bakery_currency_get_digits (currency), writer);
      break;
    case BAKERY_FIELD_RATE:
      write_decimal (BAKERY_FIELD_VALUE (entity, field, gint64), RATE_DIGITS, writer);
      break;
    case BAKERY_FIELD_REAL:
      bakery_json_writer_real (writer, BAKERY_FIELD_VALUE (entity, field, double));
      break;
    case BAKERY_FIELD_TIME:
      bakery_json_writer_time (writer, BAKERY_FIELD_VALUE (entity, field, gint64));
      break;
    case BAKERY_FIELD_ENUM:
      bakery_json_writer_string (writer,
                                 bakery_enum_to_string (field->values, BAKERY_FIELD_VALUE (entity, field, int)));
      break;
    case BAKERY_FIELD_REFERENCE:
      write_reference (field, BAKERY_FIELD_VALUE (entity, field, gint64), writer);
      break;
    case BAKERY_FIELD_TEXT_LIST:
      write_text_list (BAKERY_FIELD_VALUE (entity, field, GStrv), writer);
      break;
    case BAKERY_FIELD_REFERENCE_LIST:
      write_reference_list (BAKERY_FIELD_VALUE (entity, field, GArray *), writer);
      break;
    case BAKERY_FIELD_DOCUMENT:
      bakery_json_writer_node (writer, BAKERY_FIELD_VALUE (entity, field, JsonNode *));
      break;
    case BAKERY_FIELD_CHILDREN:
      write_children (BAKERY_FIELD_VALUE (entity, field, GPtrArray *), reader, currency, writer);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
write_entity (gconstpointer     entity,
              BakeryRoles       reader,
              const char       *currency,
              BakeryJsonWriter *writer)
{
  const BakeryEntity *self = entity;
  guint i;

  currency = bakery_entity_get_currency (entity, currency);
  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "id");
  bakery_json_writer_integer (writer, self->id);
  for (i = 0; i < self->type->n_fields; i++)
    {
      const BakeryField *field = &self->type->fields[i];

      if ((field->readers & reader) == 0 || (field->flags & BAKERY_FIELD_SECRET) != 0)
        continue;

      bakery_json_writer_name (writer, field->name);
      write_value (entity, field, reader, currency, writer);
    }
  if (self->type->parent_column == NULL)
    {
      bakery_json_writer_name (writer, "revision");
      bakery_json_writer_integer (writer, self->revision);
    }
  bakery_json_writer_end_object (writer);
}

/**
 * bakery_entity_write_json:
 * @entity: an entity
 * @reader: the roles of whom it is for: only fields that one of them may read are written
 * @writer: where a value is expected
 *
 * Writes the entity as a JSON object: `id`, its fields in the order of the table, `revision`.
 */
void
bakery_entity_write_json (gconstpointer     entity,
                          BakeryRoles       reader,
                          BakeryJsonWriter *writer)
{
  write_entity (entity, reader, NULL, writer);
}

/**
 * bakery_entity_to_json:
 * @entity: an entity
 * @reader: as in bakery_entity_write_json()
 *
 * Returns: (transfer full): the entity as a JSON object
 */
char *
bakery_entity_to_json (gconstpointer entity,
                       BakeryRoles   reader)
{
  GString *text = g_string_sized_new (1024);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_entity_write_json (entity, reader, &writer);

  return g_string_free (text, FALSE);
}

/**
 * bakery_field_to_text:
 * @entity: its holder
 * @field: the field
 *
 * Returns: (transfer full) (nullable): the value as the text that bakery_field_set_from_text() reads; %NULL for none
 */
char *
bakery_field_to_text (gconstpointer      entity,
                      const BakeryField *field)
{
  GString *json = g_string_new (NULL);
  BakeryJsonWriter writer = { json, FALSE };

  if (field->type == BAKERY_FIELD_TEXT)
    {
      g_string_free (json, TRUE);
      return g_strdup (BAKERY_FIELD_VALUE (entity, field, char *));
    }

  write_value (entity, field, BAKERY_ROLES_EVERYBODY, bakery_entity_get_currency (entity, NULL), &writer);
  if (g_str_equal (json->str, "null"))
    {
      g_string_free (json, TRUE);
      return NULL;
    }

  /* The words, times and decimals that JSON puts in quotes hold nothing that JSON escapes. */
  if (json->str[0] == '"')
    {
      g_string_truncate (json, json->len - 1);
      g_string_erase (json, 0, 1);
    }

  return g_string_free (json, FALSE);
}

/* --- Reading --- */

typedef struct
{
  BakeryDecodeMode  mode;
  BakeryRoles       writer;
  gboolean          skip_unknown;
  const char       *currency;
  BakeryViolations *violations;
} Decoding;

static gboolean read_entity (gpointer        entity,
                             JsonObject     *object,
                             const Decoding *decoding);

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

static gboolean
read_text (gpointer           entity,
           const BakeryField *field,
           JsonNode          *node)
{
  g_autofree char *text = dup_scalar_text (node);

  if (text == NULL)
    return FALSE;

  if ((field->flags & BAKERY_FIELD_SECRET) == 0)
    g_strstrip (text);
  g_free (BAKERY_FIELD_VALUE (entity, field, char *));
  BAKERY_FIELD_VALUE (entity, field, char *) = field->normalise != NULL ? field->normalise (text)
                                                                        : g_steal_pointer (&text);
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
read_reference (JsonNode       *node,
                const Decoding *decoding,
                gint64         *ret_value)
{
  gint64 value;

  if (!read_integer (node, &value) || value < 0 || (value == 0 && decoding->mode != BAKERY_DECODE_TRUSTED))
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
read_boolean (JsonNode *node,
              gboolean *ret_value)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;

  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    *ret_value = json_node_get_boolean (node);
  else if (json_node_get_value_type (node) == G_TYPE_STRING && g_str_equal (json_node_get_string (node), "true"))
    *ret_value = TRUE;
  else if (json_node_get_value_type (node) == G_TYPE_STRING && g_str_equal (json_node_get_string (node), "false"))
    *ret_value = FALSE;
  else
    return FALSE;

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
read_reference_list (gpointer           entity,
                     const BakeryField *field,
                     JsonNode          *node)
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

      if (!read_integer (json_array_get_element (array, i), &reference) || reference <= 0)
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
read_children (gpointer           entity,
               const BakeryField *field,
               JsonNode          *node,
               const Decoding    *decoding)
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
      Decoding nested = *decoding;
      gpointer child = bakery_entity_new (field->target);

      g_ptr_array_add (children, child);
      if (!JSON_NODE_HOLDS_OBJECT (element))
        return FALSE;

      nested.currency = bakery_entity_get_currency (entity, decoding->currency);
      nested.violations = violations;
      read_entity (child, json_node_get_object (element), &nested);
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

static gboolean
read_value (gpointer           entity,
            const BakeryField *field,
            JsonNode          *node,
            const Decoding    *decoding)
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
      return read_text (entity, field, node);
    case BAKERY_FIELD_MONEY:
      return read_decimal (node,
                           bakery_currency_get_digits (bakery_entity_get_currency (entity, decoding->currency)),
                           &BAKERY_FIELD_VALUE (entity, field, gint64));
    case BAKERY_FIELD_RATE:
      return read_decimal (node, RATE_DIGITS, &BAKERY_FIELD_VALUE (entity, field, gint64));
    case BAKERY_FIELD_REAL:
      return read_real (node, &BAKERY_FIELD_VALUE (entity, field, double));
    case BAKERY_FIELD_TIME:
      return read_time (node, &BAKERY_FIELD_VALUE (entity, field, gint64));
    case BAKERY_FIELD_ENUM:
      return read_enum (field, node, &BAKERY_FIELD_VALUE (entity, field, int));
    case BAKERY_FIELD_TEXT_LIST:
      return read_text_list (entity, field, node);
    case BAKERY_FIELD_REFERENCE_LIST:
      return read_reference_list (entity, field, node);
    case BAKERY_FIELD_DOCUMENT:
      return read_document (entity, field, node);
    case BAKERY_FIELD_CHILDREN:
      return read_children (entity, field, node, decoding);
    default:
      g_assert_not_reached ();
    }
}

static const char *
describe_type (const BakeryField *field)
{
  static const char *const messages[] = {
    [BAKERY_FIELD_INTEGER] = "A valid integer is required.",
    [BAKERY_FIELD_BOOLEAN] = "Must be true or false.",
    [BAKERY_FIELD_TEXT] = "Not a valid string.",
    [BAKERY_FIELD_MONEY] = "A valid amount is required, with no more decimal places than the currency has.",
    [BAKERY_FIELD_RATE] = "A valid percentage with at most two decimal places is required.",
    [BAKERY_FIELD_REAL] = "A valid number is required.",
    [BAKERY_FIELD_TIME] = "A valid RFC 3339 time is required, such as 2026-01-31T16:30:00Z.",
    [BAKERY_FIELD_ENUM] = "Not a valid choice.",
    [BAKERY_FIELD_REFERENCE] = "A valid id is required.",
    [BAKERY_FIELD_TEXT_LIST] = "A list of strings is required.",
    [BAKERY_FIELD_REFERENCE_LIST] = "A list of ids is required.",
    [BAKERY_FIELD_DOCUMENT] = "A JSON object or array is required.",
    [BAKERY_FIELD_CHILDREN] = "A list of objects is required.",
  };

  return messages[field->type];
}

static void
add_choice_violation (const BakeryField *field,
                      BakeryViolations  *violations)
{
  g_autofree char *choices = g_strjoinv (", ", (char **) field->values->names);

  bakery_violations_add (violations, field->name, "Not a valid choice. Choose one of: %s.", choices);
}

static void
read_member (gpointer           entity,
             const BakeryField *field,
             JsonNode          *node,
             const Decoding    *decoding)
{
  if (JSON_NODE_HOLDS_NULL (node))
    {
      if ((field->flags & BAKERY_FIELD_NULLABLE) != 0 || decoding->mode == BAKERY_DECODE_TRUSTED)
        bakery_field_clear (entity, field);
      else
        bakery_violations_add (decoding->violations, field->name, "This field may not be null.");
      return;
    }

  if (read_value (entity, field, node, decoding))
    return;

  if (field->type == BAKERY_FIELD_ENUM)
    add_choice_violation (field, decoding->violations);
  else
    bakery_violations_add (decoding->violations, field->name, "%s", describe_type (field));
}

static gboolean
may_set (const BakeryField *field,
         const Decoding    *decoding)
{
  if (decoding->mode == BAKERY_DECODE_TRUSTED)
    return TRUE;

  return (field->flags & BAKERY_FIELD_DERIVED) == 0 && (field->writers & decoding->writer) != 0;
}

/* A fixed field may be repeated with the value it has, as clients that send the whole object back do. */
static void
read_fixed_member (gpointer           entity,
                   const BakeryField *field,
                   JsonNode          *node,
                   const Decoding    *decoding)
{
  gpointer probe = bakery_entity_copy (entity);

  read_member (probe, field, node, decoding);
  if (!bakery_violations_has_field (decoding->violations, field->name) && !bakery_field_equal (probe, entity, field))
    bakery_violations_add (decoding->violations, field->name, "This field cannot be changed any more.");
  bakery_entity_unref (probe);
}

static void
dispatch_member (gpointer        entity,
                 const char     *name,
                 JsonNode       *node,
                 const Decoding *decoding)
{
  const BakeryField *field = bakery_entity_type_find_field (BAKERY_ENTITY (entity)->type, name);

  if (field == NULL)
    {
      if (!decoding->skip_unknown && !g_str_equal (name, "id") && !g_str_equal (name, "revision"))
        bakery_violations_add (decoding->violations, name, "There is no such field.");
    }
  else if (!may_set (field, decoding))
    {
      if (!decoding->skip_unknown)
        bakery_violations_add (decoding->violations, name, "This field cannot be set.");
    }
  else if ((field->flags & BAKERY_FIELD_FIXED) != 0 &&
           (decoding->mode == BAKERY_DECODE_UPDATE || decoding->mode == BAKERY_DECODE_REPLACE))
    {
      read_fixed_member (entity, field, node, decoding);
    }
  else
    {
      read_member (entity, field, node, decoding);
    }
}

static JsonNode *
find_member (JsonObject *object,
             const char *name,
             gboolean    any_case)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonObjectIter iter;
  const char *member;
  JsonNode *member_node;

  if (node != NULL || !any_case)
    return node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &member_node))
    {
      if (g_ascii_strcasecmp (member, name) == 0)
        return member_node;
    }

  return NULL;
}

static void
require_members (gpointer        entity,
                 JsonObject     *object,
                 const Decoding *decoding)
{
  const BakeryEntityType *type = BAKERY_ENTITY (entity)->type;
  guint i;

  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];

      if ((field->flags & BAKERY_FIELD_REQUIRED) != 0 && may_set (field, decoding) &&
          find_member (object, field->name, decoding->skip_unknown) == NULL)
        bakery_violations_add (decoding->violations, field->name, "This field is required.");
    }
}

/* Money is read in the entity's currency, so that comes first. */
static void
read_currency_member (gpointer        entity,
                      JsonObject     *object,
                      const Decoding *decoding)
{
  gboolean has_currency = BAKERY_ENTITY (entity)->type->currency != 0;
  JsonNode *node = has_currency ? find_member (object, "currency", decoding->skip_unknown) : NULL;

  if (node != NULL)
    {
      g_autoptr(BakeryViolations) repeated = bakery_violations_new ();
      Decoding silent = *decoding;

      silent.violations = repeated;
      dispatch_member (entity, "currency", node, &silent);
    }
}

static gboolean
read_entity (gpointer        entity,
             JsonObject     *object,
             const Decoding *decoding)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  read_currency_member (entity, object, decoding);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      gboolean any_case = decoding->skip_unknown && decoding->mode != BAKERY_DECODE_TRUSTED;
      g_autofree char *lower = any_case ? g_ascii_strdown (name, -1) : NULL;

      dispatch_member (entity, lower != NULL ? lower : name, node, decoding);
    }

  if (decoding->mode == BAKERY_DECODE_TRUSTED)
    {
      BAKERY_ENTITY (entity)->id = json_object_get_int_member_with_default (object, "id", 0);
      BAKERY_ENTITY (entity)->revision = json_object_get_int_member_with_default (object, "revision", 0);
    }
  else if (decoding->mode != BAKERY_DECODE_UPDATE)
    {
      require_members (entity, object, decoding);
    }

  return bakery_violations_is_empty (decoding->violations);
}

/**
 * bakery_entity_read_json:
 * @entity: a new entity, or a copy of the one to change; on failure it is half-changed and to be thrown away
 * @object: what a client sent
 * @mode: what it is sent for
 * @writer: the roles of the client: fields that none of them may set are refused
 * @skip_unknown: %TRUE on document S's paths: unknown and unsettable members are passed over, and names are compared
 *   without case
 * @violations: where to add all that is wrong
 *
 * Reads, normalises, validates and derives.
 *
 * Returns: %TRUE if nothing is wrong
 */
gboolean
bakery_entity_read_json (gpointer          entity,
                         JsonObject       *object,
                         BakeryDecodeMode  mode,
                         BakeryRoles       writer,
                         gboolean          skip_unknown,
                         BakeryViolations *violations)
{
  Decoding decoding = { mode, writer, skip_unknown || mode == BAKERY_DECODE_TRUSTED, NULL, violations };

  g_return_val_if_fail (entity != NULL, FALSE);
  g_return_val_if_fail (object != NULL, FALSE);
  g_return_val_if_fail (violations != NULL, FALSE);

  read_entity (entity, object, &decoding);
  if (mode != BAKERY_DECODE_TRUSTED)
    {
      bakery_entity_validate (entity, violations);
      bakery_entity_derive (entity);
    }

  return bakery_violations_is_empty (violations);
}

/**
 * bakery_entity_from_trusted_json:
 * @type: what it is
 * @object: what our server sent or our cache stored
 * @error: a %BAKERY_ERROR_INVALID where it does not fit the type all the same
 *
 * Returns: (transfer full): the entity, derived fields as they were sent, or %NULL with @error set
 */
gpointer
bakery_entity_from_trusted_json (const BakeryEntityType *type,
                                 JsonObject             *object,
                                 GError                **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  gpointer entity = bakery_entity_new (type);

  if (!bakery_entity_read_json (entity,
                                object,
                                BAKERY_DECODE_TRUSTED,
                                BAKERY_ROLES_EVERYBODY,
                                TRUE,
                                violations))
    {
      bakery_set_error_invalid (error, violations);
      bakery_entity_unref (entity);
      return NULL;
    }

  return entity;
}

static gboolean
text_needs_quotes (const BakeryField *field)
{
  switch (field->type)
    {
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_ENUM:
      return TRUE;
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_BOOLEAN:
    case BAKERY_FIELD_TEXT:
    case BAKERY_FIELD_REAL:
    case BAKERY_FIELD_REFERENCE:
    case BAKERY_FIELD_TEXT_LIST:
    case BAKERY_FIELD_REFERENCE_LIST:
    case BAKERY_FIELD_DOCUMENT:
    case BAKERY_FIELD_CHILDREN:
    default:
      return FALSE;
    }
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
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(JsonNode) node = NULL;
  Decoding decoding = { BAKERY_DECODE_TRUSTED, BAKERY_ROLES_EVERYBODY, TRUE, NULL, violations };

  if (field->type == BAKERY_FIELD_TEXT || text_needs_quotes (field))
    node = json_node_init_string (json_node_alloc (), text);
  else
    node = json_from_string (text, NULL);

  return node != NULL && read_value (entity, field, node, &decoding) && bakery_violations_is_empty (violations);
}
