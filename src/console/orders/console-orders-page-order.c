/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The selected order of the Orders page: reads it from the cache, shows it in the detail pane, and offers the actions that
 * can be done with it. An order stays shown when it leaves the lane. */

#include "config.h"

#include "console-orders-page-private.h"

#include "bakery-account.h"
#include "bakery-order-stage.h"
#include "console-order-dialogs.h"
#include "console-order-texts.h"
#include "console-repository.h"
#include "console-session.h"

#include <glib/gi18n.h>

static ConsoleRepository *
get_repository (ConsoleOrdersPage *self)
{
  return console_context_get_repository (console_page_get_context (CONSOLE_PAGE (self)));
}

/* Who would do something with an order. */
BakeryActor
console_orders_page_get_actor (ConsoleOrdersPage *self)
{
  return console_session_get_actor (console_context_get_session (console_page_get_context (CONSOLE_PAGE (self))));
}

static void
set_enabled (ConsoleOrdersPage *self,
             const char        *name,
             gboolean           is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->order_actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static void
update_actions (ConsoleOrdersPage *self)
{
  const BakeryOrder *order = self->shown.order;
  const BakeryActor actor = console_orders_page_get_actor (self);
  BakeryStage next;

  set_enabled (self, "advance", order != NULL && bakery_order_get_next (order, actor.role, &next));
  set_enabled (self, "cancel", order != NULL && bakery_order_can_move (order, actor.role, BAKERY_STAGE_CANCELLED));
  set_enabled (self, "force", order != NULL && (actor.role & BAKERY_ROLES_MANAGERS) != 0);
  set_enabled (self, "undo", order != NULL && bakery_order_can_undo (order, &actor, self->calendar.now));
  set_enabled (self, "copy-number", order != NULL);
}

static void
show_order (ConsoleOrdersPage *self)
{
  ConsoleContext *context = console_page_get_context (CONSOLE_PAGE (self));
  ConsoleOutboxItem *item = console_outbox_list_find (console_context_get_outbox (context), &bakery_order_type, self->shown.id);

  if (item != NULL && console_outbox_item_get_state (item) != CONSOLE_OUTBOX_CONFLICT)
    {
      item = NULL;
    }

  console_orders_page_update_calendar (self);
  console_order_detail_show_order (self->detail, self->shown.order, item, console_orders_page_get_actor (self).role,
                                   &self->calendar);
  console_orders_page_update_stock (self);
  update_actions (self);
}

static void
read_order_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryOrder) order = console_repository_read_order_finish (CONSOLE_REPOSITORY (source), result, &error);
  ConsoleOrdersPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }

  if (order == NULL)
    {
      g_clear_pointer (&self->shown.order, bakery_order_unref);
      console_order_detail_show_problem (self->detail, error->message);
      update_actions (self);
      return;
    }

  g_clear_pointer (&self->shown.order, bakery_order_unref);
  self->shown.order = g_steal_pointer (&order);
  show_order (self);
}

/* Reads the shown order anew, after it changed or another was chosen. */
void
console_orders_page_read_order (ConsoleOrdersPage *self)
{
  if (self->shown.id == 0)
    {
      return;
    }

  g_cancellable_cancel (self->shown.cancellable);
  g_clear_object (&self->shown.cancellable);
  self->shown.cancellable = g_cancellable_new ();
  console_repository_read_order_async (get_repository (self), self->shown.id,
                                       self->shown.cancellable, read_order_cb, self);
}

/* Shows an order; when list and detail do not fit beside each other, the detail takes the list's place. */
void
console_orders_page_open_order (ConsoleOrdersPage *self,
                                gint64             order,
                                gboolean           may_navigate)
{
  if (order != 0 && order != self->shown.id)
    {
      self->shown.id = order;
      g_clear_pointer (&self->shown.order, bakery_order_unref);
      update_actions (self);
      console_orders_page_read_order (self);
    }

  console_unseen_orders_remove (self->unseen, order);

  if (may_navigate)
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "detail");
    }
}

/* Moves an order to its next stage. */
void
console_orders_page_advance (ConsoleOrdersPage *self,
                             const BakeryOrder *order)
{
  BakeryStage next;

  if (order == NULL || !bakery_order_get_next (order, console_orders_page_get_actor (self).role, &next))
    {
      return;
    }

  console_unseen_orders_remove (self->unseen, order->base.id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.move-order", "(xsbs)",
                              order->base.id, bakery_enum_to_string (&bakery_stages, (int) next), FALSE, "");
}

static void
advance_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  ConsoleOrdersPage *self = user_data;

  console_orders_page_advance (self, self->shown.order);
}

static void
cancel_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  ConsoleOrdersPage *self = user_data;

  console_order_ask_cancel (GTK_WIDGET (self), self->shown.order);
}

static void
force_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  ConsoleOrdersPage *self = user_data;

  console_order_ask_force (GTK_WIDGET (self), self->shown.order);
}

static void
undo_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  ConsoleOrdersPage *self = user_data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo-order", "x", self->shown.id);
}

static void
copy_number_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  ConsoleOrdersPage *self = user_data;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->shown.order->number);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), number);
}

static void
close_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  ConsoleOrdersPage *self = user_data;

  adw_leaflet_set_visible_child_name (self->leaflet, "list");
}

static const GActionEntry order_entries[] = {
  { "advance", advance_action },
  { "cancel", cancel_action },
  { "force", force_action },
  { "undo", undo_action },
  { "copy-number", copy_number_action },
  { "close", close_action },
};

static void
orders_changed_cb (ConsoleRepository *repository,
                   gint64             order,
                   ConsoleOrdersPage *self)
{
  if (order == 0 || order == self->shown.id)
    {
      console_orders_page_read_order (self);
    }
}

static void
reset_cb (ConsoleRepository *repository,
          ConsoleOrdersPage *self)
{
  console_orders_page_clear_order (self);
}

static void
outbox_changed_cb (GListModel        *outbox,
                   guint              position,
                   guint              removed,
                   guint              added,
                   ConsoleOrdersPage *self)
{
  console_orders_page_read_order (self);
}

/* Sets up the actions and follows the cache. */
void
console_orders_page_init_order (ConsoleOrdersPage *self)
{
  ConsoleContext *context = console_page_get_context (CONSOLE_PAGE (self));

  self->order_actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->order_actions),
                                   order_entries, G_N_ELEMENTS (order_entries), self);
  update_actions (self);

  g_signal_connect_object (get_repository (self), "orders-changed", G_CALLBACK (orders_changed_cb), self, 0);
  g_signal_connect_object (get_repository (self), "reset", G_CALLBACK (reset_cb), self, 0);
  g_signal_connect_object (console_context_get_outbox (context), "items-changed",
                           G_CALLBACK (outbox_changed_cb), self, 0);
}

/* Shows no order. */
void
console_orders_page_clear_order (ConsoleOrdersPage *self)
{
  g_cancellable_cancel (self->shown.cancellable);
  g_clear_object (&self->shown.cancellable);
  g_clear_pointer (&self->shown.order, bakery_order_unref);
  self->shown.id = 0;

  if (self->detail != NULL)
    {
      console_order_detail_show_nothing (self->detail);
      update_actions (self);
    }
}
