/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed into forms and not saved: kept when a person leaves a form, and when the console ends, until they save it or
 * drop it. It links no GTK. Main thread. */

#pragma once

#include "console-draft-rows.h"
#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleDrafts:
 *
 * Signals: `changed (const char *type_name, gint64 id)`: there is another draft of that entity, or none any more;
 * `restored (guint n)`: so many drafts of an earlier run of the console are back, more than none.
 */
#define CONSOLE_TYPE_DRAFTS (console_drafts_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleDrafts, console_drafts, CONSOLE, DRAFTS, GObject)

ConsoleDrafts *console_drafts_new (void);
void console_drafts_set_cache (ConsoleDrafts *self,
                               ConsoleCache *cache);
void console_drafts_put (ConsoleDrafts *self,
                         gconstpointer base,
                         gconstpointer entity,
                         gboolean is_valid);
const ConsoleDraft *console_drafts_find (ConsoleDrafts *self,
                                         const BakeryEntityType *type,
                                         gint64 id);
void console_drafts_remove (ConsoleDrafts *self,
                            const BakeryEntityType *type,
                            gint64 id);
void console_drafts_rename (ConsoleDrafts *self,
                            const char *type_name,
                            gint64 local_id,
                            gint64 id);
guint console_drafts_get_n_drafts (ConsoleDrafts *self);
const ConsoleDraft *console_drafts_peek (ConsoleDrafts *self,
                                         guint position);

G_END_DECLS
