/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_CONNECTION (console_connection_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleConnection, console_connection, CONSOLE, CONNECTION, AdwBin)

void console_connection_set_context (ConsoleConnection *self,
                                     ConsoleContext *context);

G_END_DECLS
