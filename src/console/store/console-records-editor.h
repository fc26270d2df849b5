/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_RECORDS_EDITOR (console_records_editor_get_type ())

G_DECLARE_DERIVABLE_TYPE (ConsoleRecordsEditor, console_records_editor, CONSOLE, RECORDS_EDITOR, GtkBox)

/**
 * ConsoleRecordsEditorClass:
 * @prepare: (nullable): tells what the rows depend on before they show an entity's records, and before they are read into one
 * @create_row: makes a row that shows a record, %NULL for a new one; the row calls console_records_editor_edited() when a
 *   person changes it, and console_records_editor_remove() when they remove it
 * @read_row: what a row shows, %NULL with @ret_problem (transfer full) where it makes no sense
 *
 * A list of records in a document field.
 */
struct _ConsoleRecordsEditorClass
{
  GtkBoxClass parent_class;

  void (*prepare) (ConsoleRecordsEditor *self,
                   gconstpointer entity);
  GtkWidget *(*create_row) (ConsoleRecordsEditor *self,
                            JsonObject *record);
  JsonObject *(*read_row) (ConsoleRecordsEditor *self,
                           GtkWidget *row,
                           char **ret_problem);
};

void console_records_editor_set_add_label (ConsoleRecordsEditor *self,
                                           const char *label);
void console_records_editor_edited (ConsoleRecordsEditor *self);
void console_records_editor_remove (ConsoleRecordsEditor *self,
                                    GtkWidget *row);

G_END_DECLS
