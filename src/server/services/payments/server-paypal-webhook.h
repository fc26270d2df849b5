/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The events of PayPal. */

#pragma once

#include "server-payment-provider.h"
#include "server-paypal-session.h"

G_BEGIN_DECLS

gboolean server_paypal_webhook_read (ServerPaypalSession *session,
                                     const char *webhook_id,
                                     const ServerWebhookMessage *message,
                                     ServerWebhookEvent *event,
                                     GError **error);

G_END_DECLS
