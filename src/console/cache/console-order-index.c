/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A lane is one run, or two runs one after the other, of an index over (store, start_key, id):
 *
 *   Queue      all open orders up to the horizon, then those beyond it that are in work already
 *   Scheduled  waiting orders beyond the horizon
 *   Done       finished orders, backwards
 *
 * A position is found by adding up the counts of whole days (`order_day`) and stepping over the rest of one day. Runs on a
 * reader's thread. */

#include "config.h"

#include "console-order-index.h"

#include "bakery-records.h"
#include "bakery-time.h"

/* Rows that are stepped over without looking for the day they are on. */
#define SHORT_STEP 64

/* Which of the partial indexes a run is read from. */
typedef enum
{
  RUN_OPEN,
  RUN_WORKING,
  RUN_WAITING,
  RUN_DONE,
} RunKind;

/* Orders of one kind whose start is in (after, until]. */
typedef struct
{
  RunKind kind;
  gint64  store;
  gint64  after;
  gint64  until;
} Run;

/* The literal conditions, so that SQLite can use the partial indexes. */
static const struct
{
  gint64      first_progress;
  gint64      last_progress;
  const char *count;
  const char *count_ties;
  const char *ids;
} kinds[] = {
#define RUN_KIND(first, last, condition, order)                                                                        \
  { first, last,                                                                                                       \
    "SELECT count(*) FROM orders WHERE store = $1 AND " condition " AND start_key > $2 AND start_key <= $3",           \
    "SELECT count(*) FROM orders WHERE store = $1 AND " condition " AND start_key = $2 AND id < $3",                   \
    "SELECT id FROM orders WHERE store = $1 AND " condition " AND start_key > $2 AND start_key <= $3 "                 \
    "ORDER BY start_key " order ", id " order " LIMIT $4 OFFSET $5" }
  [RUN_OPEN] = RUN_KIND (0, 1, "progress < 2", "ASC"),
  [RUN_WORKING] = RUN_KIND (1, 1, "progress = 1", "ASC"),
  [RUN_WAITING] = RUN_KIND (0, 0, "progress = 0", "ASC"),
  [RUN_DONE] = RUN_KIND (2, 2, "progress = 2", "DESC"),
#undef RUN_KIND
};

static gint64
day_of (gint64 start)
{
  /* As SQLite divides: towards zero. */
  return start / BAKERY_DAY;
}

static guint
get_runs (const ConsoleLaneView *view,
          Run                    runs[2])
{
  switch (view->lane)
    {
    case CONSOLE_LANE_QUEUE:
      runs[0] = (Run) { RUN_OPEN, view->store, G_MININT64, view->horizon };
      runs[1] = (Run) { RUN_WORKING, view->store, view->horizon, G_MAXINT64 };
      return 2;

    case CONSOLE_LANE_SCHEDULED:
      runs[0] = (Run) { RUN_WAITING, view->store, view->horizon, G_MAXINT64 };
      return 1;

    case CONSOLE_LANE_DONE:
    case CONSOLE_N_LANES:
    default:
      runs[0] = (Run) { RUN_DONE, view->store, G_MININT64, G_MAXINT64 };
      return 1;
    }
}

/* Runs a statement that answers with one number. */
static gboolean
query_number (BakeryConnection *connection,
              const char       *sql,
              const gint64     *values,
              guint             n_values,
              gint64           *ret_number,
              GError          **error)
{
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, error);
  gboolean has_row;

  if (statement == NULL)
    {
      return FALSE;
    }
  for (guint i = 0; i < n_values; i++)
    {
      bakery_statement_bind_int (statement, i + 1, values[i]);
    }
  if (!bakery_statement_step (statement, &has_row, error))
    {
      return FALSE;
    }

  *ret_number = has_row ? bakery_statement_get_int (statement, 0) : 0;
  return TRUE;
}

static gboolean
count_rows (BakeryConnection *connection,
            const Run        *run,
            gint64           *ret_n,
            GError          **error)
{
  const gint64 values[] = { run->store, run->after, run->until };

  return query_number (connection, kinds[run->kind].count, values, G_N_ELEMENTS (values), ret_n, error);
}

/* Counts the days strictly between two. */
static gboolean
count_days (BakeryConnection *connection,
            const Run        *run,
            gint64            after_day,
            gint64            before_day,
            gint64           *ret_n,
            GError          **error)
{
  const gint64 values[] = { run->store, kinds[run->kind].first_progress, kinds[run->kind].last_progress,
                            after_day, before_day };

  return query_number (connection,
                       "SELECT coalesce(sum(n), 0) FROM order_day "
                       "WHERE store = $1 AND progress >= $2 AND progress <= $3 AND day > $4 AND day < $5",
                       values, G_N_ELEMENTS (values), ret_n, error);
}

static gboolean
count_run (BakeryConnection *connection,
           const Run        *run,
           gint64           *ret_n,
           GError          **error)
{
  const gboolean has_start = run->after != G_MININT64;
  const gboolean has_end = run->until != G_MAXINT64;
  const gint64 first_day = has_start ? day_of (run->after) : G_MININT64;
  const gint64 last_day = has_end ? day_of (run->until) : G_MAXINT64;
  gint64 n = 0;
  gint64 part = 0;

  if (has_start && has_end && last_day - first_day <= 1)
    {
      return count_rows (connection, run, ret_n, error);
    }
  if (!count_days (connection, run, first_day, last_day, &n, error))
    {
      return FALSE;
    }
  if (has_start)
    {
      const Run first = { run->kind, run->store, run->after, (first_day + 1) * BAKERY_DAY - 1 };

      if (!count_rows (connection, &first, &part, error))
        {
          return FALSE;
        }
      n += part;
    }
  if (has_end)
    {
      const Run last = { run->kind, run->store, last_day *BAKERY_DAY - 1, run->until };

      if (!count_rows (connection, &last, &part, error))
        {
          return FALSE;
        }
      n += part;
    }

  *ret_n = n;
  return TRUE;
}

/* How many orders of a run come before a place in it, in ascending order. */
static gboolean
rank_in_run (BakeryConnection *connection,
             const Run        *run,
             gint64            start,
             gint64            id,
             gint64           *ret_rank,
             GError          **error)
{
  const gint64 ties_of[] = { run->store, start, id };
  Run before = *run;
  gint64 n = 0;
  gint64 ties = 0;

  before.until = start - 1;
  if (start > run->after &&
      (!count_run (connection, &before, &n, error) ||
       !query_number (connection, kinds[run->kind].count_ties, ties_of, G_N_ELEMENTS (ties_of), &ties, error)))
    {
      return FALSE;
    }

  *ret_rank = n + ties;
  return TRUE;
}

/* Adds up the days of a run until one holds the position: @passed orders come before it. The day is -1 when the position is
 * beyond the end. */
static gboolean
find_day (BakeryConnection *connection,
          const Run        *run,
          gint64            position,
          gint64           *passed,
          gint64           *ret_day,
          GError          **error)
{
  const char *const days = run->kind == RUN_DONE
                           ? "SELECT day, sum(n) FROM order_day WHERE store = $1 AND progress >= $2 "
                           "AND progress <= $3 AND day > $4 GROUP BY day ORDER BY day DESC"
                           : "SELECT day, sum(n) FROM order_day WHERE store = $1 AND progress >= $2 "
                           "AND progress <= $3 AND day > $4 GROUP BY day ORDER BY day";
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, days, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, run->store);
  bakery_statement_bind_int (statement, 2, kinds[run->kind].first_progress);
  bakery_statement_bind_int (statement, 3, kinds[run->kind].last_progress);
  bakery_statement_bind_int (statement, 4, run->after != G_MININT64 ? day_of (run->after) : G_MININT64);

  while (bakery_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        {
          *ret_day = -1;
          return TRUE;
        }
      *ret_day = bakery_statement_get_int (statement, 0);
      if (*passed + bakery_statement_get_int (statement, 1) > position)
        {
          return TRUE;
        }
      *passed += bakery_statement_get_int (statement, 1);
    }

  return FALSE;
}

/* Moves the beginning of a run (its end, for finished orders, which are read backwards) to the day that holds
 * @position, and @position to what is left of it there. */
static gboolean
seek_day (BakeryConnection *connection,
          Run              *run,
          gint64           *position,
          GError          **error)
{
  gint64 passed = 0;
  gint64 day = 0;

  /* Stepping over less than a page is cheaper than adding up days. */
  if (*position < SHORT_STEP)
    {
      return TRUE;
    }
  if (run->after != G_MININT64)
    {
      const Run part = { run->kind, run->store, run->after, (day_of (run->after) + 1) * BAKERY_DAY - 1 };

      if (!count_rows (connection, &part, &passed, error))
        {
          return FALSE;
        }
      if (*position < passed)
        {
          return TRUE;
        }
    }
  if (!find_day (connection, run, *position, &passed, &day, error))
    {
      return FALSE;
    }
  if (day < 0)
    {
      /* The page comes out empty. */
      return TRUE;
    }

  if (run->kind == RUN_DONE)
    {
      run->until = (day + 1) * BAKERY_DAY - 1;
    }
  else
    {
      run->after = MAX (run->after, day * BAKERY_DAY - 1);
    }
  *position -= passed;
  return TRUE;
}

static gboolean
append_orders (BakeryConnection *connection,
               const GArray     *ids,
               GPtrArray        *orders,
               GError          **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      BakeryOrder *order = bakery_records_load (connection, &bakery_order_type, g_array_index (ids, gint64, i),
                                                BAKERY_RECORDS_DOCUMENTS, error);

      if (order == NULL)
        {
          return FALSE;
        }
      g_ptr_array_add (orders, order);
    }

  return TRUE;
}

static gboolean
read_run (BakeryConnection *connection,
          Run               run,
          gint64            position,
          guint             n,
          GPtrArray        *orders,
          GError          **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row = FALSE;

  if (!seek_day (connection, &run, &position, error))
    {
      return FALSE;
    }

  statement = bakery_connection_prepare (connection, kinds[run.kind].ids, error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, run.store);
  bakery_statement_bind_int (statement, 2, run.after);
  bakery_statement_bind_int (statement, 3, run.until);
  bakery_statement_bind_int (statement, 4, n);
  bakery_statement_bind_int (statement, 5, position);

  do
    {
      if (!bakery_statement_step (statement, &has_row, error))
        {
          return FALSE;
        }
      if (has_row)
        {
          gint64 id = bakery_statement_get_int (statement, 0);

          g_array_append_val (ids, id);
        }
    }
  while (has_row);

  return append_orders (connection, ids, orders, error);
}

/**
 * console_lane_view_holds:
 * @self: a lane
 * @key: where an order is
 *
 * Returns: whether the order belongs in the lane
 */
gboolean
console_lane_view_holds (const ConsoleLaneView *self,
                         const ConsoleOrderKey *key)
{
  if (key->store == 0 || key->store != self->store)
    {
      return FALSE;
    }

  switch (self->lane)
    {
    case CONSOLE_LANE_QUEUE:
      return key->progress == 1 || (key->progress == 0 && key->start <= self->horizon);

    case CONSOLE_LANE_SCHEDULED:
      return key->progress == 0 && key->start > self->horizon;

    case CONSOLE_LANE_DONE:
    case CONSOLE_N_LANES:
    default:
      return key->progress == 2;
    }
}

/**
 * console_lane_view_compare:
 * @self: a lane
 * @start_a: the latest start of an order
 * @id_a: its id
 * @start_b: the latest start of another
 * @id_b: its id
 *
 * Returns: less than 0, 0 or more than 0 as the first stands before, is, or stands after the second in the lane
 */
int
console_lane_view_compare (const ConsoleLaneView *self,
                           gint64                 start_a,
                           gint64                 id_a,
                           gint64                 start_b,
                           gint64                 id_b)
{
  int ascending;

  if (start_a != start_b)
    {
      ascending = start_a < start_b ? -1 : 1;
    }
  else
    {
      ascending = (id_a > id_b) - (id_a < id_b);
    }

  return self->lane == CONSOLE_LANE_DONE ? -ascending : ascending;
}

/**
 * console_order_index_count:
 * @connection: a snapshot of the cache
 * @view: a lane
 * @ret_n: (out): how many orders it holds
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Counts a lane.
 *
 * Returns: %FALSE with @error set when it could not be counted
 */
gboolean
console_order_index_count (BakeryConnection      *connection,
                           const ConsoleLaneView *view,
                           gint64                *ret_n,
                           GError               **error)
{
  Run runs[2];
  const guint n_runs = get_runs (view, runs);
  gint64 total = 0;

  for (guint i = 0; i < n_runs; i++)
    {
      gint64 n;

      if (!count_run (connection, &runs[i], &n, error))
        {
          return FALSE;
        }
      total += n;
    }

  *ret_n = total;
  return TRUE;
}

/**
 * console_order_index_rank:
 * @connection: a snapshot of the cache
 * @view: a lane
 * @start: a latest start
 * @id: an order's id; the order itself need not be there
 * @ret_rank: (out): how many orders of the lane stand before that place
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Finds a position.
 *
 * Returns: %FALSE with @error set when it could not be found
 */
gboolean
console_order_index_rank (BakeryConnection      *connection,
                          const ConsoleLaneView *view,
                          gint64                 start,
                          gint64                 id,
                          gint64                *ret_rank,
                          GError               **error)
{
  Run runs[2];
  const guint n_runs = get_runs (view, runs);
  gint64 before = 0;
  gint64 rank;

  if (view->lane == CONSOLE_LANE_DONE)
    {
      /* Backwards: all but those that come up to and with it. */
      if (!count_run (connection, &runs[0], &before, error) ||
          !rank_in_run (connection, &runs[0], start, id + 1, &rank, error))
        {
          return FALSE;
        }
      *ret_rank = before - rank;
      return TRUE;
    }

  if (n_runs == 2 && start > runs[0].until)
    {
      if (!count_run (connection, &runs[0], &before, error))
        {
          return FALSE;
        }
      runs[0] = runs[1];
    }
  if (!rank_in_run (connection, &runs[0], start, id, &rank, error))
    {
      return FALSE;
    }

  *ret_rank = before + rank;
  return TRUE;
}

/**
 * console_order_index_read:
 * @connection: a snapshot of the cache
 * @view: a lane
 * @position: of the first order wanted
 * @n: the most to read
 * @orders: (element-type BakeryOrder): where to append them; fewer at the end of the lane
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Reads the orders that stand at a position.
 *
 * Returns: %FALSE with @error set when they could not be read
 */
gboolean
console_order_index_read (BakeryConnection      *connection,
                          const ConsoleLaneView *view,
                          gint64                 position,
                          guint                  n,
                          GPtrArray             *orders,
                          GError               **error)
{
  Run runs[2];
  const guint n_runs = get_runs (view, runs);
  const guint n_before = orders->len;

  for (guint i = 0; i < n_runs; i++)
    {
      gint64 n_run = G_MAXINT64;

      if (n_runs == 2 && i == 0 && !count_run (connection, &runs[i], &n_run, error))
        {
          return FALSE;
        }
      if (position < n_run && orders->len - n_before < n &&
          !read_run (connection, runs[i], position, n - (orders->len - n_before), orders, error))
        {
          return FALSE;
        }
      position = MAX (0, position - n_run);
    }

  return TRUE;
}
