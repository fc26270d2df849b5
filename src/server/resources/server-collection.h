/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The handlers that plain resources share: list, create, read, replace, update, delete. A resource is a #ServerCollection,
 * which says what is special about it, and the rows that SERVER_COLLECTION_ROUTES() adds to its route table. */

#pragma once

#include "server-request.h"
#include "server-response.h"
#include "server-rights.h"

G_BEGIN_DECLS

typedef struct _ServerCollection ServerCollection;

/**
 * ServerFilterKind:
 * @SERVER_FILTER_INTEGER: binds a number, boolean or time
 * @SERVER_FILTER_TEXT: binds the parameter's text
 * @SERVER_FILTER_CONTAINS: binds a LIKE pattern for the text anywhere
 * @SERVER_FILTER_MONEY: binds the amount in thousandths of the currency; compare with SERVER_FILTER_THOUSANDTHS()
 */
typedef enum
{
  SERVER_FILTER_INTEGER,
  SERVER_FILTER_TEXT,
  SERVER_FILTER_CONTAINS,
  SERVER_FILTER_MONEY,
} ServerFilterKind;

/** SQL of an amount of the row `t`, by its currency, in thousandths. The currencies are those of bakery-money.c. */
#define SERVER_FILTER_THOUSANDTHS(column_)                                                                             \
  column_ " * CASE WHEN t.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1"                        \
  " WHEN t.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV',"    \
  " 'XAF', 'XOF', 'XPF') THEN 1000 ELSE 10 END"

/**
 * ServerFilter:
 * @parameter: of the query
 * @kind: how its value is bound
 * @condition: on the table's alias `t`; each `$` is the value
 *
 * One row of a table that ends with a row without a parameter.
 */
typedef struct
{
  const char *parameter;
  ServerFilterKind kind;
  const char *condition;
} ServerFilter;

/**
 * ServerCollectionPrepare:
 * @request: what was asked
 * @entity: about to be read from the body
 * @error: what went wrong
 *
 * Fills in what reading needs and what nobody may set, such as the currency.
 *
 * Returns: whether the request may go on
 */
typedef gboolean (*ServerCollectionPrepare) (ServerRequest *request,
                                             gpointer entity,
                                             GError **error);

/**
 * ServerCollectionCheck:
 * @request: what was asked
 * @entity: as read, not stored yet
 * @violations: gets what is wrong with it
 * @error: what else went wrong
 *
 * Checks what only the database can tell, such as references.
 *
 * Returns: %FALSE with @error set when the request cannot be answered
 */
typedef gboolean (*ServerCollectionCheck) (ServerRequest *request,
                                           gpointer entity,
                                           BakeryViolations *violations,
                                           GError **error);

/**
 * ServerCollectionHook:
 * @request: what was asked
 * @entity: as stored
 * @error: what went wrong
 *
 * Does what belongs to a load or a deletion.
 *
 * Returns: whether it could
 */
typedef gboolean (*ServerCollectionHook) (ServerRequest *request,
                                          gpointer entity,
                                          GError **error);

/**
 * ServerCollection:
 * @type: what it holds
 * @path: of the collection below the base
 * @rights_column: the column that @readers and @writers are about, with the alias `t`: see server_rights_apply()
 * @readers: which rows can be read
 * @writers: which rows can be changed
 * @public_condition: (nullable): a further condition for callers who do not belong to a shop
 * @staff_condition: (nullable): a further condition for callers who belong to a shop and are no admin
 * @offered_condition: (nullable): a further condition of lists for callers who do not belong to a shop
 * @filters: (nullable): the filters of the list
 * @is_lenient: whether document S has this path: members it does not know are passed over
 * @is_in_feed: whether consoles hear of its changes
 * @is_newest_first: whether lists begin with the highest id
 * @prepare: (nullable): before an entity is read from a body
 * @check: (nullable): after that
 * @loaded: (nullable): completes an entity that was loaded with its children
 * @deleting: (nullable): before an entity is deleted
 * @stored: (nullable): after one was created, changed or deleted
 *
 * A resource.
 */
struct _ServerCollection
{
  const BakeryEntityType *type;
  const char *path;
  const char *rights_column;
  ServerRights readers;
  ServerRights writers;
  const char *public_condition;
  const char *staff_condition;
  const char *offered_condition;
  const ServerFilter *filters;
  gboolean is_lenient;
  gboolean is_in_feed;
  gboolean is_newest_first;
  ServerCollectionPrepare prepare;
  ServerCollectionCheck check;
  ServerCollectionHook loaded;
  ServerCollectionHook deleting;
  ServerCollectionHook stored;
};

/**
 * SERVER_COLLECTION_ROUTES:
 * @path_: the path, a literal
 * @collection_: a #ServerCollection
 * @type_: its type, once more: the member of another constant is none in C
 * @readers_: roles that may read
 * @creators_: roles that may create and delete
 * @writers_: roles that may change
 * @query_: query parameters of the list
 * @noun_: what the documentation calls one of them, a literal
 *
 * The rows of a resource in a table of #ServerRoute.
 */
#define SERVER_COLLECTION_ROUTES(path_, collection_, type_, readers_, creators_, writers_, query_, noun_)              \
  SERVER_COLLECTION_LIST_ROUTES (path_, collection_, type_, readers_, creators_, query_, noun_, SERVER_ROUTE_LIST),    \
  SERVER_COLLECTION_ITEM_ROUTES (path_, collection_, type_, readers_, creators_, writers_, noun_)

/** The same for a resource of the catalogue, of which every caller of a role sees the same. */
#define SERVER_CATALOGUE_ROUTES(path_, collection_, type_, readers_, creators_, writers_, query_, noun_)               \
  SERVER_COLLECTION_LIST_ROUTES (path_, collection_, type_, readers_, creators_, query_, noun_,                        \
                                 SERVER_ROUTE_LIST | SERVER_ROUTE_SHARED),                                             \
  SERVER_COLLECTION_READ_ROUTE (path_, collection_, type_, readers_, noun_, SERVER_ROUTE_SHARED),                      \
  SERVER_COLLECTION_WRITE_ROUTES (path_, collection_, type_, creators_, writers_, noun_)

/** Those of the rows of SERVER_COLLECTION_ROUTES() that are about one of them. */
#define SERVER_COLLECTION_ITEM_ROUTES(path_, collection_, type_, readers_, creators_, writers_, noun_)                 \
  SERVER_COLLECTION_READ_ROUTE (path_, collection_, type_, readers_, noun_, 0),                                        \
  SERVER_COLLECTION_WRITE_ROUTES (path_, collection_, type_, creators_, writers_, noun_)

/** The rows about all of them. */
#define SERVER_COLLECTION_LIST_ROUTES(path_, collection_, type_, readers_, creators_, query_, noun_, flags_)           \
  { "GET", path_, readers_, SERVER_ROUTE_READ, server_collection_list, flags_, .query = (query_),                      \
    .data = (collection_), .answer = (type_), .summary = "List every " noun_ },                                        \
  { "POST", path_, creators_, SERVER_ROUTE_WRITE, server_collection_create, .data = (collection_),                     \
    .body = (type_), .status = 201, .answer = (type_), .summary = "Create " noun_ }

/** The row that reads one of them. */
#define SERVER_COLLECTION_READ_ROUTE(path_, collection_, type_, readers_, noun_, flags_)                               \
  { "GET", path_ "/{id}", readers_, SERVER_ROUTE_READ, server_collection_read, flags_, .data = (collection_),          \
    .answer = (type_), .summary = "Read one " noun_ }

/** The rows that change one of them. */
#define SERVER_COLLECTION_WRITE_ROUTES(path_, collection_, type_, creators_, writers_, noun_)                          \
  { "PUT", path_ "/{id}", writers_, SERVER_ROUTE_WRITE, server_collection_replace, .data = (collection_),              \
    .body = (type_), .answer = (type_), .summary = "Replace " noun_ },                                                 \
  { "PATCH", path_ "/{id}", writers_, SERVER_ROUTE_WRITE, server_collection_update, .data = (collection_),             \
    .body = (type_), .answer = (type_), .summary = "Change " noun_ },                                                  \
  { "DELETE", path_ "/{id}", creators_, SERVER_ROUTE_WRITE, server_collection_delete, .data = (collection_),           \
    .status = 204, .summary = "Delete " noun_ }

gboolean server_collection_list (ServerRequest *request,
                                 ServerResponse *response,
                                 GError **error);
gboolean server_collection_create (ServerRequest *request,
                                   ServerResponse *response,
                                   GError **error);
gboolean server_collection_read (ServerRequest *request,
                                 ServerResponse *response,
                                 GError **error);
gboolean server_collection_replace (ServerRequest *request,
                                    ServerResponse *response,
                                    GError **error);
gboolean server_collection_update (ServerRequest *request,
                                   ServerResponse *response,
                                   GError **error);
gboolean server_collection_delete (ServerRequest *request,
                                   ServerResponse *response,
                                   GError **error);

gboolean server_collection_answer_list (const ServerCollection *self,
                                        ServerRequest *request,
                                        ServerSelect *select,
                                        ServerResponse *response,
                                        GError **error);
void server_collection_begin_select (const ServerCollection *self,
                                     const ServerIdentity *identity,
                                     ServerRights rights,
                                     ServerSelect *ret_select);

G_END_DECLS
