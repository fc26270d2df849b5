/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-entity-form.h"

G_BEGIN_DECLS

/**
 * ConsoleEntityEditor:
 *
 * Properties: `folded` (gboolean: it has the page for itself, so it needs a way back), `narrow` (gboolean: the sidebar is
 * hidden), `standalone` (gboolean: there is no list beside it, so the way back leads to the sidebar).
 *
 * Signals: `shown`: another entity is shown, or another state of it; `saved (gint64 id)`: what was typed is in the cache,
 * the entity has that id; `closed`: a person wants to leave.
 *
 * Actions: `form.save`, `form.revert`, `form.close`, `form.resolve`.
 */
#define CONSOLE_TYPE_ENTITY_EDITOR (console_entity_editor_get_type ())

/**
 * ConsoleEntityCreateFunc:
 * @editor: the editor
 * @entity: a new entity that somebody wants to save
 * @user_data: what came with the function
 *
 * Creates an entity at the server instead of in the cache. Ends with console_entity_editor_finish_creation().
 */
typedef struct _ConsoleEntityEditor ConsoleEntityEditor;
typedef void (*ConsoleEntityCreateFunc) (ConsoleEntityEditor *editor,
                                         gconstpointer entity,
                                         gpointer user_data);

G_DECLARE_FINAL_TYPE (ConsoleEntityEditor, console_entity_editor, CONSOLE, ENTITY_EDITOR, AdwBin)

void console_entity_editor_set_up (ConsoleEntityEditor *self,
                                   ConsoleContext *context,
                                   const BakeryEntityType *type,
                                   const ConsoleFormGroup *groups);
ConsoleEntityForm *console_entity_editor_get_form (ConsoleEntityEditor *self);
void console_entity_editor_add_widget (ConsoleEntityEditor *self,
                                       GtkWidget *widget);
void console_entity_editor_set_menu (ConsoleEntityEditor *self,
                                     GMenuModel *menu);
void console_entity_editor_show (ConsoleEntityEditor *self,
                                 gint64 id);
void console_entity_editor_create (ConsoleEntityEditor *self,
                                   gconstpointer initial);
void console_entity_editor_clear (ConsoleEntityEditor *self);
void console_entity_editor_set_create_func (ConsoleEntityEditor *self,
                                            ConsoleEntityCreateFunc func,
                                            gpointer user_data);
void console_entity_editor_finish_creation (ConsoleEntityEditor *self,
                                            gconstpointer entity,
                                            const GError *error);
gint64 console_entity_editor_get_id (ConsoleEntityEditor *self);
gboolean console_entity_editor_has_entity (ConsoleEntityEditor *self);
gboolean console_entity_editor_is_loading (ConsoleEntityEditor *self);

G_END_DECLS
