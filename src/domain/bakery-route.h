/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ways between places: how far apart they are, how long a van takes without a map, and in which order to visit them. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The most places that one route has, with where it begins. */
#define BAKERY_ROUTE_MAXIMUM 100

/** Stands for no distance, where a place is not known. */
#define BAKERY_ROUTE_UNKNOWN G_GINT64_CONSTANT (0)

/** What handing over takes at each stop. */
#define BAKERY_ROUTE_STOP_SECONDS 180

gint64 bakery_route_measure (double latitude,
                             double longitude,
                             double other_latitude,
                             double other_longitude);
gint64 bakery_route_estimate_metres (gint64 beeline_metres);
gint64 bakery_route_estimate_seconds (gint64 metres);
gint64 bakery_route_get_length (const gint64 *seconds,
                                guint n_places,
                                const guint *order,
                                guint n_order);
void bakery_route_order (const gint64 *seconds,
                         guint n_places,
                         guint *order);

G_END_DECLS
