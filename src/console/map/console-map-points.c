/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The points of a line, one after the other in one piece of memory, unlike the JSON that they come as. Any thread. */

#include "config.h"

#include "console-map-points.h"

/**
 * console_map_points_new:
 * @pairs: (nullable): pairs of degrees, as the server writes them; what is no such thing is left out
 *
 * Returns: (transfer full) (element-type ConsoleMapPoint): the points
 */
GArray *
console_map_points_new (JsonNode *pairs)
{
  JsonArray *array = pairs != NULL && JSON_NODE_HOLDS_ARRAY (pairs) ? json_node_get_array (pairs) : NULL;
  const guint n_pairs = array != NULL ? json_array_get_length (array) : 0;
  GArray *points = g_array_sized_new (FALSE, FALSE, sizeof (ConsoleMapPoint), n_pairs + 1);

  for (guint i = 0; i < n_pairs; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;

      if (pair != NULL && json_array_get_length (pair) == 2)
        console_map_points_append (points, json_array_get_double_element (pair, 0), json_array_get_double_element (pair, 1));
    }

  return points;
}

/**
 * console_map_points_append:
 * @points: (element-type ConsoleMapPoint): points
 * @latitude: degrees north
 * @longitude: degrees east
 *
 * Makes a line longer by a point.
 */
void
console_map_points_append (GArray *points,
                           double  latitude,
                           double  longitude)
{
  const ConsoleMapPoint point = { latitude, longitude };

  g_array_append_val (points, point);
}
