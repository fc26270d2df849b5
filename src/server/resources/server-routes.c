/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of route tables from which main() builds the router. Constant. */

#include "config.h"

#include "server-routes.h"

const ServerRoute *const server_route_tables[] = {
  server_health_routes,
  NULL,
};
