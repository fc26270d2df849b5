/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-outbox-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_ENTITY_CARD (console_entity_card_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleEntityCard, console_entity_card, CONSOLE, ENTITY_CARD, GtkBox)

GtkWidget *console_entity_card_new (void);
void console_entity_card_show (ConsoleEntityCard *self,
                               const char *title,
                               const char *subtitle,
                               const char *tag);
void console_entity_card_set_state (ConsoleEntityCard *self,
                                    gboolean has_draft,
                                    ConsoleEditState state);
void console_entity_card_clear (ConsoleEntityCard *self);

G_END_DECLS
