/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the Deliveries page share. */

#pragma once

#include "console-calendar.h"
#include "console-deliveries-page.h"
#include "console-delivery-runs.h"
#include "console-destination-list.h"
#include "console-map-marks.h"
#include "console-map.h"

G_BEGIN_DECLS

struct _ConsoleDeliveriesPage
{
  ConsolePage parent_instance;

  /* Template children */
  AdwLeaflet *leaflet;
  AdwWindowTitle *title;
  GtkStack *stack;
  AdwStatusPage *problem;
  GtkListView *list;
  GtkWidget *run_box;
  GtkListBox *run_list;
  GtkLabel *routing;
  ConsoleMap *map;
  GtkRevealer *card;
  GtkLabel *name;
  GtkLabel *address;
  GtkLabel *details;
  GtkLabel *phone;
  GtkButton *advance;

  /* Owned */
  ConsoleDestinationList *destinations;
  ConsoleDeliveryRuns *runs;
  GtkSingleSelection *selection;
  ConsoleCalendar calendar;

  /* Borrowed */
  ConsoleMapMarks *marks;

  double pressed_x;
  double pressed_y;
  gint64 followed; /* a run, 0 for none */
  gboolean is_fitted;
};

void console_deliveries_page_update_stops (ConsoleDeliveriesPage *self);
void console_deliveries_page_update_runs (ConsoleDeliveriesPage *self);
void console_deliveries_page_follow (ConsoleDeliveriesPage *self,
                                     gint64 run);
void console_deliveries_page_run_activated_cb (GtkListBox *list,
                                               GtkListBoxRow *row,
                                               ConsoleDeliveriesPage *self);

G_END_DECLS
