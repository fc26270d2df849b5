/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The inside of a response, for src/server/http only. */

#pragma once

#include "server-response.h"

G_BEGIN_DECLS

/** The most header fields of one answer. */
#define SERVER_RESPONSE_MAXIMUM_HEADERS 24

/**
 * ServerHeader:
 * @name: interned
 * @value: owned
 */
typedef struct
{
  const char *name;
  char *value;
} ServerHeader;

/**
 * ServerResponse:
 * @entity: (nullable): what the body will show once server_response_render() writes it; owned
 * @reader: the role that will read @entity
 */
struct _ServerResponse
{
  guint status;
  guint n_headers;
  ServerHeader headers[SERVER_RESPONSE_MAXIMUM_HEADERS];
  const char *content_type;
  gpointer entity;
  BakeryRoles reader;
  BakeryJsonWriter writer;
  GString *text;
  GBytes *bytes;
  ServerRendering *rendering;
  ServerEventStream *stream;
};

void server_response_init (ServerResponse *self);
void server_response_reset (ServerResponse *self);
void server_response_clear (ServerResponse *self);
void server_response_render (ServerResponse *self);
gconstpointer server_response_peek_body (const ServerResponse *self,
                                         gsize *ret_size);

G_END_DECLS
