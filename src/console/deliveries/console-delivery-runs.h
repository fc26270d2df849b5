/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The runs of drivers that are planned, under way or were ended today, and where the drivers are. Main thread; the reading
 * happens on a reader's thread. */

#pragma once

#include "bakery-delivery.h"
#include "console-map-points.h"
#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleDeliveryRun:
 * @delivery: (owned): the run, with a stop for each of its orders, also for those that the server has not heard of yet
 * @position: (owned) (nullable): where the driver was last, without its trail
 * @trail: (owned) (nullable) (element-type ConsoleMapPoint): where the driver came from, up to @position; %NULL without one
 * @driver: (owned) (nullable): what the driver is called, where it is known
 * @waits: whether a change of it has not reached the server
 *
 * One run.
 */
typedef struct
{
  BakeryDelivery *delivery;
  BakeryPosition *position;
  GArray *trail;
  char *driver;
  gboolean waits;
} ConsoleDeliveryRun;

gboolean console_delivery_run_is_open (const ConsoleDeliveryRun *self);

/**
 * ConsoleDeliveryRuns:
 *
 * Follows the cache; however often positions come, it reads no more than once a second.
 *
 * Signals: `updated`: what is there may have changed.
 */
#define CONSOLE_TYPE_DELIVERY_RUNS (console_delivery_runs_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleDeliveryRuns, console_delivery_runs, CONSOLE, DELIVERY_RUNS, GObject)

ConsoleDeliveryRuns *console_delivery_runs_new (ConsoleRepository *repository);
void console_delivery_runs_set_store (ConsoleDeliveryRuns *self,
                                      gint64 store,
                                      gint64 since);
void console_delivery_runs_name_driver (ConsoleDeliveryRuns *self,
                                        gint64 driver,
                                        const char *name);
GHashTable *console_delivery_runs_get_names (ConsoleDeliveryRuns *self);
guint console_delivery_runs_get_n (ConsoleDeliveryRuns *self);
const ConsoleDeliveryRun *console_delivery_runs_get (ConsoleDeliveryRuns *self,
                                                     guint position);
const ConsoleDeliveryRun *console_delivery_runs_find (ConsoleDeliveryRuns *self,
                                                      gint64 delivery);
const ConsoleDeliveryRun *console_delivery_runs_find_order (ConsoleDeliveryRuns *self,
                                                            gint64 order,
                                                            guint *ret_stop);

G_END_DECLS
