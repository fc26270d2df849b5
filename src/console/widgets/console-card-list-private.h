/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the card list share: the widget (console-card-list.c), its cards (console-card-list-cards.c), and where
 * they go (console-card-list-layout.c). */

#pragma once

#include "console-card-list.h"

G_BEGIN_DECLS

/* Between two cards, and before the first and after the last; in pixels. */
#define SPACING 8
#define MARGIN 12

/* Before the list knows its height. */
#define ASSUMED_HEIGHT 800
#define ASSUMED_WIDTH 440

/* A card and the item it shows. Owned by the list. */
typedef struct
{
  GtkWidget *widget;
  GObject   *item;
  guint      position;
  int        y;
  int        height;
  gboolean   is_placed;
  gboolean   is_gone; /* its item has left the list */
} Card;

struct _ConsoleCardList
{
  GtkWidget parent_instance;

  /* Owned */
  GListModel          *model;
  GtkAdjustment       *adjustments[2];
  GHashTable          *cards;
  GPtrArray           *spare;
  GPtrArray           *placed;
  GObject             *selected_item;

  ConsoleCardListFuncs funcs;
  gpointer             user_data;

  GtkScrollablePolicy  policies[2];
  guint                selected;
  guint                update_source;
  int                  width;
  int                  height;
  int                  typical;
  gboolean             is_allocating;
  gboolean             is_to_reveal; /* what is selected, once there is a size */
};

guint console_card_list_count (ConsoleCardList *self);
GtkAdjustment *console_card_list_get_vadjustment (ConsoleCardList *self);
int console_card_list_get_card_width (ConsoleCardList *self);
int console_card_list_measure_card (ConsoleCardList *self,
                                    GtkWidget *card);
void console_card_free (Card *card);
void console_card_list_mark_selected (ConsoleCardList *self,
                                      Card *card);
void console_card_list_set_position (ConsoleCardList *self,
                                     Card *card,
                                     guint position);
Card *console_card_list_bind_card (ConsoleCardList *self,
                                   guint position);
Card *console_card_list_find_card (ConsoleCardList *self,
                                   guint position);
gboolean console_card_has_focus (Card *card);
gboolean console_card_is_focused (Card *card);
void console_card_list_release_card (ConsoleCardList *self,
                                     Card *card);
int console_card_list_get_typical (ConsoleCardList *self);
void console_card_list_place (ConsoleCardList *self,
                              gboolean may_bind);
void console_card_list_configure (ConsoleCardList *self);
void console_card_list_update (ConsoleCardList *self);
void console_card_list_schedule_update (ConsoleCardList *self);
void console_card_list_reveal (ConsoleCardList *self,
                               guint position);

G_END_DECLS
