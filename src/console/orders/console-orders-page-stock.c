/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What accepting the shown order would leave in stock on the day it is baked. The stock is followed only while somebody
 * looks at an order that waits to be accepted. */

#include "config.h"

#include "console-orders-page-private.h"

#include "console-stock-texts.h"

static gboolean
wants_stock (ConsoleOrdersPage *self)
{
  return self->shown.order != NULL && self->shown.order->stage == BAKERY_STAGE_PENDING
         && (console_orders_page_get_actor (self).role & BAKERY_ROLES_STAFF) != 0;
}

static void
show_stock (ConsoleOrdersPage *self)
{
  ConsoleStock *stock = wants_stock (self) ? console_stock_watch_get_stock (self->stock) : NULL;
  BakeryAcceptance acceptance;
  g_autofree char *sentence = NULL;

  if (stock == NULL || !console_stock_accept (stock, self->shown.order, &acceptance))
    {
      console_order_detail_show_stock (self->detail, NULL, FALSE);
      return;
    }

  sentence = console_stock_dup_acceptance (stock, &acceptance, &self->calendar);
  console_order_detail_show_stock (self->detail, sentence, acceptance.short_at != 0);
}

/* Says what accepting the order that is shown leaves in stock, or nothing where it is accepted. */
void
console_orders_page_update_stock (ConsoleOrdersPage *self)
{
  const gboolean is_wanted = wants_stock (self);

  if (is_wanted && self->stock == NULL)
    {
      self->stock = console_stock_watch_new (console_page_get_context (CONSOLE_PAGE (self)));
      g_signal_connect_object (self->stock, "changed", G_CALLBACK (show_stock), self, G_CONNECT_SWAPPED);
    }
  if (self->stock != NULL)
    {
      console_stock_watch_set_active (self->stock, is_wanted);
    }
  show_stock (self);
}
