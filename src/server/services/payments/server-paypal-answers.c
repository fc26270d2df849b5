/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What PayPal's words mean here. Pure; any thread. */

#include "config.h"

#include "server-paypal-answers.h"

#include "server-json-path.h"

#define CAPTURE "purchase_units.0.payments.captures.0"

static const char *
find_approval_url (JsonNode *order)
{
  JsonNode *links = server_json_path_find (order, "links");
  guint n_links = links != NULL && JSON_NODE_HOLDS_ARRAY (links) ? json_array_get_length (json_node_get_array (links)) : 0;

  for (guint i = 0; i < n_links; i++)
    {
      JsonNode *link = json_array_get_element (json_node_get_array (links), i);
      const char *relation = server_json_path_get_text (link, "rel");

      if (g_strcmp0 (relation, "approve") == 0 || g_strcmp0 (relation, "payer-action") == 0)
        return server_json_path_get_text (link, "href");
    }

  return NULL;
}

/**
 * server_paypal_read_capture:
 * @capture: money that PayPal takes
 * @outcome: gets what it says
 */
void
server_paypal_read_capture (JsonNode             *capture,
                            ServerPaymentOutcome *outcome)
{
  const char *status = server_json_path_get_text (capture, "status");

  outcome->capture_reference = g_strdup (server_json_path_get_text (capture, "id"));
  if (g_strcmp0 (status, "COMPLETED") == 0 || g_strcmp0 (status, "REFUNDED") == 0 ||
      g_strcmp0 (status, "PARTIALLY_REFUNDED") == 0)
    outcome->state = BAKERY_PAYMENT_STATE_SUCCEEDED;
  else if (g_strcmp0 (status, "DECLINED") == 0 || g_strcmp0 (status, "FAILED") == 0)
    server_payment_outcome_refuse (outcome, "PayPal declined the payment.");
  else
    outcome->state = BAKERY_PAYMENT_STATE_REQUIRES_ACTION;
}

/**
 * server_paypal_read_order:
 * @order: an order there, which is a payment here
 * @outcome: gets what it says
 */
void
server_paypal_read_order (JsonNode             *order,
                          ServerPaymentOutcome *outcome)
{
  const char *status = server_json_path_get_text (order, "status");
  JsonNode *capture = server_json_path_find (order, CAPTURE);

  outcome->reference = g_strdup (server_json_path_get_text (order, "id"));
  outcome->approval_url = g_strdup (find_approval_url (order));
  if (capture != NULL)
    server_paypal_read_capture (capture, outcome);
  else if (g_strcmp0 (status, "VOIDED") == 0)
    outcome->state = BAKERY_PAYMENT_STATE_CANCELLED;
  else if (status != NULL)
    outcome->state = BAKERY_PAYMENT_STATE_REQUIRES_ACTION;
}

/**
 * server_paypal_read_refund_state:
 * @refund: money that PayPal gives back
 *
 * Returns: how far it is
 */
BakeryRefundState
server_paypal_read_refund_state (JsonNode *refund)
{
  const char *status = server_json_path_get_text (refund, "status");

  if (g_strcmp0 (status, "COMPLETED") == 0)
    return BAKERY_REFUND_STATE_SUCCEEDED;
  if (g_strcmp0 (status, "FAILED") == 0 || g_strcmp0 (status, "CANCELLED") == 0)
    return BAKERY_REFUND_STATE_FAILED;

  return BAKERY_REFUND_STATE_PENDING;
}

/**
 * server_paypal_read_refusal:
 * @status: of an answer
 * @json: (nullable): its body
 * @outcome: gets what it says
 */
void
server_paypal_read_refusal (guint                 status,
                            JsonNode             *json,
                            ServerPaymentOutcome *outcome)
{
  const char *issue = server_json_path_get_text (json, "details.0.issue");

  if (g_strcmp0 (issue, "ORDER_NOT_APPROVED") == 0 || g_strcmp0 (issue, "PAYER_ACTION_REQUIRED") == 0)
    outcome->state = BAKERY_PAYMENT_STATE_REQUIRES_ACTION;
  else if (g_strcmp0 (issue, "INSTRUMENT_DECLINED") == 0 || g_strcmp0 (issue, "PAYER_CANNOT_PAY") == 0)
    server_payment_outcome_refuse (outcome, "PayPal declined the payment.");
  else
    server_payment_outcome_refuse_unclear (outcome, "PayPal", status, issue);
}
