/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where orders are to be taken, today or by one run, as a list model over the cache. Main thread; the reading happens on a
 * reader's thread. */

#pragma once

#include "console-destination.h"
#include "console-types.h"

G_BEGIN_DECLS

/** The most destinations of a list; the page is for one day of one shop. */
#define CONSOLE_DESTINATION_LIST_MOST 2000

/**
 * ConsoleDestinationList:
 *
 * A #GListModel of #ConsoleDestination: what is due today or late, what is on the way, and what was handed over today, which
 * comes last; or else the orders of a run. Follows every change of the cache with one `items-changed` as small as it can be,
 * and keeps the identity of destinations.
 *
 * Properties (all notify): `loading` (gboolean: the first answer is not there yet).
 *
 * Signals: `updated`: what a destination says may have changed; `failed (GError *)`: the cache could not be read.
 */
#define CONSOLE_TYPE_DESTINATION_LIST (console_destination_list_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleDestinationList, console_destination_list, CONSOLE, DESTINATION_LIST, GObject)

ConsoleDestinationList *console_destination_list_new (ConsoleRepository *repository);
void console_destination_list_set_day (ConsoleDestinationList *self,
                                       gint64 store,
                                       gint64 from,
                                       gint64 until);
void console_destination_list_set_own (ConsoleDestinationList *self,
                                       gboolean is_own);
void console_destination_list_set_delivered (ConsoleDestinationList *self,
                                             gboolean has_delivered);
void console_destination_list_set_orders (ConsoleDestinationList *self,
                                          const GArray *orders);
gboolean console_destination_list_is_loading (ConsoleDestinationList *self);
guint console_destination_list_find (ConsoleDestinationList *self,
                                     gint64 order);

G_END_DECLS
