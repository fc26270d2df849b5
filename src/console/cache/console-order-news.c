/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Collects the news of changed orders between one answer of the cache and the next. What was taken for a question and is not
 * answered goes back; for an order that changed twice, where it was before the first change counts. Main thread. */

#include "config.h"

#include "console-order-news.h"

typedef struct
{
  ConsoleOrderChange change;
  gint64             first;
  gint64             last;
} Piece;

struct _ConsoleOrderNews
{
  GHashTable *waiting;
  GHashTable *taken;
  gint64      newest;
};

static GHashTable *
new_pieces (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
}

/**
 * console_order_news_new:
 *
 * Returns: (transfer full): no news
 */
ConsoleOrderNews *
console_order_news_new (void)
{
  ConsoleOrderNews *self = g_new0 (ConsoleOrderNews, 1);

  self->waiting = new_pieces ();
  self->taken = new_pieces ();

  return self;
}

/**
 * console_order_news_free:
 * @self: (transfer full): news
 *
 * Frees the news.
 */
void
console_order_news_free (ConsoleOrderNews *self)
{
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->taken);
  g_free (self);
}

/**
 * console_order_news_clear:
 * @self: news
 *
 * Forgets everything.
 */
void
console_order_news_clear (ConsoleOrderNews *self)
{
  g_hash_table_remove_all (self->waiting);
  g_hash_table_remove_all (self->taken);
  self->newest = 0;
}

static void
add_piece (GHashTable               *pieces,
           const ConsoleOrderChange *change,
           gint64                    generation)
{
  Piece *piece = g_hash_table_lookup (pieces, &change->id);

  if (piece == NULL)
    {
      piece = g_new0 (Piece, 1);
      piece->change = *change;
      piece->first = generation;
      g_hash_table_insert (pieces, &piece->change.id, piece);
    }
  piece->last = generation;
}

/**
 * console_order_news_add:
 * @self: news
 * @changes: of a transaction that changed orders
 *
 * Adds what a transaction changed.
 */
void
console_order_news_add (ConsoleOrderNews          *self,
                        const ConsoleCacheChanges *changes)
{
  self->newest = MAX (self->newest, changes->generation);
  for (guint i = 0; i < changes->orders->len; i++)
    {
      add_piece (self->waiting, &g_array_index (changes->orders, ConsoleOrderChange, i), changes->generation);
    }
}

/**
 * console_order_news_get_newest:
 * @self: news
 *
 * Returns: the newest generation there was news of
 */
gint64
console_order_news_get_newest (ConsoleOrderNews *self)
{
  return self->newest;
}

/**
 * console_order_news_take:
 * @self: news, none of them taken
 *
 * Takes all news for a question.
 *
 * Returns: (transfer full) (element-type ConsoleOrderChange): what changed
 */
GArray *
console_order_news_take (ConsoleOrderNews *self)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (ConsoleOrderChange));
  GHashTable *empty = self->taken;
  GHashTableIter iter;
  gpointer piece;

  g_hash_table_remove_all (empty);
  self->taken = self->waiting;
  self->waiting = empty;

  g_hash_table_iter_init (&iter, self->taken);
  while (g_hash_table_iter_next (&iter, NULL, &piece))
    {
      g_array_append_val (changes, ((Piece *) piece)->change);
    }

  return changes;
}

/**
 * console_order_news_give_back:
 * @self: news
 *
 * Puts what was taken back, in front of what came since.
 */
void
console_order_news_give_back (ConsoleOrderNews *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Piece *piece = value;
      Piece *earlier;

      add_piece (self->taken, &piece->change, piece->first);
      earlier = g_hash_table_lookup (self->taken, &piece->change.id);
      earlier->last = piece->last;
    }

  g_hash_table_remove_all (self->waiting);
  value = self->waiting;
  self->waiting = self->taken;
  self->taken = value;
}

/**
 * console_order_news_settle:
 * @self: news
 * @generation: of the answer that was worked in
 *
 * Forgets what the answer has seen.
 *
 * Returns: %FALSE when an order changed both before and after the answer, so that where it was is not known
 */
gboolean
console_order_news_settle (ConsoleOrderNews *self,
                           gint64            generation)
{
  gboolean is_clean = TRUE;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_remove_all (self->taken);
  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Piece *piece = value;

      if (piece->last <= generation)
        {
          g_hash_table_iter_remove (&iter);
        }
      else if (piece->first <= generation)
        {
          is_clean = FALSE;
        }
    }

  self->newest = MAX (self->newest, generation);
  return is_clean;
}
