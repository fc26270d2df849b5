/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of a mail. The link in it is never answered, since it lets its reader into an account, or see an order. */

#include "bakery-mail.h"

#include "bakery-account.h"
#include "bakery-order-stage.h"
#include "bakery-order.h"
#include "bakery-payment.h"

#define READERS BAKERY_ROLES_ADMIN
#define FIELD(member_, TYPE_, flags_, ...) \
  BAKERY_FIELD (BakeryMail, member_, TYPE_, flags_, READERS, BAKERY_ROLES_NOBODY, __VA_ARGS__)

static const char *const kind_names[] = {
  "order_placed", "order_moved", "order_corrected", "payment_received", "email_confirmation", "password_reset",
  "store_approved", "order_notice", NULL
};
const BakeryEnum bakery_mail_kinds = { kind_names };

static const char *const state_names[] = { "queued", "sending", "sent", "dead", "cancelled", NULL };
const BakeryEnum bakery_mail_states = { state_names };

static const BakeryField mail_fields[] = {
  FIELD (kind, ENUM, 0, .values = &bakery_mail_kinds, .description = "what it is about"),
  FIELD (recipient, TEXT, 0, .description = "the address it goes to"),
  FIELD (recipient_name, TEXT, 0, .description = "how it is addressed"),
  FIELD (subject, TEXT, 0, .description = "its subject"),
  FIELD (message_id, TEXT, 0, .description = "what stands before the @ of its Message-ID"),
  FIELD (order, REFERENCE, BAKERY_FIELD_NULLABLE, .target = &bakery_order_type, .description = "the order it is about"),
  FIELD (account, REFERENCE, BAKERY_FIELD_NULLABLE, .target = &bakery_account_type,
         .description = "the account it is about"),
  FIELD (payment, REFERENCE, BAKERY_FIELD_NULLABLE, .target = &bakery_payment_type,
         .description = "the payment it is about"),
  FIELD (stage, ENUM, BAKERY_FIELD_NULLABLE, .values = &bakery_stages, .description = "the order's stage that it tells of"),
  FIELD (words, TEXT, 0, .description = "what somebody has to say, or the name of what it is about"),
  FIELD (link, TEXT, BAKERY_FIELD_SECRET, .description = "what its reader is to open"),
  FIELD (valid_until, TIME, BAKERY_FIELD_NULLABLE, .description = "until when the link works"),
  FIELD (moved_at, TIME, BAKERY_FIELD_NULLABLE, .description = "when the order's move was made that it tells of"),
  FIELD (hold_until, TIME, 0, .description = "it is not sent before"),
  FIELD (state, ENUM, 0, .values = &bakery_mail_states, .description = "where it stands"),
  FIELD (attempts, INTEGER, 0, .description = "how often it was tried"),
  FIELD (next_attempt_at, TIME, 0, .description = "when it is tried next, while it is queued"),
  FIELD (lease_until, TIME, BAKERY_FIELD_NULLABLE, .description = "until when it is taken as being sent"),
  FIELD (last_error, TEXT, 0, .description = "why the last attempt failed"),
  FIELD (sent_at, TIME, BAKERY_FIELD_NULLABLE, .description = "when the mail server took it"),
  FIELD (created_at, TIME, 0, .description = "when it was written"),
  FIELD (updated_at, TIME, 0, .description = "last change"),
};

const BakeryEntityType bakery_mail_type = {
  .name = "mail",
  .table = "mails",
  .size = sizeof (BakeryMail),
  .fields = mail_fields,
  .n_fields = G_N_ELEMENTS (mail_fields),
};
