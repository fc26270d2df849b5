/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the card grid share. */

#pragma once

#include "console-card-grid.h"

G_BEGIN_DECLS

/** Around the cards and between them, in pixels. */
#define CONSOLE_CARD_GRID_MARGIN 18
#define CONSOLE_CARD_GRID_SPACING 12

/** The least width of a card. */
#define CONSOLE_CARD_GRID_CARD_WIDTH 220

typedef struct
{
  GtkWidget *widget;
  GObject *item;
  guint position; /* GTK_INVALID_LIST_POSITION: it shows nothing */
} ConsoleGridCell;

struct _ConsoleCardGrid
{
  GtkWidget parent_instance;

  /* Owned */
  GtkSelectionModel *model;
  GtkAdjustment *adjustments[2];
  GPtrArray *cells;
  GtkWidget *prototype;

  /* Borrowed */
  ConsoleCardGridFuncs funcs;
  gpointer user_data;

  GtkScrollablePolicy policies[2];
  guint columns;
  int card_width;
  int card_height;
  int height;
  guint anchor;
  guint update_source;
  gboolean is_selecting;
  gboolean is_allocating;
};

guint console_card_grid_count (ConsoleCardGrid *self);
int console_card_grid_get_stride (ConsoleCardGrid *self);
ConsoleGridCell *console_card_grid_find_cell (ConsoleCardGrid *self,
                                              guint position);
void console_card_grid_update (ConsoleCardGrid *self);
void console_card_grid_schedule_update (ConsoleCardGrid *self);
void console_card_grid_show_selection (ConsoleCardGrid *self);
void console_card_grid_follow_items (ConsoleCardGrid *self,
                                     guint position,
                                     guint removed,
                                     guint added);
void console_card_grid_release (ConsoleCardGrid *self,
                                ConsoleGridCell *cell);
void console_card_grid_scroll_to (ConsoleCardGrid *self,
                                  guint position);
void console_card_grid_add_keys (GtkWidgetClass *widget_class);
void console_card_grid_add_clicks (ConsoleCardGrid *self);
void console_card_grid_activate (ConsoleCardGrid *self,
                                 guint position);

G_END_DECLS
