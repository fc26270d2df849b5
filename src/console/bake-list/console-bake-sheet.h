/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bake list on paper. */

#pragma once

#include "console-bake-reader.h"
#include "console-calendar.h"
#include "console-sheet.h"

G_BEGIN_DECLS

ConsoleSheet *console_bake_sheet_new (const ConsoleBake *bake,
                                      const ConsoleCalendar *calendar,
                                      const char *store_name);

G_END_DECLS
