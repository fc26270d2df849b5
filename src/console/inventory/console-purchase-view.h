/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-calendar.h"
#include "console-sheet.h"
#include "console-stock.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsolePurchaseView:
 *
 * Properties: `n-chosen` (guint, notifies: how many lines are ticked).
 */
#define CONSOLE_TYPE_PURCHASE_VIEW (console_purchase_view_get_type ())

G_DECLARE_FINAL_TYPE (ConsolePurchaseView, console_purchase_view, CONSOLE, PURCHASE_VIEW, AdwBin)

guint console_purchase_view_show (ConsolePurchaseView *self,
                                  ConsoleStock *stock,
                                  const ConsoleCalendar *calendar);
GArray *console_purchase_view_list_chosen (ConsolePurchaseView *self);
ConsoleSheet *console_purchase_view_create_sheet (ConsolePurchaseView *self,
                                                  const char *store_name);

G_END_DECLS
