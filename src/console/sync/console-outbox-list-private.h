/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outbox list for the repository, which gives it its cache. Main thread. */

#pragma once

#include "console-cache.h"
#include "console-outbox-list.h"

G_BEGIN_DECLS

ConsoleOutboxList *console_outbox_list_new (void);
void console_outbox_list_set_cache (ConsoleOutboxList *self,
                                    ConsoleCache *cache);
guint console_outbox_list_count (ConsoleOutboxList *self,
                                 gboolean decisions);

G_END_DECLS
