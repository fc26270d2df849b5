/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two tables say where a person's data is: what is handed out, and what is removed. A resource that keeps more of it adds a
 * row to each. Orders stay, since the bakery's books need them, but tell of nobody any more. */

#include "config.h"

#include "server-personal-data.h"

#include "bakery-account.h"
#include "bakery-cart.h"
#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-order.h"
#include "bakery-payment-method-reference.h"
#include "bakery-records.h"
#include "server-accounts.h"
#include "server-audit.h"
#include "server-entity-store.h"
#include "server-select.h"

#include <math.h>

#define ERASED_NAME "Erased"

static const struct
{
  const char             *member;
  const BakeryEntityType *type;
  const char             *condition;
} sections[] = {
  { "orders", &bakery_order_type, "t.customer = $" },
  { "customizations", &bakery_customisation_type, "t.customer = $" },
  { "carts", &bakery_cart_line_type, "t.customer = $" },
  { "payment_methods", &bakery_payment_method_reference_type, "t.customer = $" },
};

static const char *const removals[] = {
  "DELETE FROM refresh_tokens WHERE account = $1",
  "DELETE FROM account_tokens WHERE account = $1",
  "DELETE FROM payment_methods WHERE customer = $1",
  "DELETE FROM cart_lines WHERE customer = $1",
  "DELETE FROM customisations WHERE customer = $1",
  "DELETE FROM idempotency_keys WHERE account = $1",
  "DELETE FROM mails WHERE account = $1 AND \"order\" IS NULL",
  "DELETE FROM mails WHERE \"order\" IN (SELECT id FROM orders WHERE customer = $1)",
  "DELETE FROM favourites WHERE customer = $1",
  "DELETE FROM preferences WHERE customer = $1",
  "DELETE FROM notifications WHERE account = $1",
  "UPDATE complaints SET customer_name = '" ERASED_NAME "' WHERE customer = $1",
  "UPDATE complaint_replies SET account_name = '" ERASED_NAME "' WHERE account = $1",
  "UPDATE order_events SET account_name = '" ERASED_NAME "' WHERE account = $1",
};

/* --- Handing out --- */

static BakeryStatement *
select_section (BakeryConnection       *connection,
                const BakeryEntityType *type,
                const char             *condition,
                gint64                  account,
                GError                **error)
{
  g_autofree char *columns = bakery_records_dup_columns (type, "t", BAKERY_RECORDS_TABLES);
  g_autofree char *from = g_strconcat (type->table, " AS t", NULL);
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, from);
  server_select_where_integer (&select, condition, account);

  return server_select_prepare (&select, connection, error);
}

static GPtrArray *
load_section (BakeryConnection       *connection,
              const BakeryEntityType *type,
              const char             *condition,
              gint64                  account,
              GError                **error)
{
  g_autoptr(BakeryStatement) select = select_section (connection, type, condition, account, error);
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  gboolean has_row = select != NULL;

  while (has_row)
    {
      gpointer entity;

      if (!bakery_statement_step (select, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&entities);
      entity = bakery_records_from_row (type, select, 0, BAKERY_RECORDS_TABLES, error);
      if (entity == NULL)
        return NULL;
      g_ptr_array_add (entities, entity);
      if (!bakery_records_load_children (connection, entity, error))
        return NULL;
    }

  return NULL;
}

/**
 * server_personal_data_write:
 * @connection: any connection
 * @account: the id of an account
 * @writer: where a value is expected
 * @error: %BAKERY_ERROR_NOT_FOUND or a %BAKERY_STORAGE_ERROR
 *
 * Writes all that is kept of a person as one JSON object, as they may read it.
 *
 * Returns: whether it could
 */
gboolean
server_personal_data_write (BakeryConnection *connection,
                            gint64            account,
                            BakeryJsonWriter *writer,
                            GError          **error)
{
  g_autoptr(BakeryAccount) person = server_accounts_load (connection, account, error);

  if (person == NULL)
    return FALSE;

  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "account");
  bakery_entity_write_json (person, BAKERY_ROLE_CUSTOMER, writer);
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autoptr(GPtrArray) entities =
        load_section (connection, sections[i].type, sections[i].condition, account, error);

      if (entities == NULL)
        return FALSE;
      bakery_json_writer_name (writer, sections[i].member);
      bakery_json_writer_begin_array (writer);
      for (guint j = 0; j < entities->len; j++)
        bakery_entity_write_json (g_ptr_array_index (entities, j), BAKERY_ROLE_CUSTOMER, writer);
      bakery_json_writer_end_array (writer);
    }
  bakery_json_writer_end_object (writer);

  return TRUE;
}

/* --- Removing --- */

static void
set_text (char      **target,
          const char *value)
{
  g_free (*target);
  *target = g_strdup (value);
}

static gboolean
check_no_open_order (GPtrArray *orders,
                     GError   **error)
{
  for (guint i = 0; i < orders->len; i++)
    {
      if (bakery_order_is_finished (g_ptr_array_index (orders, i)))
        continue;
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
                           "There is an order that is not finished; wait for it, or have it cancelled.");
      return FALSE;
    }

  return TRUE;
}

static void
anonymise_order (BakeryOrder *order)
{
  set_text (&order->customer_name, ERASED_NAME);
  set_text (&order->customer_phone, "");
  set_text (&order->customer_email, "");
  set_text (&order->recipient_name, "");
  set_text (&order->recipient_phone, "");
  set_text (&order->delivery_address, "");
  set_text (&order->notes, "");
  order->latitude = NAN;
  order->longitude = NAN;
  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    set_text (&((BakeryOrderLine *) g_ptr_array_index (order->lines, i))->message, "");
}

static gboolean
erase_orders (BakeryConnection *connection,
              gint64            account,
              gint64            now,
              GError          **error)
{
  g_autoptr(GPtrArray) orders = load_section (connection, &bakery_order_type, "t.customer = $ AND t.deleted_at IS NULL",
                                              account, error);

  if (orders == NULL || !check_no_open_order (orders, error))
    return FALSE;

  for (guint i = 0; i < orders->len; i++)
    {
      BakeryOrder *order = g_ptr_array_index (orders, i);

      anonymise_order (order);
      if (!server_entity_store_update (connection, order, TRUE, now, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
erase_account (BakeryConnection *connection,
               gint64            id,
               gint64            now,
               GError          **error)
{
  g_autoptr(BakeryAccount) account = server_accounts_load (connection, id, error);
  g_autofree char *email = g_strdup_printf ("erased-%" G_GINT64_FORMAT "@erased.invalid", id);

  if (account == NULL)
    return FALSE;

  set_text (&account->email, email);
  set_text (&account->password, "");
  set_text (&account->phone_no, "");
  set_text (&account->first_name, ERASED_NAME);
  set_text (&account->last_name, "");
  set_text (&account->address, "");
  set_text (&account->city, "");
  set_text (&account->state, "");
  set_text (&account->pincode, "");
  account->is_active = FALSE;

  return server_accounts_update (connection, account, now, error) &&
         server_accounts_check_admin_left (connection, error) &&
         server_accounts_delete (connection, id, now, error);
}

static gboolean
run_removals (BakeryConnection *connection,
              gint64            account,
              GError          **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (removals); i++)
    {
      g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, removals[i], error);

      if (statement == NULL)
        return FALSE;
      bakery_statement_bind_int (statement, 1, account);
      if (!bakery_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * server_personal_data_erase:
 * @connection: the writer's connection in a transaction
 * @account: the id of an account
 * @now: the present instant
 * @error: %BAKERY_ERROR_CONFLICT while an order is open, or for the last admin; %BAKERY_ERROR_NOT_FOUND; or a
 *   %BAKERY_STORAGE_ERROR
 *
 * Removes all that tells of a person. Their orders stay, without names, addresses and inscriptions.
 *
 * Returns: whether it is gone
 */
gboolean
server_personal_data_erase (BakeryConnection *connection,
                            gint64            account,
                            gint64            now,
                            GError          **error)
{
  return erase_orders (connection, account, now, error) &&
         erase_account (connection, account, now, error) &&
         run_removals (connection, account, error) &&
         server_audit_forget (connection, account, error);
}
