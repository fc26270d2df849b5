/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table beside a chart, of the same values in the same words. Each of its numbers is a button that opens what is behind it;
 * those of one column can have the focus, which the list moves up and down and this file left and right. Main thread. */

#include "config.h"

#include "console-chart-table.h"

#define HEIGHT 260

/* So much of the name of a point is always to be seen. */
#define LEAST_CHARS 20

struct _ConsoleChartTable
{
  AdwBin parent_instance;

  /* Borrowed: the chart's card keeps it. */
  const ConsoleChartData *data;
  GtkScrolledWindow      *window;
  GtkColumnView          *view;

  /* Owned: the cells that there are at present, of type GtkListItem. */
  GHashTable *cells;

  /* Where the focus is or comes to: the series, or -1 for the points. */
  int column;
};

enum
{
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleChartTable, console_chart_table, ADW_TYPE_BIN)

/* Cells */

static int
get_column (GtkListItem *cell)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (cell), "column"));
}

static GtkListItem *
find_cell (ConsoleChartTable *self,
           guint              point,
           int                column)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    {
      if (gtk_list_item_get_position (cell) == point && get_column (cell) == column)
        return cell;
    }

  return NULL;
}

static void
choose_column (ConsoleChartTable *self,
               int                column)
{
  GHashTableIter iter;
  gpointer cell;

  self->column = column;
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    gtk_widget_set_focusable (gtk_list_item_get_child (cell), get_column (cell) == column);
}

static void
clicked_cb (ConsoleChartTable *self,
            GtkWidget         *button)
{
  GtkListItem *cell = g_object_get_data (G_OBJECT (button), "cell");

  choose_column (self, get_column (cell));
  gtk_widget_grab_focus (button);
  g_signal_emit (self, signals[ACTIVATED], 0, (int) gtk_list_item_get_position (cell), get_column (cell));
}

static GtkWidget *
create_label (int column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column < 0 ? 0 : 1);
  if (column < 0)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  else
    gtk_widget_add_css_class (label, "numeric");

  return label;
}

/* What can be opened is a button, anything else pale text that the focus can come to as well. */
static GtkWidget *
create_child (ConsoleChartTable *self,
              GtkListItem       *cell,
              gboolean           can_open)
{
  GtkWidget *label = create_label (get_column (cell));
  GtkWidget *child;

  if (can_open)
    {
      child = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (child), label);
      g_object_set_data (G_OBJECT (child), "cell", cell);
      g_signal_connect_swapped (child, "clicked", G_CALLBACK (clicked_cb), self);
      gtk_widget_add_css_class (child, "flat");
    }
  else
    {
      child = g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_LABEL, "child", label, NULL);
      gtk_widget_add_css_class (label, "dim-label");
    }

  return child;
}

/* The child of a cell, made anew where there is none of the kind, with the focus that the one before had. */
static GtkWidget *
require_child (ConsoleChartTable *self,
               GtkListItem       *cell,
               gboolean           can_open)
{
  GtkWidget *before = gtk_list_item_get_child (cell);
  const gboolean had_focus = before != NULL && gtk_widget_has_focus (before);
  GtkWidget *child;

  if (before != NULL && can_open == GTK_IS_BUTTON (before))
    return before;

  child = create_child (self, cell, can_open);
  gtk_widget_set_focusable (child, get_column (cell) == self->column);
  gtk_list_item_set_child (cell, child);
  if (had_focus)
    gtk_widget_grab_focus (child);

  return child;
}

static char *
dup_text (ConsoleChartTable *self,
          guint              point,
          int                column)
{
  if (column < 0)
    return g_strdup (console_chart_data_get_point (self->data, point)->title);

  return console_chart_data_dup_value (self->data, console_chart_data_get_series (self->data, (guint) column)->values[point]);
}

static void
show_cell (ConsoleChartTable *self,
           GtkListItem       *cell)
{
  const guint point = gtk_list_item_get_position (cell);
  const int column = get_column (cell);
  GtkWidget *child = require_child (self, cell, console_chart_data_has_parts (self->data, point, column));
  GtkLabel *label = GTK_LABEL (gtk_widget_get_first_child (child));
  g_autofree char *text = dup_text (self, point, column);
  g_autofree char *name = g_strdelimit (console_chart_data_dup_point_text (self->data, point, column), "\n", ';');

  gtk_label_set_label (label, text);
  if (column < 0)
    gtk_label_set_width_chars (label, (int) MIN (g_utf8_strlen (text, -1), LEAST_CHARS));
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *cell,
          ConsoleChartTable  *self)
{
  g_object_set_data (G_OBJECT (cell), "column", g_object_get_data (G_OBJECT (factory), "column"));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *cell,
         ConsoleChartTable  *self)
{
  if (self->data == NULL || gtk_list_item_get_position (cell) >= self->data->points->len ||
      get_column (cell) >= (int) self->data->series->len)
    return;

  show_cell (self, cell);
  g_hash_table_add (self->cells, cell);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *cell,
           ConsoleChartTable  *self)
{
  g_hash_table_remove (self->cells, cell);
  gtk_list_item_set_child (cell, NULL);
}

/* Columns */

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
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
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

/* The names of numbers stand above them, on the right; GTK 4.8 has no property for it. */
static void
align_titles (ConsoleChartTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = gtk_widget_get_first_child (header);

  while (title != NULL && (title = gtk_widget_get_next_sibling (title)) != NULL)
    gtk_widget_set_halign (gtk_widget_get_first_child (title), GTK_ALIGN_END);
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
  align_titles (self);
  for (guint i = 0; i < data->points->len; i++)
    gtk_string_list_append (points, console_chart_data_get_point (data, i)->title);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&points)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, data->title, -1);
}

static gboolean
has_same_rows (const ConsoleChartData *data,
               const ConsoleChartData *other)
{
  if (data->points->len != other->points->len)
    return FALSE;

  for (guint i = 0; i < data->points->len; i++)
    {
      if (!g_str_equal (console_chart_data_get_point (data, i)->title, console_chart_data_get_point (other, i)->title))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_same_columns (const ConsoleChartData *data,
                  const ConsoleChartData *other)
{
  if (!g_str_equal (data->title, other->title) || data->series->len != other->series->len)
    return FALSE;

  for (guint i = 0; i < data->series->len; i++)
    {
      if (!g_str_equal (console_chart_data_get_series (data, i)->title, console_chart_data_get_series (other, i)->title))
        return FALSE;
    }

  return TRUE;
}

/* Other values in the same cells: whoever reads them stays where they are. */
static void
refresh (ConsoleChartTable *self)
{
  g_autoptr(GList) cells = g_hash_table_get_keys (self->cells);

  for (const GList *cell = cells; cell != NULL; cell = cell->next)
    show_cell (self, cell->data);
}

/* The keyboard */

/* The list scrolls up and down by itself. */
static void
reveal (ConsoleChartTable *self,
        GtkWidget         *child)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->window);
  const double value = gtk_adjustment_get_value (adjustment);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (child, GTK_WIDGET (self->view), &bounds))
    gtk_adjustment_clamp_page (adjustment, value + bounds.origin.x, value + bounds.origin.x + bounds.size.width);
}

static GtkListItem *
find_focused (ConsoleChartTable *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    {
      if (gtk_widget_has_focus (gtk_list_item_get_child (cell)))
        return cell;
    }

  return NULL;
}

static gboolean
step_across (ConsoleChartTable *self,
             int                direction)
{
  GtkListItem *from = find_focused (self);
  GtkListItem *to = from != NULL ? find_cell (self, gtk_list_item_get_position (from), get_column (from) + direction) : NULL;

  if (to != NULL)
    {
      choose_column (self, get_column (to));
      gtk_widget_grab_focus (gtk_list_item_get_child (to));
      reveal (self, gtk_list_item_get_child (to));
    }

  return from != NULL;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        modifiers,
                ConsoleChartTable     *self)
{
  const int right = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if ((modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return step_across (self, -right);

    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return step_across (self, right);

    default:
      return FALSE;
    }
}

/* Tab leaves the table rather than go from row to row. */
static gboolean
console_chart_table_focus (GtkWidget       *widget,
                           GtkDirectionType direction)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  const gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && focus != NULL && gtk_widget_is_ancestor (focus, widget))
    return FALSE;

  return GTK_WIDGET_CLASS (console_chart_table_parent_class)->focus (widget, direction);
}

static void
console_chart_table_dispose (GObject *object)
{
  ConsoleChartTable *self = CONSOLE_CHART_TABLE (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  self->data = NULL;
  G_OBJECT_CLASS (console_chart_table_parent_class)->dispose (object);
}

static void
console_chart_table_finalize (GObject *object)
{
  g_hash_table_unref (CONSOLE_CHART_TABLE (object)->cells);
  G_OBJECT_CLASS (console_chart_table_parent_class)->finalize (object);
}

static void
console_chart_table_class_init (ConsoleChartTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_chart_table_dispose;
  object_class->finalize = console_chart_table_finalize;
  GTK_WIDGET_CLASS (klass)->focus = console_chart_table_focus;

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
console_chart_table_init (ConsoleChartTable *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cells = g_hash_table_new (NULL, NULL);
  self->window = GTK_SCROLLED_WINDOW (window);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_scrolled_window_set_child (self->window, GTK_WIDGET (self->view));
  gtk_scrolled_window_set_min_content_height (self->window, HEIGHT);
  adw_bin_set_child (ADW_BIN (self), window);

  /* Before the list, which would do nothing with these keys and keep them. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
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
  const ConsoleChartData *before;

  g_return_if_fail (CONSOLE_IS_CHART_TABLE (self));

  before = self->data;
  self->data = data;
  if (before != NULL && data != NULL && has_same_columns (before, data) && has_same_rows (before, data))
    {
      refresh (self);
      return;
    }

  gtk_column_view_set_model (self->view, NULL);
  remove_columns (self);
  self->column = 0;
  if (data != NULL)
    fill (self);
}
