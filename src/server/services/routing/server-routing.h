/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Travel times: from an OSRM server or Google's Distance Matrix where one is configured, else estimated from the beeline. A
 * provider that does not answer is replaced by the estimate. */

#pragma once

#include "bakery-delivery.h"
#include "server-http-client.h"
#include "server-types.h"

G_BEGIN_DECLS

/** A place on the earth, in degrees (WGS 84). */
typedef struct
{
  double latitude;
  double longitude;
} ServerPlace;

/** The way from one place to another. */
typedef struct
{
  gint64 seconds;
  gint64 metres;
} ServerLeg;

/**
 * ServerRoutingProvider:
 * @kind: which one it is
 * @fetch_matrix: asks for the ways from each of @n_places to each; fills in @legs, row by row
 * @fetch_way: (nullable): asks for the way through the places; fills in one leg less than there are places, and the @route as
 *   pairs of latitude and longitude
 *
 * Who knows travel times. The functions block.
 */
typedef struct
{
  BakeryRouting kind;
  gboolean (*fetch_matrix) (ServerRouting *routing,
                            const ServerPlace *places,
                            guint n_places,
                            ServerLeg *legs,
                            GError **error);
  gboolean (*fetch_way) (ServerRouting *routing,
                         const ServerPlace *places,
                         guint n_places,
                         ServerLeg *legs,
                         JsonNode **route,
                         GError **error);
} ServerRoutingProvider;

extern const ServerRoutingProvider server_routing_estimate;
extern const ServerRoutingProvider server_routing_osrm;
extern const ServerRoutingProvider server_routing_google;

ServerRouting *server_routing_new (const ServerConfig *config);
void server_routing_free (ServerRouting *self);
void server_routing_abort (ServerRouting *self);

BakeryRouting server_routing_fetch_matrix (ServerRouting *self,
                                           const ServerPlace *places,
                                           guint n_places,
                                           ServerLeg *legs);
BakeryRouting server_routing_fetch_way (ServerRouting *self,
                                        const ServerPlace *places,
                                        guint n_places,
                                        ServerLeg *legs,
                                        JsonNode **ret_route);
gboolean server_routing_geocode (ServerRouting *self,
                                 const char *address,
                                 ServerPlace *ret_place,
                                 GError **error);
gboolean server_routing_has_geocoder (const ServerRouting *self);

JsonNode *server_routing_call (ServerRouting *self,
                               const char *base,
                               const char *path,
                               GError **error);
const ServerConfig *server_routing_get_config (const ServerRouting *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerRouting, server_routing_free)

G_END_DECLS
