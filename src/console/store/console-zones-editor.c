/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The delivery zones of a store. Main thread. */

#include "config.h"

#include "console-zones-editor.h"

#include "console-zone-row.h"

#include <glib/gi18n.h>

struct _ConsoleZonesEditor
{
  ConsoleRecordsEditor parent_instance;

  /* Owned */
  char *currency;
};

G_DEFINE_FINAL_TYPE (ConsoleZonesEditor, console_zones_editor, CONSOLE_TYPE_RECORDS_EDITOR)

static void
removed_cb (GtkWidget            *row,
            ConsoleRecordsEditor *self)
{
  console_records_editor_remove (self, row);
}

static void
console_zones_editor_prepare (ConsoleRecordsEditor *editor,
                              gconstpointer         entity)
{
  ConsoleZonesEditor *self = CONSOLE_ZONES_EDITOR (editor);

  g_free (self->currency);
  self->currency = g_strdup (bakery_entity_get_currency (entity, ""));
}

static GtkWidget *
console_zones_editor_create_row (ConsoleRecordsEditor *editor,
                                 JsonObject           *record)
{
  GtkWidget *row = console_zone_row_new (record, CONSOLE_ZONES_EDITOR (editor)->currency);

  g_signal_connect_object (row, "edited", G_CALLBACK (console_records_editor_edited), editor, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), editor, 0);

  return row;
}

static JsonObject *
console_zones_editor_read_row (ConsoleRecordsEditor *editor,
                               GtkWidget            *row,
                               char                **ret_problem)
{
  return console_zone_row_read (CONSOLE_ZONE_ROW (row), ret_problem);
}

static void
console_zones_editor_finalize (GObject *object)
{
  g_free (CONSOLE_ZONES_EDITOR (object)->currency);

  G_OBJECT_CLASS (console_zones_editor_parent_class)->finalize (object);
}

static void
console_zones_editor_class_init (ConsoleZonesEditorClass *klass)
{
  ConsoleRecordsEditorClass *records_class = CONSOLE_RECORDS_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_zones_editor_finalize;
  records_class->prepare = console_zones_editor_prepare;
  records_class->create_row = console_zones_editor_create_row;
  records_class->read_row = console_zones_editor_read_row;
}

static void
console_zones_editor_init (ConsoleZonesEditor *self)
{
  self->currency = g_strdup ("");
  console_records_editor_set_add_label (CONSOLE_RECORDS_EDITOR (self), _("Add a zone"));
}

/**
 * console_zones_editor_new:
 *
 * Returns: (transfer floating): an editor for the delivery zones of a store
 */
ConsoleFieldEditor *
console_zones_editor_new (void)
{
  return g_object_new (CONSOLE_TYPE_ZONES_EDITOR, NULL);
}
