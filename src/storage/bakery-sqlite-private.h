/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the SQLite engine share. Nothing else knows SQLite. */

#pragma once

#include "bakery-connection-private.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * SqliteConnection:
 * @base: the head
 * @db: SQLite's handle
 * @schemas: (element-type SqliteSchema): `main` and what was attached
 * @lock: descriptor of the lock of a sole connection, -1 without one
 */
typedef struct
{
  BakeryConnection base;
  sqlite3 *db;
  GPtrArray *schemas;
  int lock;
} SqliteConnection;

/**
 * SqliteSchema:
 * @flags: as it was opened
 * @name: what its tables are qualified with
 *
 * One of the databases of a connection.
 */
typedef struct
{
  BakeryConnectionFlags flags;
  char name[];
} SqliteSchema;

/**
 * SqliteStatement:
 * @base: the head
 * @db: SQLite's handle of the connection
 * @stmt: SQLite's handle
 * @bind_error: what the first binding that failed said, or `SQLITE_OK`
 * @n_positions: how many placeholders there are
 * @positions: SQLite's index of the placeholder with each number, since SQLite counts names by first appearance; the
 *   first element is unused
 */
typedef struct
{
  BakeryStatement base;
  sqlite3 *db;
  sqlite3_stmt *stmt;
  int bind_error;
  int n_positions;
  int positions[];
} SqliteStatement;

void bakery_sqlite_set_error (sqlite3 *db,
                              int code,
                              gboolean may_quote,
                              GError **error);

gboolean bakery_sqlite_check (BakeryConnection *connection,
                              GPtrArray *ret_findings,
                              GError **error);

BakeryStatement *bakery_sqlite_prepare (BakeryConnection *connection,
                                        const char *sql,
                                        GError **error);
void bakery_sqlite_free_statement (BakeryStatement *statement);
void bakery_sqlite_reset (BakeryStatement *statement,
                          gboolean clear_bindings);
void bakery_sqlite_bind_null (BakeryStatement *statement,
                              guint position);
void bakery_sqlite_bind_int (BakeryStatement *statement,
                             guint position,
                             gint64 value);
void bakery_sqlite_bind_real (BakeryStatement *statement,
                              guint position,
                              double value);
void bakery_sqlite_bind_text (BakeryStatement *statement,
                              guint position,
                              const char *value);
void bakery_sqlite_bind_blob (BakeryStatement *statement,
                              guint position,
                              gconstpointer data,
                              gsize length);
gboolean bakery_sqlite_step (BakeryStatement *statement,
                             gboolean *ret_row,
                             GError **error);
gboolean bakery_sqlite_is_null (BakeryStatement *statement,
                                guint column);
gint64 bakery_sqlite_get_int (BakeryStatement *statement,
                              guint column);
double bakery_sqlite_get_real (BakeryStatement *statement,
                               guint column);
const char *bakery_sqlite_peek_text (BakeryStatement *statement,
                                     guint column);
gconstpointer bakery_sqlite_peek_blob (BakeryStatement *statement,
                                       guint column,
                                       gsize *ret_length);

G_END_DECLS
