/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The import as a whole: model by model, since a dump does not promise that a row stands after those it refers to; every row
 * is looked at, also after one was refused, and then nothing is kept. */

#include "config.h"

#include "server-import-private.h"

#include "bakery-error.h"
#include "bakery-records.h"
#include "bakery-time.h"
#include "server-audit.h"
#include "server-changes.h"
#include "server-database.h"
#include "server-entity-store.h"

#include <string.h>

static const struct
{
  const char      *name;
  ServerImportFunc import;
} models[SERVER_IMPORT_N_MODELS] = {
  { "store", server_import_store },
  { "customer", server_import_customer },
  { "cake", server_import_cake },
  { "cakecustomization", server_import_customisation },
  { "cart", server_import_cart_line },
  { "order", server_import_order },
};

/**
 * server_import_find:
 * @self: the import
 * @row: a row
 * @name: of a field that holds the key of another row
 * @type: what that has become
 * @ret_entity: (out) (transfer full) (nullable): it, %NULL when the field is empty or what it names is not there
 * @violations: gets a violation when it is not there
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could look
 */
gboolean
server_import_find (ServerImport           *self,
                    const ServerDumpRow    *row,
                    const char             *name,
                    const BakeryEntityType *type,
                    gpointer               *ret_entity,
                    BakeryViolations       *violations,
                    GError                **error)
{
  JsonNode *node = server_dump_row_get (row, name);
  g_autoptr(GError) problem = NULL;
  gint64 id;

  *ret_entity = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    {
      bakery_violations_add (violations, name, "A valid id is required.");
      return TRUE;
    }

  id = json_node_get_int (node);
  *ret_entity = server_entity_store_find (self->connection, type, id, &problem);
  if (problem == NULL && *ret_entity == NULL)
    bakery_violations_add (violations, name, "There is no row with the key %" G_GINT64_FORMAT ", or it was refused.", id);
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

/**
 * server_import_require:
 * @row: a row
 * @name: of a field
 * @violations: gets a violation when the row has nothing there
 */
void
server_import_require (const ServerDumpRow *row,
                       const char          *name,
                       BakeryViolations    *violations)
{
  if (server_dump_row_get (row, name) == NULL)
    bakery_violations_add (violations, name, "This field is required.");
}

/**
 * server_import_read_time:
 * @row: a row
 * @name: of a field that holds a time
 * @fallback: the time when it holds none
 * @violations: gets a violation when what it holds is not one
 *
 * Returns: the time
 */
gint64
server_import_read_time (const ServerDumpRow *row,
                         const char          *name,
                         gint64               fallback,
                         BakeryViolations    *violations)
{
  JsonNode *node = server_dump_row_get (row, name);
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  gint64 time = fallback;

  if (node != NULL && (text == NULL || !bakery_time_from_string (text, &time)))
    bakery_violations_add (violations, name, "A valid RFC 3339 time is required, such as 2026-01-31T16:30:00Z.");

  return time;
}

/**
 * server_import_settle:
 * @violations: gets a violation when a value must be unique and is not
 * @error: (inout): why something could not be stored; cleared in that case
 *
 * Returns: whether the import may go on
 */
gboolean
server_import_settle (BakeryViolations *violations,
                      GError          **error)
{
  const char *column;

  if (!g_error_matches (*error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_UNIQUE))
    return FALSE;

  column = strrchr ((*error)->message, '.');
  bakery_violations_add (violations, column != NULL ? column + 1 : "pk", "Another row has the same.");
  g_clear_error (error);

  return TRUE;
}

/**
 * server_import_insert:
 * @self: the import
 * @row: where it comes from
 * @entity: what has become of @row; gets its id and revision
 * @is_in_feed: whether consoles hear of it
 * @violations: empty; gets a violation when a value must be unique and is not
 * @error: (not optional): a %BAKERY_STORAGE_ERROR
 *
 * Stores an entity under the key that its row had, with the times it has.
 *
 * Returns: whether the import may go on
 */
gboolean
server_import_insert (ServerImport        *self,
                      const ServerDumpRow *row,
                      gpointer             entity,
                      gboolean             is_in_feed,
                      BakeryViolations    *violations,
                      GError             **error)
{
  gint64 now = self->plan->now;

  BAKERY_ENTITY (entity)->id = row->pk;
  if (!server_changes_next_revision (self->connection, &BAKERY_ENTITY (entity)->revision, error))
    return FALSE;
  if (!bakery_records_insert (self->connection, entity, BAKERY_RECORDS_TABLES, error))
    return server_import_settle (violations, error);

  return server_audit_record (self->connection, NULL, entity, now, error) &&
         (!is_in_feed || server_changes_record (self->connection, entity, server_entity_get_store (entity), FALSE, now,
                                                error));
}

static gboolean
import_row (ServerImport *self,
            guint         model,
            guint         position,
            GError      **error)
{
  g_auto(ServerDumpRow) row = { NULL };
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  if (!server_dump_read_row (self->dump, models[model].name, position, &row, error))
    return FALSE;

  if (row.pk == 0)
    bakery_violations_add (violations, "pk", "A whole number of at least 1 is required.");
  if (!models[model].import (self, &row, violations, error))
    {
      g_prefix_error (error, "Row %u: ", row.number);
      return FALSE;
    }

  if (bakery_violations_is_empty (violations))
    {
      self->report->n_taken[model]++;
      return TRUE;
    }

  self->report->n_refused[model]++;
  self->plan->refuse (&row, models[model].name, violations, self->plan->user_data);

  return TRUE;
}

static gboolean
import_models (BakeryConnection *connection,
               gpointer          user_data,
               GError          **error)
{
  ServerImport *self = user_data;
  guint n_known = 0;
  guint n_refused = 0;

  for (guint model = 0; model < SERVER_IMPORT_N_MODELS; model++)
    {
      guint n_rows = server_dump_get_n_rows (self->dump, models[model].name);

      self->report->models[model] = models[model].name;
      for (guint i = 0; i < n_rows; i++)
        if (!import_row (self, model, i, error))
          return FALSE;
      n_known += n_rows;
      n_refused += self->report->n_refused[model];
    }
  self->report->n_passed_over = server_dump_get_n_all_rows (self->dump) - n_known;
  if (n_refused == 0)
    return TRUE;

  g_set_error (error,
               BAKERY_ERROR,
               BAKERY_ERROR_INVALID,
               "Nothing was imported: %u of %u rows cannot be taken over.",
               n_refused,
               n_known);

  return FALSE;
}

static void
set_text (char      **target,
          const char *text)
{
  g_free (*target);
  *target = g_strdup (text);
}

/* What is wrong with the plan would be wrong with each store. */
static gboolean
check_plan (const ServerImportPlan *plan,
            GError                **error)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  set_text (&store->currency, plan->currency);
  set_text (&store->time_zone, plan->time_zone);
  bakery_field_validate (store, bakery_entity_type_find_field (&bakery_store_type, "currency"), violations);
  bakery_field_validate (store, bakery_entity_type_find_field (&bakery_store_type, "time_zone"), violations);
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

/**
 * server_import_run:
 * @connection: for writing, to a migrated database
 * @dump: what to import
 * @plan: what the dump does not say
 * @ret_report: (out caller-allocates): what became of the rows, also when they were refused
 * @error: (not optional): %BAKERY_ERROR_CONFLICT when the database holds a bakery, %BAKERY_ERROR_INVALID when rows were
 *   refused, or a %BAKERY_STORAGE_ERROR
 *
 * Takes over every row of document S's models, in one transaction. Keys and passwords stay as they are.
 *
 * Returns: whether all of them are stored; otherwise none is
 */
gboolean
server_import_run (BakeryConnection       *connection,
                   const ServerDump       *dump,
                   const ServerImportPlan *plan,
                   ServerImportReport     *ret_report,
                   GError                **error)
{
  ServerImport self = { connection, dump, plan, ret_report };

  memset (ret_report, 0, sizeof *ret_report);

  return check_plan (plan, error) && server_database_check_empty (connection, error) &&
         bakery_connection_transaction (connection, import_models, &self, error);
}
