/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The keys of the console: one table feeds the accelerators and the window that lists them. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void console_shortcuts_install (GtkApplication *application);
void console_shortcuts_present (GtkWindow *parent);

G_END_DECLS
