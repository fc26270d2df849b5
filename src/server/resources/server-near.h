/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is near the customer (S-004): the query parameters `near` and `radius`, and the stores that they mean. */

#pragma once

#include "server-request.h"

G_BEGIN_DECLS

/** Metres around the customer, unless the query says otherwise. */
#define SERVER_NEAR_DEFAULT_RADIUS 10000

/** The rows of a route's query table. */
#define SERVER_NEAR_QUERY                                                                                              \
  { "near", SERVER_QUERY_TEXT, 3, 60, NULL, "Only those near this place, LATITUDE,LONGITUDE in degrees" },             \
  { "radius", SERVER_QUERY_INTEGER, 1, 20040000, NULL, "How far away they may be, in metres; 10000 unless given" }

GPtrArray *server_near_load_stores (ServerRequest *request,
                                    GError **error);
char *server_near_dup_store_ids (ServerRequest *request,
                                 GError **error);

G_END_DECLS
