/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a timer in the database is to do now (D-14): rows that become due at an instant. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

gboolean server_due_has_any (BakeryConnection *connection,
                             const char *sql,
                             gint64 now,
                             gboolean *ret_has_any,
                             GError **error);
GArray *server_due_select (BakeryConnection *connection,
                           const char *sql,
                           gint64 now,
                           GError **error);

G_END_DECLS
