/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose changes an account may hear of. */

#pragma once

#include "bakery-connection.h"
#include "bakery-role.h"

G_BEGIN_DECLS

/** Room for a scope's name with its terminator. */
#define SERVER_SCOPE_NAME_SIZE 20

/**
 * ServerScope:
 * @is_everything: whether no store is out of it
 * @has_accounts: whether the accounts of its stores are in it
 * @stores: (element-type gint64): the stores in it, ascending, unless it is everything
 * @name: short; another one when role or stores change
 * @token_generation: of the account when this was loaded; another one when all its access tokens have ended
 *
 * Plain data; freed with server_scope_clear().
 */
typedef struct
{
  gboolean is_everything;
  gboolean has_accounts;
  GArray *stores;
  char name[SERVER_SCOPE_NAME_SIZE];
  gint64 token_generation;
} ServerScope;

gboolean server_scope_load (BakeryConnection *connection,
                            gint64 account,
                            ServerScope *ret_scope,
                            GError **error);
gboolean server_scope_has_store (const ServerScope *self,
                                 gint64 store);
void server_scope_clear (ServerScope *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerScope, server_scope_clear)

G_END_DECLS
