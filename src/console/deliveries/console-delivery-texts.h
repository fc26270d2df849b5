/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Deliveries in words, so that the list says all that the map shows. Pure functions; no GTK. */

#pragma once

#include "bakery-store.h"
#include "console-calendar.h"
#include "console-delivery-runs.h"
#include "console-destination.h"

G_BEGIN_DECLS

char *console_destination_dup_title (ConsoleDestination *self);
char *console_destination_dup_address (ConsoleDestination *self);
char *console_destination_dup_details (ConsoleDestination *self,
                                       const ConsoleCalendar *calendar);
char *console_destination_dup_due (ConsoleDestination *self,
                                 const ConsoleCalendar *calendar);
gboolean console_destination_is_late (ConsoleDestination *self,
                                      gint64 now);
char *console_destinations_dup_summary (GListModel *destinations);

double console_delivery_run_get_opacity (const ConsoleDeliveryRun *self,
                                         gint64 now);
char *console_delivery_run_dup_driver (const ConsoleDeliveryRun *self);
char *console_delivery_run_dup_title (const ConsoleDeliveryRun *self);
char *console_delivery_run_dup_details (const ConsoleDeliveryRun *self,
                                        const ConsoleCalendar *calendar);
char *console_delivery_run_dup_shown (const ConsoleDeliveryRun *self,
                                      const ConsoleCalendar *calendar,
                                      gboolean is_followed);
char *console_delivery_run_dup_outcome (const ConsoleDeliveryRun *self,
                                        guint position,
                                        const ConsoleCalendar *calendar);
char *console_delivery_run_dup_stop (const ConsoleDeliveryRun *self,
                                     guint stop,
                                     const ConsoleCalendar *calendar);
char *console_delivery_runs_dup_routing (ConsoleDeliveryRuns *runs);

char *console_destination_dup_way (ConsoleDestination *self,
                                   const BakeryStore *store);

G_END_DECLS
