/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reconciler's queue: an index over `check_at`. Claiming a row moves it ahead, further each time, so that no two ask for it
 * at once and a provider that is down is left in peace. */

#include "config.h"

#include "server-payment-due.h"

#include "server-due.h"

/* Half a minute, then twice as long each time, an hour at most. */
#define PAUSE "min (30000000 << min (attempts, 7), 3600000000)"

#define CLAIM(table_)                                                                                                  \
  "UPDATE " table_ " SET check_at = $1 + " PAUSE ", attempts = attempts + 1 WHERE id IN (SELECT id FROM " table_       \
  " WHERE check_at <= $1 ORDER BY check_at LIMIT min ($2, " G_STRINGIFY (SERVER_PAYMENT_DUE_MAXIMUM) ")) RETURNING id"

static const char *const claim_texts[] = {
  [SERVER_PAYMENT_DUE_PAYMENTS] = CLAIM ("payments"),
  [SERVER_PAYMENT_DUE_REFUNDS] = CLAIM ("refunds"),
};

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
  return server_due_has_any (connection,
                             "SELECT id FROM payments WHERE check_at <= $1"
                             " UNION ALL SELECT id FROM refunds WHERE check_at <= $1 LIMIT $2",
                             now, ret_exists, error);
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
  return server_due_select (connection, claim_texts[kind], now, error);
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
