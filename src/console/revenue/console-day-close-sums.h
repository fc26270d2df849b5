/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sums of a day close as rows, for the dialog that closes and the list of past closes. Main thread. */

#pragma once

#include "bakery-day-close.h"

#include <adwaita.h>

G_BEGIN_DECLS

void console_day_close_show_sums (AdwPreferencesGroup *group,
                                  GPtrArray *rows,
                                  const BakeryDayClose *close);

G_END_DECLS
