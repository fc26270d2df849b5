/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is wrong in a form, by the domain's own rules or by the server's word, and where it is said. Main thread. */

#include "config.h"

#include "console-entity-form-private.h"

#include "console-field-problems.h"

#include <string.h>

/* The row of a field, or of the field that a path such as "zones[2].fee" begins with; %NULL where the form has none. */
ConsoleFormRow *
console_entity_form_find_row (ConsoleEntityForm *self,
                              const char        *field)
{
  const gsize length = strcspn (field, ".[");

  for (guint i = 0; i < self->rows->len; i++)
    {
      ConsoleFormRow *row = g_ptr_array_index (self->rows, i);

      if (strncmp (row->field->name, field, length) == 0 && row->field->name[length] == '\0')
        return row;
    }

  return NULL;
}

static BakeryViolations *
judge (ConsoleEntityForm *self)
{
  BakeryViolations *violations = bakery_violations_new ();
  guint i;

  for (i = 0; i < self->type->n_fields; i++)
    {
      const BakeryField *field = &self->type->fields[i];

      /* Of what is stored already, the secrets are not known here. */
      if ((field->flags & BAKERY_FIELD_SECRET) == 0 || self->base->id == 0)
        bakery_field_validate (self->entity, field, violations);
    }
  bakery_entity_validate_whole (self->entity, violations);
  if (self->findings != NULL)
    bakery_violations_add_all (violations, NULL, self->findings);

  return violations;
}

static const char *
find_message (const BakeryViolations *violations,
              const char             *field)
{
  for (guint i = 0; i < bakery_violations_get_n_messages (violations); i++)
    {
      if (g_str_equal (bakery_violations_peek_field (violations, i), field))
        return bakery_violations_peek_message (violations, i);
    }

  return NULL;
}

static char *
dup_row_problem (ConsoleEntityForm      *self,
                 const ConsoleFormRow   *row,
                 const BakeryViolations *violations)
{
  const char *message = row->from_server != NULL ? row->from_server : find_message (violations, row->field->name);

  if (row->not_a_value != NULL)
    return g_strdup (row->not_a_value);

  return message != NULL ? console_field_dup_problem (self->entity, row->field, message) : NULL;
}

/* Showing what is wrong */

static void
set_invalid (GtkWidget  *widget,
             const char *problem)
{
  if (problem == NULL)
    {
      gtk_accessible_reset_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  gtk_accessible_update_state (GTK_ACCESSIBLE (widget),
                               GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
}

static void
show_row_problem (const ConsoleFormRow *row,
                  const char           *problem)
{
  GtkWidget *editor = GTK_WIDGET (row->editor);

  gtk_label_set_label (row->message, problem != NULL ? problem : "");
  gtk_widget_set_visible (row->message_place, problem != NULL && gtk_widget_get_visible (editor));
  if (problem != NULL)
    gtk_widget_add_css_class (editor, "error");
  else
    gtk_widget_remove_css_class (editor, "error");
  set_invalid (editor, problem);
  if (GTK_IS_EDITABLE (editor) && gtk_editable_get_delegate (GTK_EDITABLE (editor)) != NULL)
    set_invalid (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (editor))), problem);
}

/* What is wrong with no field of the form. */
static char *
dup_others (ConsoleEntityForm      *self,
            const BakeryViolations *violations)
{
  GString *sentences = g_string_new (self->others_from_server);
  guint i;

  for (i = 0; i < bakery_violations_get_n_messages (violations); i++)
    {
      if (console_entity_form_find_row (self, bakery_violations_peek_field (violations, i)) == NULL)
        g_string_append_printf (sentences, "%s%s: %s", sentences->len > 0 ? "\n" : "",
                                bakery_violations_peek_field (violations, i),
                                bakery_violations_peek_message (violations, i));
    }

  return g_string_free (sentences, FALSE);
}

static gboolean
has_no_value (ConsoleFormRow *row)
{
  return row->not_a_value != NULL;
}

/* The one place that decides what is wrong, and what is said of it. */
void
console_entity_form_update (ConsoleEntityForm *self)
{
  g_autoptr(BakeryViolations) violations = judge (self);
  g_autofree char *others = dup_others (self, violations);
  gboolean is_valid = bakery_violations_is_empty (violations);
  gboolean is_dirty = !bakery_entity_equal (self->base, self->entity);
  guint i;

  for (i = 0; i < self->rows->len; i++)
    {
      ConsoleFormRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *problem = dup_row_problem (self, row, violations);
      const gboolean is_said = row->is_touched || row->from_server != NULL;

      show_row_problem (row, is_said ? problem : NULL);
      is_valid = is_valid && !has_no_value (row);
      is_dirty = is_dirty || has_no_value (row);
    }

  gtk_label_set_label (self->others, others);
  gtk_widget_set_visible (GTK_WIDGET (self->others), self->others_from_server != NULL);
  console_entity_form_set_state (self, is_valid, is_dirty);
}

/* Says nothing of what was wrong with another entity. */
void
console_entity_form_forget_problems (ConsoleEntityForm *self)
{
  g_clear_pointer (&self->others_from_server, g_free);
  g_clear_pointer (&self->findings, bakery_violations_free);
  for (guint i = 0; i < self->rows->len; i++)
    {
      ConsoleFormRow *row = g_ptr_array_index (self->rows, i);

      g_clear_pointer (&row->not_a_value, g_free);
      g_clear_pointer (&row->from_server, g_free);
      row->is_touched = FALSE;
    }
}

static void
focus_first_problem (ConsoleEntityForm *self)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  for (guint i = 0; i < self->rows->len; i++)
    {
      ConsoleFormRow *row = g_ptr_array_index (self->rows, i);

      if (gtk_widget_get_visible (row->message_place))
        {
          gtk_widget_grab_focus (GTK_WIDGET (row->editor));
          return;
        }
    }
}

/**
 * console_entity_form_check:
 * @self: a form
 *
 * Says everything that is wrong, and puts the focus into the first wrong field; to be called before what it holds is saved.
 *
 * Returns: whether nothing is wrong
 */
gboolean
console_entity_form_check (ConsoleEntityForm *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_FORM (self), FALSE);
  g_return_val_if_fail (self->entity != NULL, FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    ((ConsoleFormRow *) g_ptr_array_index (self->rows, i))->is_touched = TRUE;
  console_entity_form_update (self);
  if (!self->is_valid)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->others), *gtk_label_get_label (self->others) != '\0');
      focus_first_problem (self);
    }

  return self->is_valid;
}

/**
 * console_entity_form_show_violations:
 * @self: a form that shows an entity
 * @violations: what the server found wrong with it
 *
 * Says it at the fields until they are changed; what is about none of them stands above the form. The focus goes into the
 * first wrong field.
 */
void
console_entity_form_show_violations (ConsoleEntityForm      *self,
                                     const BakeryViolations *violations)
{
  g_autoptr(GString) others = g_string_new (NULL);

  g_return_if_fail (CONSOLE_IS_ENTITY_FORM (self));
  g_return_if_fail (self->entity != NULL);

  for (guint i = 0; i < bakery_violations_get_n_messages (violations); i++)
    {
      ConsoleFormRow *row = console_entity_form_find_row (self, bakery_violations_peek_field (violations, i));

      if (row == NULL)
        g_string_append_printf (others, "%s%s", others->len > 0 ? "\n" : "", bakery_violations_peek_message (violations, i));
      else if (row->from_server == NULL)
        row->from_server = g_strdup (bakery_violations_peek_message (violations, i));
    }

  g_free (self->others_from_server);
  self->others_from_server = others->len > 0 ? g_strdup (others->str) : NULL;
  console_entity_form_update (self);
  focus_first_problem (self);
}

/**
 * console_entity_form_set_findings:
 * @self: a form that shows an entity
 * @findings: what is wrong with it by what the form does not know, such as other entities; empty for nothing
 *
 * Says it at the fields as the domain's own rules are said, in place of what was found before; with any of it the form
 * cannot be saved. What is wrong with a part of a field, such as "lines[2].unit", is for the field's editor to say.
 */
void
console_entity_form_set_findings (ConsoleEntityForm      *self,
                                  const BakeryViolations *findings)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_FORM (self));
  g_return_if_fail (self->entity != NULL);

  g_clear_pointer (&self->findings, bakery_violations_free);
  self->findings = bakery_violations_copy (findings);
  console_entity_form_update (self);
}
