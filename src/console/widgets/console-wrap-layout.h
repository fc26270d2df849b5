/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lays children out beside one another as wide as they want to be, in as many lines as it takes. A GtkFlowBox would share what
 * is left of a line among them. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_WRAP_LAYOUT (console_wrap_layout_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleWrapLayout, console_wrap_layout, CONSOLE, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
