/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One plain JSON request and its answer. Main thread. */

#include "config.h"

#include "console-json-call.h"

#include <string.h>

/* The longest answer that is read, in bytes. */
#define ANSWER_MAXIMUM (4 * 1024 * 1024)

/* What the server says is wrong: the detail of its problem (RFC 9457), or its title. */
static char *
dup_problem (JsonNode    *answer,
             SoupMessage *message)
{
  JsonObject *problem = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;
  const char *text = NULL;

  if (problem != NULL)
    {
      text = json_object_get_string_member_with_default (problem, "detail", NULL);
      if (text == NULL)
        text = json_object_get_string_member_with_default (problem, "title", NULL);
    }

  return g_strdup (text != NULL ? text : soup_message_get_reason_phrase (message));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SoupMessage *message = g_task_get_task_data (task);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  GError *error = NULL;
  gsize length;
  const char *text;

  bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  text = g_bytes_get_data (bytes, &length);
  if (length > ANSWER_MAXIMUM || (length > 0 && !json_parser_load_from_data (parser, text, length, &error)))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The server's answer is not JSON.");
      g_clear_error (&error);
      return;
    }

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    {
      g_autofree char *problem = dup_problem (json_parser_get_root (parser), message);

      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", problem);
      return;
    }

  g_task_return_pointer (task, json_parser_steal_root (parser), (GDestroyNotify) json_node_unref);
}

/**
 * console_json_call_async:
 * @session: what sends it
 * @method: `GET`, `POST`, …
 * @uri: the whole address
 * @token: (nullable): an access token
 * @body: (nullable): JSON text
 * @cancellable: (nullable): ends the waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
console_json_call_async (SoupSession        *session,
                         const char         *method,
                         const char         *uri,
                         const char         *token,
                         const char         *body,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (session, cancellable, callback, user_data);
  SoupMessage *message = soup_message_new (method, uri);

  g_task_set_source_tag (task, console_json_call_async);

  if (message == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is no address.", uri);
      return;
    }

  g_task_set_task_data (task, message, g_object_unref);
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
    }
  if (body != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }

  soup_session_send_and_read_async (session,
                                    message,
                                    G_PRIORITY_DEFAULT,
                                    cancellable,
                                    answered_cb,
                                    g_steal_pointer (&task));
}

/**
 * console_json_call_finish:
 * @session: what sent it
 * @result: what the callback was given
 * @error: what the server or the network says is wrong
 *
 * Returns: (transfer full) (nullable): the answer; %NULL with @error unset where it has no body
 */
JsonNode *
console_json_call_finish (SoupSession  *session,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
