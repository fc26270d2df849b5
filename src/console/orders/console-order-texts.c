/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An order in words: what it is, who it is for, what it holds and what it costs. When it is due and how pressing that is
 * stands in console-order-clocks.c, what happened to it in console-order-events.c. Pure functions; no GTK. */

#include "config.h"

#include "console-order-texts.h"

#include "bakery-money.h"
#include "console-field-titles.h"

#include <glib/gi18n.h>

/* What every kitchen bakes with; a card warns of the others, the detail pane names all. */
static const char *const everyday_allergens[] = { "milk", "wheat", "gluten", "egg", "eggs", NULL };

static void
append_part (GString    *text,
             const char *part)
{
  if (part == NULL || *part == '\0')
    {
      return;
    }

  if (text->len > 0)
    {
      g_string_append (text, " · ");
    }

  g_string_append (text, part);
}

/**
 * console_stage_get_title:
 * @stage: a stage
 * @fulfilment: how the order leaves the shop
 *
 * Names a stage as the stepper and the pills do.
 *
 * Returns: the name
 */
const char *
console_stage_get_title (BakeryStage      stage,
                         BakeryFulfilment fulfilment)
{
  switch (stage)
    {
    case BAKERY_STAGE_PENDING:
      return _("New");

    case BAKERY_STAGE_CONFIRMED:
      return _("Confirmed");

    case BAKERY_STAGE_BAKING:
      return _("Baking");

    case BAKERY_STAGE_READY:
      return _("Ready");

    case BAKERY_STAGE_OUT_FOR_DELIVERY:
      return _("Out for delivery");

    case BAKERY_STAGE_DELIVERED:
      return fulfilment == BAKERY_FULFILMENT_PICKUP ? _("Collected") : _("Delivered");

    case BAKERY_STAGE_CANCELLED:
      return _("Cancelled");

    case BAKERY_N_STAGES:
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * console_stage_get_verb:
 * @next: the stage that would follow
 * @fulfilment: how the order leaves the shop
 *
 * Names the button that moves an order to @next.
 *
 * Returns: the words on the button
 */
const char *
console_stage_get_verb (BakeryStage      next,
                        BakeryFulfilment fulfilment)
{
  switch (next)
    {
    case BAKERY_STAGE_PENDING:
      return _("Reopen");

    case BAKERY_STAGE_CONFIRMED:
      return _("Accept");

    case BAKERY_STAGE_BAKING:
      return _("Start baking");

    case BAKERY_STAGE_READY:
      return _("Ready");

    case BAKERY_STAGE_OUT_FOR_DELIVERY:
      return _("Send out");

    case BAKERY_STAGE_DELIVERED:
      return fulfilment == BAKERY_FULFILMENT_PICKUP ? _("Hand over") : _("Delivered");

    case BAKERY_STAGE_CANCELLED:
      return _("Cancel order");

    case BAKERY_N_STAGES:
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * console_order_dup_number:
 * @order: the order
 *
 * Writes the number people call the order by.
 *
 * Returns: (transfer full): "#1042"
 */
char *
console_order_dup_number (const BakeryOrder *order)
{
  return g_strdup_printf ("#%" G_GINT64_FORMAT, order->number);
}

/**
 * console_order_dup_title:
 * @order: the order
 *
 * Names the order.
 *
 * Returns: (transfer full): "Order #1042"
 */
char *
console_order_dup_title (const BakeryOrder *order)
{
  g_autofree char *number = console_order_dup_number (order);

  /* Translators: %s is the order's number with its sign, "#1042". */
  return g_strdup_printf (_("Order %s"), number);
}

/**
 * console_order_line_dup_title:
 * @line: a line of an order
 *
 * Says how many of what.
 *
 * Returns: (transfer full): "2 × Black Forest"
 */
char *
console_order_line_dup_title (const BakeryOrderLine *line)
{
  /* Translators: a quantity and what it is of. */
  return g_strdup_printf (_("%d × %s"), (int) line->quantity, line->name != NULL ? line->name : "");
}

static gboolean
has_option (const BakeryOrderLine *line,
            const char            *option)
{
  for (guint i = 0; line->options != NULL && line->options[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (line->options[i], option) == 0)
        {
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * console_order_line_dup_options:
 * @line: a line of an order
 * @all: whether to name the flavour and the toppings too, which a card has no room for
 *
 * Says how the line is to be made.
 *
 * Returns: (transfer full): "1 kg · heart · eggless", or the empty string
 */
char *
console_order_line_dup_options (const BakeryOrderLine *line,
                                gboolean               all)
{
  g_autoptr(GString) text = g_string_new (NULL);

  append_part (text, line->size);

  if (all && line->flavor != NULL && line->name != NULL && strstr (line->name, line->flavor) == NULL)
    {
      append_part (text, line->flavor);
    }

  append_part (text, line->shape);

  /* Only a cake that somebody customised has a say in eggs; candles have not. */
  if (line->customization != 0 && !line->egg_version && !has_option (line, "eggless"))
    {
      append_part (text, _("eggless"));
    }

  for (guint i = 0; line->options != NULL && line->options[i] != NULL; i++)
    {
      append_part (text, line->options[i]);
    }

  if (all)
    {
      append_part (text, line->toppings);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * console_order_dup_lines:
 * @order: the order
 * @most: how many lines there is room for, at least 2
 *
 * Says what the order holds, a line each, and how many more there are.
 *
 * Returns: (transfer full): lines separated by line feeds
 */
char *
console_order_dup_lines (const BakeryOrder *order,
                         guint              most)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_lines = order->lines != NULL ? order->lines->len : 0;
  guint n_shown = n_lines <= most ? n_lines : most - 1;

  for (guint i = 0; i < n_shown; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);
      g_autofree char *title = console_order_line_dup_title (line);
      g_autofree char *options = console_order_line_dup_options (line, FALSE);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? "\n" : "", title, *options != '\0' ? ", " : "", options);
    }

  if (n_shown < n_lines)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              ngettext ("+ %u more", "+ %u more", n_lines - n_shown),
                              n_lines - n_shown);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * console_order_dup_inscription:
 * @order: the order
 *
 * Quotes what is to be written on the cakes.
 *
 * Returns: (transfer full): "“Happy Birthday Mia”", or the empty string
 */
char *
console_order_dup_inscription (const BakeryOrder *order)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);

      if (line->message != NULL && *line->message != '\0')
        {
          /* Translators: the quotation marks around an inscription; %s is the inscription. */
          g_autofree char *quoted = g_strdup_printf (_("“%s”"), line->message);

          append_part (text, quoted);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * console_order_dup_fulfilment:
 * @order: the order
 *
 * Says how the order leaves the shop.
 *
 * Returns: (transfer full): "Pickup", or "Delivery · 4.2 km"
 */
char *
console_order_dup_fulfilment (const BakeryOrder *order)
{
  if (order->fulfilment == BAKERY_FULFILMENT_PICKUP)
    {
      return g_strdup (_("Pickup"));
    }

  if (order->distance_metres <= 0)
    {
      return g_strdup (_("Delivery"));
    }

  /* Translators: %.1f is a distance in kilometres. */
  return g_strdup_printf (_("Delivery · %.1f km"), (double) order->distance_metres / 1000.0);
}

static void
append_name (GString    *names,
             const char *name)
{
  g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
}

/**
 * console_order_dup_warning:
 * @order: the order
 *
 * Names the allergens to watch out for: those that not everything in a bakery holds.
 *
 * Returns: (transfer full): "Nuts, Sesame", or the empty string
 */
char *
console_order_dup_warning (const BakeryOrder *order)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; order->allergens != NULL && order->allergens[i] != NULL; i++)
    {
      if (!g_strv_contains (everyday_allergens, order->allergens[i]))
        {
          append_name (text, console_word_get_title (order->allergens[i]));
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * console_order_dup_allergens:
 * @order: the order
 *
 * Names every allergen in the order.
 *
 * Returns: (transfer full) (nullable): "Contains: Milk, Nuts", or %NULL where none is known
 */
char *
console_order_dup_allergens (const BakeryOrder *order)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; order->allergens != NULL && order->allergens[i] != NULL; i++)
    {
      append_name (names, console_word_get_title (order->allergens[i]));
    }

  /* Translators: %s is a list of allergens. */
  return names->len > 0 ? g_strdup_printf (_("Contains: %s"), names->str) : NULL;
}

/**
 * console_order_dup_payment:
 * @order: the order
 *
 * Says in a word or two how the payment stands.
 *
 * Returns: (transfer full): "Paid", "Due 640.00", "Refunded" or "Payment void"
 */
char *
console_order_dup_payment (const BakeryOrder *order)
{
  g_autofree char *amount = NULL;

  switch ((BakeryPaymentStatus) order->payment_status)
    {
    case BAKERY_PAYMENT_STATUS_PAID:
      return g_strdup (_("Paid"));

    case BAKERY_PAYMENT_STATUS_REFUNDED:
      return g_strdup (_("Refunded"));

    case BAKERY_PAYMENT_STATUS_CANCELLED:
      return g_strdup (_("Payment void"));

    case BAKERY_PAYMENT_STATUS_PENDING:
    default:
      amount = bakery_money_to_display (order->total_price - order->paid_amount, order->currency);

      /* Translators: %s is the amount still to be paid. */
      return g_strdup_printf (_("Due %s"), amount);
    }
}

/**
 * console_order_get_payment_css_class:
 * @order: the order
 *
 * Names the look of the payment's pill.
 *
 * Returns: a style class
 */
const char *
console_order_get_payment_css_class (const BakeryOrder *order)
{
  return order->payment_status == BAKERY_PAYMENT_STATUS_PAID ? "paid" : "plain";
}

/**
 * console_payment_method_get_title:
 * @method: how something is paid
 *
 * Returns: what that is called
 */
const char *
console_payment_method_get_title (BakeryPaymentMethod method)
{
  switch (method)
    {
    case BAKERY_PAYMENT_METHOD_CREDIT_CARD:
      return _("Card");

    case BAKERY_PAYMENT_METHOD_PAYPAL:
      return "PayPal";

    case BAKERY_PAYMENT_METHOD_BANK_TRANSFER:
      return _("Bank transfer");

    case BAKERY_PAYMENT_METHOD_OTHER:
    default:
      return _("Other");
    }
}

/**
 * console_order_dup_payment_details:
 * @order: the order
 * @calendar: the shop's calendar
 *
 * Says how and when was paid.
 *
 * Returns: (transfer full): "Card · 10:58"
 */
char *
console_order_dup_payment_details (const BakeryOrder     *order,
                                   const ConsoleCalendar *calendar)
{
  const char *method = console_payment_method_get_title (order->payment_method);
  g_autofree char *when = NULL;

  if (order->paid_at == 0)
    {
      return g_strdup (method);
    }

  when = console_calendar_dup_short (calendar, order->paid_at);

  return g_strdup_printf ("%s · %s", method, when);
}
