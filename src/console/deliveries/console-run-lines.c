/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run as lines on the map: where the van has been, and where it is to go. Stateless; main thread. */

#include "config.h"

#include "console-run-lines.h"

#include <math.h>

static void
append_line (GArray  *lines,
             GArray  *points,
             gboolean is_plan)
{
  const ConsoleMapLine line = { points, is_plan };

  if (points->len > 1)
    g_array_append_val (lines, line);
  else
    g_array_unref (points);
}

/**
 * console_run_append_plan:
 * @lines: (element-type ConsoleMapLine): gets a line
 * @run: a run
 *
 * Draws the way still to go, if there is one; where the routing knows no roads, from stop to stop.
 */
void
console_run_append_plan (GArray                   *lines,
                         const ConsoleDeliveryRun *run)
{
  GArray *points = console_map_points_new (run->delivery->route);
  const GPtrArray *stops = run->delivery->stops;

  if (points->len == 0 && run->position != NULL)
    console_map_points_append (points, run->position->latitude, run->position->longitude);
  for (guint i = 0; run->delivery->route == NULL && stops != NULL && i < stops->len; i++)
    {
      const BakeryDeliveryStop *stop = g_ptr_array_index (stops, i);

      if (stop->state == BAKERY_STOP_WAITING && !isnan (stop->latitude) && !isnan (stop->longitude))
        console_map_points_append (points, stop->latitude, stop->longitude);
    }
  append_line (lines, points, TRUE);
}

/**
 * console_run_append_trail:
 * @lines: (element-type ConsoleMapLine): gets a line
 * @run: a run whose van was seen
 *
 * Draws where the van has been, up to where it is.
 */
void
console_run_append_trail (GArray                   *lines,
                          const ConsoleDeliveryRun *run)
{
  append_line (lines, g_array_ref (run->trail), FALSE);
}
