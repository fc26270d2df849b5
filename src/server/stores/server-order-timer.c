/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When the timer of an order ends, the order is ready (C-064). That is so for drinks, which take as long as they take; a cake
 * is ready when its baker says so. The timers are in the database (D-14): an order whose clock runs is due when it ends. Runs
 * on the writer's thread, but for the question whether anything is due. */

#include "config.h"

#include "server-order-timer.h"

#include "bakery-order-stage.h"
#include "bakery-records.h"
#include "server-due.h"
#include "server-order-store.h"

/* What the timeline says. */
#define ACTOR_NAME "Timer"
#define REASON "The time to make it is over."

/* Orders of drinks only whose clock has run down: that of a fixed time runs by itself, others when somebody starts it. One that
 * was ready before and was taken back is for people to decide about. */
static const char due_ids[] =
  "SELECT o.id FROM orders AS o WHERE (o.preparation_started_at IS NOT NULL OR o.pickup_mode = 'fixed_time')"
  " AND (o.stage = 'confirmed' OR o.stage = 'baking') AND o.deleted_at IS NULL AND o.due_at <= $1"
  " AND NOT EXISTS (SELECT 1 FROM order_lines AS l LEFT JOIN cakes AS c ON c.id = l.cake"
  " WHERE l.order_id = o.id AND c.kind IS NOT 'drink')"
  " AND NOT EXISTS (SELECT 1 FROM order_events AS e WHERE e.order_id = o.id AND e.to_stage = 'ready')"
  " ORDER BY o.due_at LIMIT $2";

/**
 * server_order_timer_is_due:
 * @connection: any connection
 * @now: the present instant
 * @ret_is_due: (out): whether a timer has ended
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_order_timer_is_due (BakeryConnection *connection,
                           gint64            now,
                           gboolean         *ret_is_due,
                           GError          **error)
{
  return server_due_has_any (connection, due_ids, now, ret_is_due, error);
}

/* One stage after the other, as the bakery would have moved it. */
static BakeryOrder *
move_to_ready (BakeryConnection  *connection,
               const BakeryOrder *order,
               gint64             now,
               GError           **error)
{
  const BakeryActor actor = { 0, ACTOR_NAME, BAKERY_ROLE_MANAGER };
  g_autoptr(BakeryOrder) moved = bakery_order_copy (order);
  BakeryMove move = { .stage = BAKERY_STAGE_READY, .reason = REASON, .at = now };

  if (!server_order_store_get_undo_seconds (connection, order->store, &move.undo_seconds, error))
    return NULL;

  while (moved->stage != BAKERY_STAGE_READY)
    {
      BakeryOrder *next;

      if (!bakery_stage_get_next (moved->stage, moved->fulfilment, &move.stage))
        return NULL;
      next = bakery_order_move (moved, &move, &actor, error);
      if (next == NULL)
        return NULL;
      bakery_order_unref (moved);
      moved = next;
    }

  return g_steal_pointer (&moved);
}

static gboolean
end_timer (BakeryConnection *connection,
           gint64            id,
           gint64            now,
           GError          **error)
{
  g_autoptr(BakeryOrder) order =
    bakery_records_load (connection, &bakery_order_type, id, BAKERY_RECORDS_TABLES, error);
  g_autoptr(BakeryOrder) moved = NULL;

  if (order == NULL)
    return FALSE;

  moved = move_to_ready (connection, order, now, error);

  return moved != NULL && server_order_store_correct (connection, moved, order, FALSE, now, error);
}

/**
 * server_order_timer_run:
 * @connection: the writer's connection in a transaction
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes orders ready whose timer has ended. Their customers are told as of any other move.
 *
 * Returns: whether it could
 */
gboolean
server_order_timer_run (BakeryConnection *connection,
                        gint64            now,
                        GError          **error)
{
  g_autoptr(GArray) ids = server_due_select (connection, due_ids, now, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      if (!end_timer (connection, g_array_index (ids, gint64, i), now, error))
        return FALSE;
    }

  return ids != NULL;
}
