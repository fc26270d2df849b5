/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page by which a customer follows an order in a browser. */

#pragma once

#include "bakery-order.h"
#include "bakery-store.h"

G_BEGIN_DECLS

/**
 * ServerTrackingPage:
 * @order: with its lines, as it is now
 * @store: which makes it
 * @eta: when the driver will be there, 0 when that is not known
 * @now: the present instant
 * @is_renewed: whether the page is to renew itself as long as the order is open
 *
 * What the page is made from.
 */
typedef struct
{
  const BakeryOrder *order;
  const BakeryStore *store;
  gint64 eta;
  gint64 now;
  gboolean is_renewed;
} ServerTrackingPage;

guint server_tracking_page_get_minutes (const BakeryOrder *order);
char *server_tracking_page_dup_html (const ServerTrackingPage *self);
gboolean server_tracking_page_is_passing (guint status);
char *server_tracking_page_dup_problem (guint status);
char *server_tracking_page_dup_policy (void);

G_END_DECLS
