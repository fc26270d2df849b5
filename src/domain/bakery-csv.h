/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Comma-separated values as in RFC 4180: cells in quotes may hold separators, quotes (twice) and line breaks. Reads what other
 * programs write as well: semicolons or tabs between the cells, any line ends, a byte order mark. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _BakeryCsvReader BakeryCsvReader;

BakeryCsvReader *bakery_csv_reader_new (const char *text,
                                        gsize length);
void bakery_csv_reader_free (BakeryCsvReader *self);
gboolean bakery_csv_reader_next (BakeryCsvReader *self,
                                 GPtrArray *cells,
                                 guint *ret_line,
                                 GError **error);
gsize bakery_csv_reader_get_offset (const BakeryCsvReader *self);

void bakery_csv_append_row (GString *text,
                            GPtrArray *cells);
char *bakery_csv_dup_harmless (const char *cell);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BakeryCsvReader, bakery_csv_reader_free)

G_END_DECLS
