/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a waiting change is called, and what has become of it, in words. Main thread. */

#pragma once

#include "console-outbox-list.h"

G_BEGIN_DECLS

char *console_change_dup_title (ConsoleOutboxItem *item);
const BakeryEntityType *console_change_get_subject (ConsoleOutboxItem *item,
                                                    gint64 *ret_id);
char *console_change_dup_blocked (ConsoleOutboxList *outbox,
                                  gconstpointer entity);
char *console_change_dup_state (ConsoleOutboxList *outbox,
                                ConsoleOutboxItem *item);

G_END_DECLS
