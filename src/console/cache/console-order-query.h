/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which orders a list shows: a plain value. */

#pragma once

#include "bakery-order.h"

G_BEGIN_DECLS

/**
 * ConsoleOrderLane:
 * @CONSOLE_LANE_QUEUE: not finished, and its latest start is within the store's queue minutes, or work on it has begun
 * @CONSOLE_LANE_SCHEDULED: not finished, not begun, later
 * @CONSOLE_LANE_DONE: delivered or cancelled, newest first
 */
typedef enum
{
  CONSOLE_LANE_QUEUE,
  CONSOLE_LANE_SCHEDULED,
  CONSOLE_LANE_DONE,
  CONSOLE_N_LANES,
} ConsoleOrderLane;

/** No filter: for the int members of #ConsoleOrderQuery. */
#define CONSOLE_ANY (-1)

/**
 * ConsoleOrderQuery:
 * @store: the store's id
 * @lane: which lane; of no account where there is a @customer
 * @customer: the account whose orders are wanted, of all lanes, newest first; 0 for everybody's
 * @search: (nullable): words to look for in number, names, phone, cakes, inscription, notes and address; each may be the
 *   beginning of one
 * @stages: bits `1 << BakeryStage` of the stages wanted, 0 for all
 * @payment_status: a #BakeryPaymentStatus or %CONSOLE_ANY
 * @fulfilment: a #BakeryFulfilment or %CONSOLE_ANY
 * @gift: 0, 1 or %CONSOLE_ANY
 * @due_from: due at or after this instant, 0 for no limit
 * @due_until: due before this instant, 0 for no limit
 * @allergen: (nullable): one of `bakery_allergens` that the order contains
 *
 * Initialise with %CONSOLE_ORDER_QUERY_INIT.
 */
typedef struct
{
  gint64 store;
  ConsoleOrderLane lane;
  gint64 customer;
  char *search;
  guint stages;
  int payment_status;
  int fulfilment;
  int gift;
  gint64 due_from;
  gint64 due_until;
  char *allergen;
} ConsoleOrderQuery;

#define CONSOLE_ORDER_QUERY_INIT                                                                                       \
  { .payment_status = CONSOLE_ANY, .fulfilment = CONSOLE_ANY, .gift = CONSOLE_ANY }

ConsoleOrderQuery *console_order_query_new (gint64 store,
                                            ConsoleOrderLane lane);
ConsoleOrderQuery *console_order_query_copy (const ConsoleOrderQuery *self);
void console_order_query_free (ConsoleOrderQuery *self);
gboolean console_order_query_equal (const ConsoleOrderQuery *a,
                                    const ConsoleOrderQuery *b);
gboolean console_order_query_is_plain (const ConsoleOrderQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleOrderQuery, console_order_query_free)

G_END_DECLS
