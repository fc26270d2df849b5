/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The two files of an account: the outbox, which migrates, and the cache, which is made anew when its schema is another one
 * or when it is damaged. Any thread; blocks. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

#define CONSOLE_CACHE_FILE "cache.db"
#define CONSOLE_OUTBOX_FILE "outbox.db"

BakeryConnection *console_cache_schema_open (const char *folder,
                                             gboolean *ret_replaced,
                                             GError **error);
char *console_cache_schema_set_aside (const char *folder,
                                      GError **error);
gboolean console_cache_schema_remove (const char *folder,
                                      GError **error);

char *console_cache_state_dup (BakeryConnection *connection,
                               const char *name,
                               GError **error);
gboolean console_cache_state_set (BakeryConnection *connection,
                                  const char *name,
                                  const char *value,
                                  GError **error);

G_END_DECLS
