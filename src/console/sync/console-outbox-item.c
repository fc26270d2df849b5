/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One waiting change, for a row of a page. Main thread. */

#include "config.h"

#include "console-outbox-item-private.h"

struct _ConsoleOutboxItem
{
  GObject parent_instance;

  /* Owned */
  ConsoleOutboxRow *row;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_ATTEMPTS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ConsoleOutboxItem, console_outbox_item, G_TYPE_OBJECT)

static void
console_outbox_item_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  ConsoleOutboxItem *self = CONSOLE_OUTBOX_ITEM (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->row->state);
      break;

    case PROP_ATTEMPTS:
      g_value_set_uint (value, self->row->attempts);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
console_outbox_item_finalize (GObject *object)
{
  ConsoleOutboxItem *self = CONSOLE_OUTBOX_ITEM (object);

  g_clear_pointer (&self->row, console_outbox_row_free);

  G_OBJECT_CLASS (console_outbox_item_parent_class)->finalize (object);
}

static void
console_outbox_item_class_init (ConsoleOutboxItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_outbox_item_get_property;
  object_class->finalize = console_outbox_item_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, CONSOLE_OUTBOX_QUEUED, CONSOLE_OUTBOX_REJECTED,
                                             CONSOLE_OUTBOX_QUEUED, flags);
  properties[PROP_ATTEMPTS] = g_param_spec_uint ("attempts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
console_outbox_item_init (ConsoleOutboxItem *self)
{
}

/**
 * console_outbox_item_new:
 * @row: (transfer full): the change
 *
 * Returns: (transfer full): its item
 */
ConsoleOutboxItem *
console_outbox_item_new (ConsoleOutboxRow *row)
{
  ConsoleOutboxItem *self = g_object_new (CONSOLE_TYPE_OUTBOX_ITEM, NULL);

  self->row = row;

  return self;
}

/**
 * console_outbox_item_update:
 * @self: an item
 * @row: (transfer full): the same change as it is now
 *
 * Brings the item up to date.
 */
void
console_outbox_item_update (ConsoleOutboxItem *self,
                            ConsoleOutboxRow  *row)
{
  g_autoptr(ConsoleOutboxRow) before = g_steal_pointer (&self->row);

  self->row = row;
  if (before->state != row->state)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (before->attempts != row->attempts)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTEMPTS]);
    }
}

/**
 * console_outbox_item_get_sequence:
 * @self: an item
 *
 * Returns: the change's place in the order of creation
 */
gint64
console_outbox_item_get_sequence (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), 0);

  return self->row->sequence;
}

/**
 * console_outbox_item_get_entity_type:
 * @self: an item
 *
 * Returns: the type of what it changes
 */
const BakeryEntityType *
console_outbox_item_get_entity_type (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), NULL);

  return self->row->type;
}

/**
 * console_outbox_item_get_object:
 * @self: an item
 *
 * Returns: the id of what it changes; negative while the server has not given it one
 */
gint64
console_outbox_item_get_object (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), 0);

  return self->row->object;
}

/**
 * console_outbox_item_get_kind:
 * @self: an item
 *
 * Returns: what was done
 */
ConsoleChangeKind
console_outbox_item_get_kind (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), CONSOLE_CHANGE_UPDATE);

  return self->row->kind;
}

/**
 * console_outbox_item_get_state:
 * @self: an item
 *
 * Returns: what became of the change
 */
ConsoleOutboxState
console_outbox_item_get_state (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), CONSOLE_OUTBOX_QUEUED);

  return self->row->state;
}

/**
 * console_outbox_item_get_created_at:
 * @self: an item
 *
 * Returns: when the person did it, microseconds since 1970
 */
gint64
console_outbox_item_get_created_at (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), 0);

  return self->row->created_at;
}

/**
 * console_outbox_item_get_attempts:
 * @self: an item
 *
 * Returns: how often it was sent
 */
guint
console_outbox_item_get_attempts (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), 0);

  return self->row->attempts;
}

/**
 * console_outbox_item_get_error:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): why the last attempt failed
 */
const char *
console_outbox_item_get_error (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), NULL);

  return self->row->last_error;
}

/**
 * console_outbox_item_get_violations:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what the server found wrong, by field
 */
const BakeryViolations *
console_outbox_item_get_violations (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), NULL);

  return self->row->violations;
}

/**
 * console_outbox_item_get_before:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the object the change was made to, %NULL for a new one
 */
gconstpointer
console_outbox_item_get_before (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), NULL);

  return self->row->before;
}

/**
 * console_outbox_item_get_after:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the object as the person left it, %NULL for a deleted one
 */
gconstpointer
console_outbox_item_get_after (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), NULL);

  return self->row->after;
}

/**
 * console_outbox_item_get_theirs:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the object as the server has it, for a change that met a conflict
 */
gconstpointer
console_outbox_item_get_theirs (ConsoleOutboxItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_OUTBOX_ITEM (self), NULL);

  return self->row->theirs;
}
