/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the Orders page share. */

#pragma once

#include "console-calendar.h"
#include "console-card-list.h"
#include "console-lane-switcher.h"
#include "console-order-detail.h"
#include "console-order-filter.h"
#include "console-order-list.h"
#include "console-orders-page.h"
#include "console-stock-watch.h"
#include "console-unseen-orders.h"

G_BEGIN_DECLS

struct _ConsoleOrdersPage
{
  ConsolePage parent_instance;

  /* Template children */
  AdwLeaflet *leaflet;
  AdwSqueezer *squeezer;
  AdwWindowTitle *title;
  ConsoleLaneSwitcher *lanes;
  ConsoleLaneSwitcher *narrow_lanes;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkMenuButton *filter_button;
  GtkRevealer *filter_row;
  GtkLabel *filter_label;
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *empty;
  AdwStatusPage *problem;
  ConsoleCardList *list;
  ConsoleOrderDetail *detail;

  /* Borrowed */
  ConsoleOrderFilter *filter;

  /* Owned */
  ConsoleOrderList *model;
  GSimpleActionGroup *actions;
  GSimpleActionGroup *order_actions;
  ConsoleUnseenOrders *unseen;
  ConsoleStockWatch *stock;
  ConsoleCalendar calendar;
  char *failure;

  struct
  {
    gint64 id;
    BakeryOrder *order;
    GCancellable *cancellable;
  } shown;

  /* Whose orders are shown, of all lanes; 0 and NULL for everybody's of the lane */
  struct
  {
    gint64 id;
    char *name;
  } customer;

  ConsoleOrderLane lane;
};

const BakeryStore *console_orders_page_get_store (ConsoleOrdersPage *self);
void console_orders_page_update_state (ConsoleOrdersPage *self);

/* The cards */
void console_orders_page_init_cards (ConsoleOrdersPage *self);
void console_orders_page_update_cards (ConsoleOrdersPage *self);

/* What they are narrowed down by */
void console_orders_page_init_find (ConsoleOrdersPage *self);
void console_orders_page_update_query (ConsoleOrdersPage *self);
void console_orders_page_start_search (ConsoleOrdersPage *self);
void console_orders_page_show_search (ConsoleOrdersPage *self,
                                      const char *words);
gboolean console_orders_page_show_customer (ConsoleOrdersPage *self,
                                            const char *whose);
void console_orders_page_show_payment (ConsoleOrdersPage *self,
                                       BakeryPaymentStatus status);

/* The selected order */
void console_orders_page_init_order (ConsoleOrdersPage *self);
BakeryActor console_orders_page_get_actor (ConsoleOrdersPage *self);
void console_orders_page_clear_order (ConsoleOrdersPage *self);
void console_orders_page_open_order (ConsoleOrdersPage *self,
                                     gint64 order,
                                     gboolean may_navigate);
void console_orders_page_read_order (ConsoleOrdersPage *self);
void console_orders_page_update_calendar (ConsoleOrdersPage *self);
void console_orders_page_advance (ConsoleOrdersPage *self,
                                  const BakeryOrder *order);

/* What accepting it leaves in stock */
void console_orders_page_update_stock (ConsoleOrdersPage *self);

G_END_DECLS
