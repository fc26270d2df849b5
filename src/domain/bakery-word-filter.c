/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Symbols that markup and scripts are made of become blanks, and words that nobody should have to read are swapped for
 * milder ones. The text stays readable: line breaks, punctuation and every script are kept. Any thread. */

#include "bakery-word-filter.h"

#include <string.h>

/* What markup, shells and format strings begin with. */
static const char suspicious_symbols[] = "<>{}[]\\^`|~$#*_=";

static const struct
{
  const char *word;
  const char *milder;
} words[] = {
  { "bastard", "person" }, { "bitch", "person" }, { "bloody", "very" }, { "bullshit", "nonsense" }, { "crap", "rubbish" },
  { "damn", "bad" }, { "fuck", "bother" }, { "fucking", "very" }, { "idiot", "person" }, { "moron", "person" },
  { "shit", "rubbish" }, { "shitty", "bad" }, { "stupid", "unwise" },
};

static gboolean
is_kept (gunichar character)
{
  if (character < 0x80 && strchr (suspicious_symbols, (int) character) != NULL)
    return FALSE;

  return character == '\n' || g_unichar_isprint (character);
}

static void
append_word (GString    *cleaned,
             const char *word,
             gsize       length)
{
  g_autofree char *lower = g_utf8_casefold (word, (gssize) length);
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (words[i].word, lower) != 0)
        continue;
      g_string_append (cleaned, words[i].milder);
      return;
    }
  g_string_append_len (cleaned, word, (gssize) length);
}

static char *
drop_symbols (const char *text)
{
  GString *kept = g_string_sized_new (strlen (text));

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (is_kept (character))
        g_string_append_unichar (kept, character);
      else if (kept->len > 0 && !g_ascii_isspace (kept->str[kept->len - 1]))
        g_string_append_c (kept, ' ');
    }

  return g_string_free (kept, FALSE);
}

/**
 * bakery_word_filter_clean:
 * @text: what somebody wrote, UTF-8
 *
 * Returns: (transfer full): the same without suspicious symbols, with milder words, and without blanks around it
 */
char *
bakery_word_filter_clean (const char *text)
{
  g_autofree char *kept = drop_symbols (text);
  GString *cleaned = g_string_sized_new (strlen (kept));
  const char *next = kept;

  while (*next != '\0')
    {
      const char *end = next;

      while (*end != '\0' && g_unichar_isalnum (g_utf8_get_char (end)))
        end = g_utf8_next_char (end);
      if (end > next)
        {
          append_word (cleaned, next, (gsize) (end - next));
          next = end;
          continue;
        }
      g_string_append_unichar (cleaned, g_utf8_get_char (next));
      next = g_utf8_next_char (next);
    }

  return g_strstrip (g_string_free (cleaned, FALSE));
}
