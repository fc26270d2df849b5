/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What keys and legend do at a chart, and that odd values are painted: none, one, one that dwarfs the others, only refunds,
 * sums of ten digits, a currency without decimals. With SWEETSPOT_CHART_PICTURES=FOLDER a picture of each is kept. */

#include "config.h"

#include "console-chart-card.h"
#include "console-chart-legend.h"
#include "console-chart-private.h"
#include "console-wrap-layout.h"

#include <adwaita.h>

#define N_DAYS 28

typedef gint64 (*ValueFunc) (guint day);

typedef struct
{
  const char *name;
  const char *currency;
  ValueFunc   value;
} OddCase;

typedef struct
{
  int n_zoomed;
  int first;
  int last;
  int n_zoomed_out;
  int activated;
  int series;
} Heard;

static gint64
get_nothing (guint day)
{
  return 0;
}

static gint64
get_one (guint day)
{
  return day == 12 ? 149900 : 0;
}

static gint64
get_outlier (guint day)
{
  return day == 12 ? 98765432 : 100000 + 20000 * (day % 5);
}

static gint64
get_refunds (guint day)
{
  return day % 3 == 0 ? -(gint64) (45000 + 1700 * day) : 0;
}

static gint64
get_large (guint day)
{
  return G_GINT64_CONSTANT (987654321012) + G_GINT64_CONSTANT (70000000000) * (day % 7);
}

static gint64
get_yen (guint day)
{
  return 25310 + 4000 * (day % 7);
}

static const OddCase odd_cases[] = {
  { "nothing", "INR", get_nothing }, { "one", "INR", get_one },     { "outlier", "INR", get_outlier },
  { "refunds", "INR", get_refunds }, { "large", "INR", get_large }, { "yen", "JPY", get_yen },
};

static ConsoleChartData *
create_data (const OddCase   *odd,
             ConsoleChartKind kind)
{
  ConsoleChartData *data = console_chart_data_new (kind, "Revenue by day", "Day", odd->currency);
  const guint n_series = kind == CONSOLE_CHART_HEAT ? 7 : kind == CONSOLE_CHART_RANKING ? 1 : 2;

  for (guint i = 0; i < (kind == CONSOLE_CHART_RANKING ? 6 : N_DAYS); i++)
    {
      g_autofree char *label = g_strdup_printf ("%u Nov", i + 1);

      console_chart_data_add_point (data, label, label)->is_major = i % 7 == 0;
    }
  for (guint i = 0; i < n_series; i++)
    {
      g_autofree char *title = g_strdup_printf ("Series %u", i + 1);
      ConsoleChartSeries *series = console_chart_data_add_series (data, title);

      for (guint j = 0; j < data->points->len; j++)
        series->values[j] = odd->value (kind == CONSOLE_CHART_RANKING ? j * 3 : j + i * N_DAYS) / (i + 1);
    }

  return data;
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_visible (child) ? find_widget (child, type) : NULL;

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* By its layout, which nothing else in a card has. */
static GtkWidget *
find_legend (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (CONSOLE_IS_WRAP_LAYOUT (gtk_widget_get_layout_manager (widget)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_get_visible (child) ? find_legend (child) : NULL;

  return found;
}

static GtkWidget *
show (GtkWidget *child)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 820);
  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (child) == 0)
    g_main_context_iteration (NULL, TRUE);

  return window;
}

static ConsoleChart *
show_card (const OddCase   *odd,
           ConsoleChartKind kind,
           GtkWidget      **ret_card)
{
  *ret_card = g_object_new (CONSOLE_TYPE_CHART_CARD, NULL);
  console_chart_card_take_data (CONSOLE_CHART_CARD (*ret_card), create_data (odd, kind), "by order date", FALSE);
  show (*ret_card);

  return CONSOLE_CHART (find_widget (*ret_card, CONSOLE_TYPE_CHART));
}

static void
close_card (GtkWidget *card)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (card)));
}

static void
press (gpointer        widget,
       guint           key,
       GdkModifierType modifiers)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_handled = FALSE;

  for (guint i = 0; !is_handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &is_handled);
    }

  g_assert_true (is_handled);
}

static void
zoomed_cb (ConsoleChartCard *card,
           int               first,
           int               last,
           Heard            *heard)
{
  heard->n_zoomed++;
  heard->first = first;
  heard->last = last;
}

static void
zoomed_out_cb (ConsoleChartCard *card,
               Heard            *heard)
{
  heard->n_zoomed_out++;
}

static void
activated_cb (ConsoleChartCard *card,
              int               point,
              int               series,
              Heard            *heard)
{
  heard->activated = point;
  heard->series = series;
}

/* The cursor tells of each day, Shift selects days, Return shows them, Escape goes back. */
static void
test_keys (void)
{
  Heard heard = { .activated = -1 };
  GtkWidget *card;
  ConsoleChart *chart = show_card (&odd_cases[5], CONSOLE_CHART_LINE, &card);

  g_signal_connect (card, "zoomed", G_CALLBACK (zoomed_cb), &heard);
  g_signal_connect (card, "zoomed-out", G_CALLBACK (zoomed_out_cb), &heard);
  g_signal_connect (card, "activated", G_CALLBACK (activated_cb), &heard);

  press (chart, GDK_KEY_End, 0);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "28 Nov;Series 1: 49,310;Series 2: 24,655");
  press (chart, GDK_KEY_Left, 0);
  g_assert_cmpint (console_chart_get_cursor (chart), ==, 26);
  press (chart, GDK_KEY_Return, 0);
  g_assert_cmpint (heard.activated, ==, 26);

  press (chart, GDK_KEY_Left, GDK_SHIFT_MASK);
  press (chart, GDK_KEY_Left, GDK_SHIFT_MASK);
  g_assert_cmpint (heard.n_zoomed, ==, 0);
  press (chart, GDK_KEY_Return, 0);
  g_assert_cmpint (heard.n_zoomed, ==, 1);
  g_assert_cmpint (heard.first, ==, 24);
  g_assert_cmpint (heard.last, ==, 26);
  press (chart, GDK_KEY_Escape, 0);
  g_assert_cmpint (heard.n_zoomed_out, ==, 1);
  close_card (card);
}

static void
end_drag (ConsoleChart *chart)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (chart));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        g_signal_emit_by_name (controller, "drag-end", 200., 0.);
    }
}

/* Orders arrive while somebody selects days: what is selected stays where the days are the same, and is none where they are
 * others, also when a pointer that drags is let go then. */
static void
test_news_while_selecting (void)
{
  Heard heard = { .activated = -1 };
  GtkWidget *card;
  ConsoleChart *chart = show_card (&odd_cases[5], CONSOLE_CHART_LINE, &card);

  g_signal_connect (card, "zoomed", G_CALLBACK (zoomed_cb), &heard);
  press (chart, GDK_KEY_End, 0);
  press (chart, GDK_KEY_Left, GDK_SHIFT_MASK);
  console_chart_card_take_data (CONSOLE_CHART_CARD (card), create_data (&odd_cases[2], CONSOLE_CHART_LINE), "", FALSE);
  press (chart, GDK_KEY_Return, 0);
  g_assert_cmpint (heard.n_zoomed, ==, 1);
  g_assert_cmpint (heard.first, ==, 26);
  g_assert_cmpint (heard.last, ==, 27);

  console_chart_select (chart, 20, 25);
  chart->selection.is_dragged = TRUE;
  console_chart_card_take_data (CONSOLE_CHART_CARD (card), create_data (&odd_cases[5], CONSOLE_CHART_RANKING), "", FALSE);
  end_drag (chart);
  g_assert_cmpint (heard.n_zoomed, ==, 1);
  close_card (card);
}

static void
click (ConsoleChart *chart,
       double        x,
       double        y)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (chart));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", x, y);
    }
  press (chart, GDK_KEY_Return, 0);
}

/* Up and Down choose one of several series of a point, skipping what is hidden, and the pointer that whose bar it is on; Return
 * opens it. */
static void
test_series (void)
{
  Heard heard = { .activated = -1 };
  GtkWidget *card;
  ConsoleChart *chart = show_card (&odd_cases[5], CONSOLE_CHART_STACKED, &card);
  GtkWidget *button = find_widget (find_legend (card), GTK_TYPE_TOGGLE_BUTTON);
  const double middle = gtk_widget_get_height (GTK_WIDGET (chart)) / 2.;
  const double right = gtk_widget_get_width (GTK_WIDGET (chart)) - 24;

  g_signal_connect (card, "activated", G_CALLBACK (activated_cb), &heard);
  press (chart, GDK_KEY_End, 0);
  press (chart, GDK_KEY_Down, 0);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "28 Nov;Series 1: 49,310");
  press (chart, GDK_KEY_Down, 0);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "28 Nov;Series 2: 24,655");
  press (chart, GDK_KEY_Left, 0);
  press (chart, GDK_KEY_Return, 0);
  g_assert_cmpint (heard.activated, ==, 26);
  g_assert_cmpint (heard.series, ==, 1);
  press (chart, GDK_KEY_Down, 0);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "27 Nov;Series 1: 45,310;Series 2: 22,655");

  click (chart, right, gtk_widget_get_height (GTK_WIDGET (chart)) - middle / 2);
  g_assert_cmpint (heard.activated, ==, 27);
  g_assert_cmpint (heard.series, ==, 0);
  click (chart, right, middle / 2);
  g_assert_cmpint (heard.series, ==, 1);
  click (chart, right - 6 * (right - 40) / N_DAYS, middle / 2);
  g_assert_cmpint (heard.activated, ==, 21);
  g_assert_cmpint (heard.series, ==, -1);

  press (chart, GDK_KEY_End, 0);
  press (chart, GDK_KEY_Down, 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "28 Nov;Series 2: 24,655");
  press (chart, GDK_KEY_Up, 0);
  press (chart, GDK_KEY_Return, 0);
  g_assert_cmpint (heard.series, ==, 1);
  close_card (card);
}

/* The same series the other way round, as rows are when one of them overtakes the other. */
static ConsoleChartData *
create_turned_data (const OddCase   *odd,
                    ConsoleChartKind kind)
{
  ConsoleChartData *data = create_data (odd, kind);
  gpointer first = data->series->pdata[0];

  data->series->pdata[0] = data->series->pdata[1];
  data->series->pdata[1] = first;

  return data;
}

/* What is switched off in the legend is not painted, told or measured by the axis any more, also when other values come, in
 * whatever order; its button stays, with the focus that it may have, and is one of those values from then on. */
static void
test_legend (void)
{
  GtkWidget *card;
  ConsoleChart *chart = show_card (&odd_cases[2], CONSOLE_CHART_LINE, &card);
  GtkWidget *legend = find_legend (card);
  GtkWidget *button = find_widget (legend, GTK_TYPE_TOGGLE_BUTTON);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  press (chart, GDK_KEY_Home, 0);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "1 Nov;Series 2: 800.00");

  console_chart_card_take_data (CONSOLE_CHART_CARD (card), create_data (&odd_cases[2], CONSOLE_CHART_LINE), "", FALSE);
  g_assert_true (find_widget (legend, GTK_TYPE_TOGGLE_BUTTON) == button);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "1 Nov;Series 1: 1,000.00;Series 2: 800.00");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  console_chart_card_take_data (CONSOLE_CHART_CARD (card), create_turned_data (&odd_cases[2], CONSOLE_CHART_LINE), "", FALSE);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "1 Nov;Series 2: 800.00");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_widget (legend, GTK_TYPE_TOGGLE_BUTTON))));

  console_chart_card_take_data (CONSOLE_CHART_CARD (card), create_data (&odd_cases[2], CONSOLE_CHART_HEAT), "", FALSE);
  g_assert_null (find_widget (legend, GTK_TYPE_TOGGLE_BUTTON));
  close_card (card);
}

/* The table is there when it is asked for, with a row for each point, and only then. */
static void
test_table (void)
{
  GtkWidget *card;
  GtkWidget *view;
  GtkSelectionModel *rows;

  show_card (&odd_cases[3], CONSOLE_CHART_BARS, &card);
  view = find_widget (card, GTK_TYPE_COLUMN_VIEW);
  g_assert_null (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)));

  console_chart_card_show_table (CONSOLE_CHART_CARD (card), TRUE);
  rows = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, N_DAYS);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view))), ==, 3);

  console_chart_card_show_table (CONSOLE_CHART_CARD (card), FALSE);
  g_assert_null (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)));
  close_card (card);
}

/* A cell of a table by what a screen reader calls it. */
static GtkWidget *
find_cell (GtkWidget  *widget,
           GType       type,
           const char *name)
{
  g_autofree char *other = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && other == NULL)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, type, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
wait_for_cell (GtkWidget  *view,
               GType       type,
               const char *name)
{
  GtkWidget *cell;

  while ((cell = find_cell (view, type, name)) == NULL)
    g_main_context_iteration (NULL, TRUE);

  return cell;
}

static gint64
get_count (guint day)
{
  return day % 2;
}

static const OddCase counts = { "counts", NULL, get_count };

/* Each number of the table opens what is behind it, and the name of a row what is behind all of them; a count of none opens
 * nothing. */
static void
test_cells (void)
{
  Heard heard = { .activated = -1 };
  GtkWidget *card;
  GtkWidget *view;

  show_card (&counts, CONSOLE_CHART_BARS, &card);
  view = find_widget (card, GTK_TYPE_COLUMN_VIEW);
  g_signal_connect (card, "activated", G_CALLBACK (activated_cb), &heard);
  console_chart_card_show_table (CONSOLE_CHART_CARD (card), TRUE);

  g_signal_emit_by_name (wait_for_cell (view, GTK_TYPE_BUTTON, "2 Nov;Series 1: 1"), "clicked");
  g_assert_cmpint (heard.activated, ==, 1);
  g_assert_cmpint (heard.series, ==, 0);
  g_signal_emit_by_name (wait_for_cell (view, GTK_TYPE_BUTTON, "4 Nov;Series 1: 1;Series 2: 0"), "clicked");
  g_assert_cmpint (heard.activated, ==, 3);
  g_assert_cmpint (heard.series, ==, -1);
  g_assert_nonnull (find_cell (view, ADW_TYPE_BIN, "3 Nov;Series 1: 0"));
  g_assert_null (find_cell (view, GTK_TYPE_BUTTON, "3 Nov;Series 1: 0"));
  close_card (card);
}

/* Left and Right go from number to number, also where nothing is to be opened, and stop at the edges; Tab leaves the table and
 * comes back to the same column. Who reads it stays where they are when other values come. */
static void
test_cell_keys (void)
{
  GtkWidget *card;
  GtkWidget *view;
  GtkWidget *cell;

  show_card (&counts, CONSOLE_CHART_BARS, &card);
  view = find_widget (card, GTK_TYPE_COLUMN_VIEW);
  console_chart_card_show_table (CONSOLE_CHART_CARD (card), TRUE);

  cell = wait_for_cell (view, GTK_TYPE_BUTTON, "2 Nov;Series 1: 1");
  g_assert_true (gtk_widget_grab_focus (cell));
  press (view, GDK_KEY_Right, 0);
  press (view, GDK_KEY_Right, 0);
  g_assert_true (gtk_widget_has_focus (find_cell (view, ADW_TYPE_BIN, "2 Nov;Series 2: 0")));
  console_chart_card_take_data (CONSOLE_CHART_CARD (card), create_data (&odd_cases[5], CONSOLE_CHART_BARS), "", FALSE);
  g_assert_true (gtk_widget_has_focus (find_cell (view, GTK_TYPE_BUTTON, "2 Nov;Series 2: 14,655")));
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "2 Nov;Series 1: 29,310");
  press (view, GDK_KEY_Left, 0);
  g_assert_true (gtk_widget_has_focus (cell));
  console_chart_card_take_data (CONSOLE_CHART_CARD (card), create_data (&counts, CONSOLE_CHART_BARS), "", FALSE);
  g_assert_true (gtk_widget_has_focus (cell));

  g_assert_true (gtk_widget_child_focus (card, GTK_DIR_TAB_BACKWARD));
  g_assert_false (gtk_widget_is_ancestor (gtk_root_get_focus (gtk_widget_get_root (card)), view));
  g_assert_true (gtk_widget_child_focus (card, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_has_focus (find_cell (view, GTK_TYPE_BUTTON, "2 Nov;Series 1: 1")));
  close_card (card);
}

/* What tells the series apart stays in the picture, and goes below the title where there is no room beside it. */
static void
test_painted_legend (void)
{
  static const double widths[] = { 2000, 260, 120 };
  GtkWidget *card;
  ConsoleChart *chart = show_card (&odd_cases[2], CONSOLE_CHART_STACKED, &card);
  ConsoleChartStyle style;
  ConsoleChartFrame frame;
  double height = 0;

  console_chart_get_frame (chart, &style, &frame);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
      const double before = height;
      g_autoptr(GskRenderNode) node = NULL;
      graphene_rect_t bounds;

      height = console_chart_legend_paint (snapshot, &style, frame.data, widths[i]);
      node = gtk_snapshot_to_node (snapshot);
      gsk_render_node_get_bounds (node, &bounds);
      g_assert_cmpfloat (height, >, before);
      g_assert_cmpfloat (bounds.origin.x, >=, -2);
    }
  close_card (card);
}

static void
keep_picture (GtkWidget  *widget,
              const char *name)
{
  const char *folder = g_getenv ("SWEETSPOT_CHART_PICTURES");
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder != NULL ? folder : "", name);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
  if (folder != NULL)
    gdk_texture_save_to_png (texture, path);
}

static void
test_odd_values (gconstpointer data)
{
  static const char *const names[] = { "line", "bars", "stacked", "ranking", "heat" };
  const ConsoleChartKind kind = GPOINTER_TO_UINT (data);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *window;

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (odd_cases); i++)
    {
      GtkWidget *card = g_object_new (CONSOLE_TYPE_CHART_CARD, NULL);
      const gboolean is_nothing = i == 0;

      console_chart_card_take_data (CONSOLE_CHART_CARD (card), create_data (&odd_cases[i], kind), odd_cases[i].name, FALSE);
      gtk_grid_attach (GTK_GRID (grid), card, (int) i % 2, (int) i / 2, 1, 1);
      g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find_widget (card, GTK_TYPE_STACK))), ==,
                       is_nothing ? "nothing" : "chart");
      g_assert_true (!is_nothing || find_legend (card) == NULL);
    }

  window = show (grid);
  keep_picture (window, names[kind]);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
load_style (void)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/sweetspot/Console/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  load_style ();

  g_test_add_func ("/ui/chart-card/keys", test_keys);
  g_test_add_func ("/ui/chart-card/news-while-selecting", test_news_while_selecting);
  g_test_add_func ("/ui/chart-card/series", test_series);
  g_test_add_func ("/ui/chart-card/legend", test_legend);
  g_test_add_func ("/ui/chart-card/painted-legend", test_painted_legend);
  g_test_add_func ("/ui/chart-card/table", test_table);
  g_test_add_func ("/ui/chart-card/cells", test_cells);
  g_test_add_func ("/ui/chart-card/cell-keys", test_cell_keys);
  g_test_add_data_func ("/ui/chart-card/odd-lines", GUINT_TO_POINTER (CONSOLE_CHART_LINE), test_odd_values);
  g_test_add_data_func ("/ui/chart-card/odd-bars", GUINT_TO_POINTER (CONSOLE_CHART_BARS), test_odd_values);
  g_test_add_data_func ("/ui/chart-card/odd-piles", GUINT_TO_POINTER (CONSOLE_CHART_STACKED), test_odd_values);
  g_test_add_data_func ("/ui/chart-card/odd-rankings", GUINT_TO_POINTER (CONSOLE_CHART_RANKING), test_odd_values);
  g_test_add_data_func ("/ui/chart-card/odd-maps", GUINT_TO_POINTER (CONSOLE_CHART_HEAT), test_odd_values);

  return g_test_run ();
}
