/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which orders of a lane match a search and filters, in the order of the lane. Costs time by the number of candidates.
 * Reader's thread. */

#pragma once

#include "bakery-connection.h"
#include "console-order-query.h"

G_BEGIN_DECLS

char *console_order_search_dup_expression (const char *search);
GArray *console_order_search_run (BakeryConnection *connection,
                                  const ConsoleOrderQuery *query,
                                  gint64 horizon,
                                  guint maximum,
                                  GError **error);

G_END_DECLS
