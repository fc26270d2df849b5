/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who sent a request. */

#pragma once

#include "server-request.h"

G_BEGIN_DECLS

gboolean server_authenticate_has_token (const ServerRequest *request);
gboolean server_authenticate_has_good_token (const ServerRequest *request);
gboolean server_authenticate (ServerRequest *request,
                              GError **error);
gboolean server_authenticate_check_origin (const ServerRequest *request,
                                           GError **error);
gboolean server_authenticate_is_same_origin (const ServerRequest *request);

G_END_DECLS
