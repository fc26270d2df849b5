/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells what a CSV file would do to a store's catalogue, away from the main thread. Nothing is changed. */

#pragma once

#include "bakery-catalogue-csv.h"
#include "console-catalogue-reader.h"

G_BEGIN_DECLS

/**
 * ConsoleImportProgress:
 * @share: how much was read, from 0 to 1
 * @user_data: the caller's
 *
 * Called on the main thread.
 */
typedef void (*ConsoleImportProgress) (double share,
                                       gpointer user_data);

void console_import_read_async (const BakeryStore *store,
                                ConsoleCatalogue *catalogue,
                                GBytes *content,
                                gboolean accepts_categories,
                                ConsoleImportProgress progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
BakeryCatalogueReading *console_import_read_finish (GAsyncResult *result,
                                                    GError **error);
char *console_import_dup_problem (const char *message);

G_END_DECLS
