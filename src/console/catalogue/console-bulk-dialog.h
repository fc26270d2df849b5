/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-cake.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleBulkDialog:
 *
 * Signals: `apply (GPtrArray *bases, GPtrArray *entities)`: the cakes as they were, and as they shall be.
 */
#define CONSOLE_TYPE_BULK_DIALOG (console_bulk_dialog_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleBulkDialog, console_bulk_dialog, CONSOLE, BULK_DIALOG, AdwWindow)

ConsoleBulkDialog *console_bulk_dialog_new (GPtrArray *cakes);

G_END_DECLS
