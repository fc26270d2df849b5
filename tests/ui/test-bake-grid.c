/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders by products: one widget draws a line however many cakes there are, is as wide as they are, and says what it draws to
 * those who cannot see it. */

#include "config.h"

#include "bakery-time.h"
#include "console-bake-grid-line.h"
#include "console-bake-grid.h"
#include "console-stock-private.h"

#define N_CAKES 40
#define FIRST_CAKE 100

static void
set_text (char **member,
          char  *text)
{
  g_free (*member);
  *member = text;
}

static BakeryOrder *
new_order (gint64 number)
{
  BakeryOrder *order = bakery_order_new ();

  order->base.id = number;
  order->number = number;
  order->latest_start_at = number;
  order->due_at = 17 * BAKERY_HOUR;
  set_text (&order->customer_name, g_strdup ("Asha Rao"));
  g_clear_pointer (&order->lines, g_ptr_array_unref);
  order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  for (gint64 i = 0; i < 2; i++)
    {
      BakeryOrderLine *line = bakery_order_line_new ();

      line->cake = FIRST_CAKE + (number + i) % N_CAKES;
      line->quantity = 1 + i;
      set_text (&line->name, g_strdup_printf ("Cake %d", (int) line->cake));
      g_ptr_array_add (order->lines, line);
    }

  return order;
}

static void
clear_row (gpointer data)
{
  g_free (((BakeryBakeRow *) data)->name);
}

/* What was read, with nothing but what the grid looks at. */
static ConsoleBake *
new_bake (gint64 n_orders)
{
  ConsoleBake *bake = g_new0 (ConsoleBake, 1);
  const gint64 days[] = { 0, BAKERY_DAY };

  g_atomic_ref_count_init (&bake->references);
  bake->stock = g_new0 (ConsoleStock, 1);
  g_atomic_ref_count_init (&bake->stock->references);
  bake->marks = g_ptr_array_new ();
  bake->unmet = g_ptr_array_new ();
  bake->list = g_new0 (BakeryBakeList, 1);
  bake->list->days = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (bake->list->days, days, G_N_ELEMENTS (days));
  bake->list->orders = g_ptr_array_new_with_free_func (bakery_entity_unref);
  bake->list->items = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  bake->list->rows = g_array_new (FALSE, TRUE, sizeof (BakeryBakeRow));
  g_array_set_clear_func (bake->list->rows, clear_row);
  for (gint64 i = 0; i < N_CAKES; i++)
    {
      BakeryBakeRow row = { .cake = FIRST_CAKE + i, .name = g_strdup_printf ("Cake %d", (int) (FIRST_CAKE + i)) };

      g_array_append_val (bake->list->rows, row);
    }
  for (gint64 i = 1; i <= n_orders; i++)
    g_ptr_array_add (bake->list->orders, new_order (i));

  return bake;
}

/* The first line below that is no heading. */
static GtkWidget *
find_line (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (CONSOLE_IS_BAKE_GRID_LINE (widget) && !gtk_widget_has_css_class (widget, "heading"))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_line (child);

  return found;
}

static guint
count_below (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_below (child);

  return n;
}

static void
test_line (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *grid = g_object_new (CONSOLE_TYPE_BAKE_GRID, NULL);
  g_autoptr(ConsoleBake) bake = new_bake (300);
  ConsoleCalendar calendar;
  GtkWidget *line;
  int width;

  console_calendar_init (&calendar, "UTC", 0);
  gtk_window_set_child (window, grid);
  gtk_window_present (window);
  console_bake_grid_show (CONSOLE_BAKE_GRID (grid), bake, &calendar);

  line = find_line (grid);
  g_assert_nonnull (line);
  g_assert_cmpuint (count_below (line), ==, 1);
  gtk_test_accessible_assert_property (gtk_widget_get_parent (line), GTK_ACCESSIBLE_PROPERTY_LABEL, "#1 · 17:00 · Asha Rao");
  gtk_test_accessible_assert_property (gtk_widget_get_parent (line), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "1 × Cake 101\n2 × Cake 102");
  gtk_widget_measure (line, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, >, N_CAKES * 40);

  gtk_window_destroy (window);
  console_calendar_clear (&calendar);
}

static int
measure_name (void)
{
  g_autoptr(GtkAdjustment) across = g_object_ref_sink (gtk_adjustment_new (0, 0, 1, 1, 1, 1));
  GtkWidget *line = g_object_ref_sink (console_bake_grid_line_new (across, TRUE));
  const char *const name = "Cake of a name that is longer than any column";
  const int width = console_bake_grid_line_measure_text (CONSOLE_BAKE_GRID_LINE (line), name, 20);

  g_object_unref (line);

  return width;
}

/* Where letters are larger, a column has room for as many. */
static void
test_large_text (void)
{
  const int width = measure_name ();

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  g_assert_cmpint (measure_name (), >, width * 3 / 2);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/ui/bake-grid/large-text", test_large_text);
  g_test_add_func ("/ui/bake-grid/line", test_line);

  return g_test_run ();
}
