/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The writer: what shares a commit, what fails alone. */

#include "config.h"

#include "bakery-writer.h"
#include "storage-fixture.h"

#include <signal.h>
#include <sys/resource.h>

typedef struct
{
  StorageFixture storage;
  BakeryWriter  *writer;

  /* Holds the writer up, so that what is submitted meanwhile shares a transaction */
  GMutex gate;

  /* Of the committed function; atomic */
  int n_commits;
  int n_committed_jobs;
} Fixture;

typedef struct
{
  Fixture    *fixture;
  const char *name;
  GError     *error;
  guint       n_done;
  int         n_commits_when_done;
} Job;

static void
committed_cb (guint    n_jobs,
              gpointer user_data)
{
  Fixture *fixture = user_data;

  g_atomic_int_inc (&fixture->n_commits);
  g_atomic_int_add (&fixture->n_committed_jobs, (int) n_jobs);
}

static void
set_up (Fixture      *fixture,
        gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  BakeryConnection *connection;

  storage_fixture_set_up (&fixture->storage, NULL);
  bakery_connection_execute (fixture->storage.connection,
                             "CREATE TABLE parts (thing INTEGER REFERENCES things DEFERRABLE INITIALLY DEFERRED)", &error);
  g_assert_no_error (error);

  connection = bakery_connection_open (fixture->storage.path, 0, &error);
  g_assert_no_error (error);
  g_mutex_init (&fixture->gate);
  fixture->writer = bakery_writer_new (connection, "writer");
  bakery_writer_set_committed_func (fixture->writer, committed_cb, fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer unused)
{
  g_assert_finalize_object (fixture->writer);
  g_mutex_clear (&fixture->gate);
  storage_fixture_tear_down (&fixture->storage, NULL);
}

static gint64
count_things (Fixture *fixture)
{
  return storage_count (fixture->storage.connection, "SELECT count(*) FROM things");
}

static gboolean
pass_gate (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  Fixture *fixture = user_data;

  g_mutex_lock (&fixture->gate);
  g_mutex_unlock (&fixture->gate);
  return TRUE;
}

static void
close_gate (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_mutex_lock (&fixture->gate);
  g_assert_true (bakery_writer_submit (fixture->writer, pass_gate, NULL, fixture, &error));
  while (bakery_writer_get_queue_length (fixture->writer) > 0)
    {
      g_thread_yield ();
    }
}

static gboolean
insert (BakeryConnection *connection,
        gpointer          user_data,
        GError          **error)
{
  return storage_insert_thing (connection, ((Job *) user_data)->name, error);
}

static gboolean
insert_and_give_up (BakeryConnection *connection,
                    gpointer          user_data,
                    GError          **error)
{
  g_assert_true (insert (connection, user_data, error));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "given up");
  return FALSE;
}

static gboolean
insert_orphan (BakeryConnection *connection,
               gpointer          user_data,
               GError          **error)
{
  return bakery_connection_execute (connection, "INSERT INTO parts VALUES (99)", error);
}

static gboolean
insert_much (BakeryConnection *connection,
             gpointer          user_data,
             GError          **error)
{
  return bakery_connection_execute (connection,
                                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                                    "INSERT INTO things (name) SELECT printf ('%500d', i) FROM n", error);
}

static void
done_cb (const GError *error,
         gpointer      user_data)
{
  Job *job = user_data;

  job->n_done++;
  job->n_commits_when_done = g_atomic_int_get (&job->fixture->n_commits);
  job->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
submit (Fixture              *fixture,
        Job                  *job,
        BakeryTransactionFunc func,
        const char           *name)
{
  g_autoptr(GError) error = NULL;

  *job = (Job) { .fixture = fixture, .name = name };
  g_assert_true (bakery_writer_submit (fixture->writer, func, done_cb, job, &error));
  g_assert_no_error (error);
}

/* Lets the jobs behind the gate run, and waits for them. The job to wait with may share their transaction and its fate. */
static void
open_gate (Fixture *fixture)
{
  g_mutex_unlock (&fixture->gate);
  bakery_writer_run (fixture->writer, pass_gate, fixture, NULL);
}

static void
test_many_jobs_one_commit (Fixture      *fixture,
                           gconstpointer unused)
{
  Job jobs[200];
  char names[G_N_ELEMENTS (jobs)][8];

  close_gate (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      g_snprintf (names[i], sizeof names[i], "%u", i);
      submit (fixture, &jobs[i], insert, names[i]);
    }
  g_assert_cmpint (count_things (fixture), ==, 0);
  open_gate (fixture);

  g_assert_cmpint (g_atomic_int_get (&fixture->n_commits), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_committed_jobs), >=, G_N_ELEMENTS (jobs));
  g_assert_cmpint (count_things (fixture), ==, G_N_ELEMENTS (jobs));
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      g_assert_no_error (jobs[i].error);
      g_assert_cmpuint (jobs[i].n_done, ==, 1);
      g_assert_cmpint (jobs[i].n_commits_when_done, ==, 1);
    }
}

static void
test_job_fails_alone (Fixture      *fixture,
                      gconstpointer unused)
{
  Job jobs[4];

  close_gate (fixture);
  submit (fixture, &jobs[0], insert, "bun");
  submit (fixture, &jobs[1], insert_and_give_up, "tart");
  submit (fixture, &jobs[2], insert, "bun");
  submit (fixture, &jobs[3], insert, "roll");
  open_gate (fixture);

  g_assert_no_error (jobs[0].error);
  g_assert_error (jobs[1].error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_error (jobs[2].error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_UNIQUE);
  g_assert_cmpstr (jobs[2].error->message, ==, "things.name");
  g_assert_no_error (jobs[3].error);
  g_assert_cmpint (count_things (fixture), ==, 2);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_commits), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_committed_jobs), >=, 2);

  g_clear_error (&jobs[1].error);
  g_clear_error (&jobs[2].error);
}

static void
test_nothing_written (Fixture      *fixture,
                      gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  Job job = { .fixture = fixture, .name = "bun" };

  g_assert_true (bakery_writer_run (fixture->writer, pass_gate, fixture, &error));
  g_assert_no_error (error);
  g_assert_false (bakery_writer_run (fixture->writer, insert_and_give_up, &job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_commits), ==, 0);
  g_assert_cmpint (count_things (fixture), ==, 0);
}

static void
test_failed_commit (Fixture      *fixture,
                    gconstpointer unused)
{
  Job jobs[4];

  close_gate (fixture);
  submit (fixture, &jobs[0], insert, "bun");
  submit (fixture, &jobs[1], insert_orphan, NULL);
  submit (fixture, &jobs[2], insert_and_give_up, "tart");
  submit (fixture, &jobs[3], insert, "roll");
  open_gate (fixture);

  g_assert_error (jobs[0].error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_REFERENCE);
  g_assert_error (jobs[1].error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_REFERENCE);
  g_assert_error (jobs[2].error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_error (jobs[3].error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_REFERENCE);
  g_assert_cmpint (count_things (fixture), ==, 0);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_commits), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      g_clear_error (&jobs[i].error);
    }
}

static void
limit_file_size (gint64 bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes < 0 ? limit.rlim_max : (rlim_t) bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* A job that costs the whole transaction takes those with it that ran before it in the batch, and no other. */
static void
test_full_disk (Fixture      *fixture,
                gconstpointer unused)
{
  Job jobs[3];

  signal (SIGXFSZ, SIG_IGN);
  limit_file_size (1 << 20);
  close_gate (fixture);
  submit (fixture, &jobs[0], insert, "before");
  submit (fixture, &jobs[1], insert_much, NULL);
  submit (fixture, &jobs[2], insert, "after");
  open_gate (fixture);
  limit_file_size (-1);

  g_assert_error (jobs[0].error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FULL);
  g_assert_error (jobs[1].error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_FULL);
  g_assert_no_error (jobs[2].error);
  g_assert_cmpint (count_things (fixture), ==, 1);
  g_assert_cmpint (storage_count (fixture->storage.connection,
                                  "SELECT count(*) FROM things WHERE name = 'after'"), ==, 1);
  g_clear_error (&jobs[0].error);
  g_clear_error (&jobs[1].error);

  submit (fixture, &jobs[1], insert_much, NULL);
  g_assert_true (bakery_writer_run (fixture->writer, pass_gate, fixture, NULL));
  g_assert_no_error (jobs[1].error);
  g_assert_cmpint (count_things (fixture), ==, 20001);
}

static void
test_stop_drains (Fixture      *fixture,
                  gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  Job jobs[3];

  close_gate (fixture);
  submit (fixture, &jobs[0], insert, "bun");
  submit (fixture, &jobs[1], insert, "tart");
  g_mutex_unlock (&fixture->gate);
  bakery_writer_stop (fixture->writer);

  g_assert_cmpuint (jobs[0].n_done + jobs[1].n_done, ==, 2);
  g_assert_cmpint (count_things (fixture), ==, 2);
  g_assert_false (bakery_writer_submit (fixture->writer, insert, done_cb, &jobs[2], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (bakery_writer_run (fixture->writer, insert, &jobs[2], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_queue_is_bounded (Fixture      *fixture,
                       gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  close_gate (fixture);
  for (guint i = 0; i < BAKERY_WRITER_MAXIMUM_QUEUE; i++)
    {
      g_assert_true (bakery_writer_submit (fixture->writer, pass_gate, NULL, fixture, &error));
    }
  g_assert_false (bakery_writer_submit (fixture->writer, pass_gate, NULL, fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_mutex_unlock (&fixture->gate);
}

typedef struct
{
  GMainLoop *loop;
  GThread   *thread;
  GError    *error;
  gboolean   freed;
} Async;

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  Async *async = user_data;

  g_assert_true (g_thread_self () == async->thread);
  g_assert_cmpint (bakery_writer_run_finish (BAKERY_WRITER (object), result, &async->error), ==, async->error == NULL);
  g_main_loop_quit (async->loop);
}

static void
run_async (Fixture              *fixture,
           BakeryTransactionFunc func,
           GCancellable         *cancellable,
           GError              **error)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Async async = { .loop = loop, .thread = g_thread_self () };
  Job *job = g_new0 (Job, 1);

  job->fixture = fixture;
  job->name = "bun";
  bakery_writer_run_async (fixture->writer, func, job, g_free, cancellable, ran_cb, &async);
  g_main_loop_run (loop);
  g_propagate_error (error, async.error);
}

static gboolean
insert_and_cancel (BakeryConnection *connection,
                   gpointer          user_data,
                   GError          **error)
{
  g_cancellable_cancel (g_object_get_data (G_OBJECT (((Job *) user_data)->fixture->writer), "cancellable"));
  return insert (connection, user_data, error);
}

static void
test_async (Fixture      *fixture,
            gconstpointer unused)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  run_async (fixture, insert_and_give_up, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);

  /* Cancelled before it began: not written. */
  g_cancellable_cancel (cancelled);
  run_async (fixture, insert, cancelled, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (count_things (fixture), ==, 0);

  /* Cancelled after it began: written. */
  g_object_set_data (G_OBJECT (fixture->writer), "cancellable", cancellable);
  run_async (fixture, insert_and_cancel, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (count_things (fixture), ==, 1);

  run_async (fixture, insert, NULL, &error);
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_UNIQUE);
  g_clear_error (&error);

  bakery_writer_stop (fixture->writer);
  run_async (fixture, insert, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add(name, test) g_test_add ("/storage/writer/" name, Fixture, NULL, set_up, test, tear_down)
  add ("many-jobs-one-commit", test_many_jobs_one_commit);
  add ("job-fails-alone", test_job_fails_alone);
  add ("nothing-written", test_nothing_written);
  add ("failed-commit", test_failed_commit);
  add ("full-disk", test_full_disk);
  add ("stop-drains", test_stop_drains);
  add ("queue-is-bounded", test_queue_is_bounded);
  add ("async", test_async);
#undef add

  return g_test_run ();
}
