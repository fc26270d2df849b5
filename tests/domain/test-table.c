/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The field tables themselves: what every row must hold for JSON, SQL, forms and documentation to follow from it. */

#include "config.h"

#include "domain-fixture.h"

#include "bakery-order.h"

static gsize
size_of (const BakeryField *field)
{
  switch (field->type)
    {
    case BAKERY_FIELD_BOOLEAN:
      return sizeof (gboolean);
    case BAKERY_FIELD_ENUM:
      return sizeof (int);
    case BAKERY_FIELD_REAL:
      return sizeof (double);
    case BAKERY_FIELD_TEXT:
    case BAKERY_FIELD_TEXT_LIST:
    case BAKERY_FIELD_REFERENCE_LIST:
    case BAKERY_FIELD_DOCUMENT:
    case BAKERY_FIELD_CHILDREN:
      return sizeof (gpointer);
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_QUANTITY:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_REFERENCE:
      return sizeof (gint64);
    default:
      g_assert_not_reached ();
    }
}

/* Members lie inside the struct, behind its head, and no two share a byte. */
static void
test_layout (gconstpointer data)
{
  const BakeryEntityType *type = data;
  g_autofree guint8 *taken = g_malloc0 (type->size);
  guint i;
  gsize j;

  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];

      g_test_message ("%s.%s", type->name, field->name);
      g_assert_cmpuint (field->offset, >=, sizeof (BakeryEntity));
      g_assert_cmpuint (field->offset + size_of (field), <=, type->size);
      g_assert_cmpuint (field->offset % size_of (field), ==, 0);
      for (j = field->offset; j < field->offset + size_of (field); j++)
        g_assert_cmpuint (taken[j]++, ==, 0);
    }
}

static void
test_names (gconstpointer data)
{
  const BakeryEntityType *type = data;
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint i;

  g_hash_table_add (names, (gpointer) "id");
  g_hash_table_add (names, (gpointer) "revision");
  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];

      g_test_message ("%s.%s", type->name, field->name);
      g_assert_cmpuint (strspn (field->name, "abcdefghijklmnopqrstuvwxyz_"), ==, strlen (field->name));
      g_assert_true (g_hash_table_add (names, (gpointer) field->name));
      g_assert_true (bakery_entity_type_find_field (type, field->name) == field);
      g_assert_nonnull (field->description);
      g_assert_cmpstr (field->description, !=, "");
    }
  g_assert_null (bakery_entity_type_find_field (type, "flour"));
}

static void
test_rows (gconstpointer data)
{
  const BakeryEntityType *type = data;
  guint i;

  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];
      gboolean has_words = field->type == BAKERY_FIELD_ENUM || field->type == BAKERY_FIELD_TEXT_LIST;

      g_test_message ("%s.%s", type->name, field->name);
      if (field->type == BAKERY_FIELD_ENUM)
        g_assert_nonnull (field->values);
      g_assert_true (field->values == NULL || has_words);
      if (field->values != NULL)
        g_assert_nonnull (field->values->names[0]);
      if (field->type == BAKERY_FIELD_CHILDREN)
        g_assert_nonnull (field->target->parent_column);
      if (field->normalise != NULL)
        g_assert_cmpint (field->type, ==, BAKERY_FIELD_TEXT);
      g_assert_cmpint (field->minimum, <=, field->maximum);
    }
}

static void
test_rights (gconstpointer data)
{
  const BakeryEntityType *type = data;
  guint i;

  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];
      gboolean is_required = (field->flags & BAKERY_FIELD_REQUIRED) != 0;

      g_test_message ("%s.%s", type->name, field->name);
      g_assert_cmpuint ((field->readers | field->writers) & ~BAKERY_ROLES_EVERYBODY, ==, 0);
      if ((field->flags & BAKERY_FIELD_SECRET) != 0)
        g_assert_cmpuint (field->readers, ==, BAKERY_ROLES_NOBODY);
      else
        g_assert_cmpuint (field->writers & ~field->readers & BAKERY_ROLES_SIGNED_IN, ==, 0);
      if ((field->flags & BAKERY_FIELD_DERIVED) != 0)
        g_assert_cmpuint (field->writers, ==, BAKERY_ROLES_NOBODY);
      if (is_required)
        {
          g_assert_cmpuint (field->writers, !=, BAKERY_ROLES_NOBODY);
          g_assert_null (field->initial);
        }
    }
}

/* A new entity has no fault in a field that nobody is obliged to give. */
static void
test_initial (gconstpointer data)
{
  const BakeryEntityType *type = data;
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  gpointer entity = bakery_entity_new (type);
  guint i;

  bakery_entity_validate (entity, violations);
  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];

      g_test_message ("%s.%s", type->name, field->name);
      if ((field->flags & BAKERY_FIELD_REQUIRED) == 0)
        g_assert_false (bakery_violations_has_field (violations, field->name));
      if (field->initial != NULL)
        {
          g_autofree char *text = bakery_field_to_text (entity, field);

          g_assert_cmpstr (text, ==, field->initial);
        }
    }
  bakery_entity_unref (entity);
}

static guint
position_of (const BakeryEntityType *type)
{
  guint i;

  for (i = 0; bakery_entity_types[i] != NULL; i++)
    {
      if (bakery_entity_types[i] == type)
        return i;
    }

  return G_MAXUINT;
}

/* A type stands after those it refers to, itself aside, so that tables and feeds can be filled in this order. */
static void
test_order_of_types (void)
{
  guint i;
  guint j;

  for (i = 0; bakery_entity_types[i] != NULL; i++)
    {
      const BakeryEntityType *type = bakery_entity_types[i];

      g_assert_null (type->parent_column);
      g_assert_cmpuint (position_of (type), ==, i);
      for (j = 0; j < type->n_fields; j++)
        {
          const BakeryField *field = &type->fields[j];

          g_test_message ("%s.%s", type->name, field->name);
          if (field->type == BAKERY_FIELD_REFERENCE && field->target != NULL && field->target != type)
            g_assert_cmpuint (position_of (field->target), <, i);
        }
    }
}

static void
test_enums (void)
{
  int value = 4711;

  g_assert_cmpuint (g_strv_length ((char **) bakery_stages.names), ==, BAKERY_N_STAGES);
  g_assert_true (bakery_enum_from_string (&bakery_stages, "out_for_delivery", &value));
  g_assert_cmpint (value, ==, BAKERY_STAGE_OUT_FOR_DELIVERY);
  g_assert_false (bakery_enum_from_string (&bakery_stages, "Pending", &value));
  g_assert_cmpint (value, ==, BAKERY_STAGE_OUT_FOR_DELIVERY);
  g_assert_null (bakery_enum_to_string (&bakery_stages, -1));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char   *name;
    GTestDataFunc function;
  } tests[] = {
    { "layout", test_layout }, { "names", test_names }, { "rows", test_rows }, { "rights", test_rights },
    { "initial", test_initial },
  };
  gsize i;
  guint j;

  g_test_init (&argc, &argv, NULL);

  for (i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      for (j = 0; domain_types[j] != NULL; j++)
        {
          g_autofree char *path = g_strdup_printf ("/table/%s/%s", tests[i].name, domain_types[j]->name);

          g_test_add_data_func (path, domain_types[j], tests[i].function);
        }
    }
  g_test_add_func ("/table/order-of-types", test_order_of_types);
  g_test_add_func ("/table/enums", test_enums);

  return g_test_run ();
}
