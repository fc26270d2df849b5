/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form in which somebody signs in: on a server, at the bakery on this computer, or again when a sign-in has expired.
 * Main thread. */

#pragma once

#include "console-way-in.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleSignInForm:
 *
 * Signal `signed-in`: it worked.
 */
#define CONSOLE_TYPE_SIGN_IN_FORM (console_sign_in_form_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSignInForm, console_sign_in_form, CONSOLE, SIGN_IN_FORM, AdwBin)

GtkWidget *console_sign_in_form_new (ConsoleWayIn *way_in,
                                     ConsoleWay way);
void console_sign_in_form_cancel (ConsoleSignInForm *self);
void console_sign_in_dialog_present (ConsoleWayIn *way_in,
                                     GtkWindow *parent);

G_END_DECLS
