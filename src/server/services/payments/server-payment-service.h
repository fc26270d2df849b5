/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The providers that this server has, and the reconciler that settles what was left open. */

#pragma once

#include "server-payment-provider.h"
#include "server-types.h"

G_BEGIN_DECLS

ServerPaymentService *server_payment_service_new (ServerContext *context);
void server_payment_service_free (ServerPaymentService *self);
void server_payment_service_abort (ServerPaymentService *self);

gboolean server_payment_service_choose (ServerPaymentService *self,
                                        BakeryPaymentMethod method,
                                        BakeryPaymentProvider *ret_provider,
                                        GError **error);
ServerPaymentProvider *server_payment_service_get_provider (ServerPaymentService *self,
                                                            BakeryPaymentProvider provider,
                                                            GError **error);
ServerLine server_payment_service_get_line (ServerPaymentService *self,
                                            BakeryPaymentProvider provider);
gboolean server_payment_service_check_lease (ServerPaymentService *self,
                                             gint64 since,
                                             GError **error);
gboolean server_payment_service_start (ServerPaymentService *self,
                                       const BakeryPayment *payment,
                                       const BakeryPaymentRequest *request,
                                       ServerPaymentOutcome *outcome,
                                       GError **error);

gboolean server_payment_service_recover (ServerPaymentService *self,
                                         GError **error);
void server_payment_service_check (ServerPaymentService *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerPaymentService, server_payment_service_free)

G_END_DECLS
