/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records: every entity type, with a value in every field, there and back in both layouts; and the server's schema, which
 * must have a column for every field. */

#include "config.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-error.h"
#include "bakery-order.h"
#include "bakery-records.h"
#include "bakery-store.h"
#include "storage-entities.h"
#include "storage-fixture.h"

#include <string.h>

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Runs those of the server's migrations whose names come after @after and not after @until, as they are run. */
static void
migrate (BakeryConnection *connection,
         const char       *after,
         const char       *until)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "sql", "server", NULL);
  g_autoptr(GDir) dir = NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  const char *name;

  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (strcmp (name, after) > 0 && strcmp (name, until) <= 0)
        {
          g_ptr_array_add (names, g_build_filename (folder, name, NULL));
        }
    }

  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *script = NULL;

      g_file_get_contents (names->pdata[i], &script, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (bakery_connection_begin (connection, &error));
      bakery_connection_execute_script (connection, script, &error);
      g_assert_no_error (error);
      g_assert_true (bakery_connection_commit (connection, &error));
    }
}

static void
execute (BakeryConnection *connection,
         const char       *sql)
{
  g_autoptr(GError) error = NULL;

  bakery_connection_execute (connection, sql, &error);
  g_assert_no_error (error);
}

/* The server's tables. What is generated here refers to nothing, so references are not enforced. */
static void
create_tables (BakeryConnection *connection)
{
  migrate (connection, "", "999");
  execute (connection, "PRAGMA foreign_keys = OFF");
}

static void
create_documents (BakeryConnection *connection)
{
  for (guint i = 0; bakery_entity_types[i] != NULL; i++)
    {
      g_autofree char *sql = bakery_records_dup_create_table (bakery_entity_types[i]);
      g_autoptr(GError) error = NULL;

      bakery_connection_execute (connection, sql, &error);
      g_assert_no_error (error);
    }
}

static void
create (BakeryConnection   *connection,
        BakeryRecordsLayout layout)
{
  if (layout == BAKERY_RECORDS_TABLES)
    {
      create_tables (connection);
    }
  else
    {
      create_documents (connection);
    }
}

static void
assert_stored (BakeryConnection   *connection,
               BakeryEntity       *entity,
               BakeryRecordsLayout layout)
{
  g_autoptr(GError) error = NULL;
  BakeryEntity *loaded = bakery_records_load (connection, entity->type, entity->id, layout, &error);

  g_assert_no_error (error);
  g_assert_cmpint (loaded->id, ==, entity->id);
  g_assert_cmpint (loaded->revision, ==, entity->revision);
  for (guint i = 0; i < entity->type->n_fields; i++)
    {
      const BakeryField *field = &entity->type->fields[i];

      if (!bakery_field_equal (loaded, entity, field))
        {
          g_error ("%s.%s came back changed", entity->type->name, field->name);
        }
    }

  bakery_entity_unref (loaded);
}

static void
assert_not_found (BakeryConnection       *connection,
                  const BakeryEntityType *type,
                  gint64                  id,
                  BakeryRecordsLayout     layout)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (bakery_records_load (connection, type, id, layout, &error));
  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND);
}

static void
give_child_ids (BakeryEntity *entity)
{
  for (guint i = 0; i < entity->type->n_fields; i++)
    {
      const BakeryField *field = &entity->type->fields[i];

      if (field->type == BAKERY_FIELD_CHILDREN)
        {
          GPtrArray *children = BAKERY_FIELD_VALUE (entity, field, GPtrArray *);

          for (guint j = 0; j < children->len; j++)
            {
              BAKERY_ENTITY (children->pdata[j])->id = j + 1;
            }
        }
    }
}

/* Inserts, changes and deletes one entity of a type. */
static void
go_round (BakeryConnection       *connection,
          const BakeryEntityType *type,
          BakeryRecordsLayout     layout)
{
  g_autoptr(GError) error = NULL;
  BakeryEntity *first = storage_generate (type, layout, 1);
  BakeryEntity *second = storage_generate (type, layout, 8);
  BakeryEntity *third = storage_generate (type, layout, 21);

  g_assert_true (bakery_records_insert (connection, first, layout, &error));
  g_assert_no_error (error);
  g_assert_cmpint (first->id, >, 0);
  assert_stored (connection, first, layout);

  second->id = 77;
  g_assert_false (bakery_records_update (connection, second, layout, &error));
  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (bakery_records_insert (connection, second, layout, &error));
  g_assert_no_error (error);
  g_assert_cmpint (second->id, ==, 77);
  assert_stored (connection, second, layout);
  g_assert_false (bakery_records_insert (connection, second, layout, &error));
  g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_UNIQUE);
  g_clear_error (&error);

  /* The third one's children get the ids of the first one's, so that the update replaces them. */
  third->id = first->id;
  give_child_ids (third);
  g_assert_true (bakery_records_update (connection, third, layout, &error));
  g_assert_no_error (error);
  assert_stored (connection, third, layout);
  assert_stored (connection, second, layout);

  third->revision++;
  g_assert_true (bakery_records_upsert (connection, third, layout, &error));
  g_assert_no_error (error);
  assert_stored (connection, third, layout);

  g_assert_true (bakery_records_delete (connection, type, third->id, layout == BAKERY_RECORDS_TABLES ? 5 : 0, &error));
  g_assert_no_error (error);
  assert_not_found (connection, type, third->id, layout);
  assert_stored (connection, second, layout);

  bakery_entity_unref (first);
  bakery_entity_unref (second);
  bakery_entity_unref (third);
}

static void
test_round_trip_tables (StorageFixture *fixture,
                        gconstpointer   unused)
{
  create (fixture->connection, BAKERY_RECORDS_TABLES);
  for (guint i = 0; bakery_entity_types[i] != NULL; i++)
    {
      go_round (fixture->connection, bakery_entity_types[i], BAKERY_RECORDS_TABLES);
    }
}

static void
test_round_trip_documents (StorageFixture *fixture,
                           gconstpointer   unused)
{
  create (fixture->connection, BAKERY_RECORDS_DOCUMENTS);
  for (guint i = 0; bakery_entity_types[i] != NULL; i++)
    {
      go_round (fixture->connection, bakery_entity_types[i], BAKERY_RECORDS_DOCUMENTS);
    }
}

/* What has never been filled in comes back the same: none where there may be none, empty where not. */
static void
test_empty_entities (StorageFixture *fixture,
                     gconstpointer   unused)
{
  create (fixture->connection, BAKERY_RECORDS_DOCUMENTS);
  for (guint i = 0; bakery_entity_types[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      BakeryEntity *entity = bakery_entity_new (bakery_entity_types[i]);

      bakery_entity_derive (entity);
      g_assert_true (bakery_records_insert (fixture->connection, entity, BAKERY_RECORDS_DOCUMENTS, &error));
      g_assert_no_error (error);
      assert_stored (fixture->connection, entity, BAKERY_RECORDS_DOCUMENTS);
      bakery_entity_unref (entity);
    }
}

static void
assert_columns (BakeryConnection       *connection,
                const BakeryEntityType *type)
{
  g_autofree char *columns = bakery_records_dup_columns (type, "t", BAKERY_RECORDS_TABLES);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" AS t", columns, type->table);
  g_autoptr(BakeryStatement) statement = NULL;
  g_autoptr(GError) error = NULL;

  statement = bakery_connection_prepare (connection, sql, &error);
  if (error != NULL)
    {
      g_error ("The table %s does not fit its fields: %s", type->table, error->message);
    }

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (type->fields[i].type == BAKERY_FIELD_CHILDREN)
        {
          assert_columns (connection, type->fields[i].target);
        }
    }
}

static void
test_every_field_has_a_column (StorageFixture *fixture,
                               gconstpointer   unused)
{
  create (fixture->connection, BAKERY_RECORDS_TABLES);
  for (guint i = 0; bakery_entity_types[i] != NULL; i++)
    {
      assert_columns (fixture->connection, bakery_entity_types[i]);
    }
}

/* What happens to an order appears in its timeline, in the order of ids, without touching what stands there. */
static void
test_new_children (StorageFixture *fixture,
                   gconstpointer   unused)
{
  g_autoptr(BakeryOrder) order = NULL;
  g_autoptr(BakeryOrder) loaded = NULL;
  g_autoptr(GError) error = NULL;

  create (fixture->connection, BAKERY_RECORDS_TABLES);
  order = storage_generate (&bakery_order_type, BAKERY_RECORDS_TABLES, 1);
  g_assert_true (bakery_records_insert (fixture->connection, order, BAKERY_RECORDS_TABLES, &error));

  g_ptr_array_add (order->timeline, storage_generate (&bakery_order_event_type, BAKERY_RECORDS_TABLES, 50));
  g_assert_true (bakery_records_update (fixture->connection, order, BAKERY_RECORDS_TABLES, &error));
  g_assert_no_error (error);

  loaded = bakery_records_load (fixture->connection, &bakery_order_type, order->base.id, BAKERY_RECORDS_TABLES, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded->timeline->len, ==, 4);
  g_assert_true (bakery_entity_equal (loaded, order));
}

/* Children of several rows go to the row they are of, in the order of ids; one without any has none. */
static void
test_children_of_all (StorageFixture *fixture,
                      gconstpointer   unused)
{
  g_autoptr(GPtrArray) stored = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) outlines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GError) error = NULL;

  create (fixture->connection, BAKERY_RECORDS_TABLES);
  for (guint i = 0; i < 3; i++)
    {
      BakeryOrder *order = storage_generate (&bakery_order_type, BAKERY_RECORDS_TABLES, 1 + 10 * i);

      g_ptr_array_set_size (order->timeline, i);
      g_assert_true (bakery_records_insert (fixture->connection, order, BAKERY_RECORDS_TABLES, &error));
      g_assert_no_error (error);
      g_ptr_array_add (stored, order);
      g_ptr_array_insert (outlines, 0, bakery_order_copy (order));
    }

  /* A line that the first order gets later has a higher id than those of the others. */
  for (guint i = 0; i < stored->len; i++)
    {
      BakeryOrder *order = stored->pdata[i];

      g_ptr_array_add (order->lines, storage_generate (&bakery_order_line_type, BAKERY_RECORDS_TABLES, 50 + i));
      bakery_entity_derive (order);
      g_assert_true (bakery_records_update (fixture->connection, order, BAKERY_RECORDS_TABLES, &error));
      g_assert_no_error (error);
    }

  g_assert_true (bakery_records_load_children_of_all (fixture->connection, outlines, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < stored->len; i++)
    {
      BakeryOrder *order = outlines->pdata[stored->len - 1 - i];

      g_assert_cmpuint (order->timeline->len, ==, i);
      g_assert_true (bakery_entity_equal (order, stored->pdata[i]));
    }
}

/* Makes as many changes as the order's number says it has events. */
static gpointer
add_events (gpointer user_data)
{
  StorageFixture *fixture = user_data;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr(BakeryOrder) order = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_true (bakery_connection_begin (fixture->connection, &error));
      order = bakery_records_load (fixture->connection, &bakery_order_type, 1, BAKERY_RECORDS_TABLES, &error);
      g_assert_no_error (error);
      g_ptr_array_add (order->timeline, storage_generate (&bakery_order_event_type, BAKERY_RECORDS_TABLES, i));
      order->number = order->timeline->len;
      g_assert_true (bakery_records_update (fixture->connection, order, BAKERY_RECORDS_TABLES, &error));
      g_assert_true (bakery_connection_commit (fixture->connection, &error));
      g_assert_no_error (error);
    }

  return NULL;
}

/* A row and its children are never of two moments, whatever is written in between. */
static void
test_children_belong_to_row (StorageFixture *fixture,
                             gconstpointer   unused)
{
  g_autoptr(BakeryOrder) order = NULL;
  g_autoptr(BakeryConnection) reader = NULL;
  g_autoptr(GError) error = NULL;
  GThread *thread;
  gint64 number = 3;

  create (fixture->connection, BAKERY_RECORDS_TABLES);
  order = storage_generate (&bakery_order_type, BAKERY_RECORDS_TABLES, 1);
  order->base.id = 1;
  order->number = number;
  g_assert_true (bakery_records_insert (fixture->connection, order, BAKERY_RECORDS_TABLES, &error));
  reader = bakery_connection_open (fixture->path, BAKERY_CONNECTION_READ_ONLY, &error);
  g_assert_no_error (error);

  thread = g_thread_new ("writer", add_events, fixture);
  while (number < 303)
    {
      g_autoptr(BakeryOrder) loaded = NULL;

      loaded = bakery_records_load (reader, &bakery_order_type, 1, BAKERY_RECORDS_TABLES, &error);
      g_assert_no_error (error);
      number = loaded->number;
      g_assert_cmpint (number, ==, loaded->timeline->len);
    }

  g_thread_join (thread);
}

static void
test_deleted (StorageFixture *fixture,
              gconstpointer   unused)
{
  g_autoptr(BakeryCake) cake = storage_generate (&bakery_cake_type, BAKERY_RECORDS_TABLES, 1);
  g_autoptr(GError) error = NULL;

  create (fixture->connection, BAKERY_RECORDS_TABLES);
  g_assert_true (bakery_records_insert (fixture->connection, cake, BAKERY_RECORDS_TABLES, &error));
  g_assert_true (bakery_records_delete (fixture->connection, &bakery_cake_type, cake->base.id, 5, &error));
  g_assert_no_error (error);
  g_assert_cmpint (storage_count (fixture->connection, "SELECT count(*) FROM cakes WHERE deleted_at = 5"), ==, 1);

  g_assert_false (bakery_records_update (fixture->connection, cake, BAKERY_RECORDS_TABLES, &error));
  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (bakery_records_delete (fixture->connection, &bakery_cake_type, cake->base.id, 6, &error));
  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND);
}

static void
test_damaged_column (StorageFixture *fixture,
                     gconstpointer   unused)
{
  static const char *const damages[] = {
    "UPDATE cakes SET kind = 'bread'",
    "UPDATE cakes SET kind = 'cake', images = '{'",
    "UPDATE cakes SET images = '[]', allergens = '{}'",
    "UPDATE cakes SET allergens = '[\"a\"b\"]'",
    "UPDATE cakes SET allergens = '[\"a\" \"b\"]'",
    "UPDATE cakes SET allergens = '[]', images = '[1,2'",
    "UPDATE cakes SET images = '[1;2]'",
  };
  g_autoptr(BakeryCake) cake = storage_generate (&bakery_cake_type, BAKERY_RECORDS_DOCUMENTS, 1);
  g_autoptr(GError) error = NULL;

  create (fixture->connection, BAKERY_RECORDS_DOCUMENTS);
  g_assert_true (bakery_records_insert (fixture->connection, cake, BAKERY_RECORDS_DOCUMENTS, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_assert_true (bakery_connection_execute (fixture->connection, damages[i], &error));
      g_assert_null (bakery_records_load (fixture->connection, &bakery_cake_type, cake->base.id,
                                          BAKERY_RECORDS_DOCUMENTS, &error));
      g_assert_error (error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_DAMAGED);
      g_clear_error (&error);
    }
}

static void
insert_as (BakeryConnection       *connection,
           const BakeryEntityType *type,
           gint64                  id)
{
  BakeryEntity *entity = storage_generate (type, BAKERY_RECORDS_TABLES, 1);
  g_autoptr(GError) error = NULL;

  entity->id = id;
  g_assert_true (bakery_records_insert (connection, entity, BAKERY_RECORDS_TABLES, &error));
  g_assert_no_error (error);
  bakery_entity_unref (entity);
}

static gint64
read_number (BakeryConnection *connection,
             const char       *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryStatement) statement = bakery_connection_prepare (connection, sql, &error);
  gboolean has_row;

  g_assert_no_error (error);
  g_assert_true (bakery_statement_step (statement, &has_row, &error));
  g_assert_true (has_row);

  return bakery_statement_get_int (statement, 0);
}

/* A plan with all that may belong to one, and a mark; the plan 7 is gone. */
static const char *const rows_of_before[] = {
  "INSERT INTO deliveries (id, revision, store, driver, driver_name, state, orders, routing, notes, created_at, updated_at)"
  " VALUES (4, 1, 1, 1, 'Dev', 'planned', '[1]', 'osrm', 'Ring', 1, 1)",
  "INSERT INTO delivery_stops VALUES (9, 4, 1, 'waiting', 1, 1, 1, 1, NULL, NULL, '', 1, 0, '')",
  "INSERT INTO positions VALUES (4, 1, 1, 4, 1, 1, 1, NULL, NULL, NULL, 1, NULL, NULL)",
  "INSERT INTO delivery_photos VALUES (4, 1, 'image/png', x'89', 1)",
  "INSERT INTO bake_marks VALUES (2, 1, 1, '2026-01-31', NULL, NULL, 1, 1, 'Dev', 1)",
  "INSERT INTO changes (entity, id, revision, deleted, changed_at)"
  " VALUES ('delivery', 4, 1, 0, 1), ('delivery', 7, 2, 1, 1), ('bake_mark', 2, 3, 0, 1)",
};

static const char count_whole_plans[] =
  "SELECT count(*) FROM deliveries AS d JOIN delivery_stops AS s ON s.delivery = d.id JOIN positions AS p ON p.delivery = d.id"
  " JOIN delivery_photos AS f ON f.delivery = d.id WHERE d.id = 4 AND s.id = 9 AND d.driver_name = 'Dev' AND d.notes = 'Ring'";

static const char plan_again[] =
  "INSERT INTO deliveries (revision, store, driver_name, state, orders, routing, notes, created_at, updated_at)"
  " VALUES (1, 1, '', 'planned', '[1]', 'osrm', '', 1, 1)";

static const char mark_again[] =
  "INSERT INTO bake_marks VALUES (NULL, 1, 1, '2026-01-31', NULL, NULL, 1, 1, 'Dev', 1)";

/* Deliveries and marks from before ids were for good keep theirs, with all that belongs to them; the ids of those that were
 * deleted before or are deleted now are not given again. */
static void
test_ids_for_good (StorageFixture *fixture,
                   gconstpointer   unused)
{
  BakeryConnection *connection = fixture->connection;

  migrate (connection, "", "032");
  execute (connection, "PRAGMA foreign_keys = OFF");
  insert_as (connection, &bakery_store_type, 1);
  insert_as (connection, &bakery_account_type, 1);
  insert_as (connection, &bakery_order_type, 1);
  execute (connection, "PRAGMA foreign_keys = ON");
  for (gsize i = 0; i < G_N_ELEMENTS (rows_of_before); i++)
    execute (connection, rows_of_before[i]);

  migrate (connection, "032", "033");
  g_assert_cmpint (read_number (connection, count_whole_plans), ==, 1);
  for (gint64 id = 8; id <= 9; id++)
    {
      execute (connection, plan_again);
      g_assert_cmpint (read_number (connection, "SELECT max(id) FROM deliveries"), ==, id);
      execute (connection, "DELETE FROM deliveries WHERE id > 4");
    }
  execute (connection, "DELETE FROM bake_marks");
  execute (connection, mark_again);
  g_assert_cmpint (read_number (connection, "SELECT id FROM bake_marks"), ==, 3);

  execute (connection, "DELETE FROM deliveries");
  g_assert_cmpint (read_number (connection, "SELECT count(*) FROM delivery_stops"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  storage_add_test ("/storage/records/round-trip-tables", test_round_trip_tables);
  storage_add_test ("/storage/records/round-trip-documents", test_round_trip_documents);
  storage_add_test ("/storage/records/empty-entities", test_empty_entities);
  storage_add_test ("/storage/records/every-field-has-a-column", test_every_field_has_a_column);
  storage_add_test ("/storage/records/new-children", test_new_children);
  storage_add_test ("/storage/records/children-of-all", test_children_of_all);
  storage_add_test ("/storage/records/children-belong-to-row", test_children_belong_to_row);
  storage_add_test ("/storage/records/deleted", test_deleted);
  storage_add_test ("/storage/records/damaged-column", test_damaged_column);
  storage_add_test ("/storage/records/ids-for-good", test_ids_for_good);

  return g_test_run ();
}
