/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is known of a picture beside its content. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

struct _BakeryImage
{
  BakeryEntity base;
  gint64 store;
  char *content_type;
  gint64 width;
  gint64 height;
  gint64 created_at;
};

BAKERY_DECLARE_ENTITY (BakeryImage, bakery_image)

G_END_DECLS
