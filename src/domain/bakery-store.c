/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of a store (S-081 to S-086, and what running its queue needs). */

#include "bakery-store.h"

#include "bakery-checks.h"
#include "bakery-money.h"
#include "bakery-time.h"
#include "bakery-violations.h"

#include <math.h>
#include <string.h>

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL };
static const BakeryEnum weekday_names = { weekdays };

static gboolean
is_time_of_day (JsonNode *node)
{
  const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return text != NULL && strlen (text) == 5 && text[2] == ':' && g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) &&
         g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4]) && strcmp (text, "24:00") <= 0 && text[3] < '6';
}

static gboolean
is_opening_span (JsonNode *node)
{
  JsonArray *span = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return span != NULL && json_array_get_length (span) == 2 && is_time_of_day (json_array_get_element (span, 0)) &&
         is_time_of_day (json_array_get_element (span, 1)) &&
         strcmp (json_array_get_string_element (span, 0), json_array_get_string_element (span, 1)) < 0;
}

static gboolean
spans_overlap (JsonArray *a,
               JsonArray *b)
{
  return strcmp (json_array_get_string_element (a, 0), json_array_get_string_element (b, 1)) < 0 &&
         strcmp (json_array_get_string_element (b, 0), json_array_get_string_element (a, 1)) < 0;
}

/* A span that is one, and has no minute in common with those before it. */
static gboolean
is_further_span (JsonArray *spans,
                 guint      position)
{
  guint i;

  if (!is_opening_span (json_array_get_element (spans, position)))
    return FALSE;

  for (i = 0; i < position; i++)
    {
      if (spans_overlap (json_array_get_array_element (spans, i), json_array_get_array_element (spans, position)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_day_of_spans (const char *day,
                 JsonNode   *node)
{
  JsonArray *spans = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  int value;
  guint i;

  if (spans == NULL || !bakery_enum_from_string (&weekday_names, day, &value) || json_array_get_length (spans) > 6)
    return FALSE;

  for (i = 0; i < json_array_get_length (spans); i++)
    {
      if (!is_further_span (spans, i))
        return FALSE;
    }

  return TRUE;
}

static void
check_opening_hours (const BakeryEntity *entity,
                     const BakeryField  *field,
                     BakeryViolations   *violations)
{
  JsonNode *node = BAKERY_FIELD_VALUE (entity, field, JsonNode *);
  gboolean is_valid = node == NULL || JSON_NODE_HOLDS_OBJECT (node);
  JsonObjectIter iter;
  const char *day;
  JsonNode *spans;

  if (node == NULL)
    return;

  if (is_valid)
    {
      json_object_iter_init (&iter, json_node_get_object (node));
      while (is_valid && json_object_iter_next (&iter, &day, &spans))
        is_valid = is_day_of_spans (day, spans);
    }
  if (!is_valid)
    bakery_violations_add (violations,
                           field->name,
                           "Give the hours of each day as {\"mon\": [[\"08:00\", \"18:00\"]], …}, mon to sun, "
                           "without overlaps.");
}

static gboolean
is_closure (JsonNode                *node,
            const BakeryStore *store G_GNUC_UNUSED)
{
  JsonObject *closure = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *from = closure != NULL ? json_object_get_string_member_with_default (closure, "from", NULL) : NULL;
  const char *to = closure != NULL ? json_object_get_string_member_with_default (closure, "to", NULL) : NULL;
  gint64 begin;
  gint64 end;

  return from != NULL && to != NULL && bakery_time_from_string (from, &begin) && bakery_time_from_string (to, &end) &&
         begin < end;
}

static gboolean
is_zone (JsonNode          *node,
         const BakeryStore *store)
{
  JsonObject *zone = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *fee = zone != NULL ? json_object_get_string_member_with_default (zone, "fee", NULL) : NULL;
  gint64 amount;

  return fee != NULL && json_object_get_string_member_with_default (zone, "name", NULL) != NULL &&
         json_object_get_int_member_with_default (zone, "radius_metres", 0) > 0 &&
         bakery_money_from_string (fee, bakery_currency_get_digits (store->currency), &amount) && amount >= 0;
}

typedef gboolean (*StoreElementCheck) (JsonNode          *node,
                                       const BakeryStore *store);

static void
check_list (const BakeryEntity *entity,
            const BakeryField  *field,
            StoreElementCheck   is_element,
            const char         *message,
            BakeryViolations   *violations)
{
  JsonNode *node = BAKERY_FIELD_VALUE (entity, field, JsonNode *);
  gboolean is_valid = node == NULL || JSON_NODE_HOLDS_ARRAY (node);
  guint i;

  for (i = 0; is_valid && node != NULL && i < json_array_get_length (json_node_get_array (node)); i++)
    is_valid = is_element (json_array_get_element (json_node_get_array (node), i), (const BakeryStore *) entity);
  if (!is_valid)
    bakery_violations_add (violations, field->name, "%s", message);
}

static void
check_closures (const BakeryEntity *entity,
                const BakeryField  *field,
                BakeryViolations   *violations)
{
  check_list (entity,
              field,
              is_closure,
              "Give each closure as {\"from\": TIME, \"to\": a later TIME, \"reason\": TEXT}.",
              violations);
}

static void
check_zones (const BakeryEntity *entity,
             const BakeryField  *field,
             BakeryViolations   *violations)
{
  check_list (entity,
              field,
              is_zone,
              "Give each zone as {\"name\": TEXT, \"radius_metres\": NUMBER, \"fee\": AMOUNT}.",
              violations);
}

static void
check_contact_number (const BakeryEntity *entity,
                      const BakeryField  *field,
                      BakeryViolations   *violations)
{
  bakery_check_phone (entity, field, violations);
  if (!bakery_violations_has_field (violations, field->name) &&
      strlen (((const BakeryStore *) entity)->contact_number) < 10)
    bakery_violations_add (violations, field->name, "Contact number must be between 10 and 15 digits.");
}

static void
check_store (const BakeryEntity *entity,
             BakeryViolations   *violations)
{
  const BakeryStore *self = (const BakeryStore *) entity;

  if (isnan (self->latitude) != isnan (self->longitude))
    bakery_violations_add (violations, "longitude", "Give both latitude and longitude, or neither.");
}

#define FIELD(member, TYPE, ...) BAKERY_FIELD (BakeryStore, member, TYPE, __VA_ARGS__)
#define READERS BAKERY_ROLES_EVERYBODY
#define WRITERS BAKERY_ROLES_MANAGERS

static const BakeryField store_fields[] = {
  FIELD (name, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .minimum = 3, .maximum = 100,
         .check = bakery_check_one_line, .description = "what the bakery is called"),
  FIELD (city, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .minimum = 2, .maximum = 100, .description = "town"),
  FIELD (address, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 255, .description = "street and number"),
  FIELD (contact_number, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 15, .check = check_contact_number,
         .description = "phone number, 10 to 15 digits"),
  FIELD (email, TEXT, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_UNIQUE, READERS, WRITERS, .maximum = 254,
         .normalise = bakery_normalise_email, .check = bakery_check_email, .description = "where customers write to"),
  FIELD (description, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 500,
         .description = "what the bakery says of itself"),
  FIELD (latitude, REAL, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .minimum = -90, .maximum = 90,
         .description = "degrees north (WGS 84)"),
  FIELD (longitude, REAL, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .minimum = -180, .maximum = 180,
         .description = "degrees east (WGS 84)"),
  FIELD (time_zone, TEXT, 0, READERS, WRITERS, .maximum = 64, .initial = "Asia/Kolkata",
         .check = bakery_check_time_zone, .description = "IANA name; days and slots are those of this zone"),
  FIELD (currency, TEXT, BAKERY_FIELD_FIXED, READERS, WRITERS, .maximum = 3, .initial = "INR",
         .check = bakery_check_currency, .description = "ISO 4217 code of every price of the store"),
  FIELD (tax_rate, RATE, 0, READERS, WRITERS, .maximum = 10000, .description = "percent added to the goods' price"),
  FIELD (delivery_fee, MONEY, 0, READERS, WRITERS, .maximum = BAKERY_MONEY_MAXIMUM,
         .description = "what a delivery costs outside any zone"),
  FIELD (zones, DOCUMENT, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .maximum = 100, .check = check_zones,
         .description = "delivery zones by radius, with their fees"),
  FIELD (opening_hours, DOCUMENT, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .check = check_opening_hours,
         .description = "spans by weekday"),
  FIELD (closures, DOCUMENT, BAKERY_FIELD_NULLABLE, READERS, WRITERS, .maximum = 1000, .check = check_closures,
         .description = "when it is closed all the same"),
  FIELD (lead_time_minutes, INTEGER, 0, READERS, WRITERS, .maximum = 129600, .initial = "60",
         .description = "least time between an order and its hand-over"),
  FIELD (capacity_minutes_per_day, INTEGER, 0, READERS, WRITERS, .maximum = 100000,
         .description = "work minutes that fit into a day, 0 for no limit"),
  FIELD (slot_minutes, INTEGER, 0, READERS, WRITERS, .minimum = 5, .maximum = 1440, .initial = "30",
         .description = "length of a hand-over slot"),
  FIELD (capacity_minutes_per_slot, INTEGER, 0, READERS, WRITERS, .maximum = 100000,
         .description = "work minutes that fit into a slot, 0 for no limit"),
  FIELD (preparation_radius_metres, INTEGER, 0, READERS, WRITERS, .minimum = 500, .maximum = 1000, .initial = "800",
         .description = "how near a collecting customer is when preparation starts"),
  FIELD (delivery_minutes, INTEGER, 0, READERS, WRITERS, .maximum = 1440, .initial = "45",
         .description = "how long a delivery takes on average"),
  FIELD (queue_minutes, INTEGER, 0, READERS, WRITERS, .minimum = 0, .maximum = 10080, .initial = "180",
         .description = "how long before its latest start an order enters the queue"),
  FIELD (soon_minutes, INTEGER, 0, READERS, WRITERS, .minimum = 0, .maximum = 1440, .initial = "30",
         .description = "how long before its latest start an order is marked as due soon"),
  FIELD (undo_seconds, INTEGER, 0, READERS, WRITERS, .minimum = 0, .maximum = 3600, .initial = "120",
         .description = "how long a stage move can be taken back and its mail is held"),
  FIELD (day_cutoff_minutes, INTEGER, 0, READERS, WRITERS, .minimum = 0, .maximum = 720, .initial = "0",
         .description = "minutes after midnight at which a business day begins; what is sold before counts to the day before"),
  FIELD (is_active, BOOLEAN, 0, READERS, BAKERY_ROLES_ADMIN, .initial = "true", .description = "whether it sells"),
  FIELD (created_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "when it was created"),
  FIELD (updated_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "last change"),
  FIELD (distance_metres, INTEGER, BAKERY_FIELD_DERIVED, READERS, BAKERY_ROLES_NOBODY,
         .description = "how far it is from the place that was asked about, 0 where none was"),
};

const BakeryEntityType bakery_store_type = {
  .name = "store",
  .table = "stores",
  .size = sizeof (BakeryStore),
  .fields = store_fields,
  .n_fields = G_N_ELEMENTS (store_fields),
  .currency = G_STRUCT_OFFSET (BakeryStore, currency),
  .keeps_deleted = TRUE,
  .check = check_store,
};
