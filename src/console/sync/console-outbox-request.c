/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the request of a change. It follows from the row alone, and a row's change stays what it is from the first attempt to
 * the last, so that one idempotency key always stands for one request. Any thread. */

#include "config.h"

#include "console-outbox-request.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-day-close.h"
#include "bakery-delivery.h"
#include "bakery-entity-json.h"
#include "bakery-inventory.h"
#include "bakery-option.h"
#include "bakery-payment.h"
#include "bakery-recipe.h"
#include "bakery-store.h"
#include "console-outbox-private.h"

/* Where the server has which entities, below `/api/v1/`. */
static const struct
{
  const BakeryEntityType *type;
  const char             *path;
} resources[] = {
  { &bakery_store_type, "stores" },
  { &bakery_cake_type, "cakes" },
  { &bakery_option_group_type, "option-groups" },
  { &bakery_option_type, "options" },
  { &bakery_order_type, "orders" },
  { &bakery_complaint_type, "complaints" },
  { &bakery_rating_type, "ratings" },
  { &bakery_account_type, "accounts" },
  { &bakery_inventory_item_type, "inventory" },
  { &bakery_inventory_lot_type, "inventory/lots" },
  { &bakery_stock_movement_type, "movements" },
  { &bakery_recipe_type, "recipes" },
  { &bakery_bake_mark_type, "bake-list/marks" },
  { &bakery_payment_type, "payments" },
  { &bakery_refund_type, "refunds" },
  { &bakery_day_close_type, "day-closes" },
  { &bakery_delivery_type, "deliveries" },
  { &bakery_position_type, "positions" },
};

static const struct
{
  const char *method;
  const char *verb;       /* NULL when the path is the object's own */
} requests[] = {
  [CONSOLE_CHANGE_CREATE] = { "POST", NULL },
  [CONSOLE_CHANGE_UPDATE] = { "PATCH", NULL },
  [CONSOLE_CHANGE_DELETE] = { "DELETE", NULL },
  [CONSOLE_CHANGE_STAGE] = { "POST", "stage" },
  [CONSOLE_CHANGE_UNDO] = { "POST", "undo" },
  [CONSOLE_CHANGE_REPLY] = { "POST", "replies" },
};

/* Movements are never removed: what was wrong is taken back by another one. Returns what a row takes back, 0 for nothing. */
static gint64
get_reversed (const ConsoleOutboxRow *row)
{
  return row->kind == CONSOLE_CHANGE_CREATE && row->type == &bakery_stock_movement_type
         ? ((const BakeryStockMovement *) row->after)->reverses : 0;
}

/**
 * console_resource_get_path:
 * @type: a cached type
 *
 * Returns: where the server has the entities of that type
 */
const char *
console_resource_get_path (const BakeryEntityType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      if (resources[i].type == type)
        {
          return resources[i].path;
        }
    }

  g_return_val_if_reached ("");
}

/**
 * console_outbox_row_get_method:
 * @row: a change
 *
 * Returns: the method of its request
 */
const char *
console_outbox_row_get_method (const ConsoleOutboxRow *row)
{
  return requests[row->kind].method;
}

/**
 * console_outbox_row_dup_path:
 * @row: a change
 *
 * Returns: (transfer full): the path of its request
 */
char *
console_outbox_row_dup_path (const ConsoleOutboxRow *row)
{
  const char *resource = console_resource_get_path (row->type);
  const char *verb = requests[row->kind].verb;
  const gint64 reversed = get_reversed (row);

  if (reversed != 0)
    {
      return g_strdup_printf ("%s/%" G_GINT64_FORMAT "/reverse", resource, reversed);
    }
  if (row->kind == CONSOLE_CHANGE_CREATE)
    {
      return g_strdup (resource);
    }

  return verb != NULL
         ? g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%s", resource, row->object, verb)
         : g_strdup_printf ("%s/%" G_GINT64_FORMAT, resource, row->object);
}

/* Of a new entity all that is not as it is anyway, since a role may not be allowed to say the rest. */
static gboolean
is_said (const ConsoleOutboxRow *row,
         const BakeryField      *field,
         gconstpointer           fresh)
{
  if (row->kind == CONSOLE_CHANGE_UPDATE)
    {
      return console_outbox_row_changes (row, field);
    }

  return field->writers != BAKERY_ROLES_NOBODY &&
         (field->flags & (BAKERY_FIELD_DERIVED | BAKERY_FIELD_SECRET)) == 0 &&
         ((field->flags & BAKERY_FIELD_REQUIRED) != 0 || !bakery_field_equal (row->after, fresh, field));
}

static char *
dup_fields (const ConsoleOutboxRow *row)
{
  gpointer fresh = bakery_entity_new (row->type);
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  for (guint i = 0; i < row->type->n_fields; i++)
    {
      const BakeryField *field = &row->type->fields[i];

      if (is_said (row, field, fresh))
        {
          bakery_json_writer_name (&writer, field->name);
          bakery_field_write_json (row->after, field, &writer);
        }
    }
  bakery_json_writer_end_object (&writer);
  bakery_entity_unref (fresh);

  return g_string_free (text, FALSE);
}

static char *
dup_reversal (const BakeryStockMovement *reversal)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_name (&writer, "reason");
  bakery_json_writer_string (&writer, reversal->reason);
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

/**
 * console_outbox_row_dup_body:
 * @row: a change
 *
 * Returns: (transfer full) (nullable): the body of its request, JSON
 */
char *
console_outbox_row_dup_body (const ConsoleOutboxRow *row)
{
  if (get_reversed (row) != 0)
    {
      return dup_reversal (row->after);
    }
  if (row->kind == CONSOLE_CHANGE_DELETE)
    {
      return NULL;
    }

  return row->arguments != NULL ? g_strdup (row->arguments) : dup_fields (row);
}
