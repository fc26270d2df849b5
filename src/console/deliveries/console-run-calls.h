/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happens on the road, told to the server at once: setting out, handing over, finding nobody, coming back. Main thread. */

#pragma once

#include "console-context.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void console_run_call_async (ConsoleContext *context,
                             gint64 run,
                             const char *verb,
                             JsonObject *members,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
void console_run_send_photo_async (ConsoleContext *context,
                                   gint64 run,
                                   gint64 order,
                                   GBytes *photo,
                                   const char *content_type,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void console_run_ask_for_drivers_async (ConsoleContext *context,
                                        gint64 store,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
JsonNode *console_run_call_finish (GObject *source,
                                   GAsyncResult *result,
                                   GError **error);
char *console_run_dup_refusal (const GError *error);

G_END_DECLS
