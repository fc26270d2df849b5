/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Catalogues as CSV: what is written reads back as no change, each row does what it says, and everything wrong is told with its
 * line and column. */

#include "bakery-catalogue-csv.h"
#include "bakery-error.h"

#include <gio/gio.h>
#include <string.h>

#define MANY 10000

typedef struct
{
  BakeryStore    *store;
  BakeryCatalogue catalogue;
} Fixture;

static void
set_text (char      **target,
          const char *text)
{
  g_free (*target);
  *target = g_strdup (text);
}

static BakeryCake *
add_cake (Fixture    *fixture,
          gint64      id,
          const char *name)
{
  BakeryCake *cake = bakery_cake_new ();

  cake->base.id = id;
  cake->store = 1;
  set_text (&cake->currency, "INR");
  set_text (&cake->name, name);
  set_text (&cake->flavor, "Cherry");
  set_text (&cake->size, "1 kg");
  set_text (&cake->description, "Two lines,\nand “quotes”: \"so\"");
  set_text (&cake->category, "Birthday");
  cake->price = 89000 + id;
  g_ptr_array_add (fixture->catalogue.cakes, cake);

  return cake;
}

static void
add_group (Fixture    *fixture,
           gint64      id,
           const char *name)
{
  BakeryOptionGroup *group = bakery_option_group_new ();

  group->base.id = id;
  set_text (&group->name, name);
  g_ptr_array_add (fixture->catalogue.groups, group);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->store = bakery_store_new ();
  fixture->store->base.id = 1;
  set_text (&fixture->store->currency, "INR");
  fixture->catalogue = (BakeryCatalogue) {
    fixture->store,
    g_ptr_array_new_with_free_func (bakery_entity_unref),
    g_ptr_array_new_with_free_func (bakery_entity_unref),
    FALSE,
  };
  add_group (fixture, 7, "Shape");
  add_group (fixture, 8, "Filling");
  add_group (fixture, 9, "Filling");
  add_cake (fixture, 12, "Black Forest");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_ptr_array_unref (fixture->catalogue.cakes);
  g_ptr_array_unref (fixture->catalogue.groups);
  bakery_store_unref (fixture->store);
}

static BakeryCatalogueReading *
read_text (Fixture    *fixture,
           const char *text)
{
  g_autoptr(GError) error = NULL;
  BakeryCatalogueReading *reading =
    bakery_catalogue_csv_read (&fixture->catalogue, text, strlen (text), NULL, NULL, &error);

  g_assert_no_error (error);

  return reading;
}

static void
assert_counts (const BakeryCatalogueReading *reading,
               guint                         n_unchanged,
               guint                         n_created,
               guint                         n_changed,
               guint                         n_refused)
{
  g_assert_cmpuint (reading->counts[BAKERY_CATALOGUE_UNCHANGED], ==, n_unchanged);
  g_assert_cmpuint (reading->counts[BAKERY_CATALOGUE_CREATED], ==, n_created);
  g_assert_cmpuint (reading->counts[BAKERY_CATALOGUE_CHANGED], ==, n_changed);
  g_assert_cmpuint (reading->counts[BAKERY_CATALOGUE_REFUSED], ==, n_refused);
}

static void
test_unchanged (Fixture      *fixture,
                gconstpointer data)
{
  static const char *const words[] = { "milk", "nuts", NULL };
  static const gint64 groups[] = { 9, 7, 8 };
  static const gint64 images[] = { 3, 1 };
  BakeryCake *cake = add_cake (fixture, 13, "Kyiv cake; with, everything");
  g_autoptr(BakeryCatalogueReading) reading = NULL;
  g_autofree char *text = NULL;

  cake->kind = BAKERY_CAKE_KIND_DRINK;
  cake->availability = FALSE;
  cake->unavailable_until = G_GINT64_CONSTANT (1798790400123456);
  cake->allergens = g_strdupv ((char **) words);
  cake->option_groups = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (gint64)), groups, G_N_ELEMENTS (groups));
  cake->images = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (gint64)), images, G_N_ELEMENTS (images));
  text = bakery_catalogue_csv_write (&fixture->catalogue);
  g_assert_nonnull (strstr (text, "#9 | Shape | #8"));

  reading = read_text (fixture, text);
  g_assert_cmpuint (reading->issues->len, ==, 0);
  assert_counts (reading, 2, 0, 0, 0);
}

static void
test_changes (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(BakeryCatalogueReading) reading =
    read_text (fixture, "ID,name,flavor,size,price,dietary,option_groups\n"
               "12,Black Forest,Cherry,1 kg,950.00,,\n"
               ",Opera,Coffee,1 kg,165,vegetarian | eggless,Shape\n");
  const BakeryCatalogueRow *changed = g_ptr_array_index (reading->rows, 0);
  const BakeryCatalogueRow *created = g_ptr_array_index (reading->rows, 1);

  assert_counts (reading, 0, 1, 1, 0);
  g_assert_cmpint (changed->base->price, ==, 89012);
  g_assert_cmpint (changed->cake->price, ==, 95000);
  g_assert_cmpstr (changed->cake->category, ==, "Birthday");
  g_assert_cmpint (created->cake->store, ==, 1);
  g_assert_cmpint (created->cake->work_minutes, ==, 30);
  g_assert_true (created->cake->availability);
  g_assert_cmpstr (created->cake->dietary[1], ==, "eggless");
  g_assert_cmpint (g_array_index (created->cake->option_groups, gint64, 0), ==, 7);
}

static const struct
{
  const char *text;
  guint       line;
  guint       column;
  const char *field;
  const char *message;
} wrong[] = {
  { "name,flavor,size,price\nA,B,C,1.2.3\n", 2, 4, "price", "“1.2.3” is no amount such as 550.00." },
  { "name,flavor,size,price\nA,B,C,-1\n", 2, 4, "price", "Ensure this value is greater than or equal to 0.00." },
  { "name,flavor,size,price\nA,B,C,1.234\n", 2, 4, "price", "“1.234” is no amount such as 550.00." },
  { "name,flavor,size,price,category\nA,B,C,1,wedding\n", 2, 5, "category", "No cake has the category “wedding” yet." },
  { "name,flavor,size,price\nBLACK forest,B,C,1\n", 2, 1, "name", "The store has a cake of this name." },
  { "name,flavor,size,price\nA,B,C,1\na,B,C,1\n", 3, 1, "name", "Line 2 has the same name." },
  { "id,price\n99,1\n", 2, 1, "id", "The store has no cake with this number." },
  { "id,price\n12,1\n12,2\n", 3, 1, "id", "Another row is about this cake, too." },
  { "id,name\n12,\n", 2, 2, "name", "This field may not be blank." },
  { "id,colour\n12,red\n", 1, 2, "colour", "A cake has no field “colour”." },
  { "id,price,price\n12,1,1\n", 1, 3, "price", "The column “price” is there twice." },
  { "id,price\n12\n", 2, 0, "", "The row has another number of cells than there are headings." },
  { "id,option_groups\n12,Icing\n", 2, 2, "option_groups", "There is no option group “Icing”." },
  { "id,option_groups\n12,Filling\n", 2, 2, "option_groups", "There is no option group “Filling”." },
  { "id,images\n12,one\n", 2, 2, "images", "“one” is no picture." },
  { "id,availability\n12,maybe\n", 2, 2, "availability", "“maybe” is neither true nor false." },
  { "id,work_minutes\n12,soon\n", 2, 2, "work_minutes", "“soon” is no whole number." },
  { "id,kind\n12,pie\n", 2, 2, "kind", "“pie” is not possible here." },
};

static void
test_wrong (Fixture      *fixture,
            gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(BakeryCatalogueReading) reading = read_text (fixture, wrong[i].text);
      const BakeryCatalogueIssue *issue;

      g_assert_cmpuint (reading->issues->len, ==, 1);
      issue = g_ptr_array_index (reading->issues, 0);
      g_assert_cmpuint (issue->line, ==, wrong[i].line);
      g_assert_cmpuint (issue->column, ==, wrong[i].column);
      g_assert_cmpstr (issue->field, ==, wrong[i].field);
      g_assert_cmpstr (issue->message, ==, wrong[i].message);
    }
}

static void
test_all_at_once (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(BakeryCatalogueReading) reading =
    read_text (fixture, "name,flavor,size,price,category\nBlack Forest,,1 kg,free,tea\nNew,Plum,1 kg,1,Birthday\n");
  g_autofree char *refused = bakery_catalogue_reading_write_refused (reading);

  assert_counts (reading, 0, 1, 0, 1);
  g_assert_cmpuint (reading->issues->len, ==, 4);
  g_assert_cmpstr (refused, ==,
                   "name,flavor,size,price,category,problem\r\n"
                   "Black Forest,,1 kg,free,tea,flavor: This field may not be blank. price: “free” is no amount such as"
                   " 550.00. category: No cake has the category “tea” yet. name: The store has a cake of this name.\r\n");
}

static void
test_new_categories (Fixture      *fixture,
                     gconstpointer data)
{
  static const char text[] = "name,flavor,size,price,category\nA,B,C,1,wedding\n";
  g_autoptr(BakeryCatalogueReading) accepted = NULL;
  g_autoptr(BakeryCatalogueReading) first = NULL;

  fixture->catalogue.accepts_categories = TRUE;
  accepted = read_text (fixture, text);
  assert_counts (accepted, 0, 1, 0, 0);

  fixture->catalogue.accepts_categories = FALSE;
  g_ptr_array_set_size (fixture->catalogue.cakes, 0);
  first = read_text (fixture, text);
  assert_counts (first, 0, 1, 0, 0);
}

static void
test_unreadable (Fixture      *fixture,
                 gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *message;
  } files[] = {
    { "", "The file is empty." },
    { "name\nCr\xe8me\n", "Line 2 is not text in UTF-8. Save the file as “CSV UTF-8”." },
    { "name\n\"A\n", "Line 2: a quotation mark is opened and never closed." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (bakery_catalogue_csv_read (&fixture->catalogue, files[i].text, strlen (files[i].text), NULL, NULL,
                                                &error));
      g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, files[i].message);
    }
}

static gboolean
stop_at_half (gsize    done,
              gsize    total,
              gpointer user_data)
{
  guint *n_calls = user_data;

  ++*n_calls;

  return done < total / 2;
}

static void
add_many (Fixture *fixture)
{
  for (gint64 i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("Cake %" G_GINT64_FORMAT, i);

      add_cake (fixture, 100 + i, name);
    }
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_calls = 0;

  add_many (fixture);
  text = bakery_catalogue_csv_write (&fixture->catalogue);
  g_assert_null (bakery_catalogue_csv_read (&fixture->catalogue, text, strlen (text), stop_at_half, &n_calls, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_calls, >, 10);
}

/* Ten thousand rows within two seconds. */
static void
test_many (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(BakeryCatalogueReading) reading = NULL;
  g_autofree char *text = NULL;
  double seconds;

  add_many (fixture);
  text = bakery_catalogue_csv_write (&fixture->catalogue);
  g_test_timer_start ();
  reading = read_text (fixture, text);
  seconds = g_test_timer_elapsed ();
  assert_counts (reading, MANY + 1, 0, 0, 0);
  g_test_minimized_result (seconds, "reading %d rows took %.3f s", MANY, seconds);
  if (g_test_perf ())
    g_assert_cmpfloat (seconds, <, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/catalogue-csv/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("unchanged", test_unchanged);
  ADD ("changes", test_changes);
  ADD ("wrong", test_wrong);
  ADD ("all-at-once", test_all_at_once);
  ADD ("new-categories", test_new_categories);
  ADD ("unreadable", test_unreadable);
  ADD ("cancelled", test_cancelled);
  ADD ("many", test_many);

  return g_test_run ();
}
