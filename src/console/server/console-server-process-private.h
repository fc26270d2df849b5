/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of ConsoleServerProcess share. */

#pragma once

#include "console-server-process.h"

G_BEGIN_DECLS

const char *console_server_process_get_database (ConsoleServerProcess *self);
char *console_server_process_require_program (GError **error);
GSubprocess *console_server_process_spawn (const char *password,
                                           GSubprocessFlags flags,
                                           const char *const *arguments,
                                           GError **error);

G_END_DECLS
