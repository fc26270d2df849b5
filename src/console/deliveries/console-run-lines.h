/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The trail of a van, and the way still to go. */

#pragma once

#include "console-delivery-runs.h"
#include "console-map-marks.h"

G_BEGIN_DECLS

void console_run_append_plan (GArray *lines,
                              const ConsoleDeliveryRun *run);
void console_run_append_trail (GArray *lines,
                               const ConsoleDeliveryRun *run);

G_END_DECLS
