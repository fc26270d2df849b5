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
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!in_string)
        {
          if (!scan_byte (text[i], &depth, &in_string))
            return FALSE;
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
  JsonNode *root;

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
    g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_JSON, "The body is not well-formed JSON.");

  return root;
}
