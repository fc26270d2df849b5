/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fills a console's cache with many made-up orders, fast: for tests and benchmarks. Blocks. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

/** The store of the orders, and how far ahead its queue looks. */
#define CONSOLE_FILL_STORE 1
#define CONSOLE_FILL_QUEUE_MINUTES 240

gboolean console_fill_cache (const char *folder,
                             guint n_orders,
                             gint64 now,
                             GError **error);

G_END_DECLS
