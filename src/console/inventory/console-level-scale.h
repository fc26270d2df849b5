/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the level of an item is drawn over the coming days: how far along, how far down, and where a day begins. Any thread. */

#pragma once

#include "bakery-projection.h"

G_BEGIN_DECLS

/**
 * ConsoleLevelScale:
 * @begin: the present
 * @end: until when the level is told
 * @threshold: below it there is little, 0 for no threshold
 * @highest: what the top stands for: the highest level or the threshold
 * @lowest: what the bottom stands for: nothing, or the lowest level where that is below
 * @levels: (element-type BakeryLevel): the steps from @begin until @end
 * @days: (element-type gint64): the midnights between them
 *
 * What a chart of levels shows. Freed with console_level_scale_free().
 */
typedef struct
{
  gint64 begin;
  gint64 end;
  gint64 threshold;
  gint64 highest;
  gint64 lowest;
  GArray *levels;
  GArray *days;
} ConsoleLevelScale;

ConsoleLevelScale *console_level_scale_new (const BakeryProjection *projection,
                                            GTimeZone *zone);
void console_level_scale_free (ConsoleLevelScale *self);
double console_level_scale_get_x (const ConsoleLevelScale *self,
                                  gint64 at);
double console_level_scale_get_y (const ConsoleLevelScale *self,
                                  gint64 quantity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleLevelScale, console_level_scale_free)

G_END_DECLS
