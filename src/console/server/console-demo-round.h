/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Something for a driver of the demo to take out: cakes ordered, baked, and planned as a delivery. Main thread. */

#pragma once

#include "console-demo-account.h"
#include "console-demo-way.h"

G_BEGIN_DECLS

/**
 * ConsoleDemoRound:
 * @store: the id of the store
 * @driver: the account id of who takes it out
 * @town: where the store is
 * @seed: the same seed asks for the same places
 *
 * What to bring about.
 */
typedef struct
{
  gint64 store;
  gint64 driver;
  ConsoleDemoPlace town;
  guint32 seed;
} ConsoleDemoRound;

void console_demo_round_plan_async (ConsoleDemoAccount *manager,
                                    ConsoleDemoAccount *customer,
                                    const ConsoleDemoRound *round,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gint64 console_demo_round_plan_finish (ConsoleDemoAccount *manager,
                                       GAsyncResult *result,
                                       GError **error);

G_END_DECLS
