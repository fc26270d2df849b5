/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the Deliveries page share. */

#pragma once

#include "console-calendar.h"
#include "console-deliveries-page.h"
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
  ConsoleMap *map;
  GtkRevealer *card;
  GtkLabel *name;
  GtkLabel *address;
  GtkLabel *details;
  GtkLabel *phone;
  GtkButton *advance;

  /* Owned */
  ConsoleDestinationList *destinations;
  GtkSingleSelection *selection;
  ConsoleCalendar calendar;

  /* Borrowed */
  ConsoleMapMarks *marks;

  double pressed_x;
  double pressed_y;
  gboolean is_fitted;
};

G_END_DECLS
