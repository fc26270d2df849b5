/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-recipe-book.h"
#include "bakery-store.h"
#include "console-catalogue-reader.h"
#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleGroupDialog:
 *
 * Signals: `created (gint64 group)`: a new group was saved, under this id.
 */
#define CONSOLE_TYPE_GROUP_DIALOG (console_group_dialog_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleGroupDialog, console_group_dialog, CONSOLE, GROUP_DIALOG, AdwWindow)

ConsoleGroupDialog *console_group_dialog_new (ConsoleContext *context,
                                              const ConsoleCatalogue *catalogue,
                                              const BakeryStore *store,
                                              const BakeryOptionGroup *group);
void console_group_dialog_set_book (ConsoleGroupDialog *self,
                                    const BakeryRecipeBook *book);

G_END_DECLS
