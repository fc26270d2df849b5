/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changing an account, shared by `me`, `customers` and `admin/customers`. */

#pragma once

#include "server-request.h"
#include "server-response.h"

G_BEGIN_DECLS

gboolean server_account_change (ServerRequest *request,
                                ServerResponse *response,
                                gint64 id,
                                gboolean is_lenient,
                                GError **error);

G_END_DECLS
