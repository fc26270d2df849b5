/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Deliveries in words, so that the list says all that the map shows. Pure functions; no GTK. */

#pragma once

#include "bakery-store.h"
#include "console-calendar.h"
#include "console-destination.h"

G_BEGIN_DECLS

char *console_destination_dup_title (ConsoleDestination *self);
char *console_destination_dup_address (ConsoleDestination *self);
char *console_destination_dup_details (ConsoleDestination *self,
                                       const ConsoleCalendar *calendar);
gboolean console_destination_is_late (ConsoleDestination *self,
                                      gint64 now);
char *console_destinations_dup_summary (GListModel *destinations);
char *console_destination_dup_way (ConsoleDestination *self,
                                   const BakeryStore *store);

G_END_DECLS
