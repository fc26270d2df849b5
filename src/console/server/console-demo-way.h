/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ways of the demo's vans: along the streets of a town that nobody built. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A place, in degrees north and east. */
typedef struct
{
  double latitude;
  double longitude;
} ConsoleDemoPlace;

/**
 * ConsoleDemoMotion:
 * @place: where it is
 * @heading: where to, in degrees from north over east
 * @speed: in metres a second
 *
 * What a van does at one instant.
 */
typedef struct
{
  ConsoleDemoPlace place;
  double heading;
  double speed;
} ConsoleDemoMotion;

typedef struct _ConsoleDemoWay ConsoleDemoWay;

ConsoleDemoWay *console_demo_way_new (const ConsoleDemoPlace *town,
                                      const ConsoleDemoPlace *from,
                                      const ConsoleDemoPlace *to,
                                      guint32 seed);
void console_demo_way_free (ConsoleDemoWay *self);
double console_demo_way_get_seconds (const ConsoleDemoWay *self);
void console_demo_way_locate (const ConsoleDemoWay *self,
                              double seconds,
                              ConsoleDemoMotion *ret_motion);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleDemoWay, console_demo_way_free)

G_END_DECLS
