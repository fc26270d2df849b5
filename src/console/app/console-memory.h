/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the C library's allocator keeps for the console. */

#pragma once

#include "console-clock.h"

G_BEGIN_DECLS

void console_memory_init (void);
void console_memory_watch (ConsoleClock *clock);

G_END_DECLS
