/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-cake.h"
#include "console-calendar.h"
#include "console-outbox-list.h"
#include "console-thumbnails.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ConsoleCakeCardState:
 * @cake: (nullable): what to show; %NULL while it is read
 * @edit_state: what became of the last change of it
 * @has_draft: whether something was typed and not saved
 *
 * What a card shows.
 */
typedef struct
{
  const BakeryCake *cake;
  ConsoleEditState edit_state;
  gboolean has_draft;
} ConsoleCakeCardState;

#define CONSOLE_TYPE_CAKE_CARD (console_cake_card_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleCakeCard, console_cake_card, CONSOLE, CAKE_CARD, GtkWidget)

GtkWidget *console_cake_card_new (ConsoleThumbnails *thumbnails);
void console_cake_card_show (ConsoleCakeCard *self,
                             const ConsoleCakeCardState *state,
                             const ConsoleCalendar *calendar);

G_END_DECLS
