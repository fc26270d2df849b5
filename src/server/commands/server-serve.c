/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `serve`: listens until SIGTERM or SIGINT, then lets what runs come to its end. The main thread does what is due by the
 * clock: heartbeats, overdue requests, forgetting what need not be kept any longer. */

#include "config.h"

#include "server-commands.h"

#include "bakery-time.h"
#include "server-changes.h"
#include "server-config.h"
#include "server-context.h"
#include "server-delivery-notices.h"
#include "server-delivery-times.h"
#include "server-events.h"
#include "server-geocoder.h"
#include "server-idempotency.h"
#include "server-listener.h"
#include "server-mail-outbox.h"
#include "server-mailer.h"
#include "server-metrics-listener.h"
#include "server-order-timer.h"
#include "server-passwords.h"
#include "server-payment-service.h"
#include "server-routing.h"
#include "server-secrets.h"
#include "server-stock-overdue.h"
#include "server-webhook-inbox.h"

#include <glib-unix.h>
#include <stdio.h>

#define SWEEP_SECONDS 1
#define HOUSEKEEPING_SECONDS 3600
#define ORDER_TIMER_SECONDS 2
#define KEPT (90 * BAKERY_DAY)

/* Stripe sends an event again for three days, PayPal for as many; nobody does after this. */
#define WEBHOOK_EVENTS_KEPT (30 * BAKERY_DAY)
#define DRAIN_STEP_MILLISECONDS 20
#define ABORT_TIME (2 * G_USEC_PER_SEC)

typedef struct
{
  GMainLoop             *loop;
  ServerContext         *context;
  ServerListener        *listener;
  ServerMetricsListener *metrics;
  gint64                 drain_until;
} Service;

static gboolean
sweep_cb (gpointer user_data)
{
  Service *service = user_data;

  server_listener_sweep (service->listener);
  server_delivery_times_check (service->context->delivery_times);

  return G_SOURCE_CONTINUE;
}

static gboolean
beat_cb (gpointer user_data)
{
  Service *service = user_data;

  server_event_hub_beat (service->context->events);

  return G_SOURCE_CONTINUE;
}

static gboolean
check_payments_cb (gpointer user_data)
{
  Service *service = user_data;

  server_payment_service_check (service->context->payments);

  return G_SOURCE_CONTINUE;
}

static gboolean
order_timer_job (BakeryConnection *connection,
                 gpointer          user_data,
                 GError          **error)
{
  ServerContext *context = user_data;
  gint64 now = server_context_get_now (context);

  return server_order_timer_run (connection, now, error) &&
         server_delivery_notices_send (connection, context->config, now, error);
}

static void
order_timers_ended (const GError *error,
                    gpointer      user_data)
{
  if (error != NULL)
    g_message ("What was to be done about orders by now could not be done: %s", error->message);
}

static gboolean
is_order_timer_due (ServerContext *context,
                    GError       **error)
{
  BakeryConnection *connection = bakery_readers_borrow (context->readers, error);
  gint64 now = server_context_get_now (context);
  gboolean is_due = FALSE;

  if (connection == NULL)
    return FALSE;

  if (server_order_timer_is_due (connection, now, &is_due, error) && !is_due)
    server_delivery_notices_are_due (connection, now, &is_due, error);
  bakery_readers_give_back (context->readers, connection);

  return is_due;
}

static gboolean
end_order_timers_cb (gpointer user_data)
{
  Service *service = user_data;
  g_autoptr(GError) error = NULL;

  if (is_order_timer_due (service->context, &error))
    bakery_writer_submit (service->context->writer, order_timer_job, order_timers_ended, service->context, &error);
  if (error != NULL)
    order_timers_ended (error, NULL);
  server_geocoder_check (service->context->geocoder);

  return G_SOURCE_CONTINUE;
}

static gboolean
prune_job (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  ServerContext *context = user_data;
  gint64 now = server_context_get_now (context);

  return server_changes_prune (connection, now - KEPT, error) &&
         server_idempotency_prune (connection, now - KEPT, error) &&
         server_secret_prune (connection, "refresh_tokens", now, error) &&
         server_secret_prune (connection, "account_tokens", now, error) &&
         server_webhook_inbox_prune (connection, now - WEBHOOK_EVENTS_KEPT, error) &&
         server_mail_outbox_prune (connection, now - KEPT, now, error);
}

static void
pruned (const GError *error,
        gpointer      user_data)
{
  if (error != NULL)
    g_message ("Old rows could not be removed: %s", error->message);
}

static gboolean
stock_job (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  return server_stock_overdue_settle (connection, server_context_get_now (user_data), error);
}

static void
stock_settled (const GError *error,
               gpointer      user_data)
{
  if (error != NULL)
    g_message ("The stock could not be looked through for goods that are overdue: %s", error->message);
}

static gboolean
keep_house_cb (gpointer user_data)
{
  Service *service = user_data;
  g_autoptr(GError) error = NULL;

  if (!bakery_writer_submit (service->context->writer, prune_job, pruned, service->context, &error))
    pruned (error, NULL);
  g_clear_error (&error);
  if (!bakery_writer_submit (service->context->writer, stock_job, stock_settled, service->context, &error))
    stock_settled (error, NULL);

  return G_SOURCE_CONTINUE;
}

/* Requests that run are finished; what still does not end is cut off with its connection. A request that waits for another
 * service cannot be cut off, so first the call is. */
static gboolean
drain_cb (gpointer user_data)
{
  Service *service = user_data;
  gint64 now = g_get_monotonic_time ();

  if (now >= service->drain_until)
    {
      server_payment_service_abort (service->context->payments);
      server_routing_abort (service->context->routing);
    }
  if (server_listener_get_n_running (service->listener) > 0 && now < service->drain_until + ABORT_TIME)
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (service->loop);

  return G_SOURCE_REMOVE;
}

static gboolean
terminate_cb (gpointer user_data)
{
  Service *service = user_data;

  if (service->drain_until != 0)
    return G_SOURCE_CONTINUE;

  service->drain_until = g_get_monotonic_time () + service->context->config->drain_seconds * G_USEC_PER_SEC;
  server_listener_stop_accepting (service->listener);
  server_event_hub_close (service->context->events);
  g_timeout_add (DRAIN_STEP_MILLISECONDS, drain_cb, service);

  return G_SOURCE_CONTINUE;
}

static void
announce (const char *what,
          const char *endpoint,
          guint16     port)
{
  g_autofree char *address = NULL;
  guint16 given_port;

  if (!server_endpoint_parse (endpoint, &address, &given_port, NULL))
    return;

  if (strchr (address, ':') != NULL)
    printf ("%s on http://[%s]:%u\n", what, address, port);
  else
    printf ("%s on http://%s:%u\n", what, address, port);
  fflush (stdout);
}

static void
announce_all (const Service *service)
{
  const ServerConfig *config = service->context->config;

  announce ("listening", config->listen, server_listener_get_port (service->listener));
  if (service->metrics != NULL)
    announce ("metrics", config->metrics_listen, server_metrics_listener_get_port (service->metrics));
}

/* A shop that sells for money must not find out by its books. */
static void
warn_of_test_payments (const ServerContext *context)
{
  BakeryPaymentProvider provider;

  if (server_payment_service_choose (context->payments, BAKERY_PAYMENT_METHOD_CREDIT_CARD, &provider, NULL) &&
      provider == BAKERY_PAYMENT_PROVIDER_TEST)
    g_warning ("Cards are taken by the built-in test provider: orders count as paid, and no money moves."
               " Configure Stripe, or set test-payments to false.");
}

static void
run (Service *service)
{
  service->loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, terminate_cb, service);
  g_unix_signal_add (SIGINT, terminate_cb, service);
  g_timeout_add_seconds (SWEEP_SECONDS, sweep_cb, service);
  g_timeout_add_seconds (SERVER_EVENTS_HEARTBEAT_SECONDS, beat_cb, service);
  g_timeout_add_seconds (HOUSEKEEPING_SECONDS, keep_house_cb, service);
  g_timeout_add_seconds (ORDER_TIMER_SECONDS, end_order_timers_cb, service);
  g_timeout_add_seconds ((guint) service->context->config->payment_check_seconds, check_payments_cb, service);
  keep_house_cb (service);
  announce_all (service);

  g_main_loop_run (service->loop);
  g_main_loop_unref (service->loop);
}

/* A connection that is closed, and a file that may not become larger, are errors of the call that met them. */
static void
ignore_signals (void)
{
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
}

/* Everything that is wrong with the settings was said when they were read. */
static int
check_config (const ServerConfig *config)
{
  g_autofree char *text = server_config_to_string (config);

  if (config->database == NULL)
    {
      fprintf (stderr, "sweetspot-server: Say where the database is, with --database or the key “database”.\n");
      return 1;
    }

  printf ("%s", text);

  return 0;
}

/* What the writer has still to do is done and answered; passwords that wait to be checked are not. */
static void
end (Service *service)
{
  server_passwords_stop (service->context->passwords);
  while (!server_listener_end (service->listener))
    {
      server_context_finish_writes (service->context);
      g_usleep (DRAIN_STEP_MILLISECONDS * 1000);
    }
}

static gboolean
release_keys_job (BakeryConnection  *connection,
                  gpointer user_data G_GNUC_UNUSED,
                  GError           **error)
{
  return server_idempotency_recover (connection, error);
}

/* Takes up what a server that ended has left. Before any request is served. */
static gboolean
recover (ServerContext *context,
         GError       **error)
{
  return bakery_writer_run (context->writer, release_keys_job, NULL, error) &&
         server_payment_service_recover (context->payments, error);
}

/**
 * server_command_serve:
 * @argc: how many arguments there are
 * @argv: they
 *
 * Serves until it is told to end; with `--check-config` it only says what it would do. A database that is not there yet is
 * created, an older one is migrated, a newer one is refused.
 *
 * Returns: the exit code
 */
int
server_command_serve (int    argc,
                      char **argv)
{
  gboolean is_check = FALSE;
  const GOptionEntry entries[] = {
    { "check-config", 0, 0, G_OPTION_ARG_NONE, &is_check, "Only check the configuration, and print it", NULL },
    { NULL },
  };
  g_autoptr(ServerConfig) config = server_command_read_options (&argc, &argv, entries, "Serves the REST API.");
  g_autoptr(ServerContext) context = NULL;
  g_autoptr(ServerMailer) mailer = NULL;
  g_autoptr(ServerListener) listener = NULL;
  g_autoptr(ServerMetricsListener) metrics = NULL;
  g_autoptr(GError) error = NULL;
  Service service = { NULL };

  if (config == NULL)
    return SERVER_COMMAND_USAGE;
  if (is_check)
    return check_config (config);

  ignore_signals ();
  context = server_context_new (g_steal_pointer (&config), &error);
  if (context != NULL && recover (context, &error))
    listener = server_listener_new (context, &error);
  if (listener != NULL)
    mailer = server_mailer_new (context, &error);
  if (listener != NULL && context->config->metrics_listen != NULL)
    metrics = server_metrics_listener_new (context, &error);
  if (error != NULL)
    return server_command_fail (error);

  service.context = context;
  service.listener = listener;
  service.metrics = metrics;
  warn_of_test_payments (context);
  run (&service);
  end (&service);

  return 0;
}
