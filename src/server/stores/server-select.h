/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A SELECT put together from constant conditions, for lists with optional filters. Only text of this program goes into the
 * statement; values are bound. The texts repeat, so the connection's statement cache finds them again. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

/** The most values that one SELECT binds. */
#define SERVER_SELECT_MAXIMUM_VALUES 24

/**
 * ServerSelect:
 * @sql: the text so far, owned
 * @n_values: how many values it binds
 * @values: a text each, or an integer where that is %NULL; texts are owned
 *
 * Lives on the caller's stack, as `g_auto(ServerSelect)`.
 */
typedef struct
{
  GString *sql;
  guint n_values;
  struct
  {
    char *text;
    gint64 integer;
  } values[SERVER_SELECT_MAXIMUM_VALUES];
} ServerSelect;

void server_select_init (ServerSelect *self,
                         const char *columns,
                         const char *from);
void server_select_clear (ServerSelect *self);
void server_select_where (ServerSelect *self,
                          const char *condition);
void server_select_where_integer (ServerSelect *self,
                                  const char *condition,
                                  gint64 value);
void server_select_where_text (ServerSelect *self,
                               const char *condition,
                               const char *value);
void server_select_where_contains (ServerSelect *self,
                                   const char *condition,
                                   const char *value);
void server_select_append_integer (ServerSelect *self,
                                   const char *clause,
                                   gint64 value);
BakeryStatement *server_select_prepare (const ServerSelect *self,
                                        BakeryConnection *connection,
                                        GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerSelect, server_select_clear)

G_END_DECLS
