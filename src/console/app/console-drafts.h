/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed into forms and not saved: kept when a person leaves a form, until they come back, save it or drop it. In
 * memory: it ends with the console, which asks first. It links no GTK. Main thread. */

#pragma once

#include "bakery-entity.h"
#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleDrafts:
 *
 * Signals: `changed (const char *type_name, gint64 id)`: there is another draft of that entity, or none any more.
 */
#define CONSOLE_TYPE_DRAFTS (console_drafts_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleDrafts, console_drafts, CONSOLE, DRAFTS, GObject)

/**
 * ConsoleDraft:
 * @base: what was saved when somebody began to type; its id is 0 where nothing was
 * @entity: what they made of it
 * @is_valid: whether it could be saved as it is
 *
 * One draft. Borrowed from the #ConsoleDrafts until they change.
 */
typedef struct
{
  BakeryEntity *base;
  BakeryEntity *entity;
  gboolean is_valid;
} ConsoleDraft;

ConsoleDrafts *console_drafts_new (void);
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
void console_drafts_clear (ConsoleDrafts *self);
guint console_drafts_get_n_drafts (ConsoleDrafts *self);
const ConsoleDraft *console_drafts_peek (ConsoleDrafts *self,
                                         guint position);

G_END_DECLS
