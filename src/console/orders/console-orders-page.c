/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Orders page: three lanes of cards (console-orders-page-cards.c), what they are narrowed down by
 * (console-orders-page-find.c), and beside them the selected order (console-orders-page-order.c). Which of its states the list
 * shows is decided in one place, console_orders_page_update_state(). */

#include "config.h"

#include "console-orders-page-private.h"

#include "console-bin.h"
#include "console-repository.h"
#include "console-sync.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (ConsoleOrdersPage, console_orders_page, CONSOLE_TYPE_PAGE)

static ConsoleContext *
get_context (ConsoleOrdersPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

/* The store that is shown, %NULL where there is none yet. */
const BakeryStore *
console_orders_page_get_store (ConsoleOrdersPage *self)
{
  ConsoleContext *context = get_context (self);

  return console_repository_find_store (console_context_get_repository (context),
                                        console_context_get_store (context));
}

/* Makes the calendar say what time it is, in the time zone of the store that is shown. */
void
console_orders_page_update_calendar (ConsoleOrdersPage *self)
{
  self->calendar.now = console_context_get_now (get_context (self));
}

static void
reset_calendar (ConsoleOrdersPage *self)
{
  const BakeryStore *store = console_orders_page_get_store (self);

  console_calendar_clear (&self->calendar);
  console_calendar_init (&self->calendar, store != NULL ? store->time_zone : NULL,
                         console_context_get_now (get_context (self)));
  self->calendar.twelve_hours = console_calendar_prefers_twelve_hours ();
}

static void
show_empty (ConsoleOrdersPage *self)
{
  static const char *const titles[CONSOLE_N_LANES] = {
    N_("Nothing to bake"), N_("Nothing scheduled"), N_("Nothing done yet"),
  };
  static const char *const descriptions[CONSOLE_N_LANES] = {
    N_("New orders appear here by themselves as soon as they come in."),
    N_("Orders for later wait here until it is time to start them."),
    N_("Orders that were handed over, delivered or cancelled are kept here."),
  };

  adw_status_page_set_title (self->empty, _(titles[self->lane]));
  adw_status_page_set_description (self->empty, _(descriptions[self->lane]));
}

/* The one place that decides what the list's side shows. */
void
console_orders_page_update_state (ConsoleOrdersPage *self)
{
  gboolean is_loading = !console_context_is_ready (get_context (self))
                        || console_order_list_is_loading (self->model);
  const char *state;

  if (self->failure != NULL)
    {
      state = "problem";
      adw_status_page_set_description (self->problem, self->failure);
    }
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    {
      state = "content";
    }
  else if (is_loading || console_sync_is_filling (console_context_get_sync (get_context (self))))
    {
      state = "loading";
    }
  else if (console_order_query_is_plain (console_order_list_get_query (self->model)))
    {
      state = "empty";
      show_empty (self);
    }
  else
    {
      state = "no-match";
    }

  gtk_stack_set_visible_child_name (self->stack, state);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (state, "loading"));
  console_page_set_loading (CONSOLE_PAGE (self), g_str_equal (state, "loading"));
}

static void
update_counts (ConsoleOrdersPage *self)
{
  ConsoleContext *context = get_context (self);
  const ConsoleLaneCounts *counts =
    console_repository_get_counts (console_context_get_repository (context), console_context_get_store (context));

  if (counts != NULL)
    {
      console_lane_switcher_set_counts (self->lanes, counts);
      console_lane_switcher_set_counts (self->narrow_lanes, counts);
    }
}

/* Marks the lanes, and the cards, of orders that nobody has looked at. */
static void
update_news (ConsoleOrdersPage *self)
{
  const gboolean is_alert = g_settings_get_boolean (console_context_get_settings (get_context (self)), "alert-visual");
  ConsoleLaneCounts news;

  console_unseen_orders_count (self->unseen, console_context_get_store (get_context (self)), &news);
  console_lane_switcher_set_news (self->lanes, &news, is_alert);
  console_lane_switcher_set_news (self->narrow_lanes, &news, is_alert);
  console_orders_page_update_cards (self);
}

static void
minute_cb (ConsoleClock      *clock,
           ConsoleOrdersPage *self)
{
  update_news (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      return;
    }

  console_orders_page_update_calendar (self);
  console_orders_page_update_cards (self);

  if (self->shown.order != NULL)
    {
      console_order_detail_show_time (self->detail, self->shown.order, &self->calendar);
    }
}

static void
store_cb (ConsoleOrdersPage *self)
{
  reset_calendar (self);
  update_counts (self);
  update_news (self);
  console_orders_page_update_query (self);
}

static void
failed_cb (ConsoleOrderList  *model,
           const GError      *error,
           ConsoleOrdersPage *self)
{
  g_free (self->failure);
  self->failure = g_strdup (error->message);
  console_orders_page_update_state (self);
}

static void
folded_cb (AdwLeaflet        *leaflet,
           GParamSpec        *spec,
           ConsoleOrdersPage *self)
{
  if (self->shown.id == 0)
    {
      adw_leaflet_set_visible_child_name (leaflet, "list");
    }
}

static void
show_narrow_lanes (gpointer user_data)
{
  g_autoptr(ConsoleOrdersPage) self = user_data;

  if (self->squeezer != NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->narrow_lanes),
                              adw_squeezer_get_visible_child (self->squeezer) != GTK_WIDGET (self->lanes));
    }
}

/* The squeezer decides while it is given its size, when nothing may ask for another one. */
static void
squeezed_cb (AdwSqueezer       *squeezer,
             GParamSpec        *spec,
             ConsoleOrdersPage *self)
{
  g_idle_add_once (show_narrow_lanes, g_object_ref (self));
}

static void
show_selected (ConsoleOrdersPage *self,
               gboolean           may_navigate)
{
  ConsoleOrderItem *item = console_card_list_get_selected_item (self->list);

  if (item != NULL && console_order_item_is_loaded (item))
    {
      console_orders_page_open_order (self, console_order_item_get_id (item), may_navigate);
    }
}

static void
selected_cb (ConsoleCardList   *list,
             GParamSpec        *spec,
             ConsoleOrdersPage *self)
{
  show_selected (self, FALSE);
}

static void
activated_cb (ConsoleCardList   *list,
              guint              position,
              ConsoleOrdersPage *self)
{
  show_selected (self, TRUE);
}

/* Letters alone, while nothing is being typed. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        modifiers,
                ConsoleOrdersPage     *self)
{
  gboolean is_plain = (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) == 0;
  const char *action = key == GDK_KEY_n || key == GDK_KEY_space ? "order.advance"
                       : key == GDK_KEY_u ? "order.undo"
                       : key == GDK_KEY_c ? "order.copy-number" : NULL;

  if (!is_plain || action == NULL
      || !g_settings_get_boolean (console_context_get_settings (get_context (self)), "single-key-shortcuts"))
    {
      return FALSE;
    }

  return gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static void
find_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ConsoleOrdersPage) self = user_data;
  guint position;

  if (console_order_list_find_finish (CONSOLE_ORDER_LIST (source), result, &position, NULL) && self->model != NULL)
    {
      console_card_list_set_selected (self->list, position);
    }
}

/* Marks the card of the shown order. There is none when the order is in another lane, or beyond the filter. */
static void
select_shown (ConsoleOrdersPage *self)
{
  if (self->shown.id != 0 && !console_order_list_is_loading (self->model)
      && console_card_list_get_selected (self->list) == GTK_INVALID_LIST_POSITION)
    {
      console_order_list_find_async (self->model, self->shown.id, NULL, find_cb, g_object_ref (self));
    }
}

static void
console_orders_page_show_order (ConsolePage *page,
                                gint64       order)
{
  ConsoleOrdersPage *self = CONSOLE_ORDERS_PAGE (page);

  console_orders_page_open_order (self, order, TRUE);
  console_card_list_set_selected (self->list, GTK_INVALID_LIST_POSITION);
  select_shown (self);
}

static void
console_orders_page_search (ConsolePage *page)
{
  console_orders_page_start_search (CONSOLE_ORDERS_PAGE (page));
}

static gboolean
console_orders_page_show_view (ConsolePage *page,
                               const char  *name)
{
  ConsoleOrdersPage *self = CONSOLE_ORDERS_PAGE (page);

  if (g_str_has_prefix (name, "search:"))
    {
      console_orders_page_show_search (self, name + strlen ("search:"));
      return TRUE;
    }

  if (g_str_has_prefix (name, "customer:"))
    {
      return console_orders_page_show_customer (self, name + strlen ("customer:"));
    }

  if (g_str_equal (name, "first"))
    {
      console_card_list_set_selected (self->list, 0);
      show_selected (self, TRUE);
      return TRUE;
    }

  if (g_str_equal (name, "list"))
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "list");
      return TRUE;
    }

  if (g_str_equal (name, "filter"))
    {
      console_orders_page_show_payment (self, BAKERY_PAYMENT_STATUS_PAID);
      return TRUE;
    }

  return FALSE;
}

static void
console_orders_page_root (GtkWidget *widget)
{
  ConsoleOrdersPage *self = CONSOLE_ORDERS_PAGE (widget);
  GtkWidget *window;

  GTK_WIDGET_CLASS (console_orders_page_parent_class)->root (widget);

  /* Accelerators are looked for at the window. */
  window = GTK_WIDGET (gtk_widget_get_root (widget));
  gtk_widget_insert_action_group (window, "orders", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (window, "order", G_ACTION_GROUP (self->order_actions));
}

static void
console_orders_page_unroot (GtkWidget *widget)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));

  gtk_widget_insert_action_group (window, "orders", NULL);
  gtk_widget_insert_action_group (window, "order", NULL);
  GTK_WIDGET_CLASS (console_orders_page_parent_class)->unroot (widget);
}

static void
follow_context (ConsoleOrdersPage *self)
{
  ConsoleContext *context = get_context (self);
  ConsoleRepository *repository = console_context_get_repository (context);
  ConsoleSync *sync = console_context_get_sync (context);

  g_signal_connect_object (context, "notify::store", G_CALLBACK (store_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::is-ready", G_CALLBACK (store_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "stores-changed", G_CALLBACK (store_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "counts-changed", G_CALLBACK (update_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::filling", G_CALLBACK (console_orders_page_update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->unseen, "changed", G_CALLBACK (update_news), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_clock (context), "minute", G_CALLBACK (minute_cb), self, 0);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (console_orders_page_update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (select_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (console_orders_page_update_state), self,
                           G_CONNECT_SWAPPED);
}

static void
console_orders_page_constructed (GObject *object)
{
  ConsoleOrdersPage *self = CONSOLE_ORDERS_PAGE (object);
  ConsoleContext *context = get_context (self);
  g_autofree char *lane = g_settings_get_string (console_context_get_settings (context), "orders-lane");

  G_OBJECT_CLASS (console_orders_page_parent_class)->constructed (object);

  self->model = console_order_list_new (console_context_get_repository (context));
  self->unseen = console_unseen_orders_new (context);
  console_orders_page_init_order (self);
  follow_context (self);
  reset_calendar (self);
  update_counts (self);
  console_orders_page_init_cards (self);
  console_card_list_set_model (self->list, G_LIST_MODEL (self->model));
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "lane", g_variant_new_string (lane));
}

static void
console_orders_page_dispose (GObject *object)
{
  ConsoleOrdersPage *self = CONSOLE_ORDERS_PAGE (object);

  if (self->list != NULL)
    {
      console_card_list_set_model (self->list, NULL);
    }

  console_bin_dispose_template (ADW_BIN (self), CONSOLE_TYPE_ORDERS_PAGE);
  console_orders_page_clear_order (self);
  g_clear_object (&self->model);
  g_clear_object (&self->unseen);
  g_clear_object (&self->stock);
  g_clear_object (&self->actions);
  g_clear_object (&self->order_actions);
  G_OBJECT_CLASS (console_orders_page_parent_class)->dispose (object);
}

static void
console_orders_page_finalize (GObject *object)
{
  ConsoleOrdersPage *self = CONSOLE_ORDERS_PAGE (object);

  console_calendar_clear (&self->calendar);
  g_clear_pointer (&self->failure, g_free);
  g_free (self->customer.name);
  G_OBJECT_CLASS (console_orders_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, squeezer);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, lanes);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, narrow_lanes);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, filter_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, filter_label);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, empty);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrdersPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, squeezed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

/* The list does not ask twice for the same. */
static void
console_orders_page_refresh (ConsolePage *page)
{
  ConsoleOrdersPage *self = CONSOLE_ORDERS_PAGE (page);
  g_autoptr(ConsoleOrderQuery) nothing = console_order_query_new (0, self->lane);

  if (self->failure != NULL)
    {
      console_order_list_set_query (self->model, nothing);
      console_orders_page_update_query (self);
    }
}

static void
console_orders_page_class_init (ConsoleOrdersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  object_class->constructed = console_orders_page_constructed;
  object_class->dispose = console_orders_page_dispose;
  object_class->finalize = console_orders_page_finalize;
  widget_class->root = console_orders_page_root;
  widget_class->unroot = console_orders_page_unroot;
  page_class->search = console_orders_page_search;
  page_class->refresh = console_orders_page_refresh;
  page_class->show_order = console_orders_page_show_order;
  page_class->show_view = console_orders_page_show_view;

  g_type_ensure (CONSOLE_TYPE_CARD_LIST);
  g_type_ensure (CONSOLE_TYPE_LANE_SWITCHER);
  g_type_ensure (CONSOLE_TYPE_ORDER_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/orders/orders-page.ui");
  bind_children (widget_class);
}

static void
console_orders_page_init (ConsoleOrdersPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->actions = g_simple_action_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  console_orders_page_init_find (self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
