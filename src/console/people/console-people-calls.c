/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A password is never stored on this computer, and what decides about somebody else's access does not wait in an outbox: these
 * requests are made at once, or not at all. */

#include "config.h"

#include "console-people-calls.h"

#include "bakery-entity-json.h"
#include "console-api-client.h"
#include "console-context.h"
#include "console-session.h"

static ConsoleApiClient *
get_client (ConsoleContext *context)
{
  return console_session_get_client (console_context_get_session (context));
}

/* The password is in no JSON that the domain writes, so it is added here. */
static char *
dup_body (const BakeryAccount *account)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  for (guint i = 0; i < bakery_account_type.n_fields; i++)
    {
      const BakeryField *field = &bakery_account_type.fields[i];

      if (field->writers == BAKERY_ROLES_NOBODY || (field->flags & BAKERY_FIELD_SECRET) != 0)
        continue;
      bakery_json_writer_name (&writer, field->name);
      bakery_field_write_json (account, field, &writer);
    }
  bakery_json_writer_name (&writer, "password");
  bakery_json_writer_string (&writer, account->password != NULL ? account->password : "");
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

/**
 * console_people_create_async:
 * @context: the console's context
 * @account: who is to have an account, with their first password
 * @cancellable: (nullable): gives up waiting for the answer
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Creates an account. The password goes to the server and nowhere else.
 */
void
console_people_create_async (ConsoleContext      *context,
                             const BakeryAccount *account,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autofree char *body = dup_body (account);
  g_autofree char *key = g_uuid_string_random ();
  const ConsoleApiRequest request = { .method = "POST", .path = "accounts", .body = body, .idempotency_key = key };

  console_api_client_call_async (get_client (context), &request, cancellable, callback, user_data);
}

/**
 * console_people_create_finish:
 * @source: what @callback was called with
 * @result: likewise
 * @error: why there is no account
 *
 * Returns: (transfer full) (nullable): the account as the server has it
 */
BakeryAccount *
console_people_create_finish (GObject      *source,
                              GAsyncResult *result,
                              GError      **error)
{
  g_autoptr(JsonNode) answer = console_api_client_call_finish (CONSOLE_API_CLIENT (source), result, error);

  if (answer == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (answer))
    {
      g_set_error_literal (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_PROTOCOL, "The answer is no account.");
      return NULL;
    }

  return bakery_entity_from_trusted_json (&bakery_account_type, json_node_get_object (answer), error);
}

/**
 * console_people_call_async:
 * @context: the console's context
 * @account: whose account
 * @method: `GET` or `POST`
 * @verb: what is to be done: `deactivate`, `reactivate`, `password-reset`, `export`, `erase`
 * @cancellable: (nullable): gives up waiting for the answer
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Asks the server to do something with an account.
 */
void
console_people_call_async (ConsoleContext     *context,
                           gint64              account,
                           const char         *method,
                           const char         *verb,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autofree char *path = g_strdup_printf ("accounts/%" G_GINT64_FORMAT "/%s", account, verb);
  g_autofree char *key = g_str_equal (method, "POST") ? g_uuid_string_random () : NULL;
  const ConsoleApiRequest request = { .method = method, .path = path, .idempotency_key = key };

  console_api_client_call_async (get_client (context), &request, cancellable, callback, user_data);
}

/**
 * console_people_call_finish:
 * @source: what @callback was called with
 * @result: likewise
 * @error: why it was not done
 *
 * Returns: (transfer full) (nullable): the answer, a null node for an empty one; %NULL with @error set
 */
JsonNode *
console_people_call_finish (GObject      *source,
                            GAsyncResult *result,
                            GError      **error)
{
  return console_api_client_call_finish (CONSOLE_API_CLIENT (source), result, error);
}
