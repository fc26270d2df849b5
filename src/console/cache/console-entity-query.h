/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which entities of a type a list shows, in which order. Main thread; console_entity_query_run() is for a reader's. */

#pragma once

#include "bakery-connection.h"
#include "bakery-entity.h"

G_BEGIN_DECLS

/** The value of a filter that lets through what has any value. */
#define CONSOLE_ENTITY_FILTER_ANY "*"

/**
 * ConsoleEntityFilter:
 * @field: the name of a field
 * @value: (nullable): a value as text: a word, a number, `true` or `false`; %NULL or "" for none;
 *   %CONSOLE_ENTITY_FILTER_ANY
 *
 * Several filters of one field let through what fits any of them (role staff or manager); but of a list's elements all must be
 * there (vegan and free of nuts). Filters of different fields must all fit.
 */
typedef struct
{
  const char *field;
  const char *value;
} ConsoleEntityFilter;

/**
 * ConsoleEntityQuery:
 * @store: what belongs to that store, by the field `store` or `stores`, and what can do without one and does; 0 for any
 * @text: (nullable): words as one types them; each must begin a word of @text_fields, whatever the accents and the case
 * @text_fields: (nullable): names of text fields, %NULL-terminated; %NULL for all of them
 * @filters: (nullable): ended by one without a field
 * @sort_field: (nullable): a stored field; %NULL for the order of creation. Texts are sorted as people of the locale do
 * @descending: whether the greatest comes first
 *
 * A query. Copied where it is kept.
 */
typedef struct
{
  gint64 store;
  const char *text;
  const char *const *text_fields;
  const ConsoleEntityFilter *filters;
  const char *sort_field;
  gboolean descending;
} ConsoleEntityQuery;

ConsoleEntityQuery *console_entity_query_copy (const ConsoleEntityQuery *self);
void console_entity_query_free (ConsoleEntityQuery *self);
GArray *console_entity_query_run (const ConsoleEntityQuery *self,
                                  const BakeryEntityType *type,
                                  BakeryConnection *connection,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleEntityQuery, console_entity_query_free)

G_END_DECLS
