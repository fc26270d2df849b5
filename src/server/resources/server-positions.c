/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `positions`: drivers under way say where they are, several times at once where they had no network. Where the telephone's
 * clock is wrong, their times are made ours. What cannot be right is passed over, with a reason; the newest that can is kept,
 * and when the driver will be where is worked out afresh. */

#include "config.h"

#include "server-routes.h"

#include "bakery-entity-json.h"
#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-body.h"
#include "server-collection.h"
#include "server-context.h"
#include "server-delivery-store.h"
#include "server-delivery-times.h"
#include "server-phone-clocks.h"

#define MAXIMUM_BATCH 500

/* What became of a batch. */
typedef struct
{
  GArray         *verdicts; /* BakeryPositionVerdict of each */
  BakeryPosition *newest;
  guint           n_accepted;
} Batch;

static void
batch_clear (Batch *batch)
{
  g_clear_pointer (&batch->verdicts, g_array_unref);
  g_clear_pointer (&batch->newest, bakery_position_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static gboolean
refuse (BakeryViolations *violations,
        GError          **error)
{
  if (bakery_violations_is_empty (violations))
    return FALSE;

  bakery_set_error_invalid (error, violations);

  return TRUE;
}

static BakeryPosition *
read_position (ServerRequest    *request,
               JsonNode         *node,
               guint             index,
               BakeryViolations *violations)
{
  g_autofree char *prefix = g_strdup_printf ("positions[%u]", index);
  g_autoptr(BakeryViolations) found = bakery_violations_new ();
  BakeryPosition *position = bakery_position_new ();

  if (JSON_NODE_HOLDS_OBJECT (node))
    bakery_entity_read_json (position, json_node_get_object (node), BAKERY_DECODE_CREATE, server_request_get_role (request),
                             FALSE, found);
  else
    bakery_violations_add (found, "at", "This field is required.");
  bakery_violations_add_all (violations, prefix, found);

  return position;
}

static GPtrArray *
read_batch (ServerRequest *request,
            GError       **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(GPtrArray) positions = g_ptr_array_new_with_free_func (bakery_entity_unref);
  JsonNode *node = server_body_get_member (request, "positions");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;

  server_request_check_members (request, violations);
  if (length < 1 || length > MAXIMUM_BATCH)
    bakery_violations_add (violations, "positions", "Give between 1 and %d positions.", MAXIMUM_BATCH);
  for (guint i = 0; i < MIN (length, MAXIMUM_BATCH); i++)
    g_ptr_array_add (positions, read_position (request, json_array_get_element (array, i), i, violations));

  return refuse (violations, error) ? NULL : g_steal_pointer (&positions);
}

/* --- What is kept --- */

/* Where drivers were before they set out is nobody's business. */
static BakeryPosition *
load_last (ServerRequest *request,
           gint64         delivery,
           GError       **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(GError) problem = NULL;
  g_autoptr(BakeryDelivery) run = NULL;
  BakeryPosition *last = server_delivery_store_find_position (connection, delivery, &problem);

  if (last != NULL)
    return last;
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }

  run = server_delivery_store_load (connection, delivery, error);
  if (run == NULL)
    return NULL;
  last = bakery_position_new ();
  last->store = run->store;
  last->delivery = delivery;
  last->driver = run->driver;
  last->at = run->started_at;

  return last;
}

/* Makes the times those of our clock, where the telephone's is wrong. */
static gboolean
correct_times (ServerRequest   *request,
               const GPtrArray *positions,
               gint64           delivery,
               GError         **error)
{
  gint64 now = server_request_get_now (request);
  BakeryPhoneClock clock;

  if (!server_phone_clocks_note (server_request_get_connection (request), delivery, positions, now, &clock, error))
    return FALSE;

  for (guint i = 0; i < positions->len; i++)
    {
      BakeryPosition *position = g_ptr_array_index (positions, i);

      position->at = bakery_phone_clock_correct (&clock, position->at);
    }

  return TRUE;
}

/* A clock that is a little ahead must not make those that tell the true time look old. */
static void
take_over (BakeryPosition       *last,
           const BakeryPosition *next,
           gint64                now)
{
  bakery_position_extend_trail (last, next);
  last->latitude = next->latitude;
  last->longitude = next->longitude;
  last->accuracy_metres = next->accuracy_metres;
  last->heading = next->heading;
  last->speed = next->speed;
  last->at = MIN (next->at, now);
  last->received_at = now;
}

static gboolean
judge_all (ServerRequest   *request,
           const GPtrArray *positions,
           gint64           delivery,
           Batch           *batch,
           GError         **error)
{
  gint64 now = server_request_get_now (request);

  batch->verdicts = g_array_new (FALSE, FALSE, sizeof (BakeryPositionVerdict));
  batch->newest = load_last (request, delivery, error);
  if (batch->newest == NULL)
    return FALSE;

  batch->newest->driver = server_request_get_account (request);
  for (guint i = 0; i < positions->len; i++)
    {
      const BakeryPosition *position = g_ptr_array_index (positions, i);
      BakeryPositionVerdict verdict = bakery_position_judge (position, batch->newest->at, now);

      g_array_append_val (batch->verdicts, verdict);
      if (verdict != BAKERY_POSITION_GOOD)
        continue;
      take_over (batch->newest, position, now);
      batch->n_accepted++;
    }

  return TRUE;
}

static void
answer (const Batch    *batch,
        ServerResponse *response)
{
  BakeryJsonWriter *writer = server_response_begin_json (response);

  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "accepted");
  bakery_json_writer_integer (writer, batch->n_accepted);
  bakery_json_writer_name (writer, "ignored");
  bakery_json_writer_begin_array (writer);
  for (guint i = 0; i < batch->verdicts->len; i++)
    {
      BakeryPositionVerdict verdict = g_array_index (batch->verdicts, BakeryPositionVerdict, i);

      if (verdict == BAKERY_POSITION_GOOD)
        continue;
      bakery_json_writer_begin_object (writer);
      bakery_json_writer_name (writer, "index");
      bakery_json_writer_integer (writer, i);
      bakery_json_writer_name (writer, "reason");
      bakery_json_writer_string (writer, bakery_position_verdicts.names[verdict]);
      bakery_json_writer_end_object (writer);
    }
  bakery_json_writer_end_array (writer);
  bakery_json_writer_end_object (writer);
}

static gboolean
post_positions (ServerRequest  *request,
                ServerResponse *response,
                GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  g_autoptr(GPtrArray) positions = read_batch (request, error);
  g_auto(Batch) batch = { NULL };
  gint64 delivery;

  if (positions == NULL ||
      !server_delivery_store_find_run (connection, server_request_get_account (request), &delivery, error))
    return FALSE;
  if (delivery == 0)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "You are not under way with a delivery.");
      return FALSE;
    }
  if (!correct_times (request, positions, delivery, error) ||
      !judge_all (request, positions, delivery, &batch, error) ||
      (batch.n_accepted > 0 && !server_delivery_store_put_position (connection, batch.newest, error)))
    return FALSE;
  if (batch.n_accepted > 0)
    server_delivery_times_follow (server_request_get_context (request)->delivery_times, delivery);

  answer (&batch, response);

  return TRUE;
}

static const ServerCollection positions = {
  .type = &bakery_position_type,
  .path = "positions",
  .rights_column = "t.store",
  .readers = SERVER_RIGHTS_RUN,
  .writers = SERVER_RIGHTS_RUN,
};

static const ServerQueryParameter query[] = { SERVER_QUERY_PAGE, { NULL } };

static const ServerQueryParameter members[] = {
  { "positions", SERVER_QUERY_LIST, 1, MAXIMUM_BATCH, NULL, "Where you were, oldest first", .is_required = TRUE,
    .entity = &bakery_position_type },
  { NULL },
};

static const ServerQueryParameter ignored_members[] = {
  { "index", SERVER_QUERY_INTEGER, .description = "Which of them, from 0", .is_required = TRUE },
  { "reason", SERVER_QUERY_ENUM, .values = &bakery_position_verdicts, .description = "Why", .is_required = TRUE },
  { NULL },
};

static const ServerQueryParameter answer_members[] = {
  { "accepted", SERVER_QUERY_INTEGER, .description = "How many of them are good", .is_required = TRUE },
  { "ignored", SERVER_QUERY_LIST, .description = "The others", .is_required = TRUE, .members = ignored_members },
  { NULL },
};

const ServerRoute server_positions_routes[] = {
  { "GET", "positions", BAKERY_ROLES_SHOP, SERVER_ROUTE_READ, server_collection_list, SERVER_ROUTE_LIST, .query = query,
    .data = &positions, .answer = &bakery_position_type, .summary = "Say where the drivers are that are under way" },
  { "POST", "positions", BAKERY_ROLES_SHOP, SERVER_ROUTE_WRITE, post_positions, .members = members,
    .answer_members = answer_members, .summary = "Say where you are with your delivery" },
  { NULL },
};
