/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where orders stand in the lanes, answered by indexes and day counts: how many there are, which stand at a position, at
 * which position one stands. Nothing here costs more when there are more orders. Reader's thread. */

#pragma once

#include "console-cache-changes.h"
#include "console-order-query.h"

G_BEGIN_DECLS

/**
 * ConsoleLaneView:
 * @store: the store
 * @lane: the lane
 * @horizon: orders that start until then belong in the queue
 *
 * A lane at a moment.
 */
typedef struct
{
  gint64 store;
  ConsoleOrderLane lane;
  gint64 horizon;
} ConsoleLaneView;

gboolean console_lane_view_holds (const ConsoleLaneView *self,
                                  const ConsoleOrderKey *key);
int console_lane_view_compare (const ConsoleLaneView *self,
                               gint64 start_a,
                               gint64 id_a,
                               gint64 start_b,
                               gint64 id_b);

gboolean console_order_index_count (BakeryConnection *connection,
                                    const ConsoleLaneView *view,
                                    gint64 *ret_n,
                                    GError **error);
gboolean console_order_index_rank (BakeryConnection *connection,
                                   const ConsoleLaneView *view,
                                   gint64 start,
                                   gint64 id,
                                   gint64 *ret_rank,
                                   GError **error);
gboolean console_order_index_read (BakeryConnection *connection,
                                   const ConsoleLaneView *view,
                                   gint64 position,
                                   guint n,
                                   GPtrArray *orders,
                                   GError **error);

G_END_DECLS
