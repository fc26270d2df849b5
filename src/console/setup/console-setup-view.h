/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a console shows while nobody is signed in: the three ways in, and the forms they need. Main thread. */

#pragma once

#include "console-way-in.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_SETUP_VIEW (console_setup_view_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSetupView, console_setup_view, CONSOLE, SETUP_VIEW, AdwBin)

GtkWidget *console_setup_view_new (ConsoleWayIn *way_in);

G_END_DECLS
