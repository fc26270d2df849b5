/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads single members of a body. Any thread. */

#include "config.h"

#include "server-body.h"

#include "bakery-checks.h"
#include "bakery-violations.h"

/**
 * server_body_get_member:
 * @request: what was asked
 * @name: of a member, in lower case
 *
 * Returns: (transfer none) (nullable): the member of that name in any case; %NULL when there is none or it is null
 */
JsonNode *
server_body_get_member (const ServerRequest *request,
                        const char          *name)
{
  JsonObject *object = server_request_get_json (request);
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  if (object == NULL)
    return NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node))
    {
      if (g_ascii_strcasecmp (member, name) == 0)
        return JSON_NODE_HOLDS_NULL (node) ? NULL : node;
    }

  return NULL;
}

static gboolean
read_reference (JsonNode *node,
                gint64   *ret_reference)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      *ret_reference = json_node_get_int (node);
      return *ret_reference > 0;
    }

  return json_node_get_value_type (node) == G_TYPE_STRING &&
         g_ascii_string_to_signed (json_node_get_string (node), 10, 1, G_MAXINT64, ret_reference, NULL);
}

/**
 * server_body_get_reference:
 * @request: what was asked
 * @name: of a member, in lower case
 *
 * Returns: the id it holds, 0 when there is none
 */
gint64
server_body_get_reference (const ServerRequest *request,
                           const char          *name)
{
  JsonNode *node = server_body_get_member (request, name);
  gint64 reference = 0;

  return node != NULL && read_reference (node, &reference) ? reference : 0;
}

/**
 * server_body_read_reference:
 * @request: what was asked
 * @name: of a member, in lower case
 * @violations: gets a violation when the member is no id
 * @ret_reference: (out): the id it holds, untouched when there is none
 *
 * Returns: whether there is an id
 */
gboolean
server_body_read_reference (const ServerRequest *request,
                            const char          *name,
                            BakeryViolations    *violations,
                            gint64              *ret_reference)
{
  JsonNode *node = server_body_get_member (request, name);

  if (node == NULL)
    return FALSE;
  if (read_reference (node, ret_reference))
    return TRUE;

  bakery_violations_add (violations, name, "A valid id is required.");

  return FALSE;
}

/**
 * server_body_read_text:
 * @request: what was asked
 * @name: of a member, in lower case
 * @maximum: how many characters it may have
 * @missing: (nullable): what to say where there is none, %NULL where there need not be one
 * @violations: gets what is wrong with it
 *
 * Returns: (transfer full): the text without the space around it, empty where there is none
 */
char *
server_body_read_text (const ServerRequest *request,
                       const char          *name,
                       glong                maximum,
                       const char          *missing,
                       BakeryViolations    *violations)
{
  JsonNode *node = server_body_get_member (request, name);
  gboolean is_text = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
  char *text = is_text ? g_strstrip (json_node_dup_string (node)) : g_strdup ("");

  if (node != NULL && !is_text)
    bakery_violations_add (violations, name, "Not a valid string.");
  else if (*text == '\0' && missing != NULL)
    bakery_violations_add (violations, name, "%s", missing);
  else if (g_utf8_strlen (text, -1) > maximum)
    bakery_violations_add (violations, name, "Ensure this field has no more than %ld characters.", maximum);

  return text;
}

/**
 * server_body_read_line:
 * @request: what was asked
 * @name: of a member, in lower case
 * @maximum: how many characters it may have
 * @missing: (nullable): what to say where there is none, %NULL where there need not be one
 * @violations: gets what is wrong with it
 *
 * As server_body_read_text(), of what stands in lists and on paper.
 *
 * Returns: (transfer full): the line, empty where there is none
 */
char *
server_body_read_line (const ServerRequest *request,
                       const char          *name,
                       glong                maximum,
                       const char          *missing,
                       BakeryViolations    *violations)
{
  char *line = server_body_read_text (request, name, maximum, missing, violations);

  if (!bakery_is_one_line (line))
    bakery_violations_add (violations, name, BAKERY_ONE_LINE_VIOLATION);

  return line;
}

/**
 * server_body_add_alias:
 * @request: what was asked
 * @alias: what older clients call a member
 * @name: what it is called
 *
 * Gives the body's member @alias its proper name as well, unless there is one of that name.
 */
void
server_body_add_alias (const ServerRequest *request,
                       const char          *alias,
                       const char          *name)
{
  JsonObject *object = server_request_get_json (request);

  if (json_object_has_member (object, alias) && server_body_get_member (request, name) == NULL)
    json_object_set_member (object, name, json_node_copy (json_object_get_member (object, alias)));
}
