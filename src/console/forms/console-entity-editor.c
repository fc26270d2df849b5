/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One entity, to be read and changed: its form with a header that saves, kept in step with the cache and the drafts. What
 * somebody else saves meanwhile comes into the form where nothing was typed; where both changed the same field, the form
 * keeps what was typed, and the conflict shows once it is saved. Main thread. */

#include "config.h"

#include "console-entity-editor-private.h"

#include "console-accessible.h"
#include "console-conflict-dialog.h"
#include "console-context.h"
#include "console-entity-merge.h"
#include "console-root-actions.h"

enum
{
  PROP_0,
  PROP_FOLDED,
  PROP_NARROW,
  PROP_STANDALONE,
  PROP_ENDS_WINDOW,
  N_PROPERTIES,
};

enum
{
  SHOWN,
  SAVED,
  CLOSED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleEntityEditor, console_entity_editor, ADW_TYPE_BIN)

static ConsoleRepository *
get_repository (ConsoleEntityEditor *self)
{
  return console_context_get_repository (self->context);
}

ConsoleDrafts *
console_entity_editor_get_drafts (ConsoleEntityEditor *self)
{
  return console_context_get_drafts (self->context);
}

/* Drafts */

void
console_entity_editor_keep_draft (ConsoleEntityEditor *self)
{
  if (console_entity_form_is_dirty (self->form))
    console_drafts_put (console_entity_editor_get_drafts (self), console_entity_form_get_base (self->form),
                        console_entity_form_get_entity (self->form), console_entity_form_is_valid (self->form));
  else
    console_drafts_remove (console_entity_editor_get_drafts (self), self->type, self->id);
  console_entity_editor_update (self);
}

/* Showing */

void
console_entity_editor_show_entity (ConsoleEntityEditor *self,
                                   gconstpointer        base,
                                   gconstpointer        entity)
{
  self->has_entity = TRUE;
  console_entity_form_set_entity (self->form, base, entity);
  gtk_stack_set_visible_child_name (self->stack, "content");
  console_entity_editor_update (self);
  g_signal_emit (self, signals[SHOWN], 0);
}

static void
show_state (ConsoleEntityEditor *self,
            const char          *state)
{
  self->has_entity = FALSE;
  gtk_stack_set_visible_child_name (self->stack, state);
  console_entity_editor_update (self);
  g_signal_emit (self, signals[SHOWN], 0);
}

/* What was typed goes onto what is saved now; where that is not possible, it stays on what it was typed onto. */
void
console_entity_editor_show_draft (ConsoleEntityEditor *self,
                                  gconstpointer        current,
                                  gconstpointer        base,
                                  gconstpointer        typed)
{
  g_autoptr(BakeryEntity) merged = console_entity_merge (base, typed, current);

  self->is_contested = merged == NULL;
  if (merged != NULL)
    console_entity_editor_show_entity (self, current, merged);
  else
    console_entity_editor_show_entity (self, base, typed);
}

static void
refusal_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(ConsoleEntityEditor) self = user_data;
  g_autoptr(ConsoleEdit) edit = console_repository_read_edit_finish (CONSOLE_REPOSITORY (source), result, NULL);

  if (edit == NULL || edit->state != CONSOLE_EDIT_REJECTED || edit->mine == NULL || !self->has_entity
      || BAKERY_ENTITY (edit->mine)->id != self->id || console_entity_form_is_dirty (self->form))
    return;

  g_clear_pointer (&self->refused, console_edit_free);
  self->refused = g_steal_pointer (&edit);
  console_entity_form_change (self->form, self->refused->mine);
  if (self->refused->violations != NULL)
    console_entity_form_show_violations (self->form, self->refused->violations);
  console_entity_editor_update (self);
}

static void
show_current (ConsoleEntityEditor *self,
              gconstpointer        current)
{
  const ConsoleDraft *draft = console_drafts_find (console_entity_editor_get_drafts (self), self->type, self->id);

  self->is_contested = FALSE;
  if (draft != NULL)
    console_entity_editor_show_draft (self, current, draft->base, draft->entity);
  else
    console_entity_editor_show_entity (self, current, NULL);

  if (console_repository_get_edit_state (get_repository (self), self->type, self->id) == CONSOLE_EDIT_REJECTED)
    console_repository_read_edit_async (get_repository (self), self->type, self->id, self->cancellable,
                                        refusal_read_cb, g_object_ref (self));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ConsoleEntityEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryEntity) entity =
    console_repository_read_entity_finish (CONSOLE_REPOSITORY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->form == NULL)
    return;

  if (error != NULL)
    {
      adw_status_page_set_description (self->problem, error->message);
      show_state (self, "problem");
    }
  else if (entity == NULL)
    {
      self->id = 0;
      show_state (self, "nothing");
      g_signal_emit (self, signals[CLOSED], 0);
    }
  else if (entity->id == self->id)
    {
      show_current (self, entity);
    }
}

void
console_entity_editor_read_again (ConsoleEntityEditor *self)
{
  if (self->id != 0)
    console_repository_read_entity_async (get_repository (self), self->type, self->id, self->cancellable,
                                          read_cb, g_object_ref (self));
}

static void
entities_changed_cb (ConsoleRepository   *repository,
                     const char          *type,
                     gint64               id,
                     ConsoleEntityEditor *self)
{
  if (self->sent == NULL && g_str_equal (type, self->type->name) && (id == 0 || id == self->id))
    console_entity_editor_read_again (self);
}

/* That a change was refused may be known of later than what it left in the cache. */
static void
flags_changed_cb (ConsoleEntityEditor *self)
{
  console_entity_editor_update (self);
  if (self->sent == NULL && self->refused == NULL && self->has_entity && self->id != 0 &&
      console_repository_get_edit_state (get_repository (self), self->type, self->id) == CONSOLE_EDIT_REJECTED)
    console_entity_editor_read_again (self);
}

/* The server may name a new entity before the cache has said that it is saved. */
static void
entity_named_cb (ConsoleRepository   *repository,
                 const char          *type,
                 gint64               local_id,
                 gint64               id,
                 ConsoleEntityEditor *self)
{
  if (!g_str_equal (type, self->type->name))
    return;

  if (self->sent != NULL)
    {
      self->named.local_id = local_id;
      self->named.id = id;
    }
  else if (self->id == local_id)
    {
      self->id = id;
      console_entity_editor_read_again (self);
    }
}

/* What an earlier run of the console left may be known of later than what is saved. */
static void
drafts_changed_cb (ConsoleDrafts       *drafts,
                   const char          *type,
                   gint64               id,
                   ConsoleEntityEditor *self)
{
  if (self->has_entity && id == self->id && g_str_equal (type, self->type->name)
      && !console_entity_form_is_dirty (self->form) && console_drafts_find (drafts, self->type, id) != NULL)
    console_entity_editor_read_again (self);
}

static void
forget (ConsoleEntityEditor *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->initial, bakery_entity_unref);
  g_clear_pointer (&self->sent, bakery_entity_unref);
  g_clear_pointer (&self->refused, console_edit_free);
  self->is_contested = FALSE;
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_signal_emit (widget, signals[CLOSED], 0);
}

/* Enter in a field saves what is new, as in a dialog; what is there already is saved on purpose only. */
static void
enter_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  if (CONSOLE_ENTITY_EDITOR (widget)->id == 0)
    gtk_widget_activate_action (widget, "form.save", NULL);
}

static void
resolve_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ConsoleEntityEditor *self = CONSOLE_ENTITY_EDITOR (widget);

  console_conflict_dialog_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->context, self->type, self->id);
}

static void
console_entity_editor_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *spec)
{
  ConsoleEntityEditor *self = CONSOLE_ENTITY_EDITOR (object);

  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->is_folded);
      break;

    case PROP_NARROW:
      g_value_set_boolean (value, self->is_narrow);
      break;

    case PROP_STANDALONE:
      g_value_set_boolean (value, self->is_standalone);
      break;

    case PROP_ENDS_WINDOW:
      g_value_set_boolean (value, self->ends_window);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_entity_editor_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *spec)
{
  ConsoleEntityEditor *self = CONSOLE_ENTITY_EDITOR (object);

  switch (id)
    {
    case PROP_FOLDED:
      self->is_folded = g_value_get_boolean (value);
      break;

    case PROP_NARROW:
      self->is_narrow = g_value_get_boolean (value);
      break;

    case PROP_STANDALONE:
      self->is_standalone = g_value_get_boolean (value);
      break;

    case PROP_ENDS_WINDOW:
      self->ends_window = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
      return;
    }

  console_entity_editor_set_back (self);
  if (self->context != NULL)
    console_entity_editor_update (self);
}

/* The keys work wherever the focus is, so the window has the actions while the editor can be seen. */

static void
forward_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  g_autofree char *name = g_strconcat ("form.", g_action_get_name (G_ACTION (action)), NULL);

  gtk_widget_activate_action (user_data, name, NULL);
}

static const GActionEntry window_actions[] = {
  { "save", forward_action },
  { "revert", forward_action },
};

static void
console_entity_editor_map (GtkWidget *widget)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), window_actions, G_N_ELEMENTS (window_actions), widget);
  console_root_actions_offer (widget, "form", G_ACTION_GROUP (group));

  GTK_WIDGET_CLASS (console_entity_editor_parent_class)->map (widget);
}

static void
console_entity_editor_unmap (GtkWidget *widget)
{
  console_root_actions_withdraw (widget, "form");

  GTK_WIDGET_CLASS (console_entity_editor_parent_class)->unmap (widget);
}

static void
console_entity_editor_dispose (GObject *object)
{
  ConsoleEntityEditor *self = CONSOLE_ENTITY_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  self->form = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_ENTITY_EDITOR);
  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->initial, bakery_entity_unref);
  g_clear_pointer (&self->sent, bakery_entity_unref);
  g_clear_pointer (&self->refused, console_edit_free);

  G_OBJECT_CLASS (console_entity_editor_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "form.save", NULL, console_entity_editor_save_action);
  gtk_widget_class_install_action (widget_class, "form.revert", NULL, console_entity_editor_revert_action);
  gtk_widget_class_install_action (widget_class, "form.enter", NULL, enter_action);
  gtk_widget_class_install_action (widget_class, "form.start-afresh", NULL, console_entity_editor_start_afresh_action);
  gtk_widget_class_install_action (widget_class, "form.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "form.resolve", NULL, resolve_action);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, back);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, save);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, revert);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, menu);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, notice);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, notice_text);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, notice_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, content);
  gtk_widget_class_bind_template_child (widget_class, ConsoleEntityEditor, problem);
}

static void
console_entity_editor_class_init (ConsoleEntityEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_entity_editor_get_property;
  object_class->set_property = console_entity_editor_set_property;
  object_class->dispose = console_entity_editor_dispose;
  widget_class->map = console_entity_editor_map;
  widget_class->unmap = console_entity_editor_unmap;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_STANDALONE] = g_param_spec_boolean ("standalone", NULL, NULL, FALSE, flags);
  properties[PROP_ENDS_WINDOW] =
    g_param_spec_boolean ("ends-window", NULL, NULL, TRUE, flags | G_PARAM_CONSTRUCT);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SHOWN] = g_signal_new ("shown", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[CLOSED] = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/forms/entity-editor.ui");
  bind_children (widget_class);
  install_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "form.close", NULL);
}

static void
console_entity_editor_init (ConsoleEntityEditor *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  console_accessible_name_button (GTK_WIDGET (self->menu), NULL);
  console_entity_editor_set_back (self);
}

/* A field that gets the focus is brought into sight. */
static void
keep_focus_in_sight (ConsoleEntityEditor *self)
{
  GtkWidget *viewport = gtk_scrolled_window_get_child (self->scroller);

  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
}

/**
 * console_entity_editor_set_up:
 * @self: an editor, once
 * @context: the console's context
 * @type: the entity type
 * @groups: the fields of its form; it must stay
 *
 * Says what is edited.
 */
void
console_entity_editor_set_up (ConsoleEntityEditor    *self,
                              ConsoleContext         *context,
                              const BakeryEntityType *type,
                              const ConsoleFormGroup *groups)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_EDITOR (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  self->type = type;
  self->form = CONSOLE_ENTITY_FORM (console_entity_form_new (context, type, groups));
  gtk_box_append (self->content, GTK_WIDGET (self->form));
  g_signal_connect_object (self->form, "edited", G_CALLBACK (console_entity_editor_keep_draft), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_entity_editor_get_drafts (self), "changed", G_CALLBACK (drafts_changed_cb), self, 0);
  g_signal_connect_object (get_repository (self), "entities-changed", G_CALLBACK (entities_changed_cb), self, 0);
  g_signal_connect_object (get_repository (self), "entity-named", G_CALLBACK (entity_named_cb), self, 0);
  g_signal_connect_object (get_repository (self), "flags-changed", G_CALLBACK (flags_changed_cb), self,
                           G_CONNECT_SWAPPED);
  keep_focus_in_sight (self);
  console_entity_editor_update (self);
}

/**
 * console_entity_editor_get_form:
 * @self: an editor that is set up
 *
 * Returns: (transfer none): its form
 */
ConsoleEntityForm *
console_entity_editor_get_form (ConsoleEntityEditor *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_EDITOR (self), NULL);

  return self->form;
}

/**
 * console_entity_editor_add_widget:
 * @self: an editor
 * @widget: (transfer floating): what belongs to the entity and is no field
 *
 * Puts a widget below the form.
 */
void
console_entity_editor_add_widget (ConsoleEntityEditor *self,
                                  GtkWidget           *widget)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_EDITOR (self));

  gtk_box_append (self->content, widget);
}

/**
 * console_entity_editor_set_menu:
 * @self: an editor
 * @menu: what can be done with the entity that is shown
 *
 * Puts a menu into the header; it is there while an entity is shown that was saved.
 */
void
console_entity_editor_set_menu (ConsoleEntityEditor *self,
                                GMenuModel          *menu)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_EDITOR (self));

  gtk_menu_button_set_menu_model (self->menu, menu);
}

/**
 * console_entity_editor_show:
 * @self: an editor that is set up
 * @id: an entity's id
 *
 * Shows an entity, with what was typed into it before. What is typed into the one shown now is kept.
 */
void
console_entity_editor_show (ConsoleEntityEditor *self,
                            gint64               id)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_EDITOR (self));
  g_return_if_fail (id != 0);

  if (self->id == id && self->has_entity)
    return;

  forget (self);
  self->id = id;
  show_state (self, "loading");
  console_entity_editor_read_again (self);
}

/**
 * console_entity_editor_create:
 * @self: an editor that is set up
 * @initial: what a new entity starts with
 *
 * Shows the form of a new entity: one that was begun before and not saved, with the offer to start afresh, or @initial.
 */
void
console_entity_editor_create (ConsoleEntityEditor *self,
                              gconstpointer        initial)
{
  const ConsoleDraft *draft;

  g_return_if_fail (CONSOLE_IS_ENTITY_EDITOR (self));

  forget (self);
  self->id = 0;
  draft = console_drafts_find (console_entity_editor_get_drafts (self), self->type, 0);
  self->initial = draft != NULL ? bakery_entity_copy (initial) : NULL;
  console_entity_editor_show_entity (self, draft != NULL ? draft->base : initial, draft != NULL ? draft->entity : NULL);
  console_entity_form_begin (self->form);
}

/**
 * console_entity_editor_clear:
 * @self: an editor that is set up
 *
 * Shows nothing. What is typed is kept.
 */
void
console_entity_editor_clear (ConsoleEntityEditor *self)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_EDITOR (self));

  forget (self);
  self->id = 0;
  show_state (self, "nothing");
}

/**
 * console_entity_editor_set_create_func:
 * @self: an editor
 * @func: creates an entity at the server
 * @user_data: for @func
 *
 * Says that new entities of this type cannot be created in the cache.
 */
void
console_entity_editor_set_create_func (ConsoleEntityEditor    *self,
                                       ConsoleEntityCreateFunc func,
                                       gpointer                user_data)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_EDITOR (self));

  self->create_func = func;
  self->create_data = user_data;
}

/**
 * console_entity_editor_get_id:
 * @self: an editor
 *
 * Returns: the id of the entity that is shown, 0 for a new one or none
 */
gint64
console_entity_editor_get_id (ConsoleEntityEditor *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_EDITOR (self), 0);

  return self->id;
}

/**
 * console_entity_editor_has_entity:
 * @self: an editor
 *
 * Returns: whether it shows an entity, stored or new
 */
gboolean
console_entity_editor_has_entity (ConsoleEntityEditor *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_EDITOR (self), FALSE);

  return self->has_entity;
}

/**
 * console_entity_editor_is_loading:
 * @self: an editor
 *
 * Returns: whether what it is to show is still being read
 */
gboolean
console_entity_editor_is_loading (ConsoleEntityEditor *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_EDITOR (self), FALSE);

  return self->id != 0 && !self->has_entity;
}
