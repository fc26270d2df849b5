/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `accounts`: the people of the site. An admin works on all of them; managers see who works in their stores, hire staff and
 * drivers for them, and let them go. */

#include "config.h"

#include "server-routes.h"

#include "bakery-account.h"
#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-account-change.h"
#include "server-account-mail.h"
#include "server-accounts.h"
#include "server-collection.h"
#include "server-entity-store.h"
#include "server-refresh-tokens.h"
#include "server-sign-in.h"

#define COLLEAGUES "t.role IN ('driver', 'staff', 'manager') AND t.id IN (SELECT account FROM account_stores WHERE store" \
  " IN (SELECT store FROM account_stores WHERE account = $))"

/* Whom a manager hires and lets go. */
#define HIRED (BAKERY_ROLE_DRIVER | BAKERY_ROLE_STAFF)

static gboolean
load_stores (ServerRequest *request,
             gpointer       entity,
             GError       **error)
{
  return server_accounts_load_stores (server_request_get_connection (request), entity, error);
}

static const ServerFilter filters[] = {
  { "q", SERVER_FILTER_CONTAINS, "t.email LIKE $ ESCAPE '!' OR t.first_name || ' ' || t.last_name LIKE $ ESCAPE '!'"
    " OR t.phone_no LIKE $ ESCAPE '!'" },
  { "role", SERVER_FILTER_TEXT, "t.role = $" },
  { "store", SERVER_FILTER_INTEGER, "t.id IN (SELECT account FROM account_stores WHERE store = $)" },
  { "is_active", SERVER_FILTER_INTEGER, "t.is_active = $" },
  { NULL },
};

static const ServerCollection accounts = {
  .type = &bakery_account_type,
  .path = "accounts",
  .readers = SERVER_RIGHTS_EVERYBODY,
  .writers = SERVER_RIGHTS_EVERYBODY,
  .filters = filters,
  .loaded = load_stores,
};

static void
begin_select (ServerRequest *request,
              ServerSelect  *ret_select)
{
  const ServerIdentity *identity = server_request_get_identity (request);

  server_collection_begin_select (&accounts, identity, accounts.readers, ret_select);
  if (identity->role != BAKERY_ROLE_ADMIN)
    server_select_where_integer (ret_select, COLLEAGUES, identity->account);
}

static BakeryAccount *
load_visible (ServerRequest *request,
              GError       **error)
{
  g_auto(ServerSelect) select = { NULL };
  g_autoptr(BakeryAccount) account = NULL;

  begin_select (request, &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));
  account = server_entity_store_load_one (server_request_get_connection (request), &bakery_account_type, &select, error);
  if (account == NULL || !load_stores (request, account, error))
    return NULL;

  return g_steal_pointer (&account);
}

static gboolean
list_accounts (ServerRequest  *request,
               ServerResponse *response,
               GError        **error)
{
  g_auto(ServerSelect) select = { NULL };

  begin_select (request, &select);

  return server_collection_answer_list (&accounts, request, &select, response, error);
}

static gboolean
get_account (ServerRequest  *request,
             ServerResponse *response,
             GError        **error)
{
  g_autoptr(BakeryAccount) account = load_visible (request, error);

  if (account == NULL)
    return FALSE;

  server_response_set_entity (response, account, server_request_get_role (request));

  return TRUE;
}

/* --- Hiring --- */

static gboolean
check_hire (ServerRequest       *request,
            const BakeryAccount *account,
            BakeryViolations    *violations,
            GError             **error)
{
  const ServerIdentity *identity = server_request_get_identity (request);

  if (identity->role == BAKERY_ROLE_ADMIN)
    return TRUE;
  if ((bakery_account_get_role (account) & HIRED) == 0)
    bakery_violations_add (violations, "role", "A manager hires staff and drivers.");

  for (guint i = 0; account->stores != NULL && i < account->stores->len; i++)
    {
      gboolean has_store;

      if (!server_rights_has_store (server_request_get_connection (request), identity,
                                    g_array_index (account->stores, gint64, i), &has_store, error))
        return FALSE;
      if (!has_store)
        bakery_violations_add (violations, "stores", "There is no such store.");
    }

  return TRUE;
}

static gboolean
decode_hire (ServerRequest *request,
             BakeryAccount *account,
             GError       **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  bakery_entity_read_json (account, server_request_get_json (request), BAKERY_DECODE_CREATE, BAKERY_ROLES_ADMIN, FALSE,
                           violations);
  if (!check_hire (request, account, violations, error))
    return FALSE;
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

static gboolean
create_account (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  g_autoptr(BakeryAccount) account = bakery_account_new ();

  if (!decode_hire (request, account, error))
    return FALSE;

  server_sign_in_take_hash (request, account, NULL);
  if (!server_accounts_insert (server_request_get_connection (request), account, server_request_get_now (request), error))
    {
      if (error != NULL && g_error_matches (*error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_UNIQUE))
        {
          g_clear_error (error);
          bakery_set_error_violation (error, "email", "account with this email already exists.");
        }
      return FALSE;
    }

  server_response_set_entity (response, account, server_request_get_role (request));
  server_response_set_created (response, accounts.path, account->base.id);

  return TRUE;
}

static gboolean
change_account (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  return server_account_change (request, response, server_request_get_id (request), FALSE, error);
}

/* --- Letting go, and helping --- */

/* Loads an account that the caller decides about, in the state they know it in. */
static BakeryAccount *
load_hired (ServerRequest *request,
            GError       **error)
{
  g_autoptr(BakeryAccount) account = load_visible (request, error);

  if (account == NULL || !server_request_check_revision (request, account, error))
    return NULL;
  if (server_request_get_role (request) == BAKERY_ROLE_ADMIN || (bakery_account_get_role (account) & HIRED) != 0)
    return g_steal_pointer (&account);

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "A manager decides about staff and drivers only.");

  return NULL;
}

static gboolean
set_active (ServerRequest  *request,
            gboolean        is_active,
            ServerResponse *response,
            GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);
  g_autoptr(BakeryAccount) account = load_hired (request, error);

  if (account == NULL)
    return FALSE;

  account->is_active = is_active;
  if (!server_accounts_update (connection, account, now, error) ||
      (!is_active && !server_refresh_tokens_revoke_account (connection, account->base.id, now, error)))
    return FALSE;

  server_response_set_entity (response, account, server_request_get_role (request));

  return TRUE;
}

static gboolean
deactivate_account (ServerRequest  *request,
                    ServerResponse *response,
                    GError        **error)
{
  return set_active (request, FALSE, response, error);
}

static gboolean
reactivate_account (ServerRequest  *request,
                    ServerResponse *response,
                    GError        **error)
{
  return set_active (request, TRUE, response, error);
}

/* The old password works until a new one is chosen: nobody is locked out by somebody's mistake. */
static gboolean
mail_reset (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  g_autoptr(BakeryAccount) account = load_hired (request, error);

  if (account == NULL)
    return FALSE;
  if (!account->is_active)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "This account cannot sign in; reactivate it first.");
      return FALSE;
    }
  if (!server_account_mail_reset (request, account, error))
    return FALSE;

  server_response_set_status (response, 202);

  return TRUE;
}

static const char *const role_names[] = { "customer", "driver", "staff", "manager", "admin", NULL };
static const BakeryEnum roles = { role_names };

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "q", SERVER_QUERY_TEXT, 1, 100, NULL, "Only accounts with this in their name, address or phone number" },
  { "role", SERVER_QUERY_ENUM, .values = &roles, .description = "Only accounts with this role" },
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only accounts that belong to this store" },
  { "is_active", SERVER_QUERY_BOOLEAN, .description = "Only accounts that can sign in, or cannot" },
  { NULL },
};

const ServerRoute server_accounts_routes[] = {
  { "GET", "accounts", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_READ, list_accounts, SERVER_ROUTE_LIST, .query = query,
    .answer = &bakery_account_type, .summary = "List the accounts you may see" },
  { "POST", "accounts", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_WRITE, create_account,
    .prelude = server_sign_in_hash_prelude, .body = &bakery_account_type, .status = 201, .answer = &bakery_account_type,
    .summary = "Create an account of a role" },
  { "GET", "accounts/{id}", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_READ, get_account, .answer = &bakery_account_type,
    .summary = "Read an account" },
  { "PATCH", "accounts/{id}", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, change_account,
    .prelude = server_sign_in_hash_prelude, .body = &bakery_account_type, .answer = &bakery_account_type,
    .summary = "Change an account, its role and its stores" },
  { "POST", "accounts/{id}/deactivate", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_WRITE, deactivate_account,
    SERVER_ROUTE_OPTIONAL_BODY, .answer = &bakery_account_type, .summary = "Let somebody sign in no longer" },
  { "POST", "accounts/{id}/reactivate", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_WRITE, reactivate_account,
    SERVER_ROUTE_OPTIONAL_BODY, .answer = &bakery_account_type, .summary = "Let somebody sign in again" },
  { "POST", "accounts/{id}/password-reset", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_WRITE, mail_reset,
    SERVER_ROUTE_OPTIONAL_BODY, .status = 202,
    .summary = "Mail somebody a link to choose a new password" },
  { NULL },
};
