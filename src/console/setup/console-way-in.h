/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How this console reaches a bakery: a demo on this computer, a bakery of its own on this computer, or a server somewhere.
 * It starts and owns the local server where there is one, signs in, and remembers the choice for the next start.
 * Main thread. */

#pragma once

#include "console-server-process.h"
#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleWay:
 * @CONSOLE_WAY_NONE: nothing was chosen yet
 * @CONSOLE_WAY_DEMO: the demo bakery, with orders arriving
 * @CONSOLE_WAY_LOCAL: a bakery whose server runs on this computer
 * @CONSOLE_WAY_REMOTE: a server somewhere
 */
typedef enum
{
  CONSOLE_WAY_NONE,
  CONSOLE_WAY_DEMO,
  CONSOLE_WAY_LOCAL,
  CONSOLE_WAY_REMOTE,
} ConsoleWay;

/**
 * ConsoleWayIn:
 *
 * Property (notifies): `status` (string, nullable): what is being done, for a person to read; %NULL while nothing is.
 */
#define CONSOLE_TYPE_WAY_IN (console_way_in_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWayIn, console_way_in, CONSOLE, WAY_IN, GObject)

ConsoleWayIn *console_way_in_new (ConsoleContext *context);
ConsoleContext *console_way_in_get_context (ConsoleWayIn *self);
ConsoleWay console_way_in_get_way (ConsoleWayIn *self);
const char *console_way_in_get_status (ConsoleWayIn *self);

void console_way_in_resume_async (ConsoleWayIn *self,
                                  const char *server,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void console_way_in_demo_async (ConsoleWayIn *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void console_way_in_create_async (ConsoleWayIn *self,
                                  const ConsoleBakerySetup *setup,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void console_way_in_connect_async (ConsoleWayIn *self,
                                   const char *server,
                                   const char *email,
                                   const char *password,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean console_way_in_has_local (ConsoleWayIn *self);
void console_way_in_open_async (ConsoleWayIn *self,
                                const char *email,
                                const char *password,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean console_way_in_finish (ConsoleWayIn *self,
                                GAsyncResult *result,
                                GError **error);
void console_way_in_stop (ConsoleWayIn *self);

G_END_DECLS
