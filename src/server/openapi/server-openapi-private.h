/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the parts of the OpenAPI document share, for src/server/openapi only. */

#pragma once

#include "bakery-json-writer.h"
#include "server-route.h"

G_BEGIN_DECLS

/**
 * ServerOpenapiView:
 * @SERVER_OPENAPI_ANSWER: what the server answers: every field that somebody reads
 * @SERVER_OPENAPI_INPUT: the body of a POST or PUT: every field that somebody may set
 * @SERVER_OPENAPI_CHANGE: the body of a PATCH: the same, none required
 *
 * An entity type has a schema for each view that some route uses.
 */
typedef enum
{
  SERVER_OPENAPI_ANSWER,
  SERVER_OPENAPI_INPUT,
  SERVER_OPENAPI_CHANGE,
} ServerOpenapiView;

#define SERVER_OPENAPI_N_VIEWS 3

/* Parts. */

void server_openapi_begin (BakeryJsonWriter *writer,
                           const char *name);
void server_openapi_begin_list (BakeryJsonWriter *writer,
                                const char *name);
void server_openapi_text (BakeryJsonWriter *writer,
                          const char *name,
                          const char *value);
void server_openapi_integer (BakeryJsonWriter *writer,
                             const char *name,
                             gint64 value);
void server_openapi_flag (BakeryJsonWriter *writer,
                          const char *name,
                          gboolean value);
void server_openapi_reference (BakeryJsonWriter *writer,
                               const char *kind,
                               const char *name);
void server_openapi_roles (BakeryJsonWriter *writer,
                           const char *name,
                           BakeryRoles roles);
char *server_openapi_dup_roles (BakeryRoles roles);

/* Schemas. */

char *server_openapi_dup_schema_name (const BakeryEntityType *type,
                                      ServerOpenapiView view);
void server_openapi_write_members (BakeryJsonWriter *writer,
                                   const ServerQueryParameter *members,
                                   const BakeryEntityType *entity,
                                   ServerOpenapiView view);
void server_openapi_write_parameter_schema (BakeryJsonWriter *writer,
                                            const ServerQueryParameter *parameter,
                                            ServerOpenapiView view);
void server_openapi_write_schemas (BakeryJsonWriter *writer,
                                   const ServerRoute *const *tables);

/* Operations. */

void server_openapi_write_paths (BakeryJsonWriter *writer,
                                 const ServerRoute *const *tables);
void server_openapi_write_responses (BakeryJsonWriter *writer);

G_END_DECLS
