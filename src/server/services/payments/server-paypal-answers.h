/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads orders, captures, refunds and refusals of PayPal. */

#pragma once

#include "server-payment-provider.h"

G_BEGIN_DECLS

void server_paypal_read_capture (JsonNode *capture,
                                 ServerPaymentOutcome *outcome);
void server_paypal_read_order (JsonNode *order,
                               ServerPaymentOutcome *outcome);
BakeryRefundState server_paypal_read_refund_state (JsonNode *refund);
void server_paypal_read_refusal (guint status,
                                 JsonNode *json,
                                 ServerPaymentOutcome *outcome);

G_END_DECLS
