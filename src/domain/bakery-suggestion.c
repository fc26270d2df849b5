/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The model behind suggestions: sparse vectors of words with weights, compared by the cosine of their angle. Pure
 * functions, but for the chance that the caller brings; any thread. */

#include "bakery-suggestion.h"

#include "bakery-option.h"

#include <math.h>
#include <string.h>

/* What a cake is tells more than what it is called. */
#define WEIGHT_FLAVOUR 3.0
#define WEIGHT_TAG 2.0
#define WEIGHT_NAME 1.0

/* --- Vectors --- */

/**
 * bakery_features_new:
 *
 * Returns: (transfer full) (element-type utf8 gdouble): the null vector
 */
GHashTable *
bakery_features_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Words of one or two letters say nothing of a taste. */
static void
add_word (GHashTable *features,
          const char *word,
          gsize       length,
          double      weight)
{
  g_autofree char *folded = g_utf8_casefold (word, (gssize) length);
  double *present;

  if (g_utf8_strlen (folded, -1) < 3)
    return;

  present = g_hash_table_lookup (features, folded);
  if (present != NULL)
    *present += weight;
  else
    g_hash_table_insert (features, g_steal_pointer (&folded), g_memdup2 (&weight, sizeof weight));
}

/**
 * bakery_features_add:
 * @features: (element-type utf8 gdouble): a vector
 * @text: words
 * @weight: what each of them counts for
 *
 * Adds the words of a text.
 */
void
bakery_features_add (GHashTable *features,
                     const char *text,
                     double      weight)
{
  while (*text != '\0')
    {
      const char *end = text;

      while (*end != '\0' && g_unichar_isalnum (g_utf8_get_char (end)))
        end = g_utf8_next_char (end);
      if (end > text)
        add_word (features, text, (gsize) (end - text), weight);
      text = *end != '\0' ? g_utf8_next_char (end) : end;
    }
}

/**
 * bakery_features_add_cake:
 * @features: (element-type utf8 gdouble): a vector
 * @cake: a cake
 *
 * Adds what a cake tastes of, whom it suits and what it is for.
 */
void
bakery_features_add_cake (GHashTable       *features,
                          const BakeryCake *cake)
{
  guint i;

  bakery_features_add (features, cake->flavor, WEIGHT_FLAVOUR);
  bakery_features_add (features, cake->category, WEIGHT_TAG);
  bakery_features_add (features, cake->season, WEIGHT_TAG);
  for (i = 0; cake->dietary != NULL && cake->dietary[i] != NULL; i++)
    bakery_features_add (features, cake->dietary[i], WEIGHT_TAG);
  bakery_features_add (features, cake->name, WEIGHT_NAME);
}

static double
measure (GHashTable *features)
{
  GHashTableIter iter;
  gpointer weight;
  double square = 0;

  g_hash_table_iter_init (&iter, features);
  while (g_hash_table_iter_next (&iter, NULL, &weight))
    square += *(double *) weight * *(double *) weight;

  return sqrt (square);
}

/**
 * bakery_features_compare:
 * @a: (element-type utf8 gdouble): a vector
 * @b: (element-type utf8 gdouble): another
 *
 * Returns: the cosine of the angle between them: 1 for the same direction, 0 when they share nothing
 */
double
bakery_features_compare (GHashTable *a,
                         GHashTable *b)
{
  double length = measure (a) * measure (b);
  double product = 0;
  GHashTableIter iter;
  gpointer word;
  gpointer weight;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &word, &weight))
    {
      const double *other = g_hash_table_lookup (b, word);

      if (other != NULL)
        product += *(double *) weight * *other;
    }

  return length > 0 ? product / length : 0;
}

/* --- Choosing --- */

typedef struct
{
  gconstpointer entity;
  double        similarity;
} Candidate;

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  return (first->similarity < second->similarity) - (first->similarity > second->similarity);
}

/**
 * bakery_suggestion_choose_cake:
 * @cakes: (element-type BakeryCake): what can be had
 * @wish: (nullable) (element-type utf8 gdouble): what is liked, %NULL for a surprise
 * @random: where chance comes from
 *
 * Returns: (transfer none) (nullable): one of the cakes that fit best; any with a surprise; %NULL when none fits
 */
const BakeryCake *
bakery_suggestion_choose_cake (GPtrArray  *cakes,
                               GHashTable *wish,
                               GRand      *random)
{
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  guint n_best;
  guint i;

  for (i = 0; i < cakes->len; i++)
    {
      Candidate candidate = { g_ptr_array_index (cakes, i), 1 };

      if (wish != NULL)
        {
          g_autoptr(GHashTable) features = bakery_features_new ();

          bakery_features_add_cake (features, candidate.entity);
          candidate.similarity = bakery_features_compare (wish, features);
        }
      if (candidate.similarity > 0)
        g_array_append_val (candidates, candidate);
    }
  if (candidates->len == 0)
    return NULL;

  g_array_sort (candidates, compare_candidates);
  n_best = wish != NULL ? MIN (candidates->len, BAKERY_SUGGESTION_BEST) : candidates->len;

  return g_array_index (candidates, Candidate, (guint) g_rand_int_range (random, 0, (gint32) n_best)).entity;
}

static gboolean
excludes (const BakeryOption *option,
          gint64              id)
{
  guint i;

  for (i = 0; option->incompatible != NULL && i < option->incompatible->len; i++)
    {
      if (g_array_index (option->incompatible, gint64, i) == id)
        return TRUE;
    }

  return FALSE;
}

static gboolean
fits (const BakeryOption *option,
      GPtrArray          *chosen)
{
  guint i;

  for (i = 0; i < chosen->len; i++)
    {
      const BakeryOption *other = g_ptr_array_index (chosen, i);

      if (excludes (option, other->base.id) || excludes (other, option->base.id))
        return FALSE;
    }

  return TRUE;
}

/* The available options of a group, best first; those that fit the wish equally well in an order made by chance. */
static GArray *
rank_options (const BakeryOptionGroup *group,
              GPtrArray               *options,
              GHashTable              *wish,
              GRand                   *random)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  guint i;

  for (i = 0; i < options->len; i++)
    {
      const BakeryOption *option = g_ptr_array_index (options, i);
      g_autoptr(GHashTable) features = bakery_features_new ();
      Candidate candidate = { option, 0 };

      if (option->option_group != group->base.id || !bakery_option_is_available (option))
        continue;
      bakery_features_add (features, option->name, WEIGHT_NAME);
      if (wish != NULL)
        candidate.similarity = bakery_features_compare (wish, features);
      g_array_insert_val (candidates, (guint) g_rand_int_range (random, 0, (gint32) candidates->len + 1), candidate);
    }
  g_array_sort (candidates, compare_candidates);

  return candidates;
}

static void
choose_of_group (const BakeryOptionGroup *group,
                 GPtrArray               *options,
                 GHashTable              *wish,
                 GRand                   *random,
                 GPtrArray               *chosen)
{
  g_autoptr(GArray) candidates = rank_options (group, options, wish, random);
  gint64 n_chosen = 0;
  guint i;

  for (i = 0; i < candidates->len && n_chosen < group->maximum; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      gboolean is_wanted = wish != NULL ? candidate->similarity > 0 : g_rand_boolean (random);

      if ((n_chosen >= group->minimum && !is_wanted) || !fits (candidate->entity, chosen))
        continue;
      g_ptr_array_add (chosen, (gpointer) candidate->entity);
      n_chosen++;
    }
}

/**
 * bakery_suggestion_choose_options:
 * @groups: (element-type BakeryOptionGroup): what can be chosen with a cake
 * @options: (element-type BakeryOption): the options of these groups
 * @wish: (nullable) (element-type utf8 gdouble): what is liked, %NULL for a surprise
 * @random: where chance comes from
 *
 * Chooses as many of each group as it asks for, and what is liked beyond that; only what can be had (C-036), and nothing
 * that excludes another.
 *
 * Returns: (transfer full) (element-type gint64): the ids
 */
GArray *
bakery_suggestion_choose_options (GPtrArray  *groups,
                                  GPtrArray  *options,
                                  GHashTable *wish,
                                  GRand      *random)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) chosen = g_ptr_array_new ();
  guint i;

  for (i = 0; i < groups->len; i++)
    choose_of_group (g_ptr_array_index (groups, i), options, wish, random, chosen);
  for (i = 0; i < chosen->len; i++)
    g_array_append_val (ids, ((const BakeryOption *) g_ptr_array_index (chosen, i))->base.id);

  return ids;
}
