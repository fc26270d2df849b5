/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The questions an order list asks the cache, each answered from one snapshot: all anew, one page, what changed since. Runs on
 * a reader's thread; the values belong to whoever holds them. */

#pragma once

#include "console-order-index.h"

G_BEGIN_DECLS

/**
 * ConsoleOrderPlace:
 * @position: in the list
 * @order: (nullable): the order that stands there
 */
typedef struct
{
  guint position;
  BakeryOrder *order;
} ConsoleOrderPlace;

/**
 * ConsoleWindowAnswer:
 * @generation: which state of the cache this is true of
 * @horizon: which lanes it is true of
 * @n: orders in the list
 * @ids: (nullable) (element-type gint64): all of them, for a searched or filtered list
 * @is_whole: everything may have changed: @removed and @inserted say nothing
 * @removed: (element-type guint): positions before, ascending
 * @inserted: (element-type ConsoleOrderPlace): positions now, ascending
 * @places: (element-type ConsoleOrderPlace): rows that were read, at their positions now
 * @updated: (element-type BakeryOrder): orders that changed where they stand
 */
typedef struct
{
  gint64 generation;
  gint64 horizon;
  guint n;
  GArray *ids;
  gboolean is_whole;
  GArray *removed;
  GArray *inserted;
  GArray *places;
  GPtrArray *updated;
} ConsoleWindowAnswer;

/**
 * ConsoleWindowQuestion:
 * @query: what the list shows
 * @horizon: the queue's horizon now
 * @old_horizon: and when the list was last brought up to date
 * @pages: (element-type guint): pages to read the rows of
 * @changes: (nullable) (element-type ConsoleOrderChange): what changed since, or %NULL to answer everything anew
 * @ids: (nullable) (element-type gint64): for pages of a searched or filtered list: its orders
 * @only_pages: read @pages and nothing else
 */
typedef struct
{
  ConsoleOrderQuery *query;
  gint64 horizon;
  gint64 old_horizon;
  GArray *pages;
  GArray *changes;
  GArray *ids;
  gboolean only_pages;
} ConsoleWindowQuestion;

ConsoleWindowQuestion *console_window_question_new (const ConsoleOrderQuery *query,
                                                    gint64 horizon);
void console_window_question_free (ConsoleWindowQuestion *self);
void console_window_answer_free (ConsoleWindowAnswer *self);
gpointer console_window_question_answer (BakeryConnection *connection,
                                         gpointer user_data,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleWindowAnswer, console_window_answer_free)

G_END_DECLS
