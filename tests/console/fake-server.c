/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Speaks token, token/refresh, me, changes, events, the two verbs of an order over orders in memory, and all other resources as
 * fake-entities.c has them. Stage moves are the
 * domain's, so that what it answers is what a real server would. */

#include "config.h"

#include "fake-server.h"

#include "fake-entities.h"

#include "bakery-account.h"
#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-order-stage.h"
#include "bakery-store.h"
#include "bakery-time.h"

#include <libsoup/soup.h>
#include <string.h>

/* Orders start around this moment: the fixture's. */
#define MOMENT G_GINT64_CONSTANT (1795348800000000)

struct _FakeServer
{
  SoupServer   *server;
  char         *address;
  BakeryStore  *store;
  GPtrArray    *orders;
  FakeEntities *entities;
  GPtrArray    *requests;
  GHashTable   *answers;    /* idempotency key → answer */
  GHashTable   *asked;      /* idempotency key → request */
  GPtrArray    *listeners;  /* messages of open event streams */
  GPtrArray    *silent;     /* messages never to be answered */
  gint64        revision;
  guint         epoch;
  guint         token;

  /* The failure that was ordered */
  char       *failing_path;
  FakeFailure failure;
  guint       failing_status;
  guint       n_failures;
};

static void
free_request (gpointer data)
{
  FakeRequest *request = data;

  g_free (request->method);
  g_free (request->path);
  g_free (request->key);
  g_free (request->if_match);
  g_free (request->body);
  g_free (request);
}

static void
answer (SoupServerMessage *message,
        guint              status,
        const char        *type,
        const char        *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

static void
answer_problem (SoupServerMessage *message,
                guint              status,
                const char        *detail)
{
  g_autofree char *body = g_strdup_printf ("{\"type\":\"about:blank\",\"title\":\"Failed\",\"status\":%u,"
                                           "\"detail\":\"%s\"}", status, detail);

  answer (message, status, "application/problem+json", body);
}

/* Sends @text as it is, and hangs up. */
static void
hang_up (SoupServerMessage *message,
         const char        *text)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static BakeryOrder *
new_order (gint64 id,
           gint64 revision)
{
  BakeryOrder *order = bakery_order_new ();

  order->base.id = id;
  order->base.revision = revision;
  order->store = 1;
  order->number = 1000 + id;
  g_free (order->customer_name);
  order->customer_name = g_strdup ("Asha Rao");
  g_free (order->currency);
  order->currency = g_strdup ("INR");
  order->stage = BAKERY_STAGE_PENDING;
  order->latest_start_at = MOMENT + id * BAKERY_MINUTE;
  order->due_at = order->latest_start_at + BAKERY_HOUR;
  order->order_date = MOMENT;
  order->updated_at = MOMENT;
  bakery_entity_derive (order);

  return order;
}

/* Feed */

static void
append_change (GString      *text,
               BakeryEntity *entity)
{
  g_autofree char *data = bakery_entity_to_json (entity, BAKERY_ROLE_MANAGER);

  g_string_append_printf (text, "{\"revision\":%" G_GINT64_FORMAT ",\"entity\":\"%s\",\"id\":%" G_GINT64_FORMAT
                          ",\"data\":%s}\n", entity->revision, entity->type->name, entity->id, data);
}

static char *
dup_feed (FakeServer *self,
          gint64      since)
{
  GString *text = g_string_new (NULL);

  if (since == 0)
    {
      append_change (text, BAKERY_ENTITY (self->store));
    }
  for (guint i = 0; i < self->orders->len; i++)
    {
      BakeryEntity *order = g_ptr_array_index (self->orders, i);

      if (order->revision > since)
        {
          append_change (text, order);
        }
    }
  fake_entities_append_feed (self->entities, text, since);
  g_string_append_printf (text, "{\"next\":\"%u.%" G_GINT64_FORMAT "\",\"more\":false}\n", self->epoch, self->revision);

  return g_string_free (text, FALSE);
}

static void
get_changes (FakeServer        *self,
             SoupServerMessage *message,
             GHashTable        *query)
{
  const char *cursor = g_hash_table_lookup (query, "since");
  const char *dot = strchr (cursor, '.');
  g_autofree char *feed = NULL;

  if (dot != NULL && g_ascii_strtoull (cursor, NULL, 10) != self->epoch)
    {
      answer_problem (message, 410, "Another history");
      return;
    }

  feed = dup_feed (self, dot != NULL ? g_ascii_strtoll (dot + 1, NULL, 10) : 0);
  answer (message, 200, "application/x-ndjson", feed);
}

static void
tell_listeners (FakeServer *self)
{
  g_autofree char *event = g_strdup_printf ("id: %" G_GINT64_FORMAT "\nevent: change\ndata: {}\n\n", self->revision);

  for (guint i = 0; i < self->listeners->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (self->listeners, i);

      soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY, event,
                                strlen (event));
      soup_server_message_unpause (message);
    }
}

static void
listener_gone_cb (SoupServerMessage *message,
                  gpointer           user_data)
{
  FakeServer *self = user_data;

  g_ptr_array_remove (self->listeners, message);
}

static void
get_events (FakeServer        *self,
            SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, ": hello\n\n", 9);
  g_ptr_array_add (self->listeners, message);
  g_signal_connect (message, "finished", G_CALLBACK (listener_gone_cb), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (listener_gone_cb), self);
}

/* Orders */

static void
replace_order (FakeServer  *self,
               BakeryOrder *order)
{
  order->base.revision = ++self->revision;
  for (guint i = 0; i < self->orders->len; i++)
    {
      BakeryOrder *before = g_ptr_array_index (self->orders, i);

      if (before->base.id == order->base.id)
        {
          self->orders->pdata[i] = bakery_order_ref (order);
          bakery_order_unref (before);
        }
    }

  tell_listeners (self);
}

static BakeryOrder *
change_order (BakeryOrder *order,
              const char  *verb,
              const char  *body,
              GError     **error)
{
  const BakeryActor actor = { 7, "Priya", BAKERY_ROLE_MANAGER };
  g_autoptr(JsonNode) node = json_from_string (body, NULL);
  BakeryMove move = { .at = g_get_real_time (), .undo_seconds = 60 };
  int stage;

  if (g_str_equal (verb, "undo"))
    {
      return bakery_order_undo (order, &actor, g_get_real_time (), error);
    }

  bakery_enum_from_string (&bakery_stages, json_object_get_string_member (json_node_get_object (node), "stage"), &stage);
  move.stage = (BakeryStage) stage;
  return bakery_order_move (order, &move, &actor, error);
}

static void
post_verb (FakeServer        *self,
           SoupServerMessage *message,
           const FakeRequest *request,
           const char        *body)
{
  g_auto(GStrv) parts = g_strsplit (request->path, "/", -1);
  BakeryOrder *order = fake_server_get_order (self, g_ascii_strtoll (parts[1], NULL, 10));
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", order->base.revision);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryOrder) changed = NULL;
  char *text;

  if (g_hash_table_contains (self->answers, request->key))
    {
      answer (message, 200, "application/json", g_hash_table_lookup (self->answers, request->key));
      return;
    }
  if (g_strcmp0 (tag, request->if_match) != 0)
    {
      g_autofree char *current = bakery_entity_to_json (order, BAKERY_ROLE_MANAGER);

      answer (message, 412, "application/json", current);
      return;
    }

  changed = change_order (order, parts[2], body, &error);
  if (changed == NULL)
    {
      answer_problem (message, 409, error->message);
      return;
    }

  replace_order (self, changed);
  text = bakery_entity_to_json (changed, BAKERY_ROLE_MANAGER);
  g_hash_table_insert (self->answers, g_strdup (request->key), text);
  answer (message, 200, "application/json", text);
}

/* Other entities */

static void
serve_entity (FakeServer        *self,
              SoupServerMessage *message,
              const FakeRequest *request)
{
  g_autofree char *body = NULL;
  g_autofree char *asked = g_strdup_printf ("%s %s", request->path, request->body);
  const char *asked_before = g_hash_table_lookup (self->asked, request->key);
  guint status = 200;

  /* One key stands for one request, for good. */
  if (asked_before != NULL)
    {
      g_assert_cmpstr (asked, ==, asked_before);
    }
  if (g_hash_table_contains (self->answers, request->key))
    {
      answer (message, 200, "application/json", g_hash_table_lookup (self->answers, request->key));
      return;
    }

  g_hash_table_insert (self->asked, g_strdup (request->key), g_steal_pointer (&asked));
  body = fake_entities_serve (self->entities, request->method, request->path, request->body, request->if_match,
                              self->revision + 1, &status);
  answer (message, status, status < 400 ? "application/json" : "application/problem+json", body);
  if (status < 300)
    {
      self->revision++;
      g_hash_table_insert (self->answers, g_strdup (request->key), g_steal_pointer (&body));
      tell_listeners (self);
    }
}

/* Requests */

static gboolean
is_signed_in (FakeServer        *self,
              SoupServerMessage *message)
{
  g_autofree char *bearer = g_strdup_printf ("Bearer access-%u", self->token);

  return g_strcmp0 (bearer, soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                          "Authorization")) == 0;
}

static void
answer_token (FakeServer        *self,
              SoupServerMessage *message)
{
  g_autofree char *body = g_strdup_printf ("{\"access\":\"access-%u\",\"refresh\":\"refresh-%u\"}", self->token,
                                           self->token);

  answer (message, 200, "application/json", body);
}

static void
answer_me (SoupServerMessage *message)
{
  g_autoptr(BakeryAccount) account = bakery_account_new ();
  g_autofree char *body = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  account->base.id = 7;
  account->base.revision = 1;
  g_free (account->email);
  account->email = g_strdup ("manager@example.org");
  g_free (account->first_name);
  account->first_name = g_strdup ("Priya");
  account->is_staff = TRUE;
  bakery_field_set_from_text (account, bakery_entity_type_find_field (&bakery_account_type, "role"), "manager");
  body = bakery_entity_to_json (account, BAKERY_ROLE_ADMIN);
  answer (message, 200, "application/json", body);
}

static void
serve (FakeServer        *self,
       SoupServerMessage *message,
       const FakeRequest *request,
       const char        *body,
       GHashTable        *query)
{
  if (g_str_equal (request->path, "token") || g_str_equal (request->path, "token/refresh"))
    {
      answer_token (self, message);
    }
  else if (!is_signed_in (self, message))
    {
      answer_problem (message, 401, "Sign in");
    }
  else if (g_str_equal (request->path, "me"))
    {
      answer_me (message);
    }
  else if (g_str_equal (request->path, "changes"))
    {
      get_changes (self, message, query);
    }
  else if (g_str_equal (request->path, "events"))
    {
      get_events (self, message);
    }
  else if (g_str_has_prefix (request->path, "orders/"))
    {
      post_verb (self, message, request, body);
    }
  else
    {
      serve_entity (self, message, request);
    }
}

static gboolean
should_fail (FakeServer        *self,
             const FakeRequest *request)
{
  if (self->n_failures == 0 || !g_str_has_suffix (request->path, self->failing_path))
    {
      return FALSE;
    }

  self->n_failures--;
  return TRUE;
}

/* Returns whether the failure is all there is. */
static gboolean
fail (FakeServer        *self,
      SoupServerMessage *message)
{
  switch (self->failure)
    {
    case FAKE_FAILURE_STATUS:
      answer_problem (message, self->failing_status, "As ordered");
      return TRUE;

    case FAKE_FAILURE_DROP:
      hang_up (message, "");
      return TRUE;

    case FAKE_FAILURE_CUT:
      {
        g_autofree char *feed = dup_feed (self, 0);
        g_autofree char *half = g_strndup (feed, strlen (feed) * 2 / 3);
        g_autofree char *text = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n"
                                                 "Content-Length: %zu\r\n\r\n%s", strlen (feed), half);

        hang_up (message, text);
      }
      return TRUE;

    case FAKE_FAILURE_GARBAGE:
      answer (message, 200, "application/json", "<html>Welcome to the hotel</html>\n");
      return TRUE;

    case FAKE_FAILURE_SILENCE:
      g_ptr_array_add (self->silent, g_object_ref (message));
      soup_server_message_pause (message);
      return TRUE;

    case FAKE_FAILURE_LOSE:
    default:
      return FALSE;
    }
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  FakeServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  FakeRequest *request = g_new0 (FakeRequest, 1);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (g_str_has_prefix (path, "/api/v1/") ? path + strlen ("/api/v1/") : path);
  request->key = g_strdup (soup_message_headers_get_one (headers, "Idempotency-Key"));
  request->if_match = g_strdup (soup_message_headers_get_one (headers, "If-Match"));
  request->body = g_strdup (body);
  g_ptr_array_add (self->requests, request);

  if (!should_fail (self, request))
    {
      serve (self, message, request, body, query);
    }
  else if (!fail (self, message))
    {
      serve (self, message, request, body, query);
      hang_up (message, "");
    }
}

/**
 * fake_server_new:
 * @n_orders: pending orders with ids from 1
 *
 * Returns: (transfer full): a server on a free port of this computer
 */
FakeServer *
fake_server_new (guint n_orders)
{
  FakeServer *self = g_new0 (FakeServer, 1);
  g_autoptr(GError) error = NULL;
  GSList *uris;

  self->orders = g_ptr_array_new_with_free_func (bakery_entity_unref);
  self->requests = g_ptr_array_new_with_free_func (free_request);
  self->entities = fake_entities_new ();
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->listeners = g_ptr_array_new ();
  self->silent = g_ptr_array_new_with_free_func (g_object_unref);
  self->epoch = 1;
  self->token = 1;
  self->revision = 1;
  self->store = bakery_store_new ();
  self->store->base.id = 1;
  self->store->base.revision = 1;
  g_free (self->store->name);
  self->store->name = g_strdup ("Rosewood");
  self->store->queue_minutes = 24 * 60;
  self->store->undo_seconds = 60;
  for (guint i = 0; i < n_orders; i++)
    {
      g_ptr_array_add (self->orders, new_order (i + 1, ++self->revision));
    }

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->address = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

/**
 * fake_server_free:
 * @self: (transfer full): a server
 *
 * Hangs up on everybody.
 */
void
fake_server_free (FakeServer *self)
{
  for (guint i = 0; i < self->listeners->len; i++)
    {
      g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->listeners, i), self);
    }
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->listeners);
  g_ptr_array_unref (self->silent);
  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->requests);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->asked);
  fake_entities_free (self->entities);
  bakery_store_unref (self->store);
  g_free (self->address);
  g_free (self->failing_path);
  g_free (self);
}

/**
 * fake_server_get_address:
 * @self: a server
 *
 * Returns: (transfer none): its base address
 */
const char *
fake_server_get_address (FakeServer *self)
{
  return self->address;
}

/**
 * fake_server_fail:
 * @self: a server
 * @path: how the path ends
 * @failure: how to fail
 * @status: for %FAKE_FAILURE_STATUS
 * @n_times: how often, 0 to stop failing
 *
 * Orders the next requests for a path to fail.
 */
void
fake_server_fail (FakeServer *self,
                  const char *path,
                  FakeFailure failure,
                  guint       status,
                  guint       n_times)
{
  g_free (self->failing_path);
  self->failing_path = g_strdup (path);
  self->failure = failure;
  self->failing_status = status;
  self->n_failures = n_times;
}

/**
 * fake_server_expire_tokens:
 * @self: a server
 *
 * Accepts no access token given out so far.
 */
void
fake_server_expire_tokens (FakeServer *self)
{
  self->token++;
}

/**
 * fake_server_begin_new_epoch:
 * @self: a server
 *
 * Lets every cursor be of another history, as after a restore.
 */
void
fake_server_begin_new_epoch (FakeServer *self)
{
  self->epoch++;
}

/**
 * fake_server_get_order:
 * @self: a server
 * @order: an id
 *
 * Returns: (transfer none) (nullable): the order as the server has it
 */
BakeryOrder *
fake_server_get_order (FakeServer *self,
                       gint64      order)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      BakeryOrder *candidate = g_ptr_array_index (self->orders, i);

      if (candidate->base.id == order)
        {
          return candidate;
        }
    }

  return NULL;
}

/**
 * fake_server_place_order:
 * @self: a server
 *
 * Places an order, as a customer would.
 *
 * Returns: its id
 */
gint64
fake_server_place_order (FakeServer *self)
{
  const gint64 id = self->orders->len + 1;

  g_ptr_array_add (self->orders, new_order (id, ++self->revision));
  tell_listeners (self);

  return id;
}

/**
 * fake_server_move_order:
 * @self: a server
 * @order: an id
 * @stage: where to
 *
 * Moves an order, as another console would.
 */
void
fake_server_move_order (FakeServer *self,
                        gint64      order,
                        BakeryStage stage)
{
  const BakeryActor actor = { 8, "Ravi", BAKERY_ROLE_MANAGER };
  const BakeryMove move = { .stage = stage, .at = g_get_real_time (), .undo_seconds = 60 };
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryOrder) moved = bakery_order_move (fake_server_get_order (self, order), &move, &actor, &error);

  g_assert_no_error (error);
  replace_order (self, moved);
}

/**
 * fake_server_get_entity:
 * @self: a server
 * @type: of an entity other than an order
 * @id: its id
 *
 * Returns: (transfer none) (nullable): the entity as the server has it
 */
gpointer
fake_server_get_entity (FakeServer             *self,
                        const BakeryEntityType *type,
                        gint64                  id)
{
  return fake_entities_find (self->entities, type, id);
}

/**
 * fake_server_count_entities:
 * @self: a server
 * @type: of entities other than orders
 *
 * Returns: how many the server has
 */
guint
fake_server_count_entities (FakeServer             *self,
                            const BakeryEntityType *type)
{
  return fake_entities_count (self->entities, type);
}

/**
 * fake_server_put_entity:
 * @self: a server
 * @entity: a new one with an id, or another version of one
 *
 * Changes an entity, as another console would.
 */
void
fake_server_put_entity (FakeServer *self,
                        gpointer    entity)
{
  fake_entities_put (self->entities, entity, ++self->revision);
  tell_listeners (self);
}

/**
 * fake_server_delete_entity:
 * @self: a server
 * @type: of an entity
 * @id: its id
 *
 * Deletes an entity, as another console would.
 */
void
fake_server_delete_entity (FakeServer             *self,
                           const BakeryEntityType *type,
                           gint64                  id)
{
  fake_entities_delete (self->entities, type, id, ++self->revision);
  tell_listeners (self);
}

/**
 * fake_server_count_requests:
 * @self: a server
 * @path: how the path ends
 *
 * Returns: how often it was asked
 */
guint
fake_server_count_requests (FakeServer *self,
                            const char *path)
{
  guint n = 0;

  for (guint i = 0; i < self->requests->len; i++)
    {
      n += g_str_has_suffix (((FakeRequest *) g_ptr_array_index (self->requests, i))->path, path);
    }

  return n;
}

/**
 * fake_server_find_request:
 * @self: a server
 * @path: how the path ends
 * @position: 0 for the first
 *
 * Returns: (transfer none) (nullable): the request
 */
const FakeRequest *
fake_server_find_request (FakeServer *self,
                          const char *path,
                          guint       position)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      const FakeRequest *request = g_ptr_array_index (self->requests, i);

      if (g_str_has_suffix (request->path, path) && position-- == 0)
        {
          return request;
        }
    }

  return NULL;
}
