/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a store's catalogue from the cache. */

#include "config.h"

#include "console-catalogue-reader.h"

#include "bakery-records.h"
#include "console-repository-private.h"

typedef struct
{
  gint64                store;
  ConsoleCatalogueParts parts;
} Request;

/* On a reader's thread: */

static gboolean
read_entities (BakeryConnection       *connection,
               const BakeryEntityType *type,
               const char             *order,
               gint64                  store,
               GPtrArray              *entities,
               GError                **error)
{
  g_autofree char *columns = bakery_records_dup_columns (type, NULL, BAKERY_RECORDS_DOCUMENTS);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE store = $1 ORDER BY %s, id", columns, type->table, order);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    {
      return FALSE;
    }

  bakery_statement_bind_int (statement, 1, store);
  while (has_row)
    {
      gpointer entity = NULL;

      if (!bakery_statement_step (statement, &has_row, error))
        {
          return FALSE;
        }
      if (has_row)
        {
          entity = bakery_records_from_row (type, statement, 0, BAKERY_RECORDS_DOCUMENTS, error);
          if (entity == NULL)
            {
              return FALSE;
            }
          g_ptr_array_add (entities, entity);
        }
    }

  return TRUE;
}

static GStrv
read_words (BakeryConnection *connection,
            const char       *column,
            gint64            store,
            GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT %s FROM cakes WHERE store = $1 AND %s <> '' ORDER BY %s COLLATE "
                                          "NOCASE", column, column, column);
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  gboolean has_row = TRUE;

  if (statement == NULL)
    {
      return NULL;
    }

  bakery_statement_bind_int (statement, 1, store);
  while (has_row)
    {
      if (!bakery_statement_step (statement, &has_row, error))
        {
          return NULL;
        }
      if (has_row)
        {
          g_strv_builder_add (words, bakery_statement_peek_text (statement, 0));
        }
    }

  return g_strv_builder_end (words);
}

static gboolean
read_parts (BakeryConnection *connection,
            const Request    *request,
            ConsoleCatalogue *catalogue,
            GError          **error)
{
  const gint64 store = request->store;

  if ((request->parts & CONSOLE_CATALOGUE_WORDS) != 0)
    {
      catalogue->categories = read_words (connection, "category", store, error);
      catalogue->seasons = catalogue->categories != NULL ? read_words (connection, "season", store, error) : NULL;
      if (catalogue->seasons == NULL)
        {
          return FALSE;
        }
    }
  if ((request->parts & CONSOLE_CATALOGUE_OPTIONS) != 0
      && (!read_entities (connection, &bakery_option_group_type, "position", store, catalogue->groups, error)
          || !read_entities (connection, &bakery_option_type, "position", store, catalogue->options, error)))
    {
      return FALSE;
    }

  return (request->parts & CONSOLE_CATALOGUE_CAKES) == 0
         || read_entities (connection, &bakery_cake_type, "name", store, catalogue->cakes, error);
}

static gpointer
read_catalogue (BakeryConnection *connection,
                gpointer          user_data,
                GError          **error)
{
  g_autoptr(ConsoleCatalogue) catalogue = g_new0 (ConsoleCatalogue, 1);

  catalogue->cakes = g_ptr_array_new_with_free_func (bakery_entity_unref);
  catalogue->groups = g_ptr_array_new_with_free_func (bakery_entity_unref);
  catalogue->options = g_ptr_array_new_with_free_func (bakery_entity_unref);
  if (!read_parts (connection, user_data, catalogue, error))
    {
      return NULL;
    }

  return g_steal_pointer (&catalogue);
}

/* On the main thread: */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  ConsoleCatalogue *catalogue = console_cache_read_finish (CONSOLE_CACHE (source), result, &error);

  if (catalogue != NULL)
    {
      g_task_return_pointer (task, catalogue, (GDestroyNotify) console_catalogue_free);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

/**
 * console_catalogue_read_async:
 * @repository: the account's data
 * @store: whose catalogue
 * @parts: what of it
 * @cancellable: (nullable): to give up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads a catalogue as the cache shows it.
 */
void
console_catalogue_read_async (ConsoleRepository    *repository,
                              gint64                store,
                              ConsoleCatalogueParts parts,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data)
{
  const Request request = { store, parts };
  GTask *task;

  g_return_if_fail (CONSOLE_IS_REPOSITORY (repository));

  task = g_task_new (repository, cancellable, callback, user_data);
  g_task_set_source_tag (task, console_catalogue_read_async);
  if (console_repository_check_cache (repository, task))
    {
      console_cache_read_async (console_repository_get_cache (repository), read_catalogue,
                                g_memdup2 (&request, sizeof request), g_free, (GDestroyNotify) console_catalogue_free,
                                cancellable, read_cb, task);
    }
}

/**
 * console_catalogue_read_finish:
 * @repository: the account's data
 * @result: what the callback got
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (nullable): what was read
 */
ConsoleCatalogue *
console_catalogue_read_finish (ConsoleRepository *repository,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, repository), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * console_catalogue_free:
 * @self: (nullable) (transfer full): what was read
 */
void
console_catalogue_free (ConsoleCatalogue *self)
{
  if (self != NULL)
    {
      g_ptr_array_unref (self->cakes);
      g_ptr_array_unref (self->groups);
      g_ptr_array_unref (self->options);
      g_strfreev (self->categories);
      g_strfreev (self->seasons);
      g_free (self);
    }
}

static gpointer
find (GPtrArray *entities,
      gint64     id)
{
  for (guint i = 0; i < entities->len; i++)
    {
      BakeryEntity *entity = g_ptr_array_index (entities, i);

      if (entity->id == id)
        {
          return entity;
        }
    }

  return NULL;
}

/**
 * console_catalogue_find_group:
 * @self: what was read
 * @group: an id
 *
 * Returns: (transfer none) (nullable): the option group
 */
BakeryOptionGroup *
console_catalogue_find_group (const ConsoleCatalogue *self,
                              gint64                  group)
{
  return find (self->groups, group);
}

/**
 * console_catalogue_find_option:
 * @self: what was read
 * @option: an id
 *
 * Returns: (transfer none) (nullable): the option
 */
BakeryOption *
console_catalogue_find_option (const ConsoleCatalogue *self,
                               gint64                  option)
{
  return find (self->options, option);
}

/**
 * console_catalogue_list_options:
 * @self: what was read
 * @group: an id
 *
 * Returns: (transfer container) (element-type BakeryOption): the options of a group
 */
GPtrArray *
console_catalogue_list_options (const ConsoleCatalogue *self,
                                gint64                  group)
{
  GPtrArray *options = g_ptr_array_new ();

  for (guint i = 0; i < self->options->len; i++)
    {
      BakeryOption *option = g_ptr_array_index (self->options, i);

      if (option->option_group == group)
        {
          g_ptr_array_add (options, option);
        }
    }

  return options;
}
