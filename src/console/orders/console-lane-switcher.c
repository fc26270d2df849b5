/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three linked buttons that choose the lane, with how many orders each holds. What they do is the page's `orders.lane`. */

#include "config.h"

#include "console-lane-switcher.h"

#include <glib/gi18n.h>

struct _ConsoleLaneSwitcher
{
  GtkBox parent_instance;

  /* Template children */
  GtkToggleButton  *queue;
  GtkToggleButton  *scheduled;
  GtkToggleButton  *done;

  ConsoleLaneCounts counts;
  ConsoleLaneCounts news;
};

G_DEFINE_FINAL_TYPE (ConsoleLaneSwitcher, console_lane_switcher, GTK_TYPE_BOX)

static char *
dup_count (const char *title,
           gint64 count)
{
  return count > 0 ? g_strdup_printf ("%s %" G_GINT64_FORMAT, title, count) : g_strdup (title);
}

/* A dot says that there is something new, to whom does not see it a word. */
static void
show_lane (ConsoleLaneSwitcher *self,
           GtkToggleButton     *button,
           const char          *title,
           ConsoleOrderLane     lane)
{
  const gint64 news = self->news.n[lane];
  g_autofree char *count = dup_count (title, self->counts.n[lane]);
  g_autofree char *label = news > 0 ? g_strconcat (count, " ●", NULL) : g_strdup (count);
  g_autofree char *new_orders = g_strdup_printf (ngettext ("%d new order", "%d new orders", (gulong) news), (int) news);
  g_autofree char *name = news > 0 ? g_strdup_printf ("%s, %s", count, new_orders) : g_strdup (count);

  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
    {
      return;
    }

  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), news > 0 ? new_orders : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_lanes (ConsoleLaneSwitcher *self)
{
  show_lane (self, self->queue, _("Queue"), CONSOLE_LANE_QUEUE);
  show_lane (self, self->scheduled, _("Scheduled"), CONSOLE_LANE_SCHEDULED);
}

static void
set_alert (GtkToggleButton *button,
           gboolean         is_alert)
{
  if (is_alert)
    {
      gtk_widget_add_css_class (GTK_WIDGET (button), "alert");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (button), "alert");
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

  self->counts = *counts;
  show_lanes (self);
}

/**
 * console_lane_switcher_set_news:
 * @self: the switcher
 * @news: how many orders of each lane nobody has looked at
 * @is_alert: whether they are to be seen from across the room
 *
 * Marks the lanes in which something is new.
 */
void
console_lane_switcher_set_news (ConsoleLaneSwitcher     *self,
                                const ConsoleLaneCounts *news,
                                gboolean                 is_alert)
{
  g_return_if_fail (CONSOLE_IS_LANE_SWITCHER (self));

  self->news = *news;
  show_lanes (self);
  set_alert (self->queue, is_alert && news->n[CONSOLE_LANE_QUEUE] > 0);
  set_alert (self->scheduled, is_alert && news->n[CONSOLE_LANE_SCHEDULED] > 0);
}
