/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Payments in the database: beginning one before its provider is asked, settling what the provider says, and the order that
 * follows. Refunds are in server-refund-store.h. Called inside a transaction of the writer. */

#pragma once

#include "bakery-connection.h"
#include "bakery-payment.h"
#include "server-payment-provider.h"

G_BEGIN_DECLS

/** How long a payment is left to the request that began it before anybody else asks its provider. */
#define SERVER_PAYMENT_LEASE_SECONDS 90

/**
 * ServerPaymentTerms:
 * @method: how it is paid
 * @provider: who takes it
 * @amount: what is paid
 *
 * What a payment is to be.
 */
typedef struct
{
  BakeryPaymentMethod method;
  BakeryPaymentProvider provider;
  gint64 amount;
} ServerPaymentTerms;

BakeryPayment *server_payment_store_open (BakeryConnection *connection,
                                          const BakeryOrder *order,
                                          const ServerPaymentTerms *terms,
                                          gint64 now,
                                          GError **error);
BakeryPayment *server_payment_store_settle (BakeryConnection *connection,
                                            gint64 id,
                                            const ServerPaymentOutcome *outcome,
                                            gint64 now,
                                            GError **error);
gboolean server_payment_store_find_by_event (BakeryConnection *connection,
                                             BakeryPaymentProvider provider,
                                             const ServerWebhookEvent *event,
                                             BakeryPayment **ret_payment,
                                             GError **error);
gboolean server_payment_store_set_check (BakeryConnection *connection,
                                         gint64 id,
                                         gint64 check_at,
                                         GError **error);
gboolean server_payment_store_find_captured (BakeryConnection *connection,
                                             gint64 order,
                                             gboolean *ret_is_captured,
                                             GError **error);
gboolean server_payment_store_find_under_way (BakeryConnection *connection,
                                              gint64 order,
                                              gboolean *ret_is_under_way,
                                              GError **error);
gboolean server_payment_store_apply (BakeryConnection *connection,
                                     BakeryOrder *order,
                                     gint64 now,
                                     GError **error);
gboolean server_payment_store_update_order (BakeryConnection *connection,
                                            const BakeryPayment *payment,
                                            gint64 now,
                                            GError **error);

G_END_DECLS
