/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bake list on paper: per day what is to be made with a box to tick, and below it what it takes from stock. Main thread. */

#include "config.h"

#include "console-bake-sheet.h"

#include "console-bake-texts.h"

#include <glib/gi18n.h>

static void
add_rows (ConsoleSheet          *sheet,
          const ConsoleBake     *bake,
          const ConsoleCalendar *calendar,
          gint64                 day,
          BakeryBakeKind         kind)
{
  const char *const columns[] = { "", _("What"), _("When"), _("Needed"), _("Made"), _("To make"), NULL };
  g_autofree char *date = console_bake_dup_day (calendar, day);
  g_autofree char *title = g_strdup_printf ("%s · %s", date, console_bake_kind_get_title (kind));
  gboolean has_title = FALSE;

  for (guint i = 0; i < bake->list->rows->len; i++)
    {
      const BakeryBakeRow *row = &g_array_index (bake->list->rows, BakeryBakeRow, i);
      g_autofree char *details = console_bake_row_dup_details (row, calendar);
      g_autofree char *needed = console_bake_row_dup_quantity (row, row->needed);
      g_autofree char *made = console_bake_row_dup_quantity (row, row->made);
      g_autofree char *to_make = console_bake_row_dup_quantity (row, row->to_make);
      const char *const cells[] = { row->to_make == 0 ? "☑" : "☐", row->name, details, needed, made, to_make, NULL };

      if (row->day != day || row->kind != kind)
        continue;
      if (!has_title)
        console_sheet_begin_table (sheet, title, columns, 3);
      has_title = TRUE;
      console_sheet_add_row (sheet, cells);
    }
}

static void
add_items (ConsoleSheet      *sheet,
           const ConsoleBake *bake)
{
  const char *const columns[] = { _("Ingredient"), _("Needed"), _("In stock"), NULL };
  const GArray *amounts = bake->list->items;

  if (amounts->len > 0)
    console_sheet_begin_table (sheet, _("Ingredients"), columns, 1);
  for (guint i = 0; i < amounts->len; i++)
    {
      const BakeryAmount *amount = &g_array_index (amounts, BakeryAmount, i);
      const BakeryInventoryItem *item = console_stock_find_item (bake->stock, amount->id);
      g_autofree char *needed = bakery_quantity_to_measure (amount->quantity, (BakeryUnit) item->unit);
      g_autofree char *there = bakery_quantity_to_measure (item->quantity, (BakeryUnit) item->unit);
      const char *const cells[] = { item->name, needed, there, NULL };

      console_sheet_add_row (sheet, cells);
    }
}

/**
 * console_bake_sheet_new:
 * @bake: the list
 * @calendar: the shop's calendar
 * @store_name: of the store
 *
 * Returns: (transfer full): the list on paper
 */
ConsoleSheet *
console_bake_sheet_new (const ConsoleBake     *bake,
                        const ConsoleCalendar *calendar,
                        const char            *store_name)
{
  const GArray *days = bake->list->days;
  ConsoleSheet *sheet = console_sheet_new (_("Bake List"), store_name);

  for (guint i = 0; i + 1 < days->len; i++)
    {
      for (BakeryBakeKind kind = BAKERY_BAKE_CAKE; kind <= BAKERY_BAKE_PART; kind++)
        add_rows (sheet, bake, calendar, g_array_index (days, gint64, i), kind);
    }
  add_items (sheet, bake);

  return sheet;
}
