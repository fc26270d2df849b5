/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form that asks what a new bakery on this computer, and its administrator, are called. Main thread. */

#pragma once

#include "console-server-process.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleCreateForm:
 *
 * Signal `submitted`: what was typed is valid; console_create_form_get_setup() has it.
 */
#define CONSOLE_TYPE_CREATE_FORM (console_create_form_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleCreateForm, console_create_form, CONSOLE, CREATE_FORM, AdwBin)

GtkWidget *console_create_form_new (void);
void console_create_form_get_setup (ConsoleCreateForm *self,
                                    ConsoleBakerySetup *ret_setup);
void console_create_form_show_problem (ConsoleCreateForm *self,
                                       const char *problem);

G_END_DECLS
