/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the records share: the SQL of an entity type, and fields as columns. */

#pragma once

#include "bakery-records.h"

G_BEGIN_DECLS

/**
 * BakeryRecordsSql:
 * @columns: the fields that are columns, those with children last, since their money needs the currency of the row
 * @n_columns: how many
 * @children: the fields whose children stand in tables of their own
 * @n_children: how many
 * @second: the column after the id: `revision`, or a child's parent
 * @select: by id
 * @select_children: (nullable): a child's, by parent in the order of ids
 * @select_children_of_all: (nullable): those of several parents, whose ids are a JSON array, and before the columns the parent
 * @insert: with an id that the database assigns and returns
 * @insert_with_id: with a given id
 * @update: by id
 * @upsert: insert, or update where the id is there
 * @remove: by id
 * @mark_deleted: (nullable): by id, with the time
 *
 * The SQL of one type in one layout. Statements that write bind @second at $1, the columns from $2 on, and then the id.
 */
typedef struct
{
  const BakeryField **columns;
  guint n_columns;
  const BakeryField **children;
  guint n_children;
  const char *second;
  char *select;
  char *select_children;
  char *select_children_of_all;
  char *insert;
  char *insert_with_id;
  char *update;
  char *upsert;
  char *remove;
  char *mark_deleted;
} BakeryRecordsSql;

const BakeryRecordsSql *bakery_records_get_sql (const BakeryEntityType *type,
                                                BakeryRecordsLayout layout);

void bakery_records_bind_field (BakeryStatement *statement,
                                guint position,
                                gconstpointer entity,
                                const BakeryField *field);
gboolean bakery_records_read_field (BakeryStatement *statement,
                                    guint column,
                                    gpointer entity,
                                    const BakeryField *field);

G_END_DECLS
