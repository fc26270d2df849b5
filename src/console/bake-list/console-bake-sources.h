/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-bake-reader.h"
#include "console-calendar.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleBakeSources:
 *
 * Signals: `made (gint64 quantity)`: a person says how much of the row is made.
 */
#define CONSOLE_TYPE_BAKE_SOURCES (console_bake_sources_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleBakeSources, console_bake_sources, CONSOLE, BAKE_SOURCES, AdwBin)

void console_bake_sources_show (ConsoleBakeSources *self,
                                ConsoleBake *bake,
                                const BakeryBakeRow *row,
                                const ConsoleCalendar *calendar);

G_END_DECLS
