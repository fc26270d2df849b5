/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entities written as JSON, straight into a string, by their field tables. bakery-entity-read.c reads it again. Stateless;
 * any thread. */

#include "bakery-entity-json-private.h"

#include "bakery-money.h"
#include "bakery-unit.h"

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
      write_decimal (BAKERY_FIELD_VALUE (entity, field, gint64), BAKERY_RATE_DIGITS, writer);
      break;
    case BAKERY_FIELD_QUANTITY:
      write_decimal (BAKERY_FIELD_VALUE (entity, field, gint64), BAKERY_QUANTITY_DIGITS, writer);
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
 * bakery_field_write_json:
 * @entity: its holder
 * @field: one that is not secret
 * @writer: where a value is expected
 *
 * Writes the value of one field, whoever may read it.
 */
void
bakery_field_write_json (gconstpointer      entity,
                         const BakeryField *field,
                         BakeryJsonWriter  *writer)
{
  g_return_if_fail ((field->flags & BAKERY_FIELD_SECRET) == 0);

  write_value (entity, field, BAKERY_ROLES_EVERYBODY, bakery_entity_get_currency (entity, NULL), writer);
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
