/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told of a cake that has left the catalogue: enough to say what was sold under its id. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

struct _BakeryFormerCake
{
  BakeryEntity base;
  gint64 store;
  char *name;
  char *category;
};

BAKERY_DECLARE_ENTITY (BakeryFormerCake, bakery_former_cake)

G_END_DECLS
