/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The popover that narrows the list down: payment, fulfilment, stage, gift. The first entry of each is "Any", the others
 * stand in the order of the domain's values, so that a choice is a value plus one. */

#include "config.h"

#include "console-order-filter.h"

#include "console-accessible.h"

#include <glib/gi18n.h>

struct _ConsoleOrderFilter
{
  GtkPopover parent_instance;

  /* Template children */
  GtkDropDown *payment;
  GtkDropDown *fulfilment;
  GtkDropDown *stage;
  GtkDropDown *gift;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleOrderFilter, console_order_filter, GTK_TYPE_POPOVER)

static int
get_choice (GtkDropDown *drop_down)
{
  return (int) gtk_drop_down_get_selected (drop_down) - 1;
}

static void
append_choice (GString     *text,
               GtkDropDown *drop_down)
{
  GtkStringObject *choice = gtk_drop_down_get_selected_item (drop_down);

  if (get_choice (drop_down) >= 0 && choice != NULL)
    {
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", gtk_string_object_get_string (choice));
    }
}

static void
selected_cb (GtkDropDown        *drop_down,
             GParamSpec         *spec,
             ConsoleOrderFilter *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
console_order_filter_class_init (ConsoleOrderFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /**
   * ConsoleOrderFilter::changed:
   * @self: the filter
   *
   * Another choice was made.
   */
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/orders/order-filter.ui");
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderFilter, payment);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderFilter, fulfilment);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderFilter, stage);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderFilter, gift);
}

static void
console_order_filter_init (ConsoleOrderFilter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_accessible_name_button (GTK_WIDGET (self->payment), _("Payment"));
  console_accessible_name_button (GTK_WIDGET (self->fulfilment), _("Fulfilment"));
  console_accessible_name_button (GTK_WIDGET (self->stage), _("Stage"));
  console_accessible_name_button (GTK_WIDGET (self->gift), _("Gift"));
}

/**
 * console_order_filter_new:
 *
 * Creates a filter that lets everything through.
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
console_order_filter_new (void)
{
  return g_object_new (CONSOLE_TYPE_ORDER_FILTER, NULL);
}

/**
 * console_order_filter_apply:
 * @self: the filter
 * @query: a query
 *
 * Narrows @query down to what is chosen.
 */
void
console_order_filter_apply (ConsoleOrderFilter *self,
                            ConsoleOrderQuery  *query)
{
  int stage;

  g_return_if_fail (CONSOLE_IS_ORDER_FILTER (self));

  stage = get_choice (self->stage);
  query->payment_status = get_choice (self->payment);
  query->fulfilment = get_choice (self->fulfilment);
  query->gift = get_choice (self->gift);
  query->stages = stage >= 0 ? 1u << stage : 0;
}

/**
 * console_order_filter_clear:
 * @self: the filter
 *
 * Chooses "Any" throughout.
 */
void
console_order_filter_clear (ConsoleOrderFilter *self)
{
  g_return_if_fail (CONSOLE_IS_ORDER_FILTER (self));

  gtk_drop_down_set_selected (self->payment, 0);
  gtk_drop_down_set_selected (self->fulfilment, 0);
  gtk_drop_down_set_selected (self->stage, 0);
  gtk_drop_down_set_selected (self->gift, 0);
}

/**
 * console_order_filter_choose_payment:
 * @self: the filter
 * @status: how the payment is to stand
 *
 * Chooses orders by their payment.
 */
void
console_order_filter_choose_payment (ConsoleOrderFilter *self,
                                     BakeryPaymentStatus status)
{
  g_return_if_fail (CONSOLE_IS_ORDER_FILTER (self));

  gtk_drop_down_set_selected (self->payment, (guint) status + 1);
}

/**
 * console_order_filter_dup_text:
 * @self: the filter
 *
 * Says what is chosen.
 *
 * Returns: (transfer full) (nullable): "Paid, Delivery", or %NULL when nothing is
 */
char *
console_order_filter_dup_text (ConsoleOrderFilter *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (CONSOLE_IS_ORDER_FILTER (self), NULL);

  append_choice (text, self->payment);
  append_choice (text, self->fulfilment);
  append_choice (text, self->stage);
  append_choice (text, self->gift);

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
