/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Passwords: Argon2id, and Django's hashes until their first use, on a few threads of its own with a bounded queue, so that
 * many sign-ins cannot starve the rest. */

#pragma once

#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ServerPasswordsFunc:
 * @user_data: as given
 *
 * Runs on a thread of the pool.
 */
typedef void (*ServerPasswordsFunc) (gpointer user_data);

ServerPasswords *server_passwords_new (guint maximum_queue);
void server_passwords_free (ServerPasswords *self);
void server_passwords_stop (ServerPasswords *self);
gboolean server_passwords_is_stopped (ServerPasswords *self);
gboolean server_passwords_submit (ServerPasswords *self,
                                  ServerPasswordsFunc func,
                                  gpointer user_data,
                                  GError **error);
guint server_passwords_get_queue_length (ServerPasswords *self);

char *server_password_hash (const char *password,
                            GError **error);
gboolean server_password_is_foreign (const char *hash);
gboolean server_password_verify (const char *hash,
                                 const char *password);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerPasswords, server_passwords_free)

G_END_DECLS
