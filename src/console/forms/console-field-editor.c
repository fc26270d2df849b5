/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The interface, and the table that says which editor a type of field gets. */

#include "config.h"

#include "console-field-editor.h"

#include "console-choice-editor.h"
#include "console-entry-editor.h"
#include "console-field-titles.h"
#include "console-switch-editor.h"
#include "console-tags-editor.h"
#include "console-text-editor.h"
#include "console-time-editor.h"

/* From so many characters on, a text is written in several lines. */
#define SEVERAL_LINES 500

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (ConsoleFieldEditor, console_field_editor, GTK_TYPE_WIDGET)

static void
console_field_editor_default_init (ConsoleFieldEditorInterface *iface)
{
  signals[EDITED] = g_signal_new ("edited", CONSOLE_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

/**
 * console_field_editor_new:
 * @context: the console's context
 * @type: the entity type
 * @field: one of its fields
 *
 * Makes the usual editor of such a field.
 *
 * Returns: (transfer floating) (nullable): the editor; %NULL where the type of the field has none
 */
ConsoleFieldEditor *
console_field_editor_new (ConsoleContext         *context,
                          const BakeryEntityType *type,
                          const BakeryField      *field)
{
  const char *title = console_field_get_title (type, field);

  switch (field->type)
    {
    case BAKERY_FIELD_TEXT:
      return field->maximum >= SEVERAL_LINES ? console_text_editor_new (title)
                                             : console_entry_editor_new (title, field);
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_QUANTITY:
    case BAKERY_FIELD_REAL:
      return console_entry_editor_new (title, field);
    case BAKERY_FIELD_BOOLEAN:
      return console_switch_editor_new (title);
    case BAKERY_FIELD_ENUM:
      return console_choice_editor_new (title, field);
    case BAKERY_FIELD_TEXT_LIST:
      return field->values != NULL ? console_tags_editor_new (title, field) : console_entry_editor_new (title, field);
    case BAKERY_FIELD_TIME:
      return console_time_editor_new (title, context);
    case BAKERY_FIELD_REFERENCE:
    case BAKERY_FIELD_REFERENCE_LIST:
    case BAKERY_FIELD_DOCUMENT:
    case BAKERY_FIELD_CHILDREN:
    default:
      return NULL;
    }
}

/**
 * console_field_editor_show:
 * @self: an editor
 * @entity: the entity whose field is shown
 * @field: the field
 *
 * Shows a value. The editor may say that it was edited meanwhile; who calls this knows better.
 */
void
console_field_editor_show (ConsoleFieldEditor *self,
                           gconstpointer       entity,
                           const BakeryField  *field)
{
  g_return_if_fail (CONSOLE_IS_FIELD_EDITOR (self));

  CONSOLE_FIELD_EDITOR_GET_IFACE (self)->show (self, entity, field);
}

/**
 * console_field_editor_apply:
 * @self: an editor
 * @entity: an entity of the caller's own
 * @field: the field
 * @ret_problem: (out) (transfer full): why what is shown is no value of the field, for a person to read
 *
 * Writes what is shown into the entity. Limits are not judged.
 *
 * Returns: whether it is a value; the field is untouched otherwise
 */
gboolean
console_field_editor_apply (ConsoleFieldEditor *self,
                            gpointer            entity,
                            const BakeryField  *field,
                            char              **ret_problem)
{
  g_return_val_if_fail (CONSOLE_IS_FIELD_EDITOR (self), FALSE);

  return CONSOLE_FIELD_EDITOR_GET_IFACE (self)->apply (self, entity, field, ret_problem);
}

/**
 * console_field_editor_edited:
 * @self: an editor
 *
 * Says that a person changed what is shown; for the editors themselves.
 */
void
console_field_editor_edited (ConsoleFieldEditor *self)
{
  g_return_if_fail (CONSOLE_IS_FIELD_EDITOR (self));

  g_signal_emit (self, signals[EDITED], 0);
}
