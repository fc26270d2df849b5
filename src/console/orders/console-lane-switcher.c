/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three linked buttons that choose the lane, with how many orders each holds. What they do is the page's `orders.lane`. */

#include "config.h"

#include "console-lane-switcher.h"

#include <glib/gi18n.h>

struct _ConsoleLaneSwitcher
{
  GtkBox parent_instance;

  /* Template children */
  GtkToggleButton *queue;
  GtkToggleButton *scheduled;
  GtkToggleButton *done;
};

G_DEFINE_FINAL_TYPE (ConsoleLaneSwitcher, console_lane_switcher, GTK_TYPE_BOX)

static void
set_count (GtkToggleButton *button,
           const char      *title,
           gint64           count)
{
  g_autofree char *label = count > 0 ? g_strdup_printf ("%s %" G_GINT64_FORMAT, title, count) : g_strdup (title);

  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) != 0)
    {
      gtk_button_set_label (GTK_BUTTON (button), label);
    }
}

static void
console_lane_switcher_class_init (ConsoleLaneSwitcherClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/orders/lane-switcher.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleLaneSwitcher, queue);
  gtk_widget_class_bind_template_child (widget_class, ConsoleLaneSwitcher, scheduled);
  gtk_widget_class_bind_template_child (widget_class, ConsoleLaneSwitcher, done);
}

static void
console_lane_switcher_init (ConsoleLaneSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_lane_switcher_set_counts:
 * @self: the switcher
 * @counts: how many orders each lane holds
 *
 * Shows how many orders wait. Those that are done are not counted: nobody has to do anything about them.
 */
void
console_lane_switcher_set_counts (ConsoleLaneSwitcher     *self,
                                  const ConsoleLaneCounts *counts)
{
  g_return_if_fail (CONSOLE_IS_LANE_SWITCHER (self));

  set_count (self->queue, _("Queue"), counts->n[CONSOLE_LANE_QUEUE]);
  set_count (self->scheduled, _("Scheduled"), counts->n[CONSOLE_LANE_SCHEDULED]);
}

/**
 * console_lane_switcher_set_alert:
 * @self: the switcher
 * @is_alert: whether an order came in that nobody has looked at
 *
 * Makes the queue's button stand out, or no longer.
 */
void
console_lane_switcher_set_alert (ConsoleLaneSwitcher *self,
                                 gboolean             is_alert)
{
  g_return_if_fail (CONSOLE_IS_LANE_SWITCHER (self));

  if (is_alert)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->queue), "alert");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->queue), "alert");
    }
}
