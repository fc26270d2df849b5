/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "console-entity-merge.h"

static gboolean
is_written (const BakeryField *field)
{
  return field->writers != BAKERY_ROLES_NOBODY && (field->flags & BAKERY_FIELD_DERIVED) == 0;
}

/**
 * console_field_is_contested:
 * @field: a field
 * @base: (nullable): what both began with
 * @mine: one version
 * @theirs: the other one
 *
 * Returns: whether both changed the field, and not to the same value
 */
gboolean
console_field_is_contested (const BakeryField *field,
                            gconstpointer      base,
                            gconstpointer      mine,
                            gconstpointer      theirs)
{
  if (!is_written (field) || bakery_field_equal (mine, theirs, field))
    return FALSE;

  return base == NULL || (!bakery_field_equal (base, mine, field) && !bakery_field_equal (base, theirs, field));
}

/**
 * console_entity_merge:
 * @base: what both began with
 * @mine: one version
 * @theirs: the other one, which is newer
 *
 * Makes my changes to their version.
 *
 * Returns: (transfer full) (nullable): the result; %NULL where a field is contested
 */
gpointer
console_entity_merge (gconstpointer base,
                      gconstpointer mine,
                      gconstpointer theirs)
{
  const BakeryEntityType *type = BAKERY_ENTITY (theirs)->type;
  g_autoptr(BakeryEntity) merged = bakery_entity_copy (theirs);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];

      if (console_field_is_contested (field, base, mine, theirs))
        return NULL;
      if (is_written (field) && !bakery_field_equal (base, mine, field))
        bakery_field_copy (merged, mine, field);
    }
  bakery_entity_derive (merged);

  return g_steal_pointer (&merged);
}
