/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void console_cut_text_explain (GtkWindow *window);

G_END_DECLS
