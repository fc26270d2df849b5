/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-delivery-runs.h"
#include "console-sheet.h"

#include "bakery-store.h"

G_BEGIN_DECLS

ConsoleSheet *console_run_sheet_new (const ConsoleDeliveryRun *run,
                                     GListModel *destinations,
                                     const BakeryStore *store,
                                     const ConsoleCalendar *calendar);

G_END_DECLS
