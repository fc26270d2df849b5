/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first store of a new bakery: checked by the rules of the domain before anything is created, then created over the
 * REST API. Main thread. */

#pragma once

#include "bakery-violations.h"
#include "console-server-process.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_FIRST_STORE (console_first_store_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleFirstStore, console_first_store, CONSOLE, FIRST_STORE, GObject)

gboolean console_bakery_setup_validate (const ConsoleBakerySetup *setup,
                                        BakeryViolations *violations);

ConsoleFirstStore *console_first_store_new (const ConsoleBakerySetup *setup);
void console_first_store_create_async (ConsoleFirstStore *self,
                                       const char *address,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean console_first_store_create_finish (ConsoleFirstStore *self,
                                            GAsyncResult *result,
                                            GError **error);

G_END_DECLS
