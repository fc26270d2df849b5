/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Few at a time, so a plain array in the order in which they were begun. What changed is written a moment later, so that a
 * person who types does not have each key written; what is saved or dropped goes at once. */

#include "config.h"

#include "console-drafts.h"

#include "console-cache-entities.h"
#include "console-cache.h"
#include "console-outbox-references.h"

/* In milliseconds. */
#define WRITE_DELAY 250

struct _ConsoleDrafts
{
  GObject parent_instance;

  /* Owned */
  GPtrArray    *drafts;    /* of ConsoleDraft */
  GPtrArray    *unwritten; /* of Name */
  ConsoleCache *cache;

  guint         write_source;
};

/* Whose draft it is. */
typedef struct
{
  const BakeryEntityType *type;
  gint64                  id;
} Name;

/* What a transaction writes. */
typedef struct
{
  GPtrArray *drafts;  /* of ConsoleDraft */
  GPtrArray *removed; /* of Name */
} Writing;

/* What an account's files have of drafts; the writer's thread fills it. */
typedef struct
{
  ConsoleDrafts *drafts;
  GPtrArray     *read;
} Reading;

enum
{
  CHANGED,
  RESTORED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleDrafts, console_drafts, G_TYPE_OBJECT)

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

/* Writing */

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_ptr_array_unref (writing->drafts);
  g_ptr_array_unref (writing->removed);
  g_free (writing);
}

/* On the writer's thread. */
static gboolean
write_drafts (BakeryConnection    *connection,
              ConsoleCacheChanges *changes,
              gpointer             user_data,
              GError             **error)
{
  const Writing *writing = user_data;

  for (guint i = 0; i < writing->removed->len; i++)
    {
      const Name *name = g_ptr_array_index (writing->removed, i);

      if (!console_draft_rows_delete (connection, name->type, name->id, error))
        return FALSE;
    }
  for (guint i = 0; i < writing->drafts->len; i++)
    {
      if (!console_draft_rows_put (connection, g_ptr_array_index (writing->drafts, i), error))
        return FALSE;
    }

  return TRUE;
}

/* Hands what changed to the writer; files that are being opened take it when they are. */
static void
flush (ConsoleDrafts *self)
{
  Writing *writing;

  g_clear_handle_id (&self->write_source, g_source_remove);
  if (self->cache == NULL || self->unwritten->len == 0)
    return;

  writing = g_new0 (Writing, 1);
  writing->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) console_draft_free);
  writing->removed = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->unwritten->len; i++)
    {
      const Name *name = g_ptr_array_index (self->unwritten, i);
      const ConsoleDraft *draft = console_drafts_find (self, name->type, name->id);

      if (draft != NULL)
        g_ptr_array_add (writing->drafts, console_draft_copy (draft));
      else
        g_ptr_array_add (writing->removed, g_memdup2 (name, sizeof *name));
    }
  g_ptr_array_set_size (self->unwritten, 0);
  console_cache_write_async (self->cache, write_drafts, writing, writing_free, NULL, NULL, NULL);
}

static void
flush_cb (gpointer user_data)
{
  ConsoleDrafts *self = user_data;

  self->write_source = 0;
  flush (self);
}

static void
note (ConsoleDrafts          *self,
      const BakeryEntityType *type,
      gint64                  id)
{
  const Name name = { type, id };

  for (guint i = 0; i < self->unwritten->len; i++)
    {
      const Name *other = g_ptr_array_index (self->unwritten, i);

      if (other->type == type && other->id == id)
        return;
    }
  g_ptr_array_add (self->unwritten, g_memdup2 (&name, sizeof name));
}

/* Takes over @draft. */
static void
put (ConsoleDrafts *self,
     ConsoleDraft  *draft)
{
  const BakeryEntity *head = draft->entity;
  guint position;

  if (find_position (self, head->type, head->id, &position))
    {
      console_draft_free (self->drafts->pdata[position]);
      self->drafts->pdata[position] = draft;
    }
  else
    {
      g_ptr_array_add (self->drafts, draft);
    }

  note (self, head->type, head->id);
  if (self->write_source == 0)
    self->write_source = g_timeout_add_once (WRITE_DELAY, flush_cb, self);
  g_signal_emit (self, signals[CHANGED], 0, head->type->name, head->id);
}

/* Restoring */

/* What has been typed since the start counts for more than what was typed before. */
static void
restore (ConsoleDrafts *self,
         GPtrArray     *drafts)
{
  guint n_restored = 0;

  for (guint i = 0; i < drafts->len; i++)
    {
      const ConsoleDraft *draft = g_ptr_array_index (drafts, i);
      const BakeryEntity *head = draft->entity;

      if (console_drafts_find (self, head->type, head->id) != NULL)
        continue;

      g_ptr_array_add (self->drafts, console_draft_copy (draft));
      g_signal_emit (self, signals[CHANGED], 0, head->type->name, head->id);
      n_restored++;
    }
  if (n_restored > 0)
    g_signal_emit (self, signals[RESTORED], 0, n_restored);
}

/* On the writer's thread, which alone has the drafts. */
static gboolean
read_drafts (BakeryConnection    *connection,
             ConsoleCacheChanges *changes,
             gpointer             user_data,
             GError             **error)
{
  Reading *reading = user_data;

  g_clear_pointer (&reading->read, g_ptr_array_unref);
  reading->read = console_draft_rows_read (connection, error);

  return reading->read != NULL;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;

  if (console_cache_write_finish (CONSOLE_CACHE (source), result, NULL)
      && reading->drafts->cache == CONSOLE_CACHE (source))
    restore (reading->drafts, reading->read);

  g_clear_pointer (&reading->read, g_ptr_array_unref);
  g_object_unref (reading->drafts);
  g_free (reading);
}

/* They stay on the disk. */
static void
forget_all (ConsoleDrafts *self)
{
  while (self->drafts->len > 0)
    {
      g_autoptr(ConsoleDraft) draft = g_ptr_array_steal_index (self->drafts, 0);

      g_signal_emit (self, signals[CHANGED], 0, draft->entity->type->name, draft->entity->id);
    }
}

static void
console_drafts_finalize (GObject *object)
{
  ConsoleDrafts *self = CONSOLE_DRAFTS (object);

  g_clear_handle_id (&self->write_source, g_source_remove);
  g_clear_object (&self->cache);
  g_ptr_array_unref (self->drafts);
  g_ptr_array_unref (self->unwritten);

  G_OBJECT_CLASS (console_drafts_parent_class)->finalize (object);
}

static void
console_drafts_class_init (ConsoleDraftsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_drafts_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[RESTORED] = g_signal_new ("restored", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
console_drafts_init (ConsoleDrafts *self)
{
  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) console_draft_free);
  self->unwritten = g_ptr_array_new_with_free_func (g_free);
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
 * console_drafts_set_cache:
 * @self: the drafts
 * @cache: (nullable): the files of the account
 *
 * Writes the drafts of one account and forgets them, and takes up those of another, in its time.
 */
void
console_drafts_set_cache (ConsoleDrafts *self,
                          ConsoleCache  *cache)
{
  Reading *reading;

  g_return_if_fail (CONSOLE_IS_DRAFTS (self));

  flush (self);
  forget_all (self);
  g_set_object (&self->cache, cache);
  if (cache == NULL)
    return;

  reading = g_new0 (Reading, 1);
  reading->drafts = g_object_ref (self);
  console_cache_write_async (cache, read_drafts, reading, NULL, NULL, read_cb, reading);
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
  g_return_if_fail (CONSOLE_IS_DRAFTS (self));

  put (self, console_draft_new (bakery_entity_copy (base), bakery_entity_copy (entity), is_valid));
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
      note (self, type, id);
      flush (self);
      g_signal_emit (self, signals[CHANGED], 0, type->name, id);
    }
}

/**
 * console_drafts_rename:
 * @self: the drafts
 * @type_name: the type of what was made here
 * @local_id: what it was called
 * @id: what the server calls it
 *
 * Puts the server's name in the place of ours: what was typed into that entity stays with it, and other drafts go on naming
 * it.
 */
void
console_drafts_rename (ConsoleDrafts *self,
                       const char    *type_name,
                       gint64         local_id,
                       gint64         id)
{
  const BakeryEntityType *type = console_cache_find_type (type_name);
  guint n_left;

  g_return_if_fail (CONSOLE_IS_DRAFTS (self));
  g_return_if_fail (type != NULL);

  for (n_left = self->drafts->len; n_left > 0; n_left--)
    {
      g_autoptr(ConsoleDraft) draft = g_ptr_array_steal_index (self->drafts, 0);
      BakeryEntity *base = console_outbox_replace_reference (draft->base, type, local_id, id, NULL);
      BakeryEntity *entity = console_outbox_replace_reference (draft->entity, type, local_id, id, NULL);

      if (entity->id != draft->entity->id)
        note (self, type, local_id);
      put (self, console_draft_new (base, entity, draft->is_valid));
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
