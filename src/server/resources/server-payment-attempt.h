/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One attempt to pay, from the request over the provider to the answer. Shared by the ways to begin one. */

#pragma once

#include "bakery-payment.h"
#include "server-payment-provider.h"
#include "server-request.h"
#include "server-response.h"

G_BEGIN_DECLS

typedef struct _ServerPaymentAttempt ServerPaymentAttempt;

/**
 * ServerPaymentAttempt:
 * @request: what was asked, borrowed
 * @asked: how somebody wants to pay
 * @order: what they pay, as stored
 * @payment: as stored before the provider was asked
 * @has_outcome: whether the provider answered
 * @outcome: what it said
 *
 * Owned by whoever made it with server_payment_attempt_new().
 */
struct _ServerPaymentAttempt
{
  ServerRequest *request;
  BakeryPaymentRequest *asked;
  BakeryOrder *order;
  BakeryPayment *payment;
  gboolean has_outcome;
  ServerPaymentOutcome outcome;
};

BakeryRole server_payment_attempt_get_role (const ServerPaymentAttempt *self);
ServerPaymentAttempt *server_payment_attempt_new (ServerRequest *request);
void server_payment_attempt_free (ServerPaymentAttempt *self);
gboolean server_payment_attempt_open (ServerPaymentAttempt *self,
                                      gboolean is_lenient,
                                      GError **error);
void server_payment_attempt_call (ServerPaymentAttempt *self);
BakeryPayment *server_payment_attempt_settle (ServerPaymentAttempt *self,
                                              GError **error);
void server_payment_attempt_answer (ServerPaymentAttempt *self,
                                    const BakeryPayment *payment,
                                    ServerResponse *response);

gboolean server_payment_attempt_has_card (const ServerRequest *request);
gboolean server_payment_attempt_is_wanted (const ServerRequest *request);
gboolean server_payment_attempt_pay_by_card (ServerRequest *request,
                                             ServerResponse *response,
                                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerPaymentAttempt, server_payment_attempt_free)

G_END_DECLS
