/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits of any entity against a server that refuses and loses: they arrive once, merge, and nothing is dropped in silence. */

#include "config.h"

#include "console-cache-entities.h"
#include "console-cache-schema.h"
#include "console-outbox.h"
#include "sync-bench.h"

#include "bakery-cake.h"
#include "bakery-option.h"
#include "bakery-violations.h"

static void
set_text (char      **member,
          const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static BakeryCake *
new_cake (gint64      id,
          const char *name)
{
  BakeryCake *cake = bakery_cake_new ();

  cake->base.id = id;
  cake->store = 1;
  cake->price = 55000;
  set_text (&cake->currency, "INR");
  set_text (&cake->name, name);
  set_text (&cake->flavor, "Chocolate");
  set_text (&cake->size, "1 kg");

  return cake;
}

static gboolean
has_cake (gpointer user_data)
{
  SyncBench *bench = user_data;
  g_autoptr(BakeryConnection) connection = console_fixture_open_reader (bench->console);
  g_autoptr(BakeryCake) cake = console_cache_load_entity (connection, &bakery_cake_type, 1, NULL);

  return cake != NULL;
}

/* A console that knows the server's one cake. */
static void
start_with_cake (SyncBench *bench)
{
  g_autoptr(BakeryCake) cake = new_cake (1, "Black Forest");

  sync_bench_start (bench, 1);
  console_clock_set (bench->console->clock, 0);
  fake_server_put_entity (bench->server, cake);
  console_fixture_wait (has_cake, bench);
}

/* Waiting for what the repository does */

typedef struct
{
  gboolean is_done;
  gpointer entity;
  gint64   batch;
  GError  *error;
} Outcome;

static gboolean
is_done (gpointer user_data)
{
  return ((Outcome *) user_data)->is_done;
}

static void
wait_for (Outcome *outcome)
{
  console_fixture_wait (is_done, outcome);
  g_assert_no_error (outcome->error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->entity = console_repository_read_entity_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static gpointer
load (SyncBench              *bench,
      const BakeryEntityType *type,
      gint64                  id)
{
  Outcome outcome = { 0 };

  console_repository_read_entity_async (bench->console->repository, type, id, NULL, read_cb, &outcome);
  wait_for (&outcome);

  return outcome.entity;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->entity = console_repository_save_entity_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static gpointer
save (SyncBench    *bench,
      gconstpointer base,
      gconstpointer entity)
{
  Outcome outcome = { 0 };

  console_repository_save_entity_async (bench->console->repository, base, entity, NULL, saved_cb, &outcome);
  wait_for (&outcome);
  g_assert_nonnull (outcome.entity);

  return outcome.entity;
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Outcome *outcome = user_data;

  console_repository_delete_entity_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static void
delete (SyncBench    *bench,
        gconstpointer entity)
{
  Outcome outcome = { 0 };

  console_repository_delete_entity_async (bench->console->repository, entity, NULL, deleted_cb, &outcome);
  wait_for (&outcome);
}

static void
edit_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->entity = console_repository_read_edit_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static ConsoleEdit *
read_edit (SyncBench *bench)
{
  Outcome outcome = { 0 };

  console_repository_read_edit_async (bench->console->repository, &bakery_cake_type, 1, NULL, edit_read_cb, &outcome);
  wait_for (&outcome);
  g_assert_nonnull (outcome.entity);

  return outcome.entity;
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Outcome *outcome = user_data;

  console_repository_resolve_edit_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static void
resolve (SyncBench         *bench,
         const ConsoleEdit *edit,
         gconstpointer      entity)
{
  Outcome outcome = { 0 };

  console_repository_resolve_edit_async (bench->console->repository, edit, entity, NULL, resolved_cb, &outcome);
  wait_for (&outcome);
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Outcome *outcome = user_data;

  console_repository_discard_edit_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static void
discard (SyncBench         *bench,
         const ConsoleEdit *edit)
{
  Outcome outcome = { 0 };

  console_repository_discard_edit_async (bench->console->repository, edit, NULL, discarded_cb, &outcome);
  wait_for (&outcome);
}

static void
batch_saved_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->batch = console_repository_save_batch_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static void
batch_undone_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Outcome *outcome = user_data;

  console_repository_undo_batch_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static void
undo_batch (SyncBench *bench,
            gint64     batch)
{
  Outcome outcome = { 0 };

  console_repository_undo_batch_async (bench->console->repository, batch, NULL, batch_undone_cb, &outcome);
  wait_for (&outcome);
}

static void
rename_cake (SyncBench  *bench,
             gint64      id,
             const char *name)
{
  g_autoptr(BakeryCake) before = load (bench, &bakery_cake_type, id);
  g_autoptr(BakeryCake) after = bakery_cake_copy (before);
  g_autoptr(BakeryCake) saved = NULL;

  set_text (&after->name, name);
  saved = save (bench, before, after);
  g_assert_cmpstr (saved->name, ==, name);
}

/* The same, by somebody else. */
static void
change_elsewhere (SyncBench  *bench,
                  const char *name,
                  gint64      price)
{
  g_autoptr(BakeryCake) cake = bakery_cake_copy (fake_server_get_entity (bench->server, &bakery_cake_type, 1));

  if (name != NULL)
    {
      set_text (&cake->name, name);
    }
  cake->price = price != 0 ? price : cake->price;
  fake_server_put_entity (bench->server, cake);
}

static void
assert_cake (SyncBench  *bench,
             gint64      id,
             const char *name,
             gint64      price)
{
  const BakeryCake *there = fake_server_get_entity (bench->server, &bakery_cake_type, id);
  g_autoptr(BakeryCake) here = load (bench, &bakery_cake_type, id);

  g_assert_cmpstr (there->name, ==, name);
  g_assert_cmpint (there->price, ==, price);
  g_assert_cmpstr (here->name, ==, name);
  g_assert_cmpint (here->price, ==, price);
}

/* Tests */

static void
test_offline_arrives_once (void)
{
  const FakeRequest *request;
  SyncBench bench;

  start_with_cake (&bench);
  console_sync_set_offline (bench.sync, TRUE);
  rename_cake (&bench, 1, "Red Velvet");
  console_fixture_wait (sync_bench_has_pending, &bench);
  g_assert_cmpint (console_repository_get_edit_state (bench.console->repository, &bakery_cake_type, 1), ==,
                   CONSOLE_EDIT_WAITING);
  g_assert_cmpuint (fake_server_count_requests (bench.server, "cakes/1"), ==, 0);

  console_sync_set_offline (bench.sync, FALSE);
  console_fixture_wait (sync_bench_is_sent, &bench);
  assert_cake (&bench, 1, "Red Velvet", 55000);
  request = fake_server_find_request (bench.server, "cakes/1", 0);
  g_assert_cmpstr (request->method, ==, "PATCH");
  g_assert_cmpstr (request->body, ==, "{\"name\":\"Red Velvet\"}");
  g_assert_nonnull (request->if_match);
  g_assert_cmpuint (fake_server_count_requests (bench.server, "cakes/1"), ==, 1);
  sync_bench_finish (&bench);
}

static void
test_lost_answer (gconstpointer data)
{
  const FakeFailure failure = (FakeFailure) GPOINTER_TO_INT (data);
  g_autoptr(BakeryCake) cake = new_cake (0, "Lemon");
  g_autoptr(BakeryCake) saved = NULL;
  SyncBench bench;

  start_with_cake (&bench);
  fake_server_fail (bench.server, "cakes", failure, 503, 1);
  saved = save (&bench, NULL, cake);
  g_assert_cmpint (saved->base.id, <, 0);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_cmpuint (fake_server_count_requests (bench.server, "cakes"), ==, 2);
  g_assert_cmpuint (fake_server_count_entities (bench.server, &bakery_cake_type), ==, 2);
  sync_bench_finish (&bench);
}

static void
test_nothing_changed (void)
{
  g_autoptr(BakeryCake) cake = NULL;
  g_autoptr(BakeryCake) saved = NULL;
  SyncBench bench;

  start_with_cake (&bench);
  cake = load (&bench, &bakery_cake_type, 1);
  saved = save (&bench, cake, cake);
  g_assert_true (bakery_entity_equal (cake, saved));
  g_assert_true (sync_bench_is_sent (&bench));
  g_assert_cmpuint (fake_server_count_requests (bench.server, "cakes/1"), ==, 0);
  sync_bench_finish (&bench);
}

static void
named_cb (ConsoleRepository *repository,
          const char        *type,
          gint64             local_id,
          gint64             id,
          gpointer           user_data)
{
  g_assert_cmpint (local_id, <, 0);
  g_assert_cmpint (id, >, 0);
  (*(guint *) user_data)++;
}

static gint64
create_group (SyncBench *bench)
{
  g_autoptr(BakeryOptionGroup) group = bakery_option_group_new ();
  g_autoptr(BakeryOptionGroup) saved = NULL;

  group->store = 1;
  set_text (&group->name, "Filling");
  saved = save (bench, NULL, group);

  return saved->base.id;
}

static void
create_option (SyncBench *bench,
               gint64     group)
{
  g_autoptr(BakeryOption) option = bakery_option_new ();
  g_autoptr(BakeryOption) saved = NULL;

  option->option_group = group;
  set_text (&option->name, "Cherry");
  saved = save (bench, NULL, option);
  g_assert_cmpint (saved->option_group, ==, group);
}

static void
offer_group (SyncBench *bench,
             gint64     group)
{
  g_autoptr(BakeryCake) before = load (bench, &bakery_cake_type, 1);
  g_autoptr(BakeryCake) after = bakery_cake_copy (before);
  g_autoptr(BakeryCake) saved = NULL;

  after->option_groups = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (after->option_groups, group);
  saved = save (bench, before, after);
  g_assert_cmpint (g_array_index (saved->option_groups, gint64, 0), ==, group);
}

static guint
count_cached (SyncBench  *bench,
              const char *sql)
{
  g_autoptr(BakeryConnection) connection = console_fixture_open_reader (bench->console);
  g_autoptr(GArray) ids = console_fixture_query_ids (connection, sql);

  return ids->len;
}

static void
test_created_offline (void)
{
  const BakeryOption *option;
  const BakeryCake *cake;
  guint n_named = 0;
  gint64 group;
  SyncBench bench;

  start_with_cake (&bench);
  g_signal_connect (bench.console->repository, "entity-named", G_CALLBACK (named_cb), &n_named);
  console_sync_set_offline (bench.sync, TRUE);
  group = create_group (&bench);
  g_assert_cmpint (group, <, 0);
  create_option (&bench, group);
  offer_group (&bench, group);

  /* What waits for the group must not overtake it. */
  fake_server_fail (bench.server, "option-groups", FAKE_FAILURE_STATUS, 503, 1);
  console_sync_set_offline (bench.sync, FALSE);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_cmpuint (n_named, ==, 2);
  option = fake_server_get_entity (bench.server, &bakery_option_type, 1002);
  cake = fake_server_get_entity (bench.server, &bakery_cake_type, 1);
  g_assert_cmpint (option->option_group, ==, 1001);
  g_assert_cmpint (g_array_index (cake->option_groups, gint64, 0), ==, 1001);
  g_assert_cmpuint (count_cached (&bench, "SELECT id FROM option_groups WHERE id <> 1001"), ==, 0);
  g_assert_cmpuint (count_cached (&bench, "SELECT id FROM options WHERE option_group = 1001"), ==, 1);
  g_assert_cmpuint (count_cached (&bench, "SELECT id FROM cakes WHERE option_groups = '[1001]'"), ==, 1);
  sync_bench_finish (&bench);
}

static void
test_creation_given_up (void)
{
  g_autoptr(BakeryOptionGroup) created = NULL;
  gint64 group;
  SyncBench bench;

  start_with_cake (&bench);
  console_sync_set_offline (bench.sync, TRUE);
  group = create_group (&bench);
  create_option (&bench, group);
  offer_group (&bench, group);
  created = load (&bench, &bakery_option_group_type, group);
  delete (&bench, created);

  /* The option cannot be without its group; the cake can. */
  g_assert_cmpuint (count_cached (&bench, "SELECT id FROM option_groups"), ==, 0);
  g_assert_cmpuint (count_cached (&bench, "SELECT id FROM options"), ==, 0);
  g_assert_cmpuint (count_cached (&bench, "SELECT id FROM cakes WHERE option_groups = '[]'"), ==, 1);
  console_sync_set_offline (bench.sync, FALSE);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_cmpuint (fake_server_count_requests (bench.server, "option-groups"), ==, 0);
  sync_bench_finish (&bench);
}

static void
test_merge (void)
{
  SyncBench bench;

  start_with_cake (&bench);
  console_sync_set_offline (bench.sync, TRUE);
  rename_cake (&bench, 1, "Red Velvet");
  change_elsewhere (&bench, NULL, 60000);
  console_sync_set_offline (bench.sync, FALSE);
  console_fixture_wait (sync_bench_is_sent, &bench);
  assert_cake (&bench, 1, "Red Velvet", 60000);
  g_assert_cmpuint (console_sync_get_conflicts (bench.sync), ==, 0);
  sync_bench_finish (&bench);
}

static void
make_conflict (SyncBench *bench)
{
  g_autoptr(BakeryCake) shown = NULL;

  start_with_cake (bench);
  console_sync_set_offline (bench->sync, TRUE);
  rename_cake (bench, 1, "Red Velvet");
  change_elsewhere (bench, "Carrot", 60000);
  console_sync_set_offline (bench->sync, FALSE);
  console_fixture_wait (sync_bench_wants_decision, bench);
  shown = load (bench, &bakery_cake_type, 1);
  g_assert_cmpstr (shown->name, ==, "Carrot");
  g_assert_cmpint (console_repository_get_edit_state (bench->console->repository, &bakery_cake_type, 1), ==,
                   CONSOLE_EDIT_CONFLICT);
}

static void
test_conflict_resolved (void)
{
  g_autoptr(ConsoleEdit) edit = NULL;
  g_autoptr(BakeryCake) decision = NULL;
  SyncBench bench;

  make_conflict (&bench);
  edit = read_edit (&bench);
  g_assert_cmpint (edit->state, ==, CONSOLE_EDIT_CONFLICT);
  g_assert_cmpstr (((BakeryCake *) edit->base)->name, ==, "Black Forest");
  g_assert_cmpstr (((BakeryCake *) edit->mine)->name, ==, "Red Velvet");
  g_assert_cmpstr (((BakeryCake *) edit->theirs)->name, ==, "Carrot");
  decision = bakery_cake_copy (edit->theirs);
  set_text (&decision->name, "Red Velvet with Carrot");
  resolve (&bench, edit, decision);
  console_fixture_wait (sync_bench_is_sent, &bench);
  assert_cake (&bench, 1, "Red Velvet with Carrot", 60000);
  sync_bench_finish (&bench);
}

static void
test_conflict_given_up (void)
{
  g_autoptr(ConsoleEdit) edit = NULL;
  SyncBench bench;

  make_conflict (&bench);
  edit = read_edit (&bench);
  discard (&bench, edit);
  console_fixture_wait (sync_bench_is_sent, &bench);
  assert_cake (&bench, 1, "Carrot", 60000);
  sync_bench_finish (&bench);
}

static void
test_rejected (void)
{
  g_autoptr(BakeryCake) before = NULL;
  g_autoptr(BakeryCake) after = NULL;
  g_autoptr(BakeryCake) saved = NULL;
  g_autoptr(ConsoleEdit) edit = NULL;
  SyncBench bench;

  start_with_cake (&bench);
  before = load (&bench, &bakery_cake_type, 1);
  after = bakery_cake_copy (before);
  after->work_minutes = 99999;
  saved = save (&bench, before, after);
  g_assert_cmpint (saved->work_minutes, ==, 99999);
  console_fixture_wait (sync_bench_wants_decision, &bench);

  g_clear_pointer (&saved, bakery_cake_unref);
  saved = load (&bench, &bakery_cake_type, 1);
  g_assert_cmpint (saved->work_minutes, ==, before->work_minutes);
  edit = read_edit (&bench);
  g_assert_cmpint (edit->state, ==, CONSOLE_EDIT_REJECTED);
  g_assert_cmpint (((BakeryCake *) edit->mine)->work_minutes, ==, 99999);
  g_assert_true (bakery_violations_has_field (edit->violations, "work_minutes"));

  after->work_minutes = 90;
  resolve (&bench, edit, after);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_cmpint (((BakeryCake *) fake_server_get_entity (bench.server, &bakery_cake_type, 1))->work_minutes, ==, 90);
  sync_bench_finish (&bench);
}

static void
test_deleted_elsewhere (void)
{
  g_autoptr(ConsoleEdit) edit = NULL;
  gpointer shown;
  SyncBench bench;

  start_with_cake (&bench);
  console_sync_set_offline (bench.sync, TRUE);
  rename_cake (&bench, 1, "Red Velvet");
  fake_server_delete_entity (bench.server, &bakery_cake_type, 1);
  console_sync_set_offline (bench.sync, FALSE);
  console_fixture_wait (sync_bench_wants_decision, &bench);
  shown = load (&bench, &bakery_cake_type, 1);
  g_assert_null (shown);
  edit = read_edit (&bench);
  g_assert_cmpstr (((BakeryCake *) edit->mine)->name, ==, "Red Velvet");
  discard (&bench, edit);
  console_fixture_wait (sync_bench_is_sent, &bench);
  sync_bench_finish (&bench);
}

static void
test_delete (void)
{
  g_autoptr(BakeryCake) cake = NULL;
  gpointer shown;
  SyncBench bench;

  start_with_cake (&bench);
  cake = load (&bench, &bakery_cake_type, 1);
  delete (&bench, cake);
  shown = load (&bench, &bakery_cake_type, 1);
  g_assert_null (shown);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_null (fake_server_get_entity (bench.server, &bakery_cake_type, 1));
  sync_bench_finish (&bench);
}

/* Batches: the cake of the server is renamed, and another one is new. */
static gint64
save_batch (SyncBench *bench)
{
  g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  BakeryCake *renamed;
  Outcome outcome = { 0 };

  g_ptr_array_add (bases, load (bench, &bakery_cake_type, 1));
  renamed = bakery_cake_copy (g_ptr_array_index (bases, 0));
  set_text (&renamed->name, "Red Velvet");
  g_ptr_array_add (entities, renamed);
  g_ptr_array_add (bases, NULL);
  g_ptr_array_add (entities, new_cake (0, "Lemon"));
  console_repository_save_batch_async (bench->console->repository, bases, entities, NULL, batch_saved_cb, &outcome);
  wait_for (&outcome);
  g_assert_cmpint (outcome.batch, !=, 0);
  g_assert_cmpuint (count_cached (bench, "SELECT id FROM cakes"), ==, 2);

  return outcome.batch;
}

static void
test_batch_undone_unsent (void)
{
  gint64 batch;
  SyncBench bench;

  start_with_cake (&bench);
  console_sync_set_offline (bench.sync, TRUE);
  batch = save_batch (&bench);
  undo_batch (&bench, batch);
  assert_cake (&bench, 1, "Black Forest", 55000);
  g_assert_cmpuint (count_cached (&bench, "SELECT id FROM cakes"), ==, 1);
  console_sync_set_offline (bench.sync, FALSE);
  console_fixture_wait (sync_bench_is_online, &bench);
  console_fixture_wait (sync_bench_is_sent, &bench);
  g_assert_cmpuint (fake_server_count_requests (bench.server, "cakes"), ==, 0);
  sync_bench_finish (&bench);
}

static void
test_batch_undone_sent (void)
{
  gint64 batch;
  SyncBench bench;

  start_with_cake (&bench);
  batch = save_batch (&bench);
  console_fixture_wait (sync_bench_is_sent, &bench);
  assert_cake (&bench, 1, "Red Velvet", 55000);
  g_assert_cmpuint (fake_server_count_entities (bench.server, &bakery_cake_type), ==, 2);
  change_elsewhere (&bench, NULL, 60000);

  undo_batch (&bench, batch);
  console_fixture_wait (sync_bench_is_sent, &bench);
  assert_cake (&bench, 1, "Black Forest", 60000);
  g_assert_cmpuint (fake_server_count_entities (bench.server, &bakery_cake_type), ==, 1);
  g_assert_cmpuint (count_cached (&bench, "SELECT id FROM cakes"), ==, 1);
  sync_bench_finish (&bench);
}

/* Complaints */

static void
replied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->entity = console_repository_reply_finish (CONSOLE_REPOSITORY (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static gboolean
has_complaint (gpointer user_data)
{
  return count_cached (user_data, "SELECT id FROM complaints") == 1;
}

static void
test_reply (void)
{
  g_autoptr(BakeryComplaint) complaint = bakery_complaint_new ();
  g_autoptr(BakeryComplaint) answered = NULL;
  const BakeryComplaint *there;
  Outcome outcome = { 0 };
  SyncBench bench;

  complaint->base.id = 1;
  complaint->store = 1;
  set_text (&complaint->text, "The cake was late");
  start_with_cake (&bench);
  fake_server_put_entity (bench.server, complaint);
  console_fixture_wait (has_complaint, &bench);
  console_sync_set_offline (bench.sync, TRUE);
  console_repository_reply_async (bench.console->repository, complaint, "We are sorry", NULL, replied_cb, &outcome);
  wait_for (&outcome);
  answered = outcome.entity;
  g_assert_cmpint (answered->state, ==, BAKERY_COMPLAINT_ANSWERED);
  g_assert_cmpuint (answered->replies->len, ==, 1);

  console_sync_set_offline (bench.sync, FALSE);
  console_fixture_wait (sync_bench_is_sent, &bench);
  there = fake_server_get_entity (bench.server, &bakery_complaint_type, 1);
  g_assert_cmpuint (there->replies->len, ==, 1);
  g_assert_cmpint (there->state, ==, BAKERY_COMPLAINT_ANSWERED);
  sync_bench_finish (&bench);
}

/* Crashes */

static gboolean
mark_as_sending (BakeryConnection    *connection,
                 ConsoleCacheChanges *changes,
                 gpointer             user_data,
                 GError             **error)
{
  return bakery_connection_execute (connection, "UPDATE outbox SET state = 'sending', attempts = 1", error);
}

static void
test_killed_while_sending (void)
{
  SyncBench bench;

  start_with_cake (&bench);
  console_sync_set_offline (bench.sync, TRUE);
  rename_cake (&bench, 1, "Red Velvet");
  console_fixture_write (bench.console, mark_as_sending, NULL);
  console_sync_stop (bench.sync);
  console_fixture_reopen (bench.console);
  console_sync_set_offline (bench.sync, FALSE);
  console_sync_start (bench.sync, bench.console->cache);
  console_fixture_wait (sync_bench_is_sent, &bench);
  assert_cake (&bench, 1, "Red Velvet", 55000);
  sync_bench_finish (&bench);
}

int
main (int    argc,
      char **argv)
{
  /* The isolated folders hide the schemas that the desktop's own resolver wants. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/edits/offline-arrives-once", test_offline_arrives_once);
  g_test_add_data_func ("/edits/answer-lost", GINT_TO_POINTER (FAKE_FAILURE_LOSE), test_lost_answer);
  g_test_add_data_func ("/edits/request-dropped", GINT_TO_POINTER (FAKE_FAILURE_DROP), test_lost_answer);
  g_test_add_data_func ("/edits/server-busy", GINT_TO_POINTER (FAKE_FAILURE_STATUS), test_lost_answer);
  g_test_add_func ("/edits/nothing-changed", test_nothing_changed);
  g_test_add_func ("/edits/created-offline", test_created_offline);
  g_test_add_func ("/edits/creation-given-up", test_creation_given_up);
  g_test_add_func ("/edits/merge", test_merge);
  g_test_add_func ("/edits/conflict-resolved", test_conflict_resolved);
  g_test_add_func ("/edits/conflict-given-up", test_conflict_given_up);
  g_test_add_func ("/edits/rejected", test_rejected);
  g_test_add_func ("/edits/deleted-elsewhere", test_deleted_elsewhere);
  g_test_add_func ("/edits/delete", test_delete);
  g_test_add_func ("/edits/batch-undone-unsent", test_batch_undone_unsent);
  g_test_add_func ("/edits/batch-undone-sent", test_batch_undone_sent);
  g_test_add_func ("/edits/reply", test_reply);
  g_test_add_func ("/edits/killed-while-sending", test_killed_while_sending);

  return g_test_run ();
}
