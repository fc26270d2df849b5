/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-entity.h"
#include "console-types.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_CONFLICT_DIALOG (console_conflict_dialog_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleConflictDialog, console_conflict_dialog, CONSOLE, CONFLICT_DIALOG, AdwWindow)

void console_conflict_dialog_present (GtkWindow *parent,
                                      ConsoleContext *context,
                                      const BakeryEntityType *type,
                                      gint64 id);

G_END_DECLS
