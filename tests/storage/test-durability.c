/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a writer has acknowledged is there after the program was killed. */

#include "config.h"

#include "bakery-writer.h"
#include "storage-fixture.h"

#include <signal.h>
#include <unistd.h>

/* The option that makes this program the child of the durability test. */
#define WRITE_UNTIL_KILLED "--write-until-killed"

static gboolean
insert_number (BakeryConnection *connection,
               gpointer          number,
               GError          **error)
{
  g_autofree char *name = g_strdup_printf ("%d", GPOINTER_TO_INT (number));

  return storage_insert_thing (connection, name, error);
}

static void
acknowledge_cb (const GError *error,
                gpointer      number)
{
  char line[16];
  int length = g_snprintf (line, sizeof line, "%d\n", GPOINTER_TO_INT (number));

  g_assert_no_error (error);
  if (write (STDOUT_FILENO, line, (gsize) length) != length)
    {
      _exit (1);
    }
}

/* The child: writes until it is killed, and prints each number once it is acknowledged. */
static int
write_until_killed (const char *path)
{
  g_autoptr(GError) error = NULL;
  BakeryConnection *connection = bakery_connection_open (path, 0, &error);
  g_autoptr(BakeryWriter) writer = NULL;

  g_assert_no_error (error);
  writer = bakery_writer_new (connection, "writer");
  for (int number = 1; number < 1000000; number++)
    {
      while (!bakery_writer_submit (writer, insert_number, acknowledge_cb, GINT_TO_POINTER (number), NULL))
        {
          g_usleep (100);
        }
    }

  return 0;
}

static void
assert_all_there (BakeryConnection *connection,
                  const char       *numbers)
{
  g_auto(GStrv) lines = g_strsplit (numbers, "\n", -1);
  g_autoptr(BakeryStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  gboolean row;

  statement = bakery_connection_prepare (connection, "SELECT 1 FROM things WHERE name = $1", &error);
  g_assert_no_error (error);

  /* The last one may be cut off. */
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    {
      bakery_statement_bind_text (statement, 1, lines[i]);
      g_assert_true (bakery_statement_step (statement, &row, &error));
      g_assert_true (row);
      g_assert_true (bakery_statement_rewind (statement, &error));
    }
}

static void
test_survives_kill (StorageFixture *fixture,
                    gconstpointer   unused)
{
  for (guint round = 1; round <= 4; round++)
    {
      g_autoptr(GSubprocess) child = NULL;
      g_autoptr(GString) numbers = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      char buffer[4096];
      gssize n_read;

      g_assert_true (bakery_connection_execute (fixture->connection, "DELETE FROM things", &error));
      g_clear_pointer (&fixture->connection, bakery_connection_close);
      child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                "/proc/self/exe", WRITE_UNTIL_KILLED, fixture->path, NULL);
      g_assert_no_error (error);

      while ((n_read = g_input_stream_read (g_subprocess_get_stdout_pipe (child), buffer, sizeof buffer,
                                            NULL, &error)) > 0)
        {
          g_string_append_len (numbers, buffer, n_read);
          if (numbers->len > round * 1000)
            {
              g_subprocess_force_exit (child);
            }
        }
      g_assert_true (g_subprocess_wait (child, NULL, &error));
      g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);

      fixture->connection = bakery_connection_open (fixture->path, 0, &error);
      g_assert_no_error (error);
      assert_all_there (fixture->connection, numbers->str);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], WRITE_UNTIL_KILLED))
    {
      return write_until_killed (argv[2]);
    }

  g_test_init (&argc, &argv, NULL);

  storage_add_test ("/storage/durability/survives-kill", test_survives_kill);

  return g_test_run ();
}
