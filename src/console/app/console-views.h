/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each account looked at last on a page that can show several things: its filters, its order. Kept in the program's
 * settings. It links no GTK. Main thread. */

#pragma once

#include "console-types.h"

G_BEGIN_DECLS

GHashTable *console_views_read (ConsoleContext *context,
                                const char *page);
void console_views_write (ConsoleContext *context,
                          const char *page,
                          GHashTable *view);

G_END_DECLS
