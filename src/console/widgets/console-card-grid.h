/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ConsoleCardGridFuncs:
 * @create: makes an unbound card; all cards are as high as one that was never bound
 * @bind: shows @item on @card; %NULL to let go of the item
 *
 * What a grid needs to know about its cards.
 */
typedef struct
{
  GtkWidget *(*create) (gpointer user_data);
  void (*bind) (GtkWidget *card,
                gpointer item,
                gpointer user_data);
} ConsoleCardGridFuncs;

/**
 * ConsoleCardGrid:
 *
 * Signals: `activated (guint position)`: somebody wants to see the item.
 */
#define CONSOLE_TYPE_CARD_GRID (console_card_grid_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleCardGrid, console_card_grid, CONSOLE, CARD_GRID, GtkWidget)

void console_card_grid_set_cards (ConsoleCardGrid *self,
                                  const ConsoleCardGridFuncs *funcs,
                                  gpointer user_data);
void console_card_grid_set_model (ConsoleCardGrid *self,
                                  GtkSelectionModel *model);
void console_card_grid_set_selecting (ConsoleCardGrid *self,
                                      gboolean is_selecting);
void console_card_grid_focus_card (ConsoleCardGrid *self,
                                   guint position);
void console_card_grid_foreach_card (ConsoleCardGrid *self,
                                     GFunc func,
                                     gpointer user_data);
guint console_card_grid_get_n_cards (ConsoleCardGrid *self);

G_END_DECLS
