/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The object a row is bound to: an entity, or the place where one will be as soon as it is read. Main thread. */

#include "config.h"

#include "console-entity-item.h"

struct _ConsoleEntityItem
{
  GObject parent_instance;

  /* Owned */
  gpointer         entity;

  gint64           id;
  ConsoleEditState edit_state;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_ENTITY,
  PROP_EDIT_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ConsoleEntityItem, console_entity_item, G_TYPE_OBJECT)

static void
console_entity_item_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  ConsoleEntityItem *self = CONSOLE_ENTITY_ITEM (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;

    case PROP_ENTITY:
      g_value_set_pointer (value, self->entity);
      break;

    case PROP_EDIT_STATE:
      g_value_set_int (value, (int) self->edit_state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
console_entity_item_finalize (GObject *object)
{
  ConsoleEntityItem *self = CONSOLE_ENTITY_ITEM (object);

  g_clear_pointer (&self->entity, bakery_entity_unref);

  G_OBJECT_CLASS (console_entity_item_parent_class)->finalize (object);
}

static void
console_entity_item_class_init (ConsoleEntityItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_entity_item_get_property;
  object_class->finalize = console_entity_item_finalize;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_ENTITY] = g_param_spec_pointer ("entity", NULL, NULL, flags);
  properties[PROP_EDIT_STATE] = g_param_spec_int ("edit-state", NULL, NULL, CONSOLE_EDIT_NONE, CONSOLE_EDIT_REJECTED,
                                                  CONSOLE_EDIT_NONE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
console_entity_item_init (ConsoleEntityItem *self)
{
}

/**
 * console_entity_item_new:
 * @id: of an entity
 *
 * Returns: (transfer full): its item, without the entity
 */
ConsoleEntityItem *
console_entity_item_new (gint64 id)
{
  ConsoleEntityItem *self = g_object_new (CONSOLE_TYPE_ENTITY_ITEM, NULL);

  self->id = id;

  return self;
}

/**
 * console_entity_item_get_id:
 * @self: an item
 *
 * Returns: the entity's id; negative while the server has not given it one
 */
gint64
console_entity_item_get_id (ConsoleEntityItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_ITEM (self), 0);

  return self->id;
}

/**
 * console_entity_item_get_entity:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the entity, or %NULL until it is read
 */
gconstpointer
console_entity_item_get_entity (ConsoleEntityItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_ITEM (self), NULL);

  return self->entity;
}

/**
 * console_entity_item_get_edit_state:
 * @self: an item
 *
 * Returns: whether a change of the entity waits, met a conflict or was refused
 */
ConsoleEditState
console_entity_item_get_edit_state (ConsoleEntityItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_ENTITY_ITEM (self), CONSOLE_EDIT_NONE);

  return self->edit_state;
}

/**
 * console_entity_item_set_id:
 * @self: an item
 * @id: what its entity is called from now on
 *
 * Gives an entity made here the server's id.
 */
void
console_entity_item_set_id (ConsoleEntityItem *self,
                            gint64             id)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_ITEM (self));

  if (self->id != id)
    {
      self->id = id;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
    }
}

/**
 * console_entity_item_set_entity:
 * @self: an item
 * @entity: the entity as it is now
 *
 * Shows another version of the entity.
 */
void
console_entity_item_set_entity (ConsoleEntityItem *self,
                                gpointer           entity)
{
  gpointer before;

  g_return_if_fail (CONSOLE_IS_ENTITY_ITEM (self));
  g_return_if_fail (entity != NULL);

  before = self->entity;
  self->entity = bakery_entity_ref (entity);
  if (before == NULL || BAKERY_ENTITY (before)->revision != BAKERY_ENTITY (entity)->revision ||
      !bakery_entity_equal (before, entity))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTITY]);
    }
  bakery_entity_unref (before);
}

/**
 * console_entity_item_set_edit_state:
 * @self: an item
 * @state: what the outbox says of the entity
 *
 * Shows whether a change of the entity waits.
 */
void
console_entity_item_set_edit_state (ConsoleEntityItem *self,
                                    ConsoleEditState   state)
{
  g_return_if_fail (CONSOLE_IS_ENTITY_ITEM (self));

  if (self->edit_state != state)
    {
      self->edit_state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDIT_STATE]);
    }
}
