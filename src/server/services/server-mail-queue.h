/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The mails that customers get, each in a function that what it tells of calls inside its own transaction. Who has left no
 * address gets none, and that is no error. */

#pragma once

#include "bakery-account.h"
#include "bakery-connection.h"
#include "bakery-order.h"
#include "bakery-payment.h"

G_BEGIN_DECLS

gboolean server_mail_queue_order_placed (BakeryConnection *connection,
                                         const BakeryOrder *order,
                                         gint64 now,
                                         GError **error);
gboolean server_mail_queue_order_changed (BakeryConnection *connection,
                                          const BakeryOrder *order,
                                          const BakeryOrder *before,
                                          gint64 now,
                                          GError **error);
gboolean server_mail_queue_payment_received (BakeryConnection *connection,
                                             const BakeryOrder *order,
                                             const BakeryPayment *payment,
                                             gint64 now,
                                             GError **error);
gboolean server_mail_queue_order_notice (BakeryConnection *connection,
                                         const BakeryOrder *order,
                                         const char *text,
                                         const char *link,
                                         gint64 now,
                                         GError **error);
gboolean server_mail_queue_email_confirmation (BakeryConnection *connection,
                                               const BakeryAccount *account,
                                               const char *link,
                                               gint64 until,
                                               gint64 now,
                                               GError **error);
gboolean server_mail_queue_password_reset (BakeryConnection *connection,
                                           const BakeryAccount *account,
                                           const char *link,
                                           gint64 until,
                                           gint64 now,
                                           GError **error);
gboolean server_mail_queue_store_approved (BakeryConnection *connection,
                                           const BakeryAccount *account,
                                           const char *store,
                                           const char *link,
                                           gint64 now,
                                           GError **error);

G_END_DECLS
