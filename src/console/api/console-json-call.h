/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One plain JSON request and its answer, for what happens outside a session: the first store of a new bakery, the demo's
 * customer. Main thread. */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

void console_json_call_async (SoupSession *session,
                              const char *method,
                              const char *uri,
                              const char *token,
                              const char *body,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
JsonNode *console_json_call_finish (SoupSession *session,
                                    GAsyncResult *result,
                                    GError **error);

G_END_DECLS
