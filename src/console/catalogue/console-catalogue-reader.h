/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A store's whole catalogue at one moment, read from the cache: what the preview, the filters and CSV files need all of. Main
 * thread; the reading happens on a reader's. */

#pragma once

#include "bakery-cake.h"
#include "bakery-option.h"
#include "console-repository.h"

G_BEGIN_DECLS

/**
 * ConsoleCatalogueParts:
 * @CONSOLE_CATALOGUE_WORDS: the categories and seasons that its cakes have
 * @CONSOLE_CATALOGUE_OPTIONS: its option groups and options
 * @CONSOLE_CATALOGUE_CAKES: its cakes and drinks
 */
typedef enum
{
  CONSOLE_CATALOGUE_WORDS = 1 << 0,
  CONSOLE_CATALOGUE_OPTIONS = 1 << 1,
  CONSOLE_CATALOGUE_CAKES = 1 << 2,
} ConsoleCatalogueParts;

/**
 * ConsoleCatalogue:
 * @cakes: (element-type BakeryCake): by name
 * @groups: (element-type BakeryOptionGroup): in their order
 * @options: (element-type BakeryOption): in their order within their groups
 * @categories: in their order
 * @seasons: in their order
 *
 * What was read; what was not asked for is empty.
 */
typedef struct
{
  GPtrArray *cakes;
  GPtrArray *groups;
  GPtrArray *options;
  GStrv categories;
  GStrv seasons;
} ConsoleCatalogue;

void console_catalogue_read_async (ConsoleRepository *repository,
                                   gint64 store,
                                   ConsoleCatalogueParts parts,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
ConsoleCatalogue *console_catalogue_read_finish (ConsoleRepository *repository,
                                                 GAsyncResult *result,
                                                 GError **error);
void console_catalogue_free (ConsoleCatalogue *self);
BakeryOptionGroup *console_catalogue_find_group (const ConsoleCatalogue *self,
                                                 gint64 group);
BakeryOption *console_catalogue_find_option (const ConsoleCatalogue *self,
                                             gint64 option);
GPtrArray *console_catalogue_list_options (const ConsoleCatalogue *self,
                                           gint64 group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleCatalogue, console_catalogue_free)

G_END_DECLS
