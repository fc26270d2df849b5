/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table beside a chart, of the same values in the same words. Main thread. */

#include "config.h"

#include "console-chart-table.h"

#define HEIGHT 260

struct _ConsoleChartTable
{
  AdwBin parent_instance;

  /* Borrowed: the chart's card keeps it. */
  const ConsoleChartData *data;
  GtkColumnView          *view;
};

enum
{
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleChartTable, console_chart_table, ADW_TYPE_BIN)

static int
get_column (GtkListItemFactory *factory)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          ConsoleChartTable  *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), get_column (factory) < 0 ? 0 : 1);
  if (get_column (factory) >= 0)
    gtk_widget_add_css_class (label, "numeric");
  else
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         ConsoleChartTable  *self)
{
  const guint point = gtk_list_item_get_position (item);
  const int column = get_column (factory);
  g_autofree char *text = NULL;

  if (self->data == NULL || point >= self->data->points->len || column >= (int) self->data->series->len)
    return;

  if (column < 0)
    text = g_strdup (console_chart_data_get_point (self->data, point)->title);
  else
    text = console_chart_data_dup_value (self->data,
                                         console_chart_data_get_series (self->data, (guint) column)->values[point]);
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
append_column (ConsoleChartTable *self,
               const char        *title,
               int                column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) entry = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  entry = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (entry, column < 0);
  gtk_column_view_append_column (self->view, entry);
}

static void
remove_columns (ConsoleChartTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
fill (ConsoleChartTable *self)
{
  const ConsoleChartData *data = self->data;
  g_autoptr(GtkStringList) points = gtk_string_list_new (NULL);
  g_autoptr(GtkNoSelection) selection = NULL;

  append_column (self, data->axis_title, -1);
  for (guint i = 0; i < data->series->len; i++)
    append_column (self, console_chart_data_get_series (data, i)->title, (int) i);
  for (guint i = 0; i < data->points->len; i++)
    gtk_string_list_append (points, console_chart_data_get_point (data, i)->title);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&points)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, data->title, -1);
}

static void
activated_cb (GtkColumnView     *view,
              guint              position,
              ConsoleChartTable *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0, (int) position);
}

static void
console_chart_table_dispose (GObject *object)
{
  ConsoleChartTable *self = CONSOLE_CHART_TABLE (object);

  self->data = NULL;
  G_OBJECT_CLASS (console_chart_table_parent_class)->dispose (object);
}

static void
console_chart_table_class_init (ConsoleChartTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_chart_table_dispose;

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
console_chart_table_init (ConsoleChartTable *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  g_signal_connect (self->view, "activate", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (window), HEIGHT);
  adw_bin_set_child (ADW_BIN (self), window);
}

/**
 * console_chart_table_set_data:
 * @self: a table
 * @data: (nullable): what it shows; stays the caller's, who keeps it until other data is set
 *
 * Shows data.
 */
void
console_chart_table_set_data (ConsoleChartTable      *self,
                              const ConsoleChartData *data)
{
  g_return_if_fail (CONSOLE_IS_CHART_TABLE (self));

  if (self->data == NULL && data == NULL)
    return;

  gtk_column_view_set_model (self->view, NULL);
  remove_columns (self);
  self->data = data;
  if (data != NULL)
    fill (self);
}
