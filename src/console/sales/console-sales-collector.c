/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Puts what is read together as rows, days and sums. Rows are found by their key, and the one that was found last is tried
 * first, since answers of one row come one after the other. Any thread. */

#include "config.h"

#include "console-sales-collector.h"

#include "console-sales-goods.h"
#include "console-sales-report-private.h"

/**
 * console_sales_collector_init:
 * @self: (out caller-allocates): a collector, to be cleared
 * @report: an empty report, which it fills and does not own
 *
 * Begins with the days that are wanted.
 */
void
console_sales_collector_init (ConsoleSalesCollector *self,
                              ConsoleSalesReport    *report)
{
  *self = (ConsoleSalesCollector) { .report = report };
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->categories = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < CONSOLE_N_SALES_GROUPINGS; i++)
    self->found[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * console_sales_collector_clear:
 * @self: a collector
 *
 * Frees what it has found rows by; the report keeps the rows.
 */
void
console_sales_collector_clear (ConsoleSalesCollector *self)
{
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->categories);
  for (guint i = 0; i < CONSOLE_N_SALES_GROUPINGS; i++)
    g_hash_table_unref (self->found[i]);
}

/**
 * console_sales_collector_name_cake:
 * @self: a collector
 * @cake: its id
 * @name: (transfer full): what it is called
 * @category: (transfer full): what it is of
 *
 * Makes a cake known, before anything is told of it.
 */
void
console_sales_collector_name_cake (ConsoleSalesCollector *self,
                                   gint64                 cake,
                                   char                  *name,
                                   char                  *category)
{
  g_hash_table_insert (self->names, g_memdup2 (&cake, sizeof cake), name);
  g_hash_table_insert (self->categories, g_memdup2 (&cake, sizeof cake), category);
}

static ConsoleSalesRow *
find_or_add_row (ConsoleSalesCollector *self,
                 ConsoleSalesGrouping   grouping,
                 gint64                 number,
                 const char            *text)
{
  g_autofree char *key = text != NULL ? g_strconcat ("t", text, NULL) : g_strdup_printf ("%" G_GINT64_FORMAT, number);
  ConsoleSalesRow *row = g_hash_table_lookup (self->found[grouping], key);

  if (row == NULL)
    {
      row = g_new0 (ConsoleSalesRow, 1);
      row->number = number;
      row->name = g_strdup (text);
      g_ptr_array_add (self->report->rows[grouping], row);
      g_hash_table_insert (self->found[grouping], g_steal_pointer (&key), row);
    }

  return row;
}

static gboolean
is_row (const ConsoleSalesRow *row,
        gint64                 number,
        const char            *text)
{
  return row != NULL && row->number == number && (text == NULL || g_strcmp0 (row->name, text) == 0);
}

static ConsoleSalesRow *
ensure_row (ConsoleSalesCollector *self,
            ConsoleSalesGrouping   grouping,
            gint64                 number,
            const char            *text)
{
  ConsoleSalesRow **last = &self->last[grouping];

  if (!is_row (*last, number, text))
    *last = find_or_add_row (self, grouping, number, text);

  return *last;
}

static void
add_to_row (const ConsoleSalesCollector *self,
            ConsoleSalesRow             *row,
            const ConsoleSalesFigures   *figures)
{
  console_sales_figures_add (self->is_other ? &row->others : &row->figures, figures, 1);
}

static void
add_to_week (ConsoleSalesReport      *report,
             int                      day,
             const ConsoleSalesHours *hours)
{
  ConsoleSalesHours *sums = &report->week[((day + 3) % 7 + 7) % 7];

  for (guint hour = 0; hour < CONSOLE_SALES_HOURS; hour++)
    sums->counts[hour] += hours->counts[hour];
}

/**
 * console_sales_collector_take_total:
 * @self: a collector
 * @answer: what was sold on a day
 *
 * Adds it to all, to its day, to the week and to its store.
 */
void
console_sales_collector_take_total (ConsoleSalesCollector    *self,
                                    const ConsoleSalesAnswer *answer)
{
  ConsoleSalesReport *report = self->report;
  const int first = self->is_other ? report->query->others.first : report->query->days.first;
  ConsoleSalesFigures *days = self->is_other ? report->other_days : report->days;

  console_sales_figures_add (self->is_other ? &report->others : &report->total, &answer->figures, 1);
  console_sales_figures_add (&days[answer->day - first], &answer->figures, 1);
  if (!self->is_other)
    add_to_week (report, answer->day, &answer->hours);
  add_to_row (self, ensure_row (self, CONSOLE_SALES_PER_STORE, answer->store, NULL), &answer->figures);
}

static const char *
find_category (ConsoleSalesCollector    *self,
               const ConsoleSalesAnswer *answer)
{
  const char *category = answer->text == NULL ? g_hash_table_lookup (self->categories, &answer->number) : NULL;

  return category != NULL ? category : "";
}

/**
 * console_sales_collector_take_cake:
 * @self: a collector
 * @answer: what was sold of a cake
 *
 * Adds it to the cake and to its category.
 */
void
console_sales_collector_take_cake (ConsoleSalesCollector    *self,
                                   const ConsoleSalesAnswer *answer)
{
  ConsoleSalesRow *row = ensure_row (self, CONSOLE_SALES_PER_CAKE, answer->number, answer->text);

  if (row->name == NULL)
    row->name = g_strdup (g_hash_table_lookup (self->names, &answer->number));
  add_to_row (self, row, &answer->figures);
  add_to_row (self, ensure_row (self, CONSOLE_SALES_PER_CATEGORY, 0, find_category (self, answer)),
              &answer->figures);
}

/**
 * console_sales_collector_take_wanted_cake:
 * @self: a collector
 * @answer: what was sold of a cake of the category that is wanted
 *
 * Adds it to all that is told of, which it is a part of.
 */
void
console_sales_collector_take_wanted_cake (ConsoleSalesCollector    *self,
                                          const ConsoleSalesAnswer *answer)
{
  console_sales_collector_take_total (self, answer);
  console_sales_collector_take_cake (self, answer);
}

/**
 * console_sales_collector_take_category:
 * @self: a collector
 * @answer: a cake, or the name of one that has no id
 *
 * Has its category among the rows, without figures.
 */
void
console_sales_collector_take_category (ConsoleSalesCollector    *self,
                                       const ConsoleSalesAnswer *answer)
{
  ensure_row (self, CONSOLE_SALES_PER_CATEGORY, 0, find_category (self, answer));
}

/**
 * console_sales_collector_take_option:
 * @self: a collector
 * @answer: what was sold with an option
 *
 * Adds it to the option.
 */
void
console_sales_collector_take_option (ConsoleSalesCollector    *self,
                                     const ConsoleSalesAnswer *answer)
{
  add_to_row (self, ensure_row (self, CONSOLE_SALES_PER_OPTION, 0, answer->text), &answer->figures);
}

static void
take_by_day (ConsoleSalesCollector    *self,
             ConsoleSalesGrouping      grouping,
             const ConsoleSalesAnswer *answer)
{
  const ConsoleDayRange range = self->report->query->days;
  ConsoleSalesRow *row = ensure_row (self, grouping, answer->number, NULL);

  add_to_row (self, row, &answer->figures);
  if (self->is_other)
    return;

  if (row->days == NULL)
    row->days = console_sales_figures_new_days (range);
  console_sales_figures_add (&row->days[answer->day - range.first], &answer->figures, 1);
}

/**
 * console_sales_collector_take_method:
 * @self: a collector
 * @answer: what was paid for in one way on a day
 *
 * Adds it to the way of paying.
 */
void
console_sales_collector_take_method (ConsoleSalesCollector    *self,
                                     const ConsoleSalesAnswer *answer)
{
  take_by_day (self, CONSOLE_SALES_PER_METHOD, answer);
}

/**
 * console_sales_collector_take_stage:
 * @self: a collector
 * @answer: orders of a stage on a day
 *
 * Adds them to the stage.
 */
void
console_sales_collector_take_stage (ConsoleSalesCollector    *self,
                                    const ConsoleSalesAnswer *answer)
{
  take_by_day (self, CONSOLE_SALES_PER_STAGE, answer);
}

/**
 * console_sales_collector_add_goods:
 * @self: a collector
 * @store: where
 * @day: when, within the range that is being read
 * @kind: of movement
 * @cost: minor units; what left the stock is negative
 *
 * Adds a movement of the stock to all, to its day and to its store.
 */
void
console_sales_collector_add_goods (ConsoleSalesCollector *self,
                                   gint64                 store,
                                   int                    day,
                                   BakeryMovementKind     kind,
                                   gint64                 cost)
{
  ConsoleSalesReport *report = self->report;
  const int first = self->is_other ? report->query->others.first : report->query->days.first;
  ConsoleSalesFigures *days = self->is_other ? report->other_days : report->days;
  ConsoleSalesFigures figures = { 0 };

  console_sales_figures_take_goods (&figures, kind, cost);
  console_sales_figures_add (self->is_other ? &report->others : &report->total, &figures, 1);
  console_sales_figures_add (&days[day - first], &figures, 1);
  add_to_row (self, ensure_row (self, CONSOLE_SALES_PER_STORE, store, NULL), &figures);
}

/**
 * console_sales_collector_take_goods:
 * @self: a collector
 * @answer: movements of one kind on a day: the number is a #BakeryMovementKind, the sales are what they cost
 *
 * Adds them to all, to their day and to their store.
 */
void
console_sales_collector_take_goods (ConsoleSalesCollector    *self,
                                    const ConsoleSalesAnswer *answer)
{
  console_sales_collector_add_goods (self, answer->store, answer->day, (BakeryMovementKind) answer->number,
                                     answer->figures.sales);
}

/* How the rows of a grouping are ranked. */
typedef struct
{
  ConsoleSalesGrouping grouping;
  const char          *category;
} SalesRanking;

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const SalesRanking *ranking = user_data;
  const char *wanted = ranking->grouping == CONSOLE_SALES_PER_CATEGORY ? ranking->category : NULL;
  const ConsoleSalesRow *left = *(ConsoleSalesRow *const *) a;
  const ConsoleSalesRow *right = *(ConsoleSalesRow *const *) b;
  const gint64 of_left = console_sales_figures_get_ranked (&left->figures, ranking->grouping, ranking->category != NULL);
  const gint64 of_right = console_sales_figures_get_ranked (&right->figures, ranking->grouping, ranking->category != NULL);

  if (wanted != NULL && g_str_equal (left->name, wanted) != g_str_equal (right->name, wanted))
    return g_str_equal (left->name, wanted) ? -1 : 1;
  if (of_left != of_right)
    return of_left > of_right ? -1 : 1;
  if (left->number != right->number)
    return left->number < right->number ? -1 : 1;

  return g_strcmp0 (left->name, right->name);
}

/**
 * console_sales_collector_rank:
 * @self: a collector that has been told everything
 *
 * Puts the rows of each grouping in order, largest first.
 */
void
console_sales_collector_rank (ConsoleSalesCollector *self)
{
  for (guint i = 0; i < CONSOLE_N_SALES_GROUPINGS; i++)
    {
      SalesRanking ranking = { i, self->report->query->category };

      g_ptr_array_sort_with_data (self->report->rows[i], compare_rows, &ranking);
    }
}
