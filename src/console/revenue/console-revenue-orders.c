/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists what a figure is the sum of, and says the sum, so that both can be compared. Main thread. */

#include "config.h"

#include "console-revenue-orders.h"

#include "console-calendar.h"
#include "console-repository.h"
#include "console-sales-reader.h"
#include "console-stock-texts.h"

#include "bakery-money.h"

#include <glib/gi18n.h>

struct _ConsoleRevenueOrders
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *heading;
  GtkStack       *stack;
  AdwStatusPage  *nothing;
  GtkListView    *list;

  /* Owned */
  ConsoleContext     *context;
  char               *currency;
  ConsoleSalesOrders *found;
  GCancellable       *cancellable;
  ConsoleCalendar     calendar;

  ConsoleSalesSubject subject;
};

G_DEFINE_FINAL_TYPE (ConsoleRevenueOrders, console_revenue_orders, ADW_TYPE_WINDOW)

static void
setup_cb (GtkListItemFactory   *factory,
          GtkListItem          *item,
          ConsoleRevenueOrders *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (NULL);
  GtkWidget *amount = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (amount, "numeric");
  gtk_widget_add_css_class (box, "sales-row");
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), amount);
  gtk_list_item_set_child (item, box);
}

static char *
dup_cakes (gint64 n_cakes)
{
  g_autofree char *number = bakery_number_to_display (n_cakes);

  return g_strdup_printf (ngettext ("%s cake", "%s cakes", (gulong) n_cakes), number);
}

static char *
dup_item_text (const ConsoleSalesEntry *entry)
{
  g_autofree char *quantity = bakery_quantity_to_measure (entry->number, entry->unit);

  return g_strdup_printf ("%s · %s", entry->name, quantity);
}

static char *
dup_entry_text (ConsoleRevenueOrders    *self,
                const ConsoleSalesEntry *entry)
{
  g_autofree char *time = console_calendar_dup_words (&self->calendar, entry->time);
  g_autofree char *number = g_strdup_printf ("#%" G_GINT64_FORMAT, entry->number);

  if (entry->kind == CONSOLE_SALES_ENTRY_ITEM)
    return dup_item_text (entry);
  if (entry->kind == CONSOLE_SALES_ENTRY_MOVEMENT)
    return g_strdup_printf ("%s · %s · %s", console_movement_kind_get_title ((BakeryMovementKind) entry->number), entry->name,
                            time);
  if (entry->kind == CONSOLE_SALES_ENTRY_REFUND)
    /* Translators: something in a list: a refund of an order, by its number and customer, and when. */
    return g_strdup_printf (_("Refund of %s · %s · %s"), number, entry->name, time);

  if (entry->cakes > 0)
    {
      g_autofree char *cakes = dup_cakes (entry->cakes);

      return g_strdup_printf ("%s · %s · %s · %s", number, entry->name, time, cakes);
    }

  return g_strdup_printf ("%s · %s · %s", number, entry->name, time);
}

/* The list's own widget around a row has the focus, so it is what a screen reader tells of. */
static void
name_row (GtkListItem *item,
          const char  *label,
          const char  *amount)
{
  GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (item));
  g_autofree char *name = g_strdup_printf ("%s: %s", label, amount);

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
bind_cb (GtkListItemFactory   *factory,
         GtkListItem          *item,
         ConsoleRevenueOrders *self)
{
  const ConsoleSalesEntry *entry = g_ptr_array_index (self->found->entries, gtk_list_item_get_position (item));
  GtkWidget *text = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *label = dup_entry_text (self, entry);
  g_autofree char *amount = bakery_money_to_display (entry->amount, self->currency);

  gtk_label_set_label (GTK_LABEL (text), label);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (text)), amount);
  name_row (item, label, amount);
}

static void
activated_cb (ConsoleRevenueOrders *self,
              guint                 position)
{
  const ConsoleSalesEntry *entry = g_ptr_array_index (self->found->entries, position);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  console_context_set_store (self->context, entry->store);
  if (entry->kind == CONSOLE_SALES_ENTRY_MOVEMENT || entry->kind == CONSOLE_SALES_ENTRY_ITEM)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-item", "x", entry->id);
  else
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-order", "x", entry->id);
  gtk_window_close (GTK_WINDOW (self));
}

/* What is counted: where only some cakes of orders are wanted those, as the page does, and how many orders they are in. */
static char *
dup_count (ConsoleRevenueOrders *self)
{
  const ConsoleSalesOrders *found = self->found;
  g_autofree char *number = bakery_number_to_display (found->n_entries);
  g_autofree char *orders = NULL;
  g_autofree char *cakes = NULL;

  if (self->subject == CONSOLE_SALES_OF_CUSTOMERS)
    return g_strdup_printf (ngettext ("%s customer", "%s customers", found->n_entries), number);
  if (self->subject == CONSOLE_SALES_OF_STOCK)
    return g_strdup_printf (ngettext ("%s item", "%s items", found->n_entries), number);
  if (found->n_orders < found->n_entries)
    return g_strdup_printf (ngettext ("%s entry", "%s entries", found->n_entries), number);

  orders = g_strdup_printf (ngettext ("%s order", "%s orders", found->n_orders), number);
  if (found->n_cakes == 0)
    return g_steal_pointer (&orders);

  cakes = dup_cakes (found->n_cakes);
  /* Translators: what a figure is of: "12 cakes in 9 orders". */
  return g_strdup_printf (_("%s in %s"), cakes, orders);
}

static void
show_found (ConsoleRevenueOrders *self)
{
  const ConsoleSalesOrders *found = self->found;
  g_autofree char *sum = bakery_money_to_display (found->sum, self->currency);
  g_autofree char *count = dup_count (self);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s %s", count, sum, self->currency);
  g_autoptr(GtkStringList) rows = gtk_string_list_new (NULL);
  g_autoptr(GtkSelectionModel) selection = NULL;

  if (found->entries->len < found->n_entries)
    {
      g_autofree char *text = g_strdup_printf (_("%s · the first %u are listed"), subtitle, found->entries->len);

      g_free (g_steal_pointer (&subtitle));
      subtitle = g_steal_pointer (&text);
    }
  for (guint i = 0; i < found->entries->len; i++)
    gtk_string_list_append (rows, "");
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows))));
  gtk_list_view_set_model (self->list, selection);
  adw_window_title_set_subtitle (self->heading, subtitle);
  gtk_stack_set_visible_child_name (self->stack, found->n_entries > 0 ? "list" : "nothing");
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ConsoleRevenueOrders) self = user_data;
  g_autoptr(GError) error = NULL;
  ConsoleSalesOrders *found = console_sales_orders_read_finish (CONSOLE_REPOSITORY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found == NULL)
    {
      adw_status_page_set_title (self->nothing, _("The Orders Cannot Be Read"));
      adw_status_page_set_description (self->nothing, error->message);
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }

  self->found = found;
  show_found (self);
}

static void
console_revenue_orders_dispose (GObject *object)
{
  ConsoleRevenueOrders *self = CONSOLE_REVENUE_ORDERS (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_REVENUE_ORDERS);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->found, console_sales_orders_free);
  console_calendar_clear (&self->calendar);

  G_OBJECT_CLASS (console_revenue_orders_parent_class)->dispose (object);
}

static void
console_revenue_orders_class_init (ConsoleRevenueOrdersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_revenue_orders_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/revenue/revenue-orders.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenueOrders, heading);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenueOrders, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenueOrders, nothing);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenueOrders, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
console_revenue_orders_init (ConsoleRevenueOrders *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
}

/**
 * console_revenue_orders_new:
 * @context: the console's context
 * @title: which figure it is
 * @currency: of its amounts
 *
 * Returns: (transfer full): a window that looks for nothing yet
 */
ConsoleRevenueOrders *
console_revenue_orders_new (ConsoleContext *context,
                            const char     *title,
                            const char     *currency)
{
  ConsoleRevenueOrders *self = g_object_new (CONSOLE_TYPE_REVENUE_ORDERS, NULL);
  const BakeryStore *store = console_repository_find_store (console_context_get_repository (context),
                                                            console_context_get_store (context));

  self->context = g_object_ref (context);
  self->currency = g_strdup (currency);
  console_calendar_init (&self->calendar, store != NULL ? store->time_zone : NULL, console_context_get_now (context));
  adw_window_title_set_title (self->heading, title);

  return self;
}

/**
 * console_revenue_orders_read:
 * @self: a new window
 * @query: what the report was asked
 * @slice: which of its figures
 *
 * Looks for what is behind the figure.
 */
void
console_revenue_orders_read (ConsoleRevenueOrders    *self,
                             const ConsoleSalesQuery *query,
                             const ConsoleSalesSlice *slice)
{
  g_return_if_fail (CONSOLE_IS_REVENUE_ORDERS (self));

  self->subject = slice->subject;
  console_sales_orders_read_async (console_context_get_repository (self->context), query, slice, self->cancellable,
                                   read_cb, g_object_ref (self));
}
