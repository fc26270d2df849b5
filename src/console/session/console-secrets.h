/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where refresh tokens are kept: the Secret Service through libsecret, or memory where there is none. Main thread. */

#pragma once

#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleSecrets:
 *
 * Property `is-lasting` (gboolean, notifies): %FALSE once it turned out that there is no Secret Service.
 */
#define CONSOLE_TYPE_SECRETS (console_secrets_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSecrets, console_secrets, CONSOLE, SECRETS, GObject)

ConsoleSecrets *console_secrets_new (gboolean use_service);
gboolean console_secrets_is_lasting (ConsoleSecrets *self);
void console_secrets_store_async (ConsoleSecrets *self,
                                  const char *server,
                                  const char *email,
                                  const char *token,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean console_secrets_store_finish (ConsoleSecrets *self,
                                       GAsyncResult *result,
                                       GError **error);
void console_secrets_look_up_async (ConsoleSecrets *self,
                                    const char *server,
                                    const char *email,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
char *console_secrets_look_up_finish (ConsoleSecrets *self,
                                      GAsyncResult *result,
                                      GError **error);

G_END_DECLS
