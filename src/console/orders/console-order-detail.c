/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All there is to know about one order: a header with the next step, and below it the parts that console-order-sections.c
 * builds. Shows what it is given; which order that is, and what its actions do, is the page's business. */

#include "config.h"

#include "console-order-detail.h"

#include "bakery-order-stage.h"
#include "console-accessible.h"
#include "console-order-sections.h"
#include "console-order-texts.h"
#include "console-stage-stepper.h"

#include <glib/gi18n.h>

struct _ConsoleOrderDetail
{
  AdwBin parent_instance;

  /* Template children */
  AdwWindowTitle    *title;
  GtkButton         *back;
  GtkButton         *advance;
  GtkMenuButton     *menu;
  GtkStack          *stack;
  GtkSpinner        *spinner;
  AdwStatusPage     *problem;
  GtkScrolledWindow *scroller;
  GtkBox            *sections;

  gint64             shown_order;

  /* Owned */
  GtkWidget *stock;
  GtkImage  *stock_icon;
  GtkLabel  *stock_sentence;
  GtkWidget *stock_button;
  char      *long_title;
  char      *short_title;

  gboolean   is_folded;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (ConsoleOrderDetail, console_order_detail, ADW_TYPE_BIN)

/* Where there is little room, the number says enough. */
static void
update_title (ConsoleOrderDetail *self)
{
  const char *title = self->is_folded ? self->short_title : self->long_title;

  adw_window_title_set_title (self->title, title != NULL ? title : "");
}

static void
set_titles (ConsoleOrderDetail *self,
            char               *long_title,
            char               *short_title)
{
  g_free (self->long_title);
  g_free (self->short_title);
  self->long_title = long_title;
  self->short_title = short_title;
  update_title (self);
}

static void
show_state (ConsoleOrderDetail *self,
            const char         *name)
{
  gboolean is_content = g_str_equal (name, "content");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->menu), is_content);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "loading"));

  if (!is_content)
    {
      set_titles (self, NULL, NULL);
      adw_window_title_set_subtitle (self->title, "");
      gtk_widget_set_visible (GTK_WIDGET (self->advance), FALSE);
      self->shown_order = 0;
    }
}

static void
clear_sections (ConsoleOrderDetail *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    {
      gtk_box_remove (self->sections, child);
    }
}

static void
add_section (ConsoleOrderDetail *self,
             GtkWidget          *section)
{
  if (section != NULL)
    {
      gtk_box_append (self->sections, section);
    }
}

/* How far the order is; a cancelled one is nowhere any more, and says so instead. */
static GtkWidget *
create_progress (const BakeryOrder *order)
{
  GtkWidget *frame = adw_bin_new ();
  GtkWidget *child;

  if (order->stage == BAKERY_STAGE_CANCELLED)
    {
      child = gtk_label_new (_("This order was cancelled"));
      gtk_widget_add_css_class (child, "heading");
    }
  else
    {
      child = console_stage_stepper_new ();
      console_stage_stepper_set_stage (CONSOLE_STAGE_STEPPER (child),
                                       (BakeryStage) order->stage,
                                       (BakeryFulfilment) order->fulfilment);
    }

  gtk_widget_add_css_class (frame, "card");
  gtk_widget_add_css_class (frame, "padded");
  adw_bin_set_child (ADW_BIN (frame), child);

  return frame;
}

/* What accepting leaves in stock; it stays while the sections around it are made anew. */
static void
create_stock (ConsoleOrderDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->stock = g_object_ref_sink (box);
  self->stock_icon = GTK_IMAGE (gtk_image_new ());
  self->stock_sentence = GTK_LABEL (gtk_label_new (NULL));
  self->stock_button = gtk_button_new_with_mnemonic (_("_Purchase List"));
  gtk_label_set_wrap (self->stock_sentence, TRUE);
  gtk_label_set_xalign (self->stock_sentence, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->stock_sentence), TRUE);
  gtk_widget_set_valign (self->stock_button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->stock_button), "win.show-purchases");
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "padded");
  gtk_widget_set_visible (box, FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stock_icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stock_sentence));
  gtk_box_append (GTK_BOX (box), self->stock_button);
}

static void
show_next_step (ConsoleOrderDetail *self,
                const BakeryOrder  *order,
                BakeryRole          role)
{
  BakeryStage next;
  gboolean has_next = bakery_order_get_next (order, role, &next);

  gtk_widget_set_visible (GTK_WIDGET (self->advance), has_next);

  if (has_next)
    {
      gtk_button_set_label (self->advance, console_stage_get_verb (next, order->fulfilment));
    }
}

static void
console_order_detail_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *spec)
{
  ConsoleOrderDetail *self = CONSOLE_ORDER_DETAIL (object);

  switch (id)
    {
    case PROP_FOLDED:
      self->is_folded = g_value_get_boolean (value);
      gtk_widget_set_visible (GTK_WIDGET (self->back), self->is_folded);
      update_title (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_order_detail_finalize (GObject *object)
{
  ConsoleOrderDetail *self = CONSOLE_ORDER_DETAIL (object);

  g_clear_object (&self->stock);
  g_clear_pointer (&self->long_title, g_free);
  g_clear_pointer (&self->short_title, g_free);
  G_OBJECT_CLASS (console_order_detail_parent_class)->finalize (object);
}

static void
console_order_detail_class_init (ConsoleOrderDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = console_order_detail_set_property;
  object_class->finalize = console_order_detail_finalize;

  /* Whether the pane has taken the place of the list, so that there has to be a way back. */
  properties[PROP_FOLDED] =
    g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/orders/order-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderDetail, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderDetail, back);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderDetail, advance);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderDetail, menu);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderDetail, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderDetail, spinner);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderDetail, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderDetail, scroller);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderDetail, sections);
}

static void
console_order_detail_init (ConsoleOrderDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_accessible_name_button (GTK_WIDGET (self->menu), NULL);
  create_stock (self);
}

/**
 * console_order_detail_show_nothing:
 * @self: the pane
 *
 * Says that no order is selected.
 */
void
console_order_detail_show_nothing (ConsoleOrderDetail *self)
{
  g_return_if_fail (CONSOLE_IS_ORDER_DETAIL (self));

  show_state (self, "empty");
}

/**
 * console_order_detail_show_loading:
 * @self: the pane
 *
 * Says that an order is being read.
 */
void
console_order_detail_show_loading (ConsoleOrderDetail *self)
{
  g_return_if_fail (CONSOLE_IS_ORDER_DETAIL (self));

  show_state (self, "loading");
}

/**
 * console_order_detail_show_problem:
 * @self: the pane
 * @message: what went wrong
 *
 * Says why there is no order to be seen.
 */
void
console_order_detail_show_problem (ConsoleOrderDetail *self,
                                   const char         *message)
{
  g_return_if_fail (CONSOLE_IS_ORDER_DETAIL (self));

  adw_status_page_set_description (self->problem, message);
  show_state (self, "problem");
}

/**
 * console_order_detail_show_order:
 * @self: the pane
 * @order: the order
 * @conflict: (nullable): a change of it that wants a decision
 * @role: the role of who looks at it, for what they may do
 * @calendar: the shop's calendar
 *
 * Shows an order. The same order shown again stays where it was scrolled to.
 */
void
console_order_detail_show_order (ConsoleOrderDetail    *self,
                                 const BakeryOrder     *order,
                                 ConsoleOutboxItem     *conflict,
                                 BakeryRole             role,
                                 const ConsoleCalendar *calendar)
{
  g_return_if_fail (CONSOLE_IS_ORDER_DETAIL (self));

  if (self->shown_order != order->base.id)
    {
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }

  clear_sections (self);

  if (conflict != NULL)
    {
      add_section (self, console_order_conflict_new (conflict, calendar));
    }

  add_section (self, create_progress (order));
  add_section (self, self->stock);
  add_section (self, console_order_items_new (order));
  add_section (self, console_order_inscriptions_new (order));
  add_section (self, console_order_customer_new (order));
  add_section (self, console_order_payment_new (order, calendar));
  add_section (self, console_order_timeline_new (order, calendar));

  show_state (self, "content");
  self->shown_order = order->base.id;
  show_next_step (self, order, role);
  console_order_detail_show_time (self, order, calendar);
}

/**
 * console_order_detail_show_stock:
 * @self: the pane
 * @sentence: (nullable): what accepting the order leaves in stock, %NULL where there is nothing to say
 * @is_short: whether something falls short
 *
 * Says what accepting the order that is shown does to the stock.
 */
void
console_order_detail_show_stock (ConsoleOrderDetail *self,
                                 const char         *sentence,
                                 gboolean            is_short)
{
  g_return_if_fail (CONSOLE_IS_ORDER_DETAIL (self));

  gtk_label_set_label (self->stock_sentence, sentence != NULL ? sentence : "");
  gtk_image_set_from_icon_name (self->stock_icon, is_short ? "sweetspot-warning-symbolic" : "sweetspot-inventory-symbolic");
  gtk_widget_set_visible (self->stock_button, is_short);
  gtk_widget_set_visible (self->stock, sentence != NULL);
  if (is_short)
    gtk_widget_add_css_class (GTK_WIDGET (self->stock_icon), "late");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->stock_icon), "late");
}

/**
 * console_order_detail_show_time:
 * @self: the pane
 * @order: the order it shows
 * @calendar: the shop's calendar
 *
 * Shows again what changes as time passes.
 */
void
console_order_detail_show_time (ConsoleOrderDetail    *self,
                                const BakeryOrder     *order,
                                const ConsoleCalendar *calendar)
{
  g_autofree char *subtitle = console_order_dup_subtitle (order, calendar);

  g_return_if_fail (CONSOLE_IS_ORDER_DETAIL (self));


  set_titles (self, console_order_dup_title (order), console_order_dup_number (order));
  adw_window_title_set_subtitle (self->title, subtitle);
}
