/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A bakery to try things on: stores, cakes, people and a year of orders, made up from a seed. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

/** The password of the demo's accounts. */
#define SERVER_DEMO_PASSWORD "demo-bakery"

/**
 * ServerDemoPlan:
 * @n_stores: how many stores, at least 1
 * @n_cakes: how many cakes in all of them, at least one for each store
 * @n_customers: how many customers, at least 1
 * @n_orders: how many orders
 * @seed: the same seed makes the same bakery, moved in time
 * @now: the instant around which the orders are
 */
typedef struct
{
  gint64 n_stores;
  gint64 n_cakes;
  gint64 n_customers;
  gint64 n_orders;
  guint32 seed;
  gint64 now;
} ServerDemoPlan;

gboolean server_demo_create (BakeryConnection *connection,
                             const ServerDemoPlan *plan,
                             GError **error);

G_END_DECLS
