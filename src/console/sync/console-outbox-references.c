/* SPDX-License-Identifier: GPL-3.0-or-later */

/* References to entities that were made here and have no id of the server's yet: they are negative, and unlike all others.
 * Any thread. */

#include "config.h"

#include "console-outbox-references.h"

/* What a field names, one after the other; 0 for no more. */
static gint64
peek_reference (gconstpointer      entity,
                const BakeryField *field,
                guint              position)
{
  const GArray *list;

  if (field->type == BAKERY_FIELD_REFERENCE)
    {
      return position == 0 ? BAKERY_FIELD_VALUE (entity, field, gint64) : 0;
    }
  if (field->type != BAKERY_FIELD_REFERENCE_LIST)
    {
      return 0;
    }

  list = BAKERY_FIELD_VALUE (entity, field, GArray *);
  return list != NULL && position < list->len ? g_array_index (list, gint64, position) : 0;
}

/**
 * console_outbox_peek_unknown:
 * @entity: (nullable): an entity
 * @position: which one, counted from 0
 * @ret_type: (out) (optional): what it is
 *
 * Returns: the id of something that @entity names, itself aside, and the server does not know yet; 0 for no more
 */
gint64
console_outbox_peek_unknown (gconstpointer            entity,
                             guint                    position,
                             const BakeryEntityType **ret_type)
{
  const BakeryEntityType *type = entity != NULL ? BAKERY_ENTITY (entity)->type : NULL;

  for (guint i = 0; type != NULL && i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];
      gint64 id;

      for (guint j = 0; (id = peek_reference (entity, field, j)) != 0; j++)
        {
          if (id < 0 && position-- == 0)
            {
              if (ret_type != NULL)
                {
                  *ret_type = field->target;
                }
              return id;
            }
        }
    }

  return 0;
}

/**
 * console_outbox_count_unknown:
 * @entity: (nullable): an entity
 *
 * Returns: how many things it names, itself aside, that the server does not know yet
 */
guint
console_outbox_count_unknown (gconstpointer entity)
{
  guint n = 0;

  while (console_outbox_peek_unknown (entity, n, NULL) != 0)
    {
      n++;
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
