/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of day closes: what was paid and given back since the last one. */

#pragma once

#include "bakery-connection.h"
#include "bakery-day-close.h"

G_BEGIN_DECLS

gboolean server_day_close_store_fill (BakeryConnection *connection,
                                      BakeryDayClose *close,
                                      gint64 now,
                                      GError **error);
gboolean server_day_close_store_mark (BakeryConnection *connection,
                                      const BakeryDayClose *close,
                                      GError **error);

G_END_DECLS
