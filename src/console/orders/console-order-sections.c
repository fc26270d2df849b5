/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of the detail pane: what was bought, what to write on it, for whom, how it was paid, what happened. Each
 * function builds one part from an order that does not change; when the order does, the part is built anew. */

#include "config.h"

#include "console-order-sections.h"

#include "bakery-money.h"
#include "console-order-texts.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static gboolean
is_text (const char *text)
{
  return text != NULL && *text != '\0';
}

static AdwPreferencesGroup *
create_group (const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);

  return group;
}

static AdwActionRow *
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);

  if (is_text (subtitle))
    {
      adw_action_row_set_subtitle (row, subtitle);
    }

  adw_preferences_group_add (group, GTK_WIDGET (row));

  return row;
}

static void
add_amount (AdwActionRow *row,
            gint64        amount,
            const char   *currency)
{
  g_autofree char *text = bakery_money_to_display (amount, currency);
  g_autofree char *name = g_strdup_printf ("%s, %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), text);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (row, label);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_total (GtkGrid    *grid,
           int         line,
           const char *title,
           gint64      amount,
           const char *currency)
{
  g_autofree char *text = bakery_money_to_display (amount, currency);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *value = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (value, "numeric");
  gtk_grid_attach (grid, name, 0, line, 1, 1);
  gtk_grid_attach (grid, value, 1, line, 1, 1);

  if (line == 3)
    {
      gtk_widget_add_css_class (name, "heading");
      gtk_widget_add_css_class (value, "heading");
    }
}

static void
add_totals (AdwPreferencesGroup *group,
            const BakeryOrder   *order)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  GtkWidget *row = adw_preferences_row_new ();
  g_autofree char *total = bakery_money_to_display (order->total_price, order->currency);
  g_autofree char *label = g_strdup_printf ("%s, %s", _("Total"), total);

  gtk_grid_set_row_spacing (grid, 4);
  gtk_widget_add_css_class (GTK_WIDGET (grid), "totals");
  add_total (grid, 0, _("Subtotal"), order->subtotal, order->currency);
  add_total (grid, 1, _("Tax"), order->tax, order->currency);
  add_total (grid, 2, _("Delivery"), order->delivery_fee, order->currency);
  add_total (grid, 3, _("Total"), order->total_price, order->currency);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (grid));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  adw_preferences_group_add (group, row);
}

/**
 * console_order_items_new:
 * @order: the order
 *
 * Lists what was bought, with prices and totals.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
console_order_items_new (const BakeryOrder *order)
{
  g_autofree char *title = NULL;
  g_autofree char *allergens = console_order_dup_allergens (order);
  guint n_lines = order->lines != NULL ? order->lines->len : 0;
  AdwPreferencesGroup *group;

  title = g_strdup_printf (ngettext ("%u item", "%u items", n_lines), n_lines);
  group = create_group (title);

  for (guint i = 0; i < n_lines; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);
      g_autofree char *name = console_order_line_dup_title (line);
      g_autofree char *options = console_order_line_dup_options (line, TRUE);

      add_amount (add_row (group, name, options), line->total, order->currency);
    }

  add_totals (group, order);

  if (allergens != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("sweetspot-warning-symbolic");

      gtk_widget_add_css_class (icon, "warns");
      adw_action_row_add_prefix (add_row (group, allergens, NULL), icon);
    }

  return GTK_WIDGET (group);
}

static GtkWidget *
create_inscription (const BakeryOrderLine *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *caption = gtk_label_new (_("Inscription"));
  GtkWidget *text = gtk_label_new (line->message);

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_can_focus (text, FALSE);
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (text, "inscription");
  gtk_widget_add_css_class (text, "title-2");
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "padded");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), text);

  return box;
}

/**
 * console_order_inscriptions_new:
 * @order: the order
 *
 * Shows in large letters what is to be written on each cake.
 *
 * Returns: (transfer floating) (nullable): the widget, %NULL where nothing is to be written
 */
GtkWidget *
console_order_inscriptions_new (const BakeryOrder *order)
{
  GtkWidget *box = NULL;

  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);

      if (!is_text (line->message))
        {
          continue;
        }

      if (box == NULL)
        {
          box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
        }

      gtk_box_append (GTK_BOX (box), create_inscription (line));
    }

  return box;
}

static void
add_call_button (AdwActionRow *row,
                 const char   *phone)
{
  g_autofree char *escaped = NULL;
  g_autofree char *address = NULL;
  g_autofree char *tooltip = NULL;
  GtkWidget *button;

  if (!is_text (phone))
    {
      return;
    }

  escaped = g_uri_escape_string (phone, "+", FALSE);
  address = g_strconcat ("tel:", escaped, NULL);
  /* Translators: %s is a telephone number. */
  tooltip = g_strdup_printf (_("Call %s"), phone);
  button = gtk_link_button_new (address);
  gtk_button_set_icon_name (GTK_BUTTON (button), "sweetspot-call-symbolic");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  adw_action_row_add_suffix (row, button);
}

static char *
join_facts (const char *a,
            const char *b)
{
  return g_strconcat (is_text (a) ? a : "",
                      is_text (a) && is_text (b) ? " · " : "",
                      is_text (b) ? b : "",
                      NULL);
}

/**
 * console_order_customer_new:
 * @order: the order
 *
 * Says who ordered, who receives it and where.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
console_order_customer_new (const BakeryOrder *order)
{
  AdwPreferencesGroup *group = create_group (_("Customer"));
  g_autofree char *contact = join_facts (order->customer_phone, order->customer_email);
  g_autofree char *fulfilment = console_order_dup_fulfilment (order);
  gboolean is_pickup = order->fulfilment == BAKERY_FULFILMENT_PICKUP;
  AdwActionRow *row;

  row = add_row (group, is_text (order->customer_name) ? order->customer_name : _("Unknown"), contact);
  add_call_button (row, order->customer_phone);

  if (order->is_gift || is_text (order->recipient_name))
    {
      g_autofree char *facts = join_facts (order->is_gift ? _("Gift") : NULL, order->recipient_phone);
      /* Translators: %s is the name of who receives the order. */
      g_autofree char *name = g_strdup_printf (_("For %s"), is_text (order->recipient_name)
                                               ? order->recipient_name : _("somebody else"));

      row = add_row (group, name, facts);
      add_call_button (row, order->recipient_phone);
    }

  row = add_row (group, fulfilment, is_pickup ? _("Collected at the shop") : order->delivery_address);
  adw_action_row_add_prefix (row, gtk_image_new_from_icon_name (is_pickup ? "sweetspot-pickup-symbolic"
                                                                          : "sweetspot-delivery-symbolic"));

  if (is_text (order->notes))
    {
      row = add_row (group, _("Notes"), order->notes);
      adw_action_row_set_subtitle_lines (row, 0);
    }

  return GTK_WIDGET (group);
}

/**
 * console_order_payment_new:
 * @order: the order
 * @calendar: the shop's calendar
 *
 * Says what was paid, how and when.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
console_order_payment_new (const BakeryOrder     *order,
                           const ConsoleCalendar *calendar)
{
  AdwPreferencesGroup *group = create_group (_("Payment"));
  g_autofree char *state = console_order_dup_payment (order);
  g_autofree char *details = console_order_dup_payment_details (order, calendar);
  gboolean is_paid = order->payment_status == BAKERY_PAYMENT_STATUS_PAID;

  add_amount (add_row (group, state, details), is_paid ? order->paid_amount : order->total_price, order->currency);

  return GTK_WIDGET (group);
}

static void
strike_out (AdwActionRow *row)
{
  g_autofree char *escaped = g_markup_escape_text (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
  g_autofree char *markup = g_strdup_printf ("<s>%s</s>", escaped);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
}

/**
 * console_order_timeline_new:
 * @order: the order
 * @calendar: the shop's calendar
 *
 * Tells what happened to the order, newest first. A move that was taken back is struck through and says so.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
console_order_timeline_new (const BakeryOrder     *order,
                            const ConsoleCalendar *calendar)
{
  AdwPreferencesGroup *group = create_group (_("Timeline"));

  for (guint i = order->timeline != NULL ? order->timeline->len : 0; i > 0; i--)
    {
      const BakeryOrderEvent *event = g_ptr_array_index (order->timeline, i - 1);
      g_autofree char *text = console_order_event_dup_text (event, order);
      g_autofree char *details = console_order_event_dup_details (event, calendar);
      AdwActionRow *row = add_row (group, text, details);

      if (event->undone)
        {
          strike_out (row);
        }
    }

  return GTK_WIDGET (group);
}
