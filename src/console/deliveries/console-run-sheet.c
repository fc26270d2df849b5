/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a driver takes along on paper: the stops in order, and a line at each for who took the order. Main thread. */

#include "config.h"

#include "console-run-sheet.h"

#include "console-delivery-texts.h"
#include "console-order-texts.h"
#include "console-run-edits.h"

#include <glib/gi18n.h>

/* More kinds of cake than that are on the order's own ticket. */
#define MOST_LINES 6

#define LINE_TO_SIGN_ON "\n\n____________"

static char *
dup_subtitle (const ConsoleDeliveryRun *run,
              const BakeryStore        *store,
              const ConsoleCalendar    *calendar)
{
  g_autofree char *title = console_delivery_run_dup_title (run);
  g_autofree char *details = console_delivery_run_dup_details (run, calendar);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s · %s", title, details);
  if (store != NULL)
    g_string_append_printf (text, " · %s", store->name);
  if (*run->delivery->notes != '\0')
    g_string_append_printf (text, "\n%s", run->delivery->notes);

  return g_string_free (text, FALSE);
}

static char *
dup_person (ConsoleDestination *item,
            guint               position)
{
  const BakeryOrder *order = console_destination_get_order (item);
  const char *phone = *order->recipient_phone != '\0' ? order->recipient_phone : order->customer_phone;
  g_autofree char *title = console_destination_dup_title (item);

  return g_strdup_printf ("%u. %s\n%s", position + 1, title, phone);
}

static char *
dup_time (const ConsoleDeliveryRun *run,
          ConsoleDestination       *item,
          guint                     position,
          const ConsoleCalendar    *calendar)
{
  g_autofree char *due = console_destination_dup_due (item, calendar);
  g_autofree char *outcome = console_delivery_run_dup_outcome (run, position, calendar);

  return outcome != NULL ? g_strdup_printf ("%s\n%s", due, outcome) : g_steal_pointer (&due);
}

/* Nobody is to ruin a surprise by calling. */
static char *
dup_notes (const BakeryOrder *order)
{
  if (!order->is_gift)
    return g_strdup (order->notes);

  return g_strdup_printf ("%s%s%s", _("A surprise: do not call the recipient."), *order->notes != '\0' ? "\n" : "",
                          order->notes);
}

static void
add_stop (ConsoleSheet             *sheet,
          const ConsoleDeliveryRun *run,
          ConsoleDestination       *item,
          const ConsoleCalendar    *calendar)
{
  const BakeryOrder *order = console_destination_get_order (item);
  const guint position = console_run_find_position (run->delivery, order->base.id);
  const BakeryDeliveryStop *stop = position != G_MAXUINT ? g_ptr_array_index (run->delivery->stops, position) : NULL;
  g_autofree char *person = dup_person (item, position);
  g_autofree char *time = stop != NULL ? dup_time (run, item, position, calendar) : g_strdup ("");
  g_autofree char *lines = console_order_dup_lines (order, MOST_LINES);
  g_autofree char *notes = dup_notes (order);
  const gboolean is_done = stop != NULL && stop->state != BAKERY_STOP_WAITING;
  const char *const cells[] = {
    person, order->delivery_address, time, lines, notes, is_done ? "" : LINE_TO_SIGN_ON, NULL,
  };

  console_sheet_add_row (sheet, cells);
}

/**
 * console_run_sheet_new:
 * @run: a run
 * @destinations: where its orders go, in order
 * @store: (nullable): where it sets out
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): the run on paper
 */
ConsoleSheet *
console_run_sheet_new (const ConsoleDeliveryRun *run,
                       GListModel               *destinations,
                       const BakeryStore        *store,
                       const ConsoleCalendar    *calendar)
{
  const char *const columns[] = {
    _("Stop"), _("Address"), _("When"), _("What"), _("Notes"), _("Taken by"), NULL,
  };
  g_autofree char *subtitle = dup_subtitle (run, store, calendar);
  ConsoleSheet *sheet = console_sheet_new (_("Run Sheet"), subtitle);

  console_sheet_begin_table (sheet, _("Stops"), columns, G_N_ELEMENTS (columns) - 1);
  for (guint i = 0; i < g_list_model_get_n_items (destinations); i++)
    {
      g_autoptr(ConsoleDestination) item = g_list_model_get_item (destinations, i);

      add_stop (sheet, run, item, calendar);
    }

  return sheet;
}
