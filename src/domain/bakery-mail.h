/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A mail to a customer, on its way out. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

typedef enum
{
  BAKERY_MAIL_ORDER_PLACED,
  BAKERY_MAIL_ORDER_MOVED,
  BAKERY_MAIL_ORDER_CORRECTED,
  BAKERY_MAIL_PAYMENT_RECEIVED,
  BAKERY_MAIL_EMAIL_CONFIRMATION,
  BAKERY_MAIL_PASSWORD_RESET,
  BAKERY_MAIL_STORE_APPROVED,
  BAKERY_MAIL_ORDER_NOTICE,
} BakeryMailKind;

/**
 * BakeryMailState:
 * @BAKERY_MAIL_QUEUED: waits to be sent, for the first time or again
 * @BAKERY_MAIL_SENDING: is being sent
 * @BAKERY_MAIL_SENT: the mail server took it
 * @BAKERY_MAIL_DEAD: will not be sent unless an admin says so
 * @BAKERY_MAIL_CANCELLED: need not be sent any more
 */
typedef enum
{
  BAKERY_MAIL_QUEUED,
  BAKERY_MAIL_SENDING,
  BAKERY_MAIL_SENT,
  BAKERY_MAIL_DEAD,
  BAKERY_MAIL_CANCELLED,
} BakeryMailState;

extern const BakeryEnum bakery_mail_kinds;
extern const BakeryEnum bakery_mail_states;

struct _BakeryMail
{
  BakeryEntity base;
  int kind;
  char *recipient;
  char *recipient_name;
  char *subject;
  char *message_id;
  gint64 order;
  gint64 account;
  gint64 payment;
  int stage;
  char *words;
  char *link;
  gint64 valid_until;
  gint64 moved_at;
  gint64 hold_until;
  int state;
  gint64 attempts;
  gint64 next_attempt_at;
  gint64 lease_until;
  char *last_error;
  gint64 sent_at;
  gint64 created_at;
  gint64 updated_at;
};

BAKERY_DECLARE_ENTITY (BakeryMail, bakery_mail)

G_END_DECLS
