/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_REVENUE_PAGE (console_revenue_page_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleRevenuePage, console_revenue_page, CONSOLE, REVENUE_PAGE, ConsolePage)

G_END_DECLS
