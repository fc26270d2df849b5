/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The life of entities of every type: new, copy, equal; and their JSON as our own programs exchange it. */

#include "config.h"

#include "domain-fixture.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-order.h"
#include "bakery-store.h"

#include <math.h>

static void
assert_same (BakeryEntity *a,
             BakeryEntity *b)
{
  guint i;

  for (i = 0; i < a->type->n_fields; i++)
    {
      g_test_message ("%s.%s", a->type->name, a->type->fields[i].name);
      g_assert_true (bakery_field_equal (a, b, &a->type->fields[i]));
    }
  g_assert_true (bakery_entity_equal (a, b));
}

static void
test_new (gconstpointer data)
{
  const BakeryEntityType *type = data;
  BakeryEntity *a = bakery_entity_new (type);
  BakeryEntity *b = bakery_entity_ref (bakery_entity_new (type));

  g_assert_true (a->type == type);
  g_assert_cmpint (a->id, ==, 0);
  g_assert_cmpint (a->revision, ==, 0);
  assert_same (a, b);

  bakery_entity_unref (b);
  assert_same (a, b);
  bakery_entity_unref (b);
  bakery_entity_unref (a);
  bakery_entity_unref (NULL);
}

static void
test_copy (gconstpointer data)
{
  BakeryEntity *entity = bakery_entity_new (data);
  BakeryEntity *copy;

  domain_fill (entity);
  copy = bakery_entity_copy (entity);
  assert_same (entity, copy);
  g_assert_cmpint (copy->revision, ==, entity->revision);

  copy->revision++;
  g_assert_true (bakery_entity_equal (entity, copy));
  copy->id++;
  g_assert_false (bakery_entity_equal (entity, copy));

  bakery_entity_unref (entity);
  bakery_entity_unref (copy);
}

/* Each field counts: clearing it in the copy makes the two differ, and leaves the first as it was. */
static void
test_each_field_counts (gconstpointer data)
{
  const BakeryEntityType *type = data;
  guint i;

  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];
      BakeryEntity *entity = bakery_entity_new (type);
      BakeryEntity *copy;

      domain_fill (entity);
      copy = bakery_entity_copy (entity);
      bakery_field_clear (entity, field);
      if (field->type == BAKERY_FIELD_BOOLEAN)
        BAKERY_FIELD_VALUE (copy, field, gboolean) = TRUE;
      if (field->type == BAKERY_FIELD_ENUM)
        BAKERY_FIELD_VALUE (copy, field, int) = 1;

      g_test_message ("%s.%s", type->name, field->name);
      g_assert_false (bakery_field_equal (entity, copy, field));
      g_assert_false (bakery_entity_equal (entity, copy));
      bakery_field_copy (entity, copy, field);
      g_assert_true (bakery_entity_equal (entity, copy));

      bakery_entity_unref (entity);
      bakery_entity_unref (copy);
    }
}

static BakeryEntity *
send (BakeryEntity *entity)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *json = bakery_entity_to_json (entity, BAKERY_ROLES_EVERYBODY);
  g_autoptr(JsonObject) object = domain_parse (json);
  BakeryEntity *received = bakery_entity_from_trusted_json (entity->type, object, &error);

  g_assert_no_error (error);

  return received;
}

static void
clear_secrets (BakeryEntity *entity)
{
  guint i;

  for (i = 0; i < entity->type->n_fields; i++)
    {
      const BakeryField *field = &entity->type->fields[i];

      if ((field->flags & BAKERY_FIELD_SECRET) != 0)
        {
          bakery_field_clear (entity, field);
          if (field->type == BAKERY_FIELD_TEXT)
            BAKERY_FIELD_VALUE (entity, field, char *) = g_strdup ("");
        }
    }
}

static void
test_round_trip (gconstpointer data)
{
  int i;

  for (i = 0; i < 50; i++)
    {
      BakeryEntity *entity = bakery_entity_new (data);
      BakeryEntity *received;

      if (i > 0)
        domain_fill (entity);
      clear_secrets (entity);
      received = send (entity);
      assert_same (entity, received);
      g_assert_cmpint (received->revision, ==, entity->revision);

      bakery_entity_unref (entity);
      bakery_entity_unref (received);
    }
}

/* A role sees the fields that it may read, in the order of the table, and no secret whatever its readers say. */
static void
test_readers (gconstpointer data)
{
  const BakeryEntityType *type = data;
  BakeryEntity *entity = bakery_entity_new (type);
  BakeryRoles role;
  guint i;

  domain_fill (entity);
  for (role = BAKERY_ROLE_ANONYMOUS; role <= BAKERY_ROLE_ADMIN; role <<= 1)
    {
      g_autofree char *json = bakery_entity_to_json (entity, role);
      g_autoptr(JsonObject) object = domain_parse (json);

      g_assert_true (json_object_has_member (object, "id"));
      for (i = 0; i < type->n_fields; i++)
        {
          const BakeryField *field = &type->fields[i];
          gboolean visible = (field->readers & role) != 0 && (field->flags & BAKERY_FIELD_SECRET) == 0;

          g_test_message ("%s.%s for role %u", type->name, field->name, role);
          g_assert_cmpint (json_object_has_member (object, field->name), ==, visible);
        }
    }

  bakery_entity_unref (entity);
}

static void
test_text_of_fields (gconstpointer data)
{
  const BakeryEntityType *type = data;
  BakeryEntity *entity = bakery_entity_new (type);
  BakeryEntity *other = bakery_entity_new (type);
  guint i;

  domain_fill (entity);
  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];
      g_autofree char *text = bakery_field_to_text (entity, field);

      g_test_message ("%s.%s: %s", type->name, field->name, text);
      g_assert_true (bakery_field_set_from_text (other, field, text));
      g_assert_true (bakery_field_equal (entity, other, field));
    }

  bakery_entity_unref (entity);
  bakery_entity_unref (other);
}

static void
test_secret (void)
{
  g_autoptr(BakeryAccount) account = bakery_account_new ();
  g_autofree char *json = NULL;

  g_free (account->password);
  account->password = g_strdup ("correct horse battery");
  json = bakery_entity_to_json (account, ~0u);

  g_assert_null (strstr (json, "correct horse"));
  g_assert_null (strstr (json, "password"));
}

/* The money of lines is in the order's currency, whatever its minor unit. */
static void
test_money_of_children (void)
{
  static const struct
  {
    const char *currency;
    const char *text;
  } cases[] = {
    { "JPY", "\"unit_price\":\"1500\"" }, { "INR", "\"unit_price\":\"15.00\"" }, { "KWD", "\"unit_price\":\"1.500\"" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BakeryOrder) order = bakery_order_new ();
      g_autoptr(BakeryOrder) received = NULL;
      g_autofree char *json = NULL;
      BakeryOrderLine *line = bakery_order_line_new ();

      order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
      g_ptr_array_add (order->lines, line);
      line->unit_price = 1500;
      g_free (order->currency);
      order->currency = g_strdup (cases[i].currency);

      json = bakery_entity_to_json (order, BAKERY_ROLES_STAFF);
      g_assert_nonnull (strstr (json, cases[i].text));
      received = (BakeryOrder *) send (BAKERY_ENTITY (order));
      g_assert_cmpint (((BakeryOrderLine *) g_ptr_array_index (received->lines, 0))->unit_price, ==, 1500);
    }
}

static void
test_initial_values (void)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();
  g_autoptr(BakeryOrder) order = bakery_order_new ();

  g_assert_cmpstr (store->currency, ==, "INR");
  g_assert_cmpstr (store->name, ==, "");
  g_assert_cmpint (store->undo_seconds, ==, 120);
  g_assert_true (store->is_active);
  g_assert_true (isnan (store->latitude));
  g_assert_cmpint (order->undo_stage, ==, -1);
  g_assert_cmpint (order->stage, ==, BAKERY_STAGE_PENDING);
  g_assert_cmpint (order->payment_method, ==, BAKERY_PAYMENT_METHOD_OTHER);
}

static void
add_for_each_type (const char   *name,
                   GTestDataFunc function)
{
  guint i;

  for (i = 0; domain_types[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/entity/%s/%s", name, domain_types[i]->name);

      g_test_add_data_func (path, domain_types[i], function);
    }
}

/* Text that is no value of the field leaves it as it is. */
static void
test_no_value (void)
{
  static const struct
  {
    const char *field;
    const char *text;
  } cases[] = {
    { "slot_minutes", "" }, { "slot_minutes", "5x" }, { "slot_minutes", "1.5" }, { "slot_minutes", "true" },
    { "slot_minutes", "99999999999999999999" }, { "is_active", "True" }, { "is_active", "1" }, { "is_active", "" },
    { "tax_rate", "5.001" }, { "tax_rate", "five" }, { "delivery_fee", "1.001" }, { "delivery_fee", "" },
    { "created_at", "2026-01-31" }, { "created_at", "null" }, { "latitude", "north" }, { "latitude", "\"1\"" },
    { "zones", "7" }, { "zones", "[" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const BakeryField *field = bakery_entity_type_find_field (&bakery_store_type, cases[i].field);
      g_autoptr(BakeryStore) store = bakery_store_new ();
      g_autoptr(BakeryStore) before = bakery_store_copy (store);

      g_test_message ("%s: %s", cases[i].field, cases[i].text);
      g_assert_false (bakery_field_set_from_text (store, field, cases[i].text));
      g_assert_true (bakery_entity_equal (store, before));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_for_each_type ("new", test_new);
  add_for_each_type ("copy", test_copy);
  add_for_each_type ("each-field-counts", test_each_field_counts);
  add_for_each_type ("round-trip", test_round_trip);
  add_for_each_type ("readers", test_readers);
  add_for_each_type ("text-of-fields", test_text_of_fields);
  g_test_add_func ("/entity/no-value", test_no_value);
  g_test_add_func ("/entity/secret", test_secret);
  g_test_add_func ("/entity/money-of-children", test_money_of_children);
  g_test_add_func ("/entity/initial-values", test_initial_values);

  return g_test_run ();
}
