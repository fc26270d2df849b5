/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the stock again when something it is made of changed (console-stock-monitor.c). */

#include "config.h"

#include "console-stock-watch.h"

#include "console-stock-monitor.h"

struct _ConsoleStockWatch
{
  GObject parent_instance;

  /* Owned */
  ConsoleContext      *context;
  ConsoleStockMonitor *monitor;
  ConsoleStock        *stock;
  GCancellable        *cancellable;
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleStockWatch, console_stock_watch, G_TYPE_OBJECT)

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  ConsoleStock *stock = console_stock_read_finish (CONSOLE_REPOSITORY (source), result, &error);
  ConsoleStockWatch *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }
  if (stock == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }

  g_clear_pointer (&self->stock, console_stock_unref);
  self->stock = stock;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
stop_reading (ConsoleStockWatch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
read_stock (ConsoleStockWatch *self)
{
  stop_reading (self);
  self->cancellable = g_cancellable_new ();
  console_stock_read_async (console_context_get_repository (self->context), console_context_get_store (self->context),
                            self->cancellable, read_cb, self);
}

/* What another store or another account has is none of this one's. */
static void
forget_cb (ConsoleStockWatch *self)
{
  stop_reading (self);
  g_clear_pointer (&self->stock, console_stock_unref);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
console_stock_watch_dispose (GObject *object)
{
  ConsoleStockWatch *self = CONSOLE_STOCK_WATCH (object);

  stop_reading (self);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->stock, console_stock_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (console_stock_watch_parent_class)->dispose (object);
}

static void
console_stock_watch_class_init (ConsoleStockWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_stock_watch_dispose;

  signals[CHANGED] = g_signal_new ("changed", CONSOLE_TYPE_STOCK_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", CONSOLE_TYPE_STOCK_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
console_stock_watch_init (ConsoleStockWatch *self)
{
}

/**
 * console_stock_watch_new:
 * @context: the console's context
 *
 * Returns: (transfer full): a watch that reads nothing until it is active
 */
ConsoleStockWatch *
console_stock_watch_new (ConsoleContext *context)
{
  ConsoleStockWatch *self = g_object_new (CONSOLE_TYPE_STOCK_WATCH, NULL);

  self->context = g_object_ref (context);
  self->monitor = console_stock_monitor_new (context);
  g_signal_connect_object (self->monitor, "due", G_CALLBACK (read_stock), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitor, "forget", G_CALLBACK (forget_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * console_stock_watch_get_stock:
 * @self: a watch
 *
 * Returns: (transfer none) (nullable): the stock as it was read last, %NULL until then
 */
ConsoleStock *
console_stock_watch_get_stock (ConsoleStockWatch *self)
{
  g_return_val_if_fail (CONSOLE_IS_STOCK_WATCH (self), NULL);

  return self->stock;
}

/**
 * console_stock_watch_set_active:
 * @self: a watch
 * @is_active: whether somebody looks
 *
 * Begins or ceases to follow the stock.
 */
void
console_stock_watch_set_active (ConsoleStockWatch *self,
                                gboolean           is_active)
{
  g_return_if_fail (CONSOLE_IS_STOCK_WATCH (self));

  console_stock_monitor_set_active (self->monitor, is_active);
}
