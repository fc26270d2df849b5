/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One change that has not reached the server. Main thread. */

#include "config.h"

#include "console-change-row.h"

#include "bakery-entity-json.h"
#include "console-order-texts.h"

#include <glib/gi18n.h>

struct _ConsoleChangeRow
{
  AdwActionRow parent_instance;

  /* Template children */
  GtkImage  *icon;
  GtkWidget *keep_button;
  GtkWidget *again_button;

  /* Owned */
  ConsoleOutboxItem *item;
  char              *time;
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

static char *
dup_state (ConsoleOutboxItem *item)
{
  const char *problem = console_outbox_item_get_error (item);
  guint attempts = console_outbox_item_get_attempts (item);

  switch (console_outbox_item_get_state (item))
    {
    case CONSOLE_OUTBOX_SENDING:
      return g_strdup (_("Is being sent"));
    case CONSOLE_OUTBOX_SENT:
      return g_strdup (_("Has been accepted"));
    case CONSOLE_OUTBOX_CONFLICT:
      return g_strdup (_("Somebody else has changed this order meanwhile"));
    case CONSOLE_OUTBOX_REJECTED:
      return g_strdup_printf (_("The server refused this, and it was taken back: %s"), problem != NULL ? problem : "");
    case CONSOLE_OUTBOX_QUEUED:
    default:
      return attempts == 0
             ? g_strdup (_("Waits for the server"))
             : g_strdup_printf (ngettext ("Waits for the server, tried %u time",
                                          "Waits for the server, tried %u times",
                                          attempts),
                                attempts);
    }
}

static char *
dup_title (ConsoleOutboxItem *item)
{
  const BakeryEntity *after = console_outbox_item_get_after (item);
  const BakeryEntity *entity = after != NULL ? after : console_outbox_item_get_before (item);
  const BakeryField *name = bakery_entity_type_find_field (entity->type, "name");

  if (after != NULL && after->type == &bakery_order_type)
    {
      const BakeryOrder *order = (const BakeryOrder *) after;

      return console_order_dup_moved_text (order, order->stage);
    }

  return name != NULL
         ? bakery_field_to_text (entity, name)
         : g_strdup_printf ("%s %" G_GINT64_FORMAT, entity->type->name, entity->id);
}

static void
update (ConsoleChangeRow *self)
{
  ConsoleOutboxState state = console_outbox_item_get_state (self->item);
  gboolean wants_decision = state == CONSOLE_OUTBOX_CONFLICT || state == CONSOLE_OUTBOX_REJECTED;
  g_autofree char *title = dup_title (self->item);
  g_autofree char *text = dup_state (self->item);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", text, self->time);
  g_autofree char *markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
  gtk_image_set_from_icon_name (self->icon, get_icon_name (state));
  gtk_widget_set_visible (self->keep_button, wants_decision);
  gtk_widget_set_visible (self->again_button, wants_decision);
  gtk_button_set_label (GTK_BUTTON (self->keep_button),
                        state == CONSOLE_OUTBOX_REJECTED ? _("_Dismiss") : _("_Keep Theirs"));
}

static void
console_change_row_dispose (GObject *object)
{
  ConsoleChangeRow *self = CONSOLE_CHANGE_ROW (object);

  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_CHANGE_ROW);

  G_OBJECT_CLASS (console_change_row_parent_class)->dispose (object);
}

static void
console_change_row_finalize (GObject *object)
{
  g_free (CONSOLE_CHANGE_ROW (object)->time);

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
}

static void
console_change_row_init (ConsoleChangeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_change_row_new:
 * @item: a change
 * @calendar: how to tell when it was made
 *
 * Returns: (transfer floating): a row that follows the change; activating it shows the order
 */
GtkWidget *
console_change_row_new (ConsoleOutboxItem     *item,
                        const ConsoleCalendar *calendar)
{
  ConsoleChangeRow *self = g_object_new (CONSOLE_TYPE_CHANGE_ROW, NULL);
  gint64 sequence = console_outbox_item_get_sequence (item);

  self->item = g_object_ref (item);
  self->time = console_calendar_dup_words (calendar, console_outbox_item_get_created_at (item));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->keep_button), "x", sequence);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->again_button), "x", sequence);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "app.show-order");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "x", console_outbox_item_get_object (item));
  g_signal_connect_object (item, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
