/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A console's model that is signed in to a fake server and in step with it, and what tests wait for. */

#pragma once

#include "console-fixture.h"
#include "console-sync-private.h"
#include "fake-server.h"

G_BEGIN_DECLS

/**
 * SyncBench:
 * @server: what the console is signed in to
 * @console: the model
 * @sync: keeps both in step
 * @queue: the queue of the fake server's store
 * @arrived: the order that arrived last, 0 for none
 */
typedef struct
{
  FakeServer *server;
  ConsoleFixture *console;
  ConsoleSync *sync;
  ConsoleOrderList *queue;
  gint64 arrived;
} SyncBench;

void sync_bench_set_up (SyncBench *self,
                        guint n_orders);
void sync_bench_start (SyncBench *self,
                       guint n_orders);
void sync_bench_finish (SyncBench *self);

gboolean sync_bench_is_online (gpointer bench);
gboolean sync_bench_is_listed (gpointer bench);
gboolean sync_bench_is_sent (gpointer bench);
gboolean sync_bench_wants_decision (gpointer bench);
gboolean sync_bench_has_pending (gpointer bench);

G_END_DECLS
