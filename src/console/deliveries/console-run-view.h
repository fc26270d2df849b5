/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-delivery-runs.h"
#include "console-destination-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleRunView:
 *
 * Signals: `selected (ConsoleDestination *)`: a person chose a stop, or none; `activated`: they want to see it on the map;
 * `move (gint64 order, guint position)`: they put a stop somewhere else; `updated`: the orders of the stops were read.
 */
#define CONSOLE_TYPE_RUN_VIEW (console_run_view_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleRunView, console_run_view, CONSOLE, RUN_VIEW, AdwBin)

void console_run_view_set_repository (ConsoleRunView *self,
                                      ConsoleRepository *repository,
                                      ConsoleDeliveryRuns *runs,
                                      const ConsoleCalendar *calendar);
void console_run_view_show (ConsoleRunView *self,
                            gint64 id,
                            gboolean may_plan,
                            gboolean is_followed);
void console_run_view_take_focus (ConsoleRunView *self);
GListModel *console_run_view_get_destinations (ConsoleRunView *self);
ConsoleDestination *console_run_view_get_selected (ConsoleRunView *self);
gboolean console_run_view_select (ConsoleRunView *self,
                                  gint64 order);

G_END_DECLS
