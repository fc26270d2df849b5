/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The week, the closures and the zones of a store: what is written means what the domain understands, and what was saved
 * comes back as it was. Its place: a click on the map picks it. */

#include "config.h"

#include "bakery-store.h"
#include "console-closures-editor.h"
#include "console-context.h"
#include "console-hours-editor.h"
#include "console-hours-row.h"
#include "console-hours.h"
#include "console-map.h"
#include "console-position-picker.h"
#include "console-zones-editor.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <shumate/shumate.h>

typedef struct
{
  const char *written;
  const char *understood; /* NULL where it makes no sense */
} Hours;

static const Hours hours[] = {
  { "", "" },
  { "8-18", "08:00–18:00" },
  { "08:00–12:30, 14–18", "08:00–12:30, 14:00–18:00" },
  { " 8.30 - 12 ; 13h15-24 ", "08:30–12:00, 13:15–24:00" },
  { "0-24", "00:00–24:00" },
  { "18-8", NULL },
  { "8-12, 11-14", NULL },
  { "8-12-14", NULL },
  { "8-24:30", NULL },
  { "morning", NULL },
};

static void
test_hours (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      g_autoptr(JsonArray) spans = console_hours_from_text (hours[i].written);
      g_autofree char *text = spans != NULL ? console_hours_to_text (spans) : NULL;

      g_assert_cmpstr (text, ==, hours[i].understood);
    }
  g_assert_cmpint (console_hours_get_minute ("08:30"), ==, 510);
}

static BakeryStore *
create_store (const char *field,
              const char *json)
{
  BakeryStore *store = bakery_store_new ();
  const BakeryField *found = bakery_entity_type_find_field (&bakery_store_type, field);

  BAKERY_FIELD_VALUE (store, found, JsonNode *) = json_from_string (json, NULL);
  g_free (store->currency);
  store->currency = g_strdup ("INR");

  return store;
}

/* What comes out of the editor when nothing is changed in it. */
static void
assert_kept (ConsoleFieldEditor *editor,
             const char         *field_name,
             const char         *json)
{
  const BakeryField *field = bakery_entity_type_find_field (&bakery_store_type, field_name);
  g_autoptr(BakeryStore) store = create_store (field_name, json);
  g_autoptr(BakeryStore) result = bakery_store_new ();
  g_autofree char *problem = NULL;

  console_field_editor_show (editor, store, field);
  g_assert_true (console_field_editor_apply (editor, result, field, &problem));
  g_assert_null (problem);
  g_assert_true (bakery_field_equal (store, result, field));
}

static void
test_week (void)
{
  const BakeryField *field = bakery_entity_type_find_field (&bakery_store_type, "opening_hours");
  g_autoptr(ConsoleFieldEditor) editor = g_object_ref_sink (console_hours_editor_new ());
  g_autoptr(BakeryStore) result = bakery_store_new ();
  g_autofree char *problem = NULL;
  GtkListBox *list;

  assert_kept (editor, "opening_hours",
               "{\"mon\":[[\"08:00\",\"12:00\"],[\"14:00\",\"18:00\"]],\"sun\":[[\"09:00\",\"24:00\"]]}");

  list = GTK_LIST_BOX (gtk_widget_get_first_child (GTK_WIDGET (editor)));
  console_hours_row_set_text (CONSOLE_HOURS_ROW (gtk_list_box_get_row_at_index (list, 2)), "late");
  g_assert_false (console_field_editor_apply (editor, result, field, &problem));
  g_assert_cmpstr (problem, ==, "Wednesday: write hours such as 08:00–12:00, 14:00–18:00.");
}

static void
test_zones (void)
{
  g_autoptr(ConsoleFieldEditor) editor = g_object_ref_sink (console_zones_editor_new ());

  assert_kept (editor, "zones",
               "[{\"name\":\"Near\",\"radius_metres\":3000,\"fee\":\"20.00\"},"
               "{\"name\":\"Far\",\"radius_metres\":9000,\"fee\":\"60.50\"}]");
  assert_kept (editor, "zones", "[]");
}

/* Also one that ends in the middle of a day. */
static void
test_closures (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sweetspot-closures-XXXXXX", NULL);
  g_autoptr(ConsoleContext) context = console_context_new (folder, NULL);
  g_autoptr(ConsoleFieldEditor) editor = g_object_ref_sink (console_closures_editor_new (context));

  assert_kept (editor, "closures",
               "[{\"from\":\"2026-12-24T18:30:00Z\",\"to\":\"2026-12-26T18:30:00Z\",\"reason\":\"Christmas\"},"
               "{\"from\":\"2027-01-01T05:00:00Z\",\"to\":\"2027-01-01T09:30:00Z\",\"reason\":\"\"}]");
  g_rmdir (folder);
}

typedef struct
{
  double latitude;
  double longitude;
  guint  n_picked;
} Place;

static void
picked_cb (ConsolePositionPicker *picker,
           double                 latitude,
           double                 longitude,
           Place                 *place)
{
  place->latitude = latitude;
  place->longitude = longitude;
  place->n_picked++;
}

/* The first gesture of a click below a widget. */
static GtkGesture *
find_click (GtkWidget *widget)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; CONSOLE_IS_MAP (widget) && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        return GTK_GESTURE (controller);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkGesture *gesture = find_click (child);

      if (gesture != NULL)
        return gesture;
    }

  return NULL;
}

/* A button that goes down at one point, so many pixels from the middle, and up at another. */
static void
press_and_release (GtkGesture *gesture,
                   double      down_x,
                   double      up_x)
{
  GtkWidget *map = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  const double x = gtk_widget_get_width (map) / 2.0;
  const double y = gtk_widget_get_height (map) / 2.0;

  g_signal_emit_by_name (gesture, "pressed", 1, x + down_x, y);
  g_signal_emit_by_name (gesture, "released", 1, x + up_x, y);
}

static GtkWindow *
present (GtkWidget *widget)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, 600, 300);
  gtk_window_set_child (window, widget);
  gtk_window_present (window);
  while (gtk_widget_get_width (widget) == 0)
    g_main_context_iteration (NULL, TRUE);

  return window;
}

/* A click takes the place that is there; a map that is moved under the pointer stays without one. The world is four tiles of
 * 256 pixels wide at first, so that a quarter of one is 22.5 degrees. */
static void
test_position (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sweetspot-position-XXXXXX", NULL);
  g_autoptr(ConsoleContext) context = console_context_new (folder, NULL);
  GtkWidget *picker = console_position_picker_new (context);
  GtkWindow *window = present (picker);
  GtkGesture *click = find_click (picker);
  Place place = { 0 };

  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), &place);
  press_and_release (click, 0, 100);
  g_assert_cmpuint (place.n_picked, ==, 0);
  press_and_release (click, 64, 64);
  g_assert_cmpuint (place.n_picked, ==, 1);
  g_assert_cmpfloat_with_epsilon (place.longitude, 22.5, 0.5);
  g_assert_cmpfloat_with_epsilon (place.latitude, 0, 0.5);

  console_position_picker_show (CONSOLE_POSITION_PICKER (picker), 18.52, 73.85);
  press_and_release (click, 0, 0);
  g_assert_cmpfloat_with_epsilon (place.latitude, 18.52, 0.001);
  g_assert_cmpfloat_with_epsilon (place.longitude, 73.85, 0.001);
  gtk_window_destroy (window);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/ui/store-editors/hours", test_hours);
  g_test_add_func ("/ui/store-editors/week", test_week);
  g_test_add_func ("/ui/store-editors/zones", test_zones);
  g_test_add_func ("/ui/store-editors/closures", test_closures);
  g_test_add_func ("/ui/store-editors/position", test_position);

  return g_test_run ();
}
