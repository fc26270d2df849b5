/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Access tokens: JSON Web Tokens (RFC 7519) signed by HMAC-SHA256, in the one form that this server writes. */

#pragma once

#include "bakery-connection.h"
#include "server-types.h"

G_BEGIN_DECLS

#define SERVER_TOKENS_KEY_SIZE 32
#define SERVER_TOKENS_ISSUER "sweetspot-server"
#define SERVER_TOKENS_AUDIENCE "sweetspot"
#define SERVER_TOKENS_ACCESS_SECONDS 600

/**
 * ServerTokenSubject:
 * @account: whose token it is
 * @generation: of the account's tokens; one of another generation than the account has is worthless
 *
 * What an access token says.
 */
typedef struct
{
  gint64 account;
  gint64 generation;
} ServerTokenSubject;

ServerTokens *server_tokens_new (void);
void server_tokens_free (ServerTokens *self);
void server_tokens_add_key (ServerTokens *self,
                            const char *kid,
                            const unsigned char key[SERVER_TOKENS_KEY_SIZE]);
gboolean server_tokens_load (ServerTokens *self,
                             BakeryConnection *connection,
                             gint64 now,
                             GError **error);
char *server_tokens_sign (const ServerTokens *self,
                          const ServerTokenSubject *subject,
                          gint64 now);
gboolean server_tokens_verify (const ServerTokens *self,
                               const char *token,
                               gint64 now,
                               ServerTokenSubject *ret_subject,
                               GError **error);
char *server_tokens_derive (const ServerTokens *self,
                            const char *text);
char *server_tokens_compute_signature (const unsigned char *key,
                                       gsize key_size,
                                       const char *text,
                                       gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerTokens, server_tokens_free)

G_END_DECLS
