/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One change that has not reached the server. Main thread. */

#include "config.h"

#include "console-change-row.h"

#include "bakery-order.h"
#include "console-change-texts.h"
#include "console-conflict-dialog.h"
#include "console-context.h"
#include "console-entities.h"
#include "console-field-titles.h"
#include "console-repository.h"

#include <glib/gi18n.h>

struct _ConsoleChangeRow
{
  AdwActionRow parent_instance;

  /* Template children */
  GtkImage  *icon;
  GtkWidget *keep_button;
  GtkWidget *again_button;
  GtkWidget *compare_button;

  /* Owned */
  ConsoleContext    *context;
  ConsoleOutboxItem *item;
  char              *time;
  char              *subject; /* the name of what it is about, once that is read */
  GCancellable      *cancellable;
};

G_DEFINE_FINAL_TYPE (ConsoleChangeRow, console_change_row, ADW_TYPE_ACTION_ROW)

static const char *
get_icon_name (ConsoleOutboxState state)
{
  switch (state)
    {
    case CONSOLE_OUTBOX_SENDING:
      return "sweetspot-connecting-symbolic";
    case CONSOLE_OUTBOX_SENT:
      return "sweetspot-online-symbolic";
    case CONSOLE_OUTBOX_CONFLICT:
    case CONSOLE_OUTBOX_REJECTED:
      return "sweetspot-conflict-symbolic";
    case CONSOLE_OUTBOX_QUEUED:
    default:
      return "sweetspot-pending-symbolic";
    }
}

static void
update (ConsoleChangeRow *self)
{
  const ConsoleOutboxState state = console_outbox_item_get_state (self->item);
  const gboolean is_order = console_outbox_item_get_entity_type (self->item) == &bakery_order_type;
  const gboolean is_conflict = state == CONSOLE_OUTBOX_CONFLICT;
  const gboolean is_rejected = state == CONSOLE_OUTBOX_REJECTED;
  g_autofree char *title = console_change_dup_title (self->item);
  g_autofree char *full_title = self->subject != NULL ? g_strdup_printf ("%s · %s", title, self->subject) : g_strdup (title);
  g_autofree char *title_markup = g_markup_escape_text (full_title, -1);
  g_autofree char *text = console_change_dup_state (console_context_get_outbox (self->context), self->item);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", text, self->time);
  g_autofree char *markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
  gtk_image_set_from_icon_name (self->icon, get_icon_name (state));
  gtk_widget_set_visible (self->keep_button, is_rejected || (is_conflict && is_order));
  gtk_widget_set_visible (self->again_button, is_rejected || (is_conflict && is_order));
  gtk_widget_set_visible (self->compare_button, is_conflict && !is_order);
  gtk_button_set_label (GTK_BUTTON (self->keep_button), is_rejected ? _("_Dismiss") : _("_Keep Theirs"));
  gtk_button_set_label (GTK_BUTTON (self->again_button), is_rejected ? _("_Try Again") : _("_Apply Mine Again"));
}

static void
subject_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(ConsoleChangeRow) self = user_data;
  g_autoptr(BakeryEntity) subject = console_repository_read_entity_finish (CONSOLE_REPOSITORY (source), result, NULL);

  if (subject == NULL || self->item == NULL)
    return;

  self->subject = console_entity_dup_title (subject);
  update (self);
}

static void
read_subject (ConsoleChangeRow *self)
{
  gint64 id;
  const BakeryEntityType *type = console_change_get_subject (self->item, &id);

  if (type == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  console_repository_read_entity_async (console_context_get_repository (self->context), type, id, self->cancellable,
                                        subject_read_cb, g_object_ref (self));
}

/* The two versions of what an edit changes, field by field. */
static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ConsoleChangeRow *self = CONSOLE_CHANGE_ROW (widget);

  console_conflict_dialog_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->context,
                                   console_outbox_item_get_entity_type (self->item),
                                   console_outbox_item_get_object (self->item));
}

static void
console_change_row_dispose (GObject *object)
{
  ConsoleChangeRow *self = CONSOLE_CHANGE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->item);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_CHANGE_ROW);

  G_OBJECT_CLASS (console_change_row_parent_class)->dispose (object);
}

static void
console_change_row_finalize (GObject *object)
{
  ConsoleChangeRow *self = CONSOLE_CHANGE_ROW (object);

  g_free (self->subject);
  g_free (self->time);

  G_OBJECT_CLASS (console_change_row_parent_class)->finalize (object);
}

static void
console_change_row_class_init (ConsoleChangeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = console_change_row_dispose;
  object_class->finalize = console_change_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/changes/change-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleChangeRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChangeRow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChangeRow, again_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChangeRow, compare_button);
  gtk_widget_class_install_action (widget_class, "change.compare", NULL, compare_action);
}

static void
console_change_row_init (ConsoleChangeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_change_row_new:
 * @context: the console's parts
 * @item: a change
 * @calendar: how to tell when it was made
 *
 * Returns: (transfer floating): a row that follows the change; activating that of an order shows the order
 */
GtkWidget *
console_change_row_new (ConsoleContext        *context,
                        ConsoleOutboxItem     *item,
                        const ConsoleCalendar *calendar)
{
  ConsoleChangeRow *self = g_object_new (CONSOLE_TYPE_CHANGE_ROW, NULL);
  gint64 sequence = console_outbox_item_get_sequence (item);

  self->context = g_object_ref (context);
  self->item = g_object_ref (item);
  self->time = console_calendar_dup_words (calendar, console_outbox_item_get_created_at (item));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->keep_button), "x", sequence);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->again_button), "x", sequence);
  if (console_outbox_item_get_entity_type (item) == &bakery_order_type)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "app.show-order");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "x", console_outbox_item_get_object (item));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
    }
  g_signal_connect_object (item, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_outbox (context), "states-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  read_subject (self);

  return GTK_WIDGET (self);
}
