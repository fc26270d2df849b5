/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tour of the console: every view, in several looks, as a picture each. Main thread. */

#pragma once

#include "console-window.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_TOUR (console_tour_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleTour, console_tour, CONSOLE, TOUR, GObject)

/**
 * ConsoleTourDone:
 * @error: (nullable): why not all pictures were made; borrowed
 * @user_data: as given
 *
 * Runs on the main thread once the tour is over.
 */
typedef void (*ConsoleTourDone) (const GError *error,
                                 gpointer user_data);

ConsoleTour *console_tour_new (ConsoleWindow *window,
                               ConsoleWayIn *way_in,
                               const char *directory,
                               const char *patterns);
void console_tour_start (ConsoleTour *self,
                         ConsoleTourDone done,
                         gpointer user_data);

G_END_DECLS
