/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bake list in words. */

#pragma once

#include "bakery-unmet-demand.h"
#include "console-bake-reader.h"
#include "console-calendar.h"

G_BEGIN_DECLS

const char *console_bake_kind_get_title (BakeryBakeKind kind);
const char *console_unmet_reason_get_title (BakeryUnmetReason reason);
char *console_bake_dup_day (const ConsoleCalendar *calendar,
                            gint64 day);
char *console_bake_row_dup_quantity (const BakeryBakeRow *row,
                                     gint64 quantity);
char *console_bake_row_dup_progress (const BakeryBakeRow *row);
char *console_bake_row_dup_exact (const BakeryBakeRow *row);
char *console_bake_row_dup_details (const BakeryBakeRow *row,
                                    const ConsoleCalendar *calendar);
char *console_bake_dup_source (const BakeryBakeSource *source,
                               const ConsoleCalendar *calendar);

G_END_DECLS
