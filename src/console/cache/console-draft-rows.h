/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed and not saved, as rows beside the outbox. Writer's thread, except making and freeing a draft. */

#pragma once

#include "bakery-connection.h"
#include "bakery-entity.h"

G_BEGIN_DECLS

/**
 * ConsoleDraft:
 * @base: what was saved when somebody began to type; its id is 0 where nothing was
 * @entity: what they made of it
 * @is_valid: whether it could be saved as it is
 *
 * One draft. What it holds does not change.
 */
typedef struct
{
  BakeryEntity *base;
  BakeryEntity *entity;
  gboolean is_valid;
} ConsoleDraft;

ConsoleDraft *console_draft_new (BakeryEntity *base,
                                 BakeryEntity *entity,
                                 gboolean is_valid);
ConsoleDraft *console_draft_copy (const ConsoleDraft *self);
void console_draft_free (ConsoleDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleDraft, console_draft_free)

GPtrArray *console_draft_rows_read (BakeryConnection *connection,
                                    GError **error);
gboolean console_draft_rows_put (BakeryConnection *connection,
                                 const ConsoleDraft *draft,
                                 GError **error);
gboolean console_draft_rows_delete (BakeryConnection *connection,
                                    const BakeryEntityType *type,
                                    gint64 id,
                                    GError **error);
gboolean console_draft_rows_rename (BakeryConnection *connection,
                                    const BakeryEntityType *type,
                                    gint64 local_id,
                                    gint64 id,
                                    GError **error);

G_END_DECLS
