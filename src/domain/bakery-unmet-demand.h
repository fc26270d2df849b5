/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What customers asked for and could not have: numbers that say what to bake more of, without a word about who asked. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

/**
 * BakeryUnmetReason:
 * @BAKERY_UNMET_SOLD_OUT: the cake, or an option of it, was off or lacked something
 * @BAKERY_UNMET_NO_TIME: the store had no room left then, or hands nothing over then
 * @BAKERY_UNMET_TOO_SOON: it could not be made so soon
 *
 * Why something could not be had.
 */
typedef enum
{
  BAKERY_UNMET_SOLD_OUT,
  BAKERY_UNMET_NO_TIME,
  BAKERY_UNMET_TOO_SOON,
} BakeryUnmetReason;

extern const BakeryEnum bakery_unmet_reasons;

struct _BakeryUnmetDemand
{
  BakeryEntity base;
  gint64 store;
  char *day;
  gint64 cake;
  char *cake_name;
  int reason;
  gint64 requests;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryUnmetDemand, bakery_unmet_demand)

G_END_DECLS
