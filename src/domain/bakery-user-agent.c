/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whoever gives maps and roads away for nothing wants to know who asks, and whom to write to before they close the door: the
 * usage policies of OpenStreetMap's tiles and of Nominatim ask for it. Stateless; any thread. */

#include "config.h"

#include "bakery-user-agent.h"

#include <string.h>

/* What ends a comment in a header, or has no place in one, is left out. */
static void
append_words (GString    *agent,
              const char *words)
{
  g_autoptr(GString) clean = g_string_new (NULL);

  for (const char *p = words != NULL ? words : ""; *p != '\0'; p++)
    {
      if (g_ascii_isprint (*p) && strchr ("()\\;", *p) == NULL)
        g_string_append_c (clean, *p);
    }
  g_strstrip (clean->str);
  if (*clean->str != '\0')
    g_string_append_printf (agent, "%s%s", agent->len > 0 ? "; " : "", clean->str);
}

/**
 * bakery_user_agent_dup:
 * @program: (nullable): which of the programs it is, %NULL where that does not matter
 * @contact: (nullable): an address at which whoever runs it can be reached
 *
 * Returns: (transfer full): the value of a User-Agent header
 */
char *
bakery_user_agent_dup (const char *program,
                       const char *contact)
{
  g_autoptr(GString) words = g_string_new (NULL);

  append_words (words, program);
  append_words (words, contact);

  return words->len > 0 ? g_strdup_printf ("SweetSpot/" PACKAGE_VERSION " (%s)", words->str)
                        : g_strdup ("SweetSpot/" PACKAGE_VERSION);
}
