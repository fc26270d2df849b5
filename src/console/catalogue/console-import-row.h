/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-catalogue-csv.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_IMPORT_ROW (console_import_row_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleImportRow, console_import_row, CONSOLE, IMPORT_ROW, GObject)

ConsoleImportRow *console_import_row_new (guint line,
                                          const char *title,
                                          char *text,
                                          BakeryCatalogueEffect effect);
GListStore *console_import_row_list (const BakeryCatalogueReading *reading);
GtkListItemFactory *console_import_row_factory_new (void);

G_END_DECLS
