/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One field of an entity as one column of a row. SQL NULL stands for "none" in the fields that may have none. */

#include "config.h"

#include "bakery-entity-json.h"
#include "bakery-records-private.h"

#include <math.h>

static gboolean
is_nullable (const BakeryField *field)
{
  return (field->flags & BAKERY_FIELD_NULLABLE) != 0;
}

static void
bind_integer (BakeryStatement   *statement,
              guint              position,
              gint64             value,
              const BakeryField *field)
{
  if (value == 0 && is_nullable (field))
    {
      bakery_statement_bind_null (statement, position);
      return;
    }

  bakery_statement_bind_int (statement, position, value);
}

static void
bind_real (BakeryStatement *statement,
           guint            position,
           double           value)
{
  if (isnan (value))
    {
      bakery_statement_bind_null (statement, position);
      return;
    }

  bakery_statement_bind_real (statement, position, value);
}

static void
bind_text (BakeryStatement   *statement,
           guint              position,
           const char        *value,
           const BakeryField *field)
{
  gboolean is_empty = value == NULL || *value == '\0';

  bakery_statement_bind_text (statement, position, !is_empty ? value : is_nullable (field) ? NULL : "");
}

/* Binds a field that is JSON in its column. */
static void
bind_json (BakeryStatement   *statement,
           guint              position,
           gconstpointer      entity,
           const BakeryField *field)
{
  g_autofree char *json = bakery_field_to_text (entity, field);

  bakery_statement_bind_text (statement, position, json);
}

/**
 * bakery_records_bind_field:
 * @statement: a statement
 * @position: of the placeholder
 * @entity: the entity
 * @field: one of its fields
 *
 * Binds the field's value.
 */
void
bakery_records_bind_field (BakeryStatement   *statement,
                           guint              position,
                           gconstpointer      entity,
                           const BakeryField *field)
{
  switch (field->type)
    {
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_QUANTITY:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_REFERENCE:
      bind_integer (statement, position, BAKERY_FIELD_VALUE (entity, field, gint64), field);
      break;

    case BAKERY_FIELD_BOOLEAN:
      bakery_statement_bind_int (statement, position, BAKERY_FIELD_VALUE (entity, field, gboolean) ? 1 : 0);
      break;

    case BAKERY_FIELD_REAL:
      bind_real (statement, position, BAKERY_FIELD_VALUE (entity, field, double));
      break;

    case BAKERY_FIELD_TEXT:
      bind_text (statement, position, BAKERY_FIELD_VALUE (entity, field, char *), field);
      break;

    case BAKERY_FIELD_ENUM:
      bakery_statement_bind_text (statement, position,
                                  bakery_enum_to_string (field->values, BAKERY_FIELD_VALUE (entity, field, int)));
      break;

    case BAKERY_FIELD_TEXT_LIST:
    case BAKERY_FIELD_REFERENCE_LIST:
    case BAKERY_FIELD_DOCUMENT:
    case BAKERY_FIELD_CHILDREN:
      bind_json (statement, position, entity, field);
      break;

    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_null (gpointer           entity,
           const BakeryField *field)
{
  if (!is_nullable (field) && field->type != BAKERY_FIELD_DOCUMENT)
    {
      return FALSE;
    }

  bakery_field_clear (entity, field);
  return TRUE;
}

/* Reads a list of texts as the JSON writer writes it, where nothing in it is escaped. Most lists are such, and a tree of JSON
 * nodes for each of them would take longer than the rest of the row. FALSE for any other text, which may be JSON all the
 * same. */
static gboolean
read_plain_texts (gpointer           entity,
                  const BakeryField *field,
                  const char        *json)
{
  g_autofree char *inner = NULL;
  gsize length = strlen (json);
  guint n_quotes = 0;

  if (length < 4 || !g_str_has_prefix (json, "[\"") || !g_str_has_suffix (json, "\"]") || strchr (json, '\\') != NULL)
    {
      return FALSE;
    }

  for (const char *c = json; *c != '\0'; c++)
    {
      n_quotes += *c == '"' ? 1 : 0;
    }

  inner = g_strndup (json + 2, length - 4);
  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GStrv) = *inner != '\0' ? g_strsplit (inner, "\",\"", -1)
                                                             : g_strdupv ((char *[]) { inner, NULL });
  return n_quotes == 2 * g_strv_length (BAKERY_FIELD_VALUE (entity, field, GStrv));
}

/* The same for a list of ids. */
static gboolean
read_plain_references (gpointer           entity,
                       const BakeryField *field,
                       const char        *json)
{
  g_autoptr(GArray) references = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *next = json;

  while (*next == (references->len == 0 ? '[' : ',') && g_ascii_isdigit (next[1]))
    {
      char *end = NULL;
      gint64 reference = g_ascii_strtoll (next + 1, &end, 10);

      g_array_append_val (references, reference);
      next = end;
    }

  if (references->len == 0 || !g_str_equal (next, "]"))
    {
      return FALSE;
    }

  bakery_field_clear (entity, field);
  BAKERY_FIELD_VALUE (entity, field, GArray *) = g_steal_pointer (&references);
  return TRUE;
}

static gboolean
read_list (gpointer           entity,
           const BakeryField *field,
           const char        *json)
{
  if (g_str_equal (json, "[]"))
    {
      bakery_field_clear (entity, field);
      return TRUE;
    }

  if (field->type == BAKERY_FIELD_TEXT_LIST ? read_plain_texts (entity, field, json)
                                            : read_plain_references (entity, field, json))
    {
      return TRUE;
    }

  return bakery_field_set_from_text (entity, field, json);
}

/**
 * bakery_records_read_field:
 * @statement: a statement that stands on a row
 * @column: from 0
 * @entity: the entity
 * @field: one of its fields
 *
 * Sets the field from a column.
 *
 * Returns: %FALSE when the column holds nothing that fits the field
 */
gboolean
bakery_records_read_field (BakeryStatement   *statement,
                           guint              column,
                           gpointer           entity,
                           const BakeryField *field)
{
  if (bakery_statement_is_null (statement, column))
    {
      return read_null (entity, field);
    }

  switch (field->type)
    {
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_QUANTITY:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_REFERENCE:
      BAKERY_FIELD_VALUE (entity, field, gint64) = bakery_statement_get_int (statement, column);
      return TRUE;

    case BAKERY_FIELD_BOOLEAN:
      BAKERY_FIELD_VALUE (entity, field, gboolean) = bakery_statement_get_int (statement, column) != 0;
      return TRUE;

    case BAKERY_FIELD_REAL:
      BAKERY_FIELD_VALUE (entity, field, double) = bakery_statement_get_real (statement, column);
      return TRUE;

    case BAKERY_FIELD_TEXT:
      g_free (BAKERY_FIELD_VALUE (entity, field, char *));
      BAKERY_FIELD_VALUE (entity, field, char *) = bakery_statement_dup_text (statement, column);
      return TRUE;

    case BAKERY_FIELD_ENUM:
      return bakery_enum_from_string (field->values, bakery_statement_peek_text (statement, column),
                                      &BAKERY_FIELD_VALUE (entity, field, int));

    case BAKERY_FIELD_TEXT_LIST:
    case BAKERY_FIELD_REFERENCE_LIST:
      return read_list (entity, field, bakery_statement_peek_text (statement, column));

    case BAKERY_FIELD_DOCUMENT:
    case BAKERY_FIELD_CHILDREN:
      return bakery_field_set_from_text (entity, field, bakery_statement_peek_text (statement, column));

    default:
      g_assert_not_reached ();
    }
}
