/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sweetspot-server of our own on this computer: started on a free loopback port, watched, started again when it ends, and
 * ended with us. Main thread. */

#pragma once

#include "console-types.h"

G_BEGIN_DECLS

/**
 * ConsoleServerProcess:
 *
 * Properties (all notify): `address` (string, `http://127.0.0.1:PORT`, %NULL while it does not answer), `problem` (string,
 * nullable: why it does not run).
 */
#define CONSOLE_TYPE_SERVER_PROCESS (console_server_process_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleServerProcess, console_server_process, CONSOLE, SERVER_PROCESS, GObject)

/** The e-mail of the demo's manager; its password is %CONSOLE_DEMO_PASSWORD. */
#define CONSOLE_DEMO_MANAGER_EMAIL "manager@demo.sweetspot.example"
#define CONSOLE_DEMO_CUSTOMER_EMAIL "customer@demo.sweetspot.example"
#define CONSOLE_DEMO_PASSWORD "demo-bakery"

/**
 * ConsoleBakerySetup:
 * @store_name: what the bakery is called
 * @city: where it is
 * @address: street and number
 * @contact_number: of the bakery, 10 to 15 digits
 * @email: of the administrator to create, and of the bakery
 * @password: of the administrator
 *
 * What "Set up a bakery on this computer" asks for. Borrowed for the duration of a call.
 */
typedef struct
{
  const char *store_name;
  const char *city;
  const char *address;
  const char *contact_number;
  const char *email;
  const char *password;
} ConsoleBakerySetup;

ConsoleServerProcess *console_server_process_new (const char *database);
const char *console_server_process_get_address (ConsoleServerProcess *self);
const char *console_server_process_get_problem (ConsoleServerProcess *self);
char *console_server_process_find_program (void);
char *console_server_process_dup_local_database (const char *data_folder);
char *console_server_process_dup_demo_database (const char *data_folder);

void console_server_process_start_async (ConsoleServerProcess *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean console_server_process_start_finish (ConsoleServerProcess *self,
                                              GAsyncResult *result,
                                              GError **error);
void console_server_process_set_up_async (ConsoleServerProcess *self,
                                          const ConsoleBakerySetup *setup,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean console_server_process_set_up_finish (ConsoleServerProcess *self,
                                               GAsyncResult *result,
                                               GError **error);
void console_server_process_start_demo_async (ConsoleServerProcess *self,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean console_server_process_start_demo_finish (ConsoleServerProcess *self,
                                                   GAsyncResult *result,
                                                   GError **error);
void console_server_process_set_lively (ConsoleServerProcess *self,
                                        gboolean is_lively);
void console_server_process_stop (ConsoleServerProcess *self);

G_END_DECLS
