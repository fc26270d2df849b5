/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reconciler: whatever was begun and has no end yet, because a call, this program or a webhook failed, or because a
 * customer walked away, is asked for at its provider and settled. A payment without a reference is begun again under its own
 * key, which finds what was booked before. Runs on a thread that may wait; each claim and each result is a transaction of its
 * own, and no provider is called within one. */

#include "config.h"

#include "server-payment-reconciler.h"

#include "bakery-records.h"
#include "bakery-time.h"
#include "server-context.h"
#include "server-payment-due.h"
#include "server-payment-service.h"
#include "server-payment-store.h"
#include "server-refund-store.h"

/* A payment that the customer has not made by then is given up. */
#define PATIENCE BAKERY_DAY

typedef struct
{
  ServerContext       *context;
  ServerPaymentDueKind kind;
  gint64               now;

  /* Owned */
  GArray              *ids;
  BakeryPayment       *payment;
  BakeryOrder         *order;
  BakeryRefund        *refund;
  ServerPaymentOutcome outcome;
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->ids, g_array_unref);
  g_clear_pointer (&work->payment, bakery_payment_unref);
  g_clear_pointer (&work->order, bakery_order_unref);
  g_clear_pointer (&work->refund, bakery_refund_unref);
  server_payment_outcome_clear (&work->outcome);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* --- What is due --- */

static gboolean
is_due (ServerContext *context,
        gboolean      *ret_is_due,
        GError       **error)
{
  BakeryConnection *connection = bakery_readers_borrow (context->readers, error);
  gboolean is_known;

  if (connection == NULL)
    return FALSE;

  is_known = server_payment_due_exists (connection, server_context_get_now (context), ret_is_due, error);
  bakery_readers_give_back (context->readers, connection);

  return is_known;
}

static gboolean
claim_job (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  Work *work = user_data;

  work->ids = server_payment_due_claim (connection, work->kind, work->now, error);

  return work->ids != NULL;
}

static gboolean
load (BakeryConnection *connection,
      Work             *work,
      gint64            id,
      GError          **error)
{
  gint64 payment = id;

  if (work->kind == SERVER_PAYMENT_DUE_REFUNDS)
    {
      work->refund = bakery_records_load (connection, &bakery_refund_type, id, BAKERY_RECORDS_TABLES, error);
      if (work->refund == NULL)
        return FALSE;
      payment = work->refund->payment;
    }

  work->payment = bakery_records_load (connection, &bakery_payment_type, payment, BAKERY_RECORDS_TABLES, error);
  if (work->payment != NULL)
    work->order =
      bakery_records_load (connection, &bakery_order_type, work->payment->order, BAKERY_RECORDS_TABLES, error);

  return work->order != NULL;
}

static gboolean
load_with_reader (Work    *work,
                  gint64   id,
                  GError **error)
{
  BakeryConnection *connection = bakery_readers_borrow (work->context->readers, error);
  gboolean is_loaded;

  if (connection == NULL)
    return FALSE;

  is_loaded = load (connection, work, id, error);
  bakery_readers_give_back (work->context->readers, connection);

  return is_loaded;
}

/* --- What the provider says --- */

static gboolean
ask_about_payment (Work                  *work,
                   ServerPaymentProvider *provider,
                   GError               **error)
{
  const BakeryPayment *payment = work->payment;
  gboolean has_reference = payment->provider_reference[0] != '\0';
  gboolean is_unwanted = bakery_order_get_balance (work->order) == 0 || work->now - payment->created_at > PATIENCE ||
                         payment->status == BAKERY_PAYMENT_STATE_FAILED;
  g_autoptr(BakeryPaymentRequest) nothing = NULL;

  if (is_unwanted && (has_reference || payment->provider == BAKERY_PAYMENT_PROVIDER_MANUAL))
    return provider->cancel (provider, payment, &work->outcome, error);
  if (payment->provider == BAKERY_PAYMENT_PROVIDER_TEST)
    return provider->fetch (provider, payment, &work->outcome, error);

  nothing = bakery_payment_request_new ();

  return server_payment_service_start (work->context->payments, payment, nothing, &work->outcome, error);
}

static gboolean
ask (Work    *work,
     GError **error)
{
  ServerPaymentProvider *provider =
    server_payment_service_get_provider (work->context->payments, work->payment->provider, error);

  if (provider == NULL)
    return FALSE;

  return work->refund != NULL ? provider->refund (provider, work->payment, work->refund, &work->outcome, error)
                              : ask_about_payment (work, provider, error);
}

static gboolean
settle_job (BakeryConnection *connection,
            gpointer          user_data,
            GError          **error)
{
  Work *work = user_data;
  g_autoptr(BakeryPayment) payment = NULL;
  g_autoptr(BakeryRefund) refund = NULL;

  if (work->refund != NULL)
    refund = server_refund_store_settle (connection, work->refund->base.id, &work->outcome, work->now, error);
  else
    payment = server_payment_store_settle (connection, work->payment->base.id, &work->outcome, work->now, error);

  return refund != NULL || payment != NULL;
}

/* One that cannot be settled now comes up again later, and keeps no other from being settled. */
static void
resolve (ServerContext       *context,
         ServerPaymentDueKind kind,
         gint64               id)
{
  g_auto(Work) work = { context, kind, server_context_get_now (context) };
  g_autoptr(GError) error = NULL;

  if (load_with_reader (&work, id, &error) && ask (&work, &error) &&
      bakery_writer_run (context->writer, settle_job, &work, &error))
    return;

  g_message ("%s %" G_GINT64_FORMAT " stays open: %s",
             kind == SERVER_PAYMENT_DUE_REFUNDS ? "Refund" : "Payment", id, error->message);
}

static gboolean
run_kind (ServerContext       *context,
          ServerPaymentDueKind kind,
          GError             **error)
{
  g_auto(Work) work = { context, kind, server_context_get_now (context) };

  if (!bakery_writer_run (context->writer, claim_job, &work, error))
    return FALSE;
  for (guint i = 0; i < work.ids->len; i++)
    resolve (context, kind, g_array_index (work.ids, gint64, i));

  return TRUE;
}

/**
 * server_payment_reconciler_run:
 * @context: what the server works with
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Looks once for what is due. Blocks for as long as the providers take.
 *
 * Returns: whether it could look
 */
gboolean
server_payment_reconciler_run (ServerContext *context,
                               GError       **error)
{
  gboolean has_due;

  if (!is_due (context, &has_due, error))
    return FALSE;

  return !has_due ||
         (run_kind (context, SERVER_PAYMENT_DUE_PAYMENTS, error) && run_kind (context, SERVER_PAYMENT_DUE_REFUNDS, error));
}
