/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entities as a list model: what fits the query is there in its order, items keep their identity, memory stays small. */

#include "config.h"

#include "console-cache-entities.h"
#include "console-entity-list.h"
#include "console-fixture.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-feedback.h"

#define N_CAKES 220

static void
set_text (char      **member,
          const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static BakeryCake *
new_cake (gint64 id)
{
  BakeryCake *cake = bakery_cake_new ();

  cake->base.id = id;
  cake->base.revision = 1;
  cake->store = 1 + id % 2;
  cake->price = 1000 * (N_CAKES - id);
  cake->availability = id % 10 != 0;
  g_free (cake->name);
  cake->name = g_strdup_printf ("Cake %03" G_GINT64_FORMAT, id);
  set_text (&cake->flavor, id % 4 == 0 ? "Crème brûlée" : "Chocolate");
  if (id % 5 == 0)
    {
      cake->dietary = g_strsplit (id % 15 == 0 ? "vegan nut-free" : "vegan", " ", -1);
    }

  return cake;
}

static gboolean
write_cakes (BakeryConnection    *connection,
             ConsoleCacheChanges *changes,
             gpointer             user_data,
             GError             **error)
{
  for (gint64 id = 1; id <= N_CAKES; id++)
    {
      g_autoptr(BakeryCake) cake = new_cake (id);

      if (!console_cache_put_entity (connection, cake, changes, error))
        {
          return FALSE;
        }
    }

  return TRUE;
}

typedef struct
{
  ConsoleFixture    *console;
  ConsoleEntityList *list;
  guint              position;
  guint              removed;
  guint              added;
  guint              n_signals;
} Bench;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  Bench *bench = user_data;

  bench->position = position;
  bench->removed = removed;
  bench->added = added;
  bench->n_signals++;
}

static gboolean
is_listed (gpointer user_data)
{
  return !console_entity_list_is_loading (user_data);
}

static void
list (Bench                    *bench,
      const ConsoleEntityQuery *query)
{
  console_entity_list_set_query (bench->list, query);
  console_fixture_wait (is_listed, bench->list);
}

static void
start (Bench *bench)
{
  const ConsoleEntityQuery query = { .sort_field = "name" };

  *bench = (Bench) { .console = console_fixture_new (0) };
  console_fixture_write (bench->console, write_cakes, NULL);
  bench->list = console_entity_list_new (bench->console->repository, &bakery_cake_type);
  g_signal_connect (bench->list, "items-changed", G_CALLBACK (items_changed_cb), bench);
  list (bench, &query);
}

static void
finish (Bench *bench)
{
  g_object_unref (bench->list);
  console_fixture_free (bench->console);
}

static guint
count (Bench *bench)
{
  return g_list_model_get_n_items (G_LIST_MODEL (bench->list));
}

static gboolean
is_loaded (gpointer user_data)
{
  return console_entity_item_get_entity (user_data) != NULL;
}

static ConsoleEntityItem *
load_item (Bench *bench,
           guint  position)
{
  ConsoleEntityItem *item = g_list_model_get_item (G_LIST_MODEL (bench->list), position);

  g_assert_nonnull (item);
  console_fixture_wait (is_loaded, item);

  return item;
}

static gint64
id_at (Bench *bench,
       guint  position)
{
  g_autoptr(ConsoleEntityItem) item = load_item (bench, position);

  g_assert_cmpint (console_entity_item_get_id (item), ==, BAKERY_ENTITY (console_entity_item_get_entity (item))->id);
  return console_entity_item_get_id (item);
}

static void
test_order (void)
{
  const ConsoleEntityQuery by_price = { .sort_field = "price" };
  const ConsoleEntityQuery by_name = { .sort_field = "name", .descending = TRUE };
  Bench bench;

  start (&bench);
  g_assert_cmpuint (count (&bench), ==, N_CAKES);
  g_assert_cmpint (id_at (&bench, 0), ==, 1);
  g_assert_cmpint (id_at (&bench, N_CAKES - 1), ==, N_CAKES);
  list (&bench, &by_price);
  g_assert_cmpint (id_at (&bench, 0), ==, N_CAKES);
  list (&bench, &by_name);
  g_assert_cmpint (id_at (&bench, 0), ==, N_CAKES);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (bench.list), N_CAKES));
  finish (&bench);
}

static void
test_query (void)
{
  const ConsoleEntityFilter unavailable[] = { { "availability", "false" }, { NULL } };
  const ConsoleEntityFilter vegan[] = { { "dietary", "vegan" }, { NULL } };
  const ConsoleEntityFilter both[] = { { "dietary", "vegan" }, { "dietary", "nut-free" }, { NULL } };
  const ConsoleEntityFilter either[] = { { "name", "Cake 007" }, { "name", "Cake 009" }, { NULL } };
  const ConsoleEntityFilter none[] = { { "dietary", NULL }, { NULL } };
  const ConsoleEntityFilter any[] = { { "dietary", CONSOLE_ENTITY_FILTER_ANY }, { NULL } };
  const ConsoleEntityFilter unknown[] = { { "no_such_field", "1" }, { NULL } };
  const char *const names[] = { "name", NULL };
  const struct
  {
    ConsoleEntityQuery query;
    guint              n;
  } cases[] = {
    { { .store = 2 }, N_CAKES / 2 },
    { { .filters = unavailable }, N_CAKES / 10 },
    { { .filters = vegan }, N_CAKES / 5 },
    { { .filters = both }, N_CAKES / 15 },
    { { .filters = either }, 2 },
    { { .filters = none }, N_CAKES - N_CAKES / 5 },
    { { .filters = any }, N_CAKES / 5 },
    { { .filters = unknown }, N_CAKES },
    { { .store = 1, .filters = unavailable }, N_CAKES / 10 },
    { { .text = "creme BRU" }, N_CAKES / 4 },
    { { .text = "creme", .text_fields = names }, 0 },
    { { .text = "cake 21" }, 10 },
    { { .text = "" }, N_CAKES },
  };
  Bench bench;

  start (&bench);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      list (&bench, &cases[i].query);
      g_test_message ("case %u", i);
      g_assert_cmpuint (count (&bench), ==, cases[i].n);
    }
  finish (&bench);
}

/* Gives cake 2 another name. */
static gboolean
rename_cake (BakeryConnection    *connection,
             ConsoleCacheChanges *changes,
             gpointer             user_data,
             GError             **error)
{
  g_autoptr(BakeryCake) cake = new_cake (2);

  cake->base.revision = 2;
  set_text (&cake->name, user_data);
  return console_cache_put_entity (connection, cake, changes, error);
}

static gboolean
is_last (gpointer user_data)
{
  Bench *bench = user_data;
  guint position = 0;

  return console_entity_list_find (bench->list, 2, &position) && position == N_CAKES - 1;
}

static gboolean
is_renamed (gpointer user_data)
{
  const BakeryCake *cake = console_entity_item_get_entity (user_data);

  return g_str_equal (cake->name, "Cake 002 again");
}

static void
test_item_stays (void)
{
  g_autoptr(ConsoleEntityItem) item = NULL;
  g_autoptr(ConsoleEntityItem) later = NULL;
  Bench bench;

  start (&bench);
  item = load_item (&bench, 1);
  console_fixture_write (bench.console, rename_cake, (gpointer) "Zebra");
  console_fixture_wait (is_last, &bench);
  later = load_item (&bench, N_CAKES - 1);
  g_assert_true (item == later);
  g_assert_cmpuint (bench.removed, ==, N_CAKES - 1);

  /* The name it is sorted by is another one, its place is not: nothing moves. */
  console_fixture_write (bench.console, rename_cake, (gpointer) "Cake 002");
  console_fixture_write (bench.console, rename_cake, (gpointer) "Cake 002 again");
  console_fixture_wait (is_renamed, item);
  finish (&bench);
}

static gboolean
remove_cake (BakeryConnection    *connection,
             ConsoleCacheChanges *changes,
             gpointer             user_data,
             GError             **error)
{
  return console_cache_remove_entity (connection, &bakery_cake_type, 3, changes, error);
}

static gboolean
is_told (gpointer user_data)
{
  return ((Bench *) user_data)->n_signals > 0;
}

static void
test_smallest_change (void)
{
  Bench bench;

  start (&bench);
  bench.n_signals = 0;
  console_fixture_write (bench.console, remove_cake, NULL);
  console_fixture_wait (is_told, &bench);
  g_assert_cmpuint (bench.position, ==, 2);
  g_assert_cmpuint (bench.removed, ==, 1);
  g_assert_cmpuint (bench.added, ==, 0);
  finish (&bench);
}

/* Another account's files: everything goes, and comes again. */
static void
test_reset (void)
{
  Bench bench;

  start (&bench);
  console_repository_set_cache (bench.console->repository, NULL);
  g_assert_cmpuint (count (&bench), ==, 0);
  console_repository_set_cache (bench.console->repository, bench.console->cache);
  console_fixture_wait (is_listed, bench.list);
  g_assert_cmpuint (count (&bench), ==, N_CAKES);
  finish (&bench);
}

static gboolean
write_account (BakeryConnection    *connection,
               ConsoleCacheChanges *changes,
               gpointer             user_data,
               GError             **error)
{
  g_autoptr(BakeryAccount) account = bakery_account_new ();
  const gint64 store = 2;

  account->base.id = 9;
  account->stores = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (account->stores, store);
  return console_cache_put_entity (connection, account, changes, error);
}

/* What the server keeps in a table of its own belongs to the row of a cache. */
static void
test_stores_of_accounts (void)
{
  g_autoptr(ConsoleFixture) console = console_fixture_new (0);
  g_autoptr(ConsoleEntityList) people = NULL;
  const ConsoleEntityQuery query = { .store = 2 };

  console_fixture_write (console, write_account, NULL);
  people = console_entity_list_new (console->repository, &bakery_account_type);
  console_entity_list_set_query (people, &query);
  console_fixture_wait (is_listed, people);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (people)), ==, 1);
}

static gboolean
write_complaints (BakeryConnection    *connection,
                  ConsoleCacheChanges *changes,
                  gpointer             user_data,
                  GError             **error)
{
  for (gint64 store = 0; store <= 2; store++)
    {
      g_autoptr(BakeryComplaint) complaint = bakery_complaint_new ();

      complaint->base.id = 1 + store;
      complaint->store = store;
      if (!console_cache_put_entity (connection, complaint, changes, error))
        return FALSE;
    }

  return TRUE;
}

/* A complaint about the site itself is about no store, and is there whichever is looked at. */
static void
test_without_store (void)
{
  g_autoptr(ConsoleFixture) console = console_fixture_new (0);
  g_autoptr(ConsoleEntityList) complaints = NULL;
  const ConsoleEntityQuery query = { .store = 2 };

  console_fixture_write (console, write_complaints, NULL);
  complaints = console_entity_list_new (console->repository, &bakery_complaint_type);
  console_entity_list_set_query (complaints, &query);
  console_fixture_wait (is_listed, complaints);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (complaints)), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/entity-list/order", test_order);
  g_test_add_func ("/entity-list/query", test_query);
  g_test_add_func ("/entity-list/item-stays", test_item_stays);
  g_test_add_func ("/entity-list/smallest-change", test_smallest_change);
  g_test_add_func ("/entity-list/reset", test_reset);
  g_test_add_func ("/entity-list/stores-of-accounts", test_stores_of_accounts);
  g_test_add_func ("/entity-list/without-store", test_without_store);

  return g_test_run ();
}
