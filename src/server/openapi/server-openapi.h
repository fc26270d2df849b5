/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The OpenAPI 3.1 document of the server, made from the tables that drive it. */

#pragma once

#include "server-route.h"

G_BEGIN_DECLS

char *server_openapi_dup_document (const ServerRoute *const *tables);

G_END_DECLS
