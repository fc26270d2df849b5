/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Failing answers of the server as GErrors that carry the status and the problem document (RFC 9457). No I/O; any thread. */

#include "config.h"

#include "console-api-error.h"

#include "bakery-violations.h"

typedef struct
{
  guint       status;
  guint       retry_after;
  JsonObject *problem;
} ConsoleApiErrorPrivate;

static void
console_api_error_private_init (ConsoleApiErrorPrivate *priv)
{
}

static void
console_api_error_private_copy (const ConsoleApiErrorPrivate *source,
                                ConsoleApiErrorPrivate       *target)
{
  target->status = source->status;
  target->retry_after = source->retry_after;
  target->problem = source->problem != NULL ? json_object_ref (source->problem) : NULL;
}

static void
console_api_error_private_clear (ConsoleApiErrorPrivate *priv)
{
  g_clear_pointer (&priv->problem, json_object_unref);
}

G_DEFINE_EXTENDED_ERROR (ConsoleApiError, console_api_error)

static const ConsoleApiErrorPrivate *
peek_private (const GError *error)
{
  return g_error_matches (error, CONSOLE_API_ERROR, error != NULL ? error->code : 0)
         ? console_api_error_get_private (error)
         : NULL;
}

static ConsoleApiError
code_of_status (guint status)
{
  switch (status)
    {
    case 401:
      return CONSOLE_API_ERROR_UNAUTHORISED;

    case 408:
      return CONSOLE_API_ERROR_OFFLINE;

    case 409:
      return CONSOLE_API_ERROR_CONFLICT;

    case 410:
      return CONSOLE_API_ERROR_GONE;

    case 412:
      return CONSOLE_API_ERROR_STALE;

    case 429:
      return CONSOLE_API_ERROR_LIMITED;

    default:
      break;
    }

  if (status >= 500)
    {
      return CONSOLE_API_ERROR_UNAVAILABLE;
    }

  return status >= 400 ? CONSOLE_API_ERROR_REJECTED : CONSOLE_API_ERROR_PROTOCOL;
}

static JsonObject *
parse_problem (GBytes *body)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  JsonNode *root;

  if (text == NULL || !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    {
      return NULL;
    }

  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_object_ref (json_node_get_object (root)) : NULL;
}

/* The same request is still being worked on: nothing is decided, and asking again later gets its answer. */
static gboolean
is_running (JsonObject *problem)
{
  return problem != NULL &&
         g_str_has_suffix (json_object_get_string_member_with_default (problem, "type", ""), "/key-running");
}

/**
 * console_api_error_new:
 * @status: of the answer, 400 or more
 * @body: (nullable): of the answer
 * @retry_after: seconds the server asks to wait, or 0
 *
 * Makes an error of a failing answer. Its message is the problem's detail, or title.
 *
 * Returns: (transfer full): the error
 */
GError *
console_api_error_new (guint   status,
                       GBytes *body,
                       guint   retry_after)
{
  g_autoptr(JsonObject) problem = parse_problem (body);
  g_autofree char *plain = g_strdup_printf ("The server answered %u.", status);
  const char *message = plain;
  ConsoleApiErrorPrivate *priv;
  GError *error;

  if (problem != NULL)
    {
      message = json_object_get_string_member_with_default (problem, "title", message);
      message = json_object_get_string_member_with_default (problem, "detail", message);
    }

  error = g_error_new_literal (CONSOLE_API_ERROR,
                               is_running (problem) ? CONSOLE_API_ERROR_UNAVAILABLE : code_of_status (status),
                               message);
  priv = console_api_error_get_private (error);
  priv->status = status;
  priv->retry_after = retry_after;
  priv->problem = g_steal_pointer (&problem);

  return error;
}

/**
 * console_api_error_get_status:
 * @error: (nullable): any error
 *
 * Returns: the status of the answer, 0 when there was none
 */
guint
console_api_error_get_status (const GError *error)
{
  const ConsoleApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->status : 0;
}

/**
 * console_api_error_get_retry_after:
 * @error: (nullable): any error
 *
 * Returns: seconds the server asks to wait, 0 when it does not say
 */
guint
console_api_error_get_retry_after (const GError *error)
{
  const ConsoleApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->retry_after : 0;
}

/**
 * console_api_error_peek_problem:
 * @error: (nullable): any error
 *
 * Returns: (transfer none) (nullable): the problem document
 */
JsonObject *
console_api_error_peek_problem (const GError *error)
{
  const ConsoleApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->problem : NULL;
}

static GStrv
dup_strings (JsonNode *node)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        {
          g_strv_builder_add (builder, json_node_get_string (element));
        }
    }

  return g_strv_builder_end (builder);
}

/**
 * console_api_error_dup_allowed_stages:
 * @error: (nullable): any error
 *
 * Returns: (transfer full): the stages that would have been allowed, empty when the server does not say
 */
GStrv
console_api_error_dup_allowed_stages (const GError *error)
{
  JsonObject *problem = console_api_error_peek_problem (error);

  return dup_strings (problem != NULL ? json_object_get_member (problem, "allowed_stages") : NULL);
}

/**
 * console_api_parse_violations:
 * @errors: (nullable): an object of lists of messages, by field
 *
 * Returns: (transfer full): what is wrong, by field; nothing when @errors is something else
 */
BakeryViolations *
console_api_parse_violations (JsonNode *errors)
{
  BakeryViolations *violations = bakery_violations_new ();
  JsonObjectIter iter;
  const char *field;
  JsonNode *messages;

  if (errors == NULL || !JSON_NODE_HOLDS_OBJECT (errors))
    {
      return violations;
    }

  json_object_iter_init (&iter, json_node_get_object (errors));
  while (json_object_iter_next (&iter, &field, &messages))
    {
      g_auto(GStrv) texts = dup_strings (messages);

      for (guint i = 0; texts[i] != NULL; i++)
        {
          bakery_violations_add (violations, field, "%s", texts[i]);
        }
    }

  return violations;
}

/**
 * console_api_error_dup_violations:
 * @error: (nullable): any error
 *
 * Returns: (transfer full): what the server found wrong, by field; empty when it does not say
 */
BakeryViolations *
console_api_error_dup_violations (const GError *error)
{
  JsonObject *problem = console_api_error_peek_problem (error);

  return console_api_parse_violations (problem != NULL ? json_object_get_member (problem, "errors") : NULL);
}

/**
 * console_api_error_is_passing:
 * @error: (nullable): any error
 *
 * Returns: whether the same request may succeed later
 */
gboolean
console_api_error_is_passing (const GError *error)
{
  return g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_OFFLINE) ||
         g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_UNAVAILABLE) ||
         g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_LIMITED) ||
         g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_UNAUTHORISED) ||
         g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_PROTOCOL);
}
