/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders of a dump. Each becomes an order of one line, as it was placed: its total stays what it was, whatever the cake costs
 * now, and its timeline begins at the stage it is at, since nobody noted when it got there. */

#include "config.h"

#include "server-import-private.h"

#include "bakery-entity-json.h"
#include "bakery-money.h"
#include "bakery-price.h"
#include "bakery-records.h"
#include "server-order-snapshot.h"
#include "server-order-store.h"

/* The most of one cake in an order. */
#define QUANTITY_MAXIMUM 10000

/* What an order refers to. */
typedef struct
{
  gpointer cake;
  gpointer store;
  gpointer customer;
  gpointer customisation;
} Parts;

static void
parts_clear (Parts *parts)
{
  g_clear_pointer (&parts->cake, bakery_entity_unref);
  g_clear_pointer (&parts->store, bakery_entity_unref);
  g_clear_pointer (&parts->customer, bakery_entity_unref);
  g_clear_pointer (&parts->customisation, bakery_entity_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static gboolean
find_parts (ServerImport        *self,
            const ServerDumpRow *row,
            Parts               *parts,
            BakeryViolations    *violations,
            GError             **error)
{
  if (!server_import_find (self, row, "items", &bakery_cake_type, &parts->cake, violations, error) ||
      !server_import_find (self, row, "customer", &bakery_account_type, &parts->customer, violations, error) ||
      !server_import_find (self, row, "cake_customization", &bakery_customisation_type, &parts->customisation, violations,
                           error))
    return FALSE;
  if (parts->cake == NULL)
    return TRUE;

  parts->store = bakery_records_load (self->connection,
                                      &bakery_store_type,
                                      ((const BakeryCake *) parts->cake)->store,
                                      BAKERY_RECORDS_TABLES,
                                      error);

  return parts->store != NULL;
}

/* Document S's code writes some of these words in capitals (D-07). */
static JsonObject *
dup_members (const ServerDumpRow *row)
{
  static const char *const words[] = { "order_status", "payment_status", "payment_method", NULL };
  JsonObject *members = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, row->fields);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      g_autofree char *lower = text != NULL && g_strv_contains (words, name) ? g_ascii_strdown (text, -1) : NULL;

      if (lower != NULL)
        json_object_set_string_member (members, name, lower);
      else
        json_object_set_member (members, name, json_node_copy (node));
    }

  return members;
}

static void
read_fields (const ServerDumpRow *row,
             BakeryOrder         *order,
             BakeryViolations    *violations)
{
  static const char *const required[] = {
    "customer", "items", "quantity", "total_price", "order_date", "order_status", "payment_status",
  };
  JsonObject *members = dup_members (row);

  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    server_import_require (row, required[i], violations);
  bakery_entity_read_json (order, members, BAKERY_DECODE_TRUSTED, BAKERY_ROLES_NOBODY, TRUE, violations);
  json_object_unref (members);

  bakery_entity_validate (order, violations);
  if (!bakery_violations_has_field (violations, "quantity") && (order->quantity < 1 || order->quantity > QUANTITY_MAXIMUM))
    bakery_violations_add (violations, "quantity", "Ensure this value is between 1 and %d.", QUANTITY_MAXIMUM);
  if (order->total_price < 0 || order->total_price > BAKERY_MONEY_MAXIMUM)
    bakery_violations_add (violations, "total_price", "An order cannot cost this much.");
}

static void
set_customer (BakeryOrder         *order,
              const BakeryAccount *customer)
{
  g_free (order->customer_name);
  g_free (order->customer_phone);
  g_free (order->customer_email);
  order->customer_name = bakery_account_dup_name (customer);
  order->customer_phone = g_strdup (customer->phone_no);
  order->customer_email = g_strdup (customer->email);
}

static void
set_line (BakeryOrder *order,
          const Parts *parts,
          gint64       quantity)
{
  BakeryOrderLine *line;

  server_order_snapshot_add_line (order, parts->cake, parts->customisation, NULL, quantity);
  line = g_ptr_array_index (order->lines, 0);
  line->total = order->total_price;
  if (line->unit_price * quantity != line->total)
    line->unit_price = line->total / quantity;
  order->subtotal = line->total;
}

static void
set_payment (BakeryOrder *order)
{
  if (order->payment_status != BAKERY_PAYMENT_STATUS_PAID)
    return;

  order->paid_amount = order->total_price;
  order->paid_at = order->order_date;
}

static BakeryStage
get_stage (BakeryOrderStatus status)
{
  static const BakeryStage stages[] = {
    [BAKERY_ORDER_STATUS_PENDING] = BAKERY_STAGE_PENDING,
    [BAKERY_ORDER_STATUS_PROCESSING] = BAKERY_STAGE_CONFIRMED,
    [BAKERY_ORDER_STATUS_SHIPPED] = BAKERY_STAGE_OUT_FOR_DELIVERY,
    [BAKERY_ORDER_STATUS_DELIVERED] = BAKERY_STAGE_DELIVERED,
    [BAKERY_ORDER_STATUS_CANCELLED] = BAKERY_STAGE_CANCELLED,
  };

  return stages[status];
}

static void
fill_order (BakeryOrder *order,
            const Parts *parts)
{
  gint64 quantity = order->quantity;

  order->store = BAKERY_ENTITY (parts->store)->id;
  order->stage = (int) get_stage ((BakeryOrderStatus) order->order_status);
  order->stage_changed_at = order->order_date;
  order->updated_at = order->order_date;
  set_customer (order, parts->customer);
  set_line (order, parts, quantity);
  set_payment (order);
  bakery_order_schedule (order, parts->store);
  server_order_snapshot_add_placed (order, order->customer, order->customer_name);
  bakery_entity_derive (order);
}

/**
 * server_import_order:
 * @self: the import
 * @row: a row of "order"
 * @violations: gets everything that is wrong with it
 * @error: (not optional): a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether the import may go on
 */
gboolean
server_import_order (ServerImport        *self,
                     const ServerDumpRow *row,
                     BakeryViolations    *violations,
                     GError             **error)
{
  g_autoptr(BakeryOrder) order = bakery_order_new ();
  g_auto(Parts) parts = { NULL };

  if (!find_parts (self, row, &parts, violations, error))
    return FALSE;

  g_free (order->currency);
  order->currency = g_strdup (self->plan->currency);
  read_fields (row, order, violations);
  if (!bakery_violations_is_empty (violations))
    return TRUE;

  fill_order (order, &parts);

  return server_order_store_take_number (self->connection, order->store, &order->number, error) &&
         server_import_insert (self, row, order, TRUE, violations, error);
}
