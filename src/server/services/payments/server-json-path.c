/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds values by a path; what is not there, or is of another type than expected, is as good as absent. Any thread. */

#include "config.h"

#include "server-json-path.h"

static JsonNode *
step (JsonNode   *node,
      const char *name)
{
  guint64 position;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), name);
  if (JSON_NODE_HOLDS_ARRAY (node) &&
      g_ascii_string_to_unsigned (name, 10, 0, G_MAXUINT, &position, NULL) &&
      position < json_array_get_length (json_node_get_array (node)))
    return json_array_get_element (json_node_get_array (node), (guint) position);

  return NULL;
}

/**
 * server_json_path_find:
 * @root: (nullable): JSON
 * @path: names of members and positions of elements with dots between, as in `units.0.amount`
 *
 * Returns: (transfer none) (nullable): what is there
 */
JsonNode *
server_json_path_find (JsonNode   *root,
                       const char *path)
{
  g_auto(GStrv) names = g_strsplit (path, ".", -1);
  JsonNode *node = root;

  for (guint i = 0; node != NULL && names[i] != NULL; i++)
    node = step (node, names[i]);

  return node;
}

/**
 * server_json_path_get_text:
 * @root: (nullable): JSON
 * @path: as for server_json_path_find()
 *
 * Returns: (transfer none) (nullable): the text that is there
 */
const char *
server_json_path_get_text (JsonNode   *root,
                           const char *path)
{
  JsonNode *node = server_json_path_find (root, path);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

/**
 * server_json_path_get_int:
 * @root: (nullable): JSON
 * @path: as for server_json_path_find()
 *
 * Returns: the whole number that is there, or 0
 */
gint64
server_json_path_get_int (JsonNode   *root,
                          const char *path)
{
  JsonNode *node = server_json_path_find (root, path);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return 0;

  return json_node_get_int (node);
}
