/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

int console_text_size_scale (GtkWidget *widget,
                             int length);

G_END_DECLS
