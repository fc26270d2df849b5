/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-stock.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleCountView:
 *
 * Properties: `n-counted` (guint, notifies: how many items have an amount that can be posted).
 */
#define CONSOLE_TYPE_COUNT_VIEW (console_count_view_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleCountView, console_count_view, CONSOLE, COUNT_VIEW, AdwBin)

guint console_count_view_show (ConsoleCountView *self,
                               const ConsoleStock *stock,
                               const char *words);
GPtrArray *console_count_view_create_movements (ConsoleCountView *self,
                                                gint64 now);
void console_count_view_clear (ConsoleCountView *self);

G_END_DECLS
