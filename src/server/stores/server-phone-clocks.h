/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is known of the clocks of telephones of drivers under way. */

#pragma once

#include "bakery-connection.h"
#include "bakery-phone-clock.h"

G_BEGIN_DECLS

gboolean server_phone_clocks_note (BakeryConnection *connection,
                                   gint64 delivery,
                                   const GPtrArray *positions,
                                   gint64 now,
                                   BakeryPhoneClock *ret_clock,
                                   GError **error);
gboolean server_phone_clocks_forget (BakeryConnection *connection,
                                     gint64 delivery,
                                     GError **error);

G_END_DECLS
