/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks for the ids of what is due, a batch at a time, so that a timer that was late does not hold up what else is to be
 * written. On the thread that uses the connection. */

#include "config.h"

#include "server-due.h"

/* Rows of one transaction. */
#define BATCH 50

static BakeryStatement *
prepare (BakeryConnection *connection,
         const char       *sql,
         gint64            now,
         gint64            limit,
         GError          **error)
{
  BakeryStatement *select = bakery_connection_prepare (connection, sql, error);

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, now);
  bakery_statement_bind_int (select, 2, limit);

  return select;
}

/**
 * server_due_has_any:
 * @connection: any connection
 * @sql: constant SQL that returns ids of what is due at `$1`, `$2` of them at most
 * @now: the present instant, microseconds since 1970
 * @ret_has_any: (out): whether something is due
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether it could find out
 */
gboolean
server_due_has_any (BakeryConnection *connection,
                    const char       *sql,
                    gint64            now,
                    gboolean         *ret_has_any,
                    GError          **error)
{
  g_autoptr(BakeryStatement) select = prepare (connection, sql, now, 1, error);

  return select != NULL && bakery_statement_step (select, ret_has_any, error);
}

/**
 * server_due_select:
 * @connection: any connection
 * @sql: constant SQL as server_due_has_any() takes it, or that claims what it returns
 * @now: the present instant, microseconds since 1970
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (element-type gint64): a batch of what is due, which may be all, or %NULL with @error set
 */
GArray *
server_due_select (BakeryConnection *connection,
                   const char       *sql,
                   gint64            now,
                   GError          **error)
{
  g_autoptr(BakeryStatement) select = prepare (connection, sql, now, BATCH, error);

  return select != NULL ? bakery_statement_read_ids (select, error) : NULL;
}
