/* SPDX-License-Identifier: GPL-3.0-or-later */

/* console-cache-fill FOLDER N: fills an account's cache in FOLDER with N orders around this moment, for benchmarks. */

#include "config.h"

#include "console-fill.h"

#include <stdlib.h>

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  guint64 n_orders;

  if (argc != 3 || !g_ascii_string_to_unsigned (argv[2], 10, 2, 100000000, &n_orders, &error))
    {
      g_printerr ("Usage: console-cache-fill FOLDER N\n");
      return EXIT_FAILURE;
    }
  if (!console_fill_cache (argv[1], (guint) n_orders, g_get_real_time (), &error))
    {
      g_printerr ("console-cache-fill: %s\n", error->message);
      return EXIT_FAILURE;
    }

  return EXIT_SUCCESS;
}
