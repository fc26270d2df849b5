/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Settles payments and refunds that were left open. */

#pragma once

#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean server_payment_reconciler_run (ServerContext *context,
                                        GError **error);

G_END_DECLS
