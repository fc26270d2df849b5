/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_ORDERS_PAGE (console_orders_page_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleOrdersPage, console_orders_page, CONSOLE, ORDERS_PAGE, ConsolePage)

G_END_DECLS
