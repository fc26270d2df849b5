/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-catalogue-reader.h"
#include "console-entity-query.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ConsoleCatalogueFilter:
 *
 * Signals: `changed`: other cakes are to be shown.
 */
#define CONSOLE_TYPE_CATALOGUE_FILTER (console_catalogue_filter_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleCatalogueFilter, console_catalogue_filter, CONSOLE, CATALOGUE_FILTER, GtkPopover)

GtkWidget *console_catalogue_filter_new (void);
void console_catalogue_filter_set_words (ConsoleCatalogueFilter *self,
                                         const ConsoleCatalogue *catalogue);
void console_catalogue_filter_append (ConsoleCatalogueFilter *self,
                                      GArray *filters);
gboolean console_catalogue_filter_is_empty (ConsoleCatalogueFilter *self);
char *console_catalogue_filter_dup_text (ConsoleCatalogueFilter *self);
void console_catalogue_filter_clear (ConsoleCatalogueFilter *self);
void console_catalogue_filter_keep (ConsoleCatalogueFilter *self,
                                    GHashTable *view);
void console_catalogue_filter_restore (ConsoleCatalogueFilter *self,
                                       GHashTable *view);
gboolean console_catalogue_filter_choose (ConsoleCatalogueFilter *self,
                                          const char *field,
                                          const char *value);

G_END_DECLS
