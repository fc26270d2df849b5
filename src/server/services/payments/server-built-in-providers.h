/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The providers that need nobody else: one that plays a bank for document S's card form, and the shop itself. */

#pragma once

#include "server-payment-provider.h"

G_BEGIN_DECLS

ServerPaymentProvider *server_test_provider_new (void);
ServerPaymentProvider *server_manual_provider_new (void);

G_END_DECLS
