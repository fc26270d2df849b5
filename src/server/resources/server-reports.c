/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `reports/…`: revenue, orders, refunds, expenses, the stock, customers and what sold best (C-082 to C-087, S-097, S-098), for
 * clients that keep no cache, and to check those that do. Days are the business days of each store. Reports take their time, so
 * they are made on the threads that hash passwords, and not on those that answer everybody else. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-records.h"
#include "server-report-figures.h"
#include "server-request.h"
#include "server-response.h"
#include "server-rights.h"

#define DEFAULT_DAYS 30
#define MAXIMUM_DAYS 3660
#define MAXIMUM_ROWS 1000

/* What there is to choose from, in the order of #ServerReportBy. */
static const char *const date_words[] = { "day", "week", "month", NULL };
static const char *const plain_words[] = { "day", "week", "month", "hour", "weekday", "store", NULL };
static const char *const money_words[] = { "day", "week", "month", "hour", "weekday", "store", "payment_method", NULL };
static const char *const order_words[] = {
  "day", "week", "month", "hour", "weekday", "store", "payment_method", "stage", NULL,
};
static const char *const cake_words[] = { "cake", "category", "option", NULL };

static const BakeryEnum date_groupings = { date_words };
static const BakeryEnum plain_groupings = { plain_words };
static const BakeryEnum money_groupings = { money_words };
static const BakeryEnum order_groupings = { order_words };
static const BakeryEnum cake_groupings = { cake_words };

static const char *const order_basis_words[] = { "order", "due", NULL };
static const BakeryEnum order_bases = { order_basis_words };

/* Adds the figures of the present store to a report. */
typedef gboolean (*AddFigures) (ServerReport     *report,
                                BakeryConnection *connection,
                                GError          **error);

/* What is special about one report. */
typedef struct
{
  AddFigures                add;
  const ServerReportFigure *figures;
  guint                     n_figures;
  ServerReportBy            first_grouping;
  int                       sorted_by;
  gboolean                  has_currency;
} Kind;

#define AMOUNT TRUE
#define NUMBER FALSE

static const ServerReportFigure revenue_figures[] = {
  [SERVER_REVENUE_ORDERS] = { "orders", NUMBER },
  [SERVER_REVENUE_GROSS] = { "gross", AMOUNT },
  [SERVER_REVENUE_REFUNDED] = { "refunded", AMOUNT },
  [SERVER_REVENUE_NET] = { "revenue", AMOUNT },
};

static const ServerReportFigure order_figures[] = {
  [SERVER_ORDERS_PLACED] = { "orders", NUMBER },
  [SERVER_ORDERS_CANCELLED] = { "cancelled", NUMBER },
  [SERVER_ORDERS_TOTAL] = { "total", AMOUNT },
};

static const ServerReportFigure refund_figures[] = {
  [SERVER_REFUNDS_MADE] = { "refunds", NUMBER },
  [SERVER_REFUNDS_AMOUNT] = { "amount", AMOUNT },
};

static const ServerReportFigure expense_figures[] = {
  [SERVER_EXPENSES_PURCHASES] = { "purchases", AMOUNT },
  [SERVER_EXPENSES_USED] = { "used", AMOUNT },
  [SERVER_EXPENSES_WASTE] = { "waste", AMOUNT },
  [SERVER_EXPENSES_MISSING] = { "missing", AMOUNT },
  [SERVER_EXPENSES_REFUNDS] = { "refunds", AMOUNT },
  [SERVER_EXPENSES_TOTAL] = { "total", AMOUNT },
};

static const ServerReportFigure inventory_figures[] = {
  [SERVER_INVENTORY_VALUE] = { "value", AMOUNT },
};

static const ServerReportFigure user_figures[] = {
  [SERVER_USERS_CUSTOMERS] = { "customers", NUMBER },
  [SERVER_USERS_NEW] = { "new_customers", NUMBER },
  [SERVER_USERS_GUEST_ORDERS] = { "guest_orders", NUMBER },
};

static const ServerReportFigure cake_figures[] = {
  [SERVER_CAKES_ORDERS] = { "orders", NUMBER },
  [SERVER_CAKES_QUANTITY] = { "quantity", NUMBER },
  [SERVER_CAKES_SALES] = { "sales", AMOUNT },
};

#define FIGURES(table_) (table_), G_N_ELEMENTS (table_)

static const Kind revenue = { server_report_add_revenue, FIGURES (revenue_figures), SERVER_REPORT_DAY, -1, TRUE };
static const Kind orders = { server_report_add_orders, FIGURES (order_figures), SERVER_REPORT_DAY, -1, TRUE };
static const Kind refunds = { server_report_add_refunds, FIGURES (refund_figures), SERVER_REPORT_DAY, -1, TRUE };
static const Kind expenses = { server_report_add_expenses, FIGURES (expense_figures), SERVER_REPORT_DAY, -1, TRUE };
static const Kind inventory = { server_report_add_inventory, FIGURES (inventory_figures), SERVER_REPORT_DAY, -1, TRUE };
static const Kind users = { server_report_add_users, FIGURES (user_figures), SERVER_REPORT_DAY, -1, FALSE };
static const Kind top_cakes = {
  server_report_add_cakes, FIGURES (cake_figures), SERVER_REPORT_CAKE, SERVER_CAKES_SALES, TRUE,
};

/* --- What is asked for --- */

/* The stores whose figures the caller may see. */
static GPtrArray *
load_stores (ServerRequest *request,
             GError       **error)
{
  g_autofree char *columns = bakery_records_dup_columns (&bakery_store_type, "t", BAKERY_RECORDS_TABLES);
  g_autoptr(BakeryStatement) statement = NULL;
  g_auto(ServerSelect) select = { NULL };

  server_select_init (&select, columns, "stores AS t");
  server_select_where (&select, "t.deleted_at IS NULL");
  server_rights_apply (SERVER_RIGHTS_STORE, "t.id", server_request_get_identity (request), &select);
  if (server_request_has_query (request, "store"))
    server_select_where_integer (&select, "t.id = $", server_request_get_query_integer (request, "store", 0));
  statement = server_select_prepare (&select, server_request_get_connection (request), error);
  if (statement == NULL)
    return NULL;

  return bakery_records_read_all (&bakery_store_type, statement, BAKERY_RECORDS_TABLES, error);
}

static gboolean
check_stores (ServerRequest   *request,
              const GPtrArray *stores,
              GError         **error)
{
  if (stores->len > 0 || !server_request_has_query (request, "store"))
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is no such store.");

  return FALSE;
}

static void
read_date (ServerRequest    *request,
           const char       *name,
           gint64           *date,
           BakeryViolations *violations)
{
  const char *text = server_request_get_query_text (request, name);

  if (text != NULL && !bakery_business_date_from_string (text, date))
    bakery_violations_add (violations, name, "Must be a date as in 2026-05-01.");
}

/* Up to today, where nothing else is asked for: on the clocks of the first store, if there is one. */
static gboolean
read_range (ServerRequest   *request,
            const GPtrArray *stores,
            gint64          *ret_from,
            gint64          *ret_to,
            GError         **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  BakeryBusinessDay today = { 0 };

  if (stores->len > 0)
    bakery_business_day_init_from_time (&today, g_ptr_array_index (stores, 0), server_request_get_now (request));
  *ret_to = today.date;
  read_date (request, "to", ret_to, violations);
  *ret_from = *ret_to - DEFAULT_DAYS + 1;
  read_date (request, "from", ret_from, violations);
  if (bakery_violations_is_empty (violations) && *ret_from > *ret_to)
    bakery_violations_add (violations, "to", "Must not be before from.");
  else if (bakery_violations_is_empty (violations) && *ret_to - *ret_from >= MAXIMUM_DAYS)
    bakery_violations_add (violations, "to", "Must be less than %d days after from.", MAXIMUM_DAYS);
  if (bakery_violations_is_empty (violations))
    return TRUE;

  bakery_set_error_invalid (error, violations);

  return FALSE;
}

/* The latest of the stores' days. */
static gint64
find_today (ServerRequest   *request,
            const GPtrArray *stores)
{
  gint64 today = 0;

  for (guint i = 0; i < stores->len; i++)
    {
      BakeryBusinessDay day;

      bakery_business_day_init_from_time (&day, g_ptr_array_index (stores, i), server_request_get_now (request));
      today = MAX (today, day.date);
    }

  return today;
}

static gboolean
begin_report (ServerRequest   *request,
              const GPtrArray *stores,
              ServerReport    *report,
              GError         **error)
{
  const Kind *kind = server_request_get_route (request)->data;
  int by = server_request_get_query_enum (request, "by", 0);
  int basis = server_request_get_query_enum (request, "basis", SERVER_REPORT_ORDER_DATE);
  gint64 from;
  gint64 to;

  if (!read_range (request, stores, &from, &to, error))
    return FALSE;

  server_report_init (report, kind->first_grouping + (ServerReportBy) by, (ServerReportBasis) basis, from, to,
                      stores);
  report->today = find_today (request, stores);
  report->figures = kind->figures;
  report->n_figures = kind->n_figures;
  report->has_currency = kind->has_currency;
  report->has_name = report->by == SERVER_REPORT_STORE || report->by == SERVER_REPORT_CAKE;

  return TRUE;
}

/* --- What is answered --- */

static void
write_rows (ServerRequest      *request,
            const ServerReport *report,
            ServerResponse     *response)
{
  const Kind *kind = server_request_get_route (request)->data;
  g_autoptr(GPtrArray) rows = server_report_dup_rows (report, kind->sorted_by);
  gint64 n_rows = server_request_get_query_integer (request, "limit", rows->len);
  BakeryJsonWriter *writer = server_response_begin_json (response);
  guint i;

  bakery_json_writer_begin_array (writer);
  for (i = 0; i < MIN (n_rows, (gint64) rows->len); i++)
    server_report_write_row (report, g_ptr_array_index (rows, i), writer);
  bakery_json_writer_end_array (writer);
}

static gboolean
get_report (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  const Kind *kind = server_request_get_route (request)->data;
  g_autoptr(GPtrArray) stores = load_stores (request, error);
  g_auto(ServerReport) report = { 0 };
  guint i;

  if (stores == NULL || !check_stores (request, stores, error) || !begin_report (request, stores, &report, error))
    return FALSE;

  for (i = 0; i < stores->len; i++)
    {
      server_report_begin_store (&report, g_ptr_array_index (stores, i));
      if (!kind->add (&report, server_request_get_connection (request), error))
        return FALSE;
    }
  write_rows (request, &report, response);

  return TRUE;
}

/* All there is to do is done by the handler; this has it run where it keeps nobody waiting. */
static gboolean
stand_aside (ServerRequest *request G_GNUC_UNUSED,
             GError **error         G_GNUC_UNUSED)
{
  return TRUE;
}

#define RANGE                                                                                                          \
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only this store; all of yours unless given" },                \
  { "from", SERVER_QUERY_TEXT, 10, 10, NULL, "The first business day, such as 2026-05-01; 30 days to the last one" },  \
  { "to", SERVER_QUERY_TEXT, 10, 10, NULL, "The last business day, which counts as well; today unless given" }

#define BY(groupings_) { "by", SERVER_QUERY_ENUM, .values = &(groupings_), .description = "What makes a row" }
#define BASIS(bases_) { "basis", SERVER_QUERY_ENUM, .values = &(bases_), .description = "The date by which something counts" }

static const ServerQueryParameter revenue_query[] = { RANGE, BY (money_groupings), BASIS (server_report_bases), { NULL } };
static const ServerQueryParameter orders_query[] = { RANGE, BY (order_groupings), BASIS (order_bases), { NULL } };
static const ServerQueryParameter refunds_query[] = { RANGE, BY (money_groupings), { NULL } };
static const ServerQueryParameter expenses_query[] = { RANGE, BY (plain_groupings), { NULL } };
static const ServerQueryParameter inventory_query[] = { RANGE, BY (date_groupings), { NULL } };
static const ServerQueryParameter users_query[] = { RANGE, BY (plain_groupings), { NULL } };
static const ServerQueryParameter top_cakes_query[] = {
  RANGE, BY (cake_groupings), BASIS (order_bases),
  { "limit", SERVER_QUERY_INTEGER, 1, MAXIMUM_ROWS, NULL, "How many rows at most" },
  { NULL },
};

/* What a row is about. */
#define KEY_MEANS "The day, the Monday of the week, the month, hour or weekday (Monday is 1), the word, or the id"
#define KEY                                                                                                            \
  { "key", SERVER_QUERY_TEXT, .description = KEY_MEANS, .is_required = TRUE },                                         \
  { "name", SERVER_QUERY_TEXT, .description = "Of the store or cake" }

#define CURRENCY { "currency", SERVER_QUERY_TEXT, .description = "ISO 4217 code of the row's amounts", .is_required = TRUE }
#define COUNT(name_, what_) { name_, SERVER_QUERY_INTEGER, .description = what_, .is_required = TRUE }
#define MONEY(name_, what_) { name_, SERVER_QUERY_TEXT, .description = what_, .is_required = TRUE }

static const ServerQueryParameter revenue_members[] = {
  KEY, CURRENCY,
  COUNT ("orders", "How many orders; by payment date, those whose first payment came in"),
  MONEY ("gross", "What they came to, and what was kept of cancelled ones; by payment date, what was paid"),
  MONEY ("refunded", "What went back, on the day on which it did"),
  MONEY ("revenue", "The one less the other"),
  { NULL },
};
static const ServerQueryParameter orders_members[] = {
  KEY, CURRENCY, COUNT ("orders", "How many orders that were not cancelled"), COUNT ("cancelled", "How many that were"),
  MONEY ("total", "What those that were not came to"), { NULL },
};
static const ServerQueryParameter refunds_members[] = {
  KEY, CURRENCY, COUNT ("refunds", "How many refunds"), MONEY ("amount", "What went back"), { NULL },
};
static const ServerQueryParameter expenses_members[] = {
  KEY, CURRENCY, MONEY ("purchases", "What was bought for the stock"),
  MONEY ("used", "What orders used of it, at what packs cost on that day"), MONEY ("waste", "What was thrown away of it"),
  MONEY ("missing", "What was missing when it was counted, less what was found; not the first count"),
  MONEY ("refunds", "What was given back to customers"), MONEY ("total", "Purchases and refunds"), { NULL },
};
static const ServerQueryParameter inventory_members[] = {
  KEY, CURRENCY,
  MONEY ("value", "What was in stock when the day, week or month ended, at what packs cost today; none of days to come"),
  { NULL },
};
static const ServerQueryParameter users_members[] = {
  KEY, COUNT ("customers", "How many customers ordered"),
  COUNT ("new_customers", "How many of them had not ordered before at any store that the row is of"),
  COUNT ("guest_orders", "How many orders came without an account"), { NULL },
};
static const ServerQueryParameter top_cakes_members[] = {
  KEY, CURRENCY, COUNT ("orders", "In how many orders"), COUNT ("quantity", "How many were sold"),
  MONEY ("sales", "What they came to, without tax and delivery"), { NULL },
};

#define REPORT(path_, name_, what_)                                                                                    \
  { "GET", "reports/" path_, BAKERY_ROLES_MANAGERS, SERVER_ROUTE_READ, get_report, SERVER_ROUTE_LIST,                  \
    .prelude = stand_aside, .query = name_ ## _query, .data = &(name_), .answer_members = name_ ## _members,           \
    .other_status = 404, .summary = what_ }

const ServerRoute server_reports_routes[] = {
  REPORT ("revenue", revenue, "Sum up what was earned"),
  REPORT ("orders", orders, "Count the orders"),
  REPORT ("refunds", refunds, "Sum up what was given back"),
  REPORT ("expenses", expenses, "Sum up what was spent"),
  REPORT ("inventory", inventory, "Say what the stock was worth over time"),
  REPORT ("users", users, "Count who ordered"),
  REPORT ("top-cakes", top_cakes, "Say what sold best"),
  { NULL },
};
