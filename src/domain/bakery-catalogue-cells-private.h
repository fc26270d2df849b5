/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One field of a cake as a cell of a CSV file, and back. Pure functions; any thread. */

#pragma once

#include "bakery-catalogue-csv.h"

G_BEGIN_DECLS

gboolean bakery_catalogue_has_column (const BakeryField *field);
char *bakery_catalogue_dup_cell (const BakeryCatalogue *catalogue,
                                 const BakeryCake *cake,
                                 const BakeryField *field);
char *bakery_catalogue_take_cell (const BakeryCatalogue *catalogue,
                                  BakeryCake *cake,
                                  const BakeryField *field,
                                  const char *cell);

G_END_DECLS
