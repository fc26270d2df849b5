/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many requests somebody may send: a token bucket per account or address. */

#pragma once

#include "server-types.h"

G_BEGIN_DECLS

/**
 * ServerLimitKind:
 * @SERVER_LIMIT_REQUESTS: any request
 * @SERVER_LIMIT_SIGN_INS: attempts to sign in
 */
typedef enum
{
  SERVER_LIMIT_REQUESTS,
  SERVER_LIMIT_SIGN_INS,
  SERVER_LIMIT_ACCOUNT_SIGN_INS,
} ServerLimitKind;

#define SERVER_N_LIMITS (SERVER_LIMIT_ACCOUNT_SIGN_INS + 1)

/** The span for which limits are stated. */
#define SERVER_LIMIT_WINDOW_SECONDS 60

/**
 * ServerLimitState:
 * @name: of the policy, as in the RateLimit header fields
 * @quota: requests in one window
 * @remaining: how many are left
 * @reset_seconds: until one more is, or until all are when some are left
 */
typedef struct
{
  const char *name;
  guint quota;
  guint remaining;
  guint reset_seconds;
} ServerLimitState;

ServerLimits *server_limits_new (guint requests_per_minute,
                                 guint sign_ins_per_minute,
                                 guint account_sign_ins_per_minute);
void server_limits_free (ServerLimits *self);
gboolean server_limits_take (ServerLimits *self,
                             ServerLimitKind kind,
                             const char *subject,
                             gint64 monotonic_time,
                             ServerLimitState *ret_state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerLimits, server_limits_free)

G_END_DECLS
