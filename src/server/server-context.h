/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every part of the server works with, handed down instead of kept in globals. Set up once by main() before the first
 * request and not changed while requests run. */

#pragma once

#include "bakery-readers.h"
#include "bakery-writer.h"
#include "server-types.h"

G_BEGIN_DECLS

/**
 * ServerClock:
 * @user_data: as given
 *
 * Returns: the present instant, microseconds since 1970 in UTC
 */
typedef gint64 (*ServerClock) (gpointer user_data);

/**
 * ServerContext:
 * @config: what the site's owner chose
 * @writer: the only way to write to the database
 * @readers: connections for reading
 * @copies: rendered answers of what everybody sees
 * @events: who wants to hear of changes
 * @passwords: hashes passwords on threads of its own
 * @outgoing: threads that wait for others
 * @payments: who takes money
 * @routing: who knows travel times and addresses
 * @delivery_times: works out when drivers will be where
 * @geocoder: looks up where addresses are
 * @tokens: signs and checks access tokens
 * @limits: counts requests by account and address
 * @metrics: what was counted
 * @openapi: the OpenAPI document
 * @router: finds the route of a path
 * @epoch: names this database; another one after a restore (owned text)
 * @clock: tells the time
 * @clock_data: for @clock
 *
 * Owned by whoever made it with server_context_new().
 */
struct _ServerContext
{
  ServerConfig *config;
  BakeryWriter *writer;
  BakeryReaders *readers;
  ServerCopies *copies;
  ServerEventHub *events;
  ServerPasswords *passwords;
  ServerOutgoing *outgoing;
  ServerPaymentService *payments;
  ServerRouting *routing;
  ServerDeliveryTimes *delivery_times;
  ServerGeocoder *geocoder;
  ServerTokens *tokens;
  ServerLimits *limits;
  ServerMetrics *metrics;
  ServerRendering *openapi;
  ServerRouter *router;
  char *epoch;
  ServerClock clock;
  gpointer clock_data;
};

ServerContext *server_context_new (ServerConfig *config,
                                   GError **error);
void server_context_finish_writes (ServerContext *self);
void server_context_free (ServerContext *self);
gint64 server_context_get_now (const ServerContext *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerContext, server_context_free)

G_END_DECLS
