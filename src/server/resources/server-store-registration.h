/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of a store that registered by itself. */

#pragma once

#include "bakery-store.h"
#include "server-request.h"

G_BEGIN_DECLS

gboolean server_store_registration_approve (ServerRequest *request,
                                            const BakeryStore *store,
                                            GError **error);
gboolean server_store_registration_refuse (ServerRequest *request,
                                           const BakeryStore *store,
                                           GError **error);

G_END_DECLS
