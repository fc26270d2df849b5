/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is to be on paper: a title and tables below it. The same rows become a print, a PDF or a CSV file. Main thread. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ConsoleSheet:
 *
 * A sheet in the making, or finished. It is not changed while it is printed.
 */
#define CONSOLE_TYPE_SHEET (console_sheet_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSheet, console_sheet, CONSOLE, SHEET, GObject)

/** What a sheet can be saved as. */
typedef enum
{
  CONSOLE_SHEET_PDF,
  CONSOLE_SHEET_CSV,
} ConsoleSheetFormat;

ConsoleSheet *console_sheet_new (const char *title,
                                 const char *subtitle);
void console_sheet_begin_table (ConsoleSheet *self,
                                const char *title,
                                const char *const *columns,
                                guint n_texts);
void console_sheet_add_row (ConsoleSheet *self,
                            const char *const *cells);
void console_sheet_set_data (ConsoleSheet *self,
                             const char *const *cells);
const char *console_sheet_get_title (ConsoleSheet *self);
char *console_sheet_dup_csv (ConsoleSheet *self);
void console_sheet_set_up_paper (GtkPrintOperation *operation);
GtkPrintOperation *console_sheet_create_operation (ConsoleSheet *self);
void console_sheet_print (ConsoleSheet *self,
                          GtkWidget *widget);
void console_sheet_save (ConsoleSheet *self,
                         GtkWidget *widget,
                         ConsoleSheetFormat format);
gboolean console_sheet_export (ConsoleSheet *self,
                               const char *path,
                               GError **error);

G_END_DECLS
