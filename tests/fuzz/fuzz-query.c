/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The query string of a URL, read by a table with a parameter of each type. */

#include "fuzz.h"

#include "bakery-cake.h"
#include "server-query.h"

static const ServerQueryParameter table[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER },
  { "open", SERVER_QUERY_BOOLEAN },
  { "q", SERVER_QUERY_TEXT, 1, 20 },
  { "allergen", SERVER_QUERY_ENUM, 0, 0, &bakery_allergens },
  { "from", SERVER_QUERY_TIME },
  { NULL },
};

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(ServerQuery) query = server_query_new (table, text, violations);

  for (guint i = 0; table[i].name != NULL; i++)
    {
      const char *value = server_query_get_text (query, table[i].name);

      g_assert_true (value == NULL || g_utf8_validate (value, -1, NULL));
      g_assert_true ((value != NULL) == server_query_has (query, table[i].name));
      server_query_get_integer (query, table[i].name, 0);
    }
  if (bakery_violations_is_empty (violations))
    {
      g_assert_cmpint (server_query_get_integer (query, "limit", SERVER_QUERY_DEFAULT_LIMIT), >=, 1);
      g_assert_cmpint (server_query_get_integer (query, "limit", SERVER_QUERY_DEFAULT_LIMIT), <=, 1000);
    }

  return 0;
}
