/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Travel times from an OSRM server: its table and route services, version 1. Blocks. */

#include "config.h"

#include "server-config.h"
#include "server-json-path.h"
#include "server-routing.h"

#include <math.h>

/* What OSRM calls where there is no road. */
static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "OSRM knows no way between the places.");

  return FALSE;
}

static void
append_places (GString           *path,
               const ServerPlace *places,
               guint              n_places)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE];
  char longitude[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < n_places; i++)
    g_string_append_printf (path, "%s%s,%s", i > 0 ? ";" : "",
                            g_ascii_formatd (longitude, sizeof longitude, "%.6f", places[i].longitude),
                            g_ascii_formatd (latitude, sizeof latitude, "%.6f", places[i].latitude));
}

static JsonNode *
ask (ServerRouting     *routing,
     const char        *service,
     const ServerPlace *places,
     guint              n_places,
     const char        *options,
     GError           **error)
{
  g_autoptr(GString) path = g_string_new (service);
  g_autoptr(JsonNode) answer = NULL;

  append_places (path, places, n_places);
  g_string_append (path, options);
  answer = server_routing_call (routing, server_routing_get_config (routing)->routing_url, path->str, error);
  if (answer == NULL)
    return NULL;
  if (g_strcmp0 (server_json_path_get_text (answer, "code"), "Ok") == 0)
    return g_steal_pointer (&answer);

  refuse (error);

  return NULL;
}

static gboolean
read_number (JsonNode *node,
             gint64   *ret_number)
{
  double number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  number = json_node_get_double (node);
  if (!(number >= 0 && number < 1e9))
    return FALSE;

  *ret_number = llround (number);

  return TRUE;
}

static JsonArray *
get_array (JsonNode *node,
           guint     length)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return array != NULL && json_array_get_length (array) == length ? array : NULL;
}

static gboolean
read_row (JsonNode  *durations,
          JsonNode  *distances,
          guint      n_places,
          ServerLeg *legs)
{
  JsonArray *seconds = get_array (durations, n_places);
  JsonArray *metres = get_array (distances, n_places);

  for (guint i = 0; seconds != NULL && metres != NULL && i < n_places; i++)
    {
      if (!read_number (json_array_get_element (seconds, i), &legs[i].seconds) ||
          !read_number (json_array_get_element (metres, i), &legs[i].metres))
        return FALSE;
    }

  return seconds != NULL && metres != NULL;
}

static gboolean
fetch_matrix (ServerRouting     *routing,
              const ServerPlace *places,
              guint              n_places,
              ServerLeg         *legs,
              GError           **error)
{
  g_autoptr(JsonNode) answer =
    ask (routing, "/table/v1/driving/", places, n_places, "?annotations=duration,distance", error);
  JsonArray *durations;
  JsonArray *distances;

  if (answer == NULL)
    return FALSE;

  durations = get_array (server_json_path_find (answer, "durations"), n_places);
  distances = get_array (server_json_path_find (answer, "distances"), n_places);
  for (guint i = 0; durations != NULL && distances != NULL && i < n_places; i++)
    {
      if (!read_row (json_array_get_element (durations, i), json_array_get_element (distances, i), n_places,
                     &legs[i * n_places]))
        return refuse (error);
    }

  return (durations != NULL && distances != NULL) || refuse (error);
}

static gboolean
read_legs (JsonNode  *node,
           guint      n_legs,
           ServerLeg *legs)
{
  JsonArray *array = get_array (node, n_legs);

  for (guint i = 0; array != NULL && i < n_legs; i++)
    {
      JsonNode *leg = json_array_get_element (array, i);

      if (!read_number (server_json_path_find (leg, "duration"), &legs[i].seconds) ||
          !read_number (server_json_path_find (leg, "distance"), &legs[i].metres))
        return FALSE;
    }

  return array != NULL;
}

/* GeoJSON has the longitude first. */
static JsonNode *
dup_route (JsonNode *coordinates)
{
  g_autoptr(JsonArray) route = json_array_new ();
  JsonArray *points = coordinates != NULL && JSON_NODE_HOLDS_ARRAY (coordinates) ? json_node_get_array (coordinates) : NULL;
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; points != NULL && i < json_array_get_length (points); i++)
    {
      JsonArray *point = get_array (json_array_get_element (points, i), 2);
      JsonArray *turned;

      if (point == NULL)
        continue;
      turned = json_array_sized_new (2);
      json_array_add_double_element (turned, json_array_get_double_element (point, 1));
      json_array_add_double_element (turned, json_array_get_double_element (point, 0));
      json_array_add_array_element (route, turned);
    }
  json_node_set_array (node, route);

  return node;
}

static gboolean
fetch_way (ServerRouting     *routing,
           const ServerPlace *places,
           guint              n_places,
           ServerLeg         *legs,
           JsonNode         **route,
           GError           **error)
{
  g_autoptr(JsonNode) answer = NULL;

  if (n_places < 2)
    return TRUE;

  answer = ask (routing, "/route/v1/driving/", places, n_places, "?overview=simplified&geometries=geojson", error);
  if (answer == NULL)
    return FALSE;
  if (!read_legs (server_json_path_find (answer, "routes.0.legs"), n_places - 1, legs))
    return refuse (error);

  *route = dup_route (server_json_path_find (answer, "routes.0.geometry.coordinates"));

  return TRUE;
}

const ServerRoutingProvider server_routing_osrm = { BAKERY_ROUTING_OSRM, fetch_matrix, fetch_way };
