/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The change log: one row per entity, moved to the newest revision at each change. Called inside a writer's transaction by
 * whatever writes an entity that consoles may cache. */

#pragma once

#include "bakery-connection.h"
#include "bakery-entity.h"

G_BEGIN_DECLS

/** The store of a change that concerns every store. */
#define SERVER_CHANGES_EVERY_STORE G_GINT64_CONSTANT (0)

/** The store of a change that only those hear of who hear of everything. */
#define SERVER_CHANGES_NO_STORE G_GINT64_CONSTANT (-1)

/**
 * ServerChangesRows:
 * @type: what they are; of a table with a store
 * @condition: SQL that tells which, with $1 for a number
 * @are_removed: whether they are about to be removed
 *
 * Rows that are changed by a statement, not one by one.
 */
typedef struct
{
  const BakeryEntityType *type;
  const char *condition;
  gboolean are_removed;
} ServerChangesRows;

gboolean server_changes_next_revision (BakeryConnection *connection,
                                       gint64 *ret_revision,
                                       GError **error);
gboolean server_changes_record (BakeryConnection *connection,
                                gconstpointer entity,
                                gint64 store,
                                gboolean is_deleted,
                                gint64 now,
                                GError **error);
gboolean server_changes_tell_again (BakeryConnection *connection,
                                    const BakeryEntityType *type,
                                    gint64 id,
                                    gint64 now,
                                    GError **error);
gboolean server_changes_touch (BakeryConnection *connection,
                               const ServerChangesRows *rows,
                               gint64 value,
                               gint64 now,
                               GError **error);
gboolean server_changes_get_newest (BakeryConnection *connection,
                                    gint64 *ret_revision,
                                    GError **error);
gboolean server_changes_prune (BakeryConnection *connection,
                               gint64 before,
                               GError **error);

G_END_DECLS
