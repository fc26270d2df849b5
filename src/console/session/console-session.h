/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is signed in, and to which server. The access token lives in memory only, the refresh token in the Secret Service (or
 * in memory where there is none), the account and the server's address in a small file, so that an account that was signed
 * in before can work from its cache while the server cannot be reached. Main thread. */

#pragma once

#include "bakery-account.h"
#include "bakery-order-stage.h"
#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleSessionState:
 * @CONSOLE_SESSION_SIGNED_OUT: nobody; the first-start page is shown
 * @CONSOLE_SESSION_SIGNING_IN: the server is being asked
 * @CONSOLE_SESSION_SIGNED_IN: there is an account; pages work, also while the server is out of reach
 * @CONSOLE_SESSION_EXPIRED: there is an account and its cache, but the server wants the password again; changes wait in
 *   the outbox until then
 */
typedef enum
{
  CONSOLE_SESSION_SIGNED_OUT,
  CONSOLE_SESSION_SIGNING_IN,
  CONSOLE_SESSION_SIGNED_IN,
  CONSOLE_SESSION_EXPIRED,
} ConsoleSessionState;

/**
 * ConsoleSession:
 *
 * Properties (all notify): `state` (int, a #ConsoleSessionState), `server` (string, the base address without `/api`, or
 * %NULL), `email` (string), `keeps-sign-in` (gboolean: %FALSE when no Secret Service was found, so that the sign-in lasts
 * until the console quits).
 *
 * Signals: `account-changed`: console_session_get_account() has another answer.
 */
#define CONSOLE_TYPE_SESSION (console_session_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSession, console_session, CONSOLE, SESSION, GObject)

ConsoleSession *console_session_new (const char *data_folder,
                                     ConsoleSecrets *secrets);
ConsoleApiClient *console_session_get_client (ConsoleSession *self);
ConsoleSessionState console_session_get_state (ConsoleSession *self);
const BakeryAccount *console_session_get_account (ConsoleSession *self);
void console_session_confirm (ConsoleSession *self);
BakeryActor console_session_get_actor (ConsoleSession *self);
const char *console_session_get_server (ConsoleSession *self);
const char *console_session_get_email (ConsoleSession *self);
gboolean console_session_keeps_sign_in (ConsoleSession *self);
gboolean console_session_has_saved_account (ConsoleSession *self);
void console_session_set_server (ConsoleSession *self,
                                 const char *server);
void console_session_set_forgets_token (ConsoleSession *self,
                                        gboolean forgets_token);
void console_session_set_server_name (ConsoleSession *self,
                                      const char *name);

void console_session_sign_in_async (ConsoleSession *self,
                                    const char *server,
                                    const char *email,
                                    const char *password,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean console_session_sign_in_finish (ConsoleSession *self,
                                         GAsyncResult *result,
                                         GError **error);
void console_session_restore_async (ConsoleSession *self,
                                    const char *server,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean console_session_restore_finish (ConsoleSession *self,
                                         GAsyncResult *result,
                                         GError **error);
void console_session_sign_out_async (ConsoleSession *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean console_session_sign_out_finish (ConsoleSession *self,
                                          GAsyncResult *result,
                                          GError **error);

G_END_DECLS
