/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of payments, and what a settled payment does to its order. Runs on the writer's thread. */

#include "config.h"

#include "server-payment-store.h"

#include "bakery-error.h"
#include "bakery-order-stage.h"
#include "bakery-records.h"
#include "bakery-time.h"
#include "server-entity-store.h"
#include "server-mail-queue.h"
#include "server-order-store.h"
#include "server-refund-store.h"
#include "server-select.h"

/* What the timeline says of a move that a payment makes. */
#define ACTOR_NAME "Payment"
#define PAID_REASON "Paid in full."

/* Why money goes back that came for an order that had been cancelled meanwhile. */
#define CANCELLED_REASON "The order was cancelled before it was paid."

/* When a provider is asked first whether the customer has acted, and when a failed attempt there is closed for good. */
#define FIRST_CHECK BAKERY_MINUTE
#define CLOSING (BAKERY_HOUR)

static void
begin_select (ServerSelect *select)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_payment_type, "t", BAKERY_RECORDS_TABLES);

  server_select_init (select, columns, "payments AS t");
}

/* At most one payment that @select finds; %TRUE without one, too. */
static gboolean
find_one (BakeryConnection   *connection,
          const ServerSelect *select,
          BakeryPayment     **ret_payment,
          GError            **error)
{
  g_autoptr(GError) problem = NULL;

  *ret_payment = server_entity_store_load_one (connection, &bakery_payment_type, select, &problem);
  if (*ret_payment != NULL || g_error_matches (problem, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

/**
 * server_payment_store_set_check:
 * @connection: the writer's connection
 * @id: of a payment
 * @check_at: when its provider is to be asked, 0 for never
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether that is stored
 */
gboolean
server_payment_store_set_check (BakeryConnection *connection,
                                gint64            id,
                                gint64            check_at,
                                GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection, "UPDATE payments SET check_at = $2, attempts = 0 WHERE id = $1", error);

  if (update == NULL)
    return FALSE;

  bakery_statement_bind_int (update, 1, id);
  if (check_at != 0)
    bakery_statement_bind_int (update, 2, check_at);
  else
    bakery_statement_bind_null (update, 2);

  return bakery_statement_run (update, error);
}

/* --- Beginning --- */

static gboolean
find_open (BakeryConnection *connection,
           gint64            order,
           BakeryPayment   **ret_payment,
           GError          **error)
{
  g_auto(ServerSelect) select = { NULL };

  begin_select (&select);
  server_select_where_integer (&select, "t.\"order\" = $", order);
  server_select_where (&select, "t.status IN ('pending', 'requires_action')");

  return find_one (connection, &select, ret_payment, error);
}

static gboolean
is_leased (BakeryConnection *connection,
           gint64            id,
           gint64            now,
           gboolean         *ret_is_leased,
           GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT 1 FROM payments WHERE id = $1 AND status = 'pending' AND check_at > $2",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, id);
  bakery_statement_bind_int (select, 2, now);

  return bakery_statement_step (select, ret_is_leased, error);
}

/* A customer who comes back goes on with the payment that waits for them. */
static gboolean
check_resumable (BakeryConnection         *connection,
                 const BakeryPayment      *payment,
                 const ServerPaymentTerms *terms,
                 gint64                    now,
                 GError                  **error)
{
  gboolean is_busy;

  if (!is_leased (connection, payment->base.id, now, &is_busy, error))
    return FALSE;
  if (!is_busy && payment->amount == terms->amount && payment->method == (int) terms->method &&
      payment->provider == (int) terms->provider && terms->provider != BAKERY_PAYMENT_PROVIDER_TEST)
    return TRUE;

  g_set_error (error,
               BAKERY_ERROR,
               BAKERY_ERROR_CONFLICT,
               is_busy ? "A payment of this order is being made." : "Payment %" G_GINT64_FORMAT " of this order is open.",
               payment->base.id);

  return FALSE;
}

static gboolean
insert_payment (BakeryConnection         *connection,
                BakeryPayment            *payment,
                const BakeryOrder        *order,
                const ServerPaymentTerms *terms,
                gint64                    now,
                GError                  **error)
{
  payment->order = order->base.id;
  payment->store = order->store;
  payment->customer = order->customer;
  g_free (payment->currency);
  payment->currency = g_strdup (order->currency);
  payment->amount = terms->amount;
  payment->method = (int) terms->method;
  payment->provider = (int) terms->provider;
  g_free (payment->key);
  payment->key = g_uuid_string_random ();

  return server_entity_store_insert (connection, payment, TRUE, now, error);
}

/* Attempts that failed at Stripe could still be tried again there; with a new one begun, they are closed. */
static gboolean
close_failed (BakeryConnection *connection,
              gint64            order,
              gint64            now,
              GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection,
                               "UPDATE payments SET check_at = $2"
                               " WHERE \"order\" = $1 AND status = 'failed' AND check_at IS NOT NULL",
                               error);

  if (update == NULL)
    return FALSE;

  bakery_statement_bind_int (update, 1, order);
  bakery_statement_bind_int (update, 2, now);

  return bakery_statement_run (update, error);
}

/**
 * server_payment_store_open:
 * @connection: the writer's connection
 * @order: what is paid, as stored
 * @terms: how
 * @now: the present instant
 * @error: %BAKERY_ERROR_CONFLICT when nothing is due or another payment is under way, %BAKERY_ERROR_INVALID for an amount
 *   that is not due, or a %BAKERY_STORAGE_ERROR
 *
 * Stores a new payment, so that the provider can be asked under its key; or finds the one that waits for the customer already.
 * Until the lease is over, only the caller asks the provider.
 *
 * Returns: (transfer full): the payment, or %NULL with @error set
 */
BakeryPayment *
server_payment_store_open (BakeryConnection         *connection,
                           const BakeryOrder        *order,
                           const ServerPaymentTerms *terms,
                           gint64                    now,
                           GError                  **error)
{
  g_autoptr(BakeryPayment) payment = NULL;
  gint64 lease = now + SERVER_PAYMENT_LEASE_SECONDS * BAKERY_SECOND;
  gboolean is_open;

  if (!bakery_order_check_payment (order, terms->amount, error) ||
      !find_open (connection, order->base.id, &payment, error))
    return NULL;

  if (payment == NULL)
    {
      payment = bakery_payment_new ();
      is_open = insert_payment (connection, payment, order, terms, now, error);
    }
  else
    {
      is_open = check_resumable (connection, payment, terms, now, error);
    }
  if (!is_open ||
      !close_failed (connection, order->base.id, now, error) ||
      !server_payment_store_set_check (connection, payment->base.id, lease, error))
    return NULL;

  return g_steal_pointer (&payment);
}

/* --- The order --- */

static GPtrArray *
load_payments (BakeryConnection *connection,
               gint64            order,
               GError          **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  g_auto(ServerSelect) select = { NULL };

  begin_select (&select);
  server_select_where_integer (&select, "t.\"order\" = $", order);
  server_select_append_integer (&select, " ORDER BY t.id LIMIT $", G_MAXINT32);
  statement = server_select_prepare (&select, connection, error);
  if (statement == NULL)
    return NULL;

  return bakery_records_read_all (&bakery_payment_type, statement, BAKERY_RECORDS_TABLES, error);
}

/* What waits for a customer who owes nothing any more is given up. */
static gboolean
close_open (BakeryConnection *connection,
            gint64            order,
            gint64            now,
            GError          **error)
{
  g_autoptr(BakeryStatement) update =
    bakery_connection_prepare (connection,
                               "UPDATE payments SET check_at = $2 WHERE \"order\" = $1 AND status = 'requires_action'",
                               error);

  if (update == NULL)
    return FALSE;

  bakery_statement_bind_int (update, 1, order);
  bakery_statement_bind_int (update, 2, now);

  return bakery_statement_run (update, error) && close_failed (connection, order, now, error);
}

/**
 * server_payment_store_find_captured:
 * @connection: any connection
 * @order: the id of an order
 * @ret_is_captured: (out): whether money was taken for it, also where it went back
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_payment_store_find_captured (BakeryConnection *connection,
                                    gint64            order,
                                    gboolean         *ret_is_captured,
                                    GError          **error)
{
  g_autoptr(GPtrArray) payments = load_payments (connection, order, error);

  *ret_is_captured = FALSE;
  for (guint i = 0; payments != NULL && i < payments->len; i++)
    *ret_is_captured |= bakery_payment_is_captured (g_ptr_array_index (payments, i));

  return payments != NULL;
}

/**
 * server_payment_store_find_under_way:
 * @connection: any connection
 * @order: the id of an order
 * @ret_is_under_way: (out): whether money may still come for it: a payment is open, or failed and can be tried again
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_payment_store_find_under_way (BakeryConnection *connection,
                                     gint64            order,
                                     gboolean         *ret_is_under_way,
                                     GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT 1 FROM payments WHERE \"order\" = $1 AND (status IN ('pending', 'requires_action')"
                               " OR status = 'failed' AND check_at IS NOT NULL) LIMIT 1",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, order);

  return bakery_statement_step (select, ret_is_under_way, error);
}

/**
 * server_payment_store_apply:
 * @connection: the writer's connection
 * @order: (inout): an order, to be stored by the caller
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes what @order says of its payment follow from its payments; those still open are given up when nothing is due any more.
 *
 * Returns: whether it could
 */
gboolean
server_payment_store_apply (BakeryConnection *connection,
                            BakeryOrder      *order,
                            gint64            now,
                            GError          **error)
{
  g_autoptr(GPtrArray) payments = load_payments (connection, order->base.id, error);

  if (payments == NULL)
    return FALSE;

  bakery_order_apply_payments (order, payments);

  return bakery_order_get_balance (order) > 0 || close_open (connection, order->base.id, now, error);
}

/* A paid order is one the bakery works on (S-077): the payment confirms it, and the timeline says so. */
static BakeryOrder *
confirm_order (BakeryConnection  *connection,
               const BakeryOrder *order,
               gint64             now,
               GError           **error)
{
  BakeryActor actor = { 0, ACTOR_NAME, BAKERY_ROLE_MANAGER };
  BakeryMove move = { .stage = BAKERY_STAGE_CONFIRMED, .reason = PAID_REASON, .at = now };

  if (!server_order_store_get_undo_seconds (connection, order->store, &move.undo_seconds, error))
    return NULL;

  return bakery_order_move (order, &move, &actor, error);
}

/**
 * server_payment_store_update_order:
 * @connection: the writer's connection
 * @payment: one that has just succeeded, or of which something went back
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores what follows for the order of @payment, for consoles to hear of.
 *
 * Returns: whether it is stored
 */
gboolean
server_payment_store_update_order (BakeryConnection    *connection,
                                   const BakeryPayment *payment,
                                   gint64               now,
                                   GError             **error)
{
  g_autoptr(BakeryOrder) order = bakery_records_load (connection,
                                                      &bakery_order_type,
                                                      payment->order,
                                                      BAKERY_RECORDS_TABLES,
                                                      error);
  gboolean was_paid;

  if (order == NULL)
    return FALSE;

  was_paid = order->payment_status == BAKERY_PAYMENT_STATUS_PAID;
  order->payment_method = payment->method;
  if (!server_payment_store_apply (connection, order, now, error))
    return FALSE;
  if (!was_paid && order->payment_status == BAKERY_PAYMENT_STATUS_PAID && order->stage == BAKERY_STAGE_PENDING)
    {
      BakeryOrder *confirmed = confirm_order (connection, order, now, error);

      if (confirmed == NULL)
        return FALSE;
      bakery_order_unref (order);
      order = confirmed;
    }

  return server_entity_store_update (connection, order, TRUE, now, error);
}

/* --- Settling --- */

static void
replace_text (char      **target,
              const char *text)
{
  if (text == NULL)
    return;

  g_free (*target);
  *target = g_strdup (text);
}

static gint64
get_next_check (const BakeryPayment *payment,
                gint64               now)
{
  if (payment->provider == BAKERY_PAYMENT_PROVIDER_MANUAL)
    return 0;
  if (payment->status == BAKERY_PAYMENT_STATE_REQUIRES_ACTION)
    return now + FIRST_CHECK;
  if (payment->status == BAKERY_PAYMENT_STATE_FAILED && payment->provider == BAKERY_PAYMENT_PROVIDER_STRIPE &&
      payment->provider_reference[0] != '\0')
    return now + CLOSING;

  return 0;
}

/* Nobody would look for money in an order that is cancelled. The provider is asked to refund it when the lease is over; what
 * the shop itself took, it gives back itself. */
static gboolean
give_back_unwanted (BakeryConnection    *connection,
                    const BakeryOrder   *order,
                    const BakeryPayment *payment,
                    gint64               now,
                    GError             **error)
{
  g_autoptr(BakeryRefund) refund = NULL;

  if (order->stage != BAKERY_STAGE_CANCELLED || payment->provider == BAKERY_PAYMENT_PROVIDER_MANUAL)
    return TRUE;

  refund = bakery_refund_new ();
  g_free (refund->reason);
  refund->reason = g_strdup (CANCELLED_REASON);

  return server_refund_store_open (connection, refund, payment, now, error);
}

/* The order follows, and the customer is told. */
static gboolean
follow_success (BakeryConnection    *connection,
                const BakeryPayment *payment,
                gint64               now,
                GError             **error)
{
  g_autoptr(BakeryOrder) order = NULL;

  if (!server_payment_store_update_order (connection, payment, now, error))
    return FALSE;
  order = bakery_records_load (connection, &bakery_order_type, payment->order, BAKERY_RECORDS_TABLES, error);

  return order != NULL &&
         server_mail_queue_payment_received (connection, order, payment, now, error) &&
         give_back_unwanted (connection, order, payment, now, error);
}

static gboolean
store_news (BakeryConnection *connection,
            BakeryPayment    *payment,
            gint64            now,
            GError          **error)
{
  return server_entity_store_update (connection, payment, TRUE, now, error) &&
         server_payment_store_set_check (connection, payment->base.id, get_next_check (payment, now), error) &&
         (payment->status != BAKERY_PAYMENT_STATE_SUCCEEDED || follow_success (connection, payment, now, error));
}

/* A closed payment needs no further look, an open one is looked at again when the reconciler said. */
static gboolean
store_old_news (BakeryConnection *connection,
                BakeryPayment    *payment,
                gboolean          has_reference,
                gint64            now,
                GError          **error)
{
  if (has_reference && !server_entity_store_update (connection, payment, TRUE, now, error))
    return FALSE;

  return bakery_payment_is_open (payment) ||
         server_payment_store_set_check (connection, payment->base.id, 0, error);
}

/**
 * server_payment_store_settle:
 * @connection: the writer's connection
 * @id: of a payment
 * @outcome: what its provider says
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores what a provider says, whichever way and in whatever order it came, and what follows for the order, in one transaction.
 *
 * Returns: (transfer full): the payment as it is now, or %NULL with @error set
 */
BakeryPayment *
server_payment_store_settle (BakeryConnection           *connection,
                             gint64                      id,
                             const ServerPaymentOutcome *outcome,
                             gint64                      now,
                             GError                    **error)
{
  g_autoptr(BakeryPayment) payment =
    bakery_records_load (connection, &bakery_payment_type, id, BAKERY_RECORDS_TABLES, error);
  gboolean has_reference;
  gboolean is_stored;

  if (payment == NULL)
    return NULL;

  has_reference = payment->provider_reference[0] == '\0' && outcome->reference != NULL;
  if (has_reference)
    replace_text (&payment->provider_reference, outcome->reference);
  replace_text (&payment->capture_reference, outcome->capture_reference);
  if (bakery_payment_settle (payment, outcome->state, now))
    {
      replace_text (&payment->failure_message, outcome->failure != NULL ? outcome->failure : "");
      is_stored = store_news (connection, payment, now, error);
    }
  else
    {
      is_stored = store_old_news (connection, payment, has_reference, now, error);
    }
  if (!is_stored)
    return NULL;

  replace_text (&payment->client_secret, outcome->client_secret);
  replace_text (&payment->approval_url, outcome->approval_url);

  return g_steal_pointer (&payment);
}

/**
 * server_payment_store_find_by_event:
 * @connection: any connection
 * @provider: who told of it
 * @event: what was told
 * @ret_payment: (out) (transfer full) (nullable): the payment that @event is about, if it is ours
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Finds a payment by its own key, which the provider knows before we know its reference, else by a reference.
 *
 * Returns: whether it could be looked for
 */
gboolean
server_payment_store_find_by_event (BakeryConnection         *connection,
                                    BakeryPaymentProvider     provider,
                                    const ServerWebhookEvent *event,
                                    BakeryPayment           **ret_payment,
                                    GError                  **error)
{
  g_auto(ServerSelect) select = { NULL };

  *ret_payment = NULL;
  if (event->key == NULL && event->reference == NULL && event->capture_reference == NULL)
    return TRUE;

  begin_select (&select);
  server_select_where_text (&select, "t.provider = $", bakery_payment_providers.names[provider]);
  if (event->key != NULL)
    server_select_where_text (&select, "t.\"key\" = $", event->key);
  else if (event->reference != NULL)
    server_select_where_text (&select, "t.provider_reference = $", event->reference);
  else
    server_select_where_text (&select, "t.capture_reference = $ AND t.capture_reference <> ''", event->capture_reference);

  return find_one (connection, &select, ret_payment, error);
}
