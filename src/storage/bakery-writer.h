/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one thread that writes a database. Jobs queue up; it runs as many as are waiting inside one transaction, each in a
 * savepoint of its own, commits once, and only then tells each job how it ended: many requests, one fsync. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

#define BAKERY_TYPE_WRITER (bakery_writer_get_type ())
G_DECLARE_FINAL_TYPE (BakeryWriter, bakery_writer, BAKERY, WRITER, GObject)

/** The most jobs in one transaction. */
#define BAKERY_WRITER_MAXIMUM_BATCH 256

/** The most jobs that may wait; bakery_writer_submit() refuses one more with %G_IO_ERROR_BUSY. */
#define BAKERY_WRITER_MAXIMUM_QUEUE 8192

/**
 * BakeryWriterDone:
 * @error: (nullable): why nothing was written, or %NULL once it is durable; borrowed
 * @user_data: the job's data
 *
 * Runs on the writer's thread after the commit; must not block.
 */
typedef void (*BakeryWriterDone) (const GError *error,
                                  gpointer user_data);

/**
 * BakeryWriterCommitting:
 * @connection: the writer's connection, in the transaction that is about to be committed
 * @user_data: as given
 *
 * Runs on the writer's thread before each commit of something; must not write. What it prepares for becomes visible to others
 * after it returns, unless the commit fails: then #BakeryWriterCommitted does not follow.
 */
typedef void (*BakeryWriterCommitting) (BakeryConnection *connection,
                                        gpointer user_data);

/**
 * BakeryWriterCommitted:
 * @n_jobs: how many jobs the commit made durable
 * @user_data: as given
 *
 * Runs on the writer's thread after each commit that wrote something, before the jobs' own functions.
 */
typedef void (*BakeryWriterCommitted) (guint n_jobs,
                                       gpointer user_data);

BakeryWriter *bakery_writer_new (BakeryConnection *connection,
                                 const char *thread_name);
void bakery_writer_set_committing_func (BakeryWriter *self,
                                        BakeryWriterCommitting committing,
                                        gpointer user_data);
void bakery_writer_set_committed_func (BakeryWriter *self,
                                       BakeryWriterCommitted committed,
                                       gpointer user_data);
gboolean bakery_writer_submit (BakeryWriter *self,
                               BakeryTransactionFunc func,
                               BakeryWriterDone done,
                               gpointer user_data,
                               GError **error);
gboolean bakery_writer_run (BakeryWriter *self,
                            BakeryTransactionFunc func,
                            gpointer user_data,
                            GError **error);
void bakery_writer_run_async (BakeryWriter *self,
                              BakeryTransactionFunc func,
                              gpointer user_data,
                              GDestroyNotify user_data_free,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer callback_data);
gboolean bakery_writer_run_finish (BakeryWriter *self,
                                   GAsyncResult *result,
                                   GError **error);
void bakery_writer_stop (BakeryWriter *self);
gboolean bakery_writer_is_on_thread (BakeryWriter *self);
guint bakery_writer_get_queue_length (BakeryWriter *self);

G_END_DECLS
