/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `admin/mails`: what became of the mails, and trying dead letters again. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-mail.h"
#include "server-collection.h"
#include "server-entity-store.h"

static const ServerFilter filters[] = {
  { "state", SERVER_FILTER_TEXT, "t.state = $" },
  { "kind", SERVER_FILTER_TEXT, "t.kind = $" },
  { "order", SERVER_FILTER_INTEGER, "t.\"order\" = $" },
  { "recipient", SERVER_FILTER_TEXT, "t.recipient = $" },
  { NULL },
};

static const ServerCollection mails = {
  .type = &bakery_mail_type,
  .path = "admin/mails",
  .readers = SERVER_RIGHTS_EVERYBODY,
  .writers = SERVER_RIGHTS_EVERYBODY,
  .filters = filters,
  .is_newest_first = TRUE,
};

static const ServerQueryParameter query[] = {
  SERVER_QUERY_PAGE,
  { "state", SERVER_QUERY_ENUM, .values = &bakery_mail_states, .description = "Only mails in this state" },
  { "kind", SERVER_QUERY_ENUM, .values = &bakery_mail_kinds, .description = "Only mails about this" },
  { "order", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Only mails about this order" },
  { "recipient", SERVER_QUERY_TEXT, 1, 100, NULL, "Only mails to this address" },
  { NULL },
};

static void
revive (BakeryMail *mail,
        gint64      now)
{
  mail->state = BAKERY_MAIL_QUEUED;
  mail->attempts = 0;
  mail->hold_until = now;
  mail->next_attempt_at = now;
}

static gboolean
retry_mail (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);
  g_autoptr(BakeryMail) mail =
    server_entity_store_find (connection, &bakery_mail_type, server_request_get_id (request), error);

  if (mail == NULL || mail->state != BAKERY_MAIL_DEAD)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, BAKERY_ERROR, mail == NULL ? BAKERY_ERROR_NOT_FOUND : BAKERY_ERROR_CONFLICT,
                             mail == NULL ? "There is no such mail." : "Only a dead letter can be tried again.");
      return FALSE;
    }

  revive (mail, now);
  if (!server_entity_store_update (connection, mail, FALSE, now, error))
    return FALSE;

  server_response_set_entity (response, mail, server_request_get_role (request));

  return TRUE;
}

const ServerRoute server_mails_routes[] = {
  { "GET", "admin/mails", BAKERY_ROLES_ADMIN, SERVER_ROUTE_READ, server_collection_list, SERVER_ROUTE_LIST, .query = query,
    .data = &mails, .answer = &bakery_mail_type, .summary = "List outgoing mail, newest first" },
  { "GET", "admin/mails/{id}", BAKERY_ROLES_ADMIN, SERVER_ROUTE_READ, server_collection_read, .data = &mails,
    .answer = &bakery_mail_type, .summary = "Read what became of a mail" },
  { "POST", "admin/mails/{id}/retry", BAKERY_ROLES_ADMIN, SERVER_ROUTE_WRITE, retry_mail,
    .flags = SERVER_ROUTE_OPTIONAL_BODY, .answer = &bakery_mail_type, .summary = "Send a dead letter again" },
  { NULL },
};
