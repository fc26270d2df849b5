/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Gives a request that was sent twice the answer it got the first time. The answer is stored in the transaction of its
 * effect. A refusal (400, 404, 409, 412, 422) is stored as well, its effect undone by a savepoint of its own, so that the
 * same key never means two things; what may pass by itself (401, 403, 429, 5xx) is not stored. Two requests with one key at
 * a time cannot meet: the writer takes one after the other. Where a route asks another service in between, its first
 * transaction claims the key, and who comes with it then is told to wait. A claim outlives a crash, and names what was begun,
 * which must not be begun again: who comes with the key after that is told how it is. Runs on the writer's thread. */

#include "config.h"

#include "server-idempotency.h"

#include "bakery-error.h"
#include "bakery-time.h"
#include "server-problem.h"

#include <sodium.h>
#include <string.h>

#define HASH_SIZE 32
#define MAXIMUM_KEY 255

/* The status of a row that is a claim: there is no answer yet. That of one whose server has ended: there will be none. */
#define CLAIMED 0
#define LEFT 1

/* How long a request can be under way. After that its claim is as good as left: its answer could not be stored. */
#define CLAIM_LASTS (10 * BAKERY_MINUTE)

typedef struct
{
  ServerRequest  *request;
  ServerResponse *response;
} Effect;

/* What is stored of an answer besides status and body. */
static const char *const stored_headers[] = { "ETag", "Location", "Link", "Allow" };

static void
hash_text (crypto_generichash_state *state,
           const char               *text)
{
  if (text != NULL)
    crypto_generichash_update (state, (const unsigned char *) text, strlen (text));
  crypto_generichash_update (state, (const unsigned char *) "\n", 1);
}

/* What the route does not know has no effect, and may be anything. */
static gboolean
is_hashed (const ServerRoute *route,
           const char        *member)
{
  g_autofree char *name = g_ascii_strdown (member, -1);
  const BakeryField *field = route->body != NULL ? bakery_entity_type_find_field (route->body, name) : NULL;
  const ServerQueryParameter *other;

  for (other = route->members; other != NULL && other->name != NULL; other++)
    if (strcmp (other->name, name) == 0)
      return !other->is_secret;

  return field != NULL && (field->flags & BAKERY_FIELD_SECRET) == 0;
}

/* This hash is quick to compute, and who had it could try passwords and cards as quickly: so it must not depend on one. */
static void
hash_members (crypto_generichash_state *state,
              const ServerRequest      *request)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, server_request_get_json (request));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *value = json_to_string (node, FALSE);

      hash_text (state, name);
      if (is_hashed (request->match.route, name))
        hash_text (state, value);
    }
}

static void
hash_request (const ServerRequest *request,
              unsigned char        hash[HASH_SIZE])
{
  crypto_generichash_state state;
  gsize size = 0;
  gconstpointer data = request->body != NULL ? g_bytes_get_data (request->body, &size) : NULL;

  crypto_generichash_init (&state, NULL, 0, HASH_SIZE);
  hash_text (&state, request->method);
  hash_text (&state, request->path);
  hash_text (&state, request->query_text);
  if (request->json != NULL)
    hash_members (&state, request);
  else if (size > 0)
    crypto_generichash_update (&state, data, size);
  crypto_generichash_final (&state, hash, HASH_SIZE);
}

static gboolean
refuse_claimed (GError **error)
{
  g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_KEY_RUNNING,
                       "A request with this key has begun, and what came of it is not known yet.");

  return FALSE;
}

static gboolean
check_hash (BakeryStatement     *row,
            const unsigned char *hash,
            GError             **error)
{
  gsize size;
  const void *stored = bakery_statement_peek_blob (row, 0, &size);

  if (size == HASH_SIZE && memcmp (stored, hash, HASH_SIZE) == 0)
    return TRUE;

  g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_KEY_REUSED,
                       "This key came with another request before; take a new one.");

  return FALSE;
}

static gboolean
replay (ServerResponse  *response,
        BakeryStatement *row,
        GError         **error)
{
  gsize size;
  const void *stored;
  g_auto(GStrv) lines = NULL;

  if (bakery_statement_get_int (row, 1) == CLAIMED)
    return refuse_claimed (error);

  response->status = (guint) bakery_statement_get_int (row, 1);
  lines = g_strsplit (bakery_statement_peek_text (row, 2), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ": ");

      if (colon == NULL)
        continue;
      *colon = '\0';
      server_response_set_header (response, lines[i], colon + 2);
    }

  stored = bakery_statement_peek_blob (row, 3, &size);
  if (size > 0)
    server_response_take_bytes (response, g_bytes_new (stored, size),
                                response->status >= 400 ? "application/problem+json" : "application/json");
  server_response_set_header (response, "Idempotency-Replayed", "true");

  return TRUE;
}

static char *
dup_headers (const ServerResponse *response)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (stored_headers); i++)
    {
      const char *value = server_response_get_header (response, stored_headers[i]);

      if (value != NULL)
        g_string_append_printf (text, "%s: %s\n", stored_headers[i], value);
    }

  return g_string_free (text, FALSE);
}

static gboolean
insert_row (const ServerRequest *request,
            const char          *key,
            const unsigned char *hash,
            guint                status,
            const char          *headers,
            gconstpointer        body,
            gsize                size,
            GError             **error)
{
  g_autoptr(BakeryStatement) insert =
    bakery_connection_prepare (request->connection,
                               "INSERT INTO idempotency_keys"
                               " (account, key, request_hash, status, headers, body, created_at)"
                               " VALUES ($1, $2, $3, $4, $5, $6, $7)", error);

  if (insert == NULL)
    return FALSE;

  bakery_statement_bind_int (insert, 1, request->identity.account);
  bakery_statement_bind_text (insert, 2, key);
  bakery_statement_bind_blob (insert, 3, hash, HASH_SIZE);
  bakery_statement_bind_int (insert, 4, status);
  bakery_statement_bind_text (insert, 5, headers);
  bakery_statement_bind_blob (insert, 6, body != NULL ? body : "", size);
  bakery_statement_bind_int (insert, 7, request->now);

  return bakery_statement_run (insert, error);
}

static gboolean
delete_row (const ServerRequest *request,
            const char          *key,
            GError             **error)
{
  g_autoptr(BakeryStatement) remove =
    bakery_connection_prepare (request->connection, "DELETE FROM idempotency_keys WHERE account = $1 AND key = $2", error);

  if (remove == NULL)
    return FALSE;

  bakery_statement_bind_int (remove, 1, request->identity.account);
  bakery_statement_bind_text (remove, 2, key);

  return bakery_statement_run (remove, error);
}

static gboolean
store (const ServerRequest *request,
       ServerResponse      *response,
       const char          *key,
       const unsigned char *hash,
       GError             **error)
{
  g_autofree char *headers = dup_headers (response);
  gconstpointer body;
  gsize size;

  server_response_render (response);
  body = server_response_peek_body (response, &size);

  return (!request->has_claim || delete_row (request, key, error)) &&
         insert_row (request, key, hash, response->status, headers, body != NULL ? body : "", size, error);
}

/* Strangers are one account, but not one person: what they send makes their keys different. */
static char *
dup_stored_key (const ServerRequest *request,
                const char          *key,
                const unsigned char  hash[HASH_SIZE])
{
  char text[2 * HASH_SIZE + 1];

  if (request->identity.account != 0)
    return g_strdup (key);

  return g_strconcat (key, " ", sodium_bin2hex (text, sizeof text, hash, HASH_SIZE), NULL);
}

static gboolean
is_storable (guint status)
{
  return status < 500 && status != 401 && status != 403 && status != 429;
}

static gboolean
call_handler (BakeryConnection *connection,
              gpointer          user_data,
              GError          **error)
{
  Effect *effect = user_data;

  return effect->request->match.route->handler (effect->request, effect->response, error);
}

static gboolean
run_and_store (ServerRequest       *request,
               ServerResponse      *response,
               const char          *key,
               const unsigned char *hash,
               GError             **error)
{
  g_autoptr(GError) refusal = NULL;
  Effect effect = { request, response };

  if (!bakery_connection_savepoint (request->connection, call_handler, &effect, &refusal))
    {
      if (!is_storable (server_problem_get_status (refusal)))
        {
          g_propagate_error (error, g_steal_pointer (&refusal));
          return FALSE;
        }
      server_problem_answer (request, response, refusal);
    }

  return !is_storable (response->status) || store (request, response, key, hash, error);
}

/**
 * server_idempotency_get_key:
 * @request: a request
 * @error: %SERVER_ERROR_BAD_REQUEST when the key is empty or too long
 *
 * Returns: (transfer none) (nullable): the Idempotency-Key, %NULL without @error when there is none
 */
const char *
server_idempotency_get_key (const ServerRequest *request,
                            GError             **error)
{
  const char *key = server_request_get_header (request, "Idempotency-Key");

  if (key == NULL)
    return NULL;
  if (key[0] != '\0' && strlen (key) <= MAXIMUM_KEY && g_utf8_validate (key, -1, NULL))
    return key;

  g_set_error (error, SERVER_ERROR, SERVER_ERROR_BAD_REQUEST,
               "An Idempotency-Key must have 1 to %d characters.", MAXIMUM_KEY);

  return NULL;
}

/**
 * server_idempotency_has_answer:
 * @request: a request with a connection
 * @key: its Idempotency-Key
 * @ret_has_answer: (out): whether a request with this key was answered before, or has begun something
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_idempotency_has_answer (const ServerRequest *request,
                               const char          *key,
                               gboolean            *ret_has_answer,
                               GError             **error)
{
  unsigned char hash[HASH_SIZE];
  g_autofree char *stored_key = NULL;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (request->connection,
                               "SELECT 1 FROM idempotency_keys WHERE account = $1 AND key = $2"
                               " AND NOT (subject IS NULL AND (status = 1 OR status = 0 AND created_at <= $3))", error);

  if (select == NULL)
    return FALSE;

  hash_request (request, hash);
  stored_key = dup_stored_key (request, key, hash);
  bakery_statement_bind_int (select, 1, request->identity.account);
  bakery_statement_bind_text (select, 2, stored_key);
  bakery_statement_bind_int (select, 3, request->now - CLAIM_LASTS);

  return bakery_statement_step (select, ret_has_answer, error);
}

/**
 * server_idempotency_claim:
 * @request: a request before it asks another service, on the writer's thread
 * @error: %SERVER_ERROR_KEY_RUNNING when another request has claimed the key, or was answered just now
 *
 * Takes the request's key, if it has one, until its answer is stored. Within the transaction of what the request begins.
 *
 * Returns: whether the request may go on
 */
gboolean
server_idempotency_claim (ServerRequest *request,
                          GError       **error)
{
  const char *key = server_idempotency_get_key (request, NULL);
  unsigned char hash[HASH_SIZE];
  g_autofree char *stored_key = NULL;
  gboolean is_taken;

  if (key == NULL || (request->match.route->flags & SERVER_ROUTE_NO_REPLAY) != 0)
    return TRUE;
  if (!server_idempotency_has_answer (request, key, &is_taken, error))
    return FALSE;
  if (is_taken)
    return refuse_claimed (error);

  hash_request (request, hash);
  stored_key = dup_stored_key (request, key, hash);

  return delete_row (request, stored_key, error) && insert_row (request, stored_key, hash, CLAIMED, "", "", 0, error);
}

/**
 * server_idempotency_set_subject:
 * @request: a request that has claimed its key, if it has one, on the writer's thread
 * @subject: the id of what it begins
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Names what must not be begun again. Within the transaction that begins it.
 *
 * Returns: whether it could
 */
gboolean
server_idempotency_set_subject (const ServerRequest *request,
                                gint64               subject,
                                GError             **error)
{
  const char *key = server_idempotency_get_key (request, NULL);
  unsigned char hash[HASH_SIZE];
  g_autofree char *stored_key = NULL;
  g_autoptr(BakeryStatement) update = NULL;

  if (key == NULL)
    return TRUE;
  update = bakery_connection_prepare (request->connection,
                                      "UPDATE idempotency_keys SET subject = $3 WHERE account = $1 AND key = $2", error);
  if (update == NULL)
    return FALSE;

  hash_request (request, hash);
  stored_key = dup_stored_key (request, key, hash);
  bakery_statement_bind_int (update, 1, request->identity.account);
  bakery_statement_bind_text (update, 2, stored_key);
  bakery_statement_bind_int (update, 3, subject);

  return bakery_statement_run (update, error);
}

static gboolean
is_left (const ServerRequest *request,
         BakeryStatement     *row)
{
  gint64 status = bakery_statement_get_int (row, 1);

  return status == LEFT || (status == CLAIMED && bakery_statement_get_int (row, 5) <= request->now - CLAIM_LASTS);
}

/**
 * server_idempotency_run:
 * @request: a request of a %SERVER_ROUTE_WRITE, on the writer's thread
 * @response: gets the answer
 * @key: its Idempotency-Key
 * @error: why there is no answer that may be kept
 *
 * Answers as the first request with this key was answered, or calls the route's handler and stores its answer. Where the first
 * one's server ended before there was an answer, the handler finds with server_request_get_resumed() what it had begun.
 *
 * Returns: whether @response is the answer and what was written shall be kept
 */
gboolean
server_idempotency_run (ServerRequest  *request,
                        ServerResponse *response,
                        const char     *key,
                        GError        **error)
{
  unsigned char hash[HASH_SIZE];
  g_autofree char *stored_key = NULL;
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (request->connection,
                               "SELECT request_hash, status, headers, body, subject, created_at FROM idempotency_keys"
                               " WHERE account = $1 AND key = $2", error);

  if (select == NULL)
    return FALSE;

  hash_request (request, hash);
  stored_key = dup_stored_key (request, key, hash);
  bakery_statement_bind_int (select, 1, request->identity.account);
  bakery_statement_bind_text (select, 2, stored_key);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (has_row && !request->has_claim)
    {
      if (!check_hash (select, hash, error))
        return FALSE;
      if (!is_left (request, select))
        return replay (response, select, error);
      request->has_claim = TRUE;
      request->resumed = bakery_statement_get_int (select, 4);
    }

  g_clear_pointer (&select, bakery_statement_release);

  return run_and_store (request, response, stored_key, hash, error);
}

/**
 * server_idempotency_recover:
 * @connection: the writer's connection in a transaction
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Lets go of the claims of a server that ended. Before any request is served.
 *
 * Returns: whether it could
 */
gboolean
server_idempotency_recover (BakeryConnection *connection,
                            GError          **error)
{
  return bakery_connection_execute (connection, "UPDATE idempotency_keys SET status = 1 WHERE status = 0", error);
}

/**
 * server_idempotency_prune:
 * @connection: the writer's connection in a transaction
 * @before: an instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Forgets the answers given before @before.
 *
 * Returns: whether it could
 */
gboolean
server_idempotency_prune (BakeryConnection *connection,
                          gint64            before,
                          GError          **error)
{
  g_autoptr(BakeryStatement) prune =
    bakery_connection_prepare (connection, "DELETE FROM idempotency_keys WHERE created_at < $1", error);

  if (prune == NULL)
    return FALSE;

  bakery_statement_bind_int (prune, 1, before);

  return bakery_statement_run (prune, error);
}
