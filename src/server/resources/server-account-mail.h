/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mail with a link that lets its reader do one thing to an account. */

#pragma once

#include "bakery-account.h"
#include "bakery-store.h"
#include "server-request.h"

G_BEGIN_DECLS

gboolean server_account_mail_confirmation (ServerRequest *request,
                                           const BakeryAccount *account,
                                           GError **error);
gboolean server_account_mail_reset (ServerRequest *request,
                                    const BakeryAccount *account,
                                    GError **error);
gboolean server_account_mail_approval (ServerRequest *request,
                                       const BakeryAccount *account,
                                       const BakeryStore *store,
                                       GError **error);

G_END_DECLS
