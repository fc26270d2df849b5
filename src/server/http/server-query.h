/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Query parameters: the table in which a route lists those it takes, and the values of one request. */

#pragma once

#include "bakery-entity.h"
#include "bakery-violations.h"
#include "server-types.h"

G_BEGIN_DECLS

/** The most query parameters one route may take. */
#define SERVER_QUERY_MAXIMUM 16

/**
 * ServerQueryType:
 * @SERVER_QUERY_INTEGER: decimal digits, within the limits
 * @SERVER_QUERY_BOOLEAN: `true` or `false`
 * @SERVER_QUERY_TEXT: UTF-8; the limits count characters
 * @SERVER_QUERY_ENUM: one of the words of the parameter's #BakeryEnum
 * @SERVER_QUERY_TIME: RFC 3339
 * @SERVER_QUERY_NUMBER: a JSON number that need not be whole; only of a plain object
 * @SERVER_QUERY_OBJECT: a JSON object; only of a plain object
 * @SERVER_QUERY_LIST: a JSON array of objects, or without a description of them of texts; only of a plain object
 */
typedef enum
{
  SERVER_QUERY_INTEGER,
  SERVER_QUERY_BOOLEAN,
  SERVER_QUERY_TEXT,
  SERVER_QUERY_ENUM,
  SERVER_QUERY_TIME,
  SERVER_QUERY_NUMBER,
  SERVER_QUERY_OBJECT,
  SERVER_QUERY_LIST,
} ServerQueryType;

/**
 * ServerQueryParameter:
 * @name: as in the URL
 * @type: what it holds
 * @minimum: smallest value, or fewest characters; with @maximum 0 there is no limit
 * @maximum: largest value, or most characters
 * @values: (nullable): the words of a %SERVER_QUERY_ENUM
 * @description: one phrase for the documentation
 * @is_required: whether the documentation says that it must be there
 * @is_secret: for a member of a body: whether nothing that is stored may depend on its value
 * @is_nullable: for a member of an answer: whether it may be null
 * @members: (nullable): for a %SERVER_QUERY_OBJECT or %SERVER_QUERY_LIST: what the objects hold
 * @entity: (nullable): for these as well: what the objects are
 *
 * One row of a table that ends with a row without a name. Routes describe the members of plain JSON objects by such
 * tables as well.
 */
typedef struct _ServerQueryParameter
{
  const char *name;
  ServerQueryType type;
  gint64 minimum;
  gint64 maximum;
  const BakeryEnum *values;
  const char *description;
  gboolean is_required;
  gboolean is_secret;
  gboolean is_nullable;
  const struct _ServerQueryParameter *members;
  const BakeryEntityType *entity;
} ServerQueryParameter;

/** The rows of a list's `limit` and `after` (an id), the same for every list. */
#define SERVER_QUERY_PAGE                                                                                              \
  { "limit", SERVER_QUERY_INTEGER, 1, 1000, NULL, "How many to answer at most; 100 unless given" },                    \
  { "after", SERVER_QUERY_INTEGER, 0, G_MAXINT64, NULL, "The id after which to go on; from the Link header" }

#define SERVER_QUERY_DEFAULT_LIMIT 100

ServerQuery *server_query_new (const ServerQueryParameter *table,
                               const char *text,
                               BakeryViolations *violations);
void server_query_free (ServerQuery *self);
gboolean server_query_has (const ServerQuery *self,
                           const char *name);
gint64 server_query_get_integer (const ServerQuery *self,
                                 const char *name,
                                 gint64 fallback);
const char *server_query_get_text (const ServerQuery *self,
                                   const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerQuery, server_query_free)

G_END_DECLS
