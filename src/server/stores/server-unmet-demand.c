/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A request that is refused leaves nothing behind, so what it asked for is counted by a job of its own, after it. Noted on any
 * thread, counted on the writer's. A count that cannot be written is lost with a line in the log: nobody waits for it. */

#include "config.h"

#include "server-unmet-demand.h"

#include "bakery-error.h"
#include "bakery-time.h"
#include "bakery-violations.h"
#include "server-entity-store.h"
#include "server-slot-store.h"

/* What somebody could not have. Owned by its job. */
typedef struct
{
  gint64            cake;
  BakeryUnmetReason reason;
  gint64            at;  /* when it was wanted */
  gint64            now;
} Wish;

/* Finds the cake, and the day in its store's time zone; %NULL without @error for a cake that is gone. */
static BakeryUnmetDemand *
describe (BakeryConnection *connection,
          const Wish       *wish,
          GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT c.store, c.name, s.time_zone FROM cakes AS c JOIN stores AS s ON s.id = c.store"
                               " WHERE c.id = $1 AND c.deleted_at IS NULL",
                               error);
  g_autoptr(GDateTime) local = NULL;
  BakeryUnmetDemand *demand;
  gboolean has_row;

  if (select == NULL)
    return NULL;

  bakery_statement_bind_int (select, 1, wish->cake);
  if (!bakery_statement_step (select, &has_row, error) || !has_row)
    return NULL;

  demand = bakery_unmet_demand_new ();
  demand->store = bakery_statement_get_int (select, 0);
  demand->cake = wish->cake;
  g_free (demand->cake_name);
  demand->cake_name = bakery_statement_dup_text (select, 1);
  demand->reason = (int) wish->reason;
  local = bakery_time_to_date_time (wish->at, bakery_statement_peek_text (select, 2));
  g_free (demand->day);
  demand->day = g_date_time_format (local, "%F");

  return demand;
}

static gboolean
find_count (BakeryConnection        *connection,
            const BakeryUnmetDemand *demand,
            gint64                  *ret_id,
            GError                 **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (connection,
                               "SELECT id FROM unmet_demands WHERE store = $1 AND day = $2 AND cake = $3 AND reason = $4",
                               error);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, demand->store);
  bakery_statement_bind_text (select, 2, demand->day);
  bakery_statement_bind_int (select, 3, demand->cake);
  bakery_statement_bind_text (select, 4, bakery_enum_to_string (&bakery_unmet_reasons, demand->reason));
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  *ret_id = has_row ? bakery_statement_get_int (select, 0) : 0;

  return TRUE;
}

static gboolean
count_job (BakeryConnection *connection,
           gpointer          user_data,
           GError          **error)
{
  const Wish *wish = user_data;
  g_autoptr(GError) problem = NULL;
  g_autoptr(BakeryUnmetDemand) demand = describe (connection, wish, &problem);
  g_autoptr(BakeryUnmetDemand) counted = NULL;
  gint64 id = 0;

  if (problem == NULL && demand != NULL && find_count (connection, demand, &id, &problem) && id != 0)
    counted = server_entity_store_find (connection, &bakery_unmet_demand_type, id, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (demand == NULL)
    return TRUE;

  if (counted == NULL)
    {
      demand->requests = 1;
      return server_entity_store_insert (connection, demand, TRUE, wish->now, error);
    }
  counted->requests++;

  return server_entity_store_update (connection, counted, TRUE, wish->now, error);
}

static void
count_done (const GError *error,
            gpointer      user_data)
{
  if (error != NULL)
    g_warning ("A request in vain is not counted: %s", error->message);
  g_free (user_data);
}

/**
 * server_unmet_demand_note_cake:
 * @writer: the database's writer
 * @cake: the id of a cake that somebody wanted
 * @reason: why it could not be had
 * @wish: when it was wanted, 0 for as soon as possible; further ahead than %SERVER_SLOT_HORIZON_DAYS is not counted
 * @now: the present instant
 *
 * Has a request in vain counted, once the jobs that wait are done. Any thread.
 */
void
server_unmet_demand_note_cake (BakeryWriter     *writer,
                               gint64            cake,
                               BakeryUnmetReason reason,
                               gint64            wish,
                               gint64            now)
{
  g_autoptr(GError) error = NULL;
  Wish *noted;

  if (wish > now + SERVER_SLOT_HORIZON_DAYS * BAKERY_DAY)
    return;

  noted = g_new (Wish, 1);
  *noted = (Wish) { cake, reason, wish != 0 ? wish : now, now };
  if (!bakery_writer_submit (writer, count_job, count_done, noted, &error))
    count_done (error, noted);
}

/**
 * server_unmet_demand_note_order:
 * @writer: the database's writer
 * @order: an order that was not placed, with the lines that could be had
 * @wish: when it was wanted, 0 for as soon as possible
 * @refusal: why it was not placed
 * @now: the present instant
 *
 * Has what an order asked for counted, where it was refused for want of something: the cake that is sold out, or each cake
 * where there is no time for them. Any thread.
 */
void
server_unmet_demand_note_order (BakeryWriter      *writer,
                                const BakeryOrder *order,
                                gint64             wish,
                                const GError      *refusal,
                                gint64             now)
{
  const BakeryViolations *violations = bakery_error_peek_violations (refusal);
  const gint64 cake = bakery_error_get_unavailable_cake (refusal);
  const gboolean has_no_time = bakery_error_is_slot (refusal);
  guint i;

  if (cake != 0)
    server_unmet_demand_note_cake (writer, cake, BAKERY_UNMET_SOLD_OUT, wish, now);
  if (!has_no_time && (violations == NULL || !bakery_violations_has_field (violations, "due_at")))
    return;

  for (i = 0; i < order->lines->len; i++)
    server_unmet_demand_note_cake (writer, ((const BakeryOrderLine *) g_ptr_array_index (order->lines, i))->cake,
                                   has_no_time ? BAKERY_UNMET_NO_TIME : BAKERY_UNMET_TOO_SOON, wish, now);
}
