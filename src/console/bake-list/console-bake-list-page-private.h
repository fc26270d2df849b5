/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Bake List page between its files. */

#pragma once

#include "console-bake-grid.h"
#include "console-bake-item.h"
#include "console-bake-list-page.h"
#include "console-bake-needs.h"
#include "console-bake-sources.h"
#include "console-bake-unmet.h"
#include "console-batch-edits.h"
#include "console-date-button.h"
#include "console-sheet.h"
#include "console-stock-monitor.h"

G_BEGIN_DECLS

struct _ConsoleBakeListPage
{
  ConsolePage parent_instance;

  /* Template children */
  AdwToastOverlay *toasts;
  AdwLeaflet *leaflet;
  AdwViewSwitcherTitle *switcher;
  AdwViewSwitcherBar *switcher_bar;
  GtkMenuButton *menu_button;
  ConsoleDateButton *date;
  GtkWidget *notes;
  GtkLabel *note;
  ConsoleBakeUnmet *unmet;
  GtkStack *stack;
  AdwViewStack *views;
  GtkListView *list;
  ConsoleBakeGrid *grid;
  ConsoleBakeNeeds *needs;
  AdwStatusPage *empty;
  AdwStatusPage *problem;
  AdwWindowTitle *detail_title;
  GtkStack *detail;
  ConsoleBakeSources *sources;

  /* Owned */
  ConsoleStockMonitor *monitor;
  ConsoleBatchEdits *edits;
  GListStore *model;
  ConsoleBake *bake;
  GCancellable *cancellable;
  char *failure;
  ConsoleCalendar calendar;

  gint64 begin;
  int days;
  BakeryBakeRow shown;
};

const BakeryStore *console_bake_list_page_get_store (ConsoleBakeListPage *self);
void console_bake_list_page_read (ConsoleBakeListPage *self);
void console_bake_list_page_show_day (ConsoleBakeListPage *self,
                                      gint64 begin);
const BakeryBakeRow *console_bake_list_page_find_row (ConsoleBakeListPage *self,
                                                      gint64 day,
                                                      gint64 cake,
                                                      gint64 recipe);
void console_bake_list_page_update_actions (ConsoleBakeListPage *self);
void console_bake_list_page_set_made (ConsoleBakeListPage *self,
                                      const BakeryBakeRow *row,
                                      gint64 made);
void console_bake_list_page_class_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
