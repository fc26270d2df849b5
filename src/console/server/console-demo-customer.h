/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The demo's customer, who orders a cake every so often over the REST API, as a web shop would. Main thread. */

#pragma once

#include "console-demo-account.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_DEMO_CUSTOMER (console_demo_customer_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleDemoCustomer, console_demo_customer, CONSOLE, DEMO_CUSTOMER, GObject)

ConsoleDemoCustomer *console_demo_customer_new (ConsoleDemoAccount *account);
void console_demo_customer_start (ConsoleDemoCustomer *self);

G_END_DECLS
