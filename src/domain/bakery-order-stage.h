/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The life cycle of an order: which moves there are, making one, forcing one, taking one back. Pure functions over an
 * order; the server calls them inside the transaction that stores the result, the console for the change it shows at once. */

#pragma once

#include "bakery-order.h"

G_BEGIN_DECLS

/**
 * BakeryActor:
 * @account: the id of who acts, 0 for the system
 * @name: (nullable): what the timeline calls them
 * @role: what they may do
 *
 * Who makes a move. Borrowed for the duration of a call.
 */
typedef struct
{
  gint64 account;
  const char *name;
  BakeryRole role;
} BakeryActor;

/**
 * BakeryMove:
 * @stage: where to
 * @force: also where the life cycle has no such move; a manager's right, and needs a @reason
 * @reason: (nullable): why, for the timeline; one without a visible character is none
 * @at: when, microseconds since 1970
 * @undo_seconds: how long it can be taken back, at least 0
 * @restocks: of an order that is cancelled after it was begun: whether what was taken for it goes back into stock, and is not
 *   written off as waste
 *
 * One move that somebody asks for.
 */
typedef struct
{
  BakeryStage stage;
  gboolean force;
  const char *reason;
  gint64 at;
  gint64 undo_seconds;
  gboolean restocks;
} BakeryMove;

gboolean bakery_stage_can_follow (BakeryStage from,
                                  BakeryStage to,
                                  BakeryFulfilment fulfilment);
GStrv bakery_stage_dup_allowed (BakeryStage from,
                                BakeryFulfilment fulfilment);
gboolean bakery_stage_get_next (BakeryStage from,
                                BakeryFulfilment fulfilment,
                                BakeryStage *ret_next);
BakeryOrderStatus bakery_stage_to_order_status (BakeryStage stage);
gboolean bakery_stage_is_final (BakeryStage stage);

BakeryOrder *bakery_order_move (const BakeryOrder *order,
                                const BakeryMove *move,
                                const BakeryActor *actor,
                                GError **error);
gboolean bakery_order_can_move (const BakeryOrder *order,
                                BakeryRole role,
                                BakeryStage stage);
gboolean bakery_order_get_next (const BakeryOrder *order,
                                BakeryRole role,
                                BakeryStage *ret_next);
gboolean bakery_order_can_undo (const BakeryOrder *order,
                                const BakeryActor *actor,
                                gint64 at);
BakeryOrder *bakery_order_undo (const BakeryOrder *order,
                                const BakeryActor *actor,
                                gint64 at,
                                GError **error);

G_END_DECLS
