/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps the orders that came in until somebody looks at them, moves them on, or does so elsewhere. Main thread. */

#include "config.h"

#include "console-unseen-orders.h"

#include "console-sync.h"

struct _ConsoleUnseenOrders
{
  GObject parent_instance;

  /* Owned */
  ConsoleContext *context;
  GCancellable   *cancellable;
  GHashTable     *orders;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleUnseenOrders, console_unseen_orders, G_TYPE_OBJECT)

static void
keep (ConsoleUnseenOrders *self,
      BakeryOrder         *order)
{
  g_hash_table_replace (self->orders, &order->base.id, bakery_order_ref (order));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
arrived_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(ConsoleUnseenOrders) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryOrder) order = console_repository_read_order_finish (CONSOLE_REPOSITORY (source), result, &error);

  if (order != NULL)
    {
      keep (self, order);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_warning ("An order that came in cannot be read: %s", error->message);
    }
}

static void
order_arrived_cb (ConsoleSync         *sync,
                  gint64               order,
                  ConsoleUnseenOrders *self)
{
  console_repository_read_order_async (console_context_get_repository (self->context), order, self->cancellable,
                                       arrived_read_cb, g_object_ref (self));
}

static void
changed_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(ConsoleUnseenOrders) self = user_data;
  g_autoptr(BakeryOrder) order = console_repository_read_order_finish (CONSOLE_REPOSITORY (source), result, NULL);

  if (order != NULL && order->stage != BAKERY_STAGE_PENDING)
    {
      console_unseen_orders_remove (self, order->base.id);
    }
}

/* Once somebody accepted it, here or at another console, it is no news. */
static void
order_changed_cb (ConsoleRepository   *repository,
                  gint64               order,
                  ConsoleUnseenOrders *self)
{
  if (console_unseen_orders_contains (self, order))
    {
      console_repository_read_order_async (repository, order, self->cancellable, changed_read_cb, g_object_ref (self));
    }
}

static void
reset_cb (ConsoleUnseenOrders *self)
{
  g_hash_table_remove_all (self->orders);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
console_unseen_orders_dispose (GObject *object)
{
  ConsoleUnseenOrders *self = CONSOLE_UNSEEN_ORDERS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (console_unseen_orders_parent_class)->dispose (object);
}

static void
console_unseen_orders_finalize (GObject *object)
{
  ConsoleUnseenOrders *self = CONSOLE_UNSEEN_ORDERS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->orders, g_hash_table_unref);
  G_OBJECT_CLASS (console_unseen_orders_parent_class)->finalize (object);
}

static void
console_unseen_orders_class_init (ConsoleUnseenOrdersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_unseen_orders_dispose;
  object_class->finalize = console_unseen_orders_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
console_unseen_orders_init (ConsoleUnseenOrders *self)
{
  self->cancellable = g_cancellable_new ();
  self->orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, bakery_entity_unref);
}

/**
 * console_unseen_orders_new:
 * @context: the console's context
 *
 * Begins to keep what comes in.
 *
 * Returns: (transfer full): nothing unseen yet
 */
ConsoleUnseenOrders *
console_unseen_orders_new (ConsoleContext *context)
{
  ConsoleUnseenOrders *self = g_object_new (CONSOLE_TYPE_UNSEEN_ORDERS, NULL);
  ConsoleRepository *repository = console_context_get_repository (context);

  self->context = g_object_ref (context);
  g_signal_connect_object (console_context_get_sync (context), "order-arrived", G_CALLBACK (order_arrived_cb), self, 0);
  g_signal_connect_object (repository, "orders-changed", G_CALLBACK (order_changed_cb), self, 0);
  g_signal_connect_object (repository, "reset", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * console_unseen_orders_contains:
 * @self: the unseen orders
 * @order: an order's id
 *
 * Returns: whether nobody has looked at it
 */
gboolean
console_unseen_orders_contains (ConsoleUnseenOrders *self,
                                gint64               order)
{
  g_return_val_if_fail (CONSOLE_IS_UNSEEN_ORDERS (self), FALSE);

  return g_hash_table_contains (self->orders, &order);
}

/**
 * console_unseen_orders_remove:
 * @self: the unseen orders
 * @order: an order's id
 *
 * Somebody looked at the order, or did something with it.
 */
void
console_unseen_orders_remove (ConsoleUnseenOrders *self,
                              gint64               order)
{
  g_return_if_fail (CONSOLE_IS_UNSEEN_ORDERS (self));

  if (g_hash_table_remove (self->orders, &order))
    {
      g_signal_emit (self, signals[CHANGED], 0);
    }
}

/**
 * console_unseen_orders_count:
 * @self: the unseen orders
 * @store: a store's id
 * @ret_counts: (out caller-allocates): how many the store has in each lane now
 *
 * Counts what nobody has looked at.
 */
void
console_unseen_orders_count (ConsoleUnseenOrders *self,
                             gint64               store,
                             ConsoleLaneCounts   *ret_counts)
{
  GHashTableIter iter;
  gpointer order;

  g_return_if_fail (CONSOLE_IS_UNSEEN_ORDERS (self));

  *ret_counts = (ConsoleLaneCounts){ { 0 } };
  g_hash_table_iter_init (&iter, self->orders);
  while (g_hash_table_iter_next (&iter, NULL, &order))
    {
      if (((BakeryOrder *) order)->store == store)
        {
          ret_counts->n[console_repository_get_lane (console_context_get_repository (self->context), order)]++;
        }
    }
}
