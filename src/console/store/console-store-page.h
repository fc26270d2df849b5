/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-entity-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_STORE_PAGE (console_store_page_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleStorePage, console_store_page, CONSOLE, STORE_PAGE, ConsoleEntityPage)

G_END_DECLS
