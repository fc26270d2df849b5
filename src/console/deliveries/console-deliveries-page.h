/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_DELIVERIES_PAGE (console_deliveries_page_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleDeliveriesPage, console_deliveries_page, CONSOLE, DELIVERIES_PAGE, ConsolePage)

G_END_DECLS
