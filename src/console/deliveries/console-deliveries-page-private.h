/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the Deliveries page share. */

#pragma once

#include "console-batch-edits.h"
#include "console-calendar.h"
#include "console-deliveries-page.h"
#include "console-delivery-runs.h"
#include "console-destination-list.h"
#include "console-map-marks.h"
#include "console-map.h"
#include "console-run-view.h"

G_BEGIN_DECLS

struct _ConsoleDeliveriesPage
{
  ConsolePage parent_instance;

  /* Template children */
  AdwToastOverlay *toasts;
  AdwLeaflet *leaflet;
  AdwWindowTitle *title;
  GtkWidget *pages;
  GtkWidget *back;
  GtkWidget *plan;
  GtkWidget *menu;
  GtkStack *panes;
  ConsoleRunView *run_view;
  GtkStack *stack;
  AdwStatusPage *empty;
  AdwStatusPage *problem;
  GtkListView *list;
  GtkWidget *run_box;
  GtkListBox *run_list;
  GtkLabel *routing;
  GtkWidget *map_menu;
  ConsoleMap *map;
  GtkRevealer *card;
  GtkLabel *name;
  GtkLabel *address;
  GtkLabel *details;
  GtkLabel *phone;
  GtkButton *advance;
  GtkWidget *fail;
  GtkWidget *show_photo;

  /* Owned */
  ConsoleDestinationList *destinations;
  ConsoleDeliveryRuns *runs;
  GtkSingleSelection *selection;
  ConsoleDestination *chosen; /* in either list, or none */
  ConsoleBatchEdits *edits;
  ConsoleCalendar calendar;

  /* Borrowed */
  ConsoleMapMarks *marks;

  int map_height;
  guint frames_to_follow; /* the map keeps what is chosen in sight while the card comes or goes */
  double pressed_x;
  double pressed_y;
  gint64 followed; /* a run, 0 for none */
  gint64 shown; /* the run with its stops, 0 for the day */
  gint64 dragged; /* the order whose mark is being dragged, 0 for none */
  double taken_x;
  double taken_y;
  gint64 placed; /* the store whose map is seen, 0 while it is not known where that is */
  gboolean is_restoring;
  gboolean has_trails; /* what is shown: the vans' trails, the ways still to go, what is delivered */
  gboolean has_ways;
  gboolean has_delivered;
  gboolean is_planning; /* a new run is to be shown as soon as it is there */
  gint64 least_id; /* of the runs that were there before */
  gint64 greatest_id;
};

/* The page */
const BakeryStore *console_deliveries_page_get_store (ConsoleDeliveriesPage *self);
BakeryRole console_deliveries_page_get_role (ConsoleDeliveriesPage *self);
void console_deliveries_page_say (ConsoleDeliveriesPage *self,
                                  const char *text);
gboolean console_deliveries_page_check_online (ConsoleDeliveriesPage *self);
void console_deliveries_page_update_map (ConsoleDeliveriesPage *self);
void console_deliveries_page_update_title (ConsoleDeliveriesPage *self);

/* What is chosen */
void console_deliveries_page_choose (ConsoleDeliveriesPage *self,
                                     ConsoleDestination *item);
void console_deliveries_page_show_chosen (ConsoleDeliveriesPage *self);
void console_deliveries_page_select_order (ConsoleDeliveriesPage *self,
                                           gint64 order);
void console_deliveries_page_class_install_stop_actions (GtkWidgetClass *widget_class);

/* What is shown of it */
void console_deliveries_page_remember (ConsoleDeliveriesPage *self);
void console_deliveries_page_restore (ConsoleDeliveriesPage *self);
gboolean console_deliveries_page_restore_place (ConsoleDeliveriesPage *self);
void console_deliveries_page_class_install_view (GtkWidgetClass *widget_class);

/* Pins */
void console_deliveries_page_pin_taken_cb (GtkGestureDrag *gesture,
                                           double x,
                                           double y,
                                           ConsoleDeliveriesPage *self);
void console_deliveries_page_pin_moved_cb (GtkGestureDrag *gesture,
                                           double x,
                                           double y,
                                           ConsoleDeliveriesPage *self);
void console_deliveries_page_pin_dropped_cb (GtkGestureDrag *gesture,
                                             double x,
                                             double y,
                                             ConsoleDeliveriesPage *self);

/* A run and its stops */
void console_deliveries_page_show_run (ConsoleDeliveriesPage *self,
                                       gint64 run);
void console_deliveries_page_update_shown_run (ConsoleDeliveriesPage *self);
void console_deliveries_page_stop_selected_cb (ConsoleRunView *view,
                                               ConsoleDestination *item,
                                               ConsoleDeliveriesPage *self);
void console_deliveries_page_stop_moved_cb (ConsoleRunView *view,
                                            gint64 order,
                                            guint position,
                                            ConsoleDeliveriesPage *self);
void console_deliveries_page_run_updated_cb (ConsoleDeliveriesPage *self);
void console_deliveries_page_class_install_run_actions (GtkWidgetClass *widget_class);

/* The runs */

void console_deliveries_page_update_vans (ConsoleDeliveriesPage *self);
void console_deliveries_page_update_stops (ConsoleDeliveriesPage *self);
void console_deliveries_page_update_runs (ConsoleDeliveriesPage *self);
void console_deliveries_page_follow (ConsoleDeliveriesPage *self,
                                     gint64 run);
void console_deliveries_page_focus_run (ConsoleDeliveriesPage *self,
                                        gint64 run);
void console_deliveries_page_run_activated_cb (GtkListBox *list,
                                               GtkListBoxRow *row,
                                               ConsoleDeliveriesPage *self);

G_END_DECLS
