/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ranking of cakes, the model of suggestions, and the cleaning of what strangers write. */

#include "bakery-option.h"
#include "bakery-ranking.h"
#include "bakery-suggestion.h"
#include "bakery-word-filter.h"

static BakeryCake *
add_cake (GPtrArray  *cakes,
          gint64      id,
          const char *flavour)
{
  BakeryCake *cake = bakery_cake_new ();

  cake->base.id = id;
  g_free (cake->flavor);
  cake->flavor = g_strdup (flavour);
  g_ptr_array_add (cakes, cake);

  return cake;
}

static void
rate (BakeryCake *cake,
      gint64      stars,
      gint64      n_ratings,
      gint64      rated_at)
{
  cake->rating_stars = stars;
  cake->rating_count = n_ratings;
  cake->rated_at = rated_at;
}

static void
test_ranking (void)
{
  static const gint64 expected[] = { 4, 2, 1 };
  g_autoptr(GPtrArray) cakes = g_ptr_array_new_with_free_func (bakery_entity_unref);
  guint i;

  rate (add_cake (cakes, 1, ""), 8, 2, 10);
  rate (add_cake (cakes, 2, ""), 4, 1, 20);
  rate (add_cake (cakes, 3, ""), 399, 100, 30);
  rate (add_cake (cakes, 4, ""), 5, 1, 5);
  bakery_ranking_keep_best (cakes, 3);
  g_assert_cmpuint (cakes->len, ==, 3);
  for (i = 0; i < cakes->len; i++)
    g_assert_cmpint (((BakeryCake *) g_ptr_array_index (cakes, i))->base.id, ==, expected[i]);

  g_assert_cmpint (bakery_ranking_get_percent (0, 0), ==, 0);
  g_assert_cmpint (bakery_ranking_get_percent (5, 1), ==, 100);
  g_assert_cmpint (bakery_ranking_get_percent (8, 3), ==, 53);
}

static void
test_similarity (void)
{
  g_autoptr(GHashTable) a = bakery_features_new ();
  g_autoptr(GHashTable) b = bakery_features_new ();
  g_autoptr(GHashTable) none = bakery_features_new ();

  bakery_features_add (a, "Dark chocolate, of it", 1);
  bakery_features_add (b, "CHOCOLATE", 2);
  g_assert_cmpfloat_with_epsilon (bakery_features_compare (a, a), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (bakery_features_compare (a, b), 0.70710678, 1e-6);
  g_assert_cmpfloat (bakery_features_compare (a, none), ==, 0);
  bakery_features_add (none, "vanilla", 1);
  g_assert_cmpfloat (bakery_features_compare (a, none), ==, 0);
}

static void
test_cake (void)
{
  g_autoptr(GPtrArray) cakes = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GHashTable) wish = bakery_features_new ();
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  gboolean seen[4] = { FALSE };
  int i;

  add_cake (cakes, 1, "Lemon");
  add_cake (cakes, 2, "Chocolate");
  add_cake (cakes, 3, "Coffee and chocolate");
  g_assert_nonnull (bakery_suggestion_choose_cake (cakes, NULL, random));
  g_assert_null (bakery_suggestion_choose_cake (cakes, wish, random));
  bakery_features_add (wish, "chocolate", 1);
  for (i = 0; i < 100; i++)
    seen[bakery_suggestion_choose_cake (cakes, wish, random)->base.id] = TRUE;
  g_assert_false (seen[1]);
  g_assert_true (seen[2] && seen[3]);
}

static BakeryOption *
add_option (GPtrArray  *options,
            gint64      id,
            gint64      group,
            const char *name)
{
  BakeryOption *option = bakery_option_new ();

  option->base.id = id;
  option->option_group = group;
  g_free (option->name);
  option->name = g_strdup (name);
  g_ptr_array_add (options, option);

  return option;
}

static void
test_options (void)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) options = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GHashTable) wish = bakery_features_new ();
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  BakeryOptionGroup *group = bakery_option_group_new ();
  BakeryOption *excluded;
  gint64 cherry = 1;
  int i;

  group->base.id = 7;
  group->minimum = 1;
  group->maximum = 3;
  g_ptr_array_add (groups, group);
  add_option (options, 1, 7, "Cherry");
  add_option (options, 2, 7, "Lime");
  add_option (options, 3, 7, "Cherry syrup")->availability = FALSE;
  excluded = add_option (options, 4, 7, "Sour cherry candy cane");
  excluded->incompatible = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (excluded->incompatible, cherry);
  add_option (options, 5, 8, "Cherry jam");
  bakery_features_add (wish, "cherry", 1);

  for (i = 0; i < 50; i++)
    {
      g_autoptr(GArray) liked = bakery_suggestion_choose_options (groups, options, wish, random);
      g_autoptr(GArray) any = bakery_suggestion_choose_options (groups, options, NULL, random);

      g_assert_cmpuint (liked->len, ==, 1);
      g_assert_cmpint (g_array_index (liked, gint64, 0), ==, cherry);
      g_assert_cmpuint (any->len, >=, 1);
      g_assert_cmpuint (any->len, <=, 2);
    }
}

static void
test_word_filter (void)
{
  static const struct
  {
    const char *text;
    const char *cleaned;
  } cases[] = {
    { "The cake was cold.", "The cake was cold." },
    { " <script>alert('x')</script> ", "script alert('x') /script" },
    { "What a STUPID, stupid thing; shitake is fine", "What a unwise, unwise thing; shitake is fine" },
    { "Größe: 1 kg, 40 % zu süß!\nपंद्रह", "Größe: 1 kg, 40 % zu süß!\nपंद्रह" },
    { "a\a{b}`c`", "a b c" },
    { "<>", "" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cleaned = bakery_word_filter_clean (cases[i].text);

      g_assert_cmpstr (cleaned, ==, cases[i].cleaned);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suggestion/ranking", test_ranking);
  g_test_add_func ("/suggestion/similarity", test_similarity);
  g_test_add_func ("/suggestion/cake", test_cake);
  g_test_add_func ("/suggestion/options", test_options);
  g_test_add_func ("/suggestion/word-filter", test_word_filter);

  return g_test_run ();
}
