/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `deliveries/drivers`: who can be given a delivery, for those who plan them and cannot see accounts: names, and nothing else.
 * Only reads; runs on the listener's threads. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-context.h"
#include "server-request.h"
#include "server-response.h"
#include "server-rights.h"

/* Who drives for a living comes first. */
#define SELECT_PEOPLE                                                                                                  \
  "SELECT a.id, trim(a.first_name || ' ' || a.last_name), a.role = 'driver' FROM accounts AS a"                        \
  " JOIN account_stores AS s ON s.account = a.id"                                                                      \
  " WHERE s.store = $1 AND a.is_active = 1 AND a.deleted_at IS NULL ORDER BY a.role <> 'driver', 2, a.id"

static void
write_person (BakeryStatement  *row,
              BakeryJsonWriter *writer)
{
  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "id");
  bakery_json_writer_integer (writer, bakery_statement_get_int (row, 0));
  bakery_json_writer_name (writer, "name");
  bakery_json_writer_string (writer, bakery_statement_peek_text (row, 1));
  bakery_json_writer_name (writer, "is_driver");
  bakery_json_writer_boolean (writer, bakery_statement_get_int (row, 2) != 0);
  bakery_json_writer_end_object (writer);
}

static gboolean
write_people (ServerRequest    *request,
              gint64            store,
              BakeryJsonWriter *writer,
              GError          **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (server_request_get_connection (request), SELECT_PEOPLE, error);
  gboolean has_row = TRUE;

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, store);
  while (bakery_statement_step (select, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      write_person (select, writer);
    }

  return FALSE;
}

static gboolean
list_drivers (ServerRequest  *request,
              ServerResponse *response,
              GError        **error)
{
  const gint64 store = server_request_get_query_integer (request, "store", 0);
  BakeryJsonWriter *writer;

  if (store == 0)
    {
      bakery_set_error_violation (error, "store", "This parameter is required.");
      return FALSE;
    }
  if (!server_rights_check_store (request, store, error))
    return FALSE;

  writer = server_response_begin_json (response);
  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "drivers");
  bakery_json_writer_begin_array (writer);
  if (!write_people (request, store, writer, error))
    return FALSE;
  bakery_json_writer_end_array (writer);
  bakery_json_writer_end_object (writer);

  return TRUE;
}

static const ServerQueryParameter query[] = {
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Whose people", .is_required = TRUE },
  { NULL },
};

static const ServerQueryParameter driver_members[] = {
  { "id", SERVER_QUERY_INTEGER, .description = "The account", .is_required = TRUE },
  { "name", SERVER_QUERY_TEXT, .description = "What they are called", .is_required = TRUE },
  { "is_driver", SERVER_QUERY_BOOLEAN, .description = "Whether driving is what they do", .is_required = TRUE },
  { NULL },
};

static const ServerQueryParameter answer_members[] = {
  { "drivers", SERVER_QUERY_LIST, .description = "Drivers first, then whoever else works there", .is_required = TRUE,
    .members = driver_members },
  { NULL },
};

const ServerRoute server_delivery_drivers_routes[] = {
  { "GET", "deliveries/drivers", BAKERY_ROLES_STAFF, SERVER_ROUTE_READ, list_drivers, .query = query,
    .answer_members = answer_members, .other_status = 404, .summary = "Say who can be given a delivery" },
  { NULL },
};
