/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Password hashes of bakeries that come from Django: they are checked here, and never made. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What such a hash begins with. */
#define SERVER_PBKDF2_PREFIX "pbkdf2_sha256$"

/** How long a key is. */
#define SERVER_PBKDF2_SIZE 32

void server_pbkdf2_derive (const char *password,
                           const guint8 *salt,
                           gsize salt_length,
                           guint iterations,
                           guint8 ret_key[SERVER_PBKDF2_SIZE]);
gboolean server_pbkdf2_verify (const char *hash,
                               const char *password);

G_END_DECLS
