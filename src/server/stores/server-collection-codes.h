/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The codes that a customer shows at the counter. Only a keyed hash is kept (D-22). */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

/** So long a code works. */
#define SERVER_COLLECTION_CODE_HOURS 12

/** After so many wrong ones the customer needs a new code. */
#define SERVER_COLLECTION_CODE_ATTEMPTS 5

char *server_collection_codes_issue (BakeryConnection *connection,
                                     gint64 order,
                                     gint64 now,
                                     gint64 *ret_expires_at,
                                     GError **error);
gboolean server_collection_codes_use (BakeryConnection *connection,
                                      gint64 order,
                                      const char *code,
                                      gint64 now,
                                      gboolean *ret_is_right,
                                      GError **error);

G_END_DECLS
