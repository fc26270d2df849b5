/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables say where a person's data is: what is handed out, what is made to tell of nobody, and what is removed, with what
 * consoles hear of that. A resource that keeps more of it adds a row to each. Orders stay, since the bakery's books need them,
 * and so do the stars of ratings and that there was a complaint. */

#include "config.h"

#include "server-personal-data.h"

#include "bakery-account.h"
#include "bakery-cart.h"
#include "bakery-delivery.h"
#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-feedback.h"
#include "bakery-inventory.h"
#include "bakery-mail.h"
#include "bakery-notification.h"
#include "bakery-order.h"
#include "bakery-payment-method-reference.h"
#include "bakery-payment.h"
#include "bakery-records.h"
#include "server-accounts.h"
#include "server-audit.h"
#include "server-changes.h"
#include "server-entity-store.h"
#include "server-select.h"

#include <math.h>

#define ERASED_NAME "Erased"

/* The readers are those whose view of it is handed out; a customer sees nothing of a mail. */
static const struct
{
  const char             *member;
  const BakeryEntityType *type;
  const char             *condition;
  BakeryRole              reader;
} sections[] = {
  { "orders", &bakery_order_type, "t.customer = $", BAKERY_ROLE_CUSTOMER },
  { "payments", &bakery_payment_type, "t.customer = $", BAKERY_ROLE_CUSTOMER },
  { "refunds", &bakery_refund_type, "t.customer = $", BAKERY_ROLE_CUSTOMER },
  { "customizations", &bakery_customisation_type, "t.customer = $", BAKERY_ROLE_CUSTOMER },
  { "carts", &bakery_cart_line_type, "t.customer = $", BAKERY_ROLE_CUSTOMER },
  { "payment_methods", &bakery_payment_method_reference_type, "t.customer = $", BAKERY_ROLE_CUSTOMER },
  { "favourites", &bakery_favourite_type, "t.customer = $", BAKERY_ROLE_CUSTOMER },
  { "preferences", &bakery_preference_type, "t.customer = $", BAKERY_ROLE_CUSTOMER },
  { "ratings", &bakery_rating_type, "t.customer = $", BAKERY_ROLE_CUSTOMER },
  { "complaints", &bakery_complaint_type, "t.customer = $", BAKERY_ROLE_CUSTOMER },
  { "notifications", &bakery_notification_type, "t.account = $", BAKERY_ROLE_CUSTOMER },
  { "mails", &bakery_mail_type, "t.id IN (SELECT id FROM mails WHERE account = $ AND \"order\" IS NULL UNION ALL"
    " SELECT id FROM mails WHERE \"order\" IN (SELECT id FROM orders WHERE customer = $))", BAKERY_ROLE_ADMIN },
};

#define OF_ORDERS "\"order\" IN (SELECT id FROM orders WHERE customer = $1)"

/* What the removals change or remove of what consoles keep. */
static const ServerChangesRows touched[] = {
  { &bakery_order_type, "deleted_at IS NULL AND id IN (SELECT order_id FROM order_events WHERE account = $1)", FALSE },
  { &bakery_complaint_type, "id IN (SELECT complaint FROM complaint_replies WHERE account = $1)", FALSE },
  { &bakery_delivery_type, "driver = $1 OR id IN (SELECT delivery FROM delivery_stops WHERE " OF_ORDERS ")", FALSE },
  { &bakery_position_type, "driver = $1", TRUE },
  { &bakery_stock_movement_type, "account = $1", FALSE },
  { &bakery_bake_mark_type, "account = $1", FALSE },
};

static const char *const removals[] = {
  "DELETE FROM refresh_tokens WHERE account = $1",
  "DELETE FROM account_tokens WHERE account = $1",
  "DELETE FROM store_registrations WHERE account = $1",
  "DELETE FROM payment_methods WHERE customer = $1",
  "DELETE FROM cart_lines WHERE customer = $1",
  "DELETE FROM customisations WHERE customer = $1",
  "DELETE FROM idempotency_keys WHERE account = $1",
  "DELETE FROM mails WHERE account = $1 AND \"order\" IS NULL",
  "DELETE FROM mails WHERE \"order\" IN (SELECT id FROM orders WHERE customer = $1)",
  "DELETE FROM favourites WHERE customer = $1",
  "DELETE FROM preferences WHERE customer = $1",
  "DELETE FROM notifications WHERE account = $1",
  "UPDATE orders SET customer_name = '" ERASED_NAME "', customer_phone = '', customer_email = '', recipient_name = '',"
  " recipient_phone = '', delivery_address = '', notes = '', latitude = NULL, longitude = NULL"
  " WHERE customer = $1 AND deleted_at IS NOT NULL",
  "UPDATE order_lines SET message = '' WHERE order_id IN"
  " (SELECT id FROM orders WHERE customer = $1 AND deleted_at IS NOT NULL)",
  "UPDATE complaint_replies SET account_name = '" ERASED_NAME "' WHERE account = $1",
  "UPDATE deliveries SET route = NULL WHERE id IN (SELECT delivery FROM delivery_stops WHERE " OF_ORDERS ")",
  "UPDATE delivery_stops SET received_by = '', has_photo = 0, reason = '', latitude = NULL, longitude = NULL WHERE " OF_ORDERS,
  "DELETE FROM delivery_photos WHERE " OF_ORDERS,
  "DELETE FROM tracking_links WHERE " OF_ORDERS,
  "DELETE FROM geocodings WHERE " OF_ORDERS,
  "DELETE FROM positions WHERE driver = $1",
  "DELETE FROM driver_sights WHERE driver = $1",
  "UPDATE deliveries SET driver_name = '" ERASED_NAME "' WHERE driver = $1",
  "UPDATE order_events SET account_name = '" ERASED_NAME "' WHERE account = $1",
  "UPDATE stock_movements SET account_name = '" ERASED_NAME "' WHERE account = $1",
  "UPDATE bake_marks SET account_name = '" ERASED_NAME "' WHERE account = $1",
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
  g_autoptr(GPtrArray) entities = NULL;

  if (select == NULL)
    return NULL;
  entities = bakery_records_read_all (type, select, BAKERY_RECORDS_TABLES, error);
  if (entities == NULL || !bakery_records_load_children_of_all (connection, entities, error))
    return NULL;

  return g_steal_pointer (&entities);
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
        bakery_entity_write_json (g_ptr_array_index (entities, j), sections[i].reader, writer);
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
check_no_open_order (GPtrArray *entities,
                     GError   **error)
{
  for (guint i = 0; i < entities->len; i++)
    {
      const BakeryEntity *entity = g_ptr_array_index (entities, i);

      if (entity->type != &bakery_order_type || bakery_order_is_finished ((const BakeryOrder *) entity))
        continue;
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
                           "There is an order that is not finished; wait for it, or have it cancelled.");
      return FALSE;
    }

  return TRUE;
}

typedef void (*Anonymise) (gpointer entity);

static void
anonymise_order (gpointer entity)
{
  BakeryOrder *order = entity;

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

static void
anonymise_complaint (gpointer entity)
{
  BakeryComplaint *complaint = entity;

  set_text (&complaint->customer_name, ERASED_NAME);
  set_text (&complaint->text, "");
  for (guint i = 0; complaint->replies != NULL && i < complaint->replies->len; i++)
    {
      BakeryComplaintReply *reply = g_ptr_array_index (complaint->replies, i);

      if (reply->account != complaint->customer)
        continue;
      set_text (&reply->account_name, ERASED_NAME);
      set_text (&reply->text, "");
    }
}

static void
anonymise_rating (gpointer entity)
{
  BakeryRating *rating = entity;

  set_text (&rating->comment, "");
}

static const struct
{
  const BakeryEntityType *type;
  const char             *condition;
  Anonymise               anonymise;
} anonymisations[] = {
  { &bakery_order_type, "t.customer = $ AND t.deleted_at IS NULL", anonymise_order },
  { &bakery_complaint_type, "t.customer = $", anonymise_complaint },
  { &bakery_rating_type, "t.customer = $", anonymise_rating },
};

static gboolean
anonymise_all (BakeryConnection *connection,
               GPtrArray        *entities,
               Anonymise         anonymise,
               gint64            now,
               GError          **error)
{
  for (guint i = 0; i < entities->len; i++)
    {
      gpointer entity = g_ptr_array_index (entities, i);

      anonymise (entity);
      if (!server_entity_store_update (connection, entity, TRUE, now, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
run_anonymisations (BakeryConnection *connection,
                    gint64            account,
                    gint64            now,
                    GError          **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (anonymisations); i++)
    {
      g_autoptr(GPtrArray) entities =
        load_section (connection, anonymisations[i].type, anonymisations[i].condition, account, error);

      if (entities == NULL || !check_no_open_order (entities, error) ||
          !anonymise_all (connection, entities, anonymisations[i].anonymise, now, error))
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
         server_accounts_delete (connection, id, now, error);
}

static gboolean
touch_rows (BakeryConnection *connection,
            gint64            account,
            gint64            now,
            GError          **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (touched); i++)
    {
      if (!server_changes_touch (connection, &touched[i], account, now, error))
        return FALSE;
    }

  return TRUE;
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
 * Removes all that tells of a person. Their orders stay, without names, addresses and inscriptions, and so do their ratings
 * and complaints, without words. What tells which values the audit trail has to lose is removed after them.
 *
 * Returns: whether it is gone
 */
gboolean
server_personal_data_erase (BakeryConnection *connection,
                            gint64            account,
                            gint64            now,
                            GError          **error)
{
  return run_anonymisations (connection, account, now, error) &&
         erase_account (connection, account, now, error) &&
         server_audit_forget (connection, account, error) &&
         touch_rows (connection, account, now, error) &&
         run_removals (connection, account, error);
}
