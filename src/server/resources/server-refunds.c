/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Refunds (S-079, C-072): the shop gives back a payment or a part of it. The refund is stored before the provider is asked, and
 * settled afterwards. */

#include "config.h"

#include "server-routes.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-payment.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-collection.h"
#include "server-context.h"
#include "server-entity-store.h"
#include "server-payment-service.h"
#include "server-problem.h"
#include "server-refund-store.h"

#define READERS (BAKERY_ROLE_CUSTOMER | BAKERY_ROLES_STAFF)

typedef struct
{
  ServerRequest       *request;
  BakeryRefund        *refund;
  BakeryPayment       *payment;
  gboolean             has_outcome;
  ServerPaymentOutcome outcome;
} Attempt;

static const ServerFilter filters[] = {
  { "payment", SERVER_FILTER_INTEGER, "t.payment = $" },
  { "order", SERVER_FILTER_INTEGER, "t.\"order\" = $" },
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { NULL },
};

static const ServerCollection refunds = {
  .type = &bakery_refund_type,
  .path = "refunds",
  .rights_column = "t.\"order\"",
  .readers = SERVER_RIGHTS_ORDER,
  .writers = SERVER_RIGHTS_ORDER_WORK,
  .filters = filters,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "payment", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only refunds of this payment" },
  { "order", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only refunds of this order" },
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only refunds of orders of this store" },
  { NULL },
};

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  g_clear_pointer (&attempt->refund, bakery_refund_unref);
  g_clear_pointer (&attempt->payment, bakery_payment_unref);
  server_payment_outcome_clear (&attempt->outcome);
  g_free (attempt);
}

static BakeryPayment *
load_payment (ServerRequest *request,
              gint64         id,
              GError       **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_payment_type, "t", BAKERY_RECORDS_TABLES);
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, "payments AS t");
  server_rights_apply (SERVER_RIGHTS_STORE, "t.store", server_request_get_identity (request), &select);
  server_select_where_integer (&select, "t.id = $", id);

  return server_entity_store_load_one (server_request_get_connection (request), &bakery_payment_type, &select, error);
}

/* Which payment: the path says, else the body. If-Match is about what the path names. */
static gboolean
find_payment (Attempt *attempt,
              GError **error)
{
  gint64 id = server_request_get_path_id (attempt->request, "id");

  if (id == 0)
    id = server_body_get_reference (attempt->request, "payment");
  if (id == 0)
    {
      bakery_set_error_violation (error, "payment", "This field is required.");
      return FALSE;
    }
  attempt->payment = load_payment (attempt->request, id, error);

  return attempt->payment != NULL &&
         (server_request_get_path_id (attempt->request, "id") == 0 ||
          server_request_check_revision (attempt->request, attempt->payment, error));
}

static void
read_refund (Attempt          *attempt,
             BakeryViolations *violations)
{
  BakeryRefund *refund = attempt->refund;
  JsonObject *body = server_request_get_json (attempt->request);

  g_free (refund->currency);
  refund->currency = g_strdup (attempt->payment->currency);
  refund->account = server_request_get_account (attempt->request);
  if (body == NULL)
    return;

  bakery_entity_read_json (refund,
                           body,
                           BAKERY_DECODE_CREATE,
                           server_request_get_role (attempt->request),
                           FALSE,
                           violations);
  if (refund->amount == 0 && server_body_get_member (attempt->request, "amount") != NULL)
    bakery_violations_add (violations, "amount", "Ensure this value is more than 0.");
}

static gboolean
open_job (BakeryConnection *connection,
          gpointer          user_data,
          GError          **error)
{
  Attempt *attempt = user_data;
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  if (!find_payment (attempt, error))
    return FALSE;
  read_refund (attempt, violations);
  if (!bakery_violations_is_empty (violations))
    {
      bakery_set_error_invalid (error, violations);
      return FALSE;
    }

  return server_refund_store_open (connection,
                                   attempt->refund,
                                   attempt->payment,
                                   server_request_get_now (attempt->request),
                                   error) &&
         server_request_set_subject (attempt->request, attempt->refund, error);
}

/* When the provider does not answer, the refund stays open and is settled later. */
static gboolean
call_provider (ServerRequest *request,
               GError **error G_GNUC_UNUSED)
{
  Attempt *attempt = server_request_get_prelude (request);
  ServerPaymentService *service = server_request_get_context (request)->payments;
  g_autoptr(GError) problem = NULL;
  ServerPaymentProvider *provider = server_payment_service_get_provider (service, attempt->payment->provider, &problem);

  attempt->has_outcome = provider != NULL &&
                         server_payment_service_check_lease (service, server_request_get_now (request), &problem) &&
                         provider->refund (provider, attempt->payment, attempt->refund, &attempt->outcome, &problem);
  if (!attempt->has_outcome)
    g_message ("Refund %" G_GINT64_FORMAT " is settled later: %s", attempt->refund->base.id, problem->message);

  return TRUE;
}

/* Whoever is waited for to give money back keeps nobody from taking some. */
static ServerLine
get_line (const Attempt *attempt)
{
  ServerPaymentService *service = server_request_get_context (attempt->request)->payments;
  ServerLine line = server_payment_service_get_line (service, attempt->payment->provider);

  return line == SERVER_LINE_NONE ? SERVER_LINE_NONE : SERVER_LINE_REFUNDS;
}

static gboolean
begin_refund (ServerRequest *request,
              GError       **error)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->request = request;
  attempt->refund = bakery_refund_new ();
  server_request_set_prelude (request, attempt, attempt_free);
  if (!server_request_write (request, open_job, attempt, error))
    return FALSE;
  server_request_set_call (request, get_line (attempt), call_provider);

  return TRUE;
}

static void
answer (ServerRequest      *request,
        const BakeryRefund *refund,
        ServerResponse     *response)
{
  g_autoptr(GError) refusal = NULL;

  if (refund->status == BAKERY_REFUND_STATE_FAILED)
    {
      refusal = g_error_new_literal (BAKERY_ERROR, BAKERY_ERROR_PAYMENT, refund->failure_message);
      server_problem_answer (request, response, refusal);
      return;
    }

  server_response_set_entity (response, refund, server_request_get_role (request));
  server_response_set_created (response, refunds.path, refund->base.id);
  if (refund->status == BAKERY_REFUND_STATE_PENDING)
    server_response_set_status (response, 202);
}

static gboolean
finish_refund (ServerRequest  *request,
               ServerResponse *response,
               GError        **error)
{
  const Attempt *attempt = server_request_get_prelude (request);
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 id = attempt != NULL ? attempt->refund->base.id : server_request_get_resumed (request);
  g_autoptr(BakeryRefund) refund = NULL;

  /* What a server that ended had begun, is begun: the reconciler finds out what came of it. */
  if (attempt != NULL && attempt->has_outcome)
    refund = server_refund_store_settle (connection, id, &attempt->outcome, server_request_get_now (request), error);
  else
    refund = bakery_records_load (connection, &bakery_refund_type, id, BAKERY_RECORDS_TABLES, error);
  if (refund == NULL)
    return FALSE;

  answer (request, refund, response);

  return TRUE;
}

const ServerRoute server_refunds_routes[] = {
  { "GET", "refunds", READERS, SERVER_ROUTE_READ, server_collection_list, .flags = SERVER_ROUTE_LIST, .query = query,
    .data = &refunds, .answer = &bakery_refund_type, .summary = "List the refunds you may see" },
  { "GET", "refunds/{id}", READERS, SERVER_ROUTE_READ, server_collection_read, .data = &refunds,
    .answer = &bakery_refund_type, .summary = "Read a refund" },
  { "POST", "refunds", BAKERY_ROLES_STAFF, SERVER_ROUTE_WRITE, finish_refund, .flags = SERVER_ROUTE_CALLS_OUT,
    .prelude = begin_refund, .body = &bakery_refund_type, .status = 201, .answer = &bakery_refund_type,
    .other_status = 402, .summary = "Give a payment back, or a part of it" },
  { "POST", "payments/{id}/refunds", BAKERY_ROLES_STAFF, SERVER_ROUTE_WRITE, finish_refund,
    .flags = SERVER_ROUTE_CALLS_OUT | SERVER_ROUTE_OPTIONAL_BODY, .prelude = begin_refund, .body = &bakery_refund_type,
    .status = 201, .answer = &bakery_refund_type, .other_status = 402, .summary = "Give this payment back, or a part of it" },
  { NULL },
};
