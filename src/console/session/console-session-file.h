/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The small file that remembers who was signed in, and where; no secret is in it. Blocks shortly. */

#pragma once

#include "bakery-account.h"

G_BEGIN_DECLS

BakeryAccount *console_session_file_load (const char *path,
                                          char **ret_server);
gboolean console_session_file_save (const char *path,
                                    const char *server,
                                    const BakeryAccount *account,
                                    GError **error);
void console_session_file_remove (const char *path);

G_END_DECLS
