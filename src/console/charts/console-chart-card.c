/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Owns the data of one chart and shows it: painted, as a table, and in the legend. Main thread. */

#include "config.h"

#include "console-chart-card.h"

#include "console-accessible.h"
#include "console-chart-legend.h"
#include "console-chart-table.h"
#include "console-chart.h"
#include "console-wrap-layout.h"

struct _ConsoleChartCard
{
  AdwBin parent_instance;

  /* Template children */
  AdwBin            *heading;
  GtkLabel          *title;
  GtkLabel          *subtitle;
  GtkMenuButton     *menu;
  GtkBox            *legend;
  GtkStack          *stack;
  ConsoleChart      *chart;
  ConsoleChartTable *table;

  /* Owned */
  ConsoleChartData   *data;
  GSimpleActionGroup *actions;
};

enum
{
  ACTIVATED,
  ZOOMED,
  ZOOMED_OUT,
  SAVE_PICTURE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleChartCard, console_chart_card, ADW_TYPE_BIN)

/* The legend */

static void
toggled_cb (GtkToggleButton  *button,
            ConsoleChartCard *self)
{
  ConsoleChartSeries *series = g_object_get_data (G_OBJECT (button), "series");

  series->is_hidden = !gtk_toggle_button_get_active (button);
  console_chart_update (self->chart);
}

static void
clear_legend (ConsoleChartCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))) != NULL)
    gtk_box_remove (self->legend, child);
}

static gboolean
has_legend (const ConsoleChartData *data)
{
  return data->series->len > 1 && data->kind != CONSOLE_CHART_HEAT && !console_chart_data_is_empty (data);
}

static gboolean
has_same_legend (const ConsoleChartData *data,
                 const ConsoleChartData *other)
{
  if (has_legend (data) != has_legend (other) || data->series->len != other->series->len)
    return FALSE;

  for (guint i = 0; i < data->series->len; i++)
    {
      const ConsoleChartSeries *series = console_chart_data_get_series (data, i);
      const ConsoleChartSeries *same = console_chart_data_get_series (other, i);

      if (!g_str_equal (series->title, same->title) || series->colour != same->colour ||
          series->is_comparison != same->is_comparison)
        return FALSE;
    }

  return TRUE;
}

static void
fill_legend (ConsoleChartCard *self)
{
  clear_legend (self);
  for (guint i = 0; has_legend (self->data) && i < self->data->series->len; i++)
    {
      ConsoleChartSeries *series = console_chart_data_get_series (self->data, i);
      GtkWidget *button = console_chart_legend_create_button (series);

      g_object_set_data (G_OBJECT (button), "series", series);
      g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (self->legend, button);
    }
}

/* Buttons that somebody may have the focus on stay where the same series come with other values. */
static void
update_legend (ConsoleChartCard       *self,
               const ConsoleChartData *before)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->legend));

  if (before == NULL || !has_same_legend (before, self->data))
    {
      fill_legend (self);
      return;
    }

  for (guint i = 0; button != NULL; button = gtk_widget_get_next_sibling (button), i++)
    g_object_set_data (G_OBJECT (button), "series", console_chart_data_get_series (self->data, i));
}

/* What was hidden stays hidden when the same series come with other values, in whatever order. */
static void
keep_hidden (const ConsoleChartData *before,
             ConsoleChartData       *after)
{
  for (guint i = 0; before != NULL && i < before->series->len; i++)
    {
      const ConsoleChartSeries *old = console_chart_data_get_series (before, i);
      ConsoleChartSeries *new = old->is_hidden ? console_chart_data_find_series (after, old->title) : NULL;

      if (new != NULL)
        new->is_hidden = TRUE;
    }
}

static gboolean
shows_table (ConsoleChartCard *self)
{
  g_autoptr(GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "table");

  return g_variant_get_boolean (state);
}

/* A table that nobody sees stays empty: filling it costs more than painting the chart. It shows all series, and needs no
 * legend. */
static void
update_stack (ConsoleChartCard *self)
{
  const gboolean is_empty = self->data == NULL || console_chart_data_is_empty (self->data);
  const gboolean is_table = !is_empty && shows_table (self);

  gtk_widget_set_visible (GTK_WIDGET (self->legend), !is_empty && !is_table && has_legend (self->data));
  console_chart_table_set_data (self->table, is_table ? self->data : NULL);
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "nothing" : is_table ? "table" : "chart");
}

/* Callbacks */

static void
activated_cb (ConsoleChartCard *self,
              int               point,
              int               series)
{
  g_signal_emit (self, signals[ACTIVATED], 0, point, series);
}

static void
zoomed_cb (ConsoleChartCard *self,
           int               first,
           int               last)
{
  g_signal_emit (self, signals[ZOOMED], 0, first, last);
}

static void
zoomed_out_cb (ConsoleChartCard *self)
{
  g_signal_emit (self, signals[ZOOMED_OUT], 0);
}

/* Actions */

static void
change_table_action (GSimpleAction *action,
                     GVariant      *state,
                     gpointer       user_data)
{
  g_simple_action_set_state (action, state);
  update_stack (user_data);
}

static void
copy_picture_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  ConsoleChartCard *self = user_data;
  g_autoptr(GdkTexture) picture = console_chart_create_texture (self->chart);

  if (picture != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), picture);
}

static void
copy_table_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  ConsoleChartCard *self = user_data;
  g_autofree char *table = self->data != NULL ? console_chart_data_dup_table (self->data, '\t') : NULL;

  if (table != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), table);
}

static void
save_picture_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  ConsoleChartCard *self = user_data;
  g_autoptr(GdkTexture) picture = console_chart_create_texture (self->chart);

  if (picture != NULL)
    g_signal_emit (self, signals[SAVE_PICTURE], 0, picture);
}

static const GActionEntry entries[] = {
  { "table", NULL, NULL, "false", change_table_action },
  { "copy-picture", copy_picture_action },
  { "copy-table", copy_table_action },
  { "save-picture", save_picture_action },
};

static void
console_chart_card_dispose (GObject *object)
{
  ConsoleChartCard *self = CONSOLE_CHART_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_CHART_CARD);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->data, console_chart_data_free);

  G_OBJECT_CLASS (console_chart_card_parent_class)->dispose (object);
}

static void
create_signals (GType type)
{
  signals[ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[ZOOMED] = g_signal_new ("zoomed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[ZOOMED_OUT] = g_signal_new ("zoomed-out", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVE_PICTURE] = g_signal_new ("save-picture", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, GDK_TYPE_TEXTURE);
}

static void
console_chart_card_class_init (ConsoleChartCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_chart_card_dispose;
  create_signals (G_TYPE_FROM_CLASS (klass));

  g_type_ensure (CONSOLE_TYPE_CHART);
  g_type_ensure (CONSOLE_TYPE_CHART_TABLE);
  g_type_ensure (CONSOLE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/charts/chart-card.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleChartCard, heading);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChartCard, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChartCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChartCard, menu);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChartCard, legend);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChartCard, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChartCard, chart);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChartCard, table);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoomed_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoomed_out_cb);
}

static void
console_chart_card_init (ConsoleChartCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_accessible_name_button (GTK_WIDGET (self->menu), NULL);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chart", G_ACTION_GROUP (self->actions));
}

/**
 * console_chart_card_set_heading:
 * @self: a card
 * @heading: what stands in the place of the title, such as a choice of what is shown
 *
 * Replaces the title.
 */
void
console_chart_card_set_heading (ConsoleChartCard *self,
                                GtkWidget        *heading)
{
  g_return_if_fail (CONSOLE_IS_CHART_CARD (self));

  self->title = NULL;
  adw_bin_set_child (self->heading, heading);
}

/**
 * console_chart_card_take_data:
 * @self: a card
 * @data: (transfer full): what it shows
 * @subtitle: what there is to know about it: basis, filters
 * @animated: whether the values may grow
 *
 * Shows other data.
 */
void
console_chart_card_take_data (ConsoleChartCard *self,
                              ConsoleChartData *data,
                              const char       *subtitle,
                              gboolean          animated)
{
  g_autoptr(ConsoleChartData) before = NULL;

  g_return_if_fail (CONSOLE_IS_CHART_CARD (self));

  before = g_steal_pointer (&self->data);
  keep_hidden (before, data);
  self->data = data;
  data->subtitle = g_strdup (subtitle);
  if (self->title != NULL)
    gtk_label_set_label (self->title, data->title);
  gtk_label_set_label (self->subtitle, subtitle);
  update_legend (self, before);
  console_chart_set_data (self->chart, data, animated);
  update_stack (self);
}

/**
 * console_chart_card_get_data:
 * @self: a card
 *
 * Returns: (nullable): what it shows
 */
const ConsoleChartData *
console_chart_card_get_data (ConsoleChartCard *self)
{
  g_return_val_if_fail (CONSOLE_IS_CHART_CARD (self), NULL);

  return self->data;
}

/**
 * console_chart_card_show_table:
 * @self: a card
 * @table: whether the table is shown in the place of the chart
 *
 * Chooses between chart and table.
 */
void
console_chart_card_show_table (ConsoleChartCard *self,
                               gboolean          table)
{
  g_return_if_fail (CONSOLE_IS_CHART_CARD (self));

  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "table", g_variant_new_boolean (table));
}

/**
 * console_chart_card_read:
 * @self: a card
 *
 * Moves the keyboard focus to the chart, at its last point.
 */
void
console_chart_card_read (ConsoleChartCard *self)
{
  g_return_if_fail (CONSOLE_IS_CHART_CARD (self));

  if (self->data == NULL || self->data->points->len == 0)
    return;

  console_chart_card_show_table (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->chart));
  console_chart_set_cursor (self->chart, (int) self->data->points->len - 1, -1);
}

/**
 * console_chart_card_set_cursor:
 * @self: a card
 * @point: which point to tell of
 *
 * Moves the chart's cursor.
 */
void
console_chart_card_set_cursor (ConsoleChartCard *self,
                               int               point)
{
  g_return_if_fail (CONSOLE_IS_CHART_CARD (self));

  console_chart_set_cursor (self->chart, point, -1);
}
