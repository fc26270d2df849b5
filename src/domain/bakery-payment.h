/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Payments and refunds of orders, and what follows from them for the order. A payment is one attempt to take one amount
 * through one provider; card numbers and their codes are never part of it (D-12). */

#pragma once

#include "bakery-order.h"

G_BEGIN_DECLS

/**
 * BakeryPaymentState:
 * @BAKERY_PAYMENT_STATE_PENDING: stored, the provider has not answered yet
 * @BAKERY_PAYMENT_STATE_REQUIRES_ACTION: waits for somebody: the customer at the provider, or the shop for a transfer
 * @BAKERY_PAYMENT_STATE_SUCCEEDED: the money is there
 * @BAKERY_PAYMENT_STATE_FAILED: the provider refused it
 * @BAKERY_PAYMENT_STATE_CANCELLED: given up before any money moved
 * @BAKERY_PAYMENT_STATE_PARTLY_REFUNDED: succeeded, and some of it went back
 * @BAKERY_PAYMENT_STATE_REFUNDED: succeeded, and all of it went back
 */
typedef enum
{
  BAKERY_PAYMENT_STATE_PENDING,
  BAKERY_PAYMENT_STATE_REQUIRES_ACTION,
  BAKERY_PAYMENT_STATE_SUCCEEDED,
  BAKERY_PAYMENT_STATE_FAILED,
  BAKERY_PAYMENT_STATE_CANCELLED,
  BAKERY_PAYMENT_STATE_PARTLY_REFUNDED,
  BAKERY_PAYMENT_STATE_REFUNDED,
} BakeryPaymentState;

typedef enum
{
  BAKERY_REFUND_STATE_PENDING,
  BAKERY_REFUND_STATE_SUCCEEDED,
  BAKERY_REFUND_STATE_FAILED,
} BakeryRefundState;

/**
 * BakeryPaymentProvider:
 * @BAKERY_PAYMENT_PROVIDER_TEST: built in; checks cards, moves no money
 * @BAKERY_PAYMENT_PROVIDER_STRIPE: Stripe
 * @BAKERY_PAYMENT_PROVIDER_PAYPAL: PayPal
 * @BAKERY_PAYMENT_PROVIDER_MANUAL: the shop confirms it: a bank transfer, or cash
 */
typedef enum
{
  BAKERY_PAYMENT_PROVIDER_TEST,
  BAKERY_PAYMENT_PROVIDER_STRIPE,
  BAKERY_PAYMENT_PROVIDER_PAYPAL,
  BAKERY_PAYMENT_PROVIDER_MANUAL,
  BAKERY_N_PAYMENT_PROVIDERS,
} BakeryPaymentProvider;

extern const BakeryEnum bakery_payment_states;
extern const BakeryEnum bakery_refund_states;
extern const BakeryEnum bakery_payment_providers;

/** @key is what a provider knows the payment by before it has given it a name of its own. */
struct _BakeryPayment
{
  BakeryEntity base;
  gint64 order;
  gint64 store;
  gint64 customer;
  char *currency;
  gint64 amount;
  gint64 refunded_amount;
  int method;
  int provider;
  int status;
  char *key;
  char *provider_reference;
  char *capture_reference;
  char *failure_message;
  gint64 paid_at;
  gint64 created_at;
  gint64 updated_at;

  /* Derived: for the customer's program, as the provider told it just now. */
  char *client_secret;
  char *approval_url;
};

BAKERY_DECLARE_ENTITY (BakeryPayment, bakery_payment)

struct _BakeryRefund
{
  BakeryEntity base;
  gint64 payment;
  gint64 order;
  gint64 store;
  gint64 customer;
  char *currency;
  gint64 amount;
  char *reason;
  int status;
  char *key;
  char *provider_reference;
  char *failure_message;
  gint64 account;
  gint64 refunded_at;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryRefund, bakery_refund)

/** What somebody asks for who wants to pay. Read from a request, never stored. */
struct _BakeryPaymentRequest
{
  BakeryEntity base;
  char *currency;
  int method;
  gint64 amount;
  char *card_number;
  char *expiration_date;
  char *cvv;
};

BAKERY_DECLARE_ENTITY (BakeryPaymentRequest, bakery_payment_request)

gboolean bakery_payment_is_open (const BakeryPayment *self);
gboolean bakery_payment_is_captured (const BakeryPayment *self);
gboolean bakery_payment_settle (BakeryPayment *self,
                                BakeryPaymentState state,
                                gint64 at);
gboolean bakery_payment_check_refund (const BakeryPayment *self,
                                      gint64 amount,
                                      gint64 under_way,
                                      GError **error);
void bakery_payment_add_refund (BakeryPayment *self,
                                gint64 amount);
void bakery_payment_remove_refund (BakeryPayment *self,
                                   gint64 amount);

gboolean bakery_order_check_payment (const BakeryOrder *self,
                                     gint64 amount,
                                     GError **error);
gint64 bakery_order_get_balance (const BakeryOrder *self);
void bakery_order_apply_payments (BakeryOrder *self,
                                  const GPtrArray *payments);

G_END_DECLS
