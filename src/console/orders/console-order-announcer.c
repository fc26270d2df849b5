/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Announces orders that come in: a notification that can be acted on, and a sound. A notification goes when its order was
 * looked at, or is no longer new, whoever took it. What the window itself shows of a new order is the page's. */

#include "config.h"

#include "console-order-announcer.h"

#include "console-order-texts.h"
#include "console-repository.h"
#include "console-sync.h"

#include <glib/gi18n.h>

#define MOST_LINES 6

struct _ConsoleOrderAnnouncer
{
  GObject parent_instance;

  /* Borrowed */
  GtkApplication *application;

  /* Owned */
  ConsoleContext *context;
  GHashTable     *announced;
  GCancellable   *cancellable;
};

G_DEFINE_FINAL_TYPE (ConsoleOrderAnnouncer, console_order_announcer, G_TYPE_OBJECT)

static char *
dup_notification_id (gint64 order)
{
  return g_strdup_printf ("order-%" G_GINT64_FORMAT, order);
}

static GNotification *
create_notification (ConsoleOrderAnnouncer *self,
                     const BakeryOrder     *order)
{
  const BakeryStore *store = console_repository_find_store (console_context_get_repository (self->context), order->store);
  g_auto(ConsoleCalendar) calendar = { 0 };
  g_autofree char *due = NULL;
  g_autofree char *title = NULL;
  g_autofree char *body = console_order_dup_lines (order, MOST_LINES);
  GNotification *notification;

  console_calendar_init (&calendar, store != NULL ? store->time_zone : NULL, console_context_get_now (self->context));
  calendar.twelve_hours = console_calendar_prefers_twelve_hours ();
  due = console_calendar_dup_words (&calendar, order->due_at);
  /* Translators: an order's number, and when it is due: "today 17:30". */
  title = g_strdup_printf (_("New order #%d, due %s"), (int) order->number, due);

  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notification, "app.show-order", "x", order->base.id);
  g_notification_add_button_with_target (notification, _("Accept"), "app.accept-order", "x", order->base.id);
  g_notification_add_button_with_target (notification, _("Show"), "app.show-order", "x", order->base.id);

  return notification;
}

static void
beep (ConsoleOrderAnnouncer *self)
{
  GdkDisplay *display = gdk_display_get_default ();

  if (display != NULL && g_settings_get_boolean (console_context_get_settings (self->context), "alert-sound"))
    {
      gdk_display_beep (display);
    }
}

static void
announce_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(BakeryOrder) order = console_repository_read_order_finish (CONSOLE_REPOSITORY (source), result, NULL);
  g_autoptr(ConsoleOrderAnnouncer) self = user_data;
  g_autoptr(GNotification) notification = NULL;
  g_autofree char *id = NULL;

  if (order == NULL || order->stage != BAKERY_STAGE_PENDING)
    {
      return;
    }

  id = dup_notification_id (order->base.id);
  notification = create_notification (self, order);
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
  g_hash_table_add (self->announced, g_memdup2 (&order->base.id, sizeof order->base.id));
  beep (self);
}

static void
order_arrived_cb (ConsoleSync           *sync,
                  gint64                 order,
                  ConsoleOrderAnnouncer *self)
{
  console_repository_read_order_async (console_context_get_repository (self->context), order,
                                       self->cancellable, announce_cb, g_object_ref (self));
}

static void
check_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(BakeryOrder) order = console_repository_read_order_finish (CONSOLE_REPOSITORY (source), result, NULL);
  g_autoptr(ConsoleOrderAnnouncer) self = user_data;

  if (order != NULL && order->stage != BAKERY_STAGE_PENDING)
    {
      console_order_announcer_withdraw (self, order->base.id);
    }
}

static void
orders_changed_cb (ConsoleRepository     *repository,
                   gint64                 order,
                   ConsoleOrderAnnouncer *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->announced);

  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint64 id = *(gint64 *) key;

      if (order == 0 || order == id)
        {
          console_repository_read_order_async (repository, id, self->cancellable, check_cb, g_object_ref (self));
        }
    }
}

static void
console_order_announcer_dispose (GObject *object)
{
  ConsoleOrderAnnouncer *self = CONSOLE_ORDER_ANNOUNCER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (console_order_announcer_parent_class)->dispose (object);
}

static void
console_order_announcer_finalize (GObject *object)
{
  ConsoleOrderAnnouncer *self = CONSOLE_ORDER_ANNOUNCER (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->announced, g_hash_table_unref);
  G_OBJECT_CLASS (console_order_announcer_parent_class)->finalize (object);
}

static void
console_order_announcer_class_init (ConsoleOrderAnnouncerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_order_announcer_dispose;
  object_class->finalize = console_order_announcer_finalize;
}

static void
console_order_announcer_init (ConsoleOrderAnnouncer *self)
{
  self->announced = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

/**
 * console_order_announcer_new:
 * @context: the console's context
 * @application: who sends the notifications; has to outlive the announcer
 *
 * Announces the orders that come in from now on.
 *
 * Returns: (transfer full): the announcer
 */
ConsoleOrderAnnouncer *
console_order_announcer_new (ConsoleContext *context,
                             GtkApplication *application)
{
  ConsoleOrderAnnouncer *self = g_object_new (CONSOLE_TYPE_ORDER_ANNOUNCER, NULL);

  self->context = g_object_ref (context);
  self->application = application;
  g_signal_connect_object (console_context_get_sync (context), "order-arrived", G_CALLBACK (order_arrived_cb), self, 0);
  g_signal_connect_object (console_context_get_repository (context), "orders-changed",
                           G_CALLBACK (orders_changed_cb), self, 0);

  return self;
}

/**
 * console_order_announcer_withdraw:
 * @self: the announcer
 * @order: an order's id
 *
 * Takes the notification of an order back, if there is one.
 */
void
console_order_announcer_withdraw (ConsoleOrderAnnouncer *self,
                                  gint64                 order)
{
  g_return_if_fail (CONSOLE_IS_ORDER_ANNOUNCER (self));

  if (g_hash_table_remove (self->announced, &order))
    {
      g_autofree char *id = dup_notification_id (order);

      g_application_withdraw_notification (G_APPLICATION (self->application), id);
    }
}
