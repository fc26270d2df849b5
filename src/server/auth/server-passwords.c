/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hashes and checks passwords with libsodium's Argon2id. A hash takes 64 MiB and some 100 ms on purpose; the pool has one
 * thread less than there are processors and refuses work that it could not do soon. */

#include "config.h"

#include "server-passwords.h"

#include "server-pbkdf2.h"
#include "server-problem.h"

#include <sodium.h>
#include <string.h>

/* Checked when nobody has the e-mail address, so that it takes as long as a wrong password. Any hash would do. */
#define NOBODYS_HASH "$argon2id$v=19$m=65536,t=2,p=1$c3dlZXRzcG90LW5vYm9keQ$" \
  "7dJmLhX4yFQjHhF0l4nq0nX3pK8m2mY6rE1bV9cWzXo"

typedef struct
{
  ServerPasswordsFunc func;
  gpointer            user_data;
} Job;

struct _ServerPasswords
{
  GThreadPool *pool;
  guint        maximum_queue;
  gint         is_stopped;
};

static void
run_job (gpointer data,
         gpointer user_data)
{
  g_autofree Job *job = data;

  job->func (job->user_data);
}

/**
 * server_passwords_new:
 * @maximum_queue: how many jobs may wait
 *
 * Returns: (transfer full): a pool
 */
ServerPasswords *
server_passwords_new (guint maximum_queue)
{
  ServerPasswords *self = g_new0 (ServerPasswords, 1);
  guint n_threads = MAX (g_get_num_processors (), 2) - 1;

  self->maximum_queue = maximum_queue;
  self->pool = g_thread_pool_new (run_job, NULL, (int) n_threads, FALSE, NULL);

  return self;
}

/**
 * server_passwords_free:
 * @self: (nullable): a pool
 *
 * Ends the pool after all its jobs have run.
 */
void
server_passwords_free (ServerPasswords *self)
{
  if (self == NULL)
    return;

  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_free (self);
}

/**
 * server_passwords_stop:
 * @self: a pool
 *
 * Asks the jobs that have not begun to give up. They are run all the same, and tell whoever waits for them.
 */
void
server_passwords_stop (ServerPasswords *self)
{
  g_atomic_int_set (&self->is_stopped, TRUE);
}

/**
 * server_passwords_is_stopped:
 * @self: a pool
 *
 * Returns: whether a job that begins now should give up. Any thread
 */
gboolean
server_passwords_is_stopped (ServerPasswords *self)
{
  return g_atomic_int_get (&self->is_stopped);
}

/**
 * server_passwords_submit:
 * @self: a pool
 * @func: what to run on one of its threads
 * @user_data: for @func
 * @error: %SERVER_ERROR_OVERLOADED when too much waits already
 *
 * Returns: whether @func will run
 */
gboolean
server_passwords_submit (ServerPasswords    *self,
                         ServerPasswordsFunc func,
                         gpointer            user_data,
                         GError            **error)
{
  Job *job;

  if (g_thread_pool_unprocessed (self->pool) >= self->maximum_queue)
    {
      g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_OVERLOADED, "Too many sign-ins are waiting.");
      return FALSE;
    }

  job = g_new (Job, 1);
  job->func = func;
  job->user_data = user_data;

  return g_thread_pool_push (self->pool, job, error);
}

/**
 * server_passwords_get_queue_length:
 * @self: a pool
 *
 * Returns: how many jobs wait for a thread
 */
guint
server_passwords_get_queue_length (ServerPasswords *self)
{
  return g_thread_pool_unprocessed (self->pool);
}

/**
 * server_password_hash:
 * @password: in clear
 * @error: %SERVER_ERROR_OVERLOADED when there is no memory for it
 *
 * Takes its time: to be called on the pool, or before any request is served.
 *
 * Returns: (transfer full) (nullable): what to store; tells algorithm, cost and salt by itself
 */
char *
server_password_hash (const char *password,
                      GError    **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
    return g_strdup (hash);

  g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_OVERLOADED, "There is no memory to hash a password.");

  return NULL;
}

/**
 * server_password_is_foreign:
 * @hash: what was stored
 *
 * Returns: whether it came from another program, and is to be replaced by one of ours as soon as the password is known
 */
gboolean
server_password_is_foreign (const char *hash)
{
  return g_str_has_prefix (hash, SERVER_PBKDF2_PREFIX);
}

/**
 * server_password_verify:
 * @hash: (nullable): what was stored, or %NULL when there is no such account
 * @password: what was given, in clear
 *
 * Takes the same time whether there is an account or not; one with a foreign hash takes its own.
 *
 * Returns: whether it is the password
 */
gboolean
server_password_verify (const char *hash,
                        const char *password)
{
  gboolean is_somebody = hash != NULL && hash[0] != '\0';

  if (is_somebody && server_password_is_foreign (hash))
    return server_pbkdf2_verify (hash, password);

  return crypto_pwhash_str_verify (is_somebody ? hash : NOBODYS_HASH, password, strlen (password)) == 0 && is_somebody;
}
