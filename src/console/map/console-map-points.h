/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a line on a map goes. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ConsoleMapPoint:
 * @latitude: degrees north
 * @longitude: degrees east
 */
typedef struct
{
  double latitude;
  double longitude;
} ConsoleMapPoint;

GArray *console_map_points_new (JsonNode *pairs);
void console_map_points_append (GArray *points,
                                double latitude,
                                double longitude);

G_END_DECLS
