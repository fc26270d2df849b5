/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Passwords that whoever guesses tries first (NIST SP 800-63B, 5.1.1.2): those that most people take, and what everybody knows
 * of the account. The list is of those from eight characters on among the 20,000 that were found most often in what was stolen
 * from other sites, as Royce Williams counted them and Django ships them; in lower case, sorted by their bytes, and built into
 * the program. Stateless; any thread. */

#include "bakery-password.h"

#include "bakery-data.h"

#include <gio/gio.h>
#include <string.h>

#define LIST "/org/sweetspot/domain/common-passwords.txt"

/* A shorter word stands in too many passwords by chance. */
#define SHORTEST_WORD 4

static int
compare_line (const char *password,
              const char *line,
              gsize       length)
{
  int order = strncmp (password, line, length);

  return order != 0 ? order : password[length] != '\0';
}

/* Searches sorted lines, each of which ends with a line break. */
static gboolean
has_line (const char *text,
          gsize       size,
          const char *password)
{
  const char *begin = text;
  const char *end = text + size;

  while (begin < end)
    {
      const char *line = begin + (end - begin) / 2;
      gsize length;
      int order;

      while (line > begin && line[-1] != '\n')
        line--;
      length = (gsize) ((const char *) memchr (line, '\n', (gsize) (end - line)) - line);
      order = compare_line (password, line, length);
      if (order == 0)
        return TRUE;
      if (order < 0)
        end = line;
      else
        begin = line + length + 1;
    }

  return FALSE;
}

/**
 * bakery_password_is_common:
 * @password: in clear
 *
 * Returns: whether it is one that many people take, in capitals or not
 */
gboolean
bakery_password_is_common (const char *password)
{
  g_autoptr(GBytes) list =
    g_resource_lookup_data (bakery_data_get_resource (), LIST, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *lower = g_ascii_strdown (password, -1);
  gsize size;
  const char *text = g_bytes_get_data (list, &size);

  return has_line (text, size, lower);
}

/**
 * bakery_password_contains:
 * @password: in clear
 * @word: (nullable): what everybody knows of its account, such as a name
 *
 * Returns: whether @word is a part of it, in capitals or not
 */
gboolean
bakery_password_contains (const char *password,
                          const char *word)
{
  g_autofree char *folded_password = g_utf8_casefold (password, -1);
  g_autofree char *folded_word = word != NULL ? g_utf8_casefold (word, -1) : NULL;

  return folded_word != NULL && g_utf8_strlen (folded_word, -1) >= SHORTEST_WORD &&
         strstr (folded_password, folded_word) != NULL;
}
