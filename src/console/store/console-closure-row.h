/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ConsoleClosureRow:
 *
 * Signals: `edited`: a person changed the closure; `removed`: they want it no more.
 */
#define CONSOLE_TYPE_CLOSURE_ROW (console_closure_row_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleClosureRow, console_closure_row, CONSOLE, CLOSURE_ROW, AdwPreferencesRow)

GtkWidget *console_closure_row_new (JsonObject *closure,
                                    const char *time_zone,
                                    gint64 now);
JsonObject *console_closure_row_read (ConsoleClosureRow *self,
                                      char **ret_problem);

G_END_DECLS
