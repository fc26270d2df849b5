/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Payments and refunds whose provider is to be asked again. When that is, stands in the database, so a restart forgets none. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

/** The most that one claim takes. */
#define SERVER_PAYMENT_DUE_MAXIMUM 16

/**
 * ServerPaymentDueKind:
 * @SERVER_PAYMENT_DUE_PAYMENTS: payments
 * @SERVER_PAYMENT_DUE_REFUNDS: refunds
 */
typedef enum
{
  SERVER_PAYMENT_DUE_PAYMENTS,
  SERVER_PAYMENT_DUE_REFUNDS,
} ServerPaymentDueKind;

gboolean server_payment_due_exists (BakeryConnection *connection,
                                    gint64 now,
                                    gboolean *ret_exists,
                                    GError **error);
GArray *server_payment_due_claim (BakeryConnection *connection,
                                  ServerPaymentDueKind kind,
                                  gint64 now,
                                  GError **error);
gboolean server_payment_due_recover (BakeryConnection *connection,
                                     gint64 now,
                                     GError **error);

G_END_DECLS
