/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Somebody of the demo who uses the REST API, as a web shop or a driver's telephone would: signs in when that is needed, and
 * again after whatever went wrong. Main thread. */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_DEMO_ACCOUNT (console_demo_account_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleDemoAccount, console_demo_account, CONSOLE, DEMO_ACCOUNT, GObject)

ConsoleDemoAccount *console_demo_account_new (const char *email,
                                              const char *password);
void console_demo_account_set_server (ConsoleDemoAccount *self,
                                      const char *address);
gint64 console_demo_account_get_id (ConsoleDemoAccount *self);
gint64 console_demo_account_get_store (ConsoleDemoAccount *self);

void console_demo_account_call_async (ConsoleDemoAccount *self,
                                      const char *method,
                                      const char *path,
                                      const char *body,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
JsonNode *console_demo_account_call_finish (ConsoleDemoAccount *self,
                                            GAsyncResult *result,
                                            GError **error);

G_END_DECLS
