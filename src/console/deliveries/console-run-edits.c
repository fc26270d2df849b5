/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run that is planned can have any orders, in any order of stops. While the driver is under way, the stops still to come can
 * change places; what is done stays where it is. These are the server's rules, so that nothing is offered that it refuses. */

#include "config.h"

#include "console-run-edits.h"

static BakeryStopState
get_state (const BakeryDelivery *self,
           guint                 position)
{
  const BakeryDeliveryStop *stop =
    bakery_delivery_find_stop (self, g_array_index (self->orders, gint64, position));

  return stop != NULL ? (BakeryStopState) stop->state : BAKERY_STOP_WAITING;
}

/**
 * console_run_find_position:
 * @self: a run
 * @order: the id of an order
 *
 * Returns: which of its stops that is, counted from 0; %G_MAXUINT for none
 */
guint
console_run_find_position (const BakeryDelivery *self,
                           gint64                order)
{
  for (guint i = 0; self->orders != NULL && i < self->orders->len; i++)
    {
      if (g_array_index (self->orders, gint64, i) == order)
        return i;
    }

  return G_MAXUINT;
}

/**
 * console_run_can_plan:
 * @self: a run
 *
 * Returns: whether orders can be added to it and taken out
 */
gboolean
console_run_can_plan (const BakeryDelivery *self)
{
  return self->state == BAKERY_DELIVERY_PLANNED;
}

/**
 * console_run_can_move:
 * @self: a run
 * @from: one of its stops
 * @to: where the stop shall be; may be no place of the run at all
 *
 * Returns: whether the stop can go there
 */
gboolean
console_run_can_move (const BakeryDelivery *self,
                      guint                 from,
                      guint                 to)
{
  const guint n_orders = self->orders != NULL ? self->orders->len : 0;

  return (self->state == BAKERY_DELIVERY_PLANNED || self->state == BAKERY_DELIVERY_UNDER_WAY) &&
         from != to && from < n_orders && to < n_orders &&
         get_state (self, from) == BAKERY_STOP_WAITING && get_state (self, to) == BAKERY_STOP_WAITING;
}

/**
 * console_run_move_stop:
 * @self: a run
 * @from: one of its stops
 * @to: where the stop shall be
 *
 * Returns: (transfer full) (nullable): the run with its stop there, %NULL where that cannot be
 */
BakeryDelivery *
console_run_move_stop (const BakeryDelivery *self,
                       guint                 from,
                       guint                 to)
{
  BakeryDelivery *moved;
  gint64 order;

  if (!console_run_can_move (self, from, to))
    return NULL;

  moved = bakery_delivery_copy (self);
  order = g_array_index (moved->orders, gint64, from);
  g_array_remove_index (moved->orders, from);
  g_array_insert_val (moved->orders, to, order);

  return moved;
}

/**
 * console_run_remove_stop:
 * @self: a run
 * @order: the id of one of its orders
 *
 * Returns: (transfer full) (nullable): the run without it, %NULL where that cannot be
 */
BakeryDelivery *
console_run_remove_stop (const BakeryDelivery *self,
                         gint64                order)
{
  const guint position = console_run_find_position (self, order);
  BakeryDelivery *rest;

  if (position == G_MAXUINT || !console_run_can_plan (self))
    return NULL;

  rest = bakery_delivery_copy (self);
  g_array_remove_index (rest->orders, position);

  return rest;
}
