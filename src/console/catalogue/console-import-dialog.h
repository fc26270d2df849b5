/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-store.h"
#include "console-repository.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleImportDialog:
 *
 * Signals: `apply (GPtrArray *bases, GPtrArray *entities)`: the cakes as they are (%NULL for new ones), and as the file has
 * them.
 */
#define CONSOLE_TYPE_IMPORT_DIALOG (console_import_dialog_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleImportDialog, console_import_dialog, CONSOLE, IMPORT_DIALOG, AdwWindow)

ConsoleImportDialog *console_import_dialog_new (ConsoleRepository *repository,
                                                const BakeryStore *store,
                                                GFile *file);

G_END_DECLS
