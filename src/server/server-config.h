/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the owner of a site can choose: from the command line, else the environment, else a key file, else the defaults. */

#pragma once

#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ServerConfig:
 * @database: location of the database
 * @listen: `ADDRESS:PORT`; port 0 takes a free one
 * @metrics_listen: (nullable): `ADDRESS:PORT` for the metrics; %NULL for none
 * @metrics_token: (nullable): what a reader of the metrics must show as its bearer token
 * @cors_origins: origins of other sites whose pages may read answers; `*` for any, without cookies
 * @threads: of the listener; 0 for as many as there are processors, at least two
 * @readers: the most read-only connections to the database
 * @connections: the most at a time; lowered to what the limit of open files allows
 * @connections_per_address: the most from one address; 0 for no limit
 * @idle_seconds: a connection without any traffic is closed after this long
 * @request_seconds: a request must have arrived in full this long after the answer before it, or after connecting
 * @drain_seconds: how long requests that run may take to end after SIGTERM
 * @rate_limit: requests a minute by one account, or one address when nobody is signed in; 0 for no limit
 * @sign_in_limit: attempts to sign in a minute from one address; without a rate limit there is none either
 * @account_sign_in_limit: attempts a minute to sign in to one account, from wherever
 * @streams_per_account: the most event streams of one account
 * @password_queue: how many sign-ins may wait
 * @trust_proxy: whether the last address in X-Forwarded-For is the client's
 * @favourites: the most that a customer can keep
 * @log_requests: whether each request is a line in the log
 * @public_url: (nullable): where customers find the site, for links in mail
 * @smtp_url: (nullable): the mail server, `smtp://` or `smtps://`; %NULL for none
 * @smtp_plain: whether `smtp://` may go without encryption
 * @smtp_ca_file: (nullable): who vouches for the mail server, unless it is whom the system trusts
 * @smtp_user: (nullable): the name to sign in with at the mail server
 * @smtp_password: (nullable): the password for it
 * @smtp_seconds: how long sending one mail may take
 * @mail_from: (nullable): the address that mail comes from
 * @mail_retry_seconds: how long to wait after the first attempt that failed; longer after each further one
 * @test_payments: whether the built-in test provider takes cards where there is no Stripe
 * @strict_cards: whether it takes only numbers of 16 digits
 * @stripe_key: (nullable): Stripe's secret key; with it, Stripe takes cards
 * @stripe_webhook_secret: (nullable): what signs Stripe's webhooks
 * @stripe_url: where Stripe is
 * @paypal_client: (nullable): PayPal's client id; with it, PayPal can be used
 * @paypal_secret: (nullable): the secret to it
 * @paypal_webhook_id: (nullable): which webhook PayPal's messages must be for
 * @paypal_url: where PayPal is
 * @payment_seconds: how long a call to a provider may take
 * @payment_check_seconds: how often payments left open are looked for
 * @routing_url: (nullable): an OSRM server, which tells travel times
 * @google_key: (nullable): the key to Google's Distance Matrix, which tells them where there is no OSRM server
 * @google_url: where Google is
 * @routing_seconds: how long a call to any of these, or to the geocoder, may take
 * @geocoder_url: (nullable): a Nominatim server, which tells where addresses are
 * @contact: (nullable): what geocoder and routing are told of how to reach the site's owner
 *
 * Owned; plain data. Members with a key or secret are never printed.
 */
struct _ServerConfig
{
  char *database;
  char *listen;
  char *metrics_listen;
  char *metrics_token;
  GStrv cors_origins;
  gint64 threads;
  gint64 readers;
  gint64 connections;
  gint64 connections_per_address;
  gint64 idle_seconds;
  gint64 request_seconds;
  gint64 drain_seconds;
  gint64 rate_limit;
  gint64 sign_in_limit;
  gint64 account_sign_in_limit;
  gint64 streams_per_account;
  gint64 password_queue;
  gboolean trust_proxy;
  gint64 favourites;
  gboolean log_requests;
  char *public_url;
  char *smtp_url;
  gboolean smtp_plain;
  char *smtp_ca_file;
  char *smtp_user;
  char *smtp_password;
  gint64 smtp_seconds;
  char *mail_from;
  gint64 mail_retry_seconds;
  gboolean test_payments;
  gboolean strict_cards;
  char *stripe_key;
  char *stripe_webhook_secret;
  char *stripe_url;
  char *paypal_client;
  char *paypal_secret;
  char *paypal_webhook_id;
  char *paypal_url;
  gint64 payment_seconds;
  gint64 payment_check_seconds;
  char *routing_url;
  char *google_key;
  char *google_url;
  gint64 routing_seconds;
  char *geocoder_url;
  char *contact;
};

ServerConfig *server_config_new (const char *file,
                                 const char *database,
                                 const char *listen,
                                 GError **error);
void server_config_free (ServerConfig *self);
char *server_config_to_string (const ServerConfig *self);
gboolean server_endpoint_parse (const char *text,
                                char **ret_address,
                                guint16 *ret_port,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerConfig, server_config_free)

G_END_DECLS
