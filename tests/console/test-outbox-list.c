/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the list of waiting changes says of one that names something the server does not have yet: what it waits for. */

#include "config.h"

#include "console-fixture.h"
#include "console-outbox.h"

#include "bakery-cake.h"
#include "bakery-option.h"
#include "bakery-violations.h"

typedef struct
{
  const char *name;
  gint64      id;
} Made;

static gboolean
write_group (BakeryConnection    *connection,
             ConsoleCacheChanges *changes,
             gpointer             user_data,
             GError             **error)
{
  g_autoptr(BakeryOptionGroup) group = bakery_option_group_new ();
  Made *made = user_data;

  group->store = 1;
  g_free (group->name);
  group->name = g_strdup (made->name);
  return console_outbox_add_edit (connection, NULL, group, 0, CONSOLE_FIXTURE_NOW, &made->id, changes, error);
}

static gboolean
write_refusal (BakeryConnection    *connection,
               ConsoleCacheChanges *changes,
               gpointer             user_data,
               GError             **error)
{
  const Made *made = user_data;
  const ConsoleRefusal refusal = { .reason = "There is one of that name" };
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, -made->id, error);

  return row != NULL && console_outbox_refuse (connection, row, &refusal, changes, error);
}

/* How many changes are in which state. */
typedef struct
{
  ConsoleFixture  *fixture;
  gint64           group;
  ConsoleEditState state;
} Wanted;

static gboolean
is_in_state (gpointer user_data)
{
  const Wanted *wanted = user_data;

  return console_outbox_list_get_edit_state (wanted->fixture->outbox, &bakery_option_group_type, wanted->group) ==
         wanted->state;
}

static const char *
find_blocker_name (ConsoleFixture *fixture,
                   gconstpointer   entity)
{
  ConsoleOutboxItem *item = console_outbox_list_find_blocker (fixture->outbox, entity);

  return item != NULL ? ((const BakeryOptionGroup *) console_outbox_item_get_after (item))->name : NULL;
}

static void
test_blocker (void)
{
  g_autoptr(ConsoleFixture) fixture = console_fixture_new (0);
  g_autoptr(BakeryCake) cake = bakery_cake_new ();
  g_autoptr(BakeryOption) option = bakery_option_new ();
  const gint64 known = 7;
  Made glaze = { "Glaze", 0 }, icing = { "Icing", 0 };

  console_fixture_write (fixture, write_group, &glaze);
  console_fixture_write (fixture, write_group, &icing);
  console_fixture_wait (is_in_state, &(Wanted) { fixture, icing.id, CONSOLE_EDIT_WAITING });
  cake->option_groups = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_assert_null (find_blocker_name (fixture, NULL));
  g_assert_null (find_blocker_name (fixture, cake));
  g_array_append_val (cake->option_groups, known);
  g_assert_null (find_blocker_name (fixture, cake));
  g_array_append_val (cake->option_groups, glaze.id);
  g_array_append_val (cake->option_groups, icing.id);
  g_assert_cmpstr (find_blocker_name (fixture, cake), ==, "Glaze");
  option->option_group = icing.id;
  g_assert_cmpstr (find_blocker_name (fixture, option), ==, "Icing");

  /* What will not go by itself counts for more. */
  console_fixture_write (fixture, write_refusal, &icing);
  console_fixture_wait (is_in_state, &(Wanted) { fixture, icing.id, CONSOLE_EDIT_REJECTED });
  g_assert_cmpstr (find_blocker_name (fixture, cake), ==, "Icing");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/outbox-list/blocker", test_blocker);

  return g_test_run ();
}
