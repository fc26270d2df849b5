/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a fuzz target over the files of a folder, each as one input, and reports them in the Test Anything Protocol: what was
 * found once stays mended, without a fuzzer. */

#include "fuzz.h"

#include <stdlib.h>

static void
run_file (gconstpointer data)
{
  g_autofree char *content = NULL;
  g_autofree guint8 *input = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  g_file_get_contents (data, &content, &size, &error);
  g_assert_no_error (error);

  /* A block of exactly the input's size lets the address sanitizer see a byte read beyond it. */
  input = g_memdup2 (content, MAX (size, 1));
  g_assert_cmpint (LLVMFuzzerTestOneInput (input, size), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GDir) folder = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  folder = argc == 2 ? g_dir_open (argv[1], 0, NULL) : NULL;
  if (folder == NULL)
    return EXIT_FAILURE;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_strconcat ("/", name, NULL);

      g_test_add_data_func_full (path, g_build_filename (argv[1], name, NULL), run_file, g_free);
    }

  return g_test_run ();
}
