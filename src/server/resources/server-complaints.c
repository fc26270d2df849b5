/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Complaints: customers write, the staff of their store answers until it is settled (C-074, C-076). Drivers see those that they
 * wrote themselves. Those that are of no store are about the site itself, and for its administrators (S-168). */

#include "config.h"

#include "server-routes.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-feedback.h"
#include "bakery-records.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-collection.h"
#include "server-entity-store.h"
#include "server-notification-store.h"

static gboolean
prepare_complaint (ServerRequest *request,
                   gpointer       entity,
                   GError       **error)
{
  BakeryComplaint *complaint = entity;
  const ServerIdentity *identity = server_request_get_identity (request);

  if (complaint->customer != 0)
    return TRUE;

  complaint->customer = identity->account;
  g_free (complaint->customer_name);
  complaint->customer_name = g_strdup (identity->name);

  return TRUE;
}

/* A complaint about an order is one about an order of one's own, and of that store. */
static gboolean
check_complaint (ServerRequest    *request,
                 gpointer          entity,
                 BakeryViolations *violations,
                 GError          **error)
{
  BakeryComplaint *complaint = entity;
  gboolean has_row;
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (server_request_get_connection (request),
                               "SELECT EXISTS (SELECT 1 FROM stores WHERE id = $1 AND deleted_at IS NULL),"
                               " EXISTS (SELECT 1 FROM orders WHERE id = $2 AND store = $1 AND customer = $3)",
                               error);

  if (select == NULL)
    return FALSE;

  bakery_statement_bind_int (select, 1, complaint->store);
  bakery_statement_bind_int (select, 2, complaint->order);
  bakery_statement_bind_int (select, 3, complaint->customer);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (complaint->store != 0 && bakery_statement_get_int (select, 0) == 0)
    bakery_violations_add (violations, "store", "There is no such store.");
  if (complaint->order != 0 && bakery_statement_get_int (select, 1) == 0)
    bakery_violations_add (violations, "order", "You have no such order at this store.");

  return TRUE;
}

static const ServerFilter filters[] = {
  { "store", SERVER_FILTER_INTEGER, "t.store = $" },
  { "order", SERVER_FILTER_INTEGER, "t.\"order\" = $" },
  { "state", SERVER_FILTER_TEXT, "t.state = $" },
  { NULL },
};

static const ServerCollection complaints = {
  .type = &bakery_complaint_type,
  .path = "complaints",
  .readers = SERVER_RIGHTS_ORDER,
  .writers = SERVER_RIGHTS_ORDER_WORK,
  .filters = filters,
  .is_in_feed = TRUE,
  .prepare = prepare_complaint,
  .check = check_complaint,
};

/* The people of a store find its complaints where they work; of the others somebody has to tell. */
static gboolean
create_complaint (ServerRequest  *request,
                  ServerResponse *response,
                  GError        **error)
{
  gboolean is_of_store = server_body_get_member (request, "store") != NULL;
  const ServerIdentity *identity = server_request_get_identity (request);
  g_autofree char *text = g_strdup_printf ("%s has a complaint about the site.", identity->name);

  return server_collection_create (request, response, error) &&
         (is_of_store ||
          server_notification_store_send_to_admins (server_request_get_connection (request),
                                                    BAKERY_NOTIFICATION_COMPLAINT,
                                                    text,
                                                    server_request_get_now (request),
                                                    error));
}

/* --- Replies --- */

static BakeryComplaintReply *
read_reply (ServerRequest *request,
            GError       **error)
{
  const ServerIdentity *identity = server_request_get_identity (request);
  g_autoptr(BakeryComplaintReply) reply = bakery_complaint_reply_new ();
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  if (!bakery_entity_read_json (reply, server_request_get_json (request), BAKERY_DECODE_CREATE, identity->role, FALSE,
                                violations))
    {
      bakery_set_error_invalid (error, violations);
      return NULL;
    }

  reply->at = server_request_get_now (request);
  reply->account = identity->account;
  g_free (reply->account_name);
  reply->account_name = g_strdup (identity->name);
  reply->is_staff = (identity->role & BAKERY_ROLES_STAFF) != 0;

  return g_steal_pointer (&reply);
}

static gboolean
notify (ServerRequest         *request,
        const BakeryComplaint *complaint,
        GError               **error)
{
  g_autofree char *text =
    g_strdup_printf ("%s answered your complaint %" G_GINT64_FORMAT ".",
                     complaint->store != 0 ? "The bakery has" : "We have", complaint->base.id);
  const ServerNotice notice = { complaint->customer, complaint->store, BAKERY_NOTIFICATION_COMPLAINT, text };
  g_autoptr(BakeryNotification) sent =
    server_notification_store_send (server_request_get_connection (request), &notice, server_request_get_now (request), error);

  return sent != NULL;
}

static gboolean
store_reply (ServerRequest        *request,
             BakeryComplaint      *complaint,
             BakeryComplaintReply *reply,
             GError              **error)
{
  gboolean is_staff = reply->is_staff;

  if (complaint->replies == NULL)
    complaint->replies = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (complaint->replies, bakery_complaint_reply_ref (reply));
  complaint->state = is_staff ? BAKERY_COMPLAINT_ANSWERED : BAKERY_COMPLAINT_OPEN;

  return server_entity_store_update (server_request_get_connection (request), complaint, TRUE,
                                     server_request_get_now (request), error) &&
         (!is_staff || complaint->customer == 0 || notify (request, complaint, error));
}

static gboolean
reply_to_complaint (ServerRequest  *request,
                    ServerResponse *response,
                    GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_auto(ServerSelect) select = { NULL };
  g_autoptr(BakeryComplaint) complaint = NULL;
  g_autoptr(BakeryComplaintReply) reply = NULL;

  server_collection_begin_select (&complaints, server_request_get_identity (request), complaints.readers, &select);
  server_select_where_integer (&select, "t.id = $", server_request_get_id (request));
  complaint = server_entity_store_load_one (connection, &bakery_complaint_type, &select, error);
  if (complaint == NULL || !bakery_records_load_children (server_request_get_connection (request), complaint, error) ||
      !server_request_check_revision (request, complaint, error))
    return FALSE;
  reply = read_reply (request, error);
  if (reply == NULL || !store_reply (request, complaint, reply, error))
    return FALSE;

  server_response_set_entity (response, complaint, server_request_get_role (request));
  server_response_set_status (response, 201);

  return TRUE;
}

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only complaints about this store" },
  { "order", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only complaints about this order" },
  { "state", SERVER_QUERY_ENUM, .values = &bakery_complaint_states, .description = "Only complaints in this state" },
  { NULL },
};

const ServerRoute server_complaints_routes[] = {
  { "GET", "complaints", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_READ, server_collection_list, SERVER_ROUTE_LIST,
    .query = query, .data = &complaints, .answer = &bakery_complaint_type, .summary = "List the complaints you may see" },
  { "POST", "complaints", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, create_complaint, .data = &complaints,
    .body = &bakery_complaint_type, .status = 201, .answer = &bakery_complaint_type,
    .summary = "Complain about a store, or about the site itself" },
  { "GET", "complaints/{id}", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_READ, server_collection_read, .data = &complaints,
    .answer = &bakery_complaint_type, .summary = "Read a complaint and its replies" },
  { "PATCH", "complaints/{id}", BAKERY_ROLES_STAFF, SERVER_ROUTE_WRITE, server_collection_update, .data = &complaints,
    .body = &bakery_complaint_type, .answer = &bakery_complaint_type, .summary = "Close a complaint, or open it again" },
  { "POST", "complaints/{id}/replies", BAKERY_ROLES_SIGNED_IN, SERVER_ROUTE_WRITE, reply_to_complaint,
    .body = &bakery_complaint_reply_type, .status = 201, .answer = &bakery_complaint_type,
    .summary = "Reply to a complaint" },
  { NULL },
};
