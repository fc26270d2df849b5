/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes each change of what a stock and a bake list are made of, and of the minute. A burst of changes is said once, and what
 * changes while nobody looks when somebody does. */

#include "config.h"

#include "console-stock-monitor.h"

#include "bakery-inventory.h"
#include "bakery-recipe.h"
#include "bakery-unmet-demand.h"

/* Milliseconds from the first of a burst of changes to saying so. */
#define DUE_DELAY 60

struct _ConsoleStockMonitor
{
  GObject parent_instance;

  /* Owned */
  ConsoleContext *context;
  guint           due_source;

  gboolean        is_active;
  gboolean        is_stale;
};

enum
{
  DUE,
  FORGET,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleStockMonitor, console_stock_monitor, G_TYPE_OBJECT)

static void
due_cb (gpointer user_data)
{
  ConsoleStockMonitor *self = user_data;

  self->due_source = 0;
  if (console_context_is_ready (self->context))
    {
      self->is_stale = FALSE;
      g_signal_emit (self, signals[DUE], 0);
    }
}

static void
note_change (ConsoleStockMonitor *self)
{
  self->is_stale = TRUE;
  if (self->is_active && self->due_source == 0)
    {
      self->due_source = g_timeout_add_once (DUE_DELAY, due_cb, self);
    }
}

static void
entities_changed_cb (ConsoleRepository   *repository,
                     const char          *type,
                     gint64               id,
                     ConsoleStockMonitor *self)
{
  const BakeryEntityType *const types[] = {
    &bakery_inventory_item_type, &bakery_inventory_lot_type, &bakery_stock_movement_type, &bakery_recipe_type,
    &bakery_bake_mark_type, &bakery_unmet_demand_type,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_str_equal (types[i]->name, type))
        {
          note_change (self);
        }
    }
}

static void
orders_changed_cb (ConsoleRepository   *repository,
                   gint64               order,
                   ConsoleStockMonitor *self)
{
  note_change (self);
}

/* What another store or another account has is none of this one's. */
static void
forget_cb (ConsoleStockMonitor *self)
{
  g_signal_emit (self, signals[FORGET], 0);
  note_change (self);
}

static void
console_stock_monitor_dispose (GObject *object)
{
  ConsoleStockMonitor *self = CONSOLE_STOCK_MONITOR (object);

  g_clear_handle_id (&self->due_source, g_source_remove);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (console_stock_monitor_parent_class)->dispose (object);
}

static void
console_stock_monitor_class_init (ConsoleStockMonitorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_stock_monitor_dispose;

  signals[DUE] = g_signal_new ("due", CONSOLE_TYPE_STOCK_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FORGET] = g_signal_new ("forget", CONSOLE_TYPE_STOCK_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
console_stock_monitor_init (ConsoleStockMonitor *self)
{
  self->is_stale = TRUE;
}

/**
 * console_stock_monitor_new:
 * @context: the console's context
 *
 * Returns: (transfer full): a monitor that says nothing until it is active
 */
ConsoleStockMonitor *
console_stock_monitor_new (ConsoleContext *context)
{
  ConsoleStockMonitor *self = g_object_new (CONSOLE_TYPE_STOCK_MONITOR, NULL);
  ConsoleRepository *repository = console_context_get_repository (context);

  self->context = g_object_ref (context);
  g_signal_connect_object (repository, "entities-changed", G_CALLBACK (entities_changed_cb), self, 0);
  g_signal_connect_object (repository, "orders-changed", G_CALLBACK (orders_changed_cb), self, 0);
  g_signal_connect_object (repository, "reset", G_CALLBACK (forget_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "stores-changed", G_CALLBACK (note_change), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::store", G_CALLBACK (forget_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::is-ready", G_CALLBACK (note_change), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_clock (context), "minute", G_CALLBACK (note_change), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * console_stock_monitor_set_active:
 * @self: a monitor
 * @is_active: whether somebody looks
 *
 * Begins or ceases to say when it is time to read. Says so at once where something changed meanwhile.
 */
void
console_stock_monitor_set_active (ConsoleStockMonitor *self,
                                  gboolean             is_active)
{
  g_return_if_fail (CONSOLE_IS_STOCK_MONITOR (self));

  self->is_active = is_active;
  if (is_active && self->is_stale)
    {
      due_cb (self);
    }
}
