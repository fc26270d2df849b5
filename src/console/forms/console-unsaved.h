/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is to become of what was typed and not saved when a window is closed. Main thread. */

#pragma once

#include "console-types.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean console_unsaved_ask (GtkWindow *window,
                              ConsoleContext *context);

G_END_DECLS
