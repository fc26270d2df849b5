/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entities with a value in every field that is stored. The same seed gives the same values. */

#pragma once

#include "bakery-records.h"

G_BEGIN_DECLS

gpointer storage_generate (const BakeryEntityType *type,
                           BakeryRecordsLayout layout,
                           guint seed);

G_END_DECLS
