/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void console_dialog_present (GtkWindow *dialog,
                             GtkWidget *owner);

G_END_DECLS
