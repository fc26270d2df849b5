/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules of choosing options for a cake (S-031, S-042, S-043). Pure functions; any thread. */

#include "bakery-choice.h"

#include "bakery-violations.h"

#define FIELD "options"

static const BakeryOptionGroup *
find_group (GPtrArray *groups,
            gint64     id)
{
  guint i;

  for (i = 0; i < groups->len; i++)
    {
      const BakeryOptionGroup *group = g_ptr_array_index (groups, i);

      if (group->base.id == id)
        return group;
    }

  return NULL;
}

static void
check_count (const BakeryOptionGroup *group,
             GPtrArray               *options,
             BakeryViolations        *violations)
{
  gint64 n_chosen = 0;
  guint i;

  for (i = 0; i < options->len; i++)
    n_chosen += ((const BakeryOption *) g_ptr_array_index (options, i))->option_group == group->base.id;

  if (n_chosen < group->minimum)
    bakery_violations_add (violations,
                           FIELD,
                           "Choose at least %" G_GINT64_FORMAT " of “%s”.",
                           group->minimum,
                           group->name);
  if (n_chosen > group->maximum)
    bakery_violations_add (violations,
                           FIELD,
                           "Choose at most %" G_GINT64_FORMAT " of “%s”.",
                           group->maximum,
                           group->name);
}

static gboolean
excludes (const BakeryOption *option,
          const BakeryOption *other)
{
  guint i;

  for (i = 0; option->incompatible != NULL && i < option->incompatible->len; i++)
    {
      if (g_array_index (option->incompatible, gint64, i) == other->base.id)
        return TRUE;
    }

  return FALSE;
}

static void
check_pairs (GPtrArray        *options,
             guint             first,
             BakeryViolations *violations)
{
  const BakeryOption *option = g_ptr_array_index (options, first);
  guint i;

  for (i = first + 1; i < options->len; i++)
    {
      const BakeryOption *other = g_ptr_array_index (options, i);

      if (excludes (option, other) || excludes (other, option))
        bakery_violations_add (violations,
                               FIELD,
                               "“%s” and “%s” cannot be chosen together.",
                               option->name,
                               other->name);
    }
}

/**
 * bakery_choice_check:
 * @groups: (element-type BakeryOptionGroup): the option groups of a cake
 * @options: (element-type BakeryOption): what was chosen with it
 * @violations: gets everything that is wrong, under `options`
 *
 * Checks that each option belongs to one of the groups and can be had, that each group has as many as it asks for, and that
 * no two exclude each other, whichever of them says so.
 */
void
bakery_choice_check (GPtrArray        *groups,
                     GPtrArray        *options,
                     BakeryViolations *violations)
{
  guint i;

  for (i = 0; i < options->len; i++)
    {
      const BakeryOption *option = g_ptr_array_index (options, i);

      if (find_group (groups, option->option_group) == NULL)
        bakery_violations_add (violations, FIELD, "“%s” cannot be chosen with this cake.", option->name);
      else if (!bakery_option_is_available (option))
        bakery_violations_add (violations, FIELD, "“%s” is not available at the moment.", option->name);
      check_pairs (options, i, violations);
    }
  for (i = 0; i < groups->len; i++)
    check_count (g_ptr_array_index (groups, i), options, violations);
}
