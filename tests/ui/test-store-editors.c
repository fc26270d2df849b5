/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The week, the closures and the zones of a store: what is written means what the domain understands, and what was saved
 * comes back as it was. */

#include "config.h"

#include "bakery-store.h"
#include "console-closures-editor.h"
#include "console-context.h"
#include "console-hours-editor.h"
#include "console-hours-row.h"
#include "console-hours.h"
#include "console-zones-editor.h"

#include <adwaita.h>
#include <glib/gstdio.h>

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

  return g_test_run ();
}
