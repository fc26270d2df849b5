/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One row of an entity list, as the widgets see it. Main thread. */

#pragma once

#include "bakery-entity.h"
#include "console-outbox-list.h"

G_BEGIN_DECLS

/**
 * ConsoleEntityItem:
 *
 * The same entity keeps the same item while a list or a widget holds it, also when it moves, so that selection and focus stay.
 *
 * Properties (all notify): `id` (gint64; changes once when an entity made here is given the server's id), `entity` (pointer,
 * see console_entity_item_get_entity(); notifies whenever the content changed, which is what rows bind to), `edit-state`
 * (int, a #ConsoleEditState).
 */
#define CONSOLE_TYPE_ENTITY_ITEM (console_entity_item_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleEntityItem, console_entity_item, CONSOLE, ENTITY_ITEM, GObject)

ConsoleEntityItem *console_entity_item_new (gint64 id);
gint64 console_entity_item_get_id (ConsoleEntityItem *self);
gconstpointer console_entity_item_get_entity (ConsoleEntityItem *self);
ConsoleEditState console_entity_item_get_edit_state (ConsoleEntityItem *self);

void console_entity_item_set_id (ConsoleEntityItem *self,
                                 gint64 id);
void console_entity_item_set_entity (ConsoleEntityItem *self,
                                     gpointer entity);
void console_entity_item_set_edit_state (ConsoleEntityItem *self,
                                         ConsoleEditState state);

G_END_DECLS
