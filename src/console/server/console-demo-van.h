/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One of the demo's drivers: takes out whatever delivery is theirs, says each few seconds where the van is, hands over, comes
 * back, and sets out again. Over the REST API, as a driver's telephone would. Main thread. */

#pragma once

#include "console-demo-account.h"

G_BEGIN_DECLS

/**
 * ConsoleDemoVan:
 *
 * Each tick of a timer is a step of its drive: by default a second is a second.
 */
#define CONSOLE_TYPE_DEMO_VAN (console_demo_van_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleDemoVan, console_demo_van, CONSOLE, DEMO_VAN, GObject)

ConsoleDemoVan *console_demo_van_new (ConsoleDemoAccount *driver,
                                      ConsoleDemoAccount *manager,
                                      ConsoleDemoAccount *customer,
                                      guint32 seed);
void console_demo_van_set_pace (ConsoleDemoVan *self,
                                guint tick_milliseconds,
                                double step_seconds);
void console_demo_van_start (ConsoleDemoVan *self);
void console_demo_van_stop (ConsoleDemoVan *self);

G_END_DECLS
