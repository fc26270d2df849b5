/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The entities of a type that fit a query, as a list model over SQLite: their ids are kept, the entities are read in pages when
 * they are asked for and only some are kept. Main thread; the reading happens on the cache's reader threads. */

#pragma once

#include "console-entity-item.h"
#include "console-entity-query.h"
#include "console-types.h"

G_BEGIN_DECLS

/** Entities that are read at once. */
#define CONSOLE_ENTITY_LIST_PAGE 50

/** Items the list holds beside those that somebody else holds. */
#define CONSOLE_ENTITY_LIST_ITEMS_KEPT 500

/**
 * ConsoleEntityList:
 *
 * A #GListModel of #ConsoleEntityItem. An item may come back before its entity was read and is filled in a moment later.
 * Follows every change of the cache with the smallest `items-changed` it can, and keeps the identity of items.
 *
 * Properties (all notify): `loading` (gboolean: the first answer for the current query is not there yet), `n-items` (guint).
 *
 * Signals: `failed (GError *)`: the cache could not be read.
 */
#define CONSOLE_TYPE_ENTITY_LIST (console_entity_list_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleEntityList, console_entity_list, CONSOLE, ENTITY_LIST, GObject)

ConsoleEntityList *console_entity_list_new (ConsoleRepository *repository,
                                            const BakeryEntityType *type);
const BakeryEntityType *console_entity_list_get_entity_type (ConsoleEntityList *self);
void console_entity_list_set_query (ConsoleEntityList *self,
                                    const ConsoleEntityQuery *query);
gboolean console_entity_list_is_loading (ConsoleEntityList *self);
gboolean console_entity_list_find (ConsoleEntityList *self,
                                   gint64 id,
                                   guint *ret_position);

G_END_DECLS
