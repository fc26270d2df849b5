/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON from outside is checked before json-glib sees it: its recursive parser needs a limit on depth, and it would accept
 * zero bytes, broken UTF-8 and comments. Any thread. */

#include "config.h"

#include "server-json.h"

#include "server-problem.h"

#include <string.h>

/* What a byte outside of strings means for the depth; comments and single quotes are GScanner's, not JSON's. */
static gboolean
scan_byte (char      byte,
           guint    *depth,
           gboolean *in_string)
{
  switch (byte)
    {
    case '"':
      *in_string = TRUE;
      return TRUE;

    case '{':
    case '[':
      return ++*depth <= SERVER_JSON_MAXIMUM_DEPTH;

    case '}':
    case ']':
      return (*depth)-- > 0;

    case '/':
    case '#':
    case '\'':
      return FALSE;

    default:
      return TRUE;
    }
}

static gboolean
scan (const char *text,
      gsize       length)
{
  gboolean in_string = FALSE;
  gboolean has_ended = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (has_ended && strchr (" \t\r\n", text[i]) == NULL)
        return FALSE;
      if (!in_string)
        {
          if (!scan_byte (text[i], &depth, &in_string))
            return FALSE;
          has_ended |= depth == 0 && (text[i] == '}' || text[i] == ']');
        }
      else if (text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = FALSE;
      else if ((guchar) text[i] < 0x20)
        return FALSE;
    }

  return depth == 0 && !in_string;
}

/* Members are read in any case, here one and there another: two of one name could be a question to one and an answer to
 * the other. */
static gboolean
has_twins (JsonNode *root)
{
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonObjectIter iter;
  const char *name;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;

  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_hash_table_add (names, g_ascii_strdown (name, -1)))
      return TRUE;

  return FALSE;
}

/**
 * server_json_parse:
 * @text: what was sent
 * @length: of it, in bytes
 * @error: %SERVER_ERROR_JSON says what is wrong with it
 *
 * Returns: (transfer full) (nullable): the root, immutable
 */
JsonNode *
server_json_parse (const char *text,
                   gsize       length,
                   GError    **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(JsonNode) root = NULL;

  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_JSON, "The body is not valid UTF-8 text.");
      return NULL;
    }
  if (!scan (text, length))
    {
      g_set_error (error, SERVER_ERROR, SERVER_ERROR_JSON,
                   "The body is not well-formed JSON, or nests deeper than %d levels.", SERVER_JSON_MAXIMUM_DEPTH);
      return NULL;
    }

  parser = json_parser_new_immutable ();
  root = json_parser_load_from_data (parser, text, (gssize) length, NULL) ? json_parser_steal_root (parser) : NULL;
  if (root == NULL)
    {
      g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_JSON, "The body is not well-formed JSON.");
      return NULL;
    }
  if (has_twins (root))
    {
      g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_JSON,
                           "Two members of the body differ in nothing but capital letters.");
      return NULL;
    }

  return g_steal_pointer (&root);
}
