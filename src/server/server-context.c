/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens the database and makes everything that requests share. Runs on the main thread, before and after all others. */

#include "config.h"

#include "server-context.h"

#include "bakery-migrator.h"
#include "server-changes.h"
#include "server-config.h"
#include "server-copies.h"
#include "server-database.h"
#include "server-delivery-times.h"
#include "server-events.h"
#include "server-geocoder.h"
#include "server-limits.h"
#include "server-metrics.h"
#include "server-openapi.h"
#include "server-outgoing.h"
#include "server-passwords.h"
#include "server-payment-service.h"
#include "server-rendering.h"
#include "server-route.h"
#include "server-routes.h"
#include "server-routing.h"
#include "server-tokens.h"

#include <sodium.h>
#include <string.h>

static gint64
get_real_time (gpointer user_data)
{
  return g_get_real_time ();
}

static gboolean
load_epoch (BakeryConnection *connection,
            char            **ret_epoch,
            GError          **error)
{
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT value FROM counters WHERE name = 'epoch'", error);

  if (select == NULL || !bakery_statement_step (select, &has_row, error))
    return FALSE;

  *ret_epoch = g_strdup_printf ("%" G_GINT64_MODIFIER "x", has_row ? bakery_statement_get_int (select, 0) : 0);

  return TRUE;
}

static gboolean
load_state (BakeryConnection *connection,
            gpointer          user_data,
            GError          **error)
{
  ServerContext *self = user_data;
  gint64 newest;

  if (!server_tokens_load (self->tokens, connection, server_context_get_now (self), error) ||
      !load_epoch (connection, &self->epoch, error) ||
      !server_changes_get_newest (connection, &newest, error))
    return FALSE;

  self->copies = server_copies_new (SERVER_COPIES_SIZE, newest);

  return TRUE;
}

/* Runs on the writer's thread. */
static void
committed (guint    n_jobs,
           gpointer user_data)
{
  ServerContext *self = user_data;

  server_metrics_count_batch (self->metrics, n_jobs);
  server_copies_committed (self->copies);
  server_event_hub_committed (self->events);
}

static gboolean
open_database (ServerContext *self,
               GError       **error)
{
  g_autoptr(BakeryConnection) connection = server_database_open (self->config->database, error);

  if (connection == NULL || !server_database_migrate (connection, NULL, NULL, error))
    return FALSE;

  self->tokens = server_tokens_new ();
  if (!bakery_connection_transaction (connection, load_state, self, error))
    return FALSE;

  self->writer = bakery_writer_new (g_steal_pointer (&connection), "writer");
  self->readers = bakery_readers_new (self->config->database, (guint) self->config->readers);
  bakery_writer_set_committing_func (self->writer, server_copies_committing, self->copies);
  bakery_writer_set_committed_func (self->writer, committed, self);

  return TRUE;
}

static ServerRendering *
render_openapi (void)
{
  char *document = server_openapi_dup_document (server_route_tables);

  return server_rendering_new (g_bytes_new_take (document, strlen (document)));
}

/**
 * server_context_new:
 * @config: (transfer full): what the site's owner chose
 * @error: why the database cannot be used
 *
 * Opens the database, creating or migrating it when needed, and makes what all requests share.
 *
 * Returns: (transfer full) (nullable): the context
 */
ServerContext *
server_context_new (ServerConfig *config,
                    GError      **error)
{
  g_autoptr(ServerContext) self = g_new0 (ServerContext, 1);

  self->config = config;
  self->clock = get_real_time;
  if (sodium_init () < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The system has no source of random numbers.");
      return NULL;
    }

  self->events = server_event_hub_new (self, (guint) config->streams_per_account);
  self->router = server_router_new (server_route_tables);
  self->metrics = server_metrics_new (server_route_tables);
  self->openapi = render_openapi ();
  self->limits = server_limits_new ((guint) config->rate_limit,
                                    (guint) config->sign_in_limit,
                                    (guint) config->account_sign_in_limit);
  self->passwords = server_passwords_new ((guint) config->password_queue);
  self->outgoing = server_outgoing_new ();
  self->payments = server_payment_service_new (self);
  self->routing = server_routing_new (config);
  self->delivery_times = server_delivery_times_new (self);
  self->geocoder = server_geocoder_new (self);
  if (!open_database (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
do_nothing (BakeryConnection *connection,
            gpointer          user_data,
            GError          **error)
{
  return TRUE;
}

/**
 * server_context_finish_writes:
 * @self: a context
 *
 * Waits until whatever the writer had to do so far is done and its requests are resumed.
 */
void
server_context_finish_writes (ServerContext *self)
{
  g_autoptr(GError) error = NULL;

  if (!bakery_writer_run (self->writer, do_nothing, NULL, &error))
    g_message ("The last writes could not be waited for: %s", error->message);
}

/**
 * server_context_free:
 * @self: (nullable): a context that no request uses any more
 *
 * Ends the writer after all its jobs, and closes the database.
 */
void
server_context_free (ServerContext *self)
{
  if (self == NULL)
    return;

  /* The writer closes last, since it alone may make the final checkpoint; no stream is left that a late commit could wake
   * with a reader. */
  server_passwords_free (self->passwords);
  server_payment_service_abort (self->payments);
  server_routing_abort (self->routing);
  server_delivery_times_stop (self->delivery_times);
  server_outgoing_free (self->outgoing);
  server_payment_service_free (self->payments);
  server_geocoder_free (self->geocoder);
  server_delivery_times_free (self->delivery_times);
  server_routing_free (self->routing);
  bakery_readers_free (self->readers);
  if (self->writer != NULL)
    bakery_writer_stop (self->writer);
  g_clear_object (&self->writer);
  server_event_hub_free (self->events);
  server_copies_free (self->copies);
  server_tokens_free (self->tokens);
  server_limits_free (self->limits);
  server_router_free (self->router);
  server_metrics_free (self->metrics);
  server_rendering_unref (self->openapi);
  server_config_free (self->config);
  g_free (self->epoch);
  g_free (self);
}

/**
 * server_context_get_now:
 * @self: a context
 *
 * Returns: the present instant
 */
gint64
server_context_get_now (const ServerContext *self)
{
  return self->clock (self->clock_data);
}
