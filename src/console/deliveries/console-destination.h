/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An order that is to be taken somewhere today, as the widgets see it. Main thread. */

#pragma once

#include "bakery-order.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ConsoleDestination:
 *
 * The same order keeps the same destination while a list holds it, so that selection and focus stay.
 *
 * Properties (all notify): `order` (pointer, see console_destination_get_order(); whenever its content changed), `run` (string,
 * nullable: who takes it and when they will be there, in words).
 */
#define CONSOLE_TYPE_DESTINATION (console_destination_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleDestination, console_destination, CONSOLE, DESTINATION, GObject)

ConsoleDestination *console_destination_new (BakeryOrder *order);
const BakeryOrder *console_destination_get_order (ConsoleDestination *self);
gint64 console_destination_get_id (ConsoleDestination *self);
gboolean console_destination_has_place (ConsoleDestination *self);
const char *console_destination_get_run (ConsoleDestination *self);
void console_destination_set_run (ConsoleDestination *self,
                                  const char *words);
void console_destination_set_order (ConsoleDestination *self,
                                    BakeryOrder *order);

G_END_DECLS
