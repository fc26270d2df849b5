/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Those who make the demo bakery live: a customer who orders, and drivers who take out. Main thread. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_DEMO_PEOPLE (console_demo_people_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleDemoPeople, console_demo_people, CONSOLE, DEMO_PEOPLE, GObject)

ConsoleDemoPeople *console_demo_people_new (void);
void console_demo_people_set_server (ConsoleDemoPeople *self,
                                     const char *address);

G_END_DECLS
