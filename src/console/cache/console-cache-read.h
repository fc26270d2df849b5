/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Many entities of the cache at once, for what is worked out from all of them. For a reader's thread. */

#pragma once

#include "bakery-connection.h"
#include "bakery-order.h"

G_BEGIN_DECLS

GPtrArray *console_cache_read_entities (BakeryConnection *connection,
                                        const BakeryEntityType *type,
                                        const char *condition,
                                        const gint64 *values,
                                        guint n_values,
                                        GError **error);
const BakeryEntityType *console_cache_get_order_outline (void);

G_END_DECLS
