/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The choice of a routing provider, its fallback, and the geocoder. Blocks; runs on threads that may wait, never on a
 * listener's or the writer's. */

#include "config.h"

#include "server-routing.h"

#include "bakery-route.h"
#include "server-config.h"
#include "server-json-path.h"

#include <math.h>

struct _ServerRouting
{
  const ServerConfig          *config;
  ServerHttpClient            *client;
  const ServerRoutingProvider *provider;
};

/**
 * server_routing_new:
 * @config: what the site's owner chose; must outlive the service
 *
 * Returns: (transfer full): a service
 */
ServerRouting *
server_routing_new (const ServerConfig *config)
{
  ServerRouting *self = g_new0 (ServerRouting, 1);

  self->config = config;
  self->client = server_http_client_new ((guint) config->routing_seconds, config->contact);
  self->provider = &server_routing_estimate;
  if (config->routing_url != NULL)
    self->provider = &server_routing_osrm;
  else if (config->google_key != NULL)
    self->provider = &server_routing_google;

  return self;
}

/**
 * server_routing_free:
 * @self: (nullable): a service that nobody uses any more
 */
void
server_routing_free (ServerRouting *self)
{
  if (self == NULL)
    return;

  server_http_client_free (self->client);
  g_free (self);
}

/**
 * server_routing_abort:
 * @self: (nullable): a service
 *
 * Ends all calls to providers soon.
 */
void
server_routing_abort (ServerRouting *self)
{
  if (self != NULL)
    server_http_client_abort (self->client);
}

/**
 * server_routing_get_config:
 * @self: a service
 *
 * Returns: (transfer none): what its providers are told of
 */
const ServerConfig *
server_routing_get_config (const ServerRouting *self)
{
  return self->config;
}

/**
 * server_routing_call:
 * @self: a service
 * @base: of a provider
 * @path: what to ask for
 * @error: a %G_IO_ERROR when there is no good answer
 *
 * Returns: (transfer full): what was answered, or %NULL with @error set
 */
JsonNode *
server_routing_call (ServerRouting *self,
                     const char    *base,
                     const char    *path,
                     GError       **error)
{
  const ServerHttpCall call = { "GET", base, path };
  g_autoptr(JsonNode) answer = NULL;
  guint status;

  if (!server_http_client_call (self->client, &call, &status, &answer, error))
    return NULL;
  if (status == 200 && answer != NULL)
    return g_steal_pointer (&answer);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s answered %u%s.", base, status,
               answer == NULL ? " without JSON" : "");

  return NULL;
}

static void
complain (const ServerRouting *self,
          const GError        *error)
{
  g_message ("Travel times are estimated, since %s does not tell them: %s",
             bakery_routings.names[self->provider->kind],
             error->message);
}

/**
 * server_routing_fetch_matrix:
 * @self: a service
 * @places: (array length=n_places): some places
 * @n_places: how many
 * @legs: (out caller-allocates) (array): the ways from each to each, row by row
 *
 * Returns: who told them
 */
BakeryRouting
server_routing_fetch_matrix (ServerRouting     *self,
                             const ServerPlace *places,
                             guint              n_places,
                             ServerLeg         *legs)
{
  g_autoptr(GError) error = NULL;

  if (self->provider->fetch_matrix (self, places, n_places, legs, &error))
    return self->provider->kind;

  complain (self, error);
  server_routing_estimate.fetch_matrix (self, places, n_places, legs, NULL);

  return BAKERY_ROUTING_ESTIMATE;
}

/**
 * server_routing_fetch_way:
 * @self: a service
 * @places: (array length=n_places): some places
 * @n_places: how many, at least 1
 * @legs: (out caller-allocates) (array): the ways from each to the next, one less than @n_places
 * @ret_route: (out) (transfer full) (nullable): the whole way as pairs of latitude and longitude, where it is known
 *
 * Returns: who told it
 */
BakeryRouting
server_routing_fetch_way (ServerRouting     *self,
                          const ServerPlace *places,
                          guint              n_places,
                          ServerLeg         *legs,
                          JsonNode         **ret_route)
{
  g_autoptr(GError) error = NULL;

  *ret_route = NULL;
  if (self->provider->fetch_way (self, places, n_places, legs, ret_route, &error))
    return self->provider->kind;

  complain (self, error);
  server_routing_estimate.fetch_way (self, places, n_places, legs, ret_route, NULL);

  return BAKERY_ROUTING_ESTIMATE;
}

/* --- Without anybody to ask --- */

static ServerLeg
estimate (const ServerPlace *from,
          const ServerPlace *to)
{
  gint64 beeline = bakery_route_measure (from->latitude, from->longitude, to->latitude, to->longitude);
  gint64 metres = bakery_route_estimate_metres (beeline);

  return (ServerLeg) { bakery_route_estimate_seconds (metres), metres };
}

static gboolean
estimate_matrix (ServerRouting *routing G_GNUC_UNUSED,
                 const ServerPlace     *places,
                 guint                  n_places,
                 ServerLeg             *legs,
                 GError **error         G_GNUC_UNUSED)
{
  for (guint i = 0; i < n_places; i++)
    for (guint j = 0; j < n_places; j++)
      legs[i * n_places + j] = estimate (&places[i], &places[j]);

  return TRUE;
}

static gboolean
estimate_way (ServerRouting *routing G_GNUC_UNUSED,
              const ServerPlace     *places,
              guint                  n_places,
              ServerLeg             *legs,
              JsonNode **route       G_GNUC_UNUSED,
              GError **error         G_GNUC_UNUSED)
{
  for (guint i = 0; i + 1 < n_places; i++)
    legs[i] = estimate (&places[i], &places[i + 1]);

  return TRUE;
}

const ServerRoutingProvider server_routing_estimate = { BAKERY_ROUTING_ESTIMATE, estimate_matrix, estimate_way };

/* --- Addresses --- */

/**
 * server_routing_has_geocoder:
 * @self: a service
 *
 * Returns: whether there is anybody who knows where addresses are
 */
gboolean
server_routing_has_geocoder (const ServerRouting *self)
{
  return self->config->geocoder_url != NULL;
}

static gboolean
read_degrees (JsonObject *object,
              const char *name,
              double      limit,
              double     *ret_degrees)
{
  const char *text = json_object_get_string_member_with_default (object, name, NULL);
  char *end = NULL;

  if (text == NULL)
    return FALSE;
  *ret_degrees = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && fabs (*ret_degrees) <= limit;
}

/**
 * server_routing_geocode:
 * @self: a service with a geocoder
 * @address: as people write it
 * @ret_place: (out): where that is
 * @error: %G_IO_ERROR_NOT_FOUND when nobody knows, another %G_IO_ERROR when nobody answered
 *
 * Asks a geocoder that speaks as Nominatim does.
 *
 * Returns: whether it is known
 */
gboolean
server_routing_geocode (ServerRouting *self,
                        const char    *address,
                        ServerPlace   *ret_place,
                        GError       **error)
{
  g_autofree char *escaped = g_uri_escape_string (address, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/search?format=jsonv2&limit=1&q=", escaped, NULL);
  g_autoptr(JsonNode) answer = server_routing_call (self, self->config->geocoder_url, path, error);
  JsonArray *found;
  JsonNode *first;

  if (answer == NULL)
    return FALSE;

  found = JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;
  first = found != NULL && json_array_get_length (found) > 0 ? json_array_get_element (found, 0) : NULL;
  if (first != NULL && JSON_NODE_HOLDS_OBJECT (first) &&
      read_degrees (json_node_get_object (first), "lat", 90, &ret_place->latitude) &&
      read_degrees (json_node_get_object (first), "lon", 180, &ret_place->longitude))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The geocoder does not know the address.");

  return FALSE;
}
