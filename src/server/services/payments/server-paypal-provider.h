/* SPDX-License-Identifier: GPL-3.0-or-later */

/* PayPal: orders (v2) over its REST API. */

#pragma once

#include "server-http-client.h"
#include "server-payment-provider.h"
#include "server-types.h"

G_BEGIN_DECLS

ServerPaymentProvider *server_paypal_provider_new (const ServerConfig *config,
                                                   ServerHttpClient *client);

G_END_DECLS
