/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-bake-reader.h"
#include "console-calendar.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_BAKE_NEEDS (console_bake_needs_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleBakeNeeds, console_bake_needs, CONSOLE, BAKE_NEEDS, AdwBin)

void console_bake_needs_show (ConsoleBakeNeeds *self,
                              ConsoleBake *bake,
                              const ConsoleCalendar *calendar);

G_END_DECLS
