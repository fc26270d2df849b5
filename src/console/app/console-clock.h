/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What time it is, for everything in the console that cares. Tests put a clock of their own in. Main thread. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ConsoleClock:
 *
 * Tells the time in microseconds since 1970 (UTC).
 *
 * Its signal `minute` is emitted once a minute while somebody is connected, and by console_clock_set(); what depends on
 * the passing of time (lanes, ageing) listens to it instead of having timers of its own.
 */
#define CONSOLE_TYPE_CLOCK (console_clock_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleClock, console_clock, CONSOLE, CLOCK, GObject)

ConsoleClock *console_clock_new (void);
gint64 console_clock_get_now (ConsoleClock *self);
void console_clock_set (ConsoleClock *self,
                        gint64 now);

G_END_DECLS
