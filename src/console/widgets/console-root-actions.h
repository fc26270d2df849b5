/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void console_root_actions_offer (GtkWidget *owner,
                                 const char *name,
                                 GActionGroup *group);
void console_root_actions_withdraw (GtkWidget *owner,
                                    const char *name);

G_END_DECLS
