/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One order at a glance, without a click: when it is due and when to start, what to bake, what to write on it, who it is for,
 * whether it is paid, and a button for its next step. Its height depends on how many lines it has, never on the width, and
 * a card that waits for its order is as high as one with two lines. */

#include "config.h"

#include "console-order-card.h"

#include "bakery-order-stage.h"
#include "console-order-texts.h"
#include "console-trace.h"

#include <glib/gi18n.h>

/* What a card has room for. */
#define MOST_LINES 4

struct _ConsoleOrderCard
{
  GtkWidget parent_instance;

  /* Template children */
  GtkLabel     *due;
  GtkLabel     *number;
  GtkLabel     *customer;
  GtkImage     *pending;
  GtkLabel     *stage;
  GtkLabel     *payment;
  GtkLabel     *lines;
  GtkLabel     *inscription;
  GtkBox       *facts;
  GtkImage     *fulfilment_icon;
  GtkLabel     *fulfilment;
  GtkImage     *warning_icon;
  GtkLabel     *warning;
  GtkImage     *gift;
  GtkLabel     *ordered;
  GtkBox       *foot;
  GtkImage     *ageing_icon;
  GtkLabel     *ageing;
  GtkButton    *advance;

  ConsoleAgeing shown_ageing;
  gint64        shown_order;
};

enum
{
  ADVANCE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleOrderCard, console_order_card, GTK_TYPE_WIDGET)

/* Labels lay their text out again even for the text they have; most of a card stays as it is when it is shown again. */
static void
set_text (GtkLabel   *label,
          const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    {
      gtk_label_set_label (label, text);
    }
}

static void
set_optional_text (GtkLabel   *label,
                   const char *text)
{
  set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
set_css_class (gpointer    widget,
               const char *css_class,
               gboolean    is_set)
{
  if (is_set)
    {
      gtk_widget_add_css_class (widget, css_class);
    }
  else
    {
      gtk_widget_remove_css_class (widget, css_class);
    }
}

static void
show_head (ConsoleOrderCard  *self,
           const BakeryOrder *order)
{
  g_autofree char *number = console_order_dup_number (order);
  g_autofree char *payment = console_order_dup_payment (order);
  gboolean is_paid = order->payment_status == BAKERY_PAYMENT_STATUS_PAID;

  set_text (self->number, number);
  set_text (self->customer, order->customer_name != NULL ? order->customer_name : "");
  set_text (self->payment, payment);
  set_css_class (self->payment, "paid", is_paid);
}

/* Before baking the stage goes without saying, and after the end the foot says it; a new order that nobody has looked at
 * says so. */
static void
show_stage (ConsoleOrderCard            *self,
            const ConsoleOrderCardState *state)
{
  const BakeryOrder *order = state->order;
  gboolean is_known = !state->is_new
                      && (order->stage <= BAKERY_STAGE_CONFIRMED || bakery_order_is_finished (order));

  set_optional_text (self->stage, is_known ? "" : console_stage_get_title (
                       state->is_new ? BAKERY_STAGE_PENDING : (BakeryStage) order->stage,
                       (BakeryFulfilment) order->fulfilment));
  set_css_class (self->stage, "new", state->is_new);
  set_css_class (self, "new", state->is_new);
}

static void
show_pending (ConsoleOrderCard            *self,
              const ConsoleOrderCardState *state)
{
  const char *words = state->is_conflict ? _("Changed elsewhere too: needs a decision") : _("Waiting for the network");

  gtk_widget_set_visible (GTK_WIDGET (self->pending), state->is_pending || state->is_conflict);

  if (!state->is_pending && !state->is_conflict)
    {
      return;
    }

  gtk_image_set_from_icon_name (self->pending,
                                state->is_conflict ? "sweetspot-conflict-symbolic" : "sweetspot-pending-symbolic");
  set_css_class (self->pending, "late", state->is_conflict);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pending), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pending),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

static void
show_facts (ConsoleOrderCard  *self,
            const BakeryOrder *order)
{
  g_autofree char *fulfilment = console_order_dup_fulfilment (order);
  g_autofree char *warning = console_order_dup_warning (order);
  gboolean is_pickup = order->fulfilment == BAKERY_FULFILMENT_PICKUP;

  gtk_image_set_from_icon_name (self->fulfilment_icon,
                                is_pickup ? "sweetspot-pickup-symbolic" : "sweetspot-delivery-symbolic");
  set_text (self->fulfilment, fulfilment);
  set_optional_text (self->warning, warning);
  gtk_widget_set_visible (GTK_WIDGET (self->gift), order->is_gift);
}

static void
show_content (ConsoleOrderCard  *self,
              const BakeryOrder *order)
{
  g_autofree char *lines = console_order_dup_lines (order, MOST_LINES);
  g_autofree char *inscription = console_order_dup_inscription (order);

  set_text (self->lines, lines);
  set_optional_text (self->inscription, inscription);
}

static void
show_button (ConsoleOrderCard            *self,
             const ConsoleOrderCardState *state)
{
  const BakeryOrder *order = state->order;
  BakeryStage next;
  gboolean has_next = bakery_order_get_next (order, state->role, &next);

  gtk_widget_set_visible (GTK_WIDGET (self->advance), has_next);

  if (has_next)
    {
      const char *verb = console_stage_get_verb (next, order->fulfilment);

      if (g_strcmp0 (gtk_button_get_label (self->advance), verb) != 0)
        {
          gtk_button_set_label (self->advance, verb);
        }
    }
}

/* As high as a card with two lines, with nothing to read and nothing to press. */
static void
show_nothing (ConsoleOrderCard *self)
{
  set_text (self->due, "––:––");
  set_text (self->number, "");
  set_text (self->customer, "");
  set_text (self->payment, "");
  set_text (self->lines, " \n ");
  set_text (self->fulfilment, " ");
  set_text (self->ordered, "");
  set_text (self->ageing, " ");
  set_optional_text (self->stage, "");
  set_optional_text (self->inscription, "");
  set_optional_text (self->warning, "");
  gtk_image_clear (self->fulfilment_icon);
  gtk_image_clear (self->ageing_icon);
  gtk_widget_set_visible (GTK_WIDGET (self->gift), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->pending), FALSE);
  gtk_button_set_label (self->advance, " ");
  gtk_widget_set_visible (GTK_WIDGET (self->advance), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loading"),
                                  -1);
}

static void
advance_clicked_cb (GtkButton        *button,
                    ConsoleOrderCard *self)
{
  g_signal_emit (self, signals[ADVANCE], 0);
}

static void
console_order_card_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  ConsoleOrderCard *self = CONSOLE_ORDER_CARD (widget);

  GTK_WIDGET_CLASS (console_order_card_parent_class)->snapshot (widget, snapshot);

  if (self->shown_order != 0)
    {
      console_trace_painted (widget, "card-painted", self->shown_order);
    }
}

static void
console_order_card_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    {
      gtk_widget_unparent (child);
    }

  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_ORDER_CARD);
  G_OBJECT_CLASS (console_order_card_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, due);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, number);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, customer);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, pending);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, stage);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, payment);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, lines);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, inscription);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, facts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, fulfilment_icon);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, fulfilment);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, warning_icon);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, warning);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, gift);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, ordered);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, foot);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, ageing_icon);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, ageing);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOrderCard, advance);
}

static void
console_order_card_class_init (ConsoleOrderCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = console_order_card_dispose;
  widget_class->snapshot = console_order_card_snapshot;

  /**
   * ConsoleOrderCard::advance:
   * @self: the card
   *
   * Somebody pressed the button for the next step.
   */
  signals[ADVANCE] =
    g_signal_new ("advance", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/orders/order-card.ui");
  gtk_widget_class_bind_template_callback (widget_class, advance_clicked_cb);
  gtk_widget_class_set_css_name (widget_class, "card");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  bind_children (widget_class);
}

static void
console_order_card_init (ConsoleOrderCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_nothing (self);
  gtk_widget_add_css_class (GTK_WIDGET (self), "loading");
}

/**
 * console_order_card_new:
 *
 * Creates a card that waits for its order.
 *
 * Returns: (transfer floating): the card
 */
GtkWidget *
console_order_card_new (void)
{
  return g_object_new (CONSOLE_TYPE_ORDER_CARD, NULL);
}

/**
 * console_order_card_show:
 * @self: the card
 * @state: what to show
 * @calendar: the shop's calendar
 * @soon_minutes: how long before its deadline an order is to be taken up next
 *
 * Shows an order, or that it is being read.
 */
void
console_order_card_show (ConsoleOrderCard            *self,
                         const ConsoleOrderCardState *state,
                         const ConsoleCalendar       *calendar,
                         gint64                       soon_minutes)
{
  g_return_if_fail (CONSOLE_IS_ORDER_CARD (self));

  set_css_class (self, "loading", state->order == NULL);
  self->shown_order = state->order != NULL ? state->order->base.id : 0;

  if (state->order == NULL)
    {
      show_nothing (self);
      return;
    }

  show_head (self, state->order);
  show_stage (self, state);
  show_pending (self, state);
  show_content (self, state->order);
  show_facts (self, state->order);
  show_button (self, state);
  console_order_card_show_time (self, state->order, calendar, soon_minutes);
}

/**
 * console_order_card_show_time:
 * @self: the card
 * @order: the order it shows
 * @calendar: the shop's calendar
 * @soon_minutes: how long before its deadline an order is to be taken up next
 *
 * Shows again what changes as time passes.
 */
void
console_order_card_show_time (ConsoleOrderCard      *self,
                              const BakeryOrder     *order,
                              const ConsoleCalendar *calendar,
                              gint64                 soon_minutes)
{
  g_autofree char *due = console_calendar_dup_short (calendar, order->due_at);
  g_autofree char *clock = console_order_dup_clock (order, calendar);
  g_autofree char *ago = console_calendar_dup_ago (calendar, order->order_date);
  g_autofree char *name = console_order_dup_accessible_label (order, calendar);
  ConsoleAgeing ageing = console_order_get_ageing (order, calendar, soon_minutes);

  set_text (self->due, due);
  set_css_class (self->due, "has-day", !console_calendar_is_today (calendar, order->due_at));
  set_text (self->ageing, clock);
  set_text (self->ordered, ago);
  gtk_image_set_from_icon_name (self->ageing_icon, console_ageing_get_icon_name (ageing));

  gtk_widget_remove_css_class (GTK_WIDGET (self), console_ageing_get_css_class (self->shown_ageing));
  gtk_widget_add_css_class (GTK_WIDGET (self), console_ageing_get_css_class (ageing));
  self->shown_ageing = ageing;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}
