/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of every request, from its header fields to its answer. Between the listener, which knows the HTTP library, and
 * the handlers, which do not. */

#pragma once

#include "server-limits.h"
#include "server-request-private.h"
#include "server-response-private.h"

G_BEGIN_DECLS

typedef struct _ServerExchange ServerExchange;

/**
 * ServerExchangeFunc:
 * @exchange: a request and its answer
 */
typedef void (*ServerExchangeFunc) (ServerExchange *exchange);

/**
 * ServerExchangeSuspendFunc:
 * @exchange: a request and its answer
 *
 * Returns: whether it is suspended; %FALSE when the server ends and no request may go to another thread
 */
typedef gboolean (*ServerExchangeSuspendFunc) (ServerExchange *exchange);

/**
 * ServerHeaderFacts:
 * @needs_host: whether the version of HTTP requires a Host
 * @n_fields: how many header fields there are
 * @n_bytes: how long they are
 * @n_hosts: how many Host
 * @n_lengths: how many Content-Length
 * @n_encodings: how many Transfer-Encoding
 * @is_chunked: whether the only Transfer-Encoding is `chunked`
 * @has_bad_name: whether a name is not a token
 * @length: the Content-Length, 0 without
 *
 * What the listener counted in the header fields.
 */
typedef struct
{
  gboolean needs_host;
  guint n_fields;
  gsize n_bytes;
  guint n_hosts;
  guint n_lengths;
  guint n_encodings;
  gboolean is_chunked;
  gboolean has_bad_name;
  guint64 length;
} ServerHeaderFacts;

/**
 * ServerExchange:
 * @request: what was asked
 * @response: the answer
 * @is_answered: whether @response is final
 * @must_close: whether nothing that follows on the connection can be trusted
 * @drops_body: whether the body is not kept, since nobody who may send one has asked
 * @n_received: bytes of the body that came, kept or not
 * @suspend: called on the listener's thread before the answer is made on another
 * @resume: called on that other thread when it is made
 *
 * One request and its answer. The listener owns it; one thread at a time uses it.
 */
struct _ServerExchange
{
  ServerRequest request;
  ServerResponse response;
  gboolean is_answered;
  gboolean must_close;
  gboolean drops_body;
  gsize n_received;
  ServerExchangeSuspendFunc suspend;
  ServerExchangeFunc resume;
};

void server_pipeline_begin (ServerExchange *exchange,
                            const ServerHeaderFacts *facts);
gboolean server_pipeline_receive (ServerExchange *exchange,
                                  const char *data,
                                  gsize length);
void server_pipeline_run (ServerExchange *exchange);
void server_pipeline_finish (ServerExchange *exchange);

G_END_DECLS
