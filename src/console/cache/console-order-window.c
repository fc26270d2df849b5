/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers an order list's questions. The interesting one is what changed: the list knows only some rows and their positions,
 * the cache only the present. For an order that left a place, the place's position before is its rank now, less the orders
 * that came in front of it since, plus those that went. Runs on a reader's thread. */

#include "config.h"

#include "console-order-window.h"

#include "console-order-list.h"
#include "console-order-search.h"

/* More changes than this at once and the whole list is answered anew. */
#define MAXIMUM_CHANGES 200

/* One order's way from one place to another. */
typedef struct
{
  gint64   id;
  gboolean was_in;
  gboolean is_in;
  gint64   old_start;
  gint64   new_start;
} Way;

static void
clear_place (gpointer data)
{
  g_clear_pointer (&((ConsoleOrderPlace *) data)->order, bakery_order_unref);
}

static GArray *
new_places (void)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (ConsoleOrderPlace));

  g_array_set_clear_func (places, clear_place);

  return places;
}

/**
 * console_window_question_new:
 * @query: what the list shows
 * @horizon: the queue's horizon now
 *
 * Returns: (transfer full): a question for everything anew, with no page yet
 */
ConsoleWindowQuestion *
console_window_question_new (const ConsoleOrderQuery *query,
                             gint64                   horizon)
{
  ConsoleWindowQuestion *self = g_new0 (ConsoleWindowQuestion, 1);

  self->query = console_order_query_copy (query);
  self->horizon = horizon;
  self->old_horizon = horizon;
  self->pages = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

/**
 * console_window_question_free:
 * @self: (transfer full): a question
 *
 * Frees the question.
 */
void
console_window_question_free (ConsoleWindowQuestion *self)
{
  console_order_query_free (self->query);
  g_array_unref (self->pages);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

static ConsoleWindowAnswer *
answer_new (const ConsoleWindowQuestion *question)
{
  ConsoleWindowAnswer *self = g_new0 (ConsoleWindowAnswer, 1);

  self->horizon = question->horizon;
  self->is_whole = question->changes == NULL;
  self->removed = g_array_new (FALSE, FALSE, sizeof (guint));
  self->inserted = new_places ();
  self->places = new_places ();
  self->updated = g_ptr_array_new_with_free_func (bakery_entity_unref);

  return self;
}

/**
 * console_window_answer_free:
 * @self: (nullable) (transfer full): an answer
 *
 * Frees the answer.
 */
void
console_window_answer_free (ConsoleWindowAnswer *self)
{
  if (self == NULL)
    {
      return;
    }

  g_clear_pointer (&self->ids, g_array_unref);
  g_array_unref (self->removed);
  g_array_unref (self->inserted);
  g_array_unref (self->places);
  g_ptr_array_unref (self->updated);
  g_free (self);
}

static ConsoleLaneView
view_at (const ConsoleWindowQuestion *question,
         gint64                       horizon)
{
  return (ConsoleLaneView) { question->query->store, question->query->lane, horizon };
}

/* Pages */

static gboolean
read_matches (BakeryConnection *connection,
              const GArray     *ids,
              guint             first,
              GPtrArray        *orders,
              GError          **error)
{
  for (guint i = first; i < ids->len && i < first + CONSOLE_ORDER_LIST_PAGE; i++)
    {
      g_autoptr(GError) local_error = NULL;
      BakeryOrder *order = console_cache_load_order (connection, g_array_index (ids, gint64, i), &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (order == NULL)
        {
          /* Gone since the search; the list hears of it in a moment. */
          return TRUE;
        }
      g_ptr_array_add (orders, order);
    }

  return TRUE;
}

static gboolean
read_pages (BakeryConnection            *connection,
            const ConsoleWindowQuestion *question,
            const GArray                *ids,
            ConsoleWindowAnswer         *answer,
            GError                     **error)
{
  const ConsoleLaneView view = view_at (question, question->horizon);

  for (guint i = 0; i < question->pages->len; i++)
    {
      const guint first = g_array_index (question->pages, guint, i) * CONSOLE_ORDER_LIST_PAGE;
      g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func (bakery_entity_unref);

      if (ids != NULL
          ? !read_matches (connection, ids, first, orders, error)
          : !console_order_index_read (connection, &view, first, CONSOLE_ORDER_LIST_PAGE, orders, error))
        {
          return FALSE;
        }
      for (guint j = 0; j < orders->len; j++)
        {
          ConsoleOrderPlace place = { first + j, bakery_order_ref (g_ptr_array_index (orders, j)) };

          g_array_append_val (answer->places, place);
        }
    }

  return TRUE;
}

/* Everything anew */

static gboolean
answer_whole (BakeryConnection            *connection,
              const ConsoleWindowQuestion *question,
              ConsoleWindowAnswer         *answer,
              GError                     **error)
{
  const ConsoleLaneView view = view_at (question, question->horizon);
  gint64 n;

  answer->is_whole = TRUE;
  if (console_order_query_is_plain (question->query))
    {
      if (!console_order_index_count (connection, &view, &n, error))
        {
          return FALSE;
        }
    }
  else
    {
      answer->ids = console_order_search_run (connection, question->query, question->horizon,
                                              CONSOLE_ORDER_LIST_MAXIMUM_MATCHES + 1, error);
      if (answer->ids == NULL)
        {
          return FALSE;
        }
      n = answer->ids->len;
    }

  answer->n = (guint) MIN (n, (gint64) G_MAXUINT);
  return read_pages (connection, question, answer->ids, answer, error);
}

/* The orders themselves of those that changed, for a searched or filtered list. */
static gboolean
read_updated (BakeryConnection            *connection,
              const ConsoleWindowQuestion *question,
              ConsoleWindowAnswer         *answer,
              GError                     **error)
{
  for (guint i = 0; question->changes != NULL && i < MIN (question->changes->len, MAXIMUM_CHANGES); i++)
    {
      const gint64 id = g_array_index (question->changes, ConsoleOrderChange, i).id;
      g_autoptr(GError) local_error = NULL;
      BakeryOrder *order = console_cache_load_order (connection, id, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (order != NULL)
        {
          g_ptr_array_add (answer->updated, order);
        }
    }

  return TRUE;
}

/* What changed */

static gboolean
add_changed_ways (BakeryConnection            *connection,
                  const ConsoleWindowQuestion *question,
                  GArray                      *ways,
                  GError                     **error)
{
  const ConsoleLaneView before = view_at (question, question->old_horizon);
  const ConsoleLaneView now = view_at (question, question->horizon);

  for (guint i = 0; i < question->changes->len; i++)
    {
      const ConsoleOrderChange *change = &g_array_index (question->changes, ConsoleOrderChange, i);
      ConsoleOrderKey key;
      Way way;

      if (!console_cache_read_order_key (connection, change->id, &key, NULL, error))
        {
          return FALSE;
        }
      way = (Way) { change->id, console_lane_view_holds (&before, &change->before),
                    console_lane_view_holds (&now, &key), change->before.start, key.start };
      g_array_append_val (ways, way);
    }

  return TRUE;
}

static gboolean
has_way (const GArray *ways,
         gint64        id)
{
  for (guint i = 0; i < ways->len; i++)
    {
      if (g_array_index (ways, Way, i).id == id)
        {
          return TRUE;
        }
    }

  return FALSE;
}

/* Waiting orders that time alone has taken over the horizon, from Scheduled into the Queue. */
static gboolean
add_timely_ways (BakeryConnection            *connection,
                 const ConsoleWindowQuestion *question,
                 GArray                      *ways,
                 GError                     **error)
{
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row = FALSE;

  if (question->horizon == question->old_horizon || question->query->lane == CONSOLE_LANE_DONE)
    {
      return TRUE;
    }

  statement = bakery_connection_prepare (connection,
                                         "SELECT id, start_key FROM orders WHERE store = $1 AND progress = 0 "
                                         "AND start_key > $2 AND start_key <= $3 LIMIT $4",
                                         error);
  if (statement == NULL)
    {
      return FALSE;
    }
  bakery_statement_bind_int (statement, 1, question->query->store);
  bakery_statement_bind_int (statement, 2, MIN (question->horizon, question->old_horizon));
  bakery_statement_bind_int (statement, 3, MAX (question->horizon, question->old_horizon));
  bakery_statement_bind_int (statement, 4, MAXIMUM_CHANGES + 1);

  do
    {
      gboolean is_in = (question->query->lane == CONSOLE_LANE_QUEUE) == (question->horizon > question->old_horizon);

      if (!bakery_statement_step (statement, &has_row, error))
        {
          return FALSE;
        }
      if (has_row && !has_way (ways, bakery_statement_get_int (statement, 0)))
        {
          const gint64 start = bakery_statement_get_int (statement, 1);
          Way way = { bakery_statement_get_int (statement, 0), !is_in, is_in, start, start };

          g_array_append_val (ways, way);
        }
    }
  while (has_row);

  return TRUE;
}

static int
compare_uints (gconstpointer a,
               gconstpointer b)
{
  const guint x = *(const guint *) a;
  const guint y = *(const guint *) b;

  return (x > y) - (x < y);
}

static gboolean
stays (const Way *way)
{
  return way->was_in && way->is_in && way->old_start == way->new_start;
}

/* The position a way began at, in the list as it was. */
static gboolean
find_old_position (BakeryConnection      *connection,
                   const ConsoleLaneView *view,
                   const GArray          *ways,
                   const Way             *way,
                   guint                 *ret_position,
                   GError               **error)
{
  gint64 position;

  if (!console_order_index_rank (connection, view, way->old_start, way->id, &position, error))
    {
      return FALSE;
    }

  for (guint i = 0; i < ways->len; i++)
    {
      const Way *other = &g_array_index (ways, Way, i);

      if (stays (other))
        {
          continue;
        }
      if (other->is_in &&
          console_lane_view_compare (view, other->new_start, other->id, way->old_start, way->id) < 0)
        {
          position--;
        }
      if (other->was_in &&
          console_lane_view_compare (view, other->old_start, other->id, way->old_start, way->id) < 0)
        {
          position++;
        }
    }

  *ret_position = (guint) position;
  return TRUE;
}

static gboolean
answer_way (BakeryConnection      *connection,
            const ConsoleLaneView *view,
            const GArray          *ways,
            const Way             *way,
            ConsoleWindowAnswer   *answer,
            GError               **error)
{
  ConsoleOrderPlace place = { 0, NULL };
  gint64 position;
  guint old_position;

  if (way->was_in && !stays (way))
    {
      if (!find_old_position (connection, view, ways, way, &old_position, error))
        {
          return FALSE;
        }
      g_array_append_val (answer->removed, old_position);
    }
  if (!way->is_in)
    {
      return TRUE;
    }

  place.order = console_cache_load_order (connection, way->id, error);
  if (place.order == NULL)
    {
      return FALSE;
    }
  if (stays (way))
    {
      g_ptr_array_add (answer->updated, place.order);
      return TRUE;
    }
  if (!console_order_index_rank (connection, view, way->new_start, way->id, &position, error))
    {
      bakery_order_unref (place.order);
      return FALSE;
    }

  place.position = (guint) position;
  g_array_append_val (answer->inserted, place);
  return TRUE;
}

static gboolean
answer_changes (BakeryConnection            *connection,
                const ConsoleWindowQuestion *question,
                ConsoleWindowAnswer         *answer,
                GError                     **error)
{
  const ConsoleLaneView view = view_at (question, question->horizon);
  g_autoptr(GArray) ways = g_array_new (FALSE, FALSE, sizeof (Way));
  gint64 n;

  if (question->changes->len > MAXIMUM_CHANGES)
    {
      return answer_whole (connection, question, answer, error);
    }
  if (!add_changed_ways (connection, question, ways, error) || !add_timely_ways (connection, question, ways, error))
    {
      return FALSE;
    }
  if (ways->len > MAXIMUM_CHANGES)
    {
      return answer_whole (connection, question, answer, error);
    }

  for (guint i = 0; i < ways->len; i++)
    {
      if (!answer_way (connection, &view, ways, &g_array_index (ways, Way, i), answer, error))
        {
          return FALSE;
        }
    }
  if (!console_order_index_count (connection, &view, &n, error))
    {
      return FALSE;
    }

  answer->n = (guint) n;
  g_array_sort (answer->removed, compare_uints);
  g_array_sort (answer->inserted, compare_uints);
  return TRUE;
}

/**
 * console_window_question_answer:
 * @connection: a snapshot of the cache
 * @user_data: a #ConsoleWindowQuestion
 * @error: return location for a %BAKERY_STORAGE_ERROR
 *
 * Answers a question. A #ConsoleCacheReadFunc.
 *
 * Returns: (transfer full) (nullable): a #ConsoleWindowAnswer
 */
gpointer
console_window_question_answer (BakeryConnection *connection,
                                gpointer          user_data,
                                GError          **error)
{
  const ConsoleWindowQuestion *question = user_data;
  g_autoptr(ConsoleWindowAnswer) answer = answer_new (question);
  gboolean answered;

  if (!console_cache_read_generation (connection, &answer->generation, error))
    {
      return NULL;
    }

  if (question->only_pages)
    {
      answered = read_pages (connection, question, question->ids, answer, error);
    }
  else if (question->changes != NULL && console_order_query_is_plain (question->query))
    {
      answered = answer_changes (connection, question, answer, error);
    }
  else
    {
      answered = answer_whole (connection, question, answer, error) &&
                 read_updated (connection, question, answer, error);
    }

  return answered ? g_steal_pointer (&answer) : NULL;
}
