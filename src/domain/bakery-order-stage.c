/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The life cycle of an order (design: one table of moves). Pure functions; any thread. */

#include "bakery-order-stage.h"

#include "bakery-error.h"
#include "bakery-time.h"
#include "bakery-violations.h"

#include <string.h>

#define BY_DELIVERY (1 << BAKERY_FULFILMENT_DELIVERY)
#define BY_PICKUP (1 << BAKERY_FULFILMENT_PICKUP)
#define EITHER (BY_DELIVERY | BY_PICKUP)

/* The longest reason of a move, in characters. */
#define REASON_MAXIMUM 500

#define CUSTOMERS_TOO (BAKERY_ROLE_CUSTOMER | BAKERY_ROLES_STAFF)

/* Every move there is, who may make it, and for which fulfilments. For each stage the move that leads on comes first. */
static const struct
{
  BakeryStage from;
  BakeryStage to;
  guint       fulfilments;
  BakeryRoles roles;
} moves[] = {
  { BAKERY_STAGE_PENDING, BAKERY_STAGE_CONFIRMED, EITHER, BAKERY_ROLES_STAFF },
  { BAKERY_STAGE_PENDING, BAKERY_STAGE_CANCELLED, EITHER, CUSTOMERS_TOO },
  { BAKERY_STAGE_CONFIRMED, BAKERY_STAGE_BAKING, EITHER, BAKERY_ROLES_STAFF },
  { BAKERY_STAGE_CONFIRMED, BAKERY_STAGE_CANCELLED, EITHER, BAKERY_ROLES_STAFF },
  { BAKERY_STAGE_BAKING, BAKERY_STAGE_READY, EITHER, BAKERY_ROLES_STAFF },
  { BAKERY_STAGE_BAKING, BAKERY_STAGE_CANCELLED, EITHER, BAKERY_ROLES_STAFF },
  { BAKERY_STAGE_READY, BAKERY_STAGE_OUT_FOR_DELIVERY, BY_DELIVERY, BAKERY_ROLES_SHOP },
  { BAKERY_STAGE_READY, BAKERY_STAGE_DELIVERED, BY_PICKUP, BAKERY_ROLES_STAFF },
  { BAKERY_STAGE_OUT_FOR_DELIVERY, BAKERY_STAGE_DELIVERED, EITHER, BAKERY_ROLES_SHOP },
};

/**
 * bakery_stage_can_follow:
 * @from: a stage
 * @to: another one
 * @fulfilment: how the order is handed over
 *
 * Returns: %TRUE if the life cycle has the move from @from to @to
 */
gboolean
bakery_stage_can_follow (BakeryStage      from,
                         BakeryStage      to,
                         BakeryFulfilment fulfilment)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      if (moves[i].from == from && moves[i].to == to && (moves[i].fulfilments & (1 << fulfilment)) != 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * bakery_stage_dup_allowed:
 * @from: a stage
 * @fulfilment: how the order is handed over
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of the stages that can follow, the one that leads on first
 */
GStrv
bakery_stage_dup_allowed (BakeryStage      from,
                          BakeryFulfilment fulfilment)
{
  char **names = g_new0 (char *, G_N_ELEMENTS (moves) + 1);
  gsize n_names = 0;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      if (moves[i].from == from && (moves[i].fulfilments & (1 << fulfilment)) != 0)
        names[n_names++] = g_strdup (bakery_stages.names[moves[i].to]);
    }

  return names;
}

/**
 * bakery_stage_get_next:
 * @from: a stage
 * @fulfilment: how the order is handed over
 * @ret_next: (out): the stage that leads on towards the hand-over
 *
 * Returns: %TRUE if there is one; %FALSE at the end of the life cycle
 */
gboolean
bakery_stage_get_next (BakeryStage      from,
                       BakeryFulfilment fulfilment,
                       BakeryStage     *ret_next)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      if (moves[i].from == from && moves[i].to != BAKERY_STAGE_CANCELLED &&
          (moves[i].fulfilments & (1 << fulfilment)) != 0)
        {
          *ret_next = moves[i].to;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * bakery_stage_to_order_status:
 * @stage: a stage
 *
 * Returns: what document S's clients see of it (D-17)
 */
BakeryOrderStatus
bakery_stage_to_order_status (BakeryStage stage)
{
  static const BakeryOrderStatus statuses[BAKERY_N_STAGES] = {
    [BAKERY_STAGE_PENDING] = BAKERY_ORDER_STATUS_PENDING,
    [BAKERY_STAGE_CONFIRMED] = BAKERY_ORDER_STATUS_PROCESSING,
    [BAKERY_STAGE_BAKING] = BAKERY_ORDER_STATUS_PROCESSING,
    [BAKERY_STAGE_READY] = BAKERY_ORDER_STATUS_PROCESSING,
    [BAKERY_STAGE_OUT_FOR_DELIVERY] = BAKERY_ORDER_STATUS_SHIPPED,
    [BAKERY_STAGE_DELIVERED] = BAKERY_ORDER_STATUS_DELIVERED,
    [BAKERY_STAGE_CANCELLED] = BAKERY_ORDER_STATUS_CANCELLED,
  };

  return statuses[stage];
}

/**
 * bakery_stage_is_final:
 * @stage: a stage
 *
 * Returns: %TRUE if no move leads on from it
 */
gboolean
bakery_stage_is_final (BakeryStage stage)
{
  return stage == BAKERY_STAGE_DELIVERED || stage == BAKERY_STAGE_CANCELLED;
}

static gboolean
role_may_move (BakeryRole  role,
               BakeryStage from,
               BakeryStage to)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      if (moves[i].from == from && moves[i].to == to)
        return (moves[i].roles & role) != 0;
    }

  return FALSE;
}

/* A reason needs something that can be seen. */
static gboolean
has_reason (const BakeryMove *move)
{
  const char *p;

  for (p = move->reason; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isgraph (g_utf8_get_char (p)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_force (const BakeryMove  *move,
             const BakeryActor *actor,
             GError           **error)
{
  if ((actor->role & BAKERY_ROLES_MANAGERS) == 0)
    {
      g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "Only a manager can force an order into a stage.");
      return FALSE;
    }
  if (!has_reason (move))
    {
      bakery_set_error_violation (error, "reason", "Say why the order is forced into this stage.");
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_move (const BakeryOrder *order,
            const BakeryMove  *move,
            const BakeryActor *actor,
            gboolean          *ret_is_forced,
            GError           **error)
{
  if (move->stage == (BakeryStage) order->stage)
    {
      bakery_set_error_stage (error,
                              (const char *const *) order->allowed_stages,
                              "The order is %s already.",
                              bakery_stages.names[order->stage]);
      return FALSE;
    }

  *ret_is_forced = !bakery_stage_can_follow (order->stage, move->stage, order->fulfilment);
  if (*ret_is_forced)
    {
      if (move->force)
        return check_force (move, actor, error);

      bakery_set_error_stage (error,
                              (const char *const *) order->allowed_stages,
                              "An order that is %s cannot become %s.",
                              bakery_stages.names[order->stage],
                              bakery_stages.names[move->stage]);
      return FALSE;
    }

  if (!role_may_move (actor->role, order->stage, move->stage))
    {
      g_set_error (error,
                   BAKERY_ERROR,
                   BAKERY_ERROR_FORBIDDEN,
                   "Your role does not allow to move an order from %s to %s.",
                   bakery_stages.names[order->stage],
                   bakery_stages.names[move->stage]);
      return FALSE;
    }

  return TRUE;
}

static BakeryOrderEvent *
append_event (BakeryOrder         *order,
              BakeryOrderEventKind kind,
              BakeryStage          to,
              gint64               at,
              const BakeryActor   *actor)
{
  BakeryOrderEvent *event = bakery_order_event_new ();

  event->at = at;
  event->kind = kind;
  event->from_stage = order->stage;
  event->to_stage = to;
  event->account = actor->account;
  g_free (event->account_name);
  event->account_name = g_strdup (actor->name != NULL ? actor->name : "");

  if (order->timeline == NULL)
    order->timeline = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (order->timeline, event);

  return event;
}

/* The latest move that still stands, if that is what led to the order's stage. */
static BakeryOrderEvent *
find_standing_move (const BakeryOrder *order)
{
  guint i;

  for (i = order->timeline != NULL ? order->timeline->len : 0; i > 0; i--)
    {
      BakeryOrderEvent *event = g_ptr_array_index (order->timeline, i - 1);
      gboolean is_move = event->kind == BAKERY_ORDER_EVENT_MOVED || event->kind == BAKERY_ORDER_EVENT_FORCED;

      if (is_move && !event->undone)
        return event->to_stage == order->stage ? event : NULL;
    }

  return NULL;
}

static void
set_stage (BakeryOrder *order,
           BakeryStage  stage,
           gint64       at)
{
  const BakeryOrderEvent *standing;

  order->stage = stage;
  order->stage_changed_at = at;
  order->updated_at = at;

  standing = find_standing_move (order);
  order->undo_stage = standing != NULL && standing->undo_until != 0 ? standing->from_stage : -1;
  order->undo_until = standing != NULL ? standing->undo_until : 0;
  bakery_entity_derive (order);
}

/**
 * bakery_order_move:
 * @order: an order with its timeline
 * @move: what is asked
 * @actor: who asks
 * @error: %BAKERY_ERROR_STAGE with the allowed stages, %BAKERY_ERROR_FORBIDDEN, or %BAKERY_ERROR_INVALID for a missing
 *   or overlong reason
 *
 * Moves an order to another stage, and notes it in its timeline.
 *
 * Returns: (transfer full): the order as it is afterwards, or %NULL with @error set; @order stays as it is
 */
BakeryOrder *
bakery_order_move (const BakeryOrder *order,
                   const BakeryMove  *move,
                   const BakeryActor *actor,
                   GError           **error)
{
  g_autoptr(BakeryOrder) moved = NULL;
  BakeryOrderEvent *event;
  gboolean is_forced;

  g_return_val_if_fail (order != NULL, NULL);
  g_return_val_if_fail (move->undo_seconds >= 0, NULL);

  if (!check_move (order, move, actor, &is_forced, error))
    return NULL;
  if (move->reason != NULL && g_utf8_strlen (move->reason, -1) > REASON_MAXIMUM)
    {
      bakery_set_error_violation (error, "reason", "Ensure this field has no more than %d characters.", REASON_MAXIMUM);
      return NULL;
    }

  moved = bakery_order_copy (order);
  event = append_event (moved,
                        is_forced ? BAKERY_ORDER_EVENT_FORCED : BAKERY_ORDER_EVENT_MOVED,
                        move->stage,
                        move->at,
                        actor);
  event->undo_until = move->undo_seconds > 0 ? move->at + move->undo_seconds * BAKERY_SECOND : 0;
  if (has_reason (move))
    {
      g_free (event->reason);
      event->reason = g_strstrip (g_strdup (move->reason));
    }
  set_stage (moved, move->stage, move->at);

  return g_steal_pointer (&moved);
}

/**
 * bakery_order_can_move:
 * @order: an order
 * @role: somebody's role
 * @stage: another stage
 *
 * Returns: whether somebody of the role may move the order there without force
 */
gboolean
bakery_order_can_move (const BakeryOrder *order,
                       BakeryRole         role,
                       BakeryStage        stage)
{
  return bakery_stage_can_follow (order->stage, stage, order->fulfilment) && role_may_move (role, order->stage, stage);
}

/**
 * bakery_order_get_next:
 * @order: an order
 * @role: somebody's role
 * @ret_next: (out): the stage that follows
 *
 * Looks for the next stage of an order that somebody of the role may move it to.
 *
 * Returns: whether there is one
 */
gboolean
bakery_order_get_next (const BakeryOrder *order,
                       BakeryRole         role,
                       BakeryStage       *ret_next)
{
  return bakery_stage_get_next (order->stage, order->fulfilment, ret_next) && role_may_move (role, order->stage, *ret_next);
}

/* Whoever could make the move can take it back; and so can who made it, by whatever right they had then. */
static gboolean
may_take_back (const BakeryOrderEvent *event,
               const BakeryActor      *actor)
{
  if (actor->account != 0 && actor->account == event->account)
    return TRUE;
  if (event->kind == BAKERY_ORDER_EVENT_FORCED)
    return (actor->role & BAKERY_ROLES_MANAGERS) != 0;

  return role_may_move (actor->role, event->from_stage, event->to_stage);
}

static gboolean
check_undo (const BakeryOrderEvent *standing,
            const BakeryActor      *actor,
            gint64                  at,
            GError                **error)
{
  if ((actor->role & BAKERY_ROLES_SHOP) == 0)
    {
      g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "Only the shop can take a move back.");
      return FALSE;
    }
  if (standing == NULL)
    {
      g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "There is no move to take back.");
      return FALSE;
    }
  if (!may_take_back (standing, actor))
    {
      g_set_error (error,
                   BAKERY_ERROR,
                   BAKERY_ERROR_FORBIDDEN,
                   "Your role does not allow you to take back a move from %s to %s.",
                   bakery_stages.names[standing->from_stage],
                   bakery_stages.names[standing->to_stage]);
      return FALSE;
    }
  if (at > standing->undo_until)
    {
      g_set_error (error,
                   BAKERY_ERROR,
                   BAKERY_ERROR_CONFLICT,
                   "The time in which this move could be taken back is over.");
      return FALSE;
    }

  return TRUE;
}

/**
 * bakery_order_can_undo:
 * @order: an order with its timeline
 * @actor: who would
 * @at: when, microseconds since 1970
 *
 * Returns: %TRUE if @actor may take its last move back at @at
 */
gboolean
bakery_order_can_undo (const BakeryOrder *order,
                       const BakeryActor *actor,
                       gint64             at)
{
  return check_undo (find_standing_move (order), actor, at, NULL);
}

/**
 * bakery_order_undo:
 * @order: an order with its timeline
 * @actor: who takes the last move back: of the shop, and with the right to make that move (a manager's for a forced
 *   one) unless they made it themselves
 * @at: when, microseconds since 1970
 * @error: %BAKERY_ERROR_CONFLICT if no move stands, or its undo window has closed; %BAKERY_ERROR_FORBIDDEN
 *
 * Takes back the last move that stands. The timeline keeps both: the move, marked as undone, and who undid it.
 *
 * Returns: (transfer full): the order as it is afterwards, or %NULL with @error set; @order stays as it is
 */
BakeryOrder *
bakery_order_undo (const BakeryOrder *order,
                   const BakeryActor *actor,
                   gint64             at,
                   GError           **error)
{
  g_autoptr(BakeryOrder) undone = NULL;
  BakeryOrderEvent *standing;

  g_return_val_if_fail (order != NULL, NULL);

  if (!check_undo (find_standing_move (order), actor, at, error))
    return NULL;

  undone = bakery_order_copy (order);
  standing = find_standing_move (undone);
  standing->undone = TRUE;
  append_event (undone, BAKERY_ORDER_EVENT_UNDONE, standing->from_stage, at, actor);
  set_stage (undone, standing->from_stage, at);

  return g_steal_pointer (&undone);
}
