/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a client may be answered: media types and codings it accepts, tags it has, sites whose pages may read. */

#pragma once

#include "server-request-private.h"
#include "server-response-private.h"

G_BEGIN_DECLS

gboolean server_negotiation_wants_page (const ServerRequest *request);
gboolean server_negotiation_can_answer (const ServerRequest *request);
gboolean server_negotiation_accepts_gzip (const char *accept_encoding);
gboolean server_negotiation_has_tag (const char *tags,
                                     const char *tag,
                                     gboolean is_strong);
gboolean server_negotiation_is_listed_origin (const ServerConfig *config,
                                              const char *origin);

void server_negotiation_answer_options (const ServerRequest *request,
                                        ServerResponse *response);
void server_negotiation_finish (const ServerRequest *request,
                                ServerResponse *response);

G_END_DECLS
