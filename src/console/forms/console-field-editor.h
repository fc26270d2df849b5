/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a form needs of the widget that shows one field and lets a person change it. An editor knows no entity of its own: it
 * is told what to show, says when a person changed it, and writes what they gave into an entity of the form's. Main thread. */

#pragma once

#include "bakery-entity.h"
#include "console-types.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_FIELD_EDITOR (console_field_editor_get_type ())

G_DECLARE_INTERFACE (ConsoleFieldEditor, console_field_editor, CONSOLE, FIELD_EDITOR, GtkWidget)

/**
 * ConsoleFieldEditorInterface:
 * @show: shows the field of an entity
 * @apply: writes what is shown into the field of an entity; where that is no value of the field, says why in @ret_problem
 *   (transfer full) and leaves the field
 *
 * The signal `edited` says that a person changed what is shown.
 */
struct _ConsoleFieldEditorInterface
{
  GTypeInterface parent_interface;

  void (*show) (ConsoleFieldEditor *self,
                gconstpointer entity,
                const BakeryField *field);
  gboolean (*apply) (ConsoleFieldEditor *self,
                     gpointer entity,
                     const BakeryField *field,
                     char **ret_problem);
};

ConsoleFieldEditor *console_field_editor_new (ConsoleContext *context,
                                              const BakeryEntityType *type,
                                              const BakeryField *field);
void console_field_editor_show (ConsoleFieldEditor *self,
                                gconstpointer entity,
                                const BakeryField *field);
gboolean console_field_editor_apply (ConsoleFieldEditor *self,
                                     gpointer entity,
                                     const BakeryField *field,
                                     char **ret_problem);
void console_field_editor_edited (ConsoleFieldEditor *self);

G_END_DECLS
