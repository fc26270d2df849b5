/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells customers that the driver is almost there (S-103). */

#pragma once

#include "bakery-connection.h"
#include "server-types.h"

G_BEGIN_DECLS

gboolean server_delivery_notices_are_due (BakeryConnection *connection,
                                          gint64 now,
                                          gboolean *ret_are_due,
                                          GError **error);
gboolean server_delivery_notices_send (BakeryConnection *connection,
                                       const ServerConfig *config,
                                       gint64 now,
                                       GError **error);

G_END_DECLS
