/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with somebody's account at the server only. Main thread. */

#pragma once

#include "bakery-account.h"
#include "console-types.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void console_people_create_async (ConsoleContext *context,
                                  const BakeryAccount *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
BakeryAccount *console_people_create_finish (GObject *source,
                                             GAsyncResult *result,
                                             GError **error);
void console_people_call_async (ConsoleContext *context,
                                gint64 account,
                                const char *method,
                                const char *verb,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
JsonNode *console_people_call_finish (GObject *source,
                                      GAsyncResult *result,
                                      GError **error);

G_END_DECLS
