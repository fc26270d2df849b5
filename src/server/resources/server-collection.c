/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shared handlers. Which resource a request is about, the route's data says. Reading handlers run on the listener's
 * threads, the others on the writer's, inside its transaction. */

#include "config.h"

#include "server-collection.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-money.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-entity-store.h"
#include "server-query.h"
#include "server-route.h"

/* A list may hold prices in several currencies, with different digits: what it is filtered by is read as thousandths. */
#define FILTER_DIGITS 3

static const ServerCollection *
get_collection (const ServerRequest *request)
{
  return server_request_get_route (request)->data;
}

/**
 * server_collection_begin_select:
 * @self: a resource
 * @identity: who asks
 * @rights: @self's readers or writers
 * @ret_select: (out caller-allocates): selects what @identity has @rights to
 *
 * Starts the SELECT of its entities.
 */
void
server_collection_begin_select (const ServerCollection *self,
                                const ServerIdentity   *identity,
                                ServerRights            rights,
                                ServerSelect           *ret_select)
{
  g_autofree char *columns = bakery_records_dup_columns (self->type, "t", BAKERY_RECORDS_TABLES);
  g_autofree char *from = g_strconcat (self->type->table, " AS t", NULL);

  server_select_init (ret_select, columns, from);
  if (self->type->keeps_deleted)
    server_select_where (ret_select, "t.deleted_at IS NULL");
  if (self->public_condition != NULL && (identity->role & BAKERY_ROLES_SHOP) == 0)
    server_select_where (ret_select, self->public_condition);
  if (self->staff_condition != NULL && (identity->role & BAKERY_ROLES_SHOP & ~BAKERY_ROLE_ADMIN) != 0)
    server_select_where (ret_select, self->staff_condition);
  server_rights_apply (rights, self->rights_column, identity, ret_select);
}

static gboolean
complete (const ServerCollection *self,
          ServerRequest          *request,
          gpointer                entity,
          GError                **error)
{
  return bakery_records_load_children (server_request_get_connection (request), entity, error) &&
         (self->loaded == NULL || self->loaded (request, entity, error));
}

static gpointer
load (const ServerCollection *self,
      ServerRequest          *request,
      ServerRights            rights,
      GError                **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_auto(ServerSelect) select = { NULL };
  gpointer entity;

  server_collection_begin_select (self, server_request_get_identity (request), rights, &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));
  entity = server_entity_store_load_one (connection, self->type, &select, error);
  if (entity == NULL || complete (self, request, entity, error))
    return entity;

  bakery_entity_unref (entity);

  return NULL;
}

/* --- Lists --- */

static gboolean
apply_money_filter (const ServerFilter *filter,
                    const char         *text,
                    ServerSelect       *select,
                    GError            **error)
{
  gint64 amount;

  if (!bakery_money_from_string (text, FILTER_DIGITS, &amount))
    {
      bakery_set_error_violation (error, filter->parameter, "A valid amount is required.");
      return FALSE;
    }

  server_select_where_integer (select, filter->condition, amount);

  return TRUE;
}

static gboolean
apply_filter (const ServerFilter *filter,
              ServerRequest      *request,
              ServerSelect       *select,
              GError            **error)
{
  const char *text = server_request_get_query_text (request, filter->parameter);

  if (text == NULL)
    return TRUE;

  switch (filter->kind)
    {
    case SERVER_FILTER_INTEGER:
      server_select_where_integer (select,
                                   filter->condition,
                                   server_request_get_query_integer (request, filter->parameter, 0));
      return TRUE;
    case SERVER_FILTER_TEXT:
      server_select_where_text (select, filter->condition, text);
      return TRUE;
    case SERVER_FILTER_CONTAINS:
      server_select_where_contains (select, filter->condition, text);
      return TRUE;
    case SERVER_FILTER_MONEY:
      return apply_money_filter (filter, text, select, error);
    default:
      g_assert_not_reached ();
    }
}

/* Up to @limit rows, and whether there are more; their children in as few statements as those of one. */
static GPtrArray *
load_page (const ServerCollection *self,
           ServerRequest          *request,
           BakeryStatement        *statement,
           gint64                  limit,
           gboolean               *ret_has_more,
           GError                **error)
{
  g_autoptr(GPtrArray) page = g_ptr_array_new_with_free_func (bakery_entity_unref);

  while (bakery_statement_step (statement, ret_has_more, error))
    {
      gpointer entity;

      if (!*ret_has_more || page->len == limit)
        return bakery_records_load_children_of_all (server_request_get_connection (request), page, error)
               ? g_steal_pointer (&page)
               : NULL;
      entity = bakery_records_from_row (self->type, statement, 0, BAKERY_RECORDS_TABLES, error);
      if (entity == NULL)
        return NULL;
      g_ptr_array_add (page, entity);
    }

  return NULL;
}

static gboolean
write_page (const ServerCollection *self,
            ServerRequest          *request,
            BakeryStatement        *statement,
            gint64                  limit,
            ServerResponse         *response,
            GError                **error)
{
  BakeryJsonWriter *writer = server_response_begin_json (response);
  gboolean has_more;
  g_autoptr(GPtrArray) page = load_page (self, request, statement, limit, &has_more, error);

  if (page == NULL)
    return FALSE;

  bakery_json_writer_begin_array (writer);
  for (guint i = 0; i < page->len; i++)
    {
      if (self->loaded != NULL && !self->loaded (request, page->pdata[i], error))
        return FALSE;
      bakery_entity_write_json (page->pdata[i], server_request_get_role (request), writer);
    }
  bakery_json_writer_end_array (writer);
  if (has_more)
    server_response_set_next_page (response, request, BAKERY_ENTITY (page->pdata[page->len - 1])->id);

  return TRUE;
}

/**
 * server_collection_answer_list:
 * @self: a resource
 * @request: what was asked; its query has `limit` and `after`
 * @select: begun with server_collection_begin_select()
 * @response: gets the page
 * @error: what went wrong
 *
 * Answers one page of the rows of @select, by id, with a link to the next one.
 *
 * Returns: whether it could
 */
gboolean
server_collection_answer_list (const ServerCollection *self,
                               ServerRequest          *request,
                               ServerSelect           *select,
                               ServerResponse         *response,
                               GError                **error)
{
  gint64 limit = server_request_get_query_integer (request, "limit", SERVER_QUERY_DEFAULT_LIMIT);
  g_autoptr(BakeryStatement) statement = NULL;
  const ServerFilter *filter;

  for (filter = self->filters; filter != NULL && filter->parameter != NULL; filter++)
    {
      if (!apply_filter (filter, request, select, error))
        return FALSE;
    }
  if (self->offered_condition != NULL && (server_request_get_role (request) & BAKERY_ROLES_SHOP) == 0)
    server_select_where (select, self->offered_condition);
  if (self->is_newest_first)
    server_select_where_integer (select, "t.id < $", server_request_get_query_integer (request, "after", G_MAXINT64));
  else
    server_select_where_integer (select, "t.id > $", server_request_get_query_integer (request, "after", 0));
  server_select_append_integer (select, self->is_newest_first ? " ORDER BY t.id DESC LIMIT $" : " ORDER BY t.id LIMIT $",
                                limit + 1);

  statement = server_select_prepare (select, server_request_get_connection (request), error);

  return statement != NULL && write_page (self, request, statement, limit, response, error);
}

/**
 * server_collection_list:
 * @request: a GET of the collection
 * @response: the answer
 * @error: what went wrong
 *
 * Answers one page of what the caller may read.
 *
 * Returns: whether it could
 */
gboolean
server_collection_list (ServerRequest  *request,
                        ServerResponse *response,
                        GError        **error)
{
  const ServerCollection *self = get_collection (request);
  g_auto(ServerSelect) select = { NULL };

  server_collection_begin_select (self, server_request_get_identity (request), self->readers, &select);

  return server_collection_answer_list (self, request, &select, response, error);
}

/* --- One of them --- */

/* Reads the body into @entity, and reports everything that is wrong with it at once. */
static gboolean
decode (const ServerCollection *self,
        ServerRequest          *request,
        gpointer                entity,
        BakeryDecodeMode        mode,
        GError                **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  if (self->prepare != NULL && !self->prepare (request, entity, error))
    return FALSE;

  bakery_entity_read_json (entity,
                           server_request_get_json (request),
                           mode,
                           server_request_get_role (request),
                           self->is_lenient,
                           violations);
  if (self->check != NULL && !self->check (request, entity, violations, error))
    return FALSE;
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

/**
 * server_collection_create:
 * @request: a POST to the collection
 * @response: the answer
 * @error: what went wrong
 *
 * Stores a new entity.
 *
 * Returns: whether it did
 */
gboolean
server_collection_create (ServerRequest  *request,
                          ServerResponse *response,
                          GError        **error)
{
  const ServerCollection *self = get_collection (request);
  gpointer entity = bakery_entity_new (self->type);
  gboolean is_created = decode (self, request, entity, BAKERY_DECODE_CREATE, error) &&
                        server_entity_store_insert (server_request_get_connection (request),
                                                    entity,
                                                    self->is_in_feed,
                                                    server_request_get_now (request),
                                                    error) &&
                        (self->stored == NULL || self->stored (request, entity, error)) &&
                        complete (self, request, entity, error);

  if (is_created)
    {
      server_response_set_entity (response, entity, server_request_get_role (request));
      server_response_set_created (response, self->path, BAKERY_ENTITY (entity)->id);
    }
  bakery_entity_unref (entity);

  return is_created;
}

/**
 * server_collection_read:
 * @request: a GET of one of the collection
 * @response: the answer
 * @error: what went wrong
 *
 * Answers one entity.
 *
 * Returns: whether it could
 */
gboolean
server_collection_read (ServerRequest  *request,
                        ServerResponse *response,
                        GError        **error)
{
  const ServerCollection *self = get_collection (request);
  gpointer entity = load (self, request, self->readers, error);

  if (entity == NULL)
    return FALSE;

  server_response_set_entity (response, entity, server_request_get_role (request));
  bakery_entity_unref (entity);

  return TRUE;
}

static gboolean
change (ServerRequest   *request,
        BakeryDecodeMode mode,
        ServerResponse  *response,
        GError         **error)
{
  const ServerCollection *self = get_collection (request);
  gpointer before = load (self, request, self->writers, error);
  gpointer after;
  gboolean is_changed;

  if (before == NULL)
    return FALSE;

  after = bakery_entity_copy (before);
  is_changed = server_request_check_revision (request, before, error) &&
               decode (self, request, after, mode, error) &&
               server_entity_store_update (server_request_get_connection (request),
                                           after,
                                           self->is_in_feed,
                                           server_request_get_now (request),
                                           error) &&
               (self->stored == NULL || self->stored (request, after, error)) &&
               complete (self, request, after, error);
  if (is_changed)
    server_response_set_entity (response, after, server_request_get_role (request));
  bakery_entity_unref (before);
  bakery_entity_unref (after);

  return is_changed;
}

/**
 * server_collection_replace:
 * @request: a PUT of one of the collection
 * @response: the answer
 * @error: what went wrong
 *
 * Stores what the body says in place of what there was. As document S has it, members left out that are not required keep
 * their value.
 *
 * Returns: whether it did
 */
gboolean
server_collection_replace (ServerRequest  *request,
                           ServerResponse *response,
                           GError        **error)
{
  return change (request, BAKERY_DECODE_REPLACE, response, error);
}

/**
 * server_collection_update:
 * @request: a PATCH of one of the collection
 * @response: the answer
 * @error: what went wrong
 *
 * Changes the members that the body has.
 *
 * Returns: whether it did
 */
gboolean
server_collection_update (ServerRequest  *request,
                          ServerResponse *response,
                          GError        **error)
{
  return change (request, BAKERY_DECODE_UPDATE, response, error);
}

/**
 * server_collection_delete:
 * @request: a DELETE of one of the collection
 * @response: the answer
 * @error: what went wrong
 *
 * Deletes an entity.
 *
 * Returns: whether it did
 */
gboolean
server_collection_delete (ServerRequest  *request,
                          ServerResponse *response,
                          GError        **error)
{
  const ServerCollection *self = get_collection (request);
  gpointer entity = load (self, request, self->writers, error);
  gboolean is_deleted;

  if (entity == NULL)
    return FALSE;

  is_deleted = server_request_check_revision (request, entity, error) &&
               (self->deleting == NULL || self->deleting (request, entity, error)) &&
               server_entity_store_delete (server_request_get_connection (request),
                                           entity,
                                           self->is_in_feed,
                                           server_request_get_now (request),
                                           error) &&
               (self->stored == NULL || self->stored (request, entity, error));
  if (is_deleted)
    server_response_set_no_content (response);
  bakery_entity_unref (entity);

  return is_deleted;
}
