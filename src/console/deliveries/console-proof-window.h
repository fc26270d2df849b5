/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"
#include "console-destination.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_PROOF_WINDOW (console_proof_window_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleProofWindow, console_proof_window, CONSOLE, PROOF_WINDOW, AdwWindow)

ConsoleProofWindow *console_proof_window_new (ConsoleContext *context,
                                              gint64 run,
                                              ConsoleDestination *item);

G_END_DECLS
