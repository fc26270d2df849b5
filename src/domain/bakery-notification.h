/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A short message to one account, to a store, or to everybody (C-095, S-107). */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

typedef enum
{
  BAKERY_NOTIFICATION_GENERAL,
  BAKERY_NOTIFICATION_MAINTENANCE,
  BAKERY_NOTIFICATION_ORDER,
  BAKERY_NOTIFICATION_COMPLAINT,
  BAKERY_NOTIFICATION_STOCK,
} BakeryNotificationKind;

struct _BakeryNotification
{
  BakeryEntity base;
  gint64 account;
  gint64 store;
  gint64 cake;
  int kind;
  char *text;
  gint64 until;
  gboolean is_read;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryNotification, bakery_notification)

G_END_DECLS
