/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notifications: to one account, to the people of a store, or to everybody, such as that of a planned maintenance
 * (S-107, C-095). Whoever reads one keeps their own mark. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-notification.h"
#include "server-collection.h"
#include "server-entity-store.h"

static gboolean
load_mark (ServerRequest *request,
           gpointer       entity,
           GError       **error)
{
  BakeryNotification *notification = entity;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (server_request_get_connection (request),
                               "SELECT 1 FROM notification_reads WHERE notification = $1 AND account = $2", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, notification->base.id);
  bakery_statement_bind_int (select, 2, server_request_get_account (request));

  return bakery_statement_step (select, &notification->is_read, error);
}

static const ServerCollection notifications = {
  .type = &bakery_notification_type,
  .path = "notifications",
  .rights_column = "t.account",
  .readers = SERVER_RIGHTS_ADDRESSEE,
  .writers = SERVER_RIGHTS_EVERYBODY,
  .loaded = load_mark,
};

static gboolean
list_notifications (ServerRequest  *request,
                    ServerResponse *response,
                    GError        **error)
{
  g_auto(ServerSelect) select = { NULL };

  server_collection_begin_select (&notifications, server_request_get_identity (request), notifications.readers, &select);
  server_select_where_integer (&select, "t.until IS NULL OR t.until > $", server_request_get_now (request));

  return server_collection_answer_list (&notifications, request, &select, response, error);
}

static gboolean
store_mark (ServerRequest *request,
            gint64         notification,
            GError       **error)
{
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (server_request_get_connection (request),
                               "INSERT INTO notification_reads (notification, account, read_at) VALUES ($1, $2, $3)"
                               " ON CONFLICT (notification, account) DO NOTHING",
                               error);

  if (insert == NULL)
    return FALSE;

  bakery_statement_bind_int (insert, 1, notification);
  bakery_statement_bind_int (insert, 2, server_request_get_account (request));
  bakery_statement_bind_int (insert, 3, server_request_get_now (request));

  return bakery_statement_run (insert, error);
}

static gboolean
mark_as_read (ServerRequest  *request,
              ServerResponse *response,
              GError        **error)
{
  g_auto(ServerSelect) select = { NULL };
  g_autoptr(BakeryNotification) notification = NULL;

  server_collection_begin_select (&notifications, server_request_get_identity (request), notifications.readers, &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));
  notification = server_entity_store_load_one (server_request_get_connection (request), &bakery_notification_type, &select,
                                               error);
  if (notification == NULL || !store_mark (request, notification->base.id, error))
    return FALSE;

  notification->is_read = TRUE;
  server_response_set_entity (response, notification, server_request_get_role (request));

  return TRUE;
}

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { NULL },
};

const ServerRoute server_notifications_routes[] = {
  { "GET", "notifications", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, list_notifications, SERVER_ROUTE_LIST,
    .query = query, .answer = &bakery_notification_type, .summary = "List what there is to know for you" },
  { "POST", "notifications", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, server_collection_create, .data = &notifications,
    .body = &bakery_notification_type, .status = 201, .answer = &bakery_notification_type,
    .summary = "Notify an account, a store, or everybody" },
  { "DELETE", "notifications/{id}", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, server_collection_delete,
    .data = &notifications, .status = 204, .summary = "Take a notification back" },
  { "POST", "notifications/{id}/read", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, mark_as_read,
    .flags = SERVER_ROUTE_OPTIONAL_BODY, .answer = &bakery_notification_type, .summary = "Mark a notification as read" },
  { NULL },
};
