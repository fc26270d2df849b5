/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ConsoleZoneRow:
 *
 * Signals: `edited`: a person changed the zone; `removed`: they want it no more.
 */
#define CONSOLE_TYPE_ZONE_ROW (console_zone_row_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleZoneRow, console_zone_row, CONSOLE, ZONE_ROW, AdwPreferencesRow)

GtkWidget *console_zone_row_new (JsonObject *zone,
                                 const char *currency);
JsonObject *console_zone_row_read (ConsoleZoneRow *self,
                                   char **ret_problem);

G_END_DECLS
