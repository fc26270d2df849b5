/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Turns a query into SQL over the table of the type. What SQLite cannot do as people expect it, finding words whatever their
 * accents and sorting texts by the locale, is done here with the rows it leaves. Copying is for the main thread, running for
 * a reader's. */

#include "config.h"

#include "console-entity-query.h"

#include "bakery-records.h"

/* A statement in the making: its text, and what its placeholders stand for, in their order. */
typedef struct
{
  GString   *sql;
  GPtrArray *fields;
  GPtrArray *values;
} Draft;

/* A row the query lets through. */
typedef struct
{
  gint64 id;
  char  *key;
} Match;

/**
 * console_entity_query_copy:
 * @self: (nullable): a query
 *
 * Returns: (transfer full): a copy with texts of its own; of %NULL one for everything
 */
ConsoleEntityQuery *
console_entity_query_copy (const ConsoleEntityQuery *self)
{
  ConsoleEntityQuery *copy = g_new0 (ConsoleEntityQuery, 1);
  guint n = 0;

  if (self == NULL)
    {
      return copy;
    }

  *copy = *self;
  copy->text = g_strdup (self->text);
  copy->text_fields = (const char *const *) g_strdupv ((char **) self->text_fields);
  copy->sort_field = g_strdup (self->sort_field);
  if (self->filters != NULL)
    {
      ConsoleEntityFilter *filters;

      while (self->filters[n].field != NULL)
        {
          n++;
        }
      filters = g_new0 (ConsoleEntityFilter, n + 1);
      for (guint i = 0; i < n; i++)
        {
          filters[i].field = g_strdup (self->filters[i].field);
          filters[i].value = g_strdup (self->filters[i].value);
        }
      copy->filters = filters;
    }

  return copy;
}

/**
 * console_entity_query_free:
 * @self: (transfer full): a copy
 *
 * Frees the query.
 */
void
console_entity_query_free (ConsoleEntityQuery *self)
{
  for (guint i = 0; self->filters != NULL && self->filters[i].field != NULL; i++)
    {
      g_free ((char *) self->filters[i].field);
      g_free ((char *) self->filters[i].value);
    }
  g_free ((ConsoleEntityFilter *) self->filters);
  g_strfreev ((char **) self->text_fields);
  g_free ((char *) self->text);
  g_free ((char *) self->sort_field);
  g_free (self);
}

/* Statement */

static gboolean
is_column (const BakeryField *field)
{
  return field != NULL && (field->flags & (BAKERY_FIELD_DERIVED | BAKERY_FIELD_SECRET)) == 0;
}

static const BakeryField *
find_column (const BakeryEntityType *type,
             const char             *name)
{
  const BakeryField *field = bakery_entity_type_find_field (type, name);

  return is_column (field) ? field : NULL;
}

static gboolean
is_list (const BakeryField *field)
{
  return field->type == BAKERY_FIELD_TEXT_LIST || field->type == BAKERY_FIELD_REFERENCE_LIST;
}

static gboolean
is_bound_as_text (const BakeryField *field)
{
  return field->type == BAKERY_FIELD_TEXT || field->type == BAKERY_FIELD_ENUM || field->type == BAKERY_FIELD_TEXT_LIST;
}

/* The condition of one value. */
static void
append_condition (Draft             *draft,
                  const BakeryField *field,
                  const char        *value)
{
  const gboolean is_any = g_strcmp0 (value, CONSOLE_ENTITY_FILTER_ANY) == 0;

  if (value == NULL || *value == '\0' || is_any)
    {
      g_string_append_printf (draft->sql, "coalesce(\"%s\", '') %sIN ('', '[]', 0)", field->name, is_any ? "NOT " : "");
      return;
    }

  g_ptr_array_add (draft->fields, (gpointer) field);
  g_ptr_array_add (draft->values, g_strdup (value));
  g_string_append_printf (draft->sql,
                          is_list (field) ? "EXISTS (SELECT 1 FROM json_each(\"%s\") WHERE json_each.value = $%u)"
                                          : "\"%s\" = $%u",
                          field->name, draft->values->len);
}

static gboolean
has_earlier (const ConsoleEntityFilter *filters,
             guint                      position)
{
  for (guint i = 0; i < position; i++)
    {
      if (g_str_equal (filters[i].field, filters[position].field))
        {
          return TRUE;
        }
    }

  return FALSE;
}

/* All filters of the field that the filter at @first is the first of. */
static void
append_filters (Draft                     *draft,
                const BakeryField         *field,
                const ConsoleEntityFilter *filters,
                guint                      first)
{
  const char *joint = is_list (field) ? " AND " : " OR ";

  g_string_append (draft->sql, " AND (");
  for (guint i = first; filters[i].field != NULL; i++)
    {
      if (!g_str_equal (filters[i].field, field->name))
        {
          continue;
        }
      g_string_append (draft->sql, i > first ? joint : "");
      append_condition (draft, field, filters[i].value);
    }
  g_string_append_c (draft->sql, ')');
}

static void
append_store (Draft                  *draft,
              const BakeryEntityType *type,
              gint64                  store)
{
  const BakeryField *field = find_column (type, "store");
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, store);

  if (field == NULL)
    {
      field = find_column (type, "stores");
    }
  if (field != NULL)
    {
      g_string_append (draft->sql, " AND (");
      append_condition (draft, field, value);
      g_string_append (draft->sql, is_list (field) || (field->flags & BAKERY_FIELD_NULLABLE) == 0 ? ")"
                                                                                                  : " OR \"store\" IS NULL)");
    }
}

/* The words that are searched in, in one column. */
static void
append_words (GString                  *sql,
              const ConsoleEntityQuery *self,
              const BakeryEntityType   *type)
{
  gboolean has_words = FALSE;

  g_string_append (sql, ", ");
  for (guint i = 0; self->text != NULL && i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];
      const gboolean is_wanted = self->text_fields == NULL || g_strv_contains (self->text_fields, field->name);

      if (is_column (field) && field->type == BAKERY_FIELD_TEXT && is_wanted)
        {
          g_string_append_printf (sql, "%scoalesce(\"%s\", '')", has_words ? " || ' ' || " : "", field->name);
          has_words = TRUE;
        }
    }
  g_string_append (sql, has_words ? "" : "''");
}

static const BakeryField *
find_sort_field (const ConsoleEntityQuery *self,
                 const BakeryEntityType   *type)
{
  return self->sort_field != NULL ? find_column (type, self->sort_field) : NULL;
}

static void
write_draft (Draft                    *draft,
             const ConsoleEntityQuery *self,
             const BakeryEntityType   *type)
{
  const BakeryField *sort = find_sort_field (self, type);
  const char *column = sort != NULL ? sort->name : "id";

  g_string_append (draft->sql, "SELECT id");
  append_words (draft->sql, self, type);
  g_string_append_printf (draft->sql, ", \"%s\" FROM \"%s\" WHERE 1", column, type->table);
  if (self->store != 0)
    {
      append_store (draft, type, self->store);
    }
  for (guint i = 0; self->filters != NULL && self->filters[i].field != NULL; i++)
    {
      const BakeryField *field = find_column (type, self->filters[i].field);

      if (field != NULL && !has_earlier (self->filters, i))
        {
          append_filters (draft, field, self->filters, i);
        }
    }
  g_string_append_printf (draft->sql, " ORDER BY \"%s\" %s, id", column, self->descending ? "DESC" : "ASC");
}

static void
bind_value (BakeryStatement   *statement,
            guint              position,
            const BakeryField *field,
            const char        *value)
{
  if (is_bound_as_text (field))
    {
      bakery_statement_bind_text (statement, position, value);
    }
  else if (field->type == BAKERY_FIELD_BOOLEAN)
    {
      bakery_statement_bind_int (statement, position, g_str_equal (value, "true"));
    }
  else
    {
      bakery_statement_bind_int (statement, position, g_ascii_strtoll (value, NULL, 10));
    }
}

static BakeryStatement *
prepare (const ConsoleEntityQuery *self,
         const BakeryEntityType   *type,
         BakeryConnection         *connection,
         GError                  **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  Draft draft = { sql, fields, values };
  BakeryStatement *statement;

  write_draft (&draft, self, type);
  statement = bakery_connection_prepare (connection, sql->str, error);
  for (guint i = 0; statement != NULL && i < values->len; i++)
    {
      bind_value (statement, i + 1, g_ptr_array_index (fields, i), g_ptr_array_index (values, i));
    }

  return statement;
}

/* Rows */

static void
match_clear (gpointer data)
{
  g_free (((Match *) data)->key);
}

static gboolean
fits (const ConsoleEntityQuery *self,
      const char               *words)
{
  return self->text == NULL || *self->text == '\0' || g_str_match_string (self->text, words, TRUE);
}

static GArray *
read_matches (BakeryStatement          *statement,
              const ConsoleEntityQuery *self,
              gboolean                  has_keys,
              GError                  **error)
{
  g_autoptr(GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  gboolean has_row;

  g_array_set_clear_func (matches, match_clear);
  while (bakery_statement_step (statement, &has_row, error))
    {
      Match match = { 0, NULL };

      if (!has_row)
        {
          return g_steal_pointer (&matches);
        }
      if (!fits (self, bakery_statement_peek_text (statement, 1)))
        {
          continue;
        }
      match.id = bakery_statement_get_int (statement, 0);
      match.key = has_keys && !bakery_statement_is_null (statement, 2)
                  ? g_utf8_collate_key (bakery_statement_peek_text (statement, 2), -1)
                  : NULL;
      g_array_append_val (matches, match);
    }

  return NULL;
}

static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  return g_strcmp0 (((const Match *) a)->key, ((const Match *) b)->key);
}

static int
compare_matches_descending (gconstpointer a,
                            gconstpointer b)
{
  return compare_matches (b, a);
}

/**
 * console_entity_query_run:
 * @self: a query
 * @type: of the entities; cached
 * @connection: a reader's
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the ids of the entities that fit, in their order
 */
GArray *
console_entity_query_run (const ConsoleEntityQuery *self,
                          const BakeryEntityType   *type,
                          BakeryConnection         *connection,
                          GError                  **error)
{
  const BakeryField *sort = find_sort_field (self, type);
  const gboolean has_keys = sort != NULL && sort->type == BAKERY_FIELD_TEXT;
  g_autoptr(BakeryStatement) statement = prepare (self, type, connection, error);
  g_autoptr(GArray) matches = NULL;
  GArray *ids;

  if (statement == NULL)
    {
      return NULL;
    }

  matches = read_matches (statement, self, has_keys, error);
  if (matches == NULL)
    {
      return NULL;
    }
  if (has_keys)
    {
      g_array_sort (matches, self->descending ? compare_matches_descending : compare_matches);
    }

  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), matches->len);
  for (guint i = 0; i < matches->len; i++)
    {
      g_array_append_val (ids, g_array_index (matches, Match, i).id);
    }

  return ids;
}
