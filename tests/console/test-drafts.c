/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed and not saved: it is there again however the console ended, and under the server's name once there is one. */

#include "config.h"

#include "console-cache-schema.h"
#include "console-drafts.h"
#include "console-fixture.h"
#include "console-outbox.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-feedback.h"
#include "bakery-option.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

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
  set_text (&cake->name, name);

  return cake;
}

static const char *
find_name (ConsoleDrafts *drafts,
           gint64         id)
{
  const ConsoleDraft *draft = console_drafts_find (drafts, &bakery_cake_type, id);

  return draft != NULL ? ((const BakeryCake *) draft->entity)->name : NULL;
}

/* Types @name over what the cake @id is called. */
static void
type (ConsoleDrafts *drafts,
      gint64         id,
      const char    *name)
{
  g_autoptr(BakeryCake) saved = new_cake (id, id != 0 ? "Black Forest" : "");
  g_autoptr(BakeryCake) typed = new_cake (id, name);

  saved->base.revision = typed->base.revision = id != 0 ? 7 : 0;
  console_drafts_put (drafts, saved, typed, *name != '\0');
}

static void
count_cb (ConsoleDrafts *drafts,
          const char    *type_name,
          gint64         id,
          guint         *n_changes)
{
  (*n_changes)++;
}

static void
test_memory (void)
{
  g_autoptr(ConsoleDrafts) drafts = console_drafts_new ();
  guint n_changes = 0;

  g_signal_connect (drafts, "changed", G_CALLBACK (count_cb), &n_changes);
  type (drafts, 9, "Cherry");
  type (drafts, 0, "");
  type (drafts, 9, "Cherry Dream");
  g_assert_cmpuint (console_drafts_get_n_drafts (drafts), ==, 2);
  g_assert_cmpuint (n_changes, ==, 3);
  g_assert_cmpstr (find_name (drafts, 9), ==, "Cherry Dream");
  g_assert_null (console_drafts_find (drafts, &bakery_option_type, 9));

  console_drafts_remove (drafts, &bakery_cake_type, 9);
  console_drafts_remove (drafts, &bakery_cake_type, 9);
  g_assert_cmpuint (n_changes, ==, 4);
  g_assert_cmpuint (console_drafts_get_n_drafts (drafts), ==, 1);
}

/* Another run of the console */

static void
restored_cb (ConsoleDrafts *drafts,
             guint          n,
             guint         *n_restored)
{
  *n_restored = n;
}

static gboolean
is_not_zero (gpointer user_data)
{
  return *(guint *) user_data != 0;
}

static ConsoleDrafts *
restore (ConsoleCache *cache)
{
  ConsoleDrafts *drafts = console_drafts_new ();
  guint n_restored = 0;

  g_signal_connect (drafts, "restored", G_CALLBACK (restored_cb), &n_restored);
  console_drafts_set_cache (drafts, cache);
  console_fixture_wait (is_not_zero, &n_restored);
  g_signal_handlers_disconnect_by_data (drafts, &n_restored);
  g_assert_cmpuint (console_drafts_get_n_drafts (drafts), ==, n_restored);

  return drafts;
}

static gboolean
write_nothing (BakeryConnection    *connection,
               ConsoleCacheChanges *changes,
               gpointer             user_data,
               GError             **error)
{
  return TRUE;
}

/* An orderly end writes what was typed a moment before. Passwords stay in memory. */
static void
test_end (void)
{
  g_autoptr(ConsoleFixture) fixture = console_fixture_new (0);
  g_autoptr(ConsoleDrafts) before = console_drafts_new ();
  g_autoptr(ConsoleDrafts) after = NULL;
  g_autoptr(BakeryAccount) account = bakery_account_new ();
  g_autoptr(BakeryComplaintReply) reply = bakery_complaint_reply_new ();
  const ConsoleDraft *draft;

  set_text (&account->first_name, "Asha");
  set_text (&account->password, "correct horse");
  reply->base.id = 12;
  set_text (&reply->text, "We are sorry");
  console_fixture_write (fixture, write_nothing, NULL);
  console_drafts_set_cache (before, fixture->cache);
  type (before, 5, "Not wanted");
  console_drafts_remove (before, &bakery_cake_type, 5);
  type (before, 9, "Cherry");
  type (before, 0, "");
  console_drafts_put (before, bakery_entity_peek_initial (&bakery_account_type), account, TRUE);
  console_drafts_put (before, reply, reply, TRUE);
  console_drafts_set_cache (before, NULL);
  g_assert_cmpuint (console_drafts_get_n_drafts (before), ==, 0);
  console_fixture_reopen (fixture);

  after = restore (fixture->cache);
  g_assert_cmpuint (console_drafts_get_n_drafts (after), ==, 4);
  draft = console_drafts_find (after, &bakery_cake_type, 9);
  g_assert_true (draft->is_valid);
  g_assert_cmpstr (((BakeryCake *) draft->base)->name, ==, "Black Forest");
  g_assert_cmpstr (((BakeryCake *) draft->entity)->name, ==, "Cherry");
  g_assert_cmpint (draft->base->revision, ==, 7);
  g_assert_false (console_drafts_find (after, &bakery_cake_type, 0)->is_valid);
  draft = console_drafts_find (after, &bakery_account_type, 0);
  g_assert_cmpstr (((BakeryAccount *) draft->entity)->first_name, ==, "Asha");
  g_assert_cmpstr (((BakeryAccount *) draft->entity)->password, !=, "correct horse");
  draft = console_drafts_find (after, &bakery_complaint_reply_type, 12);
  g_assert_cmpstr (((BakeryComplaintReply *) draft->entity)->text, ==, "We are sorry");
}

static gboolean
has_draft_file (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, CONSOLE_OUTBOX_FILE, NULL);
  g_autoptr(BakeryConnection) connection = bakery_connection_open (path, BAKERY_CONNECTION_READ_ONLY, NULL);
  g_autoptr(BakeryStatement) statement = NULL;
  gboolean has_row = FALSE;

  if (connection != NULL)
    statement = bakery_connection_prepare (connection, "SELECT 1 FROM draft WHERE entity = 'cake'", NULL);

  return statement != NULL && bakery_statement_step (statement, &has_row, NULL) && has_row;
}

/* A child that types, says so when that is on the disk, and is killed, without an end of any kind. It looks for itself: from
 * outside one would meet the file while it is made, and be in the way of that. */
G_GNUC_NORETURN static void
type_until_killed (const char *folder,
                   int         told)
{
  g_autoptr(ConsoleCache) cache = console_cache_new (folder);
  g_autoptr(ConsoleDrafts) drafts = console_drafts_new ();

  console_cache_open (cache);
  console_drafts_set_cache (drafts, cache);
  type (drafts, 0, "Opera");
  while (!has_draft_file (folder))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (write (told, "", 1), ==, 1);
  while (TRUE)
    pause ();
}

static void
test_kill (void)
{
  g_autofree char *folder = g_dir_make_tmp ("drafts-XXXXXX", NULL);
  g_autoptr(ConsoleCache) cache = console_cache_new (folder);
  g_autoptr(ConsoleDrafts) drafts = NULL;
  char byte;
  int told[2];
  pid_t child;

  g_assert_cmpint (pipe (told), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    type_until_killed (folder, told[1]);
  close (told[1]);
  g_assert_cmpint (read (told[0], &byte, 1), ==, 1);
  close (told[0]);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);

  console_cache_open (cache);
  drafts = restore (cache);
  g_assert_cmpstr (find_name (drafts, 0), ==, "Opera");
  console_drafts_set_cache (drafts, NULL);
  console_cache_close (cache);
}

/* The server's names */

static gboolean
write_group (BakeryConnection    *connection,
             ConsoleCacheChanges *changes,
             gpointer             user_data,
             GError             **error)
{
  g_autoptr(BakeryOptionGroup) group = bakery_option_group_new ();

  group->store = 1;
  set_text (&group->name, "Glaze");
  return console_outbox_add_edit (connection, NULL, group, 0, CONSOLE_FIXTURE_NOW, user_data, changes, error);
}

static gboolean
write_acceptance (BakeryConnection    *connection,
                  ConsoleCacheChanges *changes,
                  gpointer             user_data,
                  GError             **error)
{
  g_autoptr(ConsoleOutboxRow) row = console_outbox_read_row (connection, -*(gint64 *) user_data, error);
  g_autoptr(BakeryOptionGroup) group = bakery_option_group_copy (row->after);

  group->base.id = 1001;
  group->base.revision = 9;
  return console_outbox_accept (connection, row, group, changes, error);
}

/* A group made here and typed into, and a cake that names it. */
static void
type_into_group (ConsoleDrafts *drafts,
                 gint64         group)
{
  g_autoptr(BakeryOptionGroup) saved = bakery_option_group_new ();
  g_autoptr(BakeryOptionGroup) typed = NULL;
  g_autoptr(BakeryCake) cake = new_cake (9, "Cherry");

  saved->base.id = group;
  typed = bakery_option_group_copy (saved);
  set_text (&typed->name, "Icing");
  console_drafts_put (drafts, saved, typed, TRUE);
  cake->option_groups = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (cake->option_groups, group);
  console_drafts_put (drafts, cake, cake, TRUE);
}

static void
check_renamed (ConsoleDrafts *drafts,
               gint64         local_id)
{
  const ConsoleDraft *draft = console_drafts_find (drafts, &bakery_option_group_type, 1001);

  g_assert_nonnull (draft);
  g_assert_cmpint (draft->base->id, ==, 1001);
  g_assert_cmpstr (((BakeryOptionGroup *) draft->entity)->name, ==, "Icing");
  g_assert_null (console_drafts_find (drafts, &bakery_option_group_type, local_id));
}

static void
test_names (void)
{
  g_autoptr(ConsoleFixture) fixture = console_fixture_new (0);
  g_autoptr(ConsoleDrafts) drafts = console_drafts_new ();
  g_autoptr(ConsoleDrafts) after = NULL;
  const BakeryCake *cake;
  gint64 group;

  console_drafts_set_cache (drafts, fixture->cache);
  console_fixture_write (fixture, write_group, &group);
  g_assert_cmpint (group, <, 0);
  type_into_group (drafts, group);
  console_drafts_rename (drafts, "option_group", group, 1001);
  check_renamed (drafts, group);
  cake = (const BakeryCake *) console_drafts_find (drafts, &bakery_cake_type, 9)->entity;
  g_assert_cmpint (g_array_index (cake->option_groups, gint64, 0), ==, 1001);

  console_drafts_set_cache (drafts, NULL);
  console_fixture_reopen (fixture);
  after = restore (fixture->cache);
  check_renamed (after, group);
}

/* The console ended after the server named it and before the draft heard: the transaction that names it tells the draft. */
static void
test_names_unheard (void)
{
  g_autoptr(ConsoleFixture) fixture = console_fixture_new (0);
  g_autoptr(ConsoleDrafts) drafts = console_drafts_new ();
  g_autoptr(ConsoleDrafts) after = NULL;
  gint64 group;

  console_fixture_write (fixture, write_group, &group);
  console_drafts_set_cache (drafts, fixture->cache);
  type_into_group (drafts, group);
  console_drafts_set_cache (drafts, NULL);
  console_fixture_write (fixture, write_acceptance, &group);

  console_fixture_reopen (fixture);
  after = restore (fixture->cache);
  check_renamed (after, group);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/drafts/kill", test_kill);
  g_test_add_func ("/drafts/memory", test_memory);
  g_test_add_func ("/drafts/end", test_end);
  g_test_add_func ("/drafts/names", test_names);
  g_test_add_func ("/drafts/names-unheard", test_names_unheard);

  return g_test_run ();
}
