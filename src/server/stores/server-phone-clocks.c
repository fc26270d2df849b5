/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL of the clocks of drivers' telephones, a row for each run whose positions look old. Runs on the writer's thread. */

#include "config.h"

#include "server-phone-clocks.h"

static gboolean
find (BakeryConnection *connection,
      gint64            delivery,
      BakeryPhoneClock *ret_clock,
      GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection, "SELECT lag, since, is_sure FROM phone_clocks WHERE delivery = $1", error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, delivery);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;

  *ret_clock = (BakeryPhoneClock) { 0 };
  if (has_row)
    *ret_clock = (BakeryPhoneClock) { bakery_statement_get_int (select, 0), bakery_statement_get_int (select, 1),
                                      bakery_statement_get_int (select, 2) != 0 }
  ;

  return TRUE;
}

static gboolean
put (BakeryConnection       *connection,
     gint64                  delivery,
     const BakeryPhoneClock *clock,
     GError                **error)
{
  g_autoptr(BakeryStatement) replace =
    bakery_connection_prepare (connection,
                               "INSERT OR REPLACE INTO phone_clocks (delivery, lag, since, is_sure) VALUES ($1, $2, $3, $4)",
                               error);

  if (replace == NULL)
    return FALSE;

  bakery_statement_bind_int (replace, 1, delivery);
  bakery_statement_bind_int (replace, 2, clock->lag);
  bakery_statement_bind_int (replace, 3, clock->since);
  bakery_statement_bind_int (replace, 4, clock->is_sure);

  return bakery_statement_run (replace, error);
}

/**
 * server_phone_clocks_note:
 * @connection: the writer's connection
 * @delivery: a run that is under way
 * @positions: (element-type BakeryPosition): what its driver has sent, with times by the telephone's clock
 * @now: the present instant
 * @ret_clock: (out): what is known of that clock now
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Learns from positions.
 *
 * Returns: whether it could
 */
gboolean
server_phone_clocks_note (BakeryConnection *connection,
                          gint64            delivery,
                          const GPtrArray  *positions,
                          gint64            now,
                          BakeryPhoneClock *ret_clock,
                          GError          **error)
{
  if (!find (connection, delivery, ret_clock, error))
    return FALSE;
  if (!bakery_phone_clock_note (ret_clock, bakery_phone_clock_find_newest (ret_clock, positions, now), now))
    return TRUE;

  return ret_clock->since != 0 ? put (connection, delivery, ret_clock, error)
                               : server_phone_clocks_forget (connection, delivery, error);
}

/**
 * server_phone_clocks_forget:
 * @connection: the writer's connection
 * @delivery: a run
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Forgets what is known of the clock of its driver's telephone.
 *
 * Returns: whether it could
 */
gboolean
server_phone_clocks_forget (BakeryConnection *connection,
                            gint64            delivery,
                            GError          **error)
{
  g_autoptr(BakeryStatement) delete =
    bakery_connection_prepare (connection, "DELETE FROM phone_clocks WHERE delivery = $1", error);

  if (delete == NULL)
    return FALSE;

  bakery_statement_bind_int (delete, 1, delivery);

  return bakery_statement_run (delete, error);
}
