/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of a picture. Its content is no field: it goes over the network and into the database as it is. */

#include "bakery-image.h"

#include "bakery-store.h"

#define FIELD(member, TYPE, ...)                                                                                       \
  BAKERY_FIELD (BakeryImage, member, TYPE, 0, BAKERY_ROLES_EVERYBODY, BAKERY_ROLES_NOBODY, __VA_ARGS__)

static const BakeryField image_fields[] = {
  FIELD (store, REFERENCE, .target = &bakery_store_type, .description = "whose it is"),
  FIELD (content_type, TEXT, .description = "its media type"),
  FIELD (width, INTEGER, .description = "in pixels"),
  FIELD (height, INTEGER, .description = "in pixels"),
  FIELD (created_at, TIME, .description = "when it was uploaded"),
};

const BakeryEntityType bakery_image_type = {
  .name = "image",
  .table = "images",
  .size = sizeof (BakeryImage),
  .fields = image_fields,
  .n_fields = G_N_ELEMENTS (image_fields),
};
