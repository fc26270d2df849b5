/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Payments of orders (D-08): customers and guests pay what they ordered, the shop confirms what came by transfer or in cash.
 * Routes that ask a provider open the payment in their prelude and leave the call to threads that may wait for that provider;
 * cash and transfers wait for none. Their handlers store what came of it. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-records.h"
#include "server-collection.h"
#include "server-context.h"
#include "server-entity-store.h"
#include "server-guest-orders.h"
#include "server-payment-attempt.h"
#include "server-payment-service.h"
#include "server-problem.h"

#define PAYERS (BAKERY_ROLE_CUSTOMER | BAKERY_ROLES_STAFF)

static const ServerFilter filters[] = {
  { "order", SERVER_FILTER_INTEGER, "t.\"order\" = $" },
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "status", SERVER_FILTER_TEXT, "t.status = $" },
  { NULL },
};

static const ServerCollection payments = {
  .type = &bakery_payment_type,
  .path = "payments",
  .rights_column = "t.\"order\"",
  .readers = SERVER_RIGHTS_ORDER,
  .writers = SERVER_RIGHTS_ORDER_WORK,
  .filters = filters,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "order", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only payments of this order" },
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only payments of orders of this store" },
  { "status", SERVER_QUERY_ENUM, .values = &bakery_payment_states, .description = "Only payments that are so far" },
  { NULL },
};

/* --- Paying --- */

static gboolean
open_job (BakeryConnection *connection,
          gpointer          user_data,
          GError          **error)
{
  ServerPaymentAttempt *attempt = user_data;

  return server_payment_attempt_open (attempt, FALSE, error) &&
         server_request_set_subject (attempt->request, attempt->payment, error);
}

static void
set_call (ServerPaymentAttempt *attempt,
          ServerCall            call)
{
  ServerPaymentService *service = server_request_get_context (attempt->request)->payments;

  server_request_set_call (attempt->request, server_payment_service_get_line (service, attempt->payment->provider), call);
}

static gboolean
call_to_pay (ServerRequest *request,
             GError **error G_GNUC_UNUSED)
{
  server_payment_attempt_call (server_request_get_prelude (request));

  return TRUE;
}

static gboolean
begin_payment (ServerRequest *request,
               GError       **error)
{
  ServerPaymentAttempt *attempt = server_payment_attempt_new (request);

  server_request_set_prelude (request, attempt, (GDestroyNotify) server_payment_attempt_free);
  if (!server_request_write (request, open_job, attempt, error))
    return FALSE;
  set_call (attempt, call_to_pay);

  return TRUE;
}

/* What a server that ended had begun, is begun: the reconciler finds out what came of it. */
static ServerPaymentAttempt *
resume (ServerRequest *request,
        GError       **error)
{
  ServerPaymentAttempt *attempt = server_payment_attempt_new (request);

  server_request_set_prelude (request, attempt, (GDestroyNotify) server_payment_attempt_free);
  attempt->payment = bakery_records_load (server_request_get_connection (request),
                                          &bakery_payment_type,
                                          server_request_get_resumed (request),
                                          BAKERY_RECORDS_TABLES,
                                          error);

  return attempt->payment != NULL ? attempt : NULL;
}

static gboolean
finish_payment (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  ServerPaymentAttempt *attempt = server_request_get_prelude (request);
  g_autoptr(BakeryPayment) payment = NULL;

  if (attempt == NULL)
    attempt = resume (request, error);
  if (attempt != NULL)
    payment = server_payment_attempt_settle (attempt, error);
  if (payment == NULL)
    return FALSE;

  server_payment_attempt_answer (attempt, payment, response);

  return TRUE;
}

/* --- What happens to one that is open --- */

/* Narrows down to the payments that the caller may go on with. */
static gboolean
begin_select (ServerRequest *request,
              ServerSelect  *ret_select,
              GError       **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_payment_type, "t", BAKERY_RECORDS_TABLES);
  g_autoptr(BakeryOrder) order = NULL;

  if (!server_guest_orders_is_asked (request))
    {
      server_collection_begin_select (&payments, server_request_get_identity (request), payments.writers, ret_select);
      return TRUE;
    }

  order = server_guest_orders_load (request, error);
  if (order == NULL)
    return FALSE;
  server_select_init (ret_select, columns, "payments AS t");
  server_select_where_integer (ret_select, "t.\"order\" = $", order->base.id);

  return TRUE;
}

static BakeryPayment *
load_payment (ServerRequest *request,
              GError       **error)
{
  g_auto(ServerSelect) select = { NULL };

  if (!begin_select (request, &select, error))
    return NULL;
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));

  return server_entity_store_load_one (server_request_get_connection (request), &bakery_payment_type, &select, error);
}

static gboolean
load_job (BakeryConnection *connection,
          gpointer          user_data,
          GError          **error)
{
  ServerPaymentAttempt *attempt = user_data;

  attempt->payment = load_payment (attempt->request, error);

  return attempt->payment != NULL && server_request_check_revision (attempt->request, attempt->payment, error);
}

static gboolean
load_to_confirm_job (BakeryConnection *connection,
                     gpointer          user_data,
                     GError          **error)
{
  ServerPaymentAttempt *attempt = user_data;

  if (!load_job (connection, attempt, error))
    return FALSE;
  if (attempt->payment->status != BAKERY_PAYMENT_STATE_REQUIRES_ACTION ||
      attempt->payment->provider != BAKERY_PAYMENT_PROVIDER_MANUAL ||
      (server_request_get_role (attempt->request) & BAKERY_ROLES_STAFF) != 0)
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN, "The shop confirms that the money is there.");

  return FALSE;
}

static ServerPaymentProvider *
find_provider (ServerPaymentAttempt *attempt,
               GError              **error)
{
  return server_payment_service_get_provider (server_request_get_context (attempt->request)->payments,
                                              attempt->payment->provider,
                                              error);
}

static void
complain (const ServerPaymentAttempt *attempt,
          const GError               *problem)
{
  if (!attempt->has_outcome)
    g_message ("Payment %" G_GINT64_FORMAT " stays open: %s", attempt->payment->base.id, problem->message);
}

static gboolean
call_to_confirm (ServerRequest *request,
                 GError **error G_GNUC_UNUSED)
{
  ServerPaymentAttempt *attempt = server_request_get_prelude (request);
  g_autoptr(GError) problem = NULL;
  ServerPaymentProvider *provider = find_provider (attempt, &problem);

  attempt->has_outcome = provider != NULL && provider->confirm (provider, attempt->payment, &attempt->outcome, &problem);
  complain (attempt, problem);

  return TRUE;
}

static gboolean
call_to_cancel (ServerRequest *request,
                GError **error G_GNUC_UNUSED)
{
  ServerPaymentAttempt *attempt = server_request_get_prelude (request);
  g_autoptr(GError) problem = NULL;
  ServerPaymentProvider *provider = find_provider (attempt, &problem);

  attempt->has_outcome = provider != NULL && provider->cancel (provider, attempt->payment, &attempt->outcome, &problem);
  complain (attempt, problem);

  return TRUE;
}

/* A payment that nobody has to be asked about any more is left as it is. */
static gboolean
begin (ServerRequest        *request,
       BakeryTransactionFunc load,
       ServerCall            call,
       GError              **error)
{
  ServerPaymentAttempt *attempt = server_payment_attempt_new (request);

  server_request_set_prelude (request, attempt, (GDestroyNotify) server_payment_attempt_free);
  if (!server_request_write (request, load, attempt, error))
    return FALSE;
  if (attempt->payment->status == BAKERY_PAYMENT_STATE_REQUIRES_ACTION)
    set_call (attempt, call);

  return TRUE;
}

static gboolean
begin_confirmation (ServerRequest *request,
                    GError       **error)
{
  return begin (request, load_to_confirm_job, call_to_confirm, error);
}

static gboolean
begin_cancellation (ServerRequest *request,
                    GError       **error)
{
  return begin (request, load_job, call_to_cancel, error);
}

static gboolean
finish_confirmation (ServerRequest  *request,
                     ServerResponse *response,
                     GError        **error)
{
  ServerPaymentAttempt *attempt = server_request_get_prelude (request);
  g_autoptr(BakeryPayment) payment = server_payment_attempt_settle (attempt, error);

  if (payment == NULL)
    return FALSE;

  if (payment->status == BAKERY_PAYMENT_STATE_FAILED || payment->status == BAKERY_PAYMENT_STATE_CANCELLED)
    server_payment_attempt_answer (attempt, payment, response);
  else
    server_response_set_entity (response, payment, server_payment_attempt_get_role (attempt));

  return TRUE;
}

/* The money may have come in between; that is stored, and then there is nothing to give up. */
static gboolean
finish_cancellation (ServerRequest  *request,
                     ServerResponse *response,
                     GError        **error)
{
  ServerPaymentAttempt *attempt = server_request_get_prelude (request);
  g_autoptr(BakeryPayment) payment = server_payment_attempt_settle (attempt, error);
  g_autoptr(GError) refusal = NULL;

  if (payment == NULL)
    return FALSE;

  server_response_set_entity (response, payment, server_request_get_role (request));
  if (payment->status == BAKERY_PAYMENT_STATE_CANCELLED)
    return TRUE;

  refusal = g_error_new_literal (BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "The payment is not open any more.");
  server_problem_answer (request, response, refusal);

  return TRUE;
}

const ServerRoute server_payments_routes[] = {
  { "GET", "payments", PAYERS, SERVER_ROUTE_READ, server_collection_list, .flags = SERVER_ROUTE_LIST, .query = query,
    .data = &payments, .answer = &bakery_payment_type, .summary = "List the payments you may see" },
  { "GET", "payments/{id}", PAYERS, SERVER_ROUTE_READ, server_collection_read, .data = &payments,
    .answer = &bakery_payment_type, .summary = "Read a payment" },
  { "POST", "orders/{id}/payments", PAYERS, SERVER_ROUTE_WRITE, finish_payment,
    .flags = SERVER_ROUTE_CALLS_OUT | SERVER_ROUTE_OPTIONAL_BODY, .prelude = begin_payment,
    .body = &bakery_payment_request_type, .status = 201, .answer = &bakery_payment_type, .other_status = 402,
    .summary = "Pay an order, or a part of it" },
  { "POST", "orders/guest/{token}/payments", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, finish_payment,
    .flags = SERVER_ROUTE_CALLS_OUT | SERVER_ROUTE_OPTIONAL_BODY, .prelude = begin_payment,
    .body = &bakery_payment_request_type, .status = 201, .answer = &bakery_payment_type, .other_status = 402,
    .summary = "Pay an order that was placed without an account" },
  { "POST", "orders/guest/{token}/payments/{id}/confirm", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_WRITE, finish_confirmation,
    .flags = SERVER_ROUTE_CALLS_OUT | SERVER_ROUTE_OPTIONAL_BODY, .prelude = begin_confirmation,
    .answer = &bakery_payment_type, .other_status = 402,
    .summary = "Take the money that was approved for such an order" },
  { "POST", "payments/{id}/confirm", PAYERS, SERVER_ROUTE_WRITE, finish_confirmation,
    .flags = SERVER_ROUTE_CALLS_OUT | SERVER_ROUTE_OPTIONAL_BODY, .prelude = begin_confirmation,
    .answer = &bakery_payment_type, .other_status = 402,
    .summary = "Take the money that was approved, or confirm that it came" },
  { "POST", "payments/{id}/cancel", PAYERS, SERVER_ROUTE_WRITE, finish_cancellation,
    .flags = SERVER_ROUTE_CALLS_OUT | SERVER_ROUTE_OPTIONAL_BODY, .prelude = begin_cancellation,
    .answer = &bakery_payment_type, .summary = "Give an open payment up" },
  { NULL },
};
