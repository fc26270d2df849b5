/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of a form share: the form (console-entity-form.c), and what is wrong in it
 * (console-entity-form-problems.c). */

#pragma once

#include "bakery-violations.h"
#include "console-entity-form.h"

G_BEGIN_DECLS

typedef struct
{
  const BakeryField *field;

  /* Borrowed */
  ConsoleEntityForm *form;
  ConsoleFieldEditor *editor;
  GtkWidget *message_place;
  GtkLabel *message;

  /* Owned */
  char *not_a_value; /* why what is typed is none */
  char *from_server; /* what the server said of it */

  gboolean is_touched;
} ConsoleFormRow;

struct _ConsoleEntityForm
{
  AdwBin parent_instance;

  /* Borrowed */
  const BakeryEntityType *type;
  const ConsoleFormGroup *groups;
  GtkBox *box;
  GtkLabel *others;

  /* Owned */
  ConsoleContext *context;
  GHashTable *editors; /* field name → special editor */
  GHashTable *extras; /* field name → widget below its group */
  GPtrArray *rows; /* of ConsoleFormRow */
  BakeryEntity *base;
  BakeryEntity *entity;
  char *others_from_server;
  BakeryViolations *findings; /* what only the page can tell */

  BakeryRoles roles;
  gboolean has_roles; /* somebody said for whom the form is */
  gboolean is_showing;
  gboolean is_dirty;
  gboolean is_valid;
};

ConsoleFormRow *console_entity_form_find_row (ConsoleEntityForm *self,
                                              const char *field);
void console_entity_form_set_state (ConsoleEntityForm *self,
                                    gboolean is_valid,
                                    gboolean is_dirty);
void console_entity_form_update (ConsoleEntityForm *self);
void console_entity_form_forget_problems (ConsoleEntityForm *self);

G_END_DECLS
