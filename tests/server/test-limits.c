/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Token buckets: how many, how soon again, and that the table does not forget who is over the limit. */

#include "config.h"

#include "server-limits.h"

#include <sodium.h>

#define SECOND G_USEC_PER_SEC

static gboolean
take (ServerLimits   *limits,
      ServerLimitKind kind,
      const char     *subject,
      gint64          time)
{
  ServerLimitState state;

  return server_limits_take (limits, kind, subject, time, &state);
}

static void
test_bucket (void)
{
  g_autoptr(ServerLimits) limits = server_limits_new (60, 2, 1);
  ServerLimitState state;

  for (guint i = 0; i < 60; i++)
    {
      g_assert_true (server_limits_take (limits, SERVER_LIMIT_REQUESTS, "a", 1000, &state));
      g_assert_cmpuint (state.quota, ==, 60);
      g_assert_cmpuint (state.remaining, ==, 59 - i);
    }
  g_assert_false (server_limits_take (limits, SERVER_LIMIT_REQUESTS, "a", 1000, &state));
  g_assert_cmpuint (state.remaining, ==, 0);
  g_assert_cmpuint (state.reset_seconds, >=, 1);

  g_assert_true (take (limits, SERVER_LIMIT_REQUESTS, "b", 1000));
  g_assert_true (take (limits, SERVER_LIMIT_REQUESTS, "a", 1000 + 1 * SECOND));
  g_assert_false (take (limits, SERVER_LIMIT_REQUESTS, "a", 1000 + 1 * SECOND));
}

static void
test_kinds (void)
{
  g_autoptr(ServerLimits) limits = server_limits_new (60, 2, 1);

  g_assert_true (take (limits, SERVER_LIMIT_SIGN_INS, "a", 1));
  g_assert_true (take (limits, SERVER_LIMIT_SIGN_INS, "a", 1));
  g_assert_false (take (limits, SERVER_LIMIT_SIGN_INS, "a", 1));
  g_assert_true (take (limits, SERVER_LIMIT_ACCOUNT_SIGN_INS, "a", 1));
  g_assert_false (take (limits, SERVER_LIMIT_ACCOUNT_SIGN_INS, "a", 1));
  g_assert_true (take (limits, SERVER_LIMIT_REQUESTS, "a", 1));
}

static void
test_off (void)
{
  g_autoptr(ServerLimits) limits = server_limits_new (0, 2, 1);

  for (guint i = 0; i < 100; i++)
    g_assert_true (take (limits, SERVER_LIMIT_SIGN_INS, "a", 1));
}

/* A flood of addresses neither grows the table nor clears somebody who keeps knocking. */
static void
test_flood (void)
{
  g_autoptr(ServerLimits) limits = server_limits_new (60, 2, 1);
  gint64 time = 1;

  while (take (limits, SERVER_LIMIT_REQUESTS, "knocking", time))
    ;
  for (guint i = 0; i < 20000; i++)
    {
      char subject[32];

      g_snprintf (subject, sizeof subject, "10.0.%u.%u", i / 256, i % 256);
      g_assert_true (take (limits, SERVER_LIMIT_REQUESTS, subject, ++time));
      if (i % 100 == 0)
        g_assert_false (take (limits, SERVER_LIMIT_REQUESTS, "knocking", time));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (sodium_init () < 0)
    return 1;

  g_test_add_func ("/limits/bucket", test_bucket);
  g_test_add_func ("/limits/kinds", test_kinds);
  g_test_add_func ("/limits/off", test_off);
  g_test_add_func ("/limits/flood", test_flood);

  return g_test_run ();
}
