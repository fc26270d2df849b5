/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Refunds in the database. Called inside a transaction of the writer. */

#pragma once

#include "bakery-connection.h"
#include "bakery-payment.h"
#include "server-payment-provider.h"

G_BEGIN_DECLS

gboolean server_refund_store_open (BakeryConnection *connection,
                                   BakeryRefund *refund,
                                   const BakeryPayment *payment,
                                   gint64 now,
                                   GError **error);
BakeryRefund *server_refund_store_settle (BakeryConnection *connection,
                                          gint64 id,
                                          const ServerPaymentOutcome *outcome,
                                          gint64 now,
                                          GError **error);
gboolean server_refund_store_take_over (BakeryConnection *connection,
                                        gint64 id,
                                        const ServerRefundNews *news,
                                        gint64 now,
                                        GError **error);

G_END_DECLS
