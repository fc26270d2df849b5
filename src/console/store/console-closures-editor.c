/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When a store is closed although its week says otherwise, in whole days of its time zone. Main thread. */

#include "config.h"

#include "console-closures-editor.h"

#include "bakery-store.h"
#include "console-closure-row.h"
#include "console-context.h"

#include <glib/gi18n.h>

struct _ConsoleClosuresEditor
{
  ConsoleRecordsEditor parent_instance;

  /* Owned */
  ConsoleContext *context;
  char           *time_zone;
};

G_DEFINE_FINAL_TYPE (ConsoleClosuresEditor, console_closures_editor, CONSOLE_TYPE_RECORDS_EDITOR)

static void
removed_cb (GtkWidget            *row,
            ConsoleRecordsEditor *self)
{
  console_records_editor_remove (self, row);
}

static void
console_closures_editor_prepare (ConsoleRecordsEditor *editor,
                                 gconstpointer         entity)
{
  ConsoleClosuresEditor *self = CONSOLE_CLOSURES_EDITOR (editor);

  g_free (self->time_zone);
  self->time_zone = g_strdup (((const BakeryStore *) entity)->time_zone);
}

static GtkWidget *
console_closures_editor_create_row (ConsoleRecordsEditor *editor,
                                    JsonObject           *record)
{
  ConsoleClosuresEditor *self = CONSOLE_CLOSURES_EDITOR (editor);
  GtkWidget *row = console_closure_row_new (record, self->time_zone, console_context_get_now (self->context));

  g_signal_connect_object (row, "edited", G_CALLBACK (console_records_editor_edited), editor, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), editor, 0);

  return row;
}

static JsonObject *
console_closures_editor_read_row (ConsoleRecordsEditor *editor,
                                  GtkWidget            *row,
                                  char                **ret_problem)
{
  return console_closure_row_read (CONSOLE_CLOSURE_ROW (row), ret_problem);
}

static void
console_closures_editor_finalize (GObject *object)
{
  ConsoleClosuresEditor *self = CONSOLE_CLOSURES_EDITOR (object);

  g_clear_object (&self->context);
  g_free (self->time_zone);

  G_OBJECT_CLASS (console_closures_editor_parent_class)->finalize (object);
}

static void
console_closures_editor_class_init (ConsoleClosuresEditorClass *klass)
{
  ConsoleRecordsEditorClass *records_class = CONSOLE_RECORDS_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_closures_editor_finalize;
  records_class->prepare = console_closures_editor_prepare;
  records_class->create_row = console_closures_editor_create_row;
  records_class->read_row = console_closures_editor_read_row;
}

static void
console_closures_editor_init (ConsoleClosuresEditor *self)
{
  console_records_editor_set_add_label (CONSOLE_RECORDS_EDITOR (self), _("Add a closure"));
}

/**
 * console_closures_editor_new:
 * @context: tells the time
 *
 * Returns: (transfer floating): an editor for the closures of a store
 */
ConsoleFieldEditor *
console_closures_editor_new (ConsoleContext *context)
{
  ConsoleClosuresEditor *self = g_object_new (CONSOLE_TYPE_CLOSURES_EDITOR, NULL);

  self->context = g_object_ref (context);

  return CONSOLE_FIELD_EDITOR (self);
}
