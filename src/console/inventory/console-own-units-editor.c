/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The units that an item has besides grams and kilograms, such as a sack of 25 kg. Main thread. */

#include "config.h"

#include "console-own-units-editor.h"

#include "bakery-inventory.h"
#include "console-own-unit-row.h"

#include <glib/gi18n.h>

struct _ConsoleOwnUnitsEditor
{
  ConsoleRecordsEditor parent_instance;

  BakeryUnit           base;
};

G_DEFINE_FINAL_TYPE (ConsoleOwnUnitsEditor, console_own_units_editor, CONSOLE_TYPE_RECORDS_EDITOR)

static void
removed_cb (GtkWidget            *row,
            ConsoleRecordsEditor *self)
{
  console_records_editor_remove (self, row);
}

static void
console_own_units_editor_prepare (ConsoleRecordsEditor *editor,
                                  gconstpointer         entity)
{
  CONSOLE_OWN_UNITS_EDITOR (editor)->base = (BakeryUnit) ((const BakeryInventoryItem *) entity)->unit;
}

static GtkWidget *
console_own_units_editor_create_row (ConsoleRecordsEditor *editor,
                                     JsonObject           *record)
{
  GtkWidget *row = console_own_unit_row_new (record, CONSOLE_OWN_UNITS_EDITOR (editor)->base);

  g_signal_connect_object (row, "edited", G_CALLBACK (console_records_editor_edited), editor, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), editor, 0);

  return row;
}

/* Whether a row above has the same name. */
static gboolean
is_repeated (GtkWidget *row)
{
  const char *name = console_own_unit_row_get_name (CONSOLE_OWN_UNIT_ROW (row));

  for (GtkWidget *above = gtk_widget_get_prev_sibling (row); above != NULL; above = gtk_widget_get_prev_sibling (above))
    {
      if (g_str_equal (console_own_unit_row_get_name (CONSOLE_OWN_UNIT_ROW (above)), name))
        return TRUE;
    }

  return FALSE;
}

static JsonObject *
console_own_units_editor_read_row (ConsoleRecordsEditor *editor,
                                   GtkWidget            *row,
                                   char                **ret_problem)
{
  console_own_unit_row_set_base (CONSOLE_OWN_UNIT_ROW (row), CONSOLE_OWN_UNITS_EDITOR (editor)->base);
  if (is_repeated (row))
    {
      *ret_problem = g_strdup (_("Give each unit a name of its own."));
      return NULL;
    }

  return console_own_unit_row_read (CONSOLE_OWN_UNIT_ROW (row), ret_problem);
}

static void
console_own_units_editor_class_init (ConsoleOwnUnitsEditorClass *klass)
{
  ConsoleRecordsEditorClass *records_class = CONSOLE_RECORDS_EDITOR_CLASS (klass);

  records_class->prepare = console_own_units_editor_prepare;
  records_class->create_row = console_own_units_editor_create_row;
  records_class->read_row = console_own_units_editor_read_row;
}

static void
console_own_units_editor_init (ConsoleOwnUnitsEditor *self)
{
  console_records_editor_set_add_label (CONSOLE_RECORDS_EDITOR (self), _("Add a unit"));
}

/**
 * console_own_units_editor_new:
 *
 * Returns: (transfer floating): an editor for the units that only one item has
 */
ConsoleFieldEditor *
console_own_units_editor_new (void)
{
  return g_object_new (CONSOLE_TYPE_OWN_UNITS_EDITOR, NULL);
}
