/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A key figure on a card that opens what is behind it. Main thread. */

#include "config.h"

#include "console-revenue-figure.h"

#include "console-bin.h"

struct _ConsoleRevenueFigure
{
  AdwBin parent_instance;

  /* Template children */
  GtkButton *button;
  GtkLabel  *title;
  GtkLabel  *value;
  GtkLabel  *change;
};

enum
{
  CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleRevenueFigure, console_revenue_figure, ADW_TYPE_BIN)

static void
clicked_cb (ConsoleRevenueFigure *self)
{
  g_signal_emit (self, signals[CLICKED], 0);
}

static void
console_revenue_figure_dispose (GObject *object)
{
  console_bin_dispose_template (ADW_BIN (object), CONSOLE_TYPE_REVENUE_FIGURE);
  G_OBJECT_CLASS (console_revenue_figure_parent_class)->dispose (object);
}

static void
console_revenue_figure_class_init (ConsoleRevenueFigureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_revenue_figure_dispose;
  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/revenue/revenue-figure.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenueFigure, button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenueFigure, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenueFigure, value);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRevenueFigure, change);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
console_revenue_figure_init (ConsoleRevenueFigure *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_revenue_figure_new:
 *
 * Returns: (transfer floating): a figure without a value
 */
GtkWidget *
console_revenue_figure_new (void)
{
  return g_object_new (CONSOLE_TYPE_REVENUE_FIGURE, NULL);
}

/**
 * console_revenue_figure_show:
 * @self: a figure
 * @title: what it is
 * @value: how much
 * @change: (nullable): by how much it changed
 * @mood: more than 0 where the change is good news, less where it is bad, else 0
 *
 * Shows a figure.
 */
void
console_revenue_figure_show (ConsoleRevenueFigure *self,
                             const char           *title,
                             const char           *value,
                             const char           *change,
                             int                   mood)
{
  g_autofree char *name = g_strdup_printf ("%s: %s%s%s", title, value, change != NULL ? ", " : "",
                                           change != NULL ? change : "");

  g_return_if_fail (CONSOLE_IS_REVENUE_FIGURE (self));

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->change, change != NULL ? change : "");
  gtk_widget_remove_css_class (GTK_WIDGET (self->change), "better");
  gtk_widget_remove_css_class (GTK_WIDGET (self->change), "worse");
  if (mood != 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->change), mood > 0 ? "better" : "worse");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
