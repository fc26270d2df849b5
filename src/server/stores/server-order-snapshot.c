/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Snapshots for orders. Pure functions; any thread. */

#include "config.h"

#include "server-order-snapshot.h"

#include "bakery-option.h"


/* The mean radius of the earth (IUGG). */

static void
set_text (char      **target,
          const char *text)
{
  g_free (*target);
  *target = g_strdup (text != NULL ? text : "");
}

/* Adds those of @others that @list has not, keeping the order. */
static void
unite (GStrv *list,
       GStrv  others)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint i;

  if (others == NULL || others[0] == NULL)
    return;

  if (*list != NULL)
    g_strv_builder_addv (builder, (const char **) *list);
  for (i = 0; others[i] != NULL; i++)
    {
      if (*list == NULL || !g_strv_contains ((const char *const *) *list, others[i]))
        g_strv_builder_add (builder, others[i]);
    }
  g_strfreev (*list);
  *list = g_strv_builder_end (builder);
}

static void
copy_customisation (BakeryOrderLine           *line,
                    const BakeryCustomisation *customisation)
{
  if (customisation == NULL)
    return;

  line->customization = customisation->base.id;
  line->egg_version = customisation->egg_version;
  set_text (&line->message, customisation->message);
  set_text (&line->toppings, customisation->toppings);
  set_text (&line->shape, customisation->shape);
}

static void
copy_options (BakeryOrderLine *line,
              GPtrArray       *options)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  guint i;

  g_clear_pointer (&line->option_ids, g_array_unref);
  line->option_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (i = 0; options != NULL && i < options->len; i++)
    {
      const BakeryOption *option = g_ptr_array_index (options, i);

      g_strv_builder_add (names, option->name);
      g_array_append_val (line->option_ids, option->base.id);
      line->options_price += option->price_change;
      line->work_minutes += option->work_minutes;
      unite (&line->allergens, option->allergens);
    }
  g_strfreev (line->options);
  line->options = g_strv_builder_end (names);
}

/**
 * server_order_snapshot_add_line:
 * @order: an order of the caller's own
 * @cake: what is bought
 * @customisation: (nullable): how it is customised
 * @options: (nullable) (element-type BakeryOption): the options chosen
 * @quantity: how many
 *
 * Adds a line with the names, prices, allergens and work of this moment.
 */
void
server_order_snapshot_add_line (BakeryOrder               *order,
                                const BakeryCake          *cake,
                                const BakeryCustomisation *customisation,
                                GPtrArray                 *options,
                                gint64                     quantity)
{
  BakeryOrderLine *line = bakery_order_line_new ();

  if (order->lines == NULL)
    order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (order->lines, line);

  line->position = order->lines->len;
  line->cake = cake->base.id;
  set_text (&line->name, cake->name);
  set_text (&line->flavor, cake->flavor);
  set_text (&line->size, cake->size);
  line->quantity = quantity;
  line->unit_price = cake->price;
  line->lead_time_minutes = cake->lead_time_minutes;
  line->work_minutes = cake->work_minutes;
  unite (&line->allergens, cake->allergens);
  copy_customisation (line, customisation);
  copy_options (line, options);
  line->work_minutes *= quantity;
  unite (&order->allergens, line->allergens);
}

/**
 * server_order_snapshot_add_placed:
 * @order: an order of the caller's own, with its date
 * @account: the id of who placed it, 0 for nobody
 * @account_name: what they are called
 *
 * Begins the order's timeline.
 */
void
server_order_snapshot_add_placed (BakeryOrder *order,
                                  gint64       account,
                                  const char  *account_name)
{
  BakeryOrderEvent *event = bakery_order_event_new ();

  event->at = order->order_date;
  event->kind = BAKERY_ORDER_EVENT_PLACED;
  event->from_stage = -1;
  event->to_stage = order->stage;
  event->account = account;
  set_text (&event->account_name, account_name);

  if (order->timeline == NULL)
    order->timeline = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (order->timeline, event);
}
