/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A report: figures of some stores and business days, gathered into rows by day, hour, cake or whatever was asked for. */

#pragma once

#include "bakery-business-day.h"
#include "bakery-connection.h"
#include "bakery-json-writer.h"

G_BEGIN_DECLS

/** The most figures that one row has. */
#define SERVER_REPORT_MAXIMUM_FIGURES 6

/**
 * ServerReportBy:
 * @SERVER_REPORT_DAY: the store's business day
 * @SERVER_REPORT_WEEK: from Monday on
 * @SERVER_REPORT_MONTH: of the business day
 * @SERVER_REPORT_HOUR: that the store's clocks showed
 * @SERVER_REPORT_WEEKDAY: of the business day, 1 for Monday
 * @SERVER_REPORT_STORE: the store
 * @SERVER_REPORT_PAYMENT_METHOD: how it was paid
 * @SERVER_REPORT_STAGE: where the order is
 * @SERVER_REPORT_CAKE: what was bought
 * @SERVER_REPORT_CATEGORY: the category that it is in
 * @SERVER_REPORT_OPTION: the options that were chosen for it
 *
 * What makes a row.
 */
typedef enum
{
  SERVER_REPORT_DAY,
  SERVER_REPORT_WEEK,
  SERVER_REPORT_MONTH,
  SERVER_REPORT_HOUR,
  SERVER_REPORT_WEEKDAY,
  SERVER_REPORT_STORE,
  SERVER_REPORT_PAYMENT_METHOD,
  SERVER_REPORT_STAGE,
  SERVER_REPORT_CAKE,
  SERVER_REPORT_CATEGORY,
  SERVER_REPORT_OPTION,
} ServerReportBy;

/**
 * ServerReportBasis:
 * @SERVER_REPORT_ORDER_DATE: an order counts when it was placed
 * @SERVER_REPORT_DUE_DATE: an order counts when it is due; when it was placed where it has no due date
 * @SERVER_REPORT_PAYMENT_DATE: what was paid counts when it was paid
 *
 * When something counts. Refunds count when they were made, always.
 */
typedef enum
{
  SERVER_REPORT_ORDER_DATE,
  SERVER_REPORT_DUE_DATE,
  SERVER_REPORT_PAYMENT_DATE,
} ServerReportBasis;

extern const BakeryEnum server_report_bases;

/**
 * ServerReportFigure:
 * @name: the member of its row
 * @is_money: whether it is an amount of the row's currency, else it counts
 *
 * One figure of each row of a report.
 */
typedef struct
{
  const char *name;
  gboolean is_money;
} ServerReportFigure;

/**
 * ServerReportRow:
 * @order: where it stands among the others
 * @key: (nullable): what it is about, %NULL where @order says it
 * @name: (nullable): what that is called
 * @currency: (nullable): of its amounts
 * @figures: in the order of the report's description
 * @last: the order that was counted last, for figures that count orders once
 * @members: (nullable): a set of numbers, for figures that count somebody once
 *
 * One row of a report. Owned by it.
 */
typedef struct
{
  gint64 order;
  char *key;
  char *name;
  char *currency;
  gint64 figures[SERVER_REPORT_MAXIMUM_FIGURES];
  gint64 last;
  GHashTable *members;
} ServerReportRow;

/**
 * ServerReport:
 * @by: what makes a row
 * @basis: when something counts
 * @from: the first business day, as days since 1970-01-01
 * @to: the last business day
 * @today: the present business day; where that is not the same at all stores, the latest one
 * @figures: (array length=n_figures): what each row says
 * @n_figures: how many that is
 * @has_name: whether rows have a name beside their key
 * @has_currency: whether rows are apart by currency
 * @stores: the ids of all stores that it is of, as JSON
 * @store: the store whose figures are being added
 * @among: the ids of the stores that share its rows, as JSON
 * @begin: the first instant of its days
 * @end: the first instant after its days
 * @day: the business day that was looked at last
 * @recent: (nullable): the row of that day, where a day has one row
 * @rows: (element-type ServerReportRow): by what tells them apart
 *
 * A report that is being made. Lives on its maker's stack; freed with server_report_clear().
 */
typedef struct
{
  ServerReportBy by;
  ServerReportBasis basis;
  gint64 from;
  gint64 to;
  gint64 today;
  const ServerReportFigure *figures;
  guint n_figures;
  gboolean has_name;
  gboolean has_currency;
  char *stores;
  const BakeryStore *store;
  char *among;
  gint64 begin;
  gint64 end;
  BakeryBusinessDay day;
  ServerReportRow *recent;
  GHashTable *rows;
} ServerReport;

void server_report_init (ServerReport *self,
                         ServerReportBy by,
                         ServerReportBasis basis,
                         gint64 from,
                         gint64 to,
                         const GPtrArray *stores);
void server_report_clear (ServerReport *self);
void server_report_begin_store (ServerReport *self,
                                const BakeryStore *store);
ServerReportRow *server_report_get_row_at (ServerReport *self,
                                           gint64 time);
gint64 server_report_get_order_of_day (const ServerReport *self,
                                       gint64 date);
ServerReportRow *server_report_get_row (ServerReport *self,
                                        gint64 order,
                                        const char *key,
                                        const char *name);
GPtrArray *server_report_dup_rows (const ServerReport *self,
                                   int sorted_by);
void server_report_write_row (const ServerReport *self,
                              const ServerReportRow *row,
                              BakeryJsonWriter *writer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerReport, server_report_clear)

G_END_DECLS
