/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entities of every cached type in the cache: read, written and removed with a note of it. Runs on the thread of the
 * connection it is given. */

#pragma once

#include "console-cache-changes.h"

G_BEGIN_DECLS

extern const BakeryEntityType *const console_cache_types[];

const BakeryEntityType *console_cache_find_type (const char *name);
gboolean console_cache_read_revision (BakeryConnection *connection,
                                      const BakeryEntityType *type,
                                      gint64 id,
                                      gint64 *ret_revision,
                                      GError **error);
gpointer console_cache_load_entity (BakeryConnection *connection,
                                    const BakeryEntityType *type,
                                    gint64 id,
                                    GError **error);
gboolean console_cache_put_entity (BakeryConnection *connection,
                                   gpointer entity,
                                   ConsoleCacheChanges *changes,
                                   GError **error);
gboolean console_cache_remove_entity (BakeryConnection *connection,
                                      const BakeryEntityType *type,
                                      gint64 id,
                                      ConsoleCacheChanges *changes,
                                      GError **error);

G_END_DECLS
