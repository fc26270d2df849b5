/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opaque tokens: random texts that are told once, and kept as hashes. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

/** Bytes of a token that must not be guessed. */
#define SERVER_SECRET_SIZE 32

char *server_secret_dup_random (gsize size);
void server_secret_bind_hash (BakeryStatement *statement,
                              guint position,
                              const char *secret);
gboolean server_secret_prune (BakeryConnection *connection,
                              const char *table,
                              gint64 now,
                              GError **error);

G_END_DECLS
