/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Goods that were expected and did not come. Called inside a transaction of the writer. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

gboolean server_stock_overdue_settle (BakeryConnection *connection,
                                      gint64 now,
                                      GError **error);

G_END_DECLS
