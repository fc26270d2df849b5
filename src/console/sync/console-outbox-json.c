/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads and writes what the outbox keeps as JSON text: entities, and what the server found wrong with them. Any thread. */

#include "config.h"

#include "console-outbox-json.h"

#include "bakery-connection.h"
#include "bakery-entity-json.h"
#include "bakery-violations.h"
#include "console-api-error.h"

/**
 * console_outbox_parse_entity:
 * @type: what it is
 * @text: what the outbox has of it
 * @error: return location for a %BAKERY_STORAGE_ERROR or %BAKERY_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the entity
 */
gpointer
console_outbox_parse_entity (const BakeryEntityType *type,
                             const char             *text,
                             GError                **error)
{
  g_autoptr(JsonNode) node = json_from_string (text, error);

  if (node == NULL)
    {
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED,
                   "Something in the outbox is not a JSON object: a %s", type->name);
      return NULL;
    }

  return bakery_entity_from_trusted_json (type, json_node_get_object (node), error);
}

/**
 * console_outbox_dup_violations_text:
 * @violations: what is wrong
 *
 * Returns: (transfer full): the same as JSON
 */
char *
console_outbox_dup_violations_text (const BakeryViolations *violations)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_violations_write_json (violations, &writer);
  return g_string_free (text, FALSE);
}

/**
 * console_outbox_parse_violations:
 * @text: what console_outbox_dup_violations_text() made
 *
 * Returns: (transfer full): what is wrong; nothing when @text is something else
 */
BakeryViolations *
console_outbox_parse_violations (const char *text)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return console_api_parse_violations (node);
}
