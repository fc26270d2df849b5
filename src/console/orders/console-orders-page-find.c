/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the list of the Orders page is narrowed down by: the lane, the words that are searched for, the filter. */

#include "config.h"

#include "console-orders-page-private.h"

#include "console-accessible.h"

#include <glib/gi18n.h>

static const char *const lane_names[CONSOLE_N_LANES] = { "queue", "scheduled", "done" };

static ConsoleContext *
get_context (ConsoleOrdersPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

/* NULL when the list is not filtered. */
static char *
dup_filter_label (ConsoleOrdersPage *self)
{
  g_autofree char *text = self->filter != NULL ? console_order_filter_dup_text (self->filter) : NULL;

  if (self->customer.id != 0 && text != NULL)
    {
      /* Translators: the first %s is somebody's name, the second what the list is filtered by. */
      return g_strdup_printf (_("Orders of %s, only: %s"), self->customer.name, text);
    }
  if (self->customer.id != 0)
    {
      /* Translators: %s is somebody's name. */
      return g_strdup_printf (_("Orders of %s"), self->customer.name);
    }

  /* Translators: %s is what the list is filtered by. */
  return text != NULL ? g_strdup_printf (_("Only: %s"), text) : NULL;
}

static void
update_filter_row (ConsoleOrdersPage *self)
{
  g_autofree char *label = dup_filter_label (self);

  gtk_revealer_set_reveal_child (self->filter_row, label != NULL);
  if (label != NULL)
    {
      gtk_label_set_label (self->filter_label, label);
    }
}

/* Asks the cache for what is to be shown. */
void
console_orders_page_update_query (ConsoleOrdersPage *self)
{
  gint64 store = console_context_get_store (get_context (self));
  g_autoptr(ConsoleOrderQuery) query = NULL;
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  update_filter_row (self);

  if (!console_context_is_ready (get_context (self)))
    {
      console_orders_page_update_state (self);
      return;
    }

  query = console_order_query_new (store, self->lane);
  query->customer = self->customer.id;

  if (self->filter != NULL)
    {
      console_order_filter_apply (self->filter, query);
    }

  if (*words != '\0')
    {
      query->search = g_strdup (words);
    }

  g_clear_pointer (&self->failure, g_free);
  console_order_list_set_query (self->model, query);
  console_orders_page_update_state (self);
}

static void
create_filter_cb (GtkMenuButton *button,
                  gpointer       user_data)
{
  ConsoleOrdersPage *self = user_data;

  if (self->filter == NULL)
    {
      self->filter = CONSOLE_ORDER_FILTER (console_order_filter_new ());
      gtk_menu_button_set_popover (button, GTK_WIDGET (self->filter));
      g_signal_connect_swapped (self->filter, "changed", G_CALLBACK (console_orders_page_update_query), self);
    }
}

static void
search_changed_cb (GtkSearchEntry    *entry,
                   ConsoleOrdersPage *self)
{
  console_orders_page_update_query (self);
}

/* Enter opens the only match, as after a scanner has typed an order's number. */
static void
search_activate_cb (GtkSearchEntry    *entry,
                    ConsoleOrdersPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    {
      console_card_list_set_selected (self->list, 0);
      gtk_widget_grab_focus (GTK_WIDGET (self->list));
    }
}

static void
stop_search_cb (GtkSearchEntry    *entry,
                ConsoleOrdersPage *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* The orders of one person stand in no lane: then none is marked. */
static void
set_customer (ConsoleOrdersPage *self,
              gint64             customer,
              const char        *name)
{
  const char *lane = customer != 0 ? "" : lane_names[self->lane];

  self->customer.id = customer;
  g_free (self->customer.name);
  self->customer.name = g_strdup (name);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "lane")),
                             g_variant_new_string (lane));
}

static void
change_lane (GSimpleAction *action,
             GVariant      *value,
             gpointer       user_data)
{
  ConsoleOrdersPage *self = user_data;
  const char *name = g_variant_get_string (value, NULL);

  for (guint i = 0; i < CONSOLE_N_LANES; i++)
    {
      if (g_str_equal (name, lane_names[i]))
        {
          self->lane = (ConsoleOrderLane) i;
          set_customer (self, 0, NULL);
          g_settings_set_string (console_context_get_settings (get_context (self)), "orders-lane", name);
          console_orders_page_update_query (self);
        }
    }
}

static void
clear_filter (ConsoleOrdersPage *self)
{
  set_customer (self, 0, NULL);
  if (self->filter != NULL)
    {
      console_order_filter_clear (self->filter);
    }
  console_orders_page_update_query (self);
}

static void
clear_filter_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  clear_filter (user_data);
}

static void
clear_all_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  ConsoleOrdersPage *self = user_data;

  clear_filter (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static void
filter_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  ConsoleOrdersPage *self = user_data;

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_menu_button_popup (self->filter_button);
}

static const GActionEntry entries[] = {
  { "lane", NULL, "s", "'queue'", change_lane },
  { "filter", filter_action },
  { "clear-filter", clear_filter_action },
  { "clear-all", clear_all_action },
};

/* Goes to the entry where the words are typed. */
void
console_orders_page_start_search (ConsoleOrdersPage *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* Searches for @words, as if they were typed. */
void
console_orders_page_show_search (ConsoleOrdersPage *self,
                                 const char        *words)
{
  console_orders_page_start_search (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), words);
}

/* Shows the orders of one person: their account's id, a colon and their name. FALSE when @whose is something else. */
gboolean
console_orders_page_show_customer (ConsoleOrdersPage *self,
                                   const char        *whose)
{
  char *end;
  const gint64 customer = g_ascii_strtoll (whose, &end, 10);

  if (customer <= 0 || *end != ':')
    {
      return FALSE;
    }

  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  clear_filter (self);
  set_customer (self, customer, end + 1);
  console_orders_page_update_query (self);

  return TRUE;
}

/* Shows only orders whose payment stands like that. */
void
console_orders_page_show_payment (ConsoleOrdersPage  *self,
                                  BakeryPaymentStatus status)
{
  create_filter_cb (self->filter_button, self);
  console_order_filter_choose_payment (self->filter, status);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
}

/* Connects the entry, the filter and the actions. */
void
console_orders_page_init_find (ConsoleOrdersPage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  g_signal_connect (self->search_entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect (self->search_entry, "activate", G_CALLBACK (search_activate_cb), self);
  g_signal_connect (self->search_entry, "stop-search", G_CALLBACK (stop_search_cb), self);
  gtk_menu_button_set_create_popup_func (self->filter_button, create_filter_cb, self, NULL);
  console_accessible_name_button (GTK_WIDGET (self->filter_button), NULL);
}
