/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The units of an item: what was saved comes back as it was, what is typed means what the domain understands, and what makes no
 * sense is said. The question on which day goods are expected. The room that an item's row needs. */

#include "config.h"

#include "bakery-inventory.h"
#include "console-date-button.h"
#include "console-order-day.h"
#include "console-own-unit-row.h"
#include "console-own-units-editor.h"
#include "console-stock-row.h"

#include <adwaita.h>

static BakeryInventoryItem *
create_item (BakeryUnit  unit,
             const char *own_units)
{
  BakeryInventoryItem *item = bakery_inventory_item_new ();

  item->unit = (int) unit;
  g_clear_pointer (&item->own_units, json_node_unref);
  item->own_units = json_from_string (own_units, NULL);

  return item;
}

static const BakeryField *
get_field (void)
{
  return bakery_entity_type_find_field (&bakery_inventory_item_type, "own_units");
}

static void
test_kept (void)
{
  g_autoptr(ConsoleFieldEditor) editor = g_object_ref_sink (console_own_units_editor_new ());
  g_autoptr(BakeryInventoryItem) item = create_item (BAKERY_UNIT_G,
                                                     "[{\"name\":\"sack\",\"quantity\":\"25000.000\"},"
                                                     "{\"name\":\"spoon\",\"quantity\":\"12.345\"},"
                                                     "{\"name\":\"tub\",\"quantity\":\"1234.567\"}]");
  g_autoptr(BakeryInventoryItem) result = create_item (BAKERY_UNIT_G, "[]");
  g_autofree char *problem = NULL;

  console_field_editor_show (editor, item, get_field ());
  g_assert_true (console_field_editor_apply (editor, result, get_field (), &problem));
  g_assert_null (problem);
  g_assert_true (bakery_field_equal (item, result, get_field ()));
}

/* The row at the place where a person would type. */
static GtkWidget *
add_row (ConsoleFieldEditor *editor,
         const char         *name,
         const char         *quantity)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_first_child (GTK_WIDGET (editor)));
  GtkWidget *row = gtk_widget_get_last_child (GTK_WIDGET (list)), *entry;

  g_signal_emit_by_name (row, "activated");
  row = gtk_widget_get_prev_sibling (row);
  entry = gtk_widget_get_first_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (entry))), quantity);

  return row;
}

typedef struct
{
  BakeryUnit  unit;
  const char *name;
  const char *typed;
  const char *kept;    /* NULL where it makes no sense */
  const char *problem;
} Case;

static const Case cases[] = {
  { BAKERY_UNIT_G, "sack", "25 kg", "25000.000", NULL },
  { BAKERY_UNIT_G, " sack ", "12,5", "12.500", NULL },
  { BAKERY_UNIT_ML, "bottle", "0.75 l", "750.000", NULL },
  { BAKERY_UNIT_PIECE, "tray", "30", "30.000", NULL },
  { BAKERY_UNIT_G, "", "25 kg", NULL, "Give each unit a name." },
  { BAKERY_UNIT_G, "kg", "1000", NULL, "“kg” is a unit of every item already." },
  { BAKERY_UNIT_G, "bottle", "1 l", NULL, "Write how much one “bottle” is, as 25 kg." },
  { BAKERY_UNIT_PIECE, "tray", "0", NULL, "Write how much one “tray” is, as 30." },
  { BAKERY_UNIT_PIECE, "tray", "many", NULL, "Write how much one “tray” is, as 30." },
};

static void
test_typed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ConsoleFieldEditor) editor = g_object_ref_sink (console_own_units_editor_new ());
      g_autoptr(BakeryInventoryItem) item = create_item (cases[i].unit, "[]");
      g_autofree char *problem = NULL;
      JsonObject *own_unit;

      console_field_editor_show (editor, item, get_field ());
      add_row (editor, cases[i].name, cases[i].typed);
      g_assert_cmpint (console_field_editor_apply (editor, item, get_field (), &problem), ==, cases[i].kept != NULL);
      g_assert_cmpstr (problem, ==, cases[i].problem);
      if (cases[i].kept == NULL)
        continue;
      own_unit = json_array_get_object_element (json_node_get_array (item->own_units), 0);
      g_assert_cmpstr (json_object_get_string_member (own_unit, "quantity"), ==, cases[i].kept);
    }
}

static void
test_repeated (void)
{
  g_autoptr(ConsoleFieldEditor) editor = g_object_ref_sink (console_own_units_editor_new ());
  g_autoptr(BakeryInventoryItem) item = create_item (BAKERY_UNIT_G, "[{\"name\":\"sack\",\"quantity\":\"25000.000\"}]");
  g_autofree char *problem = NULL, *other_problem = NULL;
  GtkWidget *row;

  console_field_editor_show (editor, item, get_field ());
  row = add_row (editor, "sack", "10 kg");
  g_assert_false (console_field_editor_apply (editor, item, get_field (), &problem));
  g_assert_cmpstr (problem, ==, "Give each unit a name of its own.");

  g_signal_emit_by_name (row, "removed");
  g_assert_true (console_field_editor_apply (editor, item, get_field (), &other_problem));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (item->own_units)), ==, 1);
}

/* What the question for a day was answered. */
static int answer;

static void
answered_cb (GtkWidget *page,
             int        days)
{
  answer = days;
}

static ConsoleDateButton *
find_button (GtkWidget *widget)
{
  ConsoleDateButton *found = NULL;

  if (CONSOLE_IS_DATE_BUTTON (widget))
    return CONSOLE_DATE_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);

  return found;
}

static AdwMessageDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window);
    }

  g_assert_not_reached ();
}

/* The 28th of February, and goods that usually come after three days: of a day before, none can be expected. */
static void
test_order_day (void)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr(GDateTime) now = g_date_time_new_utc (2027, 2, 28, 22, 0, 0);
  g_autoptr(GDateTime) march = g_date_time_new_utc (2027, 3, 9, 0, 0, 0), past = g_date_time_new_utc (2027, 2, 27, 0, 0, 0);
  AdwMessageDialog *dialog;
  ConsoleDateButton *button;

  console_order_day_ask (window, "Flour, Eggs", now, 3, answered_cb);
  dialog = find_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_body (dialog), ==, "Flour, Eggs");
  button = find_button (adw_message_dialog_get_extra_child (dialog));
  g_assert_cmpint (g_date_time_get_day_of_month (console_date_button_get_date (button)), ==, 3);

  console_date_button_set_date (button, past);
  g_signal_emit_by_name (button, "changed");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "ordered"));
  console_date_button_set_date (button, march);
  g_signal_emit_by_name (button, "changed");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "ordered"));

  answer = -1;
  adw_message_dialog_response (dialog, "ordered");
  g_assert_cmpint (answer, ==, 9);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* In a window of 360 pixels the list has its margins too. */
static void
test_narrow_row (void)
{
  g_autoptr(GtkWidget) row = g_object_ref_sink (console_stock_row_new ());
  int minimum, natural;

  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  g_assert_cmpint (minimum, <=, 300);
  g_assert_cmpint (natural, >, 400);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/own-units/kept", test_kept);
  g_test_add_func ("/own-units/typed", test_typed);
  g_test_add_func ("/own-units/repeated", test_repeated);

  g_test_add_func ("/order-day", test_order_day);

  g_test_add_func ("/stock-row/narrow", test_narrow_row);

  return g_test_run ();
}
