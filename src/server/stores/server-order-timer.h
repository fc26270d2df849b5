/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The timers of drinks that are made while their customer is on the way. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

gboolean server_order_timer_is_due (BakeryConnection *connection,
                                    gint64 now,
                                    gboolean *ret_is_due,
                                    GError **error);
gboolean server_order_timer_run (BakeryConnection *connection,
                                 gint64 now,
                                 GError **error);

G_END_DECLS
