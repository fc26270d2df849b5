/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The life of entities: create, share, copy, compare, derive. What there is to do with one field is in bakery-field.c, with
 * all that is wrong in bakery-entity-validate.c. Reference counting is atomic; the rest is for the entity's owner. */

#include "bakery-entity.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-cart.h"
#include "bakery-delivery.h"
#include "bakery-entity-json.h"
#include "bakery-feedback.h"
#include "bakery-inventory.h"
#include "bakery-mail.h"
#include "bakery-option.h"
#include "bakery-order.h"
#include "bakery-payment-method-reference.h"
#include "bakery-payment.h"
#include "bakery-recipe.h"
#include "bakery-store.h"
#include "bakery-unmet-demand.h"

#include <math.h>

/**
 * bakery_entity_types:
 *
 * Every entity type with a table of its own whose rows can be changed, %NULL-terminated; a type stands after those it
 * refers to.
 */
const BakeryEntityType *const bakery_entity_types[] = {
  &bakery_store_type, &bakery_account_type, &bakery_cake_type, &bakery_option_group_type, &bakery_option_type,
  &bakery_customisation_type, &bakery_cart_line_type, &bakery_order_type, &bakery_payment_type, &bakery_mail_type,
  &bakery_refund_type, &bakery_rating_type, &bakery_complaint_type, &bakery_payment_method_reference_type,
  &bakery_inventory_item_type, &bakery_inventory_lot_type, &bakery_stock_movement_type, &bakery_recipe_type,
  &bakery_bake_mark_type, &bakery_delivery_type, &bakery_position_type, &bakery_unmet_demand_type, NULL,
};

static void
set_initial (gpointer           entity,
             const BakeryField *field)
{
  if (field->initial != NULL)
    {
      if (!bakery_field_set_from_text (entity, field, field->initial))
        g_error ("%s.%s: \"%s\" is no initial value", BAKERY_ENTITY (entity)->type->name, field->name, field->initial);
      return;
    }

  if (field->type == BAKERY_FIELD_REAL && (field->flags & BAKERY_FIELD_NULLABLE) != 0)
    BAKERY_FIELD_VALUE (entity, field, double) = NAN;
  else if (field->type == BAKERY_FIELD_ENUM && (field->flags & BAKERY_FIELD_NULLABLE) != 0)
    BAKERY_FIELD_VALUE (entity, field, int) = -1;
  else if (field->type == BAKERY_FIELD_TEXT && (field->flags & BAKERY_FIELD_NULLABLE) == 0)
    BAKERY_FIELD_VALUE (entity, field, char *) = g_strdup ("");
}

/**
 * bakery_entity_new:
 * @type: what to create
 *
 * Returns: (transfer full): an entity with its initial values, id 0
 */
gpointer
bakery_entity_new (const BakeryEntityType *type)
{
  BakeryEntity *self = g_malloc0 (type->size);
  guint i;

  self->type = type;
  g_atomic_ref_count_init (&self->references);
  for (i = 0; i < type->n_fields; i++)
    set_initial (self, &type->fields[i]);

  return self;
}

/**
 * bakery_entity_peek_initial:
 * @type: a type
 *
 * To compare others with. May be called from any thread.
 *
 * Returns: (transfer none): an entity with its initial values, for good
 */
gconstpointer
bakery_entity_peek_initial (const BakeryEntityType *type)
{
  static GMutex lock;
  static GHashTable *entities;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  gpointer initial;

  if (entities == NULL)
    entities = g_hash_table_new (NULL, NULL);

  initial = g_hash_table_lookup (entities, type);
  if (initial == NULL)
    {
      initial = bakery_entity_new (type);
      g_hash_table_insert (entities, (gpointer) type, initial);
    }

  return initial;
}

/**
 * bakery_entity_ref:
 * @entity: an entity
 *
 * Returns: (transfer full): @entity
 */
gpointer
bakery_entity_ref (gpointer entity)
{
  g_atomic_ref_count_inc (&BAKERY_ENTITY (entity)->references);

  return entity;
}

/**
 * bakery_entity_unref:
 * @entity: (nullable) (transfer full): an entity
 */
void
bakery_entity_unref (gpointer entity)
{
  const BakeryEntityType *type;
  guint i;

  if (entity == NULL || !g_atomic_ref_count_dec (&BAKERY_ENTITY (entity)->references))
    return;

  type = BAKERY_ENTITY (entity)->type;
  for (i = 0; i < type->n_fields; i++)
    bakery_field_clear (entity, &type->fields[i]);
  g_free (entity);
}

/**
 * bakery_entity_copy:
 * @entity: an entity
 *
 * Returns: (transfer full): another one with equal values, the same id and revision
 */
gpointer
bakery_entity_copy (gconstpointer entity)
{
  const BakeryEntity *source = entity;
  BakeryEntity *copy = bakery_entity_new (source->type);
  guint i;

  copy->id = source->id;
  copy->revision = source->revision;
  for (i = 0; i < source->type->n_fields; i++)
    bakery_field_copy (copy, source, &source->type->fields[i]);

  return copy;
}

/**
 * bakery_entity_equal:
 * @a: an entity
 * @b: another one
 *
 * Returns: %TRUE if both are of one type and equal in id and every field; revisions do not count
 */
gboolean
bakery_entity_equal (gconstpointer a,
                     gconstpointer b)
{
  const BakeryEntityType *type = BAKERY_ENTITY (a)->type;
  guint i;

  if (BAKERY_ENTITY (b)->type != type || BAKERY_ENTITY (a)->id != BAKERY_ENTITY (b)->id)
    return FALSE;

  for (i = 0; i < type->n_fields; i++)
    {
      if (!bakery_field_equal (a, b, &type->fields[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * bakery_entity_derive:
 * @entity: an entity whose stored fields changed
 *
 * Computes the derived fields anew.
 */
void
bakery_entity_derive (gpointer entity)
{
  const BakeryEntityType *type = BAKERY_ENTITY (entity)->type;

  if (type->derive != NULL)
    type->derive (entity);
}

/**
 * bakery_entity_type_find_field:
 * @type: an entity type
 * @name: a field's name
 *
 * Returns: (transfer none) (nullable): the field of that name
 */
const BakeryField *
bakery_entity_type_find_field (const BakeryEntityType *type,
                               const char             *name)
{
  guint i;

  for (i = 0; i < type->n_fields; i++)
    {
      if (g_str_equal (type->fields[i].name, name))
        return &type->fields[i];
    }

  return NULL;
}

/**
 * bakery_entity_get_currency:
 * @entity: an entity
 * @inherited: (nullable): the parent's currency
 *
 * Returns: (transfer none) (nullable): the ISO 4217 code that the entity's money is in
 */
const char *
bakery_entity_get_currency (gconstpointer entity,
                            const char   *inherited)
{
  guint offset = BAKERY_ENTITY (entity)->type->currency;
  const char *own = offset != 0 ? *(char *const *) ((const char *) entity + offset) : NULL;

  return own != NULL && *own != '\0' ? own : inherited;
}
