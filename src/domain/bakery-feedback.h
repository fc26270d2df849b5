/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What customers tell a bakery of their taste and of their experience: favourites, preferences, ratings, complaints
 * with the replies to them. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

typedef enum
{
  BAKERY_PREFERENCE_FLAVOUR,
  BAKERY_PREFERENCE_INGREDIENT,
  BAKERY_PREFERENCE_DIET,
  BAKERY_PREFERENCE_CATEGORY,
} BakeryPreferenceKind;

typedef enum
{
  BAKERY_COMPLAINT_OPEN,
  BAKERY_COMPLAINT_ANSWERED,
  BAKERY_COMPLAINT_CLOSED,
} BakeryComplaintState;

/** The words of #BakeryComplaintState. */
extern const BakeryEnum bakery_complaint_states;

struct _BakeryFavourite
{
  BakeryEntity base;
  gint64 customer;
  char *name;
  gint64 cake;
  char *message;
  char *toppings;
  char *shape;
  gboolean egg_version;
  GArray *options;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryFavourite, bakery_favourite)

struct _BakeryPreference
{
  BakeryEntity base;
  gint64 customer;
  int kind;
  char *value;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryPreference, bakery_preference)

struct _BakeryRating
{
  BakeryEntity base;
  gint64 order_line;
  gint64 customer;
  gint64 store;
  gint64 cake;
  gint64 stars;
  char *comment;
  gint64 percent;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryRating, bakery_rating)

struct _BakeryComplaintReply
{
  BakeryEntity base;
  gint64 at;
  gint64 account;
  char *account_name;
  gboolean is_staff;
  char *text;
};

BAKERY_DECLARE_ENTITY (BakeryComplaintReply, bakery_complaint_reply)

struct _BakeryComplaint
{
  BakeryEntity base;
  gint64 customer;
  char *customer_name;
  gint64 store;
  gint64 order;
  char *text;
  int state;
  gint64 created_at;
  gint64 updated_at;
  GPtrArray *replies;
};

BAKERY_DECLARE_ENTITY (BakeryComplaint, bakery_complaint)

G_END_DECLS
