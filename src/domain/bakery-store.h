/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A bakery: where it is, what it charges, when it works and how its order queue behaves. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

struct _BakeryStore
{
  BakeryEntity base;
  char *name;
  char *city;
  char *address;
  char *contact_number;
  char *email;
  char *description;
  double latitude;
  double longitude;
  char *time_zone;
  char *currency;
  gint64 tax_rate;
  gint64 delivery_fee;
  JsonNode *zones;
  JsonNode *opening_hours;
  JsonNode *closures;
  gint64 lead_time_minutes;
  gint64 capacity_minutes_per_day;
  gint64 slot_minutes;
  gint64 capacity_minutes_per_slot;
  gint64 preparation_radius_metres;
  gint64 delivery_minutes;
  gint64 queue_minutes;
  gint64 soon_minutes;
  gint64 undo_seconds;
  gint64 day_cutoff_minutes;
  gboolean is_active;
  gint64 created_at;
  gint64 updated_at;

  /* Derived */
  gint64 distance_metres;
};

BAKERY_DECLARE_ENTITY (BakeryStore, bakery_store)

G_END_DECLS
