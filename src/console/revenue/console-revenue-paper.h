/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A day close on paper. Main thread. */

#pragma once

#include "bakery-day-close.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean console_revenue_paper_print_close (const BakeryDayClose *close,
                                            GtkWindow *parent,
                                            GError **error);

G_END_DECLS
