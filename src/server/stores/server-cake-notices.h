/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a store is told of its cakes (S-033). */

#pragma once

#include "bakery-cake.h"
#include "bakery-connection.h"

G_BEGIN_DECLS

gboolean server_cake_notices_follow (BakeryConnection *connection,
                                     const BakeryCake *cake,
                                     gint64 now,
                                     GError **error);
gboolean server_cake_notices_remove (BakeryConnection *connection,
                                     gint64 cake,
                                     GError **error);

G_END_DECLS
