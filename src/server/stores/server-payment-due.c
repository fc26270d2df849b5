/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reconciler's queue: an index over `check_at`. Claiming a row moves it ahead, further each time, so that no two ask for it
 * at once and a provider that is down is left in peace. */

#include "config.h"

#include "server-payment-due.h"

#include "bakery-time.h"

#define FIRST_PAUSE (30 * BAKERY_SECOND)
#define LONGEST_PAUSE BAKERY_HOUR

typedef struct
{
  gint64 id;
  gint64 attempts;
} Due;

static const char *const select_texts[] = {
  [SERVER_PAYMENT_DUE_PAYMENTS] =
    "SELECT id, attempts FROM payments WHERE check_at <= $1 ORDER BY check_at LIMIT $2",
  [SERVER_PAYMENT_DUE_REFUNDS] =
    "SELECT id, attempts FROM refunds WHERE check_at <= $1 ORDER BY check_at LIMIT $2",
};

static const char *const claim_texts[] = {
  [SERVER_PAYMENT_DUE_PAYMENTS] = "UPDATE payments SET check_at = $2, attempts = attempts + 1 WHERE id = $1",
  [SERVER_PAYMENT_DUE_REFUNDS] = "UPDATE refunds SET check_at = $2, attempts = attempts + 1 WHERE id = $1",
};

static gint64
get_pause (gint64 attempts)
{
  return MIN (FIRST_PAUSE << MIN (attempts, 10), LONGEST_PAUSE);
}

/**
 * server_payment_due_exists:
 * @connection: any connection
 * @now: the present instant
 * @ret_exists: (out): whether anything is due
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_payment_due_exists (BakeryConnection *connection,
                           gint64            now,
                           gboolean         *ret_exists,
                           GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT 1 FROM payments WHERE check_at <= $1"
                               " UNION ALL SELECT 1 FROM refunds WHERE check_at <= $1 LIMIT 1",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, now);

  return bakery_statement_step (select, ret_exists, error);
}

static GArray *
load_due (BakeryConnection    *connection,
          ServerPaymentDueKind kind,
          gint64               now,
          GError             **error)
{
  g_autoptr(GArray) due = g_array_new (FALSE, FALSE, sizeof (Due));
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, select_texts[kind], error);
  gboolean has_row;

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, now);
  bakery_statement_bind_int (select, 2, SERVER_PAYMENT_DUE_MAXIMUM);
  while (bakery_statement_step (select, &has_row, error))
    {
      Due row;

      if (!has_row)
        return g_steal_pointer (&due);
      row = (Due) { bakery_statement_get_int (select, 0), bakery_statement_get_int (select, 1) };
      g_array_append_val (due, row);
    }

  return NULL;
}

/**
 * server_payment_due_claim:
 * @connection: the writer's connection
 * @kind: payments or refunds
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Takes what is due, so that nobody else does until its next time.
 *
 * Returns: (transfer full) (element-type gint64): their ids, or %NULL with @error set
 */
GArray *
server_payment_due_claim (BakeryConnection    *connection,
                          ServerPaymentDueKind kind,
                          gint64               now,
                          GError             **error)
{
  g_autoptr(GArray) due = load_due (connection, kind, now, error);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(BakeryStatement) update = NULL;
  guint i;

  if (due == NULL)
    return NULL;
  update = bakery_connection_prepare (connection, claim_texts[kind], error);
  if (update == NULL)
    return NULL;

  for (i = 0; i < due->len; i++)
    {
      const Due *row = &g_array_index (due, Due, i);

      bakery_statement_bind_int (update, 1, row->id);
      bakery_statement_bind_int (update, 2, now + get_pause (row->attempts));
      if (!bakery_statement_run (update, error) || !bakery_statement_rewind (update, error))
        return NULL;
      g_array_append_val (ids, row->id);
    }

  return g_steal_pointer (&ids);
}

/**
 * server_payment_due_recover:
 * @connection: the writer's connection
 * @now: the present instant
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes due what a server that ended had just begun. To be called before any request is served.
 *
 * Returns: whether it could
 */
gboolean
server_payment_due_recover (BakeryConnection *connection,
                            gint64            now,
                            GError          **error)
{
  static const char *const texts[] = {
    "UPDATE payments SET check_at = $1 WHERE status = 'pending' AND check_at > $1",
    "UPDATE refunds SET check_at = $1 WHERE status = 'pending' AND check_at > $1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(BakeryStatement) update = bakery_connection_prepare (connection, texts[i], error);

      if (update == NULL)
        return FALSE;
      bakery_statement_bind_int (update, 1, now);
      if (!bakery_statement_run (update, error))
        return FALSE;
    }

  return TRUE;
}
