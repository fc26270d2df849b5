/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A form made from a field table: what is typed goes into the entity, what is wrong is said at the field and only once it was
 * left or changed, what the server said stands until the field is changed. */

#include "config.h"

#include "bakery-cake.h"
#include "bakery-store.h"
#include "console-context.h"
#include "console-entity-form.h"
#include "console-entity-merge.h"

#include <adwaita.h>
#include <glib/gstdio.h>

static const char *const profile_fields[] = { "name", "contact_number", "email", "description", "currency", NULL };
static const char *const money_fields[] = { "delivery_fee", "tax_rate", "lead_time_minutes", "latitude", NULL };

static const ConsoleFormGroup store_groups[] = {
  { "Profile", NULL, profile_fields },
  { "Money", "What it costs", money_fields },
  { NULL },
};

static const char *const cake_fields[] = {
  "name", "kind", "price", "availability", "unavailable_until", "allergens", "flavor", "size", NULL,
};

static const ConsoleFormGroup cake_groups[] = {
  { "Cake", NULL, cake_fields },
  { NULL },
};

typedef struct
{
  char              *folder;
  ConsoleContext    *context;
  GtkWindow         *window;
  ConsoleEntityForm *form;
} Fixture;

static BakeryStore *
create_store (void)
{
  BakeryStore *store = bakery_store_new ();

  store->base.id = 7;
  store->base.revision = 3;
  g_free (store->name);
  store->name = g_strdup ("Rosewood Bakery");
  g_free (store->contact_number);
  store->contact_number = g_strdup ("9876500000");
  g_free (store->email);
  store->email = g_strdup ("rosewood@example.com");
  g_free (store->city);
  store->city = g_strdup ("Pune");
  g_free (store->address);
  store->address = g_strdup ("1 Main Street");
  g_free (store->description);
  store->description = g_strdup ("Cakes for every day");
  store->delivery_fee = 4000;

  return store;
}

static void
open_form (Fixture                *self,
           const BakeryEntityType *type,
           const ConsoleFormGroup *groups)
{
  self->folder = g_dir_make_tmp ("sweetspot-form-XXXXXX", NULL);
  self->context = console_context_new (self->folder, NULL);
  self->form = CONSOLE_ENTITY_FORM (console_entity_form_new (self->context, type, groups));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (self->window, GTK_WIDGET (self->form));
}

static void
close_form (Fixture *self)
{
  gtk_window_destroy (self->window);
  g_clear_object (&self->context);
  g_rmdir (self->folder);
  g_free (self->folder);
}

static GtkWidget *
find_widget (GtkWidget  *widget,
             const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    {
      return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, title);

      if (found != NULL)
        {
          return found;
        }
    }

  return NULL;
}

static GtkWidget *
get_row (Fixture    *self,
         const char *title)
{
  GtkWidget *row = find_widget (GTK_WIDGET (self->form), title);

  g_assert_nonnull (row);

  return row;
}

static void
type (Fixture    *self,
      const char *title,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_row (self, title)), text);
}

/* The message stands in the row after the field's. */
static const char *
get_problem (Fixture    *self,
             const char *title)
{
  GtkWidget *place = gtk_widget_get_next_sibling (get_row (self, title));

  if (!gtk_widget_get_visible (place))
    {
      return NULL;
    }

  return gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (place))));
}

static void
test_values (void)
{
  g_autoptr(BakeryStore) store = create_store ();
  g_autoptr(BakeryStore) edited = NULL;
  Fixture fixture;

  open_form (&fixture, &bakery_store_type, store_groups);
  console_entity_form_set_entity (fixture.form, store, NULL);
  g_assert_false (console_entity_form_is_dirty (fixture.form));
  g_assert_true (console_entity_form_is_valid (fixture.form));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (&fixture, "Delivery fee outside any zone"))), ==, "40.00");

  type (&fixture, "Name", "  Rosewood & Sons ");
  type (&fixture, "Phone", " 98765000012 ");
  type (&fixture, "E-mail", "Rosewood@Example.com");
  type (&fixture, "Delivery fee outside any zone", "55,5");
  type (&fixture, "Tax on top of prices", "5");
  type (&fixture, "Latitude", "18.52");
  edited = console_entity_form_dup_entity (fixture.form);
  g_assert_cmpstr (edited->name, ==, "Rosewood & Sons");
  g_assert_cmpstr (edited->contact_number, ==, "98765000012");
  g_assert_cmpstr (edited->email, ==, "rosewood@example.com");
  g_assert_cmpint (edited->delivery_fee, ==, 5550);
  g_assert_cmpint (edited->tax_rate, ==, 500);
  g_assert_cmpfloat (edited->latitude, ==, 18.52);
  g_assert_true (console_entity_form_is_dirty (fixture.form));

  /* As it was: nothing is unsaved. */
  console_entity_form_set_entity (fixture.form, store, edited);
  g_assert_true (console_entity_form_is_dirty (fixture.form));
  console_entity_form_set_entity (fixture.form, store, NULL);
  g_assert_false (console_entity_form_is_dirty (fixture.form));
  close_form (&fixture);
}

static void
test_problems (void)
{
  g_autoptr(BakeryStore) store = create_store ();
  Fixture fixture;

  open_form (&fixture, &bakery_store_type, store_groups);
  console_entity_form_set_entity (fixture.form, store, NULL);

  type (&fixture, "Name", "R");
  g_assert_cmpstr (get_problem (&fixture, "Name"), ==, "Write at least 3 characters.");
  g_assert_true (gtk_widget_has_css_class (get_row (&fixture, "Name"), "error"));
  gtk_test_accessible_assert_state (get_row (&fixture, "Name"), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_false (console_entity_form_is_valid (fixture.form));
  type (&fixture, "Name", "Rosewood");
  g_assert_null (get_problem (&fixture, "Name"));

  type (&fixture, "Delivery fee outside any zone", "much");
  g_assert_cmpstr (get_problem (&fixture, "Delivery fee outside any zone"), ==, "Write an amount.");
  type (&fixture, "Tax on top of prices", "200");
  g_assert_cmpstr (get_problem (&fixture, "Tax on top of prices"), ==, "At most 100.00.");

  /* A rule between fields: there is no longitude. */
  type (&fixture, "Delivery fee outside any zone", "40");
  type (&fixture, "Tax on top of prices", "5");
  type (&fixture, "Latitude", "18.5");
  g_assert_false (console_entity_form_check (fixture.form));
  close_form (&fixture);
}

static void
test_new_entity (void)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();
  Fixture fixture;

  open_form (&fixture, &bakery_store_type, store_groups);
  console_entity_form_set_entity (fixture.form, store, NULL);
  g_assert_false (console_entity_form_is_dirty (fixture.form));
  g_assert_false (console_entity_form_is_valid (fixture.form));
  g_assert_null (get_problem (&fixture, "Name"));
  g_assert_true (gtk_editable_get_editable (GTK_EDITABLE (get_row (&fixture, "Currency"))));

  g_assert_false (console_entity_form_check (fixture.form));
  g_assert_cmpstr (get_problem (&fixture, "Name"), ==, "Fill this in.");

  /* The currency of a store cannot be changed. */
  store->base.id = 1;
  console_entity_form_set_entity (fixture.form, store, NULL);
  g_assert_null (get_problem (&fixture, "Name"));
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (get_row (&fixture, "Currency"))));
  close_form (&fixture);
}

static void
test_server (void)
{
  g_autoptr(BakeryStore) store = create_store ();
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  Fixture fixture;

  open_form (&fixture, &bakery_store_type, store_groups);
  console_entity_form_set_entity (fixture.form, store, NULL);
  bakery_violations_add (violations, "email", "Somebody else has this address.");
  bakery_violations_add (violations, "zones.0.fee", "Too much.");
  console_entity_form_show_violations (fixture.form, violations);
  g_assert_cmpstr (get_problem (&fixture, "E-mail"), ==, "Somebody else has this address.");

  type (&fixture, "E-mail", "other@example.com");
  g_assert_null (get_problem (&fixture, "E-mail"));
  close_form (&fixture);
}

static void
test_other_editors (void)
{
  g_autoptr(BakeryCake) cake = bakery_cake_new ();
  g_autoptr(BakeryCake) edited = NULL;
  GtkWidget *tags;
  Fixture fixture;

  cake->base.id = 9;
  cake->allergens = g_strsplit ("milk,nuts", ",", -1);
  open_form (&fixture, &bakery_cake_type, cake_groups);
  console_entity_form_set_entity (fixture.form, cake, NULL);
  g_assert_false (console_entity_form_is_dirty (fixture.form));

  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (&fixture, "Kind")), 1);
  g_assert_true (gtk_widget_activate (get_row (&fixture, "Can be ordered")));
  tags = get_row (&fixture, "Contains");
  g_assert_false (gtk_widget_has_css_class (tags, "error"));
  edited = console_entity_form_dup_entity (fixture.form);
  g_assert_cmpint (edited->kind, ==, BAKERY_CAKE_KIND_DRINK);
  g_assert_true (g_strv_equal ((const char *const *) edited->allergens, (const char *const *) cake->allergens));
  close_form (&fixture);
}

static void
set_text (char      **member,
          const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static void
test_merge (void)
{
  const BakeryField *name = bakery_entity_type_find_field (&bakery_store_type, "name");
  g_autoptr(BakeryStore) base = create_store ();
  g_autoptr(BakeryStore) mine = bakery_store_copy (base);
  g_autoptr(BakeryStore) theirs = bakery_store_copy (base);
  g_autoptr(BakeryStore) merged = NULL;

  set_text (&mine->name, "Rosewood by the River");
  set_text (&theirs->city, "Nashik");
  theirs->base.revision = 9;
  merged = console_entity_merge (base, mine, theirs);
  g_assert_cmpstr (merged->name, ==, "Rosewood by the River");
  g_assert_cmpstr (merged->city, ==, "Nashik");
  g_assert_cmpint (merged->base.revision, ==, 9);

  /* Both to the same is no contest. */
  set_text (&theirs->name, "Rosewood by the River");
  g_assert_false (console_field_is_contested (name, base, mine, theirs));
  set_text (&theirs->name, "Rosewood on the Hill");
  g_assert_true (console_field_is_contested (name, base, mine, theirs));
  g_assert_null (console_entity_merge (base, mine, theirs));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/ui/entity-form/values", test_values);
  g_test_add_func ("/ui/entity-form/problems", test_problems);
  g_test_add_func ("/ui/entity-form/new-entity", test_new_entity);
  g_test_add_func ("/ui/entity-form/server", test_server);
  g_test_add_func ("/ui/entity-form/other-editors", test_other_editors);
  g_test_add_func ("/ui/entity-form/merge", test_merge);

  return g_test_run ();
}
