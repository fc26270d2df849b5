/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-repository.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_LANE_SWITCHER (console_lane_switcher_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleLaneSwitcher, console_lane_switcher, CONSOLE, LANE_SWITCHER, GtkBox)

void console_lane_switcher_set_counts (ConsoleLaneSwitcher *self,
                                       const ConsoleLaneCounts *counts);
void console_lane_switcher_set_news (ConsoleLaneSwitcher *self,
                                     const ConsoleLaneCounts *news,
                                     gboolean is_alert);

G_END_DECLS
