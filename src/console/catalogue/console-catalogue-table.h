/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The catalogue as a table whose columns sort it. */

#pragma once

#include "bakery-cake.h"
#include "console-calendar.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ConsoleCatalogueTable:
 *
 * Signals: `activated (guint position)`; `sorted (const char *field, gboolean descending)`: a heading was clicked;
 * `switched (gpointer cake, gboolean is_available)`: the switch of a cake was.
 */
#define CONSOLE_TYPE_CATALOGUE_TABLE (console_catalogue_table_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleCatalogueTable, console_catalogue_table, CONSOLE, CATALOGUE_TABLE, GtkWidget)

void console_catalogue_table_set_model (ConsoleCatalogueTable *self,
                                        GtkSelectionModel *model);
void console_catalogue_table_set_calendar (ConsoleCatalogueTable *self,
                                           const ConsoleCalendar *calendar);
void console_catalogue_table_set_editable (ConsoleCatalogueTable *self,
                                           gboolean is_editable);
void console_catalogue_table_set_sort (ConsoleCatalogueTable *self,
                                       const char *field,
                                       gboolean is_descending);

G_END_DECLS
