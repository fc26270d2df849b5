/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_INVENTORY_PAGE (console_inventory_page_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleInventoryPage, console_inventory_page, CONSOLE, INVENTORY_PAGE, ConsolePage)

G_END_DECLS
