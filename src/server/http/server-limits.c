/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Token buckets in a table of fixed size, so that no number of addresses makes it grow: where a place in the table is
 * contended, the one longest unused, which is the fullest, gives way. Any thread. */

#include "config.h"

#include "server-limits.h"

#include <sodium.h>
#include <string.h>

#define N_SETS 4096
#define N_WAYS 4

typedef struct
{
  guint64 subject;
  double  tokens;
  gint64  filled_at;
} Bucket;

struct _ServerLimits
{
  guint         quotas[SERVER_N_LIMITS];
  unsigned char key[crypto_shorthash_KEYBYTES];

  struct
  {
    GMutex lock;
    Bucket buckets[N_SETS][N_WAYS];
  } shared;
};

static const char *const names[SERVER_N_LIMITS] = { "default", "sign-in", "sign-in-account" };

static guint64
hash_subject (const ServerLimits *self,
              ServerLimitKind     kind,
              const char         *subject)
{
  guint64 hash;

  crypto_shorthash ((unsigned char *) &hash, (const unsigned char *) subject, strlen (subject), self->key);

  /* Zero marks an empty bucket. */
  return (hash ^ (guint64) kind) | 4;
}

static void
fill (Bucket *bucket,
      double  quota,
      gint64  now)
{
  double minutes = (double) (now - bucket->filled_at) / (SERVER_LIMIT_WINDOW_SECONDS * (double) G_USEC_PER_SEC);

  bucket->tokens = MIN (quota, bucket->tokens + minutes * quota);
  bucket->filled_at = now;
}

/* How long a bucket has been left alone says how full it is, whichever its quota. */
static Bucket *
find_bucket (ServerLimits *self,
             guint64       subject,
             double        quota,
             gint64        now)
{
  Bucket *set = self->shared.buckets[(subject >> 8) % N_SETS];
  Bucket *oldest = &set[0];

  for (guint i = 0; i < N_WAYS; i++)
    {
      if (set[i].subject == subject)
        return &set[i];
      if (set[i].subject == 0 || (oldest->subject != 0 && set[i].filled_at < oldest->filled_at))
        oldest = &set[i];
    }

  oldest->subject = subject;
  oldest->tokens = quota;
  oldest->filled_at = now;

  return oldest;
}

/**
 * server_limits_new:
 * @requests_per_minute: by one subject; 0 for no limits at all
 * @sign_ins_per_minute: by one address
 * @account_sign_ins_per_minute: to one account, from wherever
 *
 * Returns: (transfer full): full buckets for everybody
 */
ServerLimits *
server_limits_new (guint requests_per_minute,
                   guint sign_ins_per_minute,
                   guint account_sign_ins_per_minute)
{
  ServerLimits *self = g_new0 (ServerLimits, 1);

  self->quotas[SERVER_LIMIT_REQUESTS] = requests_per_minute;
  self->quotas[SERVER_LIMIT_SIGN_INS] = requests_per_minute == 0 ? 0 : sign_ins_per_minute;
  self->quotas[SERVER_LIMIT_ACCOUNT_SIGN_INS] = requests_per_minute == 0 ? 0 : account_sign_ins_per_minute;
  g_mutex_init (&self->shared.lock);
  randombytes_buf (self->key, sizeof self->key);

  return self;
}

/**
 * server_limits_free:
 * @self: (nullable): limits that no thread uses any more
 */
void
server_limits_free (ServerLimits *self)
{
  if (self == NULL)
    return;

  g_mutex_clear (&self->shared.lock);
  g_free (self);
}

/**
 * server_limits_take:
 * @self: limits
 * @kind: which of them
 * @subject: who asks: an account or an address; or which account is asked for
 * @monotonic_time: the present, from g_get_monotonic_time()
 * @ret_state: (out): what is left; a quota of 0 when there is no limit
 *
 * Takes one request out of the subject's bucket.
 *
 * Returns: whether there was one left
 */
gboolean
server_limits_take (ServerLimits     *self,
                    ServerLimitKind   kind,
                    const char       *subject,
                    gint64            monotonic_time,
                    ServerLimitState *ret_state)
{
  double quota = self->quotas[kind];
  double missing;
  gboolean is_allowed;
  Bucket *bucket;

  ret_state->name = names[kind];
  ret_state->quota = self->quotas[kind];
  ret_state->remaining = 0;
  ret_state->reset_seconds = 0;
  if (self->quotas[kind] == 0)
    return TRUE;

  g_mutex_lock (&self->shared.lock);
  bucket = find_bucket (self, hash_subject (self, kind, subject), quota, monotonic_time);
  fill (bucket, quota, monotonic_time);
  is_allowed = bucket->tokens >= 1;
  if (is_allowed)
    bucket->tokens -= 1;
  ret_state->remaining = (guint) bucket->tokens;
  missing = is_allowed ? quota - bucket->tokens : 1 - bucket->tokens;
  g_mutex_unlock (&self->shared.lock);

  ret_state->reset_seconds = (guint) (missing * SERVER_LIMIT_WINDOW_SECONDS / quota) + 1;

  return is_allowed;
}
