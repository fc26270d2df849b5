/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A pool of read-only connections. They are opened when needed and kept; the one given back last is lent first, since its
 * cache is the warmest. The pool may be used from any thread, a borrowed connection by the thread that borrowed it. */

#include "config.h"

#include "bakery-readers.h"

/* A connection is borrowed for one answer; who waits longer than this waits for something that hangs. */
#define PATIENCE (10 * G_TIME_SPAN_SECOND)

struct _BakeryReaders
{
  char *location;
  guint maximum;

  /* Guarded by the lock */
  struct
  {
    GMutex lock;
    GCond  given_back;
    GQueue idle;
    guint  n_open;
    guint  n_waiting;
  } shared;
};

/**
 * bakery_readers_new:
 * @location: as for bakery_connection_open()
 * @maximum: how many connections there may be
 *
 * Returns: (transfer full): a pool without connections
 */
BakeryReaders *
bakery_readers_new (const char *location,
                    guint       maximum)
{
  BakeryReaders *self;

  g_return_val_if_fail (location != NULL, NULL);
  g_return_val_if_fail (maximum > 0, NULL);

  self = g_new0 (BakeryReaders, 1);
  self->location = g_strdup (location);
  self->maximum = maximum;
  g_mutex_init (&self->shared.lock);
  g_cond_init (&self->shared.given_back);
  g_queue_init (&self->shared.idle);
  return self;
}

/**
 * bakery_readers_free:
 * @self: (transfer full) (nullable): a pool whose connections have all been given back
 *
 * Closes the connections. Where a writer has the same database, free the readers first: the last one to close should be
 * the writer, which alone may make checkpoints.
 */
void
bakery_readers_free (BakeryReaders *self)
{
  if (self == NULL)
    {
      return;
    }

  g_warn_if_fail (self->shared.n_open == self->shared.idle.length);

  g_queue_clear_full (&self->shared.idle, (GDestroyNotify) bakery_connection_close);
  g_mutex_clear (&self->shared.lock);
  g_cond_clear (&self->shared.given_back);
  g_free (self->location);
  g_free (self);
}

/* Takes an idle connection, or leave to open one (NULL). FALSE when neither was to be had in time. */
static gboolean
take_turn (BakeryReaders     *self,
           BakeryConnection **ret_connection)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->shared.lock);
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (self->shared.idle.length == 0 && self->shared.n_open == self->maximum)
    {
      gboolean is_in_time;

      self->shared.n_waiting++;
      is_in_time = g_cond_wait_until (&self->shared.given_back, &self->shared.lock, deadline);
      self->shared.n_waiting--;
      if (!is_in_time)
        {
          return FALSE;
        }
    }

  *ret_connection = g_queue_pop_head (&self->shared.idle);
  if (*ret_connection == NULL)
    {
      self->shared.n_open++;
    }

  return TRUE;
}

/* Puts an idle connection back, or gives up the leave to open one. */
static void
end_turn (BakeryReaders    *self,
          BakeryConnection *connection)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->shared.lock);

  if (connection != NULL)
    {
      g_queue_push_head (&self->shared.idle, connection);
    }
  else
    {
      self->shared.n_open--;
    }

  /* Each signal is a system call, also when nobody waits. */
  if (self->shared.n_waiting > 0)
    {
      g_cond_signal (&self->shared.given_back);
    }
}

/**
 * bakery_readers_borrow:
 * @self: a pool
 * @error: a #BakeryStorageError; %BAKERY_STORAGE_ERROR_BUSY when none came free within ten seconds
 *
 * Lends a connection; waits for one when all are lent.
 *
 * Returns: (transfer none) (nullable): a connection, for bakery_readers_give_back()
 */
BakeryConnection *
bakery_readers_borrow (BakeryReaders *self,
                       GError       **error)
{
  BakeryConnection *connection = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!take_turn (self, &connection))
    {
      g_set_error_literal (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_BUSY,
                           "No connection to the database came free in time");
      return NULL;
    }

  if (connection == NULL)
    {
      connection = bakery_connection_open (self->location, BAKERY_CONNECTION_READ_ONLY, error);
      if (connection == NULL)
        {
          end_turn (self, NULL);
        }
    }

  return connection;
}

/**
 * bakery_readers_give_back:
 * @self: a pool
 * @connection: (nullable): what was borrowed from it, with all statements released
 *
 * Gives a connection back. A snapshot that is still open ends.
 */
void
bakery_readers_give_back (BakeryReaders    *self,
                          BakeryConnection *connection)
{
  g_return_if_fail (self != NULL);

  if (connection != NULL)
    {
      bakery_connection_roll_back (connection);
      end_turn (self, connection);
    }
}
