/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of a notification. */

#include "bakery-notification.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-store.h"

static const char *const kind_names[] = { "general", "maintenance", "order", "complaint", "stock", NULL };
static const BakeryEnum kinds = { kind_names };

#define FIELD(member, TYPE, ...) BAKERY_FIELD (BakeryNotification, member, TYPE, __VA_ARGS__)
#define READERS BAKERY_ROLES_EVERYBODY
#define WRITERS BAKERY_ROLES_ADMIN

static const BakeryField notification_fields[] = {
  FIELD (account, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .target = &bakery_account_type,
         .description = "whom it is for; null for more than one"),
  FIELD (store, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .target = &bakery_store_type,
         .description = "the store whose people it is for; null for everybody"),
  FIELD (cake, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, BAKERY_ROLES_NOBODY, .target = &bakery_cake_type,
         .description = "the cake that lacks something"),
  FIELD (kind, ENUM, 0, READERS, WRITERS, .values = &kinds, .description = "what it is about"),
  FIELD (text, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .minimum = 1, .maximum = 500,
         .description = "what there is to know"),
  FIELD (until, TIME, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .description = "until when it is shown"),
  FIELD (is_read, BOOLEAN, BAKERY_FIELD_DERIVED, READERS, BAKERY_ROLES_NOBODY, .description = "whether you have read it"),
  FIELD (created_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "when it was sent"),
  FIELD (updated_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_notification_type = {
  .name = "notification",
  .table = "notifications",
  .size = sizeof (BakeryNotification),
  .fields = notification_fields,
  .n_fields = G_N_ELEMENTS (notification_fields),
};
