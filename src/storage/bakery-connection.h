/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One connection to a database, and its statements, behind one face for every engine. A connection is used by one thread
 * at a time. SQL is written in the subset that SQLite and PostgreSQL share: placeholders $1, $2, …, RETURNING, ON CONFLICT;
 * it is constant text, values are always bound. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BAKERY_STORAGE_ERROR:
 *
 * Error domain of the database layer.
 */
#define BAKERY_STORAGE_ERROR (bakery_storage_error_quark ())

/**
 * BakeryStorageError:
 * @BAKERY_STORAGE_ERROR_FAILED: anything not named below; the message is the engine's, without bound values
 * @BAKERY_STORAGE_ERROR_UNIQUE: a unique index refused the row; the message is "table.column" (with several columns, each of
 *   them, separated by ", ")
 * @BAKERY_STORAGE_ERROR_REFERENCE: a foreign key refused it
 * @BAKERY_STORAGE_ERROR_CHECK: a CHECK or NOT NULL constraint refused it
 * @BAKERY_STORAGE_ERROR_BUSY: somebody else holds the database for longer than the busy timeout
 * @BAKERY_STORAGE_ERROR_FULL: no room on the disk; works again when there is
 * @BAKERY_STORAGE_ERROR_DAMAGED: the file is not a database, or a damaged one
 * @BAKERY_STORAGE_ERROR_NEWER: the schema is of a newer version than this program knows
 * @BAKERY_STORAGE_ERROR_CANNOT_OPEN: no such file or folder, or no right to it
 */
typedef enum
{
  BAKERY_STORAGE_ERROR_FAILED,
  BAKERY_STORAGE_ERROR_UNIQUE,
  BAKERY_STORAGE_ERROR_REFERENCE,
  BAKERY_STORAGE_ERROR_CHECK,
  BAKERY_STORAGE_ERROR_BUSY,
  BAKERY_STORAGE_ERROR_FULL,
  BAKERY_STORAGE_ERROR_DAMAGED,
  BAKERY_STORAGE_ERROR_NEWER,
  BAKERY_STORAGE_ERROR_CANNOT_OPEN,
} BakeryStorageError;

GQuark bakery_storage_error_quark (void);

typedef struct _BakeryConnection BakeryConnection;
typedef struct _BakeryStatement BakeryStatement;

/**
 * BakeryConnectionFlags:
 * @BAKERY_CONNECTION_READ_ONLY: refuses every write
 * @BAKERY_CONNECTION_CREATE: creates the database when there is none (SQLite: mode 0600)
 * @BAKERY_CONNECTION_RELAXED: a commit survives a crash of the program but perhaps not of the machine (SQLite:
 *   synchronous=NORMAL instead of FULL); for caches, whose triggers may also keep FTS5 tables
 * @BAKERY_CONNECTION_SOLE: refuses with %BAKERY_STORAGE_ERROR_BUSY while another connection that was opened with this flag,
 *   of this or another program, has the database: how a writer makes sure that it is the only one
 */
typedef enum
{
  BAKERY_CONNECTION_READ_ONLY = 1 << 0,
  BAKERY_CONNECTION_CREATE = 1 << 1,
  BAKERY_CONNECTION_RELAXED = 1 << 2,
  BAKERY_CONNECTION_SOLE = 1 << 3,
} BakeryConnectionFlags;

BakeryConnection *bakery_connection_open (const char *location,
                                          BakeryConnectionFlags flags,
                                          GError **error);
void bakery_connection_close (BakeryConnection *self);
void bakery_connection_set_context (BakeryConnection *self,
                                    gconstpointer context);
gconstpointer bakery_connection_get_context (BakeryConnection *self);
gboolean bakery_connection_attach (BakeryConnection *self,
                                   const char *location,
                                   const char *schema,
                                   BakeryConnectionFlags flags,
                                   GError **error);

BakeryStatement *bakery_connection_prepare (BakeryConnection *self,
                                            const char *sql,
                                            GError **error);
gboolean bakery_connection_execute (BakeryConnection *self,
                                    const char *sql,
                                    GError **error);
gboolean bakery_connection_execute_script (BakeryConnection *self,
                                           const char *script,
                                           GError **error);
gint64 bakery_connection_get_n_changes (BakeryConnection *self);
gint64 bakery_connection_get_inserted_id (BakeryConnection *self);
void bakery_connection_interrupt (BakeryConnection *self);

gboolean bakery_connection_begin (BakeryConnection *self,
                                  GError **error);
gboolean bakery_connection_begin_snapshot (BakeryConnection *self,
                                           GError **error);
gboolean bakery_connection_commit (BakeryConnection *self,
                                   GError **error);
void bakery_connection_roll_back (BakeryConnection *self);
gboolean bakery_connection_is_in_transaction (BakeryConnection *self);

/**
 * BakeryTransactionFunc:
 * @connection: inside a transaction or savepoint
 * @user_data: as given
 * @error: what went wrong
 *
 * Returns: %TRUE to keep what was written, %FALSE with @error set to roll all of it back
 */
typedef gboolean (*BakeryTransactionFunc) (BakeryConnection *connection,
                                           gpointer user_data,
                                           GError **error);

gboolean bakery_connection_transaction (BakeryConnection *self,
                                        BakeryTransactionFunc func,
                                        gpointer user_data,
                                        GError **error);
gboolean bakery_connection_savepoint (BakeryConnection *self,
                                      BakeryTransactionFunc func,
                                      gpointer user_data,
                                      GError **error);

gint64 bakery_connection_get_version (BakeryConnection *self,
                                      GError **error);
gboolean bakery_connection_check (BakeryConnection *self,
                                  GPtrArray *ret_findings,
                                  GError **error);

/* Statements. bakery_connection_prepare() lends a statement out of the connection's cache, keyed by its text;
 * bakery_statement_release() (or the auto-pointer) resets it, clears its bindings and gives it back. Positions of
 * bindings start at 1 as in SQL, columns at 0. */

void bakery_statement_release (BakeryStatement *self);

void bakery_statement_bind_null (BakeryStatement *self,
                                 guint position);
void bakery_statement_bind_int (BakeryStatement *self,
                                guint position,
                                gint64 value);
void bakery_statement_bind_real (BakeryStatement *self,
                                 guint position,
                                 double value);
void bakery_statement_bind_text (BakeryStatement *self,
                                 guint position,
                                 const char *value);
void bakery_statement_bind_blob (BakeryStatement *self,
                                 guint position,
                                 gconstpointer data,
                                 gsize length);

gboolean bakery_statement_step (BakeryStatement *self,
                                gboolean *ret_row,
                                GError **error);
gboolean bakery_statement_run (BakeryStatement *self,
                               GError **error);
GArray *bakery_statement_read_ids (BakeryStatement *self,
                                   GError **error);
gboolean bakery_statement_rewind (BakeryStatement *self,
                                  GError **error);

guint bakery_statement_get_n_columns (BakeryStatement *self);
gboolean bakery_statement_is_null (BakeryStatement *self,
                                   guint column);
gint64 bakery_statement_get_int (BakeryStatement *self,
                                 guint column);
double bakery_statement_get_real (BakeryStatement *self,
                                  guint column);
const char *bakery_statement_peek_text (BakeryStatement *self,
                                        guint column);
char *bakery_statement_dup_text (BakeryStatement *self,
                                 guint column);
gconstpointer bakery_statement_peek_blob (BakeryStatement *self,
                                          guint column,
                                          gsize *ret_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BakeryConnection, bakery_connection_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BakeryStatement, bakery_statement_release)

G_END_DECLS
