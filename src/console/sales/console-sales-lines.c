/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the lines of an order count for: cakes and their options, and each cake once more by how its order was paid for and how
 * far that has come, so that figures can be had of some cakes only. An order counts once for each of them, in however many of
 * its lines they are. Writer's thread. */

#include "config.h"

#include "console-sales-facts-private.h"

static gboolean
is_cancelled (const ConsoleSalesBundle *self)
{
  return self->order->stage == BAKERY_STAGE_CANCELLED;
}

static gboolean
is_same_cake (const BakeryOrderLine *line,
              const BakeryOrderLine *other)
{
  return other->cake == line->cake && (line->cake != 0 || g_strcmp0 (other->name, line->name) == 0);
}

static gboolean
has_option (const BakeryOrderLine *line,
            const char            *option)
{
  return line->options != NULL && g_strv_contains ((const char *const *) line->options, option);
}

/* Whether no line before it is of the same cake, and has the same option if one is given. */
static gboolean
is_first (const BakeryOrder     *order,
          const BakeryOrderLine *line,
          gboolean               of_cake,
          const char            *option)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const BakeryOrderLine *other = g_ptr_array_index (order->lines, i);

      if (other == line)
        return TRUE;
      if ((!of_cake || is_same_cake (line, other)) && (option == NULL || has_option (other, option)))
        return FALSE;
    }

  return TRUE;
}

static void
count_option (const ConsoleSalesBundle *self,
              const ConsoleSalesMoment *moment,
              const BakeryOrderLine    *line,
              const char               *option)
{
  ConsoleSalesFigures figures = {
    .orders = is_first (self->order, line, FALSE, option),
    .quantity = line->quantity,
    .sales = line->total,
  };
  g_autofree char *key = NULL;

  console_sales_bundle_add (self, CONSOLE_SALES_OPTION, moment, 0, option, &figures);
  console_sales_bundle_add (self, CONSOLE_SALES_OPTION_MONTH, moment, 0, option, &figures);
  if (line->cake == 0)
    return;

  key = g_strdup_printf ("%" G_GINT64_FORMAT CONSOLE_SALES_KEY_SEPARATOR "%s", line->cake, option);
  figures.orders = is_first (self->order, line, TRUE, option);
  console_sales_bundle_add (self, CONSOLE_SALES_CAKE_OPTION, moment, 0, key, &figures);
  console_sales_bundle_add (self, CONSOLE_SALES_CAKE_OPTION_MONTH, moment, 0, key, &figures);
}

static void
count_sold (const ConsoleSalesBundle  *self,
            const ConsoleSalesMoment  *moment,
            const BakeryOrderLine     *line,
            const ConsoleSalesFigures *figures)
{
  const char *name = line->cake == 0 ? line->name : NULL;

  console_sales_bundle_add (self, CONSOLE_SALES_CAKE, moment, line->cake, name, figures);
  console_sales_bundle_add (self, CONSOLE_SALES_CAKE_MONTH, moment, line->cake, name, figures);
  if (line->cake != 0)
    console_sales_bundle_add (self, CONSOLE_SALES_CAKE_METHOD, moment,
                              CONSOLE_SALES_KEY_OF_CAKE (line->cake, self->order->payment_method), NULL, figures);
  for (guint i = 0; line->options != NULL && line->options[i] != NULL; i++)
    count_option (self, moment, line, line->options[i]);
}

static void
count_line (const ConsoleSalesBundle *self,
            const ConsoleSalesMoment *moment,
            const BakeryOrderLine    *line)
{
  const ConsoleSalesFigures figures = {
    .orders = is_first (self->order, line, TRUE, NULL),
    .quantity = line->quantity,
    .sales = line->total,
  };

  if (line->cake != 0)
    console_sales_bundle_add (self, CONSOLE_SALES_CAKE_STAGE, moment,
                              CONSOLE_SALES_KEY_OF_CAKE (line->cake, self->order->stage), NULL, &figures);
  if (!is_cancelled (self))
    count_sold (self, moment, line, &figures);
}

/**
 * console_sales_bundle_count_lines:
 * @self: an order on its way into a tally
 * @moment: when it counts
 *
 * Counts what was ordered; of a cancelled order only where its cakes are.
 */
void
console_sales_bundle_count_lines (const ConsoleSalesBundle *self,
                                  const ConsoleSalesMoment *moment)
{
  for (guint i = 0; self->order->lines != NULL && i < self->order->lines->len; i++)
    count_line (self, moment, g_ptr_array_index (self->order->lines, i));
}
