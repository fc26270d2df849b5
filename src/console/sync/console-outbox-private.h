/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outbox for its own files: rows and their SQL on one side, what they mean on the other. */

#pragma once

#include "console-outbox.h"

G_BEGIN_DECLS

gboolean console_outbox_insert (BakeryConnection *connection,
                                const ConsoleOutboxRow *row,
                                GError **error);
gboolean console_outbox_delete (BakeryConnection *connection,
                                gint64 sequence,
                                GError **error);
gboolean console_outbox_update (BakeryConnection *connection,
                                const ConsoleOutboxRow *row,
                                GError **error);
GArray *console_outbox_list_orders (BakeryConnection *connection,
                                    GError **error);
gboolean console_outbox_find_due (BakeryConnection *connection,
                                  gint64 now,
                                  gint64 *ret_sequence,
                                  gint64 *ret_wait_until,
                                  GError **error);

G_END_DECLS
