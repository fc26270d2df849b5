/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Holds an order that is to be taken somewhere. */

#include "config.h"

#include "console-destination.h"

#include <math.h>

struct _ConsoleDestination
{
  GObject parent_instance;

  /* Owned */
  BakeryOrder *order;
  char        *run;
};

enum
{
  PROP_0,
  PROP_ORDER,
  PROP_RUN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ConsoleDestination, console_destination, G_TYPE_OBJECT)

static void
console_destination_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *spec)
{
  switch (id)
    {
    case PROP_ORDER:
      g_value_set_pointer (value, CONSOLE_DESTINATION (object)->order);
      break;

    case PROP_RUN:
      g_value_set_string (value, CONSOLE_DESTINATION (object)->run);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_destination_finalize (GObject *object)
{
  ConsoleDestination *self = CONSOLE_DESTINATION (object);

  g_clear_pointer (&self->order, bakery_order_unref);
  g_free (self->run);

  G_OBJECT_CLASS (console_destination_parent_class)->finalize (object);
}

static void
console_destination_class_init (ConsoleDestinationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = console_destination_get_property;
  object_class->finalize = console_destination_finalize;

  properties[PROP_ORDER] = g_param_spec_pointer ("order", NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_RUN] = g_param_spec_string ("run", NULL, NULL, NULL,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
console_destination_init (ConsoleDestination *self)
{
}

/**
 * console_destination_new:
 * @order: an order
 *
 * Returns: (transfer full): where it is to be taken
 */
ConsoleDestination *
console_destination_new (BakeryOrder *order)
{
  ConsoleDestination *self = g_object_new (CONSOLE_TYPE_DESTINATION, NULL);

  self->order = bakery_order_ref (order);

  return self;
}

/**
 * console_destination_get_order:
 * @self: a destination
 *
 * Returns: (transfer none): the order
 */
const BakeryOrder *
console_destination_get_order (ConsoleDestination *self)
{
  g_return_val_if_fail (CONSOLE_IS_DESTINATION (self), NULL);

  return self->order;
}

/**
 * console_destination_get_id:
 * @self: a destination
 *
 * Returns: the order's id
 */
gint64
console_destination_get_id (ConsoleDestination *self)
{
  g_return_val_if_fail (CONSOLE_IS_DESTINATION (self), 0);

  return self->order->base.id;
}

/**
 * console_destination_has_place:
 * @self: a destination
 *
 * Returns: whether it is known where on a map it is
 */
gboolean
console_destination_has_place (ConsoleDestination *self)
{
  g_return_val_if_fail (CONSOLE_IS_DESTINATION (self), FALSE);

  return !isnan (self->order->latitude) && !isnan (self->order->longitude);
}

/**
 * console_destination_get_run:
 * @self: a destination
 *
 * Returns: (transfer none) (nullable): who takes it and when they will be there, in words
 */
const char *
console_destination_get_run (ConsoleDestination *self)
{
  g_return_val_if_fail (CONSOLE_IS_DESTINATION (self), NULL);

  return self->run;
}

/**
 * console_destination_set_run:
 * @self: a destination
 * @words: (nullable): who takes it and when they will be there; %NULL for nobody yet
 */
void
console_destination_set_run (ConsoleDestination *self,
                             const char         *words)
{
  g_return_if_fail (CONSOLE_IS_DESTINATION (self));

  if (g_strcmp0 (self->run, words) == 0)
    return;

  g_free (self->run);
  self->run = g_strdup (words);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUN]);
}

/**
 * console_destination_set_order:
 * @self: a destination
 * @order: the order as it is now
 *
 * Tells who looks at it when something has changed.
 */
void
console_destination_set_order (ConsoleDestination *self,
                               BakeryOrder        *order)
{
  gboolean is_changed;

  g_return_if_fail (CONSOLE_IS_DESTINATION (self));

  is_changed = order->base.revision != self->order->base.revision || order->stage != self->order->stage;
  bakery_order_ref (order);
  bakery_order_unref (self->order);
  self->order = order;
  if (is_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}
