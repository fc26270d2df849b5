/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ConsoleCardListFuncs:
 * @create: makes an unbound card
 * @bind: shows @item on @card; %NULL to let go of the item
 *
 * What a list needs to know about its cards.
 */
typedef struct
{
  GtkWidget *(*create) (gpointer user_data);
  void (*bind) (GtkWidget *card,
                gpointer item,
                gpointer user_data);
} ConsoleCardListFuncs;

#define CONSOLE_TYPE_CARD_LIST (console_card_list_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleCardList, console_card_list, CONSOLE, CARD_LIST, GtkWidget)

void console_card_list_set_cards (ConsoleCardList *self,
                                  const ConsoleCardListFuncs *funcs,
                                  gpointer user_data);
void console_card_list_set_model (ConsoleCardList *self,
                                  GListModel *model);
guint console_card_list_get_selected (ConsoleCardList *self);
void console_card_list_set_selected (ConsoleCardList *self,
                                     guint position);
gpointer console_card_list_get_selected_item (ConsoleCardList *self);
void console_card_list_foreach_card (ConsoleCardList *self,
                                     GFunc func,
                                     gpointer user_data);
guint console_card_list_get_n_cards (ConsoleCardList *self);

G_END_DECLS
