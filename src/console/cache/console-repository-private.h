/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The repository for its siblings: which cache it stands on, and the moment its lanes are seen from. Main thread. */

#pragma once

#include "console-cache.h"
#include "console-clock.h"
#include "console-outbox-list.h"
#include "console-repository.h"
#include "console-session.h"

G_BEGIN_DECLS

ConsoleRepository *console_repository_new (ConsoleClock *clock,
                                           ConsoleSession *session,
                                           ConsoleOutboxList *outbox);
void console_repository_set_cache (ConsoleRepository *self,
                                   ConsoleCache *cache);
ConsoleCache *console_repository_get_cache (ConsoleRepository *self);
ConsoleClock *console_repository_get_clock (ConsoleRepository *self);
ConsoleSession *console_repository_get_session (ConsoleRepository *self);
ConsoleOutboxList *console_repository_get_outbox (ConsoleRepository *self);
gboolean console_repository_check_cache (ConsoleRepository *self,
                                         GTask *task);
gint64 console_repository_get_horizon (ConsoleRepository *self,
                                       gint64 store);

G_END_DECLS
