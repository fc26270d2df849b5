/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Inventory page between its files. */

#pragma once

#include "console-batch-edits.h"
#include "console-count-view.h"
#include "console-entity-editor.h"
#include "console-inventory-page.h"
#include "console-item-view.h"
#include "console-movements-view.h"
#include "console-purchase-view.h"
#include "console-stock-view.h"
#include "console-stock-watch.h"

G_BEGIN_DECLS

struct _ConsoleInventoryPage
{
  ConsolePage parent_instance;

  /* Template children */
  AdwToastOverlay *toasts;
  AdwLeaflet *leaflet;
  AdwViewSwitcherTitle *switcher;
  AdwViewSwitcherBar *switcher_bar;
  GtkWidget *add;
  GtkMenuButton *menu_button;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkStack *stack;
  AdwViewStack *views;
  AdwViewStackPage *stock_page;
  AdwViewStackPage *purchase_page;
  ConsoleStockView *stock_view;
  ConsolePurchaseView *purchase_view;
  ConsoleCountView *count_view;
  ConsoleMovementsView *movements_view;
  GtkWidget *empty_add;
  AdwStatusPage *problem;
  AdwWindowTitle *item_title;
  GtkWidget *edit;
  ConsoleItemView *item_view;
  ConsoleEntityEditor *editor;

  /* Owned */
  ConsoleStockWatch *watch;
  ConsoleBatchEdits *edits;
  GtkFileChooserNative *chooser;
  ConsoleSheet *sheet;
  char *failure;
  ConsoleCalendar calendar;

  gint64 item;
};

gboolean console_inventory_page_may_edit (ConsoleInventoryPage *self);
const BakeryStore *console_inventory_page_get_store (ConsoleInventoryPage *self);
const BakeryInventoryItem *console_inventory_page_get_item (ConsoleInventoryPage *self);
void console_inventory_page_show_item (ConsoleInventoryPage *self,
                                       gint64 item);
void console_inventory_page_update_actions (ConsoleInventoryPage *self);
void console_inventory_page_class_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
