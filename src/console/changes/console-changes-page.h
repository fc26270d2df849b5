/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of changes that have not reached the server: nothing that was done offline is out of sight. Main thread. */

#pragma once

#include "console-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_CHANGES_PAGE (console_changes_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleChangesPage, console_changes_page, CONSOLE, CHANGES_PAGE, ConsolePage)

G_END_DECLS
