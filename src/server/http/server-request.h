/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One request as a handler sees it: already matched, authenticated, limited and decoded. Used by one thread at a time. */

#pragma once

#include "bakery-connection.h"
#include "bakery-role.h"
#include "server-limits.h"
#include "server-outgoing.h"
#include "server-route.h"
#include "server-types.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ServerIdentity:
 * @account: the id of the account, 0 for nobody
 * @role: %BAKERY_ROLE_ANONYMOUS for nobody
 * @name: (nullable): first and last name
 * @is_by_cookie: whether a cookie said so, and not an Authorization header
 *
 * Who asks. Read from the database for each request.
 */
struct _ServerIdentity
{
  gint64 account;
  BakeryRole role;
  char *name;
  gboolean is_by_cookie;
};

ServerContext *server_request_get_context (const ServerRequest *self);
BakeryConnection *server_request_get_connection (const ServerRequest *self);
const ServerRoute *server_request_get_route (const ServerRequest *self);
const ServerIdentity *server_request_get_identity (const ServerRequest *self);
gint64 server_request_get_account (const ServerRequest *self);
BakeryRole server_request_get_role (const ServerRequest *self);
gint64 server_request_get_now (const ServerRequest *self);
const char *server_request_get_method (const ServerRequest *self);
const char *server_request_get_path (const ServerRequest *self);
const char *server_request_get_header (const ServerRequest *self,
                                       const char *name);
const char *server_request_get_cookie (const ServerRequest *self,
                                       const char *name);
const char *server_request_get_address (const ServerRequest *self);

gint64 server_request_get_id (const ServerRequest *self);
gint64 server_request_get_path_id (const ServerRequest *self,
                                   const char *name);
const char *server_request_get_path_text (const ServerRequest *self,
                                          const char *name);

gboolean server_request_has_query (const ServerRequest *self,
                                   const char *name);
gint64 server_request_get_query_integer (const ServerRequest *self,
                                         const char *name,
                                         gint64 fallback);
gboolean server_request_get_query_boolean (const ServerRequest *self,
                                           const char *name,
                                           gboolean fallback);
int server_request_get_query_enum (const ServerRequest *self,
                                   const char *name,
                                   int fallback);
gint64 server_request_get_query_time (const ServerRequest *self,
                                      const char *name,
                                      gint64 fallback);
const char *server_request_get_query_text (const ServerRequest *self,
                                           const char *name);

JsonObject *server_request_get_json (const ServerRequest *self);
GBytes *server_request_get_body (const ServerRequest *self);
gboolean server_request_decode (ServerRequest *self,
                                gpointer entity,
                                GError **error);
void server_request_check_members (const ServerRequest *self,
                                   BakeryViolations *violations);

gboolean server_request_take_limit (ServerRequest *self,
                                    ServerLimitKind kind,
                                    const char *subject,
                                    GError **error);
gboolean server_request_check_revision (ServerRequest *self,
                                        gpointer entity,
                                        GError **error);

gboolean server_request_write (ServerRequest *self,
                               BakeryTransactionFunc func,
                               gpointer user_data,
                               GError **error);
gboolean server_request_set_subject (ServerRequest *self,
                                     gpointer entity,
                                     GError **error);
gint64 server_request_get_resumed (const ServerRequest *self);
void server_request_set_prelude (ServerRequest *self,
                                 gpointer result,
                                 GDestroyNotify free_result);
gpointer server_request_get_prelude (const ServerRequest *self);
void server_request_set_call (ServerRequest *self,
                              ServerLine line,
                              ServerCall func);
gboolean server_request_check_called (const ServerRequest *self,
                                      GError **error);

G_END_DECLS
