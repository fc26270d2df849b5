/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-order.h"
#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_ORDER_MOVES (console_order_moves_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleOrderMoves, console_order_moves, CONSOLE, ORDER_MOVES, GObject)

ConsoleOrderMoves *console_order_moves_new (ConsoleContext *context,
                                            AdwToastOverlay *toasts);
void console_order_moves_move (ConsoleOrderMoves *self,
                               gint64 order,
                               BakeryStage stage,
                               gboolean force,
                               const char *reason);
void console_order_moves_cancel (ConsoleOrderMoves *self,
                                 gint64 order,
                                 const char *reason,
                                 gboolean restocks);
void console_order_moves_undo (ConsoleOrderMoves *self,
                               gint64 order);
gboolean console_order_moves_undo_latest (ConsoleOrderMoves *self);

G_END_DECLS
