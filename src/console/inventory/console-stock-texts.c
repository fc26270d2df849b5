/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Wording only: what is said follows from the arguments. */

#include "config.h"

#include "console-stock-texts.h"

#include "bakery-money.h"
#include "bakery-time.h"
#include "console-field-titles.h"
#include "console-level-scale.h"
#include "console-outbox.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/* From so many days on, nobody wants to hear how long something lasts. */
#define LONG_DAYS 90

/**
 * console_item_type_get_title:
 * @type: a #BakeryItemType
 *
 * Returns: what it is called
 */
const char *
console_item_type_get_title (int type)
{
  const char *word = bakery_enum_to_string (&bakery_item_types, type);

  return word != NULL ? console_word_get_title (word) : "";
}

/**
 * console_movement_kind_get_title:
 * @kind: a #BakeryMovementKind
 *
 * Returns: what it is called
 */
const char *
console_movement_kind_get_title (int kind)
{
  static const char *const titles[] = {
    [BAKERY_MOVEMENT_PURCHASE] = N_("Received"), [BAKERY_MOVEMENT_RESERVE] = N_("Reserved"),
    [BAKERY_MOVEMENT_CONSUME] = N_("Baked"), [BAKERY_MOVEMENT_RELEASE] = N_("Released"),
    [BAKERY_MOVEMENT_WASTE] = N_("Wasted"), [BAKERY_MOVEMENT_COUNT] = N_("Counted"),
  };

  return kind >= 0 && (guint) kind < G_N_ELEMENTS (titles) ? _(titles[kind]) : "";
}

/* Items */

/**
 * console_item_dup_quantity:
 * @item: an item
 * @quantity: thousandths of its unit
 *
 * Returns: (transfer full): "5.1 l", "62 kg", "138", as finely as one measures
 */
char *
console_item_dup_quantity (const BakeryInventoryItem *item,
                           gint64                     quantity)
{
  return bakery_quantity_to_measure (quantity, (BakeryUnit) item->unit);
}

static void
append_fact (GString    *text,
             const char *fact)
{
  if (fact != NULL && *fact != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", fact);
}

/**
 * console_item_dup_facts:
 * @item: an item
 *
 * Returns: (transfer full): what stands below its name: its type, what is reserved, its threshold
 */
char *
console_item_dup_facts (const BakeryInventoryItem *item)
{
  GString *text = g_string_new (console_item_type_get_title (item->type));
  g_autofree char *reserved_quantity = console_item_dup_quantity (item, item->reserved);
  g_autofree char *threshold_quantity = console_item_dup_quantity (item, item->threshold);
  /* Translators: %s is a quantity, "4.2 l". */
  g_autofree char *reserved = g_strdup_printf (_("reserved %s"), reserved_quantity);
  /* Translators: below that quantity there is little; %s is a quantity, "6 l". */
  g_autofree char *threshold = g_strdup_printf (_("threshold %s"), threshold_quantity);

  if (item->reserved != 0)
    append_fact (text, reserved);
  if (item->threshold != 0)
    append_fact (text, threshold);
  append_fact (text, item->active ? NULL : _("no longer bought"));

  return g_string_free (text, FALSE);
}

/**
 * console_item_dup_pack:
 * @item: an item
 *
 * Returns: (transfer full): how much a pack of it holds and costs: "25 kg for 18.90 EUR"
 */
char *
console_item_dup_pack (const BakeryInventoryItem *item)
{
  g_autofree char *quantity = console_item_dup_quantity (item, item->pack_quantity);
  g_autofree char *cost = bakery_money_to_display (item->pack_cost, item->currency);

  /* Translators: a pack: how much is in it, and what it costs with the currency: "25 kg for 18.90 EUR". */
  return item->pack_cost > 0 ? g_strdup_printf (_("%s for %s %s"), quantity, cost, item->currency)
                             : g_steal_pointer (&quantity);
}

/**
 * console_item_get_entry_unit:
 * @item: an item
 *
 * Returns: the unit that a number without one is in: the larger one for what is bought by the kilogram or litre
 */
const char *
console_item_get_entry_unit (const BakeryInventoryItem *item)
{
  const gboolean is_large = MAX (item->pack_quantity, item->quantity) >= 1000 * BAKERY_QUANTITY_ONE;

  switch ((BakeryUnit) item->unit)
    {
    case BAKERY_UNIT_G:
      return is_large ? "kg" : "g";

    case BAKERY_UNIT_ML:
      return is_large ? "l" : "ml";

    case BAKERY_UNIT_PIECE:
    default:
      return "piece";
    }
}

/**
 * console_item_parse_amount:
 * @item: an item
 * @text: what was typed: "1.5", "1,5 kg", "3 trays"
 * @ret_amount: (out): thousandths of the unit
 * @ret_unit: (out) (transfer full): the unit
 * @error: return location for what is wrong with it
 *
 * Reads a number with or without a unit.
 *
 * Returns: whether it is an amount of the item
 */
gboolean
console_item_parse_amount (const BakeryInventoryItem *item,
                           const char                *text,
                           gint64                    *ret_amount,
                           char                     **ret_unit,
                           GError                   **error)
{
  g_autofree char *number = bakery_number_from_input (text);
  const gsize length = strspn (number, "0123456789.");
  g_autofree char *unit = g_strstrip (g_strdup (number + length));
  gint64 quantity;

  if (g_str_has_prefix (number, "-") || g_str_has_prefix (number, "−"))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("There cannot be less than nothing."));
      return FALSE;
    }

  number[length] = '\0';
  if (!bakery_quantity_from_string (number, ret_amount))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("Write a number, with a unit if you like."));
      return FALSE;
    }
  if (*unit == '\0')
    {
      g_free (unit);
      unit = g_strdup (console_item_get_entry_unit (item));
    }
  if (!bakery_unit_to_base ((BakeryUnit) item->unit, item->own_units, unit, *ret_amount, &quantity, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("This is not counted in “%s”."), unit);
      return FALSE;
    }

  *ret_unit = g_steal_pointer (&unit);
  return TRUE;
}

/* How levels go on */

/* How long something lasts that is used as it was lately. */
static char *
dup_lasting (const ConsoleStock        *stock,
             const BakeryInventoryItem *item)
{
  const gint64 use = console_stock_get_daily_use (stock, item->base.id);
  const gint64 days = use > 0 ? bakery_inventory_item_get_free (item) / use : 0;

  if (days <= 0 || days >= LONG_DAYS)
    return g_strdup (_("Enough"));

  /* Translators: how long a stock lasts, alone in its column. */
  return g_strdup_printf (ngettext ("%u day", "%u days", (gulong) days), (guint) days);
}

/**
 * console_stock_dup_outlook:
 * @stock: a stock
 * @item: one of its items
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): "Runs out Sat 28 14:00", "Low", "Low from tomorrow 6:00", or how long it lasts: "9 days"
 */
char *
console_stock_dup_outlook (const ConsoleStock        *stock,
                           const BakeryInventoryItem *item,
                           const ConsoleCalendar     *calendar)
{
  const BakeryProjection *projection = console_stock_get_projection (stock, item->base.id);
  const ConsoleStockState state = console_stock_get_state (stock, item->base.id);
  const gint64 at = state == CONSOLE_STOCK_SHORT ? projection->out_at : projection->low_at;
  g_autofree char *words = console_calendar_dup_words (calendar, at);

  if (state == CONSOLE_STOCK_ENOUGH)
    return dup_lasting (stock, item);
  if (at <= projection->begin)
    return g_strdup (state == CONSOLE_STOCK_SHORT ? _("Too little") : _("Low"));

  /* Translators: %s is a day and an hour, "tomorrow 14:00". */
  return g_strdup_printf (state == CONSOLE_STOCK_SHORT ? _("Runs out %s") : _("Low from %s"), words);
}

/**
 * console_stock_dup_ageing:
 * @stock: a stock
 * @item: one of its items
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full) (nullable): "900 g past its date", "2 l by tomorrow"; %NULL where nothing is to be used soon
 */
char *
console_stock_dup_ageing (const ConsoleStock        *stock,
                          const BakeryInventoryItem *item,
                          const ConsoleCalendar     *calendar)
{
  gint64 use_by;
  const gint64 ageing = console_stock_get_ageing (stock, item->base.id, &use_by);
  g_autofree char *quantity = console_item_dup_quantity (item, ageing);
  g_autofree char *when = console_calendar_dup_day_words (calendar, use_by);

  if (ageing == 0)
    return NULL;
  if (use_by <= calendar->now)
    /* Translators: %s is how much of an item: "900 g". */
    return g_strdup_printf (_("%s past its date"), quantity);

  /* Translators: of an item's lots: how much of it is to be used by which day: "2 l by tomorrow". */
  return g_strdup_printf (C_("lots", "%s by %s"), quantity, when);
}

/**
 * console_stock_dup_description:
 * @stock: a stock
 * @item: one of its items
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): what a screen reader says of the chart of an item
 */
char *
console_stock_dup_description (const ConsoleStock        *stock,
                               const BakeryInventoryItem *item,
                               const ConsoleCalendar     *calendar)
{
  const BakeryProjection *projection = console_stock_get_projection (stock, item->base.id);
  g_autofree char *now = console_item_dup_quantity (item, bakery_projection_get_level (projection, projection->begin));
  g_autofree char *then = console_item_dup_quantity (item, bakery_projection_get_level (projection, projection->end));
  g_autofree char *outlook = console_stock_dup_outlook (stock, item, calendar);

  /* Translators: the level of an item: its name, how much is there now, how much in a week, and the outlook. */
  return g_strdup_printf (_("%s: %s now, %s in a week. %s"), item->name, now, then, outlook);
}

/**
 * console_stock_dup_levels:
 * @stock: a stock
 * @item: one of its items
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): the values of the chart of an item: how much is left of it at the end of each day
 */
char *
console_stock_dup_levels (const ConsoleStock        *stock,
                          const BakeryInventoryItem *item,
                          const ConsoleCalendar     *calendar)
{
  const BakeryProjection *projection = console_stock_get_projection (stock, item->base.id);
  g_autoptr(ConsoleLevelScale) scale = console_level_scale_new (projection, calendar->zone);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < scale->days->len; i++)
    {
      const gint64 last = g_array_index (scale->days, gint64, i) - BAKERY_SECOND;
      g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc (last / BAKERY_SECOND);
      g_autoptr(GDateTime) local = g_date_time_to_timezone (instant, calendar->zone);
      g_autofree char *day = g_date_time_format (local, _("%a %-e"));
      g_autofree char *level = console_item_dup_quantity (item, bakery_projection_get_level (projection, last));

      g_string_append_printf (text, "%s%s: %s", i > 0 ? ", " : "", day, level);
    }

  return g_string_free (text, FALSE);
}

/**
 * console_stock_dup_acceptance:
 * @stock: a stock
 * @acceptance: what accepting an order does to one of its items
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): one sentence for the person who is about to accept it
 */
char *
console_stock_dup_acceptance (const ConsoleStock     *stock,
                              const BakeryAcceptance *acceptance,
                              const ConsoleCalendar  *calendar)
{
  const BakeryInventoryItem *item = console_stock_find_item (stock, acceptance->item);
  g_autofree char *left = console_item_dup_quantity (item, MAX (acceptance->leaves, 0));
  g_autofree char *missing = console_item_dup_quantity (item, acceptance->short_by);
  g_autofree char *baked = console_calendar_dup_words (calendar, acceptance->at);
  g_autofree char *short_at = console_calendar_dup_words (calendar, acceptance->short_at);

  if (acceptance->short_at == 0)
    /* Translators: what accepting an order does: a quantity, an ingredient, when the order is baked. */
    return g_strdup_printf (_("Accepting leaves %s of %s after the bake of %s."), left, item->name, baked);
  if (acceptance->short_at <= acceptance->at)
    /* Translators: what accepting an order does: an ingredient, a quantity, when the order is baked. */
    return g_strdup_printf (_("%s falls short by %s when this is baked, %s."), item->name, missing, baked);

  /* Translators: what accepting an order does: a quantity, an ingredient, a quantity, a day and an hour. */
  return g_strdup_printf (_("Accepting leaves %s of %s, which then falls short by %s %s."), left, item->name, missing,
                          short_at);
}

/* Lots and movements */

/**
 * console_lot_dup_title:
 * @lot: a lot
 * @item: what it is of
 *
 * Returns: (transfer full): "4 kg of 25 kg"
 */
char *
console_lot_dup_title (const BakeryInventoryLot  *lot,
                       const BakeryInventoryItem *item)
{
  g_autofree char *remaining = console_item_dup_quantity (item, lot->remaining);
  g_autofree char *quantity = console_item_dup_quantity (item, lot->quantity);

  /* Translators: what is left of a lot: "4 kg of 25 kg". */
  return lot->remaining == lot->quantity ? g_steal_pointer (&remaining)
                                         : g_strdup_printf (_("%s of %s"), remaining, quantity);
}

/**
 * console_lot_dup_use_by:
 * @lot: a lot
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): "Use by tomorrow", "Past its date since Mon 23", "Keeps"
 */
char *
console_lot_dup_use_by (const BakeryInventoryLot *lot,
                        const ConsoleCalendar    *calendar)
{
  g_autofree char *when = console_calendar_dup_day_words (calendar, lot->use_by);

  if (lot->use_by == 0)
    return g_strdup (_("Keeps"));

  /* Translators: %s is a day. */
  return g_strdup_printf (lot->use_by <= calendar->now ? _("Past its date since %s") : _("Use by %s"), when);
}

/* What a console writes where something is undone says no more than that it is taken back. */
static gboolean
has_reason (const BakeryStockMovement *movement)
{
  return movement->reason != NULL && *movement->reason != '\0'
         && (movement->reverses == 0 || !g_str_equal (movement->reason, CONSOLE_OUTBOX_UNDONE));
}

/**
 * console_movement_dup_title:
 * @movement: a movement
 *
 * Returns: (transfer full): "Received", "Wasted: fell down", "Wasted, taken back"
 */
char *
console_movement_dup_title (const BakeryStockMovement *movement)
{
  g_autofree char *kind = g_strdup (console_movement_kind_get_title (movement->kind));

  if (movement->reverses != 0)
    {
      g_autofree char *posted = g_steal_pointer (&kind);

      /* Translators: a movement of the stock that takes another one back: "Wasted, taken back". */
      kind = g_strdup_printf (_("%s, taken back"), posted);
    }

  return has_reason (movement) ? g_strdup_printf ("%s: %s", kind, movement->reason) : g_steal_pointer (&kind);
}

/* By how much an item's quantity changes; what waits to be sent and takes nothing back has only what was typed. */
static gint64
get_change (const BakeryStockMovement *movement,
            const BakeryInventoryItem *item)
{
  gint64 quantity = movement->quantity;

  if (movement->kind == BAKERY_MOVEMENT_RESERVE || movement->kind == BAKERY_MOVEMENT_RELEASE)
    return movement->reserved;
  if (movement->base.id > 0 || movement->reverses != 0 || item == NULL)
    return quantity;

  bakery_unit_to_base ((BakeryUnit) item->unit, item->own_units, movement->unit, movement->amount, &quantity, NULL);

  return movement->kind == BAKERY_MOVEMENT_WASTE ? -quantity : quantity;
}

/**
 * console_movement_dup_amount:
 * @movement: a movement
 * @item: (nullable): what moved
 *
 * Returns: (transfer full): "+25 kg", "−80 g"; of a count what was there: "= 24 kg"; nothing while it cannot be told
 */
char *
console_movement_dup_amount (const BakeryStockMovement *movement,
                             const BakeryInventoryItem *item)
{
  const gint64 quantity = get_change (movement, item);
  g_autofree char *words = bakery_quantity_to_measure (quantity, item != NULL ? (BakeryUnit) item->unit : BAKERY_UNIT_PIECE);
  const gboolean waits = movement->base.id < 0;

  if (waits && movement->reverses != 0 && quantity == 0)
    return g_strdup ("");
  if (waits && movement->reverses == 0 && movement->kind == BAKERY_MOVEMENT_COUNT)
    return g_strdup_printf ("= %s", words);

  return quantity > 0 ? g_strdup_printf ("+%s", words) : g_steal_pointer (&words);
}

/**
 * console_movement_dup_details:
 * @movement: a movement
 * @calendar: the shop's calendar
 *
 * Returns: (transfer full): when it was, who posted it, and what it cost
 */
char *
console_movement_dup_details (const BakeryStockMovement *movement,
                              const ConsoleCalendar     *calendar)
{
  const gint64 at = movement->at != 0 ? movement->at : movement->created_at;
  GString *text = g_string_new (NULL);
  g_autofree char *when = at != 0 ? console_calendar_dup_words (calendar, at) : NULL;
  g_autofree char *cost = NULL;

  append_fact (text, when);
  append_fact (text, movement->account_name);
  if (movement->cost > 0)
    {
      g_autofree char *money = bakery_money_to_display (movement->cost, movement->currency);

      cost = g_strdup_printf ("%s %s", money, movement->currency != NULL ? movement->currency : "");
      append_fact (text, g_strstrip (cost));
    }
  append_fact (text, movement->base.id < 0 ? _("waits to be sent") : NULL);

  return g_string_free (text, FALSE);
}
