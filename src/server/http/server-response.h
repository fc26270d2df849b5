/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The answer to one request, filled in by its handler. */

#pragma once

#include "bakery-json-writer.h"
#include "bakery-role.h"
#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void server_response_set_status (ServerResponse *self,
                                 guint status);
guint server_response_get_status (const ServerResponse *self);
void server_response_set_header (ServerResponse *self,
                                 const char *name,
                                 const char *value);
void server_response_add_header (ServerResponse *self,
                                 const char *name,
                                 const char *value);
const char *server_response_get_header (const ServerResponse *self,
                                        const char *name);

void server_response_set_entity (ServerResponse *self,
                                 gconstpointer entity,
                                 BakeryRoles reader);
void server_response_set_created (ServerResponse *self,
                                  const char *collection,
                                  gint64 id);
void server_response_set_no_content (ServerResponse *self);
void server_response_set_revision (ServerResponse *self,
                                   gint64 revision);
void server_response_set_next_page (ServerResponse *self,
                                    const ServerRequest *request,
                                    gint64 after);

BakeryJsonWriter *server_response_begin_json (ServerResponse *self);
GString *server_response_begin_text (ServerResponse *self,
                                     const char *content_type);
void server_response_take_bytes (ServerResponse *self,
                                 GBytes *bytes,
                                 const char *content_type);
void server_response_take_rendering (ServerResponse *self,
                                     ServerRendering *rendering,
                                     const char *content_type);
void server_response_take_stream (ServerResponse *self,
                                  ServerEventStream *stream);

G_END_DECLS
