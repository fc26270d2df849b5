/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Statements: bindings and columns of every type, the cache, and how steps tell an end from an error. */

#include "config.h"

#include "storage-fixture.h"

static BakeryStatement *
prepare (BakeryConnection *connection,
         const char       *sql)
{
  g_autoptr(GError) error = NULL;
  BakeryStatement *statement;

  statement = bakery_connection_prepare (connection, sql, &error);
  g_assert_no_error (error);
  g_assert_nonnull (statement);
  return statement;
}

static gboolean
step (BakeryStatement *statement)
{
  g_autoptr(GError) error = NULL;
  gboolean row;

  g_assert_true (bakery_statement_step (statement, &row, &error));
  g_assert_no_error (error);
  return row;
}

static void
test_types (StorageFixture *fixture,
            gconstpointer   unused)
{
  static const guint8 bytes[] = { 0, 1, 0, 255 };
  g_autoptr(BakeryStatement) statement = prepare (fixture->connection, "SELECT $1, $2, $3, $4, $5, $6");
  gsize length;

  bakery_statement_bind_int (statement, 1, G_MININT64);
  bakery_statement_bind_real (statement, 2, 0.1);
  bakery_statement_bind_text (statement, 3, "Crème brûlée");
  bakery_statement_bind_blob (statement, 4, bytes, sizeof bytes);
  bakery_statement_bind_null (statement, 5);
  bakery_statement_bind_text (statement, 6, NULL);

  g_assert_true (step (statement));
  g_assert_cmpuint (bakery_statement_get_n_columns (statement), ==, 6);
  g_assert_cmpint (bakery_statement_get_int (statement, 0), ==, G_MININT64);
  g_assert_cmpfloat (bakery_statement_get_real (statement, 1), ==, 0.1);
  g_assert_cmpstr (bakery_statement_peek_text (statement, 2), ==, "Crème brûlée");
  g_assert_cmpmem (bakery_statement_peek_blob (statement, 3, &length), 4, bytes, sizeof bytes);
  g_assert_cmpuint (length, ==, sizeof bytes);

  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpint (bakery_statement_is_null (statement, i), ==, i >= 4);
    }

  g_assert_null (bakery_statement_peek_text (statement, 4));
  g_assert_null (bakery_statement_dup_text (statement, 4));
  g_assert_null (bakery_statement_peek_blob (statement, 4, &length));
  g_assert_cmpint (bakery_statement_get_int (statement, 4), ==, 0);
  g_assert_false (step (statement));
}

/* A NULL goes exactly where it was bound, whatever the order of the placeholders in the text. */
static void
test_positions (StorageFixture *fixture,
                gconstpointer   unused)
{
  for (guint null = 1; null <= 3; null++)
    {
      g_autoptr(BakeryStatement) statement = prepare (fixture->connection, "SELECT $3, $1, $2, $1");

      for (guint i = 1; i <= 3; i++)
        {
          if (i == null)
            {
              bakery_statement_bind_null (statement, i);
            }
          else
            {
              bakery_statement_bind_int (statement, i, i * 10);
            }
        }

      g_assert_true (step (statement));
      g_assert_cmpint (bakery_statement_get_int (statement, 0), ==, null == 3 ? 0 : 30);
      g_assert_cmpint (bakery_statement_get_int (statement, 1), ==, null == 1 ? 0 : 10);
      g_assert_cmpint (bakery_statement_get_int (statement, 2), ==, null == 2 ? 0 : 20);
      g_assert_cmpint (bakery_statement_get_int (statement, 3), ==, null == 1 ? 0 : 10);
      g_assert_cmpint (bakery_statement_is_null (statement, 0), ==, null == 3);
      g_assert_cmpint (bakery_statement_is_null (statement, 1), ==, null == 1);
      g_assert_cmpint (bakery_statement_is_null (statement, 2), ==, null == 2);
    }
}

static void
test_empty_values (StorageFixture *fixture,
                   gconstpointer   unused)
{
  g_autoptr(BakeryStatement) statement = prepare (fixture->connection, "SELECT $1, $2, $3");
  gsize length = 1;

  bakery_statement_bind_text (statement, 1, "");
  bakery_statement_bind_blob (statement, 2, "", 0);
  bakery_statement_bind_blob (statement, 3, NULL, 0);

  g_assert_true (step (statement));
  g_assert_cmpstr (bakery_statement_peek_text (statement, 0), ==, "");
  g_assert_false (bakery_statement_is_null (statement, 1));
  bakery_statement_peek_blob (statement, 1, &length);
  g_assert_cmpuint (length, ==, 0);
  g_assert_true (bakery_statement_is_null (statement, 2));
}

static void
test_bad_position (StorageFixture *fixture,
                   gconstpointer   unused)
{
  static const guint positions[] = { 0, 2 };

  for (gsize i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_autoptr(BakeryStatement) statement = prepare (fixture->connection, "SELECT $1");
      g_autoptr(GError) error = NULL;
      gboolean row;

      bakery_statement_bind_int (statement, positions[i], 7);
      g_assert_false (bakery_statement_step (statement, &row, &error));
      g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
    }
}

static void
test_refused_texts (StorageFixture *fixture,
                    gconstpointer   unused)
{
  static const char *const texts[] = {
    "", "  ", "-- nothing", "SELEC 1", "SELECT 1; SELECT 2", "SELECT $2", "SELECT ?", "SELECT :name", "SELECT $1, $3",
    "SELECT \"no such column\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (bakery_connection_prepare (fixture->connection, texts[i], &error));
      g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
    }
}

static void
test_reuse (StorageFixture *fixture,
            gconstpointer   unused)
{
  static const char sql[] = "SELECT $1";
  BakeryStatement *first = prepare (fixture->connection, sql);
  BakeryStatement *second;
  BakeryStatement *third;

  bakery_statement_bind_int (first, 1, 42);
  g_assert_true (step (first));

  /* The same text while the first is lent is a statement of its own. */
  second = prepare (fixture->connection, sql);
  g_assert_true (second != first);
  g_assert_true (step (second));
  g_assert_true (bakery_statement_is_null (second, 0));
  g_assert_cmpint (bakery_statement_get_int (first, 0), ==, 42);
  bakery_statement_release (second);
  bakery_statement_release (first);

  /* Once released the first is lent again, with nothing bound. */
  third = prepare (fixture->connection, sql);
  g_assert_true (third == first);
  g_assert_true (step (third));
  g_assert_true (bakery_statement_is_null (third, 0));
  bakery_statement_release (third);
}

static void
test_inserted_id (StorageFixture *fixture,
                  gconstpointer   unused)
{
  g_autoptr(BakeryStatement) insert = prepare (fixture->connection, "INSERT INTO things (id, name) VALUES ($1, 'bun')");

  bakery_statement_bind_int (insert, 1, 4711);
  g_assert_false (step (insert));
  g_assert_cmpint (bakery_connection_get_inserted_id (fixture->connection), ==, 4711);
}

static void
test_cache_is_bounded (StorageFixture *fixture,
                       gconstpointer   unused)
{
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %u", i % 200);

      g_assert_cmpint (storage_count (fixture->connection, sql), ==, i % 200);
    }
}

static void
test_end_is_no_error (StorageFixture *fixture,
                      gconstpointer   unused)
{
  g_autoptr(BakeryStatement) insert = prepare (fixture->connection, "INSERT INTO things (name) VALUES ('bun')");
  g_autoptr(GError) error = NULL;
  gboolean row = TRUE;

  /* Stepping on after the end does not run the statement again. */
  g_assert_false (step (insert));
  g_assert_false (step (insert));
  g_assert_cmpint (bakery_connection_get_n_changes (fixture->connection), ==, 1);

  g_assert_true (bakery_statement_rewind (insert, &error));
  g_assert_false (bakery_statement_step (insert, &row, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_UNIQUE);
  g_assert_true (row);
  g_clear_error (&error);

  /* And after an error there is none but an error. */
  g_assert_false (bakery_statement_step (insert, &row, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (bakery_statement_run (insert, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
  g_assert_cmpint (storage_count (fixture->connection, "SELECT count(*) FROM things"), ==, 1);
}

static void
test_run_again (StorageFixture *fixture,
                gconstpointer   unused)
{
  static const char *const names[] = { "bun", "tart", "roll" };
  g_autoptr(BakeryStatement) statement = NULL;
  g_autoptr(GError) error = NULL;

  statement = prepare (fixture->connection, "INSERT INTO things (name) VALUES ($1) RETURNING id");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      bakery_statement_bind_text (statement, 1, names[i]);
      g_assert_true (bakery_statement_run (statement, &error));
      g_assert_no_error (error);
    }

  g_assert_cmpint (storage_count (fixture->connection, "SELECT count(*) FROM things"), ==, 3);
}

static void
test_errors (StorageFixture *fixture,
             gconstpointer   unused)
{
  static const struct
  {
    const char        *sql;
    BakeryStorageError code;
    const char        *message;
  } cases[] = {
    { "INSERT INTO things (name) VALUES ('a')", BAKERY_STORAGE_ERROR_UNIQUE, "things.name" },
    { "INSERT INTO things (id, name) VALUES (1, 'b')", BAKERY_STORAGE_ERROR_UNIQUE, "things.id" },
    { "INSERT INTO things (name) VALUES (NULL)", BAKERY_STORAGE_ERROR_CHECK, NULL },
    { "INSERT INTO things (name) VALUES (x'00')", BAKERY_STORAGE_ERROR_CHECK, NULL },
    { "INSERT INTO parts (thing, n) VALUES (9, 1)", BAKERY_STORAGE_ERROR_REFERENCE, NULL },
    { "INSERT INTO parts (thing, n) VALUES (1, -1)", BAKERY_STORAGE_ERROR_CHECK, NULL },
    { "DELETE FROM things", BAKERY_STORAGE_ERROR_REFERENCE, NULL },
  };
  g_autoptr(GError) error = NULL;

  bakery_connection_execute_script (fixture->connection,
                                    "CREATE TABLE parts (thing INTEGER REFERENCES things, n INTEGER CHECK (n >= 0));"
                                    "INSERT INTO things (name) VALUES ('a');"
                                    "INSERT INTO parts VALUES (1, 1);", &error);
  g_assert_no_error (error);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_false (bakery_connection_execute (fixture->connection, cases[i].sql, &error));
      g_assert_error (error, BAKERY_STORAGE_ERROR, (int) cases[i].code);
      if (cases[i].message != NULL)
        {
          g_assert_cmpstr (error->message, ==, cases[i].message);
        }
      g_clear_error (&error);
    }
}

/* A search in FTS5 that does not parse makes SQLite quote it. */
static void
test_errors_hide_values (StorageFixture *fixture,
                         gconstpointer   unused)
{
  g_autoptr(BakeryStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  gboolean row;

  bakery_connection_execute (fixture->connection, "CREATE VIRTUAL TABLE words USING fts5 (word)", &error);
  g_assert_no_error (error);

  statement = prepare (fixture->connection, "SELECT * FROM words WHERE words MATCH $1");
  bakery_statement_bind_text (statement, 1, "secret : \"");
  g_assert_false (bakery_statement_step (statement, &row, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FAILED);
  g_assert_null (strstr (error->message, "secret"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  storage_add_test ("/storage/statement/types", test_types);
  storage_add_test ("/storage/statement/positions", test_positions);
  storage_add_test ("/storage/statement/empty-values", test_empty_values);
  storage_add_test ("/storage/statement/bad-position", test_bad_position);
  storage_add_test ("/storage/statement/refused-texts", test_refused_texts);
  storage_add_test ("/storage/statement/reuse", test_reuse);
  storage_add_test ("/storage/statement/cache-is-bounded", test_cache_is_bounded);
  storage_add_test ("/storage/statement/inserted-id", test_inserted_id);
  storage_add_test ("/storage/statement/end-is-no-error", test_end_is_no_error);
  storage_add_test ("/storage/statement/run-again", test_run_again);
  storage_add_test ("/storage/statement/errors", test_errors);
  storage_add_test ("/storage/statement/errors-hide-values", test_errors_hide_values);

  return g_test_run ();
}
