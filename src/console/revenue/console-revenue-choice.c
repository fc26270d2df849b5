/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Turns what is chosen on the Revenue page into days and a query, and into a text that is remembered. Any thread. */

#include "config.h"

#include "console-revenue-choice.h"

#include "bakery-business-day.h"

#define GROUP "revenue"

/* As many days as 52 weeks have, so that Saturdays are compared with Saturdays. */
#define WEEKS_OF_YEAR 364

/* More days than this are no choice but a slip. */
#define MAXIMUM_DAYS 3660

/* What is remembered as a number. */
static const struct
{
  const char *key;
  guint       offset;
  int         last;
} members[] = {
  { "range", G_STRUCT_OFFSET (ConsoleRevenueChoice, range), CONSOLE_REVENUE_OWN_DAYS },
  { "from", G_STRUCT_OFFSET (ConsoleRevenueChoice, own.first), G_MAXINT },
  { "until", G_STRUCT_OFFSET (ConsoleRevenueChoice, own.last), G_MAXINT },
  { "step", G_STRUCT_OFFSET (ConsoleRevenueChoice, step), CONSOLE_REVENUE_BY_MONTH },
  { "comparison", G_STRUCT_OFFSET (ConsoleRevenueChoice, comparison), CONSOLE_REVENUE_WITH_LAST_YEAR },
  { "basis", G_STRUCT_OFFSET (ConsoleRevenueChoice, basis), CONSOLE_SALES_BY_PAYMENT_DATE },
  { "subject", G_STRUCT_OFFSET (ConsoleRevenueChoice, subject), CONSOLE_N_REVENUE_SUBJECTS - 1 },
  { "grouping", G_STRUCT_OFFSET (ConsoleRevenueChoice, grouping), CONSOLE_N_SALES_GROUPINGS - 1 },
  { "all-stores", G_STRUCT_OFFSET (ConsoleRevenueChoice, all_stores), TRUE },
};

/**
 * console_revenue_choice_new:
 *
 * Returns: (transfer full): what is shown first: four weeks by day, against the four before
 */
ConsoleRevenueChoice *
console_revenue_choice_new (void)
{
  ConsoleRevenueChoice *self = g_new0 (ConsoleRevenueChoice, 1);

  self->range = CONSOLE_REVENUE_28_DAYS;
  self->comparison = CONSOLE_REVENUE_WITH_PREVIOUS;

  return self;
}

/**
 * console_revenue_choice_free:
 * @self: (nullable) (transfer full): a choice
 *
 * Frees the choice.
 */
void
console_revenue_choice_free (ConsoleRevenueChoice *self)
{
  if (self == NULL)
    return;

  g_free (self->category);
  g_free (self);
}

/**
 * console_revenue_choice_to_string:
 * @self: a choice
 *
 * Returns: (transfer full): a text to remember it by
 */
char *
console_revenue_choice_to_string (const ConsoleRevenueChoice *self)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_key_file_set_integer (file, GROUP, members[i].key, G_STRUCT_MEMBER (int, self, members[i].offset));
  if (self->category != NULL)
    g_key_file_set_string (file, GROUP, "category", self->category);

  return g_key_file_to_data (file, NULL, NULL);
}

/**
 * console_revenue_choice_from_string:
 * @text: what console_revenue_choice_to_string() returned once, or anything else
 *
 * Returns: (transfer full): the choice; where something cannot be read, what is shown first
 */
ConsoleRevenueChoice *
console_revenue_choice_from_string (const char *text)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(ConsoleRevenueChoice) self = console_revenue_choice_new ();

  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return g_steal_pointer (&self);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr(GError) error = NULL;
      const int value = g_key_file_get_integer (file, GROUP, members[i].key, &error);

      if (error == NULL && value >= 0 && value <= members[i].last)
        G_STRUCT_MEMBER (int, self, members[i].offset) = value;
    }
  self->category = g_key_file_get_string (file, GROUP, "category", NULL);

  return g_steal_pointer (&self);
}

static ConsoleDayRange
get_own_days (const ConsoleRevenueChoice *self)
{
  const int first = MIN (self->own.first, self->own.last);
  const int last = MAX (self->own.first, self->own.last);

  return (ConsoleDayRange) { MAX (first, last - MAXIMUM_DAYS), last };
}

/**
 * console_revenue_choice_get_days:
 * @self: a choice
 * @today: the present business day
 *
 * Returns: the days that are shown
 */
ConsoleDayRange
console_revenue_choice_get_days (const ConsoleRevenueChoice *self,
                                 int                         today)
{
  const int month = console_day_get_month (today);
  GDate date;
  int year;

  console_day_to_date (today, &date);
  year = today - (int) g_date_get_day_of_year (&date) + 1;

  switch (self->range)
    {
    case CONSOLE_REVENUE_TODAY:
      return (ConsoleDayRange) { today, today };

    case CONSOLE_REVENUE_7_DAYS:
      return (ConsoleDayRange) { today - 6, today };

    case CONSOLE_REVENUE_THIS_MONTH:
      return (ConsoleDayRange) { month, today };

    case CONSOLE_REVENUE_LAST_MONTH:
      return (ConsoleDayRange) { console_day_add_months (month, -1), month - 1 };

    case CONSOLE_REVENUE_THIS_YEAR:
      return (ConsoleDayRange) { year, today };

    case CONSOLE_REVENUE_LAST_YEAR:
      return (ConsoleDayRange) { console_day_add_months (year, -12), year - 1 };

    case CONSOLE_REVENUE_3_YEARS:
      return (ConsoleDayRange) { console_day_add_months (month, -36), today };

    case CONSOLE_REVENUE_OWN_DAYS:
      return get_own_days (self);

    case CONSOLE_REVENUE_28_DAYS:
    default:
      return (ConsoleDayRange) { today - 27, today };
    }
}

/**
 * console_revenue_choice_get_others:
 * @self: a choice
 * @today: the present business day
 *
 * Returns: as many days that they are compared with, none where nothing is compared
 */
ConsoleDayRange
console_revenue_choice_get_others (const ConsoleRevenueChoice *self,
                                   int                         today)
{
  const ConsoleDayRange days = console_revenue_choice_get_days (self, today);
  int shift;

  switch (self->comparison)
    {
    case CONSOLE_REVENUE_WITH_PREVIOUS:
      shift = CONSOLE_DAY_RANGE_LENGTH (days);
      break;

    case CONSOLE_REVENUE_WITH_LAST_YEAR:
      shift = WEEKS_OF_YEAR;
      break;

    case CONSOLE_REVENUE_WITH_NOTHING:
    default:
      return (ConsoleDayRange) { 0, -1 };
    }

  return (ConsoleDayRange) { days.first - shift, days.last - shift };
}

/**
 * console_revenue_choice_get_stock_detail:
 * @self: a choice
 *
 * Returns: how exactly the value of the stock over time is to be known
 */
ConsoleSalesStockDetail
console_revenue_choice_get_stock_detail (const ConsoleRevenueChoice *self)
{
  if (self->subject != CONSOLE_REVENUE_OF_STOCK)
    return CONSOLE_SALES_WITHOUT_STOCK;

  return self->step == CONSOLE_REVENUE_BY_MONTH ? CONSOLE_SALES_STOCK_BY_MONTH : CONSOLE_SALES_STOCK_BY_DAY;
}

/**
 * console_revenue_choice_get_groupings:
 * @self: a choice
 *
 * Returns: which rows of a report the charts show, as in #ConsoleSalesQuery
 */
guint
console_revenue_choice_get_groupings (const ConsoleRevenueChoice *self)
{
  guint groupings = CONSOLE_SALES_GROUPING_BIT (self->grouping);

  if (self->subject == CONSOLE_REVENUE_OF_METHODS)
    groupings |= CONSOLE_SALES_GROUPING_BIT (CONSOLE_SALES_PER_METHOD);
  if (self->subject == CONSOLE_REVENUE_OF_STAGES)
    groupings |= CONSOLE_SALES_GROUPING_BIT (CONSOLE_SALES_PER_STAGE);

  return groupings;
}

static int
find_today (const BakeryStore *store,
            gint64             now)
{
  BakeryBusinessDay today;

  bakery_business_day_init_from_time (&today, store, now);
  return (int) today.date;
}

/**
 * console_revenue_choice_create_query:
 * @self: a choice
 * @store: the store that is looked at
 * @stores: (element-type BakeryStore): all stores of the account
 * @now: the present
 *
 * Returns: (transfer full): what is asked for
 */
ConsoleSalesQuery *
console_revenue_choice_create_query (const ConsoleRevenueChoice *self,
                                     const BakeryStore          *store,
                                     const GPtrArray            *stores,
                                     gint64                      now)
{
  ConsoleSalesQuery *query = console_sales_query_new ();
  const int today = find_today (store, now);

  query->basis = self->basis;
  query->category = g_strdup (self->category);
  query->days = console_revenue_choice_get_days (self, today);
  query->others = console_revenue_choice_get_others (self, today);
  query->today = today;
  query->stock = console_revenue_choice_get_stock_detail (self);
  query->groupings = console_revenue_choice_get_groupings (self);

  for (guint i = 0; i < stores->len; i++)
    {
      const BakeryStore *entry = g_ptr_array_index (stores, i);

      if (entry->base.id == store->base.id ||
          (self->all_stores && g_strcmp0 (entry->currency, store->currency) == 0))
        {
          g_array_append_val (query->stores, entry->base.id);
          query->today = MAX (query->today, find_today (entry, now));
        }
    }

  return query;
}

/**
 * console_revenue_choice_is_present:
 * @self: a choice
 * @query: what was asked for it
 * @store: the store that is looked at
 * @stores: (element-type BakeryStore): all stores of the account
 * @now: the present
 *
 * Returns: whether the same days would be asked for at present; not where another business day has begun since
 */
gboolean
console_revenue_choice_is_present (const ConsoleRevenueChoice *self,
                                   const ConsoleSalesQuery    *query,
                                   const BakeryStore          *store,
                                   const GPtrArray            *stores,
                                   gint64                      now)
{
  g_autoptr(ConsoleSalesQuery) present = console_revenue_choice_create_query (self, store, stores, now);

  return present->today == query->today && present->days.first == query->days.first &&
         present->days.last == query->days.last;
}
