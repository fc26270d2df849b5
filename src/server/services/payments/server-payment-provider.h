/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one face of everybody who takes money: the built-in test provider, Stripe, PayPal, and the shop itself. Providers know
 * nothing of the database; what they say is settled by server-payment-store.c. They may block, and are shared by threads of
 * #ServerOutgoing. */

#pragma once

#include "bakery-payment.h"
#include "server-outgoing.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ServerPaymentProvider ServerPaymentProvider;

/**
 * ServerPaymentOutcome:
 * @state: what the provider says; a pending one says nothing yet
 * @refund_state: the same of a refund
 * @reference: (nullable): what it calls the payment or refund
 * @capture_reference: (nullable): what it calls the money it took
 * @failure: (nullable): why it refused, for people
 * @client_secret: (nullable): for the customer's program
 * @approval_url: (nullable): for the customer's browser
 *
 * What came of a call. Lives on the caller's stack, as `g_auto(ServerPaymentOutcome)`.
 */
typedef struct
{
  BakeryPaymentState state;
  BakeryRefundState refund_state;
  char *reference;
  char *capture_reference;
  char *failure;
  char *client_secret;
  char *approval_url;
} ServerPaymentOutcome;

/**
 * ServerWebhookHeader:
 * @user_data: as given
 * @name: of a header field
 *
 * Returns: (nullable): its value
 */
typedef const char *(*ServerWebhookHeader) (gpointer user_data,
                                            const char *name);

/**
 * ServerWebhookMessage:
 * @body: as it came
 * @get_header: finds a header field
 * @user_data: for @get_header
 * @now: when it came
 *
 * What somebody sent who says that they are the provider. Borrowed for the duration of a call.
 */
typedef struct
{
  GBytes *body;
  ServerWebhookHeader get_header;
  gpointer user_data;
  gint64 now;
} ServerWebhookMessage;

/** What the name of a refund begins with that follows from a dispute, which has no name of its own. */
#define SERVER_REFUND_DISPUTE_PREFIX "dispute "

/**
 * ServerRefundNews:
 * @key: (nullable): the key of the refund, if it is one that we asked for
 * @reference: (nullable): what the provider calls it
 * @reason: (nullable): why, where the provider says
 * @currency: (nullable): of @amount
 * @amount: what goes back, in minor units
 * @state: how far it is
 * @is_reversal: whether it was taken back against our will; the provider may tell of the same money in other words as well
 *
 * Money that a provider gives back, whoever asked for that.
 */
typedef struct
{
  char *key;
  char *reference;
  char *reason;
  char *currency;
  gint64 amount;
  BakeryRefundState state;
  gboolean is_reversal;
} ServerRefundNews;

/**
 * ServerWebhookEvent:
 * @id: the provider's name of the event; the same however often it is sent
 * @kind: the provider's word for what happened
 * @key: (nullable): the key of the payment it is about
 * @reference: (nullable): the provider's name of that payment
 * @capture_reference: (nullable): the provider's name of its money
 * @amount: what was taken, in minor units, 0 where the event does not tell
 * @currency: (nullable): of @amount
 * @wants_capture: whether the customer has approved, and the payment can be confirmed now
 * @outcome: what the provider says of the payment
 * @refunds: (nullable) (element-type ServerRefundNews): what of the payment goes back
 * @notice: (nullable): what the store is to know and to do something about
 *
 * One event that is certain to come from the provider. Freed with server_webhook_event_clear().
 */
typedef struct
{
  char *id;
  char *kind;
  char *key;
  char *reference;
  char *capture_reference;
  gint64 amount;
  char *currency;
  gboolean wants_capture;
  ServerPaymentOutcome outcome;
  GPtrArray *refunds;
  char *notice;
} ServerWebhookEvent;

/**
 * ServerPaymentProvider:
 * @id: who it is
 * @line: which line to stand in for it to take money; %SERVER_LINE_NONE for one that never blocks
 * @create: begins a payment under its key, again if it was begun before; what was typed of a card comes with it
 * @confirm: takes the money that the customer, or the shop, has said yes to
 * @fetch: asks how a payment is that has a reference
 * @cancel: gives an open payment up, unless the money was taken in between
 * @refund: gives money back under the refund's key, again if it did before
 * @read_webhook: (nullable): checks that a message is the provider's, and reads it
 * @free: (nullable): frees it, where g_free() does not do
 *
 * A provider. Each call but @read_webhook returns %FALSE with a %G_IO_ERROR when the outcome is not known, so that the same
 * must be asked again later; a refusal is an outcome. @read_webhook fails with %BAKERY_ERROR_INVALID for what is not the
 * provider's.
 */
struct _ServerPaymentProvider
{
  BakeryPaymentProvider id;
  ServerLine line;
  gboolean (*create) (ServerPaymentProvider *self,
                      const BakeryPayment *payment,
                      const BakeryPaymentRequest *request,
                      ServerPaymentOutcome *outcome,
                      GError **error);
  gboolean (*confirm) (ServerPaymentProvider *self,
                       const BakeryPayment *payment,
                       ServerPaymentOutcome *outcome,
                       GError **error);
  gboolean (*fetch) (ServerPaymentProvider *self,
                     const BakeryPayment *payment,
                     ServerPaymentOutcome *outcome,
                     GError **error);
  gboolean (*cancel) (ServerPaymentProvider *self,
                      const BakeryPayment *payment,
                      ServerPaymentOutcome *outcome,
                      GError **error);
  gboolean (*refund) (ServerPaymentProvider *self,
                      const BakeryPayment *payment,
                      const BakeryRefund *refund,
                      ServerPaymentOutcome *outcome,
                      GError **error);
  gboolean (*read_webhook) (ServerPaymentProvider *self,
                            const ServerWebhookMessage *message,
                            ServerWebhookEvent *event,
                            GError **error);
  void (*free) (ServerPaymentProvider *self);
};

void server_payment_outcome_clear (ServerPaymentOutcome *self);
void server_payment_outcome_refuse (ServerPaymentOutcome *self,
                                    const char *failure);
void server_payment_outcome_refuse_unclear (ServerPaymentOutcome *self,
                                            const char *name,
                                            guint status,
                                            const char *details);
void server_webhook_event_clear (ServerWebhookEvent *self);
ServerRefundNews *server_webhook_event_add_refund (ServerWebhookEvent *self);
gboolean server_webhook_event_check (const ServerWebhookEvent *self,
                                     GError **error);

gboolean server_payment_provider_has_answered (const char *name,
                                               guint status,
                                               guint unclear,
                                               JsonNode **json,
                                               GError **error);
void server_payment_provider_free (ServerPaymentProvider *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerPaymentOutcome, server_payment_outcome_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerWebhookEvent, server_webhook_event_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerPaymentProvider, server_payment_provider_free)

G_END_DECLS
