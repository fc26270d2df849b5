/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A store registers by itself (S-080), with the account of its manager. Neither is active before an administrator approves of
 * it by making the store active. The answer is the same whether the addresses were known or not: who has an account here is
 * nobody's business. */

#include "config.h"

#include "server-store-registration.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-store.h"
#include "bakery-time.h"
#include "bakery-violations.h"
#include "server-account-mail.h"
#include "server-accounts.h"
#include "server-body.h"
#include "server-entity-store.h"
#include "server-notification-store.h"
#include "server-request.h"
#include "server-response.h"
#include "server-routes.h"
#include "server-sign-in.h"
#include "server-store-registrations.h"

/* What the owner of a known address is told, once a day at the most. */
#define KNOWN "A store wanted to register with your address: "

static gboolean
hash_password (ServerRequest *request,
               GError       **error)
{
  JsonNode *manager = server_body_get_member (request, "manager");

  return manager == NULL || !JSON_NODE_HOLDS_OBJECT (manager) ||
         server_sign_in_hash (request, json_node_get_object (manager), error);
}

/* --- Reading --- */

static void
read_manager (JsonNode         *node,
              BakeryAccount    *manager,
              BakeryViolations *violations)
{
  g_autoptr(BakeryViolations) own = bakery_violations_new ();

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      bakery_violations_add (violations, "manager", "Describe the account of the store's manager.");
      return;
    }

  bakery_entity_read_json (manager, json_node_get_object (node), BAKERY_DECODE_CREATE, BAKERY_ROLE_ANONYMOUS, FALSE, own);
  bakery_violations_add_all (violations, "manager", own);
}

/* The store is described as its manager could; the body's other member is taken out before it is read. */
static gboolean
read_registration (ServerRequest *request,
                   BakeryStore   *store,
                   BakeryAccount *manager,
                   GError       **error)
{
  JsonObject *body = server_request_get_json (request);
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(JsonNode) node = json_object_dup_member (body, "manager");

  json_object_remove_member (body, "manager");
  bakery_entity_read_json (store, body, BAKERY_DECODE_CREATE, BAKERY_ROLE_MANAGER, FALSE, violations);
  read_manager (node, manager, violations);
  if (!bakery_violations_is_empty (violations))
    {
      bakery_set_error_invalid (error, violations);
      return FALSE;
    }

  store->is_active = FALSE;
  bakery_account_set_role (manager, BAKERY_ROLE_MANAGER);
  manager->is_active = FALSE;
  server_sign_in_take_hash (request, manager, NULL);

  return TRUE;
}

/* --- Known addresses --- */

static gboolean
find_known (BakeryConnection    *connection,
            const BakeryStore   *store,
            const BakeryAccount *manager,
            gboolean            *ret_is_known,
            gint64              *ret_account,
            GError             **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT coalesce ((SELECT id FROM accounts WHERE email = $1 AND deleted_at IS NULL), 0),"
                               " EXISTS (SELECT 1 FROM stores WHERE email = $2 AND deleted_at IS NULL)", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_text (select, 1, manager->email);
  bakery_statement_bind_text (select, 2, store->email);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;

  *ret_account = bakery_statement_get_int (select, 0);
  *ret_is_known = *ret_account != 0 || bakery_statement_get_int (select, 1) != 0;

  return TRUE;
}

static gboolean
was_told (BakeryConnection *connection,
          gint64            account,
          gint64            now,
          gboolean         *ret_was_told,
          GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT 1 FROM notifications WHERE account = $1 AND created_at > $2"
                               " AND text LIKE '" KNOWN "%'", error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, account);
  bakery_statement_bind_int (select, 2, now - BAKERY_DAY);

  return bakery_statement_step (select, ret_was_told, error);
}

static gboolean
tell_known (BakeryConnection  *connection,
            const BakeryStore *store,
            gint64             account,
            gint64             now,
            GError           **error)
{
  g_autofree char *text = g_strdup_printf (KNOWN "%s. If that was you, ask the administrator to open it for you.", store->name);
  const ServerNotice notice = { account, 0, BAKERY_NOTIFICATION_GENERAL, text };
  g_autoptr(BakeryNotification) sent = NULL;
  gboolean is_enough = account == 0;

  if (!is_enough && !was_told (connection, account, now, &is_enough, error))
    return FALSE;
  if (is_enough)
    return TRUE;

  sent = server_notification_store_send (connection, &notice, now, error);

  return sent != NULL;
}

/* --- New ones --- */

static gboolean
tell_admins (BakeryConnection  *connection,
             const BakeryStore *store,
             gint64             now,
             GError           **error)
{
  g_autofree char *text = g_strdup_printf ("The store %" G_GINT64_FORMAT ", %s, has registered and waits for your approval.",
                                           store->base.id, store->name);

  return server_notification_store_send_to_admins (connection, BAKERY_NOTIFICATION_GENERAL, text, now, error);
}

static gboolean
insert (ServerRequest *request,
        BakeryStore   *store,
        BakeryAccount *manager,
        GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);

  if (!server_entity_store_insert (connection, store, TRUE, now, error))
    return FALSE;

  if (manager->stores == NULL)
    manager->stores = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (manager->stores, store->base.id);

  return server_accounts_insert (connection, manager, now, error) &&
         server_store_registrations_insert (connection, store->base.id, manager->base.id, now, error) &&
         server_account_mail_confirmation (request, manager, error) && tell_admins (connection, store, now, error);
}

static gboolean
register_store (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(BakeryStore) store = bakery_store_new ();
  g_autoptr(BakeryAccount) manager = bakery_account_new ();
  gboolean is_known;
  gint64 account;

  if (!read_registration (request, store, manager, error) ||
      !find_known (connection, store, manager, &is_known, &account, error))
    return FALSE;
  if (is_known ? !tell_known (connection, store, account, server_request_get_now (request), error)
               : !insert (request, store, manager, error))
    return FALSE;

  server_response_set_no_content (response);
  server_response_set_status (response, 202);

  return TRUE;
}

/* --- What an administrator decides --- */

/**
 * server_store_registration_approve:
 * @request: what was asked
 * @store: a store as it is stored now
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Lets the manager in of a store that has waited and is active now, and tells them.
 *
 * Returns: whether it could
 */
gboolean
server_store_registration_approve (ServerRequest     *request,
                                   const BakeryStore *store,
                                   GError           **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(BakeryAccount) manager = NULL;
  gint64 id;

  if (!store->is_active)
    return TRUE;
  if (!server_store_registrations_take (connection, store->base.id, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;

  manager = server_accounts_load (connection, id, error);
  if (manager == NULL)
    return FALSE;
  manager->is_active = TRUE;

  return server_accounts_update (connection, manager, server_request_get_now (request), error) &&
         server_account_mail_approval (request, manager, store, error);
}

/**
 * server_store_registration_refuse:
 * @request: what was asked
 * @store: a store that is deleted
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Deletes the account that has waited with a store, so that its address is free again.
 *
 * Returns: whether it could
 */
gboolean
server_store_registration_refuse (ServerRequest     *request,
                                  const BakeryStore *store,
                                  GError           **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 id;

  if (!server_store_registrations_take (connection, store->base.id, &id, error))
    return FALSE;

  return id == 0 || server_accounts_delete (connection, id, server_request_get_now (request), error);
}

static const ServerQueryParameter members[] = {
  { "manager", SERVER_QUERY_TEXT, .description = "The account of its manager, as an object with the members of an account",
    .is_required = TRUE, .is_secret = TRUE },
  { NULL },
};

const ServerRoute server_store_registration_routes[] = {
  { "POST", "stores/register", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, register_store,
    SERVER_ROUTE_SIGN_IN | SERVER_ROUTE_ANY_TOKEN | SERVER_ROUTE_NO_REPLAY, .prelude = hash_password,
    .body = &bakery_store_type, .members = members, .status = 202,
    .summary = "Register a store and its manager, for an administrator to approve" },
  { NULL },
};
