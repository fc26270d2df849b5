/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Somebody else saved first: both versions, field by field, with a choice where both changed the same. What only one of them
 * changed is taken from that one, and said. Main thread. */

#include "config.h"

#include "console-conflict-dialog.h"

#include "console-context.h"
#include "console-dialog.h"
#include "console-entities.h"
#include "console-entity-merge.h"
#include "console-field-titles.h"
#include "console-field-values.h"
#include "console-repository.h"

#include <glib/gi18n.h>

struct _ConsoleConflictDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkLabel       *explanation;
  GtkBox         *fields;
  GtkButton      *apply;
  GtkLabel       *problem;

  /* Owned */
  ConsoleContext *context;
  ConsoleEdit    *edit;
  GCancellable   *cancellable;
  GHashTable     *choices; /* field → the check button that takes mine */
};

G_DEFINE_FINAL_TYPE (ConsoleConflictDialog, console_conflict_dialog, ADW_TYPE_WINDOW)

static ConsoleRepository *
get_repository (ConsoleConflictDialog *self)
{
  return console_context_get_repository (self->context);
}

static GtkWidget *
add_version (ConsoleConflictDialog *self,
             AdwPreferencesGroup   *group,
             const char            *whose,
             gconstpointer          version,
             const BakeryField     *field)
{
  g_autofree char *value = console_field_dup_value (self->context, version, field);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *name = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *value != '\0' ? value : _("Nothing"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), whose);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_receives_default (row, TRUE);
  name = g_strdup_printf ("%s: %s, %s", adw_preferences_group_get_title (group), value, whose);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_preferences_group_add (group, row);

  return check;
}

static void
add_choice (ConsoleConflictDialog *self,
            const BakeryField     *field)
{
  const BakeryEntityType *type = BAKERY_ENTITY (self->edit->mine)->type;
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *mine, *theirs;

  adw_preferences_group_set_title (group, console_field_get_title (type, field));
  mine = add_version (self, group, _("Mine"), self->edit->mine, field);
  theirs = add_version (self, group, _("Theirs"), self->edit->theirs, field);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (theirs), GTK_CHECK_BUTTON (mine));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (mine), TRUE);
  gtk_box_append (self->fields, GTK_WIDGET (group));
  g_hash_table_insert (self->choices, (gpointer) field, mine);
}

/* What is taken from one version without a question. */
static void
add_taken (ConsoleConflictDialog *self,
           gconstpointer          version,
           const char            *heading)
{
  const BakeryEntityType *type = BAKERY_ENTITY (self->edit->mine)->type;
  GtkWidget *group = adw_preferences_group_new ();
  guint n_fields = 0;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), heading);
  for (guint i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];

      if (field->writers == BAKERY_ROLES_NOBODY || g_hash_table_contains (self->choices, field)
          || bakery_field_equal (self->edit->base, version, field))
        continue;
      else
        {
          g_autofree char *value = console_field_dup_value (self->context, version, field);
          GtkWidget *row = adw_action_row_new ();

          adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), console_field_get_title (type, field));
          adw_action_row_set_subtitle (ADW_ACTION_ROW (row), *value != '\0' ? value : _("Nothing"));
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
          n_fields++;
        }
    }

  if (n_fields > 0)
    gtk_box_append (self->fields, group);
  else
    g_object_unref (g_object_ref_sink (group));
}

static void
show_versions (ConsoleConflictDialog *self)
{
  const BakeryEntityType *type = BAKERY_ENTITY (self->edit->mine)->type;

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (console_field_is_contested (&type->fields[i], self->edit->base, self->edit->mine, self->edit->theirs))
        add_choice (self, &type->fields[i]);
    }
  if (self->edit->base != NULL)
    {
      add_taken (self, self->edit->mine, _("Changed by me alone"));
      add_taken (self, self->edit->theirs, _("Changed by them alone"));
    }
}

/* One of the two deleted it: there is nothing to choose field by field. */
static void
show_deletion (ConsoleConflictDialog *self)
{
  gtk_label_set_label (self->explanation,
                       self->edit->theirs == NULL
                       ? _("Somebody else deleted this meanwhile. Your changes cannot be kept.")
                       : _("Somebody else changed this before you deleted it."));
  gtk_button_set_label (self->apply, _("_Delete It"));
  gtk_window_set_default_widget (GTK_WINDOW (self), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->apply), self->edit->theirs != NULL);
}

static void
show_edit (ConsoleConflictDialog *self)
{
  gconstpointer entity = self->edit->mine != NULL ? self->edit->mine : self->edit->base;
  g_autofree char *title = entity != NULL ? console_entity_dup_title (entity) : NULL;

  adw_window_title_set_subtitle (self->title, title != NULL ? title : "");
  if (self->edit->mine != NULL && self->edit->theirs != NULL)
    show_versions (self);
  else
    show_deletion (self);
}

/* Their version, with mine where it was chosen or is the only change. */
static gpointer
dup_decision (ConsoleConflictDialog *self)
{
  const BakeryEntityType *type = BAKERY_ENTITY (self->edit->theirs)->type;
  gpointer decision = bakery_entity_copy (self->edit->theirs);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];
      GtkCheckButton *mine = g_hash_table_lookup (self->choices, field);
      const gboolean is_mine_alone = self->edit->base != NULL && field->writers != BAKERY_ROLES_NOBODY
                                     && !bakery_field_equal (self->edit->base, self->edit->mine, field);

      if (mine != NULL ? gtk_check_button_get_active (mine) : is_mine_alone)
        bakery_field_copy (decision, self->edit->mine, field);
    }
  bakery_entity_derive (decision);

  return decision;
}

static void
show_problem (ConsoleConflictDialog *self,
              const GError          *error)
{
  gtk_label_set_label (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ConsoleConflictDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  if (console_repository_resolve_edit_finish (CONSOLE_REPOSITORY (source), result, &error))
    gtk_window_close (GTK_WINDOW (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_problem (self, error);
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ConsoleConflictDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  if (console_repository_discard_edit_finish (CONSOLE_REPOSITORY (source), result, &error))
    gtk_window_close (GTK_WINDOW (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_problem (self, error);
}

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ConsoleConflictDialog *self = CONSOLE_CONFLICT_DIALOG (widget);
  gpointer decision = self->edit->mine != NULL ? dup_decision (self) : NULL;

  console_repository_resolve_edit_async (get_repository (self), self->edit, decision, self->cancellable,
                                         resolved_cb, g_object_ref (self));
  g_clear_pointer (&decision, bakery_entity_unref);
}

static void
discard_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ConsoleConflictDialog *self = CONSOLE_CONFLICT_DIALOG (widget);

  console_repository_discard_edit_async (get_repository (self), self->edit, self->cancellable,
                                         discarded_cb, g_object_ref (self));
}

static void
console_conflict_dialog_dispose (GObject *object)
{
  ConsoleConflictDialog *self = CONSOLE_CONFLICT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_CONFLICT_DIALOG);
  g_hash_table_remove_all (self->choices);
  g_clear_object (&self->context);
  g_clear_pointer (&self->edit, console_edit_free);

  G_OBJECT_CLASS (console_conflict_dialog_parent_class)->dispose (object);
}

static void
console_conflict_dialog_finalize (GObject *object)
{
  ConsoleConflictDialog *self = CONSOLE_CONFLICT_DIALOG (object);

  g_hash_table_unref (self->choices);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (console_conflict_dialog_parent_class)->finalize (object);
}

static void
console_conflict_dialog_class_init (ConsoleConflictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_conflict_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_conflict_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/forms/conflict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleConflictDialog, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleConflictDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, ConsoleConflictDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, ConsoleConflictDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, ConsoleConflictDialog, problem);
  gtk_widget_class_install_action (widget_class, "conflict.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "conflict.discard", NULL, discard_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_conflict_dialog_init (ConsoleConflictDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->choices = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

typedef struct
{
  GtkWindow      *parent;
  ConsoleContext *context;
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->context);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* Somebody may have decided at another console while the change was read. */
static void
edit_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(ConsoleEdit) edit = console_repository_read_edit_finish (CONSOLE_REPOSITORY (source), result, NULL);
  ConsoleConflictDialog *self;

  if (edit == NULL || edit->state != CONSOLE_EDIT_CONFLICT || !gtk_widget_get_mapped (GTK_WIDGET (question->parent)))
    return;

  self = g_object_new (CONSOLE_TYPE_CONFLICT_DIALOG, "modal", TRUE, NULL);
  self->context = g_object_ref (question->context);
  self->edit = g_steal_pointer (&edit);
  show_edit (self);
  gtk_widget_child_focus (GTK_WIDGET (self->fields), GTK_DIR_TAB_FORWARD);
  console_dialog_present (GTK_WINDOW (self), GTK_WIDGET (question->parent));
}

/**
 * console_conflict_dialog_present:
 * @parent: the window it belongs to
 * @context: the console's context
 * @type: an entity type
 * @id: an entity's id
 *
 * Asks what is to become of a change that met somebody else's. Nothing happens where there is none.
 */
void
console_conflict_dialog_present (GtkWindow              *parent,
                                 ConsoleContext         *context,
                                 const BakeryEntityType *type,
                                 gint64                  id)
{
  Question *question = g_new0 (Question, 1);

  question->parent = g_object_ref (parent);
  question->context = g_object_ref (context);
  console_repository_read_edit_async (console_context_get_repository (context), type, id, NULL, edit_read_cb, question);
}
