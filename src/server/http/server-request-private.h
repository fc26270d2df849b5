/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The inside of a request, for src/server/http only. */

#pragma once

#include "server-request.h"

G_BEGIN_DECLS

/** Room for a request's id with its terminator. */
#define SERVER_REQUEST_ID_SIZE 32

/**
 * ServerHeaderFunc:
 * @transport: the connection of the HTTP library
 * @name: of a header field, in any case
 *
 * Returns: (nullable): the first value
 */
typedef const char *(*ServerHeaderFunc) (gpointer transport,
                                         const char *name);

struct _ServerRequest
{
  /* Borrowed */
  ServerContext *context;
  BakeryConnection *connection;
  gpointer transport;
  ServerHeaderFunc find_header;
  const char *method;
  const char *query_text;

  /* Owned */
  char *path;
  ServerMatch match;
  ServerIdentity identity;
  ServerQuery *query;
  GByteArray *received;
  GBytes *body;
  JsonNode *json;
  char *cookie;
  gpointer current;
  gpointer prelude;
  GDestroyNotify prelude_free;

  /* What waits for somebody else, and whether too much did already */
  ServerCall call;
  ServerLine line;
  gboolean is_uncalled;

  /* Whether the Idempotency-Key is taken for this request alone, and what an earlier one with it had begun */
  gboolean has_claim;
  gint64 resumed;

  char id[SERVER_REQUEST_ID_SIZE];
  char address[48];
  gint64 now;
  gint64 started;

  /* The limit it counted against, for the answer's header fields */
  ServerLimitState limit;

  /* Of the copies, before the request's snapshot began */
  guint generation;
};

void server_request_init (ServerRequest *self,
                          ServerContext *context,
                          const char *uri);
void server_request_clear (ServerRequest *self);
gboolean server_request_read_query (ServerRequest *self,
                                    GError **error);
gboolean server_request_read_body (ServerRequest *self,
                                   GError **error);
void server_request_clear_prelude (ServerRequest *self);

G_END_DECLS
