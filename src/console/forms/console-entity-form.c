/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A form made from the field table of an entity type: one editor per field, in groups. What is typed goes at once into a copy
 * of the entity, which is judged by the domain's own rules; what is wrong stands below its field once a person has changed
 * the field or left it. What the server said stands there until the field is changed. Saving is the caller's. Main thread. */

#include "config.h"

#include "console-entity-form-private.h"

#include "bakery-account.h"
#include "console-context.h"
#include "console-field-titles.h"
#include "console-session.h"

#include <glib/gi18n.h>

#include <string.h>

enum
{
  PROP_0,
  PROP_IS_DIRTY,
  PROP_IS_VALID,
  N_PROPERTIES,
};

enum
{
  EDITED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleEntityForm, console_entity_form, ADW_TYPE_BIN)

static void
row_free (gpointer data)
{
  ConsoleFormRow *row = data;

  g_free (row->not_a_value);
  g_free (row->from_server);
  g_free (row);
}

static void
set_flag (ConsoleEntityForm *self,
          gboolean          *flag,
          gboolean           value,
          guint              property)
{
  if (*flag != value)
    {
      *flag = value;
      g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
    }
}

/* Tells those who wait for it whether the form can be saved, and whether there is anything to save. */
void
console_entity_form_set_state (ConsoleEntityForm *self,
                               gboolean           is_valid,
                               gboolean           is_dirty)
{
  set_flag (self, &self->is_valid, is_valid, PROP_IS_VALID);
  set_flag (self, &self->is_dirty, is_dirty, PROP_IS_DIRTY);
}

static void
edited_cb (ConsoleFieldEditor *editor,
           gpointer            user_data)
{
  ConsoleFormRow *row = user_data;
  ConsoleEntityForm *self = row->form;

  if (self->is_showing || self->entity == NULL)
    return;

  g_clear_pointer (&row->not_a_value, g_free);
  g_clear_pointer (&row->from_server, g_free);
  console_field_editor_apply (editor, self->entity, row->field, &row->not_a_value);
  bakery_entity_derive (self->entity);
  row->is_touched = TRUE;
  console_entity_form_update (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
left_cb (GtkEventControllerFocus *controller,
         gpointer                 user_data)
{
  ConsoleFormRow *row = user_data;

  if (row->form->entity != NULL && !row->is_touched)
    {
      row->is_touched = TRUE;
      console_entity_form_update (row->form);
    }
}

/* Making the rows */

static GtkWidget *
create_message (ConsoleFormRow *row,
                gboolean        is_in_list)
{
  GtkWidget *place;

  row->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (row->message, 0);
  gtk_label_set_wrap (row->message, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row->message), "field-message");
  if (!is_in_list)
    return GTK_WIDGET (row->message);

  place = g_object_new (ADW_TYPE_PREFERENCES_ROW,
                        "activatable", FALSE,
                        "focusable", FALSE,
                        "child", row->message,
                        NULL);
  gtk_widget_add_css_class (place, "field-message-row");

  return place;
}

static ConsoleFieldEditor *
get_editor (ConsoleEntityForm *self,
            const BakeryField *field)
{
  ConsoleFieldEditor *editor = g_hash_table_lookup (self->editors, field->name);

  return editor != NULL ? editor : console_field_editor_new (self->context, self->type, field);
}

static void
add_row (ConsoleEntityForm   *self,
         AdwPreferencesGroup *group,
         const char          *name)
{
  const BakeryField *field = bakery_entity_type_find_field (self->type, name);
  ConsoleFieldEditor *editor = field != NULL ? get_editor (self, field) : NULL;
  GtkEventController *focus;
  ConsoleFormRow *row;

  g_return_if_fail (editor != NULL);

  row = g_new0 (ConsoleFormRow, 1);
  row->form = self;
  row->field = field;
  row->editor = editor;
  row->message_place = create_message (row, ADW_IS_PREFERENCES_ROW (editor));
  gtk_widget_set_visible (row->message_place, FALSE);
  g_ptr_array_add (self->rows, row);

  focus = gtk_event_controller_focus_new ();
  g_signal_connect (focus, "leave", G_CALLBACK (left_cb), row);
  gtk_widget_add_controller (GTK_WIDGET (editor), focus);
  g_signal_connect (editor, "edited", G_CALLBACK (edited_cb), row);
  adw_preferences_group_add (group, GTK_WIDGET (editor));
  adw_preferences_group_add (group, row->message_place);
}

static void
add_extra (ConsoleEntityForm   *self,
           AdwPreferencesGroup *group,
           const char          *field)
{
  GtkWidget *extra = g_hash_table_lookup (self->extras, field);

  if (extra != NULL)
    adw_preferences_group_add (group, extra);
}

static void
ensure_rows (ConsoleEntityForm *self)
{
  const ConsoleFormGroup *group;

  if (self->rows->len > 0)
    return;

  for (group = self->groups; group->fields != NULL; group++)
    {
      GtkWidget *widget = adw_preferences_group_new ();

      if (group->title != NULL)
        adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), _(group->title));
      if (group->description != NULL)
        adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (widget), _(group->description));
      for (guint i = 0; group->fields[i] != NULL; i++)
        add_row (self, ADW_PREFERENCES_GROUP (widget), group->fields[i]);
      for (guint i = 0; group->fields[i] != NULL; i++)
        add_extra (self, ADW_PREFERENCES_GROUP (widget), group->fields[i]);
      gtk_box_append (self->box, widget);
    }
}

/* What the account may not change, and what cannot be changed any more, is shown all the same. */
static gboolean
is_changeable (ConsoleEntityForm *self,
               const BakeryField *field)
{
  const BakeryAccount *account = console_session_get_account (console_context_get_session (self->context));
  const BakeryRoles own = account != NULL ? bakery_account_get_role (account) : BAKERY_ROLES_EVERYBODY;

  return (field->writers & (self->has_roles ? self->roles : own)) != 0
         && ((field->flags & BAKERY_FIELD_FIXED) == 0 || self->base->id == 0);
}

/* A text that cannot be changed can be read and copied all the same, but no pencil stands beside it. */
static void
set_changeable (GtkWidget *editor,
                gboolean   is_changeable_now)
{
  if (!GTK_IS_EDITABLE (editor))
    {
      gtk_widget_set_sensitive (editor, is_changeable_now);
      return;
    }

  gtk_editable_set_editable (GTK_EDITABLE (editor), is_changeable_now);
  if (is_changeable_now)
    gtk_widget_remove_css_class (editor, "read-only");
  else
    gtk_widget_add_css_class (editor, "read-only");
}

static void
show_entity (ConsoleEntityForm *self)
{
  self->is_showing = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      ConsoleFormRow *row = g_ptr_array_index (self->rows, i);

      console_field_editor_show (row->editor, self->entity, row->field);
      set_changeable (GTK_WIDGET (row->editor), is_changeable (self, row->field));
    }
  self->is_showing = FALSE;
}

static void
console_entity_form_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *spec)
{
  ConsoleEntityForm *self = CONSOLE_ENTITY_FORM (object);

  switch (id)
    {
    case PROP_IS_DIRTY:
      g_value_set_boolean (value, self->is_dirty);
      break;

    case PROP_IS_VALID:
      g_value_set_boolean (value, self->is_valid);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_entity_form_dispose (GObject *object)
{
  ConsoleEntityForm *self = CONSOLE_ENTITY_FORM (object);

  for (guint i = 0; i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_data (((ConsoleFormRow *) g_ptr_array_index (self->rows, i))->editor,
                                          g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_hash_table_remove_all (self->editors);
  g_hash_table_remove_all (self->extras);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (console_entity_form_parent_class)->dispose (object);
}

static void
console_entity_form_finalize (GObject *object)
{
  ConsoleEntityForm *self = CONSOLE_ENTITY_FORM (object);

  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->editors);
  g_hash_table_unref (self->extras);
  g_clear_pointer (&self->base, bakery_entity_unref);
  g_clear_pointer (&self->entity, bakery_entity_unref);
  g_free (self->others_from_server);
  g_clear_pointer (&self->findings, bakery_violations_free);

  G_OBJECT_CLASS (console_entity_form_parent_class)->finalize (object);
}

static void
console_entity_form_class_init (ConsoleEntityFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_entity_form_get_property;
  object_class->dispose = console_entity_form_dispose;
  object_class->finalize = console_entity_form_finalize;

  properties[PROP_IS_DIRTY] = g_param_spec_boolean ("is-dirty", NULL, NULL, FALSE, flags);
  properties[PROP_IS_VALID] = g_param_spec_boolean ("is-valid", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
console_entity_form_init (ConsoleEntityForm *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->editors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->extras = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  self->others = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->others, 0);
  gtk_label_set_wrap (self->others, TRUE);
  gtk_label_set_selectable (self->others, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->others), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->others), "error");
  gtk_box_append (self->box, GTK_WIDGET (self->others));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/**
 * console_entity_form_new:
 * @context: the console's context
 * @type: the entity type
 * @groups: which fields in which order; it must stay
 *
 * Returns: (transfer floating): a form that shows nothing yet
 */
GtkWidget *
console_entity_form_new (ConsoleContext         *context,
                         const BakeryEntityType *type,
                         const ConsoleFormGroup *groups)
{
  ConsoleEntityForm *self = g_object_new (CONSOLE_TYPE_ENTITY_FORM, NULL);

  self->context = g_object_ref (context);
  self->type = type;
  self->groups = groups;

  return GTK_WIDGET (self);
}

/**
 * console_entity_form_set_editor:
 * @self: a form that has shown nothing yet
 * @field: a field's name
 * @editor: (transfer floating): the widget that edits it, in place of the usual one
 *
 * Gives a field an editor of its own. A preferences row stands in the list of its group, anything else below it.
 */
void
console_entity_form_set_editor (ConsoleEntityForm  *self,
                                const char         *field,
                                ConsoleFieldEditor *editor)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_FORM (self));
  g_return_if_fail (CONSOLE_IS_FIELD_EDITOR (editor));
  g_return_if_fail (self->rows->len == 0);

  g_hash_table_insert (self->editors, g_strdup (field), g_object_ref_sink (editor));
}

/**
 * console_entity_form_add_widget:
 * @self: a form that has shown nothing yet
 * @field: a field's name
 * @widget: (transfer floating): what goes with it
 *
 * Puts a widget that edits nothing itself below the group in which the field stands.
 */
void
console_entity_form_add_widget (ConsoleEntityForm *self,
                                const char        *field,
                                GtkWidget         *widget)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_FORM (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (self->rows->len == 0);

  g_hash_table_insert (self->extras, g_strdup (field), g_object_ref_sink (widget));
}

/**
 * console_entity_form_set_roles:
 * @self: a form
 * @roles: as which the account changes the next entity, %BAKERY_ROLES_NOBODY where it may only look
 *
 * Says what may be changed where that does not follow from the account's role; to be called before the entity is shown.
 */
void
console_entity_form_set_roles (ConsoleEntityForm *self,
                               BakeryRoles        roles)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_FORM (self));

  self->roles = roles;
  self->has_roles = TRUE;
}

/**
 * console_entity_form_set_entity:
 * @self: a form
 * @base: what was saved, or for a new entity what it starts with (its id is 0 then)
 * @entity: (nullable): what a person made of @base before, or %NULL to start from @base
 *
 * Shows an entity. What was typed before is forgotten, and so is what was wrong with it.
 */
void
console_entity_form_set_entity (ConsoleEntityForm *self,
                                gconstpointer      base,
                                gconstpointer      entity)
{
  g_autoptr(BakeryEntity) old_base = NULL;
  g_autoptr(BakeryEntity) old_entity = NULL;

  g_return_if_fail (CONSOLE_IS_ENTITY_FORM (self));
  g_return_if_fail (base != NULL);

  old_base = g_steal_pointer (&self->base);
  old_entity = g_steal_pointer (&self->entity);
  self->base = bakery_entity_copy (base);
  self->entity = bakery_entity_copy (entity != NULL ? entity : base);
  ensure_rows (self);
  console_entity_form_forget_problems (self);
  show_entity (self);
  console_entity_form_update (self);
}

/**
 * console_entity_form_change:
 * @self: a form that shows an entity
 * @entity: what is to be in the form, of the same type
 *
 * Shows another version of what is edited, as though a person had typed it.
 */
void
console_entity_form_change (ConsoleEntityForm *self,
                            gconstpointer      entity)
{
  g_autoptr(BakeryEntity) old = NULL;

  g_return_if_fail (CONSOLE_IS_ENTITY_FORM (self));
  g_return_if_fail (self->entity != NULL && BAKERY_ENTITY (entity)->type == self->type);

  old = g_steal_pointer (&self->entity);
  self->entity = bakery_entity_copy (entity);
  console_entity_form_forget_problems (self);
  show_entity (self);
  console_entity_form_update (self);
  g_signal_emit (self, signals[EDITED], 0);
}

/**
 * console_entity_form_get_base:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): what was saved
 */
gconstpointer
console_entity_form_get_base (ConsoleEntityForm *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_FORM (self), NULL);

  return self->base;
}

/**
 * console_entity_form_get_entity:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): what a person has made of it, until the next edit
 */
gconstpointer
console_entity_form_get_entity (ConsoleEntityForm *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_FORM (self), NULL);

  return self->entity;
}

/**
 * console_entity_form_dup_entity:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): a copy of what a person has made of it
 */
gpointer
console_entity_form_dup_entity (ConsoleEntityForm *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_FORM (self), NULL);

  return self->entity != NULL ? bakery_entity_copy (self->entity) : NULL;
}

/**
 * console_entity_form_is_dirty:
 * @self: a form
 *
 * Returns: whether something differs from what was saved
 */
gboolean
console_entity_form_is_dirty (ConsoleEntityForm *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_FORM (self), FALSE);

  return self->is_dirty;
}

/**
 * console_entity_form_is_valid:
 * @self: a form
 *
 * Returns: whether nothing is wrong, as far as can be told here
 */
gboolean
console_entity_form_is_valid (ConsoleEntityForm *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_FORM (self), FALSE);

  return self->is_valid;
}

/**
 * console_entity_form_begin:
 * @self: a form that shows an entity
 *
 * Gives the focus to the first field that takes it: that of pictures takes none.
 */
void
console_entity_form_begin (ConsoleEntityForm *self)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_FORM (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      ConsoleFormRow *row = g_ptr_array_index (self->rows, i);

      if (gtk_widget_get_sensitive (GTK_WIDGET (row->editor)) && gtk_widget_grab_focus (GTK_WIDGET (row->editor)))
        return;
    }
}

/**
 * console_entity_form_is_changeable:
 * @self: a form that shows an entity
 *
 * Returns: whether the account may change anything of it
 */
gboolean
console_entity_form_is_changeable (ConsoleEntityForm *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_FORM (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (is_changeable (self, ((ConsoleFormRow *) g_ptr_array_index (self->rows, i))->field))
        return TRUE;
    }

  return FALSE;
}

/**
 * console_entity_form_set_field_visible:
 * @self: a form that has shown an entity
 * @field: a field's name
 * @is_visible: whether it is to be seen
 *
 * Hides a field that does not matter for the entity that is shown.
 */
void
console_entity_form_set_field_visible (ConsoleEntityForm *self,
                                       const char        *field,
                                       gboolean           is_visible)
{
  ConsoleFormRow *row;

  g_return_if_fail (CONSOLE_IS_ENTITY_FORM (self));

  row = console_entity_form_find_row (self, field);
  g_return_if_fail (row != NULL);

  gtk_widget_set_visible (GTK_WIDGET (row->editor), is_visible);
  console_entity_form_update (self);
}

/**
 * console_entity_form_set_field_sensitive:
 * @self: a form that has shown an entity
 * @field: a field's name
 * @is_sensitive: whether it can be changed
 *
 * Lets a field be read only that follows from something else.
 */
void
console_entity_form_set_field_sensitive (ConsoleEntityForm *self,
                                         const char        *field,
                                         gboolean           is_sensitive)
{
  ConsoleFormRow *row;

  g_return_if_fail (CONSOLE_IS_ENTITY_FORM (self));

  row = console_entity_form_find_row (self, field);
  g_return_if_fail (row != NULL);

  gtk_widget_set_sensitive (GTK_WIDGET (row->editor), is_sensitive && console_entity_form_is_changeable (self));
}
