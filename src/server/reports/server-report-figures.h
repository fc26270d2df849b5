/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The figures of reports, from the database. Each function adds those of the present store; the figures come in the order of
 * the enumeration that goes with it. */

#pragma once

#include "server-report.h"

G_BEGIN_DECLS

enum
{
  SERVER_REVENUE_ORDERS,
  SERVER_REVENUE_GROSS,
  SERVER_REVENUE_REFUNDED,
  SERVER_REVENUE_NET,
};

enum
{
  SERVER_ORDERS_PLACED,
  SERVER_ORDERS_CANCELLED,
  SERVER_ORDERS_TOTAL,
};

enum
{
  SERVER_REFUNDS_MADE,
  SERVER_REFUNDS_AMOUNT,
};

enum
{
  SERVER_USERS_CUSTOMERS,
  SERVER_USERS_NEW,
  SERVER_USERS_GUEST_ORDERS,
};

enum
{
  SERVER_CAKES_ORDERS,
  SERVER_CAKES_QUANTITY,
  SERVER_CAKES_SALES,
};

enum
{
  SERVER_EXPENSES_PURCHASES,
  SERVER_EXPENSES_USED,
  SERVER_EXPENSES_WASTE,
  SERVER_EXPENSES_MISSING,
  SERVER_EXPENSES_REFUNDS,
  SERVER_EXPENSES_TOTAL,
};

enum
{
  SERVER_INVENTORY_VALUE,
};

gboolean server_report_add_revenue (ServerReport *self,
                                    BakeryConnection *connection,
                                    GError **error);
gboolean server_report_add_orders (ServerReport *self,
                                   BakeryConnection *connection,
                                   GError **error);
gboolean server_report_add_refunds (ServerReport *self,
                                    BakeryConnection *connection,
                                    GError **error);
gboolean server_report_add_users (ServerReport *self,
                                  BakeryConnection *connection,
                                  GError **error);
gboolean server_report_add_cakes (ServerReport *self,
                                  BakeryConnection *connection,
                                  GError **error);
gboolean server_report_add_expenses (ServerReport *self,
                                     BakeryConnection *connection,
                                     GError **error);
gboolean server_report_add_inventory (ServerReport *self,
                                      BakeryConnection *connection,
                                      GError **error);
const char *const *server_report_list_statements (void);
const char *server_report_peek_stock_statement (void);

G_END_DECLS
