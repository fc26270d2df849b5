/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Issues tokens and queues the mails that hold them, in one transaction. Runs on the writer's thread. */

#include "config.h"

#include "server-account-mail.h"

#include "bakery-time.h"
#include "server-account-tokens.h"
#include "server-config.h"
#include "server-context.h"
#include "server-mail-queue.h"
#include "server-problem.h"

#define CONFIRMATION_LASTS (3 * BAKERY_DAY)
#define RESET_LASTS BAKERY_HOUR

/* Whoever changes the address of an account back and forth is not to fill the mailbox of somebody else. */
#define CONFIRMATIONS_AN_HOUR 5

/* Without an address of the site, the one it listens on is all there is to tell. */
static char *
dup_site (ServerRequest *request)
{
  const ServerConfig *config = server_request_get_context (request)->config;
  char *site = config->public_url != NULL ? g_strdup (config->public_url) : g_strconcat ("http://", config->listen, NULL);

  if (g_str_has_suffix (site, "/"))
    site[strlen (site) - 1] = '\0';

  return site;
}

static char *
dup_link (ServerRequest *request,
          const char    *page,
          const char    *token)
{
  g_autofree char *base = dup_site (request);

  return g_strconcat (base, "/", page, "?token=", token, NULL);
}

static gboolean
check_confirmations (BakeryConnection *connection,
                     gint64            account,
                     gint64            now,
                     GError          **error)
{
  gint64 n_recent;

  if (!server_account_tokens_count (connection, account, SERVER_ACCOUNT_TOKEN_CONFIRM, now - BAKERY_HOUR, &n_recent, error))
    return FALSE;
  if (n_recent < CONFIRMATIONS_AN_HOUR)
    return TRUE;

  g_set_error_literal (error, SERVER_ERROR, SERVER_ERROR_RATE,
                       "Too many mails were sent to confirm an address; try again in an hour.");

  return FALSE;
}

/**
 * server_account_mail_confirmation:
 * @request: what was asked
 * @account: a stored account
 * @error: %SERVER_ERROR_RATE when that was asked too often, or a %BAKERY_STORAGE_ERROR
 *
 * Asks the owner of an account's address whether it is theirs (C-017).
 *
 * Returns: whether it could
 */
gboolean
server_account_mail_confirmation (ServerRequest       *request,
                                  const BakeryAccount *account,
                                  GError             **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);
  g_autofree char *token = NULL;
  g_autofree char *link = NULL;

  if (!check_confirmations (connection, account->base.id, now, error) ||
      !server_account_tokens_issue (connection, account->base.id, SERVER_ACCOUNT_TOKEN_CONFIRM, account->email, now,
                                    now + CONFIRMATION_LASTS, &token, error))
    return FALSE;

  link = dup_link (request, "confirm-email", token);

  return server_mail_queue_email_confirmation (connection, account, link, now + CONFIRMATION_LASTS, now, error);
}

/**
 * server_account_mail_reset:
 * @request: what was asked
 * @account: whose password was forgotten; one without an id is nobody's, and nothing is sent
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Sends a link to choose a new password (S-019). For nobody the same is written.
 *
 * Returns: whether it could
 */
gboolean
server_account_mail_reset (ServerRequest       *request,
                           const BakeryAccount *account,
                           GError             **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 now = server_request_get_now (request);
  g_autofree char *token = NULL;
  g_autofree char *link = NULL;

  if (!server_account_tokens_issue (connection, account->base.id, SERVER_ACCOUNT_TOKEN_RESET, account->email, now,
                                    now + RESET_LASTS, &token, error))
    return FALSE;

  link = dup_link (request, "reset-password", token);

  return server_mail_queue_password_reset (connection, account, link, now + RESET_LASTS, now, error);
}

/**
 * server_account_mail_approval:
 * @request: what was asked
 * @account: the account of a manager
 * @store: their store
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Tells a manager that their store is open, and where they sign in.
 *
 * Returns: whether it could
 */
gboolean
server_account_mail_approval (ServerRequest       *request,
                              const BakeryAccount *account,
                              const BakeryStore   *store,
                              GError             **error)
{
  g_autofree char *site = dup_site (request);

  return server_mail_queue_store_approved (server_request_get_connection (request),
                                           account,
                                           store->name,
                                           site,
                                           server_request_get_now (request),
                                           error);
}
