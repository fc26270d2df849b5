/* SPDX-License-Identifier: GPL-3.0-or-later */

/* References to entities that were made here and have no id of the server's yet: they are negative, and unlike all others.
 * Any thread. */

#include "config.h"

#include "console-outbox-references.h"

/**
 * console_outbox_count_unknown:
 * @entity: (nullable): an entity
 *
 * Returns: how many things it names, itself aside, that the server does not know yet
 */
guint
console_outbox_count_unknown (gconstpointer entity)
{
  const BakeryEntityType *type = entity != NULL ? BAKERY_ENTITY (entity)->type : NULL;
  guint n = 0;

  for (guint i = 0; type != NULL && i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];

      if (field->type == BAKERY_FIELD_REFERENCE)
        {
          n += BAKERY_FIELD_VALUE (entity, field, gint64) < 0;
        }
      else if (field->type == BAKERY_FIELD_REFERENCE_LIST)
        {
          const GArray *list = BAKERY_FIELD_VALUE (entity, field, GArray *);

          for (guint j = 0; list != NULL && j < list->len; j++)
            {
              n += g_array_index (list, gint64, j) < 0;
            }
        }
    }

  return n;
}

/* @to is 0 to leave it out. */
static void
replace_in_list (GArray *list,
                 gint64  from,
                 gint64  to)
{
  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      if (g_array_index (list, gint64, i - 1) != from)
        {
          continue;
        }
      if (to != 0)
        {
          g_array_index (list, gint64, i - 1) = to;
        }
      else
        {
          g_array_remove_index (list, i - 1);
        }
    }
}

/**
 * console_outbox_replace_reference:
 * @entity: (nullable): an entity
 * @type: the type of what was made here
 * @from: what it was called
 * @to: what the server calls it, 0 when there will be no such thing
 * @ret_is_bound: (out) (optional): set to %TRUE when @entity cannot be without it: a single reference names it
 *
 * Returns: (transfer full) (nullable): @entity with its references to that thing replaced, itself if it has none
 */
gpointer
console_outbox_replace_reference (gconstpointer           entity,
                                  const BakeryEntityType *type,
                                  gint64                  from,
                                  gint64                  to,
                                  gboolean               *ret_is_bound)
{
  BakeryEntity *copy;

  if (entity == NULL)
    {
      return NULL;
    }

  copy = bakery_entity_copy (entity);
  if (copy->type == type && copy->id == from && to != 0)
    {
      copy->id = to;
    }
  for (guint i = 0; i < copy->type->n_fields; i++)
    {
      const BakeryField *field = &copy->type->fields[i];

      if (field->type == BAKERY_FIELD_REFERENCE_LIST && field->target == type)
        {
          replace_in_list (BAKERY_FIELD_VALUE (copy, field, GArray *), from, to);
        }
      else if (field->type == BAKERY_FIELD_REFERENCE && field->target == type &&
               BAKERY_FIELD_VALUE (copy, field, gint64) == from)
        {
          BAKERY_FIELD_VALUE (copy, field, gint64) = to;
          if (ret_is_bound != NULL)
            {
              *ret_is_bound = TRUE;
            }
        }
    }

  return copy;
}
