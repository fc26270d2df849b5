/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of a cake that has left the catalogue. Its id is the cake's. */

#include "bakery-former-cake.h"

#include "bakery-store.h"

#define FIELD(member, TYPE, ...) BAKERY_FIELD (BakeryFormerCake, member, TYPE, __VA_ARGS__)
#define READERS BAKERY_ROLES_MANAGERS
#define NOBODY BAKERY_ROLES_NOBODY

static const BakeryField former_cake_fields[] = {
  FIELD (store, REFERENCE, 0, READERS, NOBODY, .target = &bakery_store_type, .description = "the store that sold it"),
  FIELD (name, TEXT, 0, READERS, NOBODY, .description = "what it was called at last"),
  FIELD (category, TEXT, 0, READERS, NOBODY, .description = "the category that it was in at last"),
};

const BakeryEntityType bakery_former_cake_type = {
  .name = "former_cake",
  .table = "former_cakes",
  .size = sizeof (BakeryFormerCake),
  .fields = former_cake_fields,
  .n_fields = G_N_ELEMENTS (former_cake_fields),
};
