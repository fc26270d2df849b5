/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of a file that Django's `dumpdata` wrote: a JSON array of {"model": "app.name", "pk": 1, "fields": {…}}. The file
 * may be larger than memory: only where its rows are is kept, and one row at a time is read. One thread. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** The longest row, in bytes. */
#define SERVER_DUMP_MAXIMUM_ROW (1024 * 1024)

typedef struct _ServerDump ServerDump;

/**
 * ServerDumpRow:
 * @node: (owned): what the row consists of
 * @number: its place in the file, from 1
 * @pk: its primary key, 0 where it has none that we can keep
 * @fields: (transfer none): the rest of it
 *
 * One row.
 */
typedef struct
{
  JsonNode *node;
  guint number;
  gint64 pk;
  JsonObject *fields;
} ServerDumpRow;

ServerDump *server_dump_open (const char *path,
                              GError **error);
ServerDump *server_dump_new (const char *text,
                             gsize length,
                             GError **error);
void server_dump_free (ServerDump *self);
guint server_dump_get_n_rows (const ServerDump *self,
                              const char *model);
guint server_dump_get_n_all_rows (const ServerDump *self);
gboolean server_dump_read_row (const ServerDump *self,
                               const char *model,
                               guint position,
                               ServerDumpRow *ret_row,
                               GError **error);
void server_dump_row_clear (ServerDumpRow *row);
JsonNode *server_dump_row_get (const ServerDumpRow *row,
                               const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerDump, server_dump_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerDumpRow, server_dump_row_clear)

G_END_DECLS
