/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a waiting change is said to the server. Any thread. */

#pragma once

#include "console-outbox.h"

G_BEGIN_DECLS

const char *console_resource_get_path (const BakeryEntityType *type);
const char *console_outbox_row_get_method (const ConsoleOutboxRow *row);
char *console_outbox_row_dup_path (const ConsoleOutboxRow *row);
char *console_outbox_row_dup_body (const ConsoleOutboxRow *row);

G_END_DECLS
