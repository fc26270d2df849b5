/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Few at a time, so a plain array in the order in which they were begun. */

#include "config.h"

#include "console-drafts.h"

struct _ConsoleDrafts
{
  GObject parent_instance;

  /* Owned */
  GPtrArray *drafts; /* of ConsoleDraft */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleDrafts, console_drafts, G_TYPE_OBJECT)

static void
draft_free (gpointer data)
{
  ConsoleDraft *draft = data;

  bakery_entity_unref (draft->base);
  bakery_entity_unref (draft->entity);
  g_free (draft);
}

static gboolean
find_position (ConsoleDrafts          *self,
               const BakeryEntityType *type,
               gint64                  id,
               guint                  *ret_position)
{
  for (guint i = 0; i < self->drafts->len; i++)
    {
      const ConsoleDraft *draft = g_ptr_array_index (self->drafts, i);

      if (draft->entity->type == type && draft->entity->id == id)
        {
          *ret_position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
console_drafts_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_DRAFTS (object)->drafts);

  G_OBJECT_CLASS (console_drafts_parent_class)->finalize (object);
}

static void
console_drafts_class_init (ConsoleDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_drafts_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
console_drafts_init (ConsoleDrafts *self)
{
  self->drafts = g_ptr_array_new_with_free_func (draft_free);
}

/**
 * console_drafts_new:
 *
 * Returns: (transfer full): no drafts yet
 */
ConsoleDrafts *
console_drafts_new (void)
{
  return g_object_new (CONSOLE_TYPE_DRAFTS, NULL);
}

/**
 * console_drafts_put:
 * @self: the drafts
 * @base: what was saved, or what a new entity started with
 * @entity: what a person made of it; its id tells which draft it is, 0 for the one new entity of its type
 * @is_valid: whether it could be saved as it is
 *
 * Keeps a copy of what was typed, in place of an earlier draft of the same entity.
 */
void
console_drafts_put (ConsoleDrafts *self,
                    gconstpointer  base,
                    gconstpointer  entity,
                    gboolean       is_valid)
{
  const BakeryEntity *head = BAKERY_ENTITY (entity);
  ConsoleDraft *draft;
  guint position;

  g_return_if_fail (CONSOLE_IS_DRAFTS (self));

  draft = g_new0 (ConsoleDraft, 1);
  draft->base = bakery_entity_copy (base);
  draft->entity = bakery_entity_copy (entity);
  draft->is_valid = is_valid;
  if (find_position (self, head->type, head->id, &position))
    {
      draft_free (self->drafts->pdata[position]);
      self->drafts->pdata[position] = draft;
    }
  else
    {
      g_ptr_array_add (self->drafts, draft);
    }

  g_signal_emit (self, signals[CHANGED], 0, draft->entity->type->name, draft->entity->id);
}

/**
 * console_drafts_find:
 * @self: the drafts
 * @type: an entity type
 * @id: an entity's id, 0 for a new one
 *
 * Returns: (transfer none) (nullable): what was typed and not saved of it
 */
const ConsoleDraft *
console_drafts_find (ConsoleDrafts          *self,
                     const BakeryEntityType *type,
                     gint64                  id)
{
  guint position;

  g_return_val_if_fail (CONSOLE_IS_DRAFTS (self), NULL);

  return find_position (self, type, id, &position) ? g_ptr_array_index (self->drafts, position) : NULL;
}

/**
 * console_drafts_remove:
 * @self: the drafts
 * @type: an entity type
 * @id: an entity's id, 0 for a new one
 *
 * Lets go of what was typed, if anything was: it has been saved, or is not wanted any more.
 */
void
console_drafts_remove (ConsoleDrafts          *self,
                       const BakeryEntityType *type,
                       gint64                  id)
{
  guint position;

  g_return_if_fail (CONSOLE_IS_DRAFTS (self));

  if (find_position (self, type, id, &position))
    {
      g_ptr_array_remove_index (self->drafts, position);
      g_signal_emit (self, signals[CHANGED], 0, type->name, id);
    }
}

/**
 * console_drafts_clear:
 * @self: the drafts
 *
 * Lets go of all of them.
 */
void
console_drafts_clear (ConsoleDrafts *self)
{
  g_return_if_fail (CONSOLE_IS_DRAFTS (self));

  while (self->drafts->len > 0)
    {
      const ConsoleDraft *draft = g_ptr_array_index (self->drafts, 0);

      console_drafts_remove (self, draft->entity->type, draft->entity->id);
    }
}

/**
 * console_drafts_get_n_drafts:
 * @self: the drafts
 *
 * Returns: how many there are
 */
guint
console_drafts_get_n_drafts (ConsoleDrafts *self)
{
  g_return_val_if_fail (CONSOLE_IS_DRAFTS (self), 0);

  return self->drafts->len;
}

/**
 * console_drafts_peek:
 * @self: the drafts
 * @position: less than console_drafts_get_n_drafts()
 *
 * Returns: (transfer none): one of them
 */
const ConsoleDraft *
console_drafts_peek (ConsoleDrafts *self,
                     guint          position)
{
  g_return_val_if_fail (CONSOLE_IS_DRAFTS (self), NULL);
  g_return_val_if_fail (position < self->drafts->len, NULL);

  return g_ptr_array_index (self->drafts, position);
}
