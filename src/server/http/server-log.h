/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The log of requests. */

#pragma once

#include "server-types.h"

G_BEGIN_DECLS

void server_log_request (const ServerRequest *request,
                         const ServerResponse *response);

G_END_DECLS
