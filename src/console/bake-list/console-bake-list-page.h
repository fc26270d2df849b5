/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_BAKE_LIST_PAGE (console_bake_list_page_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleBakeListPage, console_bake_list_page, CONSOLE, BAKE_LIST_PAGE, ConsolePage)

G_END_DECLS
