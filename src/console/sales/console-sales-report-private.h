/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Empty reports, for the file that reads them. Any thread. */

#pragma once

#include "console-sales-report.h"

G_BEGIN_DECLS

ConsoleSalesFigures *console_sales_figures_new_days (ConsoleDayRange range);
ConsoleSalesReport *console_sales_report_new (const ConsoleSalesQuery *query);

G_END_DECLS
