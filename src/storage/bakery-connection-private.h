/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an engine has to offer, and what the files of this layer share. An engine is one file that fills in one
 * #BakeryEngine; its connections and statements are structs of its own that start with those below. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

typedef struct _BakeryEngine BakeryEngine;

/**
 * BakeryTransactionState:
 * @BAKERY_TRANSACTION_NONE: each statement commits by itself
 * @BAKERY_TRANSACTION_OPEN: begun here, not ended yet
 * @BAKERY_TRANSACTION_LOST: begun here, but the engine rolled it back after an error; until it is ended here as well every
 *   statement is refused, since it would otherwise commit by itself
 */
typedef enum
{
  BAKERY_TRANSACTION_NONE,
  BAKERY_TRANSACTION_OPEN,
  BAKERY_TRANSACTION_LOST,
} BakeryTransactionState;

/**
 * BakeryStatementState:
 * @BAKERY_STATEMENT_READY: may be bound and stepped
 * @BAKERY_STATEMENT_ROW: stands on a row
 * @BAKERY_STATEMENT_DONE: has no more rows
 * @BAKERY_STATEMENT_FAILED: a step failed
 */
typedef enum
{
  BAKERY_STATEMENT_READY,
  BAKERY_STATEMENT_ROW,
  BAKERY_STATEMENT_DONE,
  BAKERY_STATEMENT_FAILED,
} BakeryStatementState;

/**
 * BakeryConnection:
 * @engine: what it is a connection to
 * @flags: as it was opened
 * @transaction: where it stands
 * @cached: prepared statements by their text, those that somebody has borrowed too
 * @idle: those that nobody has borrowed, the last used first
 * @n_lent: statements that somebody has borrowed
 * @context: (nullable): of the program that uses it; borrowed
 */
struct _BakeryConnection
{
  const BakeryEngine *engine;
  BakeryConnectionFlags flags;
  BakeryTransactionState transaction;
  GHashTable *cached;
  GQueue idle;
  guint n_lent;
  gconstpointer context;
};

/**
 * BakeryStatement:
 * @connection: (not nullable): borrowed
 * @sql: owned; the key in the connection's cache
 * @link: its place in the connection's list
 * @is_cached: whether it stays when it is given back; one of the same text that was needed besides does not
 * @is_lent: whether somebody has borrowed it
 * @state: where it stands
 * @n_columns: how many columns its rows have
 */
struct _BakeryStatement
{
  BakeryConnection *connection;
  char *sql;
  GList link;
  gboolean is_cached;
  gboolean is_lent;
  BakeryStatementState state;
  guint n_columns;
};

/**
 * BakeryEngine:
 * @begin: the SQL that begins a transaction that writes
 * @begin_snapshot: the SQL that begins one that only reads
 *
 * The functions do what those of the same name in bakery-connection.h promise. `prepare` returns a struct with its own part
 * filled in, and `n_columns`; `reset` makes a statement ready to be stepped again and may also forget what was bound;
 * `get_n_total_changes` counts the rows changed since the connection was opened, rolled back or not.
 */
struct _BakeryEngine
{
  const char *begin;
  const char *begin_snapshot;

  BakeryConnection *(*open) (const char *location,
                             BakeryConnectionFlags flags,
                             GError **error);
  void (*close) (BakeryConnection *self);
  gboolean (*attach) (BakeryConnection *self,
                      const char *location,
                      const char *schema,
                      BakeryConnectionFlags flags,
                      GError **error);
  gboolean (*execute_script) (BakeryConnection *self,
                              const char *script,
                              GError **error);
  gint64 (*get_n_changes) (BakeryConnection *self);
  gint64 (*get_inserted_id) (BakeryConnection *self);
  gint64 (*get_n_total_changes) (BakeryConnection *self);
  void (*interrupt) (BakeryConnection *self);
  gboolean (*is_in_transaction) (BakeryConnection *self);
  gint64 (*get_version) (BakeryConnection *self,
                         GError **error);
  gboolean (*set_version) (BakeryConnection *self,
                           gint64 version,
                           GError **error);
  gboolean (*check) (BakeryConnection *self,
                     GPtrArray *ret_findings,
                     GError **error);

  BakeryStatement *(*prepare) (BakeryConnection *self,
                               const char *sql,
                               GError **error);
  void (*free_statement) (BakeryStatement *self);
  void (*reset) (BakeryStatement *self,
                 gboolean clear_bindings);
  void (*bind_null) (BakeryStatement *self,
                     guint position);
  void (*bind_int) (BakeryStatement *self,
                    guint position,
                    gint64 value);
  void (*bind_real) (BakeryStatement *self,
                     guint position,
                     double value);
  void (*bind_text) (BakeryStatement *self,
                     guint position,
                     const char *value);
  void (*bind_blob) (BakeryStatement *self,
                     guint position,
                     gconstpointer data,
                     gsize length);
  gboolean (*step) (BakeryStatement *self,
                    gboolean *ret_row,
                    GError **error);
  gboolean (*is_null) (BakeryStatement *self,
                       guint column);
  gint64 (*get_int) (BakeryStatement *self,
                     guint column);
  double (*get_real) (BakeryStatement *self,
                      guint column);
  const char *(*peek_text) (BakeryStatement *self,
                            guint column);
  gconstpointer (*peek_blob) (BakeryStatement *self,
                              guint column,
                              gsize *ret_length);
};

extern const BakeryEngine bakery_sqlite_engine;

gboolean bakery_connection_set_version (BakeryConnection *self,
                                        gint64 version,
                                        GError **error);
gint64 bakery_connection_get_n_total_changes (BakeryConnection *self);
gboolean bakery_connection_is_usable (BakeryConnection *self,
                                      GError **error);
void bakery_connection_note_failure (BakeryConnection *self);
void bakery_connection_drop_statements (BakeryConnection *self);

G_END_DECLS
