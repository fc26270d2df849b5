/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The three steps of a payment: open it in a transaction, ask the provider outside of any, settle it in another one. What is
 * typed of a card lives in the attempt only. Opening and settling run on the writer's thread, the call on one that may wait. */

#include "config.h"

#include "server-payment-attempt.h"

#include "bakery-card.h"
#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-config.h"
#include "server-context.h"
#include "server-entity-store.h"
#include "server-guest-orders.h"
#include "server-payment-service.h"
#include "server-payment-store.h"
#include "server-problem.h"
#include "server-rights.h"

static const char *const card_members[] = { "card_number", "expiration_date", "cvv" };

/**
 * server_payment_attempt_new:
 * @request: what was asked; must outlive it
 *
 * Returns: (transfer full): an attempt that nothing is known of yet
 */
ServerPaymentAttempt *
server_payment_attempt_new (ServerRequest *request)
{
  ServerPaymentAttempt *self = g_new0 (ServerPaymentAttempt, 1);

  self->request = request;
  self->asked = bakery_payment_request_new ();

  return self;
}

/**
 * server_payment_attempt_free:
 * @self: (nullable): an attempt
 */
void
server_payment_attempt_free (ServerPaymentAttempt *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->asked, bakery_payment_request_unref);
  g_clear_pointer (&self->order, bakery_order_unref);
  g_clear_pointer (&self->payment, bakery_payment_unref);
  server_payment_outcome_clear (&self->outcome);
  g_free (self);
}

/**
 * server_payment_attempt_get_role:
 * @self: an attempt
 *
 * Returns: as whom the caller pays; whoever has the token of a guest's order is its customer
 */
BakeryRole
server_payment_attempt_get_role (const ServerPaymentAttempt *self)
{
  return server_guest_orders_is_asked (self->request) ? BAKERY_ROLE_CUSTOMER : server_request_get_role (self->request);
}

/* --- Opening --- */

/* The order to be paid: a guest's or customer's own, or one of the stores of who works there. */
static BakeryOrder *
load_order (ServerRequest *request,
            GError       **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_order_type, "t", BAKERY_RECORDS_TABLES);
  g_autoptr(BakeryOrder) order = NULL;
  g_auto(ServerSelect) select = { NULL };

  if (server_guest_orders_is_asked (request))
    return server_guest_orders_load (request, error);

  server_select_init (&select, columns, "orders AS t");
  server_select_where (&select, "t.deleted_at IS NULL");
  server_rights_apply (SERVER_RIGHTS_ORDER_WORK, "t.id", server_request_get_identity (request), &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));
  order = server_entity_store_load_one (server_request_get_connection (request), &bakery_order_type, &select, error);
  if (order == NULL || !server_request_check_revision (request, order, error))
    return NULL;

  return g_steal_pointer (&order);
}

/**
 * server_payment_attempt_has_card:
 * @request: what was asked
 *
 * Returns: whether its body has details of a card
 */
gboolean
server_payment_attempt_has_card (const ServerRequest *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (card_members); i++)
    {
      if (server_body_get_member (request, card_members[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
read_request (ServerPaymentAttempt *self,
              gboolean              is_lenient,
              BakeryViolations     *violations)
{
  BakeryPaymentRequest *asked = self->asked;
  JsonObject *body = server_request_get_json (self->request);

  g_free (asked->currency);
  asked->currency = g_strdup (self->order->currency);
  if (body != NULL)
    bakery_entity_read_json (asked,
                             body,
                             BAKERY_DECODE_CREATE,
                             server_payment_attempt_get_role (self),
                             is_lenient,
                             violations);
  if (is_lenient)
    asked->method = BAKERY_PAYMENT_METHOD_CREDIT_CARD;
  else if (asked->method < 0)
    asked->method = server_payment_attempt_has_card (self->request) ? BAKERY_PAYMENT_METHOD_CREDIT_CARD
                                                                    : self->order->payment_method;
  if (body != NULL && asked->amount == 0 && server_body_get_member (self->request, "amount") != NULL)
    bakery_violations_add (violations, "amount", "Ensure this value is more than 0.");
}

/* Only the test provider takes cards from us; with any other they must go to the provider, and never come here. */
static void
check_card (ServerPaymentAttempt *self,
            BakeryPaymentProvider provider,
            BakeryViolations     *violations)
{
  const ServerConfig *config = server_request_get_context (self->request)->config;
  BakeryCard card = { self->asked->card_number, self->asked->expiration_date, self->asked->cvv };

  if (provider == BAKERY_PAYMENT_PROVIDER_TEST)
    bakery_card_validate (&card, config->strict_cards, server_request_get_now (self->request), violations);
  else if (server_payment_attempt_has_card (self->request))
    bakery_violations_add (violations, "card_number", "Card details are not taken here; give them to the provider.");
}

static gboolean
read_terms (ServerPaymentAttempt *self,
            gboolean              is_lenient,
            ServerPaymentTerms   *terms,
            GError              **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  ServerPaymentService *service = server_request_get_context (self->request)->payments;

  read_request (self, is_lenient, violations);
  if (bakery_violations_is_empty (violations))
    {
      terms->method = (BakeryPaymentMethod) self->asked->method;
      if (!server_payment_service_choose (service, terms->method, &terms->provider, error))
        return FALSE;
      check_card (self, terms->provider, violations);
    }
  if (!bakery_violations_is_empty (violations))
    {
      bakery_set_error_invalid (error, violations);
      return FALSE;
    }

  terms->amount = self->asked->amount != 0 ? self->asked->amount : bakery_order_get_balance (self->order);

  return TRUE;
}

/**
 * server_payment_attempt_open:
 * @self: a new attempt
 * @is_lenient: whether this is document S's way to pay: by card, and members that nobody knows are passed over
 * @error: %BAKERY_ERROR_NOT_FOUND for an order that is not the caller's to pay, %BAKERY_ERROR_INVALID,
 *   %BAKERY_ERROR_CONFLICT when nothing is due or another payment is under way, or a %BAKERY_STORAGE_ERROR
 *
 * Reads the request and stores the payment. Within a transaction of the writer.
 *
 * Returns: whether the provider can be asked
 */
gboolean
server_payment_attempt_open (ServerPaymentAttempt *self,
                             gboolean              is_lenient,
                             GError              **error)
{
  ServerPaymentTerms terms;

  self->order = load_order (self->request, error);
  if (self->order == NULL || !read_terms (self, is_lenient, &terms, error))
    return FALSE;

  self->payment = server_payment_store_open (server_request_get_connection (self->request),
                                             self->order,
                                             &terms,
                                             server_request_get_now (self->request),
                                             error);

  return self->payment != NULL;
}

/* --- The provider --- */

/**
 * server_payment_attempt_call:
 * @self: an attempt that is open
 *
 * Asks the provider. When it does not answer, the payment stays open and is settled later.
 */
void
server_payment_attempt_call (ServerPaymentAttempt *self)
{
  ServerPaymentService *service = server_request_get_context (self->request)->payments;
  g_autoptr(GError) error = NULL;

  self->has_outcome = server_payment_service_check_lease (service, server_request_get_now (self->request), &error) &&
                      server_payment_service_start (service, self->payment, self->asked, &self->outcome, &error);
  if (!self->has_outcome)
    g_message ("Payment %" G_GINT64_FORMAT " is settled later: %s", self->payment->base.id, error->message);
}

/**
 * server_payment_attempt_settle:
 * @self: an attempt whose provider was asked
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores what the provider said, if it said anything. Within a transaction of the writer.
 *
 * Returns: (transfer full): the payment as it is now, or %NULL with @error set
 */
BakeryPayment *
server_payment_attempt_settle (ServerPaymentAttempt *self,
                               GError              **error)
{
  BakeryConnection *connection = server_request_get_connection (self->request);
  gint64 id = self->payment->base.id;

  if (!self->has_outcome)
    return bakery_records_load (connection, &bakery_payment_type, id, BAKERY_RECORDS_TABLES, error);

  return server_payment_store_settle (connection, id, &self->outcome, server_request_get_now (self->request), error);
}

/**
 * server_payment_attempt_answer:
 * @self: an attempt
 * @payment: what came of it
 * @response: the answer
 *
 * Answers a refusal as the problem it is (402), though the payment that was refused is stored; a payment that the provider has
 * not answered for is accepted (202), any other is created (201).
 */
void
server_payment_attempt_answer (ServerPaymentAttempt *self,
                               const BakeryPayment  *payment,
                               ServerResponse       *response)
{
  g_autoptr(GError) refusal = NULL;

  if (payment->status == BAKERY_PAYMENT_STATE_FAILED || payment->status == BAKERY_PAYMENT_STATE_CANCELLED)
    {
      refusal = g_error_new_literal (BAKERY_ERROR,
                                     BAKERY_ERROR_PAYMENT,
                                     payment->failure_message[0] != '\0' ? payment->failure_message
                                                                         : "The payment was cancelled.");
      server_problem_answer (self->request, response, refusal);
      return;
    }

  server_response_set_entity (response, payment, server_payment_attempt_get_role (self));
  server_response_set_created (response, "payments", payment->base.id);
  if (payment->status == BAKERY_PAYMENT_STATE_PENDING)
    server_response_set_status (response, 202);
}

/* --- Document S's way --- */

/**
 * server_payment_attempt_is_wanted:
 * @request: a PATCH of an order
 *
 * Returns: whether it is a payment in the way of document S: by a customer, with the details of a card
 */
gboolean
server_payment_attempt_is_wanted (const ServerRequest *request)
{
  return server_request_get_role (request) == BAKERY_ROLE_CUSTOMER && server_payment_attempt_has_card (request);
}

/**
 * server_payment_attempt_pay_by_card:
 * @request: a PATCH of an order with the details of a card
 * @response: the answer: the order, paid
 * @error: as for server_payment_attempt_open()
 *
 * Pays by the test provider, which waits for nobody, all in the one transaction of the request (D-08).
 *
 * Returns: whether there is an answer to be kept
 */
gboolean
server_payment_attempt_pay_by_card (ServerRequest  *request,
                                    ServerResponse *response,
                                    GError        **error)
{
  g_autoptr(ServerPaymentAttempt) attempt = server_payment_attempt_new (request);
  g_autoptr(BakeryPayment) payment = NULL;
  g_autoptr(BakeryOrder) order = NULL;

  if (!server_payment_attempt_open (attempt, TRUE, error))
    return FALSE;
  server_payment_attempt_call (attempt);
  payment = server_payment_attempt_settle (attempt, error);
  if (payment == NULL)
    return FALSE;
  if (payment->status == BAKERY_PAYMENT_STATE_FAILED)
    {
      server_payment_attempt_answer (attempt, payment, response);
      return TRUE;
    }

  order = bakery_records_load (server_request_get_connection (request),
                               &bakery_order_type,
                               payment->order,
                               BAKERY_RECORDS_TABLES,
                               error);
  if (order == NULL)
    return FALSE;
  server_response_set_entity (response, order, server_request_get_role (request));

  return TRUE;
}
