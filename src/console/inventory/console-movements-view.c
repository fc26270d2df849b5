/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The history of movements, newest first: of a store, or of one item. A view of the cache that follows it. Main thread. */

#include "config.h"

#include "console-movements-view.h"

#include "console-context.h"
#include "console-entity-list.h"
#include "console-movement-row.h"

#include <glib/gi18n.h>

struct _ConsoleMovementsView
{
  AdwBin parent_instance;

  /* Template children */
  GtkDropDown *filter;
  GtkStack    *stack;
  GtkListView *list;

  /* Owned */
  ConsoleContext    *context;
  ConsoleEntityList *model;
  ConsoleStock      *stock;

  /* Borrowed */
  const ConsoleCalendar *calendar;

  gint64                 store;
  gint64                 item;
};

G_DEFINE_FINAL_TYPE (ConsoleMovementsView, console_movements_view, ADW_TYPE_BIN)

/* The kinds that each choice stands for; -1 for none. */
static const int filter_kinds[][2] = {
  { -1, -1 },
  { BAKERY_MOVEMENT_PURCHASE, -1 },
  { BAKERY_MOVEMENT_WASTE, -1 },
  { BAKERY_MOVEMENT_COUNT, -1 },
  { BAKERY_MOVEMENT_CONSUME, -1 },
  { BAKERY_MOVEMENT_RESERVE, BAKERY_MOVEMENT_RELEASE },
};

static void
ask (ConsoleMovementsView *self)
{
  const guint chosen = MIN (gtk_drop_down_get_selected (self->filter), G_N_ELEMENTS (filter_kinds) - 1);
  g_autofree char *item = g_strdup_printf ("%" G_GINT64_FORMAT, self->item);
  ConsoleEntityFilter filters[4] = { { NULL, NULL } };
  ConsoleEntityQuery query = { .filters = filters, .sort_field = "created_at", .descending = TRUE };
  guint n_filters = 0;

  if (self->model == NULL || self->stock == NULL)
    return;

  for (guint i = 0; i < 2 && filter_kinds[chosen][i] >= 0; i++)
    filters[n_filters++] = (ConsoleEntityFilter) { "kind", bakery_movement_kinds.names[filter_kinds[chosen][i]] }
  ;
  if (self->item != 0)
    filters[n_filters++] = (ConsoleEntityFilter) { "item", item }
  ;
  query.store = console_context_get_store (self->context);
  console_entity_list_set_query (self->model, &query);
}

static void
filter_chosen_cb (ConsoleMovementsView *self)
{
  ask (self);
}

static void
update_state (ConsoleMovementsView *self)
{
  const gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0
                            && !console_entity_list_is_loading (self->model);

  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "content");
}

/* Rows */

static void
show_row (GtkListItem          *list_item,
          ConsoleMovementsView *self)
{
  ConsoleEntityItem *item = gtk_list_item_get_item (list_item);
  const BakeryStockMovement *movement = item != NULL ? console_entity_item_get_entity (item) : NULL;
  const BakeryInventoryItem *moved = movement != NULL && self->stock != NULL
                                     ? console_stock_find_item (self->stock, movement->item) : NULL;

  console_movement_row_show (CONSOLE_MOVEMENT_ROW (gtk_list_item_get_child (list_item)), movement, moved, self->calendar);
}

static void
notify_cb (ConsoleEntityItem *item,
           GParamSpec        *spec,
           GtkListItem       *list_item)
{
  show_row (list_item, g_object_get_data (G_OBJECT (list_item), "view"));
}

static void
set_up_cb (GtkListItemFactory   *factory,
           GtkListItem          *list_item,
           ConsoleMovementsView *self)
{
  g_object_set_data (G_OBJECT (list_item), "view", self);
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, console_movement_row_new (TRUE));
}

static void
bind_cb (GtkListItemFactory   *factory,
         GtkListItem          *list_item,
         ConsoleMovementsView *self)
{
  g_signal_connect_object (gtk_list_item_get_item (list_item), "notify", G_CALLBACK (notify_cb), list_item, 0);
  show_row (list_item, self);
}

static void
unbind_cb (GtkListItemFactory   *factory,
           GtkListItem          *list_item,
           ConsoleMovementsView *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), notify_cb, list_item);
}

static void
console_movements_view_dispose (GObject *object)
{
  ConsoleMovementsView *self = CONSOLE_MOVEMENTS_VIEW (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_MOVEMENTS_VIEW);
  g_clear_object (&self->model);
  g_clear_object (&self->context);
  g_clear_pointer (&self->stock, console_stock_unref);

  G_OBJECT_CLASS (console_movements_view_parent_class)->dispose (object);
}

static void
console_movements_view_class_init (ConsoleMovementsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_movements_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/inventory/movements-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementsView, filter);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementsView, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleMovementsView, list);
  gtk_widget_class_bind_template_callback (widget_class, filter_chosen_cb);
}

static void
console_movements_view_init (ConsoleMovementsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_movements_view_set_up:
 * @self: the view
 * @context: the console's context
 * @calendar: the shop's calendar; outlives the view
 *
 * Gives the view what it needs.
 */
void
console_movements_view_set_up (ConsoleMovementsView  *self,
                               ConsoleContext        *context,
                               const ConsoleCalendar *calendar)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkNoSelection) plain = NULL;

  g_return_if_fail (CONSOLE_IS_MOVEMENTS_VIEW (self));

  self->context = g_object_ref (context);
  self->calendar = calendar;
  self->model = console_entity_list_new (console_context_get_repository (context), &bakery_stock_movement_type);
  g_signal_connect_object (self->model, "notify::n-items", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  plain = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (plain));
}

/**
 * console_movements_view_show:
 * @self: the view
 * @stock: the stock, which has the names of the items
 * @item: the item whose movements are listed, 0 for all of the store
 *
 * Lists movements.
 */
void
console_movements_view_show (ConsoleMovementsView *self,
                             ConsoleStock         *stock,
                             gint64                item)
{
  const gint64 store = console_context_get_store (self->context);
  gboolean is_other;

  g_return_if_fail (CONSOLE_IS_MOVEMENTS_VIEW (self));

  is_other = self->stock == NULL || item != self->item || store != self->store;
  g_clear_pointer (&self->stock, console_stock_unref);
  self->stock = console_stock_ref (stock);
  self->item = item;
  self->store = store;
  if (is_other)
    ask (self);
}
