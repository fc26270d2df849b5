/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Counting what customers could not have. */

#pragma once

#include "bakery-order.h"
#include "bakery-unmet-demand.h"
#include "bakery-writer.h"

G_BEGIN_DECLS

void server_unmet_demand_note_cake (BakeryWriter *writer,
                                    gint64 cake,
                                    BakeryUnmetReason reason,
                                    gint64 wish,
                                    gint64 now);
void server_unmet_demand_note_order (BakeryWriter *writer,
                                     const BakeryOrder *order,
                                     gint64 wish,
                                     const GError *refusal,
                                     gint64 now);

G_END_DECLS
