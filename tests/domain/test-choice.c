/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be chosen with a cake: every rule, and all broken ones at once. */

#include "bakery-choice.h"
#include "bakery-violations.h"

typedef struct
{
  GPtrArray        *groups;
  GPtrArray        *options;
  BakeryViolations *violations;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->groups = g_ptr_array_new_with_free_func (bakery_entity_unref);
  fixture->options = g_ptr_array_new_with_free_func (bakery_entity_unref);
  fixture->violations = bakery_violations_new ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_ptr_array_unref (fixture->groups);
  g_ptr_array_unref (fixture->options);
  bakery_violations_free (fixture->violations);
}

static void
add_group (Fixture *fixture,
           gint64   id,
           gint64   minimum,
           gint64   maximum)
{
  BakeryOptionGroup *group = bakery_option_group_new ();

  group->base.id = id;
  group->minimum = minimum;
  group->maximum = maximum;
  g_ptr_array_add (fixture->groups, group);
}

static BakeryOption *
add_option (Fixture *fixture,
            gint64   id,
            gint64   group)
{
  BakeryOption *option = bakery_option_new ();

  option->base.id = id;
  option->option_group = group;
  g_ptr_array_add (fixture->options, option);

  return option;
}

static void
assert_n_violations (Fixture *fixture,
                     guint    n_violations)
{
  guint i;

  bakery_choice_check (fixture->groups, fixture->options, fixture->violations);
  g_assert_cmpuint (bakery_violations_get_n_messages (fixture->violations), ==, n_violations);
  for (i = 0; i < n_violations; i++)
    g_assert_cmpstr (bakery_violations_peek_field (fixture->violations, i), ==, "options");
}

static void
test_nothing (Fixture      *fixture,
              gconstpointer data)
{
  assert_n_violations (fixture, 0);
}

static void
test_within_limits (Fixture      *fixture,
                    gconstpointer data)
{
  add_group (fixture, 1, 1, 1);
  add_group (fixture, 2, 0, 2);
  add_option (fixture, 10, 1);
  add_option (fixture, 20, 2);
  add_option (fixture, 21, 2);
  assert_n_violations (fixture, 0);
}

static void
test_too_few (Fixture      *fixture,
              gconstpointer data)
{
  add_group (fixture, 1, 1, 1);
  assert_n_violations (fixture, 1);
}

static void
test_too_many (Fixture      *fixture,
               gconstpointer data)
{
  add_group (fixture, 1, 0, 1);
  add_option (fixture, 10, 1);
  add_option (fixture, 11, 1);
  assert_n_violations (fixture, 1);
}

/* It is enough that one of the two says so, whichever was chosen first. */
static void
test_incompatible (Fixture      *fixture,
                   gconstpointer data)
{
  const gint64 first = 10;
  BakeryOption *second;

  add_group (fixture, 1, 0, 5);
  add_option (fixture, first, 1);
  second = add_option (fixture, 11, 1);
  second->incompatible = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (second->incompatible, first);
  assert_n_violations (fixture, 1);
}

static void
test_all_at_once (Fixture      *fixture,
                  gconstpointer data)
{
  add_group (fixture, 1, 1, 1);
  add_group (fixture, 2, 0, 1);
  add_option (fixture, 30, 3);
  add_option (fixture, 20, 2)->availability = FALSE;
  add_option (fixture, 21, 2);
  assert_n_violations (fixture, 4);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void        (*test) (Fixture      *fixture,
                         gconstpointer data);
  } tests[] = {
    { "/choice/nothing", test_nothing }, { "/choice/within-limits", test_within_limits },
    { "/choice/too-few", test_too_few }, { "/choice/too-many", test_too_many },
    { "/choice/incompatible", test_incompatible }, { "/choice/all-at-once", test_all_at_once },
  };
  gsize i;

  g_test_init (&argc, &argv, NULL);

  for (i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
