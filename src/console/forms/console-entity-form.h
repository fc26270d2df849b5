/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-violations.h"
#include "console-field-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleFormGroup:
 * @title: (nullable): what the fields are about, marked with N_()
 * @description: (nullable): what a person should know, marked with N_()
 * @fields: %NULL-terminated names of fields
 *
 * Fields that stand together. A table of them ends with a group without fields.
 */
typedef struct
{
  const char *title;
  const char *description;
  const char *const *fields;
} ConsoleFormGroup;

/**
 * ConsoleEntityForm:
 *
 * Properties (both notify): `is-dirty` (gboolean: something differs from what was saved), `is-valid` (gboolean: nothing
 * is wrong as far as can be told here).
 *
 * Signals: `edited`: a person changed something.
 */
#define CONSOLE_TYPE_ENTITY_FORM (console_entity_form_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleEntityForm, console_entity_form, CONSOLE, ENTITY_FORM, AdwBin)

GtkWidget *console_entity_form_new (ConsoleContext *context,
                                    const BakeryEntityType *type,
                                    const ConsoleFormGroup *groups);
void console_entity_form_set_editor (ConsoleEntityForm *self,
                                     const char *field,
                                     ConsoleFieldEditor *editor);
void console_entity_form_add_widget (ConsoleEntityForm *self,
                                     const char *field,
                                     GtkWidget *widget);
void console_entity_form_set_roles (ConsoleEntityForm *self,
                                    BakeryRoles roles);
void console_entity_form_set_entity (ConsoleEntityForm *self,
                                     gconstpointer base,
                                     gconstpointer entity);
void console_entity_form_change (ConsoleEntityForm *self,
                                 gconstpointer entity);
gconstpointer console_entity_form_get_base (ConsoleEntityForm *self);
gconstpointer console_entity_form_get_entity (ConsoleEntityForm *self);
gpointer console_entity_form_dup_entity (ConsoleEntityForm *self);
gboolean console_entity_form_is_dirty (ConsoleEntityForm *self);
gboolean console_entity_form_is_valid (ConsoleEntityForm *self);
void console_entity_form_begin (ConsoleEntityForm *self);
gboolean console_entity_form_is_changeable (ConsoleEntityForm *self);
gboolean console_entity_form_check (ConsoleEntityForm *self);
void console_entity_form_show_violations (ConsoleEntityForm *self,
                                          const BakeryViolations *violations);
void console_entity_form_set_findings (ConsoleEntityForm *self,
                                       const BakeryViolations *findings);
void console_entity_form_set_field_visible (ConsoleEntityForm *self,
                                            const char *field,
                                            gboolean is_visible);
void console_entity_form_set_field_sensitive (ConsoleEntityForm *self,
                                              const char *field,
                                              gboolean is_sensitive);

G_END_DECLS
