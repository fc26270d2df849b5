/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in: the password is checked on the password pool before the writer issues tokens. An unknown address and a wrong
 * password cannot be told apart, neither by the answer nor by how long it takes (D-16). Attempts are counted by the e-mail
 * address, whether it is known or not, so that many computers together cannot guess the password of one account. */

#include "config.h"

#include "server-sign-in.h"

#include "bakery-checks.h"
#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-accounts.h"
#include "server-context.h"
#include "server-passwords.h"
#include "server-refresh-tokens.h"
#include "server-tokens.h"

#include <string.h>

#define MAXIMUM_PASSWORD 512
#define COOKIE_ATTRIBUTES "; Path=/api; HttpOnly; Secure; SameSite=Lax"

const ServerQueryParameter server_sign_in_members[] = {
  { "email", SERVER_QUERY_TEXT, 1, 50, NULL, "The email address of the account", .is_required = TRUE },
  { "password", SERVER_QUERY_TEXT, 1, MAXIMUM_PASSWORD, NULL, "Its password", .is_required = TRUE },
  { NULL },
};

const ServerQueryParameter server_sign_in_answer_members[] = {
  { "access", SERVER_QUERY_TEXT, .description = "Token for the Authorization header", .is_required = TRUE },
  { "refresh", SERVER_QUERY_TEXT, .description = "Token for new tokens; good for one use", .is_required = TRUE },
  { "token_type", SERVER_QUERY_TEXT, .description = "Bearer", .is_required = TRUE },
  { "expires_in", SERVER_QUERY_INTEGER, .description = "Seconds that the access token is good for",
    .is_required = TRUE },
  { "info", SERVER_QUERY_TEXT, .description = "What was done, in words" },
  { "message", SERVER_QUERY_TEXT, .description = "The same, under its other name" },
  { NULL },
};

static const char *
get_text (JsonObject       *object,
          const char       *name,
          BakeryViolations *violations)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text = NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  if (text == NULL || text[0] == '\0')
    bakery_violations_add (violations, name, "Is required.");
  else if (strlen (text) > MAXIMUM_PASSWORD)
    bakery_violations_add (violations, name, "Is too long.");

  return text;
}

static void
add_cookie (ServerResponse *response,
            const char     *name,
            const char     *value,
            int             seconds)
{
  g_autofree char *text = g_strdup_printf ("%s=%s; Max-Age=%d" COOKIE_ATTRIBUTES, name, value, seconds);

  server_response_add_header (response, "Set-Cookie", text);
}

static void
write_text (BakeryJsonWriter *writer,
            const char       *name,
            const char       *value)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_string (writer, value);
}

/* Document S's clients show the sentence that the route has for them: under the one name or the other. */
static void
write_note (BakeryJsonWriter    *writer,
            const ServerRequest *request)
{
  const char *note = server_request_get_route (request)->data;

  if (note == NULL)
    return;

  write_text (writer, "info", note);
  write_text (writer, "message", note);
}

/* Who signed in, and the hash to store from now on, unless the stored one is ours. */
typedef struct
{
  gint64 account;
  char  *hash;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_free (self->hash);
  g_free (self);
}

static gboolean
check_limit (ServerRequest *request,
             const char    *email,
             GError       **error)
{
  g_autofree char *normal = bakery_normalise_email (email);

  return server_request_take_limit (request, SERVER_LIMIT_ACCOUNT_SIGN_INS, normal, error);
}

/**
 * server_sign_in_prelude:
 * @request: a request whose body has `email` and `password`
 * @error: %BAKERY_ERROR_INVALID, %SERVER_ERROR_RATE, or %BAKERY_ERROR_UNAUTHENTICATED
 *
 * Checks the password. A #ServerPrelude for server_sign_in_handler().
 *
 * Returns: whether it is right
 */
gboolean
server_sign_in_prelude (ServerRequest *request,
                        GError       **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  JsonObject *body = server_request_get_json (request);
  const char *email = get_text (body, "email", violations);
  const char *password = get_text (body, "password", violations);
  g_autofree char *hash = NULL;
  g_autofree char *successor = NULL;
  SignIn *sign_in;
  gint64 id;

  if (!bakery_violations_is_empty (violations))
    {
      bakery_set_error_invalid (error, violations);
      return FALSE;
    }
  if (!check_limit (request, email, error) ||
      !server_accounts_find (server_request_get_connection (request), email, &id, &hash, error))
    return FALSE;
  if (!server_password_verify (hash, password))
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_UNAUTHENTICATED,
                           "The email address or the password is wrong.");
      return FALSE;
    }

  if (server_password_is_foreign (hash))
    {
      successor = server_password_hash (password, error);
      if (successor == NULL)
        return FALSE;
    }

  sign_in = g_new (SignIn, 1);
  sign_in->account = id;
  sign_in->hash = g_steal_pointer (&successor);
  server_request_set_prelude (request, sign_in, sign_in_free);

  return TRUE;
}

/**
 * server_sign_in_handler:
 * @request: a request after server_sign_in_prelude()
 * @response: gets tokens and account
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Signs in. A #ServerHandler.
 *
 * Returns: whether it could
 */
gboolean
server_sign_in_handler (ServerRequest  *request,
                        ServerResponse *response,
                        GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);
  const SignIn *sign_in = server_request_get_prelude (request);
  gint64 id = sign_in->account;
  g_autoptr(BakeryAccount) account = NULL;
  g_autofree char *token = NULL;

  if ((sign_in->hash != NULL && !server_accounts_replace_foreign_hash (connection, id, sign_in->hash, error)) ||
      !server_accounts_signed_in (connection, id, now, error) ||
      !server_refresh_tokens_issue (connection, id, now, &token, error))
    return FALSE;

  account = server_accounts_load (connection, id, error);
  if (account == NULL)
    return FALSE;

  server_sign_in_answer (request, response, account, token);

  return TRUE;
}

/**
 * server_sign_in_hash:
 * @request: a request in its prelude
 * @holder: the object that may have a new `password`
 * @error: %SERVER_ERROR_OVERLOADED
 *
 * Hashes the new password, if there is one that can be valid, and leaves the hash for server_sign_in_take_hash().
 *
 * Returns: whether the handler shall run
 */
gboolean
server_sign_in_hash (ServerRequest *request,
                     JsonObject    *holder,
                     GError       **error)
{
  g_autoptr(BakeryViolations) ignored = bakery_violations_new ();
  const char *password = get_text (holder, "password", ignored);
  char *hash;

  if (!bakery_violations_is_empty (ignored))
    return TRUE;

  hash = server_password_hash (password, error);
  if (hash == NULL)
    return FALSE;

  server_request_set_prelude (request, hash, g_free);

  return TRUE;
}

/**
 * server_sign_in_hash_prelude:
 * @request: a request whose body may have a new `password`
 * @error: %SERVER_ERROR_OVERLOADED
 *
 * Hashes the new password. A #ServerPrelude.
 *
 * Returns: whether the handler shall run
 */
gboolean
server_sign_in_hash_prelude (ServerRequest *request,
                             GError       **error)
{
  return server_sign_in_hash (request, server_request_get_json (request), error);
}

/**
 * server_sign_in_take_hash:
 * @request: a request after server_sign_in_hash_prelude()
 * @account: decoded from its body, valid
 * @stored_hash: (nullable): what was stored before
 *
 * Puts a hash where the body's password was. It must be called before @account is stored or shared.
 */
void
server_sign_in_take_hash (ServerRequest *request,
                          BakeryAccount *account,
                          const char    *stored_hash)
{
  const char *hash = server_request_get_prelude (request);

  g_free (account->password);
  account->password = g_strdup (hash != NULL ? hash : stored_hash);
}

/**
 * server_sign_in_answer:
 * @request: what was asked
 * @response: gets tokens and account, in the body and as cookies
 * @account: who is signed in
 * @refresh_token: a token for it
 *
 * Answers a sign-in, a registration or a refresh.
 */
void
server_sign_in_answer (ServerRequest       *request,
                       ServerResponse      *response,
                       const BakeryAccount *account,
                       const char          *refresh_token)
{
  const ServerTokenSubject subject = { account->base.id, account->token_generation };
  g_autofree char *access =
    server_tokens_sign (server_request_get_context (request)->tokens, &subject, server_request_get_now (request));
  BakeryJsonWriter *writer = server_response_begin_json (response);

  bakery_json_writer_begin_object (writer);
  write_note (writer, request);
  write_text (writer, "access", access);
  write_text (writer, "refresh", refresh_token);
  write_text (writer, "token_type", "Bearer");
  bakery_json_writer_name (writer, "expires_in");
  bakery_json_writer_integer (writer, SERVER_TOKENS_ACCESS_SECONDS);
  bakery_json_writer_name (writer, "account");
  bakery_entity_write_json (account, bakery_account_get_role (account), writer);
  bakery_json_writer_end_object (writer);

  add_cookie (response, "access", access, SERVER_TOKENS_ACCESS_SECONDS);
  add_cookie (response, "refresh", refresh_token, SERVER_REFRESH_TOKENS_SECONDS);
}

/**
 * server_sign_in_clear_cookies:
 * @response: a response
 *
 * Makes the browser forget both tokens.
 */
void
server_sign_in_clear_cookies (ServerResponse *response)
{
  add_cookie (response, "access", "", 0);
  add_cookie (response, "refresh", "", 0);
}
