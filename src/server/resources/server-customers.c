/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `customers` and its mirror `admin/customers` (S-013 to S-022, S-120). A customer sees themself, a shop the customers who
 * have ordered from it, an admin every account. */

#include "config.h"

#include "server-routes.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "server-account-change.h"
#include "server-account-mail.h"
#include "server-accounts.h"
#include "server-refresh-tokens.h"
#include "server-request.h"
#include "server-response.h"
#include "server-sign-in.h"

/* Which accounts the caller $1 with the role $2 may see. */
#define VISIBLE                                                                                 \
  " a.deleted_at IS NULL AND ($2 = 'admin' OR a.id = $1 OR ($2 IN ('staff', 'manager') AND" \
  " a.role = 'customer' AND EXISTS (SELECT 1 FROM orders o JOIN account_stores s ON s.store = o.store" \
  " WHERE s.account = $1 AND o.customer = a.id)))"

static const ServerQueryParameter list_query[] = { SERVER_QUERY_PAGE, { NULL } };

static void
bind_caller (BakeryStatement     *statement,
             const ServerRequest *request)
{
  bakery_statement_bind_int (statement, 1, server_request_get_account (request));
  bakery_statement_bind_text (statement, 2, bakery_role_to_string (server_request_get_role (request)));
}

static gboolean
check_visible (ServerRequest *request,
               gint64         id,
               GError       **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (server_request_get_connection (request),
                               "SELECT 1 FROM accounts a WHERE a.id = $3 AND" VISIBLE, error);

  if (select == NULL)
    return FALSE;

  bind_caller (select, request);
  bakery_statement_bind_int (select, 3, id);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (!has_row)
    g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is no such customer.");

  return has_row;
}

/* An account is changed by its owner or an admin; a shop may see more than it may change. */
static gboolean
check_changeable (ServerRequest *request,
                  GError       **error)
{
  gint64 id = server_request_get_id (request);

  if (!check_visible (request, id, error))
    return FALSE;
  if (id == server_request_get_account (request) || server_request_get_role (request) == BAKERY_ROLE_ADMIN)
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "Only the customer may change this account.");

  return FALSE;
}

static gboolean
write_account (ServerRequest    *request,
               BakeryJsonWriter *writer,
               gint64            id,
               GError          **error)
{
  g_autoptr(BakeryAccount) account = server_accounts_load (server_request_get_connection (request), id, error);

  if (account == NULL)
    return FALSE;

  bakery_entity_write_json (account, server_request_get_role (request), writer);

  return TRUE;
}

static BakeryStatement *
select_page (ServerRequest *request,
             gint64         limit,
             GError       **error)
{
  BakeryStatement *select =
    bakery_connection_prepare (server_request_get_connection (request),
                               "SELECT a.id FROM accounts a WHERE a.id > $3 AND" VISIBLE " ORDER BY a.id LIMIT $4", error);

  if (select == NULL)
    return NULL;

  bind_caller (select, request);
  bakery_statement_bind_int (select, 3, server_request_get_query_integer (request, "after", 0));
  bakery_statement_bind_int (select, 4, limit + 1);

  return select;
}

static gboolean
list_customers (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  gint64 limit = server_request_get_query_integer (request, "limit", SERVER_QUERY_DEFAULT_LIMIT);
  g_autoptr(BakeryStatement) select = select_page (request, limit, error);
  BakeryJsonWriter *writer = server_response_begin_json (response);
  gboolean has_row = select != NULL;
  gint64 id = 0;

  bakery_json_writer_begin_array (writer);
  for (gint64 n = 0; has_row; n++)
    {
      if (!bakery_statement_step (select, &has_row, error))
        return FALSE;
      if (has_row && n == limit)
        {
          server_response_set_next_page (response, request, id);
          break;
        }
      if (has_row)
        id = bakery_statement_get_int (select, 0);
      if (has_row && !write_account (request, writer, id, error))
        return FALSE;
    }
  bakery_json_writer_end_array (writer);

  return select != NULL;
}

static gboolean
get_customer (ServerRequest  *request,
              ServerResponse *response,
              GError        **error)
{
  gint64 id = server_request_get_id (request);
  g_autoptr(BakeryAccount) account = NULL;

  if (!check_visible (request, id, error))
    return FALSE;

  account = server_accounts_load (server_request_get_connection (request), id, error);
  if (account == NULL)
    return FALSE;

  server_response_set_entity (response, account, server_request_get_role (request));

  return TRUE;
}

/* On document S's paths an address that is taken is a violation, elsewhere a conflict. */
static void
explain_taken_email (GError **error)
{
  if (error == NULL || !g_error_matches (*error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_UNIQUE))
    return;

  g_clear_error (error);
  bakery_set_error_violation (error, "email", "customer with this email already exists.");
}

static BakeryAccount *
insert_account (ServerRequest *request,
                GError       **error)
{
  g_autoptr(BakeryAccount) account = bakery_account_new ();

  if (!server_request_decode (request, account, error))
    return NULL;

  server_sign_in_take_hash (request, account, NULL);
  if (!server_accounts_insert (server_request_get_connection (request), account, server_request_get_now (request), error))
    {
      explain_taken_email (error);
      return NULL;
    }
  if (!server_account_mail_confirmation (request, account, error))
    return NULL;

  return g_steal_pointer (&account);
}

static gboolean
create_customer (ServerRequest  *request,
                 ServerResponse *response,
                 GError        **error)
{
  g_autoptr(BakeryAccount) account = insert_account (request, error);

  if (account == NULL)
    return FALSE;

  server_response_set_entity (response, account, bakery_account_get_role (account));
  server_response_set_created (response, "customers", account->base.id);

  return TRUE;
}

/* Who registers is signed in at once. */
static gboolean
register_customer (ServerRequest  *request,
                   ServerResponse *response,
                   GError        **error)
{
  g_autoptr(BakeryAccount) account = insert_account (request, error);
  g_autofree char *token = NULL;

  if (account == NULL ||
      !server_refresh_tokens_issue (server_request_get_connection (request), account->base.id,
                                    server_request_get_now (request), &token, error))
    return FALSE;

  server_sign_in_answer (request, response, account, token);
  server_response_set_created (response, "customers", account->base.id);

  return TRUE;
}

static gboolean
change_customer (ServerRequest  *request,
                 ServerResponse *response,
                 GError        **error)
{
  if (check_changeable (request, error) &&
      server_account_change (request, response, server_request_get_id (request), TRUE, error))
    return TRUE;

  explain_taken_email (error);

  return FALSE;
}

static gboolean
delete_customer (ServerRequest  *request,
                 ServerResponse *response,
                 GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 id = server_request_get_id (request);
  gint64 now = server_request_get_now (request);
  g_autoptr(BakeryAccount) account = NULL;

  if (!check_changeable (request, error))
    return FALSE;

  account = server_accounts_load (connection, id, error);
  if (account == NULL || !server_request_check_revision (request, account, error) ||
      !server_accounts_delete (connection, id, now, error) ||
      !server_refresh_tokens_revoke_account (connection, id, now, error))
    return FALSE;

  server_response_set_no_content (response);

  return TRUE;
}

#define SIGN_IN_FLAGS (SERVER_ROUTE_SIGN_IN | SERVER_ROUTE_ANY_TOKEN | SERVER_ROUTE_NO_REPLAY)

#define HASHED .prelude = server_sign_in_hash_prelude, .body = &bakery_account_type

/* As document S's server spells it. */
#define LOGIN_NOTE "Login Successfull"

#define CHECKED .prelude = server_sign_in_prelude

const ServerRoute server_customers_routes[] = {
  { "GET", "customers", BAKERY_ROLE_CUSTOMER | BAKERY_ROLES_STAFF, SERVER_ROUTE_READ, list_customers, SERVER_ROUTE_LIST,
    .query = list_query, .answer = &bakery_account_type, .summary = "The customers you may see" },
  { "POST", "customers", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, create_customer, SERVER_ROUTE_SIGN_IN, HASHED,
    .status = 201, .answer = &bakery_account_type, .summary = "Create an account" },
  { "POST", "customers/register", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, register_customer, SIGN_IN_FLAGS, HASHED,
    .status = 201, SERVER_SIGN_IN_ANSWER, .data = "Registered Successfully", .summary = "Register and sign in" },
  { "POST", "customers/login", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, server_sign_in_handler, SIGN_IN_FLAGS, CHECKED,
    SERVER_SIGN_IN_MEMBERS, SERVER_SIGN_IN_ANSWER, .data = LOGIN_NOTE, .summary = "Sign in with email and password" },
  { "POST", "customers/customer-login", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, server_sign_in_handler, SIGN_IN_FLAGS,
    CHECKED, SERVER_SIGN_IN_MEMBERS, SERVER_SIGN_IN_ANSWER, .data = LOGIN_NOTE, .summary = "Sign in with email and password" },
  { "GET", "customers/{id}", BAKERY_ROLE_CUSTOMER | BAKERY_ROLES_STAFF, SERVER_ROUTE_READ, get_customer,
    .answer = &bakery_account_type, .summary = "One customer" },
  { "PUT", "customers/{id}", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, change_customer, HASHED,
    .answer = &bakery_account_type, .summary = "Replace a customer's account" },
  { "PATCH", "customers/{id}", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, change_customer, HASHED,
    .answer = &bakery_account_type, .summary = "Change a customer's account" },
  { "DELETE", "customers/{id}", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, delete_customer,
    .status = 204, .summary = "Delete a customer's account; the orders stay" },
  { "GET", "admin/customers", BAKERY_ROLES_ADMIN, SERVER_ROUTE_READ, list_customers, SERVER_ROUTE_LIST,
    .query = list_query, .answer = &bakery_account_type,
    .summary = "All accounts" },
  { "POST", "admin/customers", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, create_customer, HASHED,
    .status = 201, .answer = &bakery_account_type, .summary = "Create an account of any role" },
  { "GET", "admin/customers/{id}", BAKERY_ROLES_ADMIN, SERVER_ROUTE_READ, get_customer,
    .answer = &bakery_account_type, .summary = "One account" },
  { "PUT", "admin/customers/{id}", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, change_customer, HASHED,
    .answer = &bakery_account_type, .summary = "Replace an account" },
  { "PATCH", "admin/customers/{id}", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, change_customer, HASHED,
    .answer = &bakery_account_type, .summary = "Change an account" },
  { "DELETE", "admin/customers/{id}", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, delete_customer,
    .status = 204, .summary = "Delete an account; the orders stay" },
  { NULL },
};
