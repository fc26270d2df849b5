/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The events that providers told, each once. Called inside a transaction of the writer. */

#pragma once

#include "bakery-connection.h"
#include "bakery-payment.h"
#include "server-payment-provider.h"

G_BEGIN_DECLS

gboolean server_webhook_inbox_enter (BakeryConnection *connection,
                                     BakeryPaymentProvider sender,
                                     const ServerWebhookEvent *event,
                                     const BakeryPayment *payment,
                                     gint64 now,
                                     gboolean *ret_is_new,
                                     GError **error);
gboolean server_webhook_inbox_prune (BakeryConnection *connection,
                                     gint64 before,
                                     GError **error);

G_END_DECLS
