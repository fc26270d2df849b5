/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cards in the list of the Orders page: each shows one item of the model, and offers its next step. */

#include "config.h"

#include "console-orders-page-private.h"

#include "console-order-card.h"
#include "console-repository.h"

/* Where the store says nothing. */
#define SOON_MINUTES 30

static gint64
get_soon_minutes (ConsoleOrdersPage *self)
{
  const BakeryStore *store = console_orders_page_get_store (self);

  return store != NULL && store->soon_minutes > 0 ? store->soon_minutes : SOON_MINUTES;
}

static ConsoleOrderItem *
get_item (GtkWidget *card)
{
  return g_object_get_data (G_OBJECT (card), "item");
}

static void
show_card (GtkWidget         *card,
           ConsoleOrdersPage *self)
{
  ConsoleOrderItem *item = get_item (card);
  gint64 id;
  ConsoleOrderCardState state = { NULL };

  if (item != NULL && console_order_item_is_loaded (item))
    {
      id = console_order_item_get_id (item);
      state.order = console_order_item_get_order (item);
      state.is_pending = console_order_item_is_pending (item);
      state.is_conflict = console_order_item_is_conflict (item);
      state.role = console_orders_page_get_actor (self).role;
      state.is_new = console_unseen_orders_contains (self->unseen, id);
    }

  console_order_card_show (CONSOLE_ORDER_CARD (card), &state, &self->calendar, get_soon_minutes (self));
}

static void
item_notify_cb (ConsoleOrderItem *item,
                GParamSpec       *spec,
                GtkWidget        *card)
{
  GtkWidget *page = gtk_widget_get_ancestor (card, CONSOLE_TYPE_ORDERS_PAGE);

  if (page != NULL)
    {
      show_card (card, CONSOLE_ORDERS_PAGE (page));
    }
}

static void
card_advance_cb (GtkWidget         *card,
                 ConsoleOrdersPage *self)
{
  ConsoleOrderItem *item = get_item (card);

  if (item != NULL && console_order_item_is_loaded (item))
    {
      console_orders_page_advance (self, console_order_item_get_order (item));
    }
}

static GtkWidget *
create_card (gpointer user_data)
{
  GtkWidget *card = console_order_card_new ();

  g_signal_connect (card, "advance", G_CALLBACK (card_advance_cb), user_data);

  return card;
}

static void
bind_card (GtkWidget *card,
           gpointer   item,
           gpointer   user_data)
{
  ConsoleOrderItem *previous = get_item (card);

  if (previous != NULL)
    {
      g_signal_handlers_disconnect_by_func (previous, item_notify_cb, card);
    }

  g_object_set_data (G_OBJECT (card), "item", item);

  if (item != NULL)
    {
      g_signal_connect_object (item, "notify", G_CALLBACK (item_notify_cb), card, 0);
      show_card (card, user_data);
    }
}

static const ConsoleCardListFuncs card_funcs = { create_card, bind_card };

static void
show_card_func (gpointer card,
                gpointer user_data)
{
  show_card (card, user_data);
}

/* Gives the list its cards. */
void
console_orders_page_init_cards (ConsoleOrdersPage *self)
{
  console_card_list_set_cards (self->list, &card_funcs, self);
}

/* Shows again what stands on the cards, for it depends on the time and on what was looked at, too. */
void
console_orders_page_update_cards (ConsoleOrdersPage *self)
{
  console_card_list_foreach_card (self->list, show_card_func, self);
}
