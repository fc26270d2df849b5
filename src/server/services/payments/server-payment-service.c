/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the providers that are configured, chooses among them, and runs the reconciler, one run at a time.
 * Set up before any request; then only read. */

#include "config.h"

#include "server-payment-service.h"

#include "bakery-error.h"
#include "bakery-time.h"
#include "server-built-in-providers.h"
#include "server-config.h"
#include "server-context.h"
#include "server-http-client.h"
#include "server-outgoing.h"
#include "server-payment-due.h"
#include "server-payment-reconciler.h"
#include "server-payment-store.h"
#include "server-paypal-provider.h"
#include "server-stripe-provider.h"

struct _ServerPaymentService
{
  /* Borrowed */
  ServerContext *context;

  /* Owned */
  ServerHttpClient      *client;
  ServerPaymentProvider *providers[BAKERY_N_PAYMENT_PROVIDERS];

  gint                   is_checking;
};

/**
 * server_payment_service_new:
 * @context: what the server works with; must outlive it
 *
 * Returns: (transfer full): the service
 */
ServerPaymentService *
server_payment_service_new (ServerContext *context)
{
  ServerPaymentService *self = g_new0 (ServerPaymentService, 1);
  const ServerConfig *config = context->config;

  self->context = context;
  self->client = server_http_client_new ((guint) config->payment_seconds, NULL);
  self->providers[BAKERY_PAYMENT_PROVIDER_TEST] = server_test_provider_new ();
  self->providers[BAKERY_PAYMENT_PROVIDER_MANUAL] = server_manual_provider_new ();
  if (config->stripe_key != NULL && config->stripe_key[0] != '\0')
    self->providers[BAKERY_PAYMENT_PROVIDER_STRIPE] = server_stripe_provider_new (config, self->client);
  if (config->paypal_client != NULL && config->paypal_client[0] != '\0')
    self->providers[BAKERY_PAYMENT_PROVIDER_PAYPAL] = server_paypal_provider_new (config, self->client);

  return self;
}

/**
 * server_payment_service_free:
 * @self: (nullable): a service that no thread uses any more
 */
void
server_payment_service_free (ServerPaymentService *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < BAKERY_N_PAYMENT_PROVIDERS; i++)
    server_payment_provider_free (self->providers[i]);
  server_http_client_free (self->client);
  g_free (self);
}

/**
 * server_payment_service_abort:
 * @self: (nullable): a service
 *
 * Ends all calls to providers soon; what came of them will be found out after the next start.
 */
void
server_payment_service_abort (ServerPaymentService *self)
{
  if (self != NULL)
    server_http_client_abort (self->client);
}

/**
 * server_payment_service_choose:
 * @self: a service
 * @method: how somebody wants to pay
 * @ret_provider: (out): who takes that
 * @error: %BAKERY_ERROR_INVALID when nobody does
 *
 * Cards are Stripe's where there is a key for it.
 *
 * Returns: whether there is one
 */
gboolean
server_payment_service_choose (ServerPaymentService  *self,
                               BakeryPaymentMethod    method,
                               BakeryPaymentProvider *ret_provider,
                               GError               **error)
{
  gboolean has_provider = TRUE;

  if (method == BAKERY_PAYMENT_METHOD_CREDIT_CARD)
    {
      gboolean has_stripe = self->providers[BAKERY_PAYMENT_PROVIDER_STRIPE] != NULL;

      *ret_provider = has_stripe ? BAKERY_PAYMENT_PROVIDER_STRIPE : BAKERY_PAYMENT_PROVIDER_TEST;
      has_provider = has_stripe || self->context->config->test_payments;
    }
  else if (method == BAKERY_PAYMENT_METHOD_PAYPAL)
    {
      *ret_provider = BAKERY_PAYMENT_PROVIDER_PAYPAL;
      has_provider = self->providers[BAKERY_PAYMENT_PROVIDER_PAYPAL] != NULL;
    }
  else
    {
      *ret_provider = BAKERY_PAYMENT_PROVIDER_MANUAL;
    }
  if (!has_provider)
    bakery_set_error_violation (error, "method", "This bakery does not take payments this way.");

  return has_provider;
}

/**
 * server_payment_service_get_provider:
 * @self: a service
 * @provider: of a payment
 * @error: %G_IO_ERROR_NOT_FOUND when it is not configured (any more)
 *
 * Returns: (transfer none) (nullable): the provider
 */
ServerPaymentProvider *
server_payment_service_get_provider (ServerPaymentService *self,
                                     BakeryPaymentProvider provider,
                                     GError              **error)
{
  if (self->providers[provider] == NULL)
    g_set_error (error,
                 G_IO_ERROR,
                 G_IO_ERROR_NOT_FOUND,
                 "The payment provider %s is not configured.",
                 bakery_payment_providers.names[provider]);

  return self->providers[provider];
}

/**
 * server_payment_service_get_line:
 * @self: a service
 * @provider: of a payment
 *
 * Returns: which line to stand in for it to take money; %SERVER_LINE_NONE where nobody is waited for
 */
ServerLine
server_payment_service_get_line (ServerPaymentService *self,
                                 BakeryPaymentProvider provider)
{
  return self->providers[provider] != NULL ? self->providers[provider]->line : SERVER_LINE_NONE;
}

/**
 * server_payment_service_check_lease:
 * @self: a service
 * @since: when what a provider is to be asked about was stored
 * @error: %G_IO_ERROR_TIMED_OUT when the answer could come after the lease is over
 *
 * Who has stood in line for so long does not call any more: the reconciler may be at it by then, and of two calls under one key
 * that come at once a provider refuses the second.
 *
 * Returns: whether the caller is still the only one who asks
 */
gboolean
server_payment_service_check_lease (ServerPaymentService *self,
                                    gint64                since,
                                    GError              **error)
{
  const gint64 seconds = SERVER_PAYMENT_LEASE_SECONDS - self->context->config->payment_seconds;

  if (server_context_get_now (self->context) < since + seconds * BAKERY_SECOND)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Too much was waiting for its provider.");

  return FALSE;
}

/**
 * server_payment_service_start:
 * @self: a service
 * @payment: one that is stored
 * @request: what the customer asked for; an empty one after a crash
 * @outcome: gets what the provider says
 * @error: a %G_IO_ERROR when that is not known
 *
 * Begins @payment at its provider, or asks how it is when it was begun before. Blocks.
 *
 * Returns: whether there is an outcome
 */
gboolean
server_payment_service_start (ServerPaymentService       *self,
                              const BakeryPayment        *payment,
                              const BakeryPaymentRequest *request,
                              ServerPaymentOutcome       *outcome,
                              GError                    **error)
{
  ServerPaymentProvider *provider = server_payment_service_get_provider (self, payment->provider, error);

  if (provider == NULL)
    return FALSE;

  return payment->provider_reference[0] == '\0' ? provider->create (provider, payment, request, outcome, error)
                                                : provider->fetch (provider, payment, outcome, error);
}

static gboolean
recover_job (BakeryConnection *connection,
             gpointer          user_data,
             GError          **error)
{
  ServerContext *context = user_data;

  return server_payment_due_recover (connection, server_context_get_now (context), error);
}

/**
 * server_payment_service_recover:
 * @self: a service
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Takes up what a server that ended had just begun. Before any request is served.
 *
 * Returns: whether it could
 */
gboolean
server_payment_service_recover (ServerPaymentService *self,
                                GError              **error)
{
  return bakery_writer_run (self->context->writer, recover_job, self->context, error);
}

static void
check_job (gpointer user_data)
{
  ServerPaymentService *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!server_payment_reconciler_run (self->context, &error))
    g_message ("Open payments could not be settled: %s", error->message);
  g_atomic_int_set (&self->is_checking, 0);
}

/**
 * server_payment_service_check:
 * @self: a service
 *
 * Has the reconciler look for what is due, unless it is at it. To be called every few seconds.
 */
void
server_payment_service_check (ServerPaymentService *self)
{
  g_autoptr(GError) error = NULL;

  if (!g_atomic_int_compare_and_exchange (&self->is_checking, 0, 1))
    return;
  if (server_outgoing_submit (self->context->outgoing, SERVER_LINE_SETTLING, check_job, self, &error))
    return;

  g_atomic_int_set (&self->is_checking, 0);
  g_message ("Open payments are looked for later: %s", error->message);
}
