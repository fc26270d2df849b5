/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The object a row is bound to: an order, or a place where one will be. Holds no database and no list. Main thread. */

#include "config.h"

#include "console-order-item.h"

struct _ConsoleOrderItem
{
  GObject parent_instance;

  /* Owned */
  BakeryOrder *order;

  gboolean     pending;
  gboolean     conflict;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_LOADED,
  PROP_REVISION,
  PROP_PENDING,
  PROP_CONFLICT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ConsoleOrderItem, console_order_item, G_TYPE_OBJECT)

static void
console_order_item_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  ConsoleOrderItem *self = CONSOLE_ORDER_ITEM (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, console_order_item_get_id (self));
      break;

    case PROP_LOADED:
      g_value_set_boolean (value, self->order != NULL);
      break;

    case PROP_REVISION:
      g_value_set_int64 (value, self->order != NULL ? self->order->base.revision : 0);
      break;

    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
      break;

    case PROP_CONFLICT:
      g_value_set_boolean (value, self->conflict);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
console_order_item_finalize (GObject *object)
{
  ConsoleOrderItem *self = CONSOLE_ORDER_ITEM (object);

  g_clear_pointer (&self->order, bakery_order_unref);

  G_OBJECT_CLASS (console_order_item_parent_class)->finalize (object);
}

static void
console_order_item_class_init (ConsoleOrderItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_order_item_get_property;
  object_class->finalize = console_order_item_finalize;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_REVISION] = g_param_spec_int64 ("revision", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, flags);
  properties[PROP_CONFLICT] = g_param_spec_boolean ("conflict", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
console_order_item_init (ConsoleOrderItem *self)
{
}

/**
 * console_order_item_new:
 *
 * Returns: (transfer full): a place for an order that was not read yet
 */
ConsoleOrderItem *
console_order_item_new (void)
{
  return g_object_new (CONSOLE_TYPE_ORDER_ITEM, NULL);
}

/**
 * console_order_item_get_id:
 * @self: an item
 *
 * Returns: the order's id, 0 until it is loaded
 */
gint64
console_order_item_get_id (ConsoleOrderItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_ORDER_ITEM (self), 0);

  return self->order != NULL ? self->order->base.id : 0;
}

/**
 * console_order_item_is_loaded:
 * @self: an item
 *
 * Returns: whether its order was read
 */
gboolean
console_order_item_is_loaded (ConsoleOrderItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_ORDER_ITEM (self), FALSE);

  return self->order != NULL;
}

/**
 * console_order_item_get_order:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the order, or %NULL until it is loaded
 */
const BakeryOrder *
console_order_item_get_order (ConsoleOrderItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_ORDER_ITEM (self), NULL);

  return self->order;
}

/**
 * console_order_item_is_pending:
 * @self: an item
 *
 * Returns: whether a change of the order waits in the outbox
 */
gboolean
console_order_item_is_pending (ConsoleOrderItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_ORDER_ITEM (self), FALSE);

  return self->pending;
}

/**
 * console_order_item_is_conflict:
 * @self: an item
 *
 * Returns: whether a change of the order met somebody else's
 */
gboolean
console_order_item_is_conflict (ConsoleOrderItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_ORDER_ITEM (self), FALSE);

  return self->conflict;
}

/**
 * console_order_item_set_order:
 * @self: an item
 * @order: (transfer none): what was read; the same order as before, if there was one
 *
 * Fills the item. Notifies `revision` when the content is another, whatever the revision says: a change that waits in
 * the outbox has the revision it is based on.
 */
void
console_order_item_set_order (ConsoleOrderItem *self,
                              BakeryOrder      *order)
{
  g_autoptr(BakeryOrder) before = NULL;

  g_return_if_fail (CONSOLE_IS_ORDER_ITEM (self));
  g_return_if_fail (order != NULL);
  g_return_if_fail (self->order == NULL || self->order->base.id == order->base.id);

  if (self->order != NULL && bakery_entity_equal (self->order, order))
    {
      return;
    }

  before = g_steal_pointer (&self->order);
  self->order = bakery_order_ref (order);

  g_object_freeze_notify (G_OBJECT (self));
  if (before == NULL)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * console_order_item_set_flags:
 * @self: an item
 * @pending: whether a change of the order waits in the outbox
 * @conflict: whether a change of the order met somebody else's
 *
 * Tells the row what the outbox says of its order.
 */
void
console_order_item_set_flags (ConsoleOrderItem *self,
                              gboolean          pending,
                              gboolean          conflict)
{
  g_return_if_fail (CONSOLE_IS_ORDER_ITEM (self));

  if (self->pending != !!pending)
    {
      self->pending = !!pending;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
    }
  if (self->conflict != !!conflict)
    {
      self->conflict = !!conflict;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFLICT]);
    }
}
