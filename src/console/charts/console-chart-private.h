/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The chart for the file that hears keys and pointer. Main thread. */

#pragma once

#include "console-chart.h"

#include <adwaita.h>

G_BEGIN_DECLS

struct _ConsoleChart
{
  GtkWidget parent_instance;

  /* Borrowed: whoever set it keeps it until the next one is set. */
  const ConsoleChartData *data;

  /* Owned */
  AdwAnimation *growth;

  /* Where the pointer was last heard of. */
  graphene_point_t pointer;

  double progress;
  int point;
  int series;

  /* The points between these two are selected; -1 for none. */
  struct
  {
    int from;
    int to;
    gboolean is_dragged;
  } selection;
};

void console_chart_init_input (ConsoleChart *self);
void console_chart_get_frame (ConsoleChart *self,
                              ConsoleChartStyle *style,
                              ConsoleChartFrame *ret_frame);
void console_chart_select (ConsoleChart *self,
                           int from,
                           int to);

enum
{
  CONSOLE_CHART_ACTIVATED,
  CONSOLE_CHART_ZOOMED,
  CONSOLE_CHART_ZOOMED_OUT,
  CONSOLE_CHART_N_SIGNALS,
};

void console_chart_emit (ConsoleChart *self,
                         guint signal,
                         int first,
                         int last);

G_END_DECLS
