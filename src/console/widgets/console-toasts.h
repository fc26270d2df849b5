/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says what happened, in the toasts above a widget. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void console_toasts_add (GtkWidget *widget,
                         AdwToast *toast);
void console_toasts_say (GtkWidget *widget,
                         const char *text);

G_END_DECLS
