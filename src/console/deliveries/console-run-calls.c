/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Planning waits in the outbox like any edit; what happens on the road does not. An order is delivered when a person says so,
 * and the customer's mail follows: said hours later by an outbox it would be wrong. What the server made of it comes with the
 * feed. */

#include "config.h"

#include "console-run-calls.h"

#include "bakery-violations.h"
#include "console-api-client.h"
#include "console-session.h"

#include <glib/gi18n.h>

static ConsoleApiClient *
get_client (ConsoleContext *context)
{
  return console_session_get_client (console_context_get_session (context));
}

/**
 * console_run_call_async:
 * @context: the console's parts
 * @run: a delivery
 * @verb: `start`, `hand-over`, `fail`, `end` or `sort`
 * @members: (transfer full) (nullable): what is to be said with it
 * @cancellable: (nullable): gives up waiting for the answer
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Says what happens to a run.
 */
void
console_run_call_async (ConsoleContext     *context,
                        gint64              run,
                        const char         *verb,
                        JsonObject         *members,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *path = g_strdup_printf ("deliveries/%" G_GINT64_FORMAT "/%s", run, verb);
  g_autofree char *key = g_uuid_string_random ();
  g_autofree char *body = NULL;
  ConsoleApiRequest request = { .method = "POST", .path = path, .idempotency_key = key };

  json_node_take_object (node, members != NULL ? members : json_object_new ());
  body = json_to_string (node, FALSE);
  request.body = body;
  console_api_client_call_async (get_client (context), &request, cancellable, callback, user_data);
}

/**
 * console_run_send_photo_async:
 * @context: the console's parts
 * @run: a delivery
 * @order: one of its orders
 * @photo: what was taken at the door
 * @content_type: its media type
 * @cancellable: (nullable): gives up waiting for the answer
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Keeps the photo of a hand-over at the server.
 */
void
console_run_send_photo_async (ConsoleContext     *context,
                              gint64              run,
                              gint64              order,
                              GBytes             *photo,
                              const char         *content_type,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autofree char *path =
    g_strdup_printf ("deliveries/%" G_GINT64_FORMAT "/photos/%" G_GINT64_FORMAT, run, order);
  const ConsoleApiRequest request = { .method = "PUT", .path = path, .content = photo, .content_type = content_type };

  console_api_client_call_async (get_client (context), &request, cancellable, callback, user_data);
}

/**
 * console_run_ask_for_drivers_async:
 * @context: the console's parts
 * @store: a store
 * @cancellable: (nullable): gives up waiting for the answer
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Asks who can be given a run.
 */
void
console_run_ask_for_drivers_async (ConsoleContext     *context,
                                   gint64              store,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autofree char *path = g_strdup_printf ("deliveries/drivers?store=%" G_GINT64_FORMAT, store);
  const ConsoleApiRequest request = { .method = "GET", .path = path };

  console_api_client_call_async (get_client (context), &request, cancellable, callback, user_data);
}

/**
 * console_run_call_finish:
 * @source: what the callback was called with
 * @result: likewise
 * @error: why it was not done
 *
 * Returns: (transfer full) (nullable): the answer, %NULL with @error set
 */
JsonNode *
console_run_call_finish (GObject      *source,
                         GAsyncResult *result,
                         GError      **error)
{
  return console_api_client_call_finish (CONSOLE_API_CLIENT (source), result, error);
}

/**
 * console_run_dup_refusal:
 * @error: why it was not done
 *
 * Returns: (transfer full): that, for a person
 */
char *
console_run_dup_refusal (const GError *error)
{
  g_autoptr(BakeryViolations) violations = NULL;

  if (g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_OFFLINE))
    return g_strdup (_("The server cannot be reached. Try again when the console is online."));

  violations = console_api_error_dup_violations (error);

  return g_strdup (bakery_violations_is_empty (violations) ? error->message
                                                           : bakery_violations_peek_message (violations, 0));
}
