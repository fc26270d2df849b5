/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON from outside is checked before json-glib sees it: its recursive parser needs a limit on depth, and it would accept
 * zero bytes, broken UTF-8, escapes that stand for either, comments, and values one after the other. Any thread. */

#include "config.h"

#include "server-json.h"

#include "server-problem.h"

#include <string.h>

/* What a byte outside of strings means for the depth; comments and single quotes are GScanner's, not JSON's. */
static gboolean
scan_byte (char   byte,
           guint *depth)
{
  switch (byte)
    {
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

/* The code unit of "\uXXXX" at @text, -1 where that does not stand there. */
static int
get_code_unit (const char *text,
               const char *end)
{
  int unit = 0;

  if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
    return -1;

  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (text[i]);
    }

  return unit;
}

/* How long the escape at @text is, 0 where it is none or stands for no character that a text can hold: half of a surrogate
 * pair, or a byte by its octal number, as json-glib's scanner has it, would become broken UTF-8; a zero byte would end the
 * text. */
static gsize
measure_escape (const char *text,
                const char *end)
{
  int unit = get_code_unit (text, end);
  int next;

  if (end - text >= 2 && text[1] != '\0' && strchr ("\"\\/bfnrt", text[1]) != NULL)
    return 2;
  if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return 0;
  if (unit < 0xd800 || unit > 0xdbff)
    return 6;

  next = get_code_unit (text + 6, end);

  return next >= 0xdc00 && next <= 0xdfff ? 12 : 0;
}

/* The length of the string that begins after the quote before @text, with its closing quote; 0 where it is none. */
static gsize
measure_string (const char *text,
                const char *end)
{
  const char *next = text;

  while (next < end && *next != '"')
    {
      gsize length = *next == '\\' ? measure_escape (next, end) : (guchar) *next >= 0x20;

      if (length == 0)
        return 0;
      next += length;
    }

  return next < end ? (gsize) (next - text) + 1 : 0;
}

/* Everything that is sent to us is one object or one array. */
static gboolean
scan (const char *text,
      gsize       length)
{
  const char *end = text + length;
  gboolean has_ended = FALSE;
  guint depth = 0;

  while (text < end)
    {
      char byte = *text++;
      gsize size = byte == '"' ? measure_string (text, end) : 0;

      if (depth == 0 && (has_ended || (byte != '{' && byte != '[')))
        {
          if (strchr (" \t\r\n", byte) == NULL)
            return FALSE;
          continue;
        }
      if (byte == '"' ? size == 0 : !scan_byte (byte, &depth))
        return FALSE;
      has_ended = depth == 0;
      text += size;
    }

  return has_ended;
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
  if (length == 0 || !scan (text, length))
    {
      g_set_error (error, SERVER_ERROR, SERVER_ERROR_JSON,
                   "The body is not one JSON object or array, has an escape that is no character, or nests deeper than "
                   "%d levels.",
                   SERVER_JSON_MAXIMUM_DEPTH);
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
