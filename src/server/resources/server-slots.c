/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `slots`: when a store hands over, what work still fits, and the earliest time that an order can honestly be promised
 * for. Reads only; whether there is still room is decided when the order is placed. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-price.h"
#include "bakery-time.h"
#include "server-request.h"
#include "server-response.h"
#include "server-slot-store.h"

#define DEFAULT_DAYS 7
#define MAXIMUM_DAYS 31

static const ServerQueryParameter query[] = {
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "The store", .is_required = TRUE },
  { "from", SERVER_QUERY_TIME, .description = "The slots from this time on; from now unless given" },
  { "days", SERVER_QUERY_INTEGER, 1, MAXIMUM_DAYS, NULL, "Of so many days; 7 unless given" },
  { "work_minutes", SERVER_QUERY_INTEGER, 0, 100000, NULL, "The work that must fit in" },
  { "lead_time_minutes", SERVER_QUERY_INTEGER, 0, 129600, NULL, "The longest lead time of what is ordered" },
  { "fulfilment", SERVER_QUERY_ENUM, .values = &bakery_fulfilments, .description = "Delivered or collected" },
  { NULL },
};

static BakeryStore *
load_store (ServerRequest *request,
            GError       **error)
{
  g_autoptr(GError) problem = NULL;
  BakeryStore *store;

  if (!server_request_has_query (request, "store"))
    {
      bakery_set_error_violation (error, "store", "This parameter is required.");
      return NULL;
    }

  store = server_slot_store_load_terms (server_request_get_connection (request),
                                        server_request_get_query_integer (request, "store", 0),
                                        &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (store == NULL)
    g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is no such store.");

  return store;
}

/* An order like the one that is thought of. */
static BakeryOrder *
imagine_order (ServerRequest     *request,
               const BakeryStore *store)
{
  BakeryOrder *order = bakery_order_new ();
  BakeryOrderLine *line = bakery_order_line_new ();

  line->work_minutes = server_request_get_query_integer (request, "work_minutes", 0);
  line->lead_time_minutes = server_request_get_query_integer (request, "lead_time_minutes", 0);
  order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (order->lines, line);
  order->fulfilment = server_request_get_query_enum (request, "fulfilment", BAKERY_FULFILMENT_DELIVERY);
  order->order_date = server_request_get_now (request);
  bakery_order_schedule (order, store);

  return order;
}

static void
write_slot (BakeryJsonWriter  *writer,
            const BakeryDay   *day,
            const BakerySlot  *slot,
            const BakeryOrder *order)
{
  gint64 free_minutes = bakery_day_get_free_minutes (day, slot);

  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "from");
  bakery_json_writer_time (writer, slot->begin);
  bakery_json_writer_name (writer, "to");
  bakery_json_writer_time (writer, slot->end);
  bakery_json_writer_name (writer, "free_minutes");
  if (free_minutes == BAKERY_SLOT_UNLIMITED)
    bakery_json_writer_null (writer);
  else
    bakery_json_writer_integer (writer, free_minutes);
  bakery_json_writer_name (writer, "is_free");
  bakery_json_writer_boolean (writer, slot->end > order->due_at && free_minutes >= order->work_minutes);
  bakery_json_writer_end_object (writer);
}

static gboolean
write_slots (ServerRequest     *request,
             const BakeryStore *store,
             const BakeryOrder *order,
             BakeryJsonWriter  *writer,
             GError           **error)
{
  gint64 from = MAX (server_request_get_query_time (request, "from", 0), server_request_get_now (request));
  gint64 n_days = server_request_get_query_integer (request, "days", DEFAULT_DAYS);
  int days;
  guint i;

  bakery_json_writer_name (writer, "slots");
  bakery_json_writer_begin_array (writer);
  for (days = 0; days < n_days; days++)
    {
      g_auto(BakeryDay) day = { NULL };

      bakery_day_init (&day, store, from, days);
      if (!server_slot_store_fill_day (server_request_get_connection (request), &day, 0, error))
        return FALSE;
      for (i = 0; i < day.slots->len; i++)
        {
          const BakerySlot *slot = &g_array_index (day.slots, BakerySlot, i);

          if (slot->end > from)
            write_slot (writer, &day, slot, order);
        }
    }
  bakery_json_writer_end_array (writer);

  return TRUE;
}

static gboolean
list_slots (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  g_autoptr(BakeryStore) store = load_store (request, error);
  g_autoptr(BakeryOrder) order = NULL;
  BakeryJsonWriter *writer;
  gint64 earliest;

  if (store == NULL)
    return FALSE;

  order = imagine_order (request, store);
  if (!server_slot_store_find_time (server_request_get_connection (request), store, order, order->due_at, &earliest, error))
    return FALSE;

  writer = server_response_begin_json (response);
  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "store");
  bakery_json_writer_integer (writer, store->base.id);
  bakery_json_writer_name (writer, "time_zone");
  bakery_json_writer_string (writer, store->time_zone);
  bakery_json_writer_name (writer, "earliest");
  bakery_json_writer_time (writer, earliest);
  if (!write_slots (request, store, order, writer, error))
    return FALSE;
  bakery_json_writer_end_object (writer);

  return TRUE;
}

static const ServerQueryParameter slot_members[] = {
  { "from", SERVER_QUERY_TIME, .description = "When it begins", .is_required = TRUE },
  { "to", SERVER_QUERY_TIME, .description = "When it ends", .is_required = TRUE },
  { "free_minutes", SERVER_QUERY_INTEGER, .description = "Work there is still room for; null without limit",
    .is_required = TRUE, .is_nullable = TRUE },
  { "is_free", SERVER_QUERY_BOOLEAN, .description = "Whether an order can be promised then", .is_required = TRUE },
  { NULL },
};

static const ServerQueryParameter answer_members[] = {
  { "store", SERVER_QUERY_INTEGER, .description = "The store", .is_required = TRUE },
  { "time_zone", SERVER_QUERY_TEXT, .description = "On whose clocks its days begin", .is_required = TRUE },
  { "earliest", SERVER_QUERY_TIME, .description = "The earliest time that an order can be promised for; null for none soon",
    .is_nullable = TRUE },
  { "slots", SERVER_QUERY_LIST, .description = "The slots", .is_required = TRUE, .members = slot_members },
  { NULL },
};

const ServerRoute server_slots_routes[] = {
  { "GET", "slots", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, list_slots, .query = query,
    .answer_members = answer_members, .other_status = 404,
    .summary = "List the times at which a store hands over, and what room they have" },
  { NULL },
};
