/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Copies of answers: whose they are, how long they hold around a commit, and how much room they take. */

#include "config.h"

#include "server-copies.h"

#include <string.h>

#define SIZE 4096

typedef struct
{
  ServerCopies     *copies;
  BakeryConnection *connection;
  gint64            revision;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  GError *error = NULL;

  self->copies = server_copies_new (SIZE, 0);
  self->connection = bakery_connection_open (":memory:", BAKERY_CONNECTION_CREATE, &error);
  g_assert_no_error (error);
  bakery_connection_execute (self->connection, "CREATE TABLE changes (entity TEXT, revision INTEGER)", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  server_copies_free (self->copies);
  bakery_connection_close (self->connection);
}

/* What a transaction does to the change log. */
static void
change (Fixture    *self,
        const char *entity)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO changes VALUES ('%s', %" G_GINT64_FORMAT ")", entity,
                                          ++self->revision);
  GError *error = NULL;

  bakery_connection_execute (self->connection, sql, &error);
  g_assert_no_error (error);
}

static void
init_request (ServerRequest *request,
              BakeryRole     role,
              const char    *path,
              const char    *query)
{
  memset (request, 0, sizeof *request);
  request->identity.role = role;
  request->path = (char *) path;
  request->query_text = query;
}

static void
keep (Fixture    *self,
      guint       generation,
      const char *path,
      const char *body)
{
  ServerRequest request;
  ServerResponse response;

  init_request (&request, BAKERY_ROLE_ANONYMOUS, path, NULL);
  server_response_init (&response);
  g_string_append (server_response_begin_text (&response, "application/json"), body);
  server_response_set_header (&response, "ETag", "\"7\"");
  server_copies_keep (self->copies, generation, &request, &response);
  server_response_clear (&response);
}

static gboolean
has (Fixture    *self,
     BakeryRole  role,
     const char *path,
     const char *query)
{
  ServerRequest request;
  ServerResponse response;
  gboolean is_found;

  init_request (&request, role, path, query);
  server_response_init (&response);
  is_found = server_copies_find (self->copies, &request, &response);
  server_response_clear (&response);

  return is_found;
}

static gboolean
has_cakes (Fixture *self)
{
  return has (self, BAKERY_ROLE_ANONYMOUS, "/api/cakes", NULL);
}

static void
keep_cakes (Fixture *self,
            guint    generation)
{
  keep (self, generation, "/api/cakes", "[1]");
}

static void
test_find (Fixture      *self,
           gconstpointer data)
{
  ServerRequest request;
  ServerResponse response;
  gconstpointer body;
  gsize size;

  g_assert_false (has_cakes (self));
  keep_cakes (self, server_copies_get_generation (self->copies));

  init_request (&request, BAKERY_ROLE_ANONYMOUS, "/api/cakes", NULL);
  server_response_init (&response);
  g_assert_true (server_copies_find (self->copies, &request, &response));
  body = server_response_peek_body (&response, &size);
  g_assert_cmpmem (body, size, "[1]", 3);
  g_assert_cmpstr (response.content_type, ==, "application/json");
  g_assert_cmpstr (server_response_get_header (&response, "ETag"), ==, "\"7\"");
  server_response_clear (&response);

  g_assert_false (has (self, BAKERY_ROLE_MANAGER, "/api/cakes", NULL));
  g_assert_false (has (self, BAKERY_ROLE_ANONYMOUS, "/api/cakes", "limit=1"));
  g_assert_false (has (self, BAKERY_ROLE_ANONYMOUS, "/api/stores", NULL));
}

static void
test_commit (Fixture      *self,
             gconstpointer data)
{
  guint before = server_copies_get_generation (self->copies);

  keep_cakes (self, before);
  change (self, "cake");
  server_copies_committing (self->connection, self->copies);
  g_assert_false (has_cakes (self));

  /* An answer from a snapshot that began while it was being committed may be either. */
  keep_cakes (self, server_copies_get_generation (self->copies));
  g_assert_false (has_cakes (self));

  server_copies_committed (self->copies);
  g_assert_false (has_cakes (self));
  keep_cakes (self, before);
  g_assert_false (has_cakes (self));
  keep_cakes (self, server_copies_get_generation (self->copies));
  g_assert_true (has_cakes (self));
}

static void
test_other_commit (Fixture      *self,
                   gconstpointer data)
{
  keep_cakes (self, server_copies_get_generation (self->copies));
  change (self, "order");
  server_copies_committing (self->connection, self->copies);
  g_assert_true (has_cakes (self));
  server_copies_committed (self->copies);
  g_assert_true (has_cakes (self));
}

/* After a commit that failed its revisions are given out again. */
static void
test_failed_commit (Fixture      *self,
                    gconstpointer data)
{
  change (self, "order");
  change (self, "cake");
  server_copies_committing (self->connection, self->copies);
  g_assert_true (bakery_connection_execute (self->connection, "DELETE FROM changes", NULL));
  self->revision = 0;
  g_assert_false (has_cakes (self));

  change (self, "order");
  server_copies_committing (self->connection, self->copies);
  server_copies_committed (self->copies);
  keep_cakes (self, server_copies_get_generation (self->copies));
  g_assert_true (has_cakes (self));

  change (self, "cake");
  server_copies_committing (self->connection, self->copies);
  server_copies_committed (self->copies);
  g_assert_false (has_cakes (self));
}

static void
test_room (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *huge = g_strnfill (SIZE / 8 + 1, 'x');
  guint generation = server_copies_get_generation (self->copies);

  keep (self, generation, "/huge", huge);
  g_assert_false (has (self, BAKERY_ROLE_ANONYMOUS, "/huge", NULL));

  keep_cakes (self, generation);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/cakes/%u", i);

      keep (self, generation, path, "a body of some length, so that not all of them find room");
      g_assert_true (has (self, BAKERY_ROLE_ANONYMOUS, path, NULL));
      g_assert_true (has_cakes (self));
    }

  g_assert_false (has (self, BAKERY_ROLE_ANONYMOUS, "/api/cakes/1", NULL));
  g_assert_true (has (self, BAKERY_ROLE_ANONYMOUS, "/api/cakes/99", NULL));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/copies/find", test_find);
  ADD ("/copies/commit", test_commit);
  ADD ("/copies/other-commit", test_other_commit);
  ADD ("/copies/failed-commit", test_failed_commit);
  ADD ("/copies/room", test_room);

  return g_test_run ();
}
