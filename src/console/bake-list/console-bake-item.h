/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bake list as a list model: headings and rows. Main thread. */

#pragma once

#include "console-bake-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ConsoleBakeItem:
 *
 * A heading or a row. It stays the same object while its row stays at its place, and says so when the row changed.
 *
 * Signals: `changed`.
 */
#define CONSOLE_TYPE_BAKE_ITEM (console_bake_item_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleBakeItem, console_bake_item, CONSOLE, BAKE_ITEM, GObject)

const BakeryBakeRow *console_bake_item_get_row (ConsoleBakeItem *self);
gboolean console_bake_item_is_heading (ConsoleBakeItem *self);
gboolean console_bake_item_begins_day (ConsoleBakeItem *self);

void console_bake_model_show (GListStore *model,
                              ConsoleBake *bake);

G_END_DECLS
