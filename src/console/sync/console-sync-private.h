/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sync for the context, which starts and stops it. Main thread. */

#pragma once

#include "console-cache.h"
#include "console-clock.h"
#include "console-outbox-list.h"
#include "console-session.h"
#include "console-sync.h"

G_BEGIN_DECLS

ConsoleSync *console_sync_new (ConsoleClock *clock,
                               ConsoleSession *session,
                               ConsoleOutboxList *outbox);
void console_sync_start (ConsoleSync *self,
                         ConsoleCache *cache);
void console_sync_stop (ConsoleSync *self);
void console_sync_set_offline (ConsoleSync *self,
                               gboolean offline);

G_END_DECLS
