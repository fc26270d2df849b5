/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A day close on paper. Main thread. */

#pragma once

#include "bakery-day-close.h"
#include "bakery-store.h"
#include "console-sheet.h"

G_BEGIN_DECLS

ConsoleSheet *console_day_close_sheet_new (const BakeryDayClose *close,
                                           const BakeryStore *store);

G_END_DECLS
