/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A catalogue as a CSV file and back. The columns follow from the field table of a cake; what is written reads back as no
 * change at all. Reading changes nothing: it says what each row would do, and everything that is wrong, with line and
 * column. */

#pragma once

#include "bakery-cake.h"
#include "bakery-option.h"
#include "bakery-store.h"

G_BEGIN_DECLS

/**
 * BakeryCatalogue:
 * @store: whose catalogue it is
 * @cakes: (element-type BakeryCake): what it has
 * @groups: (element-type BakeryOptionGroup): what can be chosen with them
 * @accepts_categories: whether a category that no cake has is taken; where no cake has one, each is
 *
 * What a file is held against. Borrowed.
 */
typedef struct
{
  const BakeryStore *store;
  GPtrArray *cakes;
  GPtrArray *groups;
  gboolean accepts_categories;
} BakeryCatalogue;

/**
 * BakeryCatalogueEffect:
 * @BAKERY_CATALOGUE_UNCHANGED: the row says what is there
 * @BAKERY_CATALOGUE_CREATED: it makes a new cake
 * @BAKERY_CATALOGUE_CHANGED: it changes one
 * @BAKERY_CATALOGUE_REFUSED: something is wrong with it
 */
typedef enum
{
  BAKERY_CATALOGUE_UNCHANGED,
  BAKERY_CATALOGUE_CREATED,
  BAKERY_CATALOGUE_CHANGED,
  BAKERY_CATALOGUE_REFUSED,
} BakeryCatalogueEffect;

#define BAKERY_CATALOGUE_N_EFFECTS (BAKERY_CATALOGUE_REFUSED + 1)

/**
 * BakeryCatalogueIssue:
 * @line: where, from 1
 * @column: where, from 1; 0 for the whole row
 * @field: the column's heading, or the field that the row lacks
 * @message: what is wrong
 */
typedef struct
{
  guint line;
  guint column;
  char *field;
  char *message;
} BakeryCatalogueIssue;

/**
 * BakeryCatalogueRow:
 * @line: where it begins
 * @effect: what it would do
 * @base: (nullable): the cake that it changes
 * @cake: (nullable): the cake as the row has it
 * @cells: (element-type utf8): what it says, for the file of refused rows
 * @first_issue: of a refused row, the position of the first of its issues
 * @n_issues: how many it has
 */
typedef struct
{
  guint line;
  BakeryCatalogueEffect effect;
  BakeryCake *base;
  BakeryCake *cake;
  GPtrArray *cells;
  guint first_issue;
  guint n_issues;
} BakeryCatalogueRow;

/**
 * BakeryCatalogueReading:
 * @headings: (element-type utf8): the first row
 * @rows: (element-type BakeryCatalogueRow): the others
 * @issues: (element-type BakeryCatalogueIssue): everything that is wrong, in the order of the file
 * @counts: how many rows have which effect
 *
 * What a file would do.
 */
typedef struct
{
  GPtrArray *headings;
  GPtrArray *rows;
  GPtrArray *issues;
  guint counts[BAKERY_CATALOGUE_N_EFFECTS];
} BakeryCatalogueReading;

/**
 * BakeryCatalogueProgress:
 * @done: bytes that were read
 * @total: bytes that there are
 * @user_data: the caller's
 *
 * Called between rows, on the thread that reads.
 *
 * Returns: whether to go on
 */
typedef gboolean (*BakeryCatalogueProgress) (gsize done,
                                             gsize total,
                                             gpointer user_data);

char *bakery_catalogue_csv_write (const BakeryCatalogue *catalogue);
BakeryCatalogueReading *bakery_catalogue_csv_read (const BakeryCatalogue *catalogue,
                                                   const char *text,
                                                   gsize length,
                                                   BakeryCatalogueProgress progress,
                                                   gpointer user_data,
                                                   GError **error);
char *bakery_catalogue_reading_write_refused (const BakeryCatalogueReading *self);
void bakery_catalogue_reading_free (BakeryCatalogueReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BakeryCatalogueReading, bakery_catalogue_reading_free)

G_END_DECLS
