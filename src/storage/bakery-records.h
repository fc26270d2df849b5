/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Plain create, read, update and delete of entities: the SQL follows from the field table. Statements that mean more are
 * written out where the meaning is. A table has the columns `id` and `revision`, one for each field that is stored there, and
 * `deleted_at` where the type keeps what is deleted; a child's has its parent's column instead of `revision`. */

#pragma once

#include "bakery-connection.h"
#include "bakery-entity.h"

G_BEGIN_DECLS

/**
 * BakeryRecordsLayout:
 * @BAKERY_RECORDS_TABLES: children have tables of their own (the server's database)
 * @BAKERY_RECORDS_DOCUMENTS: children are JSON text in a column of their parent, and derived fields are recomputed on
 *   load (the console's cache)
 */
typedef enum
{
  BAKERY_RECORDS_TABLES,
  BAKERY_RECORDS_DOCUMENTS,
} BakeryRecordsLayout;

char *bakery_records_dup_columns (const BakeryEntityType *type,
                                  const char *table_alias,
                                  BakeryRecordsLayout layout);
char *bakery_records_dup_create_table (const BakeryEntityType *type);
gpointer bakery_records_from_row (const BakeryEntityType *type,
                                  BakeryStatement *statement,
                                  guint first_column,
                                  BakeryRecordsLayout layout,
                                  GError **error);
GPtrArray *bakery_records_read_all (const BakeryEntityType *type,
                                    BakeryStatement *statement,
                                    BakeryRecordsLayout layout,
                                    GError **error);
gboolean bakery_records_load_children (BakeryConnection *connection,
                                       gpointer entity,
                                       GError **error);
gboolean bakery_records_load_children_of_all (BakeryConnection *connection,
                                              GPtrArray *entities,
                                              GError **error);

gpointer bakery_records_load (BakeryConnection *connection,
                              const BakeryEntityType *type,
                              gint64 id,
                              BakeryRecordsLayout layout,
                              GError **error);
gboolean bakery_records_insert (BakeryConnection *connection,
                                gpointer entity,
                                BakeryRecordsLayout layout,
                                GError **error);
gboolean bakery_records_update (BakeryConnection *connection,
                                gpointer entity,
                                BakeryRecordsLayout layout,
                                GError **error);
gboolean bakery_records_upsert (BakeryConnection *connection,
                                gpointer entity,
                                BakeryRecordsLayout layout,
                                GError **error);
gboolean bakery_records_delete (BakeryConnection *connection,
                                const BakeryEntityType *type,
                                gint64 id,
                                gint64 deleted_at,
                                GError **error);

G_END_DECLS
