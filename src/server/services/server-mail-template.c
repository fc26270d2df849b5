/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fills templates in. Values are data, never templates themselves: what stands in braces inside a value stays as it is. In HTML
 * nothing in a value can end the element or attribute it stands in, but for those that are said to be markup, which this
 * program has made itself. Stateless; any thread. */

#include "config.h"

#include "server-mail-template.h"

#include <gio/gio.h>
#include <string.h>

#define TEMPLATES "/org/sweetspot/server/mail/"

typedef void (*Append) (GString    *target,
                        const char *value);

static void
append_plain (GString    *target,
              const char *value)
{
  g_string_append (target, value);
}

/* Line breaks of a value are line breaks on the page as well. */
static void
append_escaped (GString    *target,
                const char *value)
{
  g_auto(GStrv) lines = g_strsplit (value, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (lines[i], -1);

      if (i > 0)
        g_string_append (target, "<br>\n");
      g_string_append (target, escaped);
    }
}

static const ServerMailValue *
find_value (const ServerMailValue *values,
            const char            *name,
            gsize                  length)
{
  static const ServerMailValue nothing = { "", "" };

  for (guint i = 0; values[i].name != NULL; i++)
    if (strlen (values[i].name) == length && strncmp (values[i].name, name, length) == 0)
      return &values[i];

  g_critical ("A mail template has a hole for which there is no value: %.*s", (int) length, name);

  return &nothing;
}

static char *
fill (const char            *template,
      const ServerMailValue *values,
      Append                 append)
{
  GString *filled = g_string_new (NULL);
  const char *rest = template;
  const char *open;

  while ((open = strstr (rest, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      const ServerMailValue *value;

      if (close == NULL)
        break;
      value = find_value (values, open + 2, (gsize) (close - open - 2));
      g_string_append_len (filled, rest, open - rest);
      if (value->is_markup)
        append_plain (filled, value->value);
      else
        append (filled, value->value);
      rest = close + 2;
    }
  g_string_append (filled, rest);

  return g_string_free (filled, FALSE);
}

/**
 * server_mail_template_fill_text:
 * @text: a template for plain text
 * @values: what stands for its holes
 *
 * Returns: (transfer full): the text
 */
char *
server_mail_template_fill_text (const char            *text,
                                const ServerMailValue *values)
{
  return fill (text, values, append_plain);
}

/**
 * server_mail_template_fill_html:
 * @html: a template for HTML, with holes between tags or in quoted attributes
 * @values: what stands for its holes
 *
 * Returns: (transfer full): the HTML
 */
char *
server_mail_template_fill_html (const char            *html,
                                const ServerMailValue *values)
{
  return fill (html, values, append_escaped);
}

/**
 * server_mail_template_dup_one_line:
 * @text: a text that may come from a stranger
 *
 * Returns: (transfer full): the text with a blank for each control character, so that it can stand in a header field
 */
char *
server_mail_template_dup_one_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *line = g_string_new (NULL);

  for (const char *next = valid; *next != '\0'; next = g_utf8_next_char (next))
    {
      gunichar character = g_utf8_get_char (next);

      g_string_append_unichar (line, g_unichar_iscntrl (character) || character == 0x2028 || character == 0x2029
                                       ? ' ' : character);
    }

  return g_strstrip (g_string_free (line, FALSE));
}

/**
 * server_mail_template_load:
 * @name: of a template
 * @suffix: `.txt`, `.html` or `.css`
 *
 * Returns: (transfer full): the template as it came with the program
 */
char *
server_mail_template_load (const char *name,
                           const char *suffix)
{
  g_autofree char *path = g_strconcat (TEMPLATES, name, suffix, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("%s", error->message);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
