/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-bake-reader.h"
#include "console-calendar.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_BAKE_GRID (console_bake_grid_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleBakeGrid, console_bake_grid, CONSOLE, BAKE_GRID, AdwBin)

void console_bake_grid_show (ConsoleBakeGrid *self,
                             ConsoleBake *bake,
                             const ConsoleCalendar *calendar);

G_END_DECLS
