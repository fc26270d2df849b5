/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the list makes and updates its items. Main thread. */

#pragma once

#include "console-outbox.h"

G_BEGIN_DECLS

ConsoleOutboxItem *console_outbox_item_new (ConsoleOutboxRow *row);
void console_outbox_item_update (ConsoleOutboxItem *self,
                                 ConsoleOutboxRow *row);

G_END_DECLS
