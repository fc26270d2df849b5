/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places, vans and ways on a map, as one layer. */

#pragma once

#include "console-map-points.h"

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * ConsoleMarkShape:
 * @CONSOLE_MARK_STORE: a house
 * @CONSOLE_MARK_WAITING: a ring
 * @CONSOLE_MARK_READY: a disc
 * @CONSOLE_MARK_UNDER_WAY: a diamond
 * @CONSOLE_MARK_DONE: a small disc with a tick
 * @CONSOLE_MARK_VAN: an arrow to where it heads
 *
 * How a place looks; each has a shape and a colour of its own.
 */
typedef enum
{
  CONSOLE_MARK_STORE,
  CONSOLE_MARK_WAITING,
  CONSOLE_MARK_READY,
  CONSOLE_MARK_UNDER_WAY,
  CONSOLE_MARK_DONE,
  CONSOLE_MARK_VAN,
  CONSOLE_N_MARK_SHAPES,
} ConsoleMarkShape;

/**
 * ConsoleMapMark:
 * @shape: how it looks
 * @id: what it stands for, among those of its shape or of all places
 * @latitude: degrees north
 * @longitude: degrees east
 * @heading: of a van: degrees from north over east
 * @opacity: 1, or less for what is not known any more
 * @is_late: has a warning beside it
 *
 * A place on a map.
 */
typedef struct
{
  ConsoleMarkShape shape;
  gint64 id;
  double latitude;
  double longitude;
  double heading;
  double opacity;
  gboolean is_late;
} ConsoleMapMark;

/**
 * ConsoleMapLine:
 * @points: (owned) (element-type ConsoleMapPoint): where it goes
 * @is_plan: whether it is still to be driven, and dashed
 *
 * A way on a map.
 */
typedef struct
{
  GArray *points;
  gboolean is_plan;
} ConsoleMapLine;

#define CONSOLE_TYPE_MAP_MARKS (console_map_marks_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleMapMarks, console_map_marks, CONSOLE, MAP_MARKS, ShumateLayer)

ConsoleMapMarks *console_map_marks_new (ShumateViewport *viewport);
void console_map_marks_set_places (ConsoleMapMarks *self,
                                   GArray *marks);
void console_map_marks_move_place (ConsoleMapMarks *self,
                                   gint64 place,
                                   double latitude,
                                   double longitude);
void console_map_marks_set_vans (ConsoleMapMarks *self,
                                 GArray *marks);
void console_map_marks_set_lines (ConsoleMapMarks *self,
                                  GArray *lines);
void console_map_marks_select (ConsoleMapMarks *self,
                               gint64 place,
                               const char *label);
const ConsoleMapMark *console_map_marks_find (ConsoleMapMarks *self,
                                              double x,
                                              double y);

GArray *console_map_marks_create_array (void);
GArray *console_map_marks_create_lines (void);

G_END_DECLS
