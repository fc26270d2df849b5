/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Turns what a customer chose into the lines of an order, which stay as they are whatever the catalogue says later (D-18). */

#pragma once

#include "bakery-cake.h"
#include "bakery-cart.h"
#include "bakery-order.h"

G_BEGIN_DECLS

void server_order_snapshot_add_line (BakeryOrder *order,
                                     const BakeryCake *cake,
                                     const BakeryCustomisation *customisation,
                                     GPtrArray *options,
                                     gint64 quantity);
void server_order_snapshot_add_placed (BakeryOrder *order,
                                       gint64 account,
                                       const char *account_name);

G_END_DECLS
