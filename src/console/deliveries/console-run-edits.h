/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a dispatcher does to a run, as the run that comes of it. Pure functions; any thread. */

#pragma once

#include "bakery-delivery.h"

G_BEGIN_DECLS

guint console_run_find_position (const BakeryDelivery *self,
                                 gint64 order);
gboolean console_run_can_plan (const BakeryDelivery *self);
gboolean console_run_can_move (const BakeryDelivery *self,
                               guint from,
                               guint to);
BakeryDelivery *console_run_move_stop (const BakeryDelivery *self,
                                       guint from,
                                       guint to);
BakeryDelivery *console_run_remove_stop (const BakeryDelivery *self,
                                         gint64 order);

G_END_DECLS
