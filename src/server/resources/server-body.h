/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Single members of a body, read as document S's clients write them: names in any case, numbers perhaps as text. For what a
 * handler must know before, or beside, the entity that the body describes. */

#pragma once

#include "server-request.h"

G_BEGIN_DECLS

JsonNode *server_body_get_member (const ServerRequest *request,
                                  const char *name);
gint64 server_body_get_reference (const ServerRequest *request,
                                  const char *name);
gboolean server_body_read_reference (const ServerRequest *request,
                                     const char *name,
                                     BakeryViolations *violations,
                                     gint64 *ret_reference);

char *server_body_read_text (const ServerRequest *request,
                             const char *name,
                             glong maximum,
                             const char *missing,
                             BakeryViolations *violations);
char *server_body_read_line (const ServerRequest *request,
                             const char *name,
                             glong maximum,
                             const char *missing,
                             BakeryViolations *violations);

void server_body_add_alias (const ServerRequest *request,
                            const char *alias,
                            const char *name);

G_END_DECLS
