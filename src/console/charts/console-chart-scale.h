/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scale of a value axis: where it begins and ends, and its ticks. Whole numbers throughout, so that what is written at a
 * tick is exactly what the tick stands for. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ConsoleChartScale:
 * @minimum: the lowest tick, at most 0
 * @maximum: the highest tick, at least 0, more than @minimum
 * @step: from tick to tick: 1, 2 or 5 times a power of ten
 * @is_cut: whether there are values beyond the ends
 *
 * Plain data.
 */
typedef struct
{
  gint64 minimum;
  gint64 maximum;
  gint64 step;
  gboolean is_cut;
} ConsoleChartScale;

gint64 console_chart_scale_find_step (gint64 span,
                                      guint ticks);
void console_chart_scale_init (ConsoleChartScale *self,
                               gint64 minimum,
                               gint64 maximum,
                               guint ticks);
void console_chart_scale_init_for_values (ConsoleChartScale *self,
                                          const gint64 *values,
                                          gsize n_values,
                                          guint ticks);
double console_chart_scale_normalise (const ConsoleChartScale *self,
                                      gint64 value);
guint console_chart_scale_get_n_ticks (const ConsoleChartScale *self);
gint64 console_chart_scale_get_tick (const ConsoleChartScale *self,
                                     guint position);

guint console_chart_choose_stride (guint n_points,
                                   guint room);

G_END_DECLS
