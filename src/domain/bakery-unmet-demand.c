/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of what could not be had. */

#include "bakery-unmet-demand.h"

#include "bakery-cake.h"
#include "bakery-store.h"

static const char *const reason_names[] = { "sold_out", "no_time", "too_soon", NULL };
const BakeryEnum bakery_unmet_reasons = { reason_names };

#define FIELD(member, TYPE, ...) BAKERY_FIELD (BakeryUnmetDemand, member, TYPE, __VA_ARGS__)
#define READERS BAKERY_ROLES_STAFF
#define NOBODY BAKERY_ROLES_NOBODY

static const BakeryField unmet_demand_fields[] = {
  FIELD (store, REFERENCE, 0, READERS, NOBODY, .target = &bakery_store_type, .description = "the store that was asked"),
  FIELD (day, TEXT, 0, READERS, NOBODY, .maximum = 10,
         .description = "the day it was wanted on, in the store's time zone; the day of the request where none was named"),
  FIELD (cake, REFERENCE, 0, READERS, NOBODY, .target = &bakery_cake_type, .description = "the cake that was wanted"),
  FIELD (cake_name, TEXT, 0, READERS, NOBODY, .description = "what it was called"),
  FIELD (reason, ENUM, 0, READERS, NOBODY, .values = &bakery_unmet_reasons, .description = "why it could not be had"),
  FIELD (requests, INTEGER, 0, READERS, NOBODY, .description = "how often it was asked for"),
  FIELD (updated_at, TIME, 0, READERS, NOBODY, .description = "when last"),
};

const BakeryEntityType bakery_unmet_demand_type = {
  .name = "unmet_demand",
  .table = "unmet_demands",
  .size = sizeof (BakeryUnmetDemand),
  .fields = unmet_demand_fields,
  .n_fields = G_N_ELEMENTS (unmet_demand_fields),
};
