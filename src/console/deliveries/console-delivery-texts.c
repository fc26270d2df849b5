/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Deliveries in words. Pure functions; no GTK. */

#include "config.h"

#include "console-delivery-texts.h"

#include "console-order-texts.h"

#include <glib/gi18n.h>
#include <math.h>

/* The address of a page that shows the way, and of one that looks for a place. */
#define WAY_ADDRESS "https://www.openstreetmap.org/directions?route="
#define SEARCH_ADDRESS "https://www.openstreetmap.org/search?query="

/**
 * console_destination_dup_title:
 * @self: a destination
 *
 * Returns: (transfer full): "#1042 · Asha Rao"
 */
char *
console_destination_dup_title (ConsoleDestination *self)
{
  const BakeryOrder *order = console_destination_get_order (self);
  g_autofree char *number = console_order_dup_number (order);
  const char *name = *order->recipient_name != '\0' ? order->recipient_name : order->customer_name;

  return g_strconcat (number, " · ", name, NULL);
}

/**
 * console_destination_dup_address:
 * @self: a destination
 *
 * Returns: (transfer full): the address on one line, or that there is none
 */
char *
console_destination_dup_address (ConsoleDestination *self)
{
  const char *address = console_destination_get_order (self)->delivery_address;
  GString *line;

  if (address == NULL || *address == '\0')
    return g_strdup (_("No address"));

  line = g_string_new (address);
  g_string_replace (line, "\n", ", ", 0);

  return g_string_free (line, FALSE);
}

/**
 * console_destination_is_late:
 * @self: a destination
 * @now: the present instant
 *
 * Returns: whether it should have been handed over already
 */
gboolean
console_destination_is_late (ConsoleDestination *self,
                             gint64              now)
{
  const BakeryOrder *order = console_destination_get_order (self);

  return !bakery_order_is_finished (order) && order->due_at != 0 && order->due_at < now;
}

/**
 * console_destination_dup_due:
 * @self: a destination
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): "due today 16:30", "late: was due today 16:30"
 */
char *
console_destination_dup_due (ConsoleDestination    *self,
                             const ConsoleCalendar *calendar)
{
  const BakeryOrder *order = console_destination_get_order (self);
  g_autofree char *time = console_calendar_dup_words (calendar, order->due_at);

  if (bakery_order_is_finished (order))
    /* Translators: %s is a time, as in "was due today 16:30". */
    return g_strdup_printf (_("was due %s"), time);
  if (order->due_at < calendar->now)
    /* Translators: %s is a time, as in "late: was due today 16:30". */
    return g_strdup_printf (_("late: was due %s"), time);

  /* Translators: %s is a time, as in "due today 16:30". */
  return g_strdup_printf (_("due %s"), time);
}

/**
 * console_destination_dup_details:
 * @self: a destination
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): when it is due, how far it is, and whether it is on the map
 */
char *
console_destination_dup_details (ConsoleDestination    *self,
                                 const ConsoleCalendar *calendar)
{
  const BakeryOrder *order = console_destination_get_order (self);
  GString *text = g_string_new (NULL);
  g_autofree char *due = console_destination_dup_due (self, calendar);

  g_string_append (text, due);
  if (console_destination_get_run (self) != NULL)
    {
      g_string_append_printf (text, " · %s", console_destination_get_run (self));
    }
  if (order->distance_metres > 0)
    {
      g_string_append (text, " · ");
      /* Translators: how far a customer is from the shop. */
      g_string_append_printf (text, _("%.1f km away"), (double) order->distance_metres / 1000);
    }
  if (!console_destination_has_place (self))
    {
      g_string_append (text, " · ");
      g_string_append (text, _("not on the map: the place of the address is not known"));
    }

  return g_string_free (text, FALSE);
}

static void
append_count (GString    *text,
              guint       n,
              const char *words)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append_printf (text, "%u %s", n, words);
}

/**
 * console_destinations_dup_summary:
 * @destinations: a list of destinations
 *
 * Returns: (transfer full): "2 late · 5 in the kitchen · 3 ready …"; "" when there is nothing
 */
char *
console_destinations_dup_summary (GListModel *destinations)
{
  guint counts[BAKERY_N_STAGES] = { 0 };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (destinations); i++)
    {
      g_autoptr(ConsoleDestination) item = g_list_model_get_item (destinations, i);

      counts[console_destination_get_order (item)->stage]++;
    }

  append_count (text, counts[BAKERY_STAGE_PENDING] + counts[BAKERY_STAGE_CONFIRMED] + counts[BAKERY_STAGE_BAKING],
                _("in the kitchen"));
  append_count (text, counts[BAKERY_STAGE_READY], _("ready"));
  append_count (text, counts[BAKERY_STAGE_OUT_FOR_DELIVERY], _("on the way"));
  append_count (text, counts[BAKERY_STAGE_DELIVERED], _("handed over"));

  return g_string_free (text, FALSE);
}

/* Numbers in an address have a point, whatever the locale. */
static void
append_place (GString *address,
              double   latitude,
              double   longitude)
{
  char first[G_ASCII_DTOSTR_BUF_SIZE];
  char second[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (address, "%s%%2C%s", g_ascii_formatd (first, sizeof first, "%.6f", latitude),
                          g_ascii_formatd (second, sizeof second, "%.6f", longitude));
}

/**
 * console_destination_dup_way:
 * @self: a destination
 * @store: (nullable): where it is taken from
 *
 * Returns: (transfer full): the address of a page with the way there, or which looks for the address
 */
char *
console_destination_dup_way (ConsoleDestination *self,
                             const BakeryStore  *store)
{
  const BakeryOrder *order = console_destination_get_order (self);
  GString *address;

  if (!console_destination_has_place (self))
    {
      g_autofree char *words = g_uri_escape_string (order->delivery_address, NULL, TRUE);

      return g_strconcat (SEARCH_ADDRESS, words, NULL);
    }

  address = g_string_new (WAY_ADDRESS);
  if (store != NULL && !isnan (store->latitude))
    append_place (address, store->latitude, store->longitude);
  g_string_append (address, "%3B");
  append_place (address, order->latitude, order->longitude);

  return g_string_free (address, FALSE);
}
