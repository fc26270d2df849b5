/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the SQLite engine looks for damage. */

#include "config.h"

#include "bakery-sqlite-private.h"

#define MAXIMUM_FINDINGS "100"

static gboolean
check_structure (SqliteConnection   *self,
                 const SqliteSchema *schema,
                 GPtrArray          *ret_findings,
                 GError            **error)
{
  const char *pragma = (schema->flags & BAKERY_CONNECTION_RELAXED) != 0 ? "quick_check" : "integrity_check";
  g_autofree char *sql = g_strdup_printf ("PRAGMA \"%s\".%s(" MAXIMUM_FINDINGS ")", schema->name, pragma);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (&self->base, sql, error);
  gboolean row = TRUE;

  while (statement != NULL && row)
    {
      if (!bakery_statement_step (statement, &row, error))
        {
          return FALSE;
        }

      if (row && g_strcmp0 (bakery_statement_peek_text (statement, 0), "ok") != 0)
        {
          g_ptr_array_add (ret_findings,
                           g_strdup_printf ("%s: %s", schema->name, bakery_statement_peek_text (statement, 0)));
        }
    }

  return statement != NULL;
}

static gboolean
check_references (SqliteConnection   *self,
                  const SqliteSchema *schema,
                  GPtrArray          *ret_findings,
                  GError            **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA \"%s\".foreign_key_check", schema->name);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (&self->base, sql, error);
  gboolean row = TRUE;

  while (statement != NULL && row)
    {
      if (!bakery_statement_step (statement, &row, error))
        {
          return FALSE;
        }

      if (row)
        {
          g_ptr_array_add (ret_findings,
                           g_strdup_printf ("%s: row %" G_GINT64_FORMAT " of %s refers to a row of %s that is not there",
                                            schema->name,
                                            bakery_statement_get_int (statement, 1),
                                            bakery_statement_peek_text (statement, 0),
                                            bakery_statement_peek_text (statement, 2)));
        }
    }

  return statement != NULL;
}

/* Damage can be such that even the check fails on it; that is a finding as well, and the end of what can be found. */
static gboolean
check_schema (SqliteConnection   *self,
              const SqliteSchema *schema,
              GPtrArray          *ret_findings,
              GError            **error)
{
  g_autoptr(GError) local_error = NULL;
  guint n_findings = ret_findings->len;

  if (check_structure (self, schema, ret_findings, &local_error)
      && (ret_findings->len > n_findings || check_references (self, schema, ret_findings, &local_error)))
    {
      return TRUE;
    }

  if (g_error_matches (local_error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_DAMAGED))
    {
      g_ptr_array_add (ret_findings, g_strdup_printf ("%s: %s", schema->name, local_error->message));
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
bakery_sqlite_check (BakeryConnection *connection,
                     GPtrArray        *ret_findings,
                     GError          **error)
{
  SqliteConnection *self = (SqliteConnection *) connection;

  for (guint i = 0; i < self->schemas->len; i++)
    {
      if (!check_schema (self, self->schemas->pdata[i], ret_findings, error))
        {
          return FALSE;
        }
    }

  return TRUE;
}
