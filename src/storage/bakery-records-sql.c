/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The SQL that follows from field tables. It is written once per type and layout, and kept for good: the statement caches
 * of all connections find it by its text. Any thread. */

#include "config.h"

#include "bakery-records-private.h"

static gboolean
is_column (const BakeryField  *field,
           BakeryRecordsLayout layout)
{
  /* A cache holds what a server sends, and that is never a secret; it has no table beside that of the type. */
  if (layout == BAKERY_RECORDS_DOCUMENTS)
    {
      return (field->flags & (BAKERY_FIELD_DERIVED | BAKERY_FIELD_SECRET)) == 0;
    }

  return field->type != BAKERY_FIELD_CHILDREN &&
         (field->flags & (BAKERY_FIELD_DERIVED | BAKERY_FIELD_ELSEWHERE)) == 0;
}

static void
collect_fields (BakeryRecordsSql       *self,
                const BakeryEntityType *type,
                BakeryRecordsLayout     layout)
{
  guint n_plain = 0;

  self->columns = g_new0 (const BakeryField *, type->n_fields);
  self->children = g_new0 (const BakeryField *, type->n_fields);
  for (guint i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];

      if (field->type == BAKERY_FIELD_CHILDREN && (field->flags & BAKERY_FIELD_DERIVED) == 0)
        {
          self->children[self->n_children++] = field;
        }
      else if (is_column (field, layout))
        {
          self->columns[n_plain++] = field;
        }
    }

  self->n_columns = n_plain;
  if (layout == BAKERY_RECORDS_DOCUMENTS)
    {
      for (guint i = 0; i < self->n_children; i++)
        {
          self->columns[self->n_columns++] = self->children[i];
        }
      self->n_children = 0;
    }
}

static void
append_name (GString    *sql,
             const char *table_alias,
             const char *name)
{
  /* Every list and every page of one selects by these, so they are not worth a printf. */
  if (table_alias != NULL)
    {
      g_string_append (sql, table_alias);
      g_string_append_c (sql, '.');
    }

  g_string_append_c (sql, '"');
  g_string_append (sql, name);
  g_string_append_c (sql, '"');
}

/* The columns that rows are read from: id, revision unless it is a child, fields. */
static void
append_columns (GString                *sql,
                const BakeryRecordsSql *self,
                const BakeryEntityType *type,
                const char             *table_alias)
{
  append_name (sql, table_alias, "id");
  if (type->parent_column == NULL)
    {
      g_string_append (sql, ", ");
      append_name (sql, table_alias, self->second);
    }

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_string_append (sql, ", ");
      append_name (sql, table_alias, self->columns[i]->name);
    }
}

static char *
make_select (const BakeryRecordsSql *self,
             const BakeryEntityType *type,
             const char             *condition)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");

  append_columns (sql, self, type, NULL);
  g_string_append_printf (sql, " FROM \"%s\" WHERE %s", type->table, condition);
  return g_strdup (sql->str);
}

static char *
make_select_children_of_all (const BakeryRecordsSql *self,
                             const BakeryEntityType *type)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT \"%s\", ", type->parent_column);
  append_columns (sql, self, type, NULL);
  g_string_append_printf (sql, " FROM \"%s\" WHERE \"%s\" IN (SELECT value FROM json_each($1)) ORDER BY \"%s\", \"id\"",
                          type->table, type->parent_column, type->parent_column);

  return g_strdup (sql->str);
}

static char *
make_insert (const BakeryRecordsSql *self,
             const BakeryEntityType *type,
             gboolean                with_id)
{
  g_autoptr(GString) sql = g_string_new ("INSERT INTO ");
  guint n_values = self->n_columns + (with_id ? 2 : 1);

  g_string_append_printf (sql, "\"%s\" (\"%s\"", type->table, self->second);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_string_append_printf (sql, ", \"%s\"", self->columns[i]->name);
    }

  g_string_append (sql, with_id ? ", \"id\") VALUES (" : ") VALUES (");
  for (guint i = 1; i <= n_values; i++)
    {
      g_string_append_printf (sql, i == 1 ? "$%u" : ", $%u", i);
    }

  g_string_append_c (sql, ')');
  return g_strdup (sql->str);
}

static char *
make_update (const BakeryRecordsSql *self,
             const BakeryEntityType *type,
             gboolean                keeps_deleted)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "UPDATE \"%s\" SET \"%s\" = $1", type->table, self->second);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_string_append_printf (sql, ", \"%s\" = $%u", self->columns[i]->name, i + 2);
    }

  g_string_append_printf (sql, " WHERE \"id\" = $%u%s", self->n_columns + 2,
                          keeps_deleted ? " AND \"deleted_at\" IS NULL" : "");
  return g_strdup (sql->str);
}

static char *
make_upsert (const BakeryRecordsSql *self)
{
  g_autoptr(GString) sql = g_string_new (self->insert_with_id);

  g_string_append_printf (sql, " ON CONFLICT (\"id\") DO UPDATE SET \"%s\" = excluded.\"%s\"", self->second, self->second);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_string_append_printf (sql, ", \"%s\" = excluded.\"%s\"", self->columns[i]->name, self->columns[i]->name);
    }

  return g_strdup (sql->str);
}

static BakeryRecordsSql *
make_sql (const BakeryEntityType *type,
          BakeryRecordsLayout     layout)
{
  BakeryRecordsSql *self = g_new0 (BakeryRecordsSql, 1);
  gboolean keeps_deleted = type->keeps_deleted && layout == BAKERY_RECORDS_TABLES;

  collect_fields (self, type, layout);
  self->second = type->parent_column != NULL ? type->parent_column : "revision";
  self->select = make_select (self, type, keeps_deleted ? "\"id\" = $1 AND \"deleted_at\" IS NULL" : "\"id\" = $1");
  self->insert = make_insert (self, type, FALSE);
  self->insert_with_id = make_insert (self, type, TRUE);
  self->update = make_update (self, type, keeps_deleted);
  self->upsert = make_upsert (self);
  self->remove = g_strdup_printf ("DELETE FROM \"%s\" WHERE \"id\" = $1", type->table);

  if (type->parent_column != NULL)
    {
      g_autofree char *condition = g_strdup_printf ("\"%s\" = $1 ORDER BY \"id\"", type->parent_column);

      self->select_children = make_select (self, type, condition);
      self->select_children_of_all = make_select_children_of_all (self, type);
    }

  if (keeps_deleted)
    {
      self->mark_deleted = g_strdup_printf ("UPDATE \"%s\" SET \"deleted_at\" = $2"
                                            " WHERE \"id\" = $1 AND \"deleted_at\" IS NULL", type->table);
    }

  return self;
}

/**
 * bakery_records_get_sql:
 * @type: an entity type
 * @layout: where it is stored
 *
 * Returns: (transfer none): its SQL, for good
 */
const BakeryRecordsSql *
bakery_records_get_sql (const BakeryEntityType *type,
                        BakeryRecordsLayout     layout)
{
  static GMutex lock;
  static GHashTable *tables[2];
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  BakeryRecordsSql *sql;

  if (tables[layout] == NULL)
    {
      tables[layout] = g_hash_table_new (NULL, NULL);
    }

  sql = g_hash_table_lookup (tables[layout], type);
  if (sql == NULL)
    {
      sql = make_sql (type, layout);
      g_hash_table_insert (tables[layout], (gpointer) type, sql);
    }

  return sql;
}

/**
 * bakery_records_dup_columns:
 * @type: an entity type
 * @table_alias: (nullable): what to qualify the columns with
 * @layout: where it is stored
 *
 * Names the columns that bakery_records_from_row() reads, in its order, for a SELECT of one's own.
 *
 * Returns: (transfer full): the columns, separated by commas
 */
char *
bakery_records_dup_columns (const BakeryEntityType *type,
                            const char             *table_alias,
                            BakeryRecordsLayout     layout)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_return_val_if_fail (type != NULL, NULL);

  append_columns (sql, bakery_records_get_sql (type, layout), type, table_alias);
  return g_strdup (sql->str);
}

static const char *
get_column_type (const BakeryField *field)
{
  switch (field->type)
    {
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_BOOLEAN:
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_QUANTITY:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_REFERENCE:
      return "INTEGER";

    case BAKERY_FIELD_REAL:
      return "REAL";

    case BAKERY_FIELD_TEXT:
    case BAKERY_FIELD_ENUM:
    case BAKERY_FIELD_TEXT_LIST:
    case BAKERY_FIELD_REFERENCE_LIST:
    case BAKERY_FIELD_DOCUMENT:
    case BAKERY_FIELD_CHILDREN:
      return "TEXT";

    default:
      g_assert_not_reached ();
    }
}

/**
 * bakery_records_dup_create_table:
 * @type: an entity type
 *
 * Writes the table that holds the type in %BAKERY_RECORDS_DOCUMENTS layout. It has no constraints beyond the columns' types
 * and NOT NULL: a cache takes what the server sends.
 *
 * Returns: (transfer full): a CREATE TABLE statement
 */
char *
bakery_records_dup_create_table (const BakeryEntityType *type)
{
  const BakeryRecordsSql *self;
  g_autoptr(GString) sql = g_string_new (NULL);

  g_return_val_if_fail (type != NULL, NULL);

  self = bakery_records_get_sql (type, BAKERY_RECORDS_DOCUMENTS);
  g_string_append_printf (sql, "CREATE TABLE \"%s\" (\n  \"id\" INTEGER PRIMARY KEY,\n  \"%s\" INTEGER NOT NULL",
                          type->table, self->second);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const BakeryField *field = self->columns[i];
      gboolean may_be_null = (field->flags & BAKERY_FIELD_NULLABLE) != 0 || field->type == BAKERY_FIELD_DOCUMENT;

      g_string_append_printf (sql, ",\n  \"%s\" %s%s", field->name, get_column_type (field),
                              may_be_null ? "" : " NOT NULL");
    }

  g_string_append (sql, "\n) STRICT");
  return g_strdup (sql->str);
}
