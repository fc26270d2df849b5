/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What clients send: every violation named at once, and what each mode of decoding changes and keeps. */

#include "config.h"

#include "domain-fixture.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-cart.h"
#include "bakery-error.h"
#include "bakery-option.h"
#include "bakery-order.h"
#include "bakery-store.h"

#define CAKE_MEMBERS "\"store\":3,\"name\":\"Opera\",\"flavor\":\"coffee\",\"size\":\"1 kg\",\"price\":\"550.00\""
#define CAKE "{" CAKE_MEMBERS "}"

static void
test_create (void)
{
  g_autoptr(BakeryCake) cake = bakery_cake_new ();
  g_autoptr(BakeryViolations) violations = NULL;

  violations = domain_read (cake,
                            "{\"store\":\"3\",\"name\":\"  Opera \",\"flavor\":\"coffee\",\"size\":1,\"price\":550.5,"
                            "\"allergens\":[\"milk\",\" eggs\",\"milk\"],\"images\":[9,8,9],"
                            "\"unavailable_until\":\"2026-01-31T16:30:00Z\",\"kind\":\"drink\"}",
                            BAKERY_DECODE_CREATE,
                            BAKERY_ROLE_MANAGER,
                            FALSE);

  domain_assert_violations (violations, "");
  g_assert_cmpint (cake->store, ==, 3);
  g_assert_cmpstr (cake->name, ==, "Opera");
  g_assert_cmpstr (cake->size, ==, "1");
  g_assert_cmpint (cake->price, ==, 55050);
  g_assert_cmpint (cake->kind, ==, BAKERY_CAKE_KIND_DRINK);
  g_assert_cmpuint (g_strv_length (cake->allergens), ==, 2);
  g_assert_cmpstr (cake->allergens[1], ==, "eggs");
  g_assert_cmpuint (cake->images->len, ==, 2);
  g_assert_cmpstr (cake->image, ==, "/api/v1/images/9");
  g_assert_false (bakery_cake_is_available (cake, cake->unavailable_until - 1));
  g_assert_true (bakery_cake_is_available (cake, cake->unavailable_until));
}

/* One member in addition to, or instead of one of, those of a valid cake; and what is said of it. */
static void
test_cake_members (void)
{
  static const struct
  {
    const char *member;
    const char *sentence;
  } cases[] = {
    { "\"name\":\"\"", "name: This field may not be blank." },
    { "\"name\":\"  \"", "name: This field may not be blank." },
    { "\"name\":null", "name: This field may not be null." },
    { "\"name\":[]", "name: Not a valid string." },
    { "\"name\":true", "name: Not a valid string." },
    { "\"name\":\"a\\nb\"", "name: Write this in one line, without control characters." },
    { "\"size\":\"123456789012345678901234567890123456789012345678901\"",
      "size: Ensure this field has no more than 50 characters." },
    { "\"size\":\"éééééééééééééééééééééééééééééééééééééééééééééééééé\"", "" },
    { "\"store\":0", "store: A valid id is required." },
    { "\"store\":-1", "store: A valid id is required." },
    { "\"store\":1.5", "store: A valid id is required." },
    { "\"store\":{}", "store: A valid id is required." },
    { "\"price\":\"5.001\"", "price: A valid amount is required, with no more decimal places than the currency has." },
    { "\"price\":\"-1\"", "price: Ensure this value is greater than or equal to 0.00." },
    { "\"price\":1e30", "price: A valid amount is required, with no more decimal places than the currency has." },
    { "\"work_minutes\":10081", "work_minutes: Ensure this value is less than or equal to 10080." },
    { "\"work_minutes\":-1", "work_minutes: Ensure this value is greater than or equal to 0." },
    { "\"work_minutes\":\"ten\"", "work_minutes: A valid integer is required." },
    { "\"availability\":1", "availability: Must be true or false." },
    { "\"availability\":\"false\"", "" },
    { "\"kind\":\"pie\"", "kind: Not a valid choice. Choose one of: cake, drink." },
    { "\"kind\":1", "kind: Not a valid choice. Choose one of: cake, drink." },
    { "\"allergens\":\"milk\"", "allergens: A list of strings is required." },
    { "\"allergens\":[null]", "allergens: A list of strings is required." },
    { "\"allergens\":[\"milk\",\"love\"]", "allergens: \"love\" is not a valid choice." },
    { "\"images\":[0]", "images: A list of ids is required." },
    { "\"images\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]",
      "images: Ensure this list has no more than 20 elements." },
    { "\"unavailable_until\":\"tomorrow\"",
      "unavailable_until: A valid RFC 3339 time is required, such as 2026-01-31T16:30:00Z." },
    { "\"unavailable_until\":null", "" },
    { "\"image\":\"x\"", "image: This field cannot be set." },
    { "\"created_at\":\"2026-01-31T16:30:00Z\"", "created_at: This field cannot be set." },
    { "\"colour\":\"red\"", "colour: There is no such field." },
    { "\"id\":5,\"revision\":7", "" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BakeryCake) cake = bakery_cake_new ();
      g_autofree char *json = g_strdup_printf ("{" CAKE_MEMBERS ",%s}", cases[i].member);
      g_autoptr(BakeryViolations) violations = NULL;

      g_test_message ("%s", cases[i].member);
      violations = domain_read (cake, json, BAKERY_DECODE_CREATE, BAKERY_ROLE_MANAGER, FALSE);
      domain_assert_violations (violations, cases[i].sentence);
      g_assert_cmpint (cake->base.id, ==, 0);
    }
}

/* An answer does not grow with the words it repeats. */
static void
test_long_words (void)
{
  g_autofree char *word = g_strnfill (1000, 'o');
  g_autofree char *json = g_strdup_printf ("{" CAKE_MEMBERS ",\"allergens\":[\"%s\"],\"%s\":1}", word, word);
  g_autofree char *sentence = g_strdup_printf ("%.50s…: There is no such field.; "
                                               "allergens: \"%.50s…\" is not a valid choice.",
                                               word,
                                               word);
  g_autoptr(BakeryCake) cake = bakery_cake_new ();
  g_autoptr(BakeryViolations) violations = domain_read (cake, json, BAKERY_DECODE_CREATE, BAKERY_ROLE_MANAGER, FALSE);

  domain_assert_violations (violations, sentence);
}

static void
test_all_at_once (void)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();
  g_autoptr(BakeryViolations) violations = NULL;
  static const char *const wrong[] = {
    "name", "city", "address", "contact_number", "email", "description", "latitude", "time_zone", "tax_rate",
    "slot_minutes", "colour", "is_active", "zones",
  };
  gsize i;

  violations = domain_read (store,
                            "{\"name\":\"ab\",\"city\":\"x\",\"address\":\"\",\"contact_number\":\"12\",\"email\":\"me\","
                            "\"latitude\":91,\"time_zone\":\"Mars/Base\",\"tax_rate\":\"100.01\",\"slot_minutes\":4,"
                            "\"colour\":1,\"is_active\":false,\"zones\":{}}",
                            BAKERY_DECODE_CREATE,
                            BAKERY_ROLE_MANAGER,
                            FALSE);

  for (i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_true (bakery_violations_has_field (violations, wrong[i]));
    }
  g_assert_cmpuint (bakery_violations_get_n_messages (violations), ==, G_N_ELEMENTS (wrong));
}

static void
test_required (void)
{
  g_autoptr(BakeryCake) cake = bakery_cake_new ();
  g_autoptr(BakeryViolations) created = domain_read (cake, "{}", BAKERY_DECODE_CREATE, BAKERY_ROLE_MANAGER, FALSE);
  g_autoptr(BakeryViolations) replaced = domain_read (cake, "{}", BAKERY_DECODE_REPLACE, BAKERY_ROLE_MANAGER, FALSE);

  domain_assert_violations (created,
                            "store: This field is required.; name: This field is required.; "
                            "flavor: This field is required.; size: This field is required.; "
                            "price: This field is required.");
  g_assert_cmpuint (bakery_violations_get_n_messages (replaced), ==, 5);
}

static void
test_update_keeps_the_rest (void)
{
  g_autoptr(BakeryCake) cake = bakery_cake_new ();
  g_autoptr(BakeryViolations) created = domain_read (cake, CAKE, BAKERY_DECODE_CREATE, BAKERY_ROLE_MANAGER, FALSE);
  g_autoptr(BakeryCake) before = bakery_cake_copy (cake);
  g_autoptr(BakeryViolations) updated = NULL;

  updated = domain_read (cake, "{\"name\":\"Sacher\",\"store\":3}", BAKERY_DECODE_UPDATE, BAKERY_ROLE_MANAGER, FALSE);

  domain_assert_violations (created, "");
  domain_assert_violations (updated, "");
  g_assert_cmpstr (cake->name, ==, "Sacher");
  g_free (before->name);
  before->name = g_strdup ("Sacher");
  g_assert_true (bakery_entity_equal (cake, before));
}

static void
test_fixed (void)
{
  static const BakeryDecodeMode modes[] = { BAKERY_DECODE_UPDATE, BAKERY_DECODE_REPLACE };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr(BakeryCake) cake = bakery_cake_new ();
      g_autoptr(BakeryViolations) created = domain_read (cake, CAKE, BAKERY_DECODE_CREATE, BAKERY_ROLE_MANAGER, FALSE);
      g_autoptr(BakeryViolations) same = domain_read (cake, CAKE, modes[i], BAKERY_ROLE_MANAGER, FALSE);
      g_autoptr(BakeryViolations) moved = NULL;

      moved = domain_read (cake, "{" CAKE_MEMBERS ",\"store\":4}", modes[i], BAKERY_ROLE_MANAGER, FALSE);
      domain_assert_violations (same, "");
      domain_assert_violations (moved, "store: This field cannot be changed any more.");
      g_assert_cmpint (cake->store, ==, 3);
    }
}

/* Each field of each type: a role that may not write it is told so, one that may is not. */
static void
test_writers (gconstpointer data)
{
  const BakeryEntityType *type = data;
  BakeryRoles role;
  guint i;

  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];
      g_autofree char *json = g_strdup_printf ("{\"%s\":{\"no\":[]}}", field->name);

      for (role = BAKERY_ROLE_ANONYMOUS; role <= BAKERY_ROLE_ADMIN; role <<= 1)
        {
          gpointer entity = bakery_entity_new (type);
          g_autoptr(BakeryViolations) violations = domain_read (entity, json, BAKERY_DECODE_CREATE, role, FALSE);
          g_autofree char *sentence = bakery_violations_to_sentence (violations);
          gboolean may_write = (field->writers & role) != 0 && (field->flags & BAKERY_FIELD_DERIVED) == 0;

          g_test_message ("%s.%s by %u: %s", type->name, field->name, role, sentence);
          g_assert_cmpint (strstr (sentence, "This field cannot be set.") == NULL, ==, may_write);
          bakery_entity_unref (entity);
        }
    }
}

static void
test_document_s_mode (void)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();
  g_autoptr(BakeryViolations) violations = NULL;

  violations = domain_read (store,
                            "{\"Name\":\"Corner\",\"CITY\":\"Pune\",\"address\":\"1 Main\",\"contact_NUMBER\":\"1234567890\","
                            "\"email\":\"A@B.in\",\"Description\":\"good\",\"Delivery_fee\":\"1.125\",\"Currency\":\"KWD\","
                            "\"unknown\":1,\"created_at\":0,\"is_active\":false}",
                            BAKERY_DECODE_CREATE,
                            BAKERY_ROLE_MANAGER,
                            TRUE);

  domain_assert_violations (violations, "");
  g_assert_cmpstr (store->name, ==, "Corner");
  g_assert_cmpstr (store->email, ==, "a@b.in");
  g_assert_cmpint (store->delivery_fee, ==, 1125);
  g_assert_true (store->is_active);
}

static void
test_rules_between_fields (void)
{
  static const struct
  {
    const BakeryEntityType *type;
    const char             *json;
    const char             *sentence;
  } cases[] = {
    { &bakery_store_type, "{\"latitude\":18.5}", "longitude: Give both latitude and longitude, or neither." },
    { &bakery_account_type, "{\"role\":\"customer\",\"stores\":[1]}",
      "stores: Only staff, drivers and managers belong to stores." },
    { &bakery_account_type, "{\"password\":\"short\"}", "password: Choose a password of at least 8 characters." },
    { &bakery_account_type, "{\"password\":\"ME@example.org\"}",
      "password: Choose a password without your name and your email address." },
    { &bakery_account_type, "{\"password\":\"my ROSEWOOD 7\",\"last_name\":\"Rosewood\"}",
      "password: Choose a password without your name and your email address." },
    { &bakery_account_type, "{\"password\":\"PassWord\"}", "password: Choose a password that fewer people have." },
    { &bakery_option_group_type, "{\"minimum\":3,\"maximum\":2}",
      "minimum: Fewer must be chosen at least than may be chosen at most." },
  };
  static const char valid[] =
    "{\"name\":\"Corner\",\"city\":\"Pune\",\"address\":\"1\",\"contact_number\":\"1234567890\",\"store\":1,\"state\":\"x\","
    "\"email\":\"me@example.org\",\"description\":\"d\",\"password\":\"a long one\",\"phone_no\":\"1\",\"first_name\":\"a\","
    "\"last_name\":\"b\",\"pincode\":\"1\"}";
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gpointer entity = bakery_entity_new (cases[i].type);
      g_autoptr(BakeryViolations) created = domain_read (entity, valid, BAKERY_DECODE_CREATE, BAKERY_ROLE_ADMIN, TRUE);
      g_autoptr(BakeryViolations) updated = NULL;

      updated = domain_read (entity, cases[i].json, BAKERY_DECODE_UPDATE, BAKERY_ROLE_ADMIN, FALSE);
      domain_assert_violations (created, "");
      domain_assert_violations (updated, cases[i].sentence);
      bakery_entity_unref (entity);
    }
}

#define ACCOUNT_MEMBERS                                                                                                \
  "\"email\":\"me@example.org\",\"phone_no\":\"1\",\"first_name\":\"a\",\"last_name\":\"b\",\"address\":\"c\","              \
  "\"state\":\"d\",\"pincode\":\"1\""

/* An account as it is stored has the password's hash, and on a console nothing, in the password's place. */
static void
test_secret_of_stored (void)
{
  static const struct
  {
    BakeryDecodeMode mode;
    const char      *json;
    const char      *sentence;
  } cases[] = {
    { BAKERY_DECODE_UPDATE, "{\"city\":\"Pune\"}", "" },
    { BAKERY_DECODE_UPDATE, "{\"password\":\"\"}", "password: This field may not be blank." },
    { BAKERY_DECODE_UPDATE, "{\"password\":1234567890}", "password: Not a valid string." },
    { BAKERY_DECODE_UPDATE, "{\"password\":\"short\"}", "password: Choose a password of at least 8 characters." },
    { BAKERY_DECODE_UPDATE, "{\"role\":\"customer\",\"stores\":[1]}",
      "stores: Only staff, drivers and managers belong to stores." },
    { BAKERY_DECODE_REPLACE, "{" ACCOUNT_MEMBERS ",\"city\":\"Pune\"}", "" },
    { BAKERY_DECODE_REPLACE, "{" ACCOUNT_MEMBERS "}", "city: This field is required." },
    { BAKERY_DECODE_CREATE, "{" ACCOUNT_MEMBERS ",\"city\":\"Pune\"}", "password: This field is required." },
  };
  g_autofree char *hash = g_strnfill (300, 'h');
  const char *stored[] = { "", hash };
  gsize i;
  gsize j;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (j = 0; j < G_N_ELEMENTS (stored) && (j == 0 || cases[i].mode != BAKERY_DECODE_CREATE); j++)
        {
          g_autoptr(BakeryAccount) account = bakery_account_new ();
          g_autoptr(BakeryViolations) violations = NULL;

          g_free (account->password);
          account->password = g_strdup (stored[j]);
          g_test_message ("%s", cases[i].json);
          violations = domain_read (account, cases[i].json, cases[i].mode, BAKERY_ROLE_ADMIN, FALSE);
          domain_assert_violations (violations, cases[i].sentence);
        }
    }
}

/* What somebody stored under older limits does not stand in the way of a change elsewhere. */
static void
test_only_what_was_sent (void)
{
  g_autoptr(BakeryCake) cake = bakery_cake_new ();
  g_autoptr(BakeryViolations) created = domain_read (cake, CAKE, BAKERY_DECODE_CREATE, BAKERY_ROLE_MANAGER, FALSE);
  g_autoptr(BakeryViolations) elsewhere = NULL;
  g_autoptr(BakeryViolations) there = NULL;

  cake->work_minutes = 10081;
  elsewhere = domain_read (cake, "{\"name\":\"Sacher\"}", BAKERY_DECODE_UPDATE, BAKERY_ROLE_MANAGER, FALSE);
  there = domain_read (cake, "{\"work_minutes\":10082}", BAKERY_DECODE_UPDATE, BAKERY_ROLE_MANAGER, FALSE);

  domain_assert_violations (created, "");
  domain_assert_violations (elsewhere, "");
  domain_assert_violations (there, "work_minutes: Ensure this value is less than or equal to 10080.");
}

/* Document S's server leaves what a PUT does not mention as it is. */
static void
test_replace_keeps_the_rest (void)
{
  g_autoptr(BakeryCake) cake = bakery_cake_new ();
  g_autoptr(BakeryViolations) created = NULL;
  g_autoptr(BakeryViolations) replaced = NULL;

  created = domain_read (cake,
                         "{" CAKE_MEMBERS ",\"work_minutes\":45,\"allergens\":[\"milk\"]}",
                         BAKERY_DECODE_CREATE,
                         BAKERY_ROLE_MANAGER,
                         FALSE);
  replaced = domain_read (cake, CAKE, BAKERY_DECODE_REPLACE, BAKERY_ROLE_MANAGER, FALSE);

  domain_assert_violations (created, "");
  domain_assert_violations (replaced, "");
  g_assert_cmpint (cake->work_minutes, ==, 45);
  g_assert_cmpuint (g_strv_length (cake->allergens), ==, 1);
}

static void
test_trusted_failures (void)
{
  static const struct
  {
    const char *json;
    const char *sentence;
  } cases[] = {
    { "{\"lines\":[{\"quantity\":1},{\"quantity\":\"x\",\"unit_price\":\"1\"}]}",
      "lines[1].quantity: A valid integer is required." },
    { "{\"notes\":[],\"lines\":[{\"quantity\":{}}],\"timeline\":[{\"at\":7}]}",
      "notes: Not a valid string.; lines[0].quantity: A valid integer is required.; "
      "timeline[0].at: A valid RFC 3339 time is required, such as 2026-01-31T16:30:00Z." },
    { "{\"lines\":[{},3]}", "lines: A list of objects is required." },
    { "{\"lines\":7}", "lines: A list of objects is required." },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) object = domain_parse (cases[i].json);
      g_autoptr(GError) error = NULL;

      g_assert_null (bakery_entity_from_trusted_json (&bakery_order_type, object, &error));
      g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

/* What a newer server adds is passed over; what it says of derived fields is taken as it is. */
static void
test_trusted (void)
{
  g_autoptr(JsonObject) object = domain_parse ("{\"id\":9,\"revision\":12,\"flour\":1,\"quantity\":7,\"notes\":null}");
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryOrder) order = bakery_entity_from_trusted_json (&bakery_order_type, object, &error);

  g_assert_no_error (error);
  g_assert_cmpint (order->base.id, ==, 9);
  g_assert_cmpint (order->base.revision, ==, 12);
  g_assert_cmpint (order->quantity, ==, 7);
}

int
main (int    argc,
      char **argv)
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/entity-json/create", test_create);
  g_test_add_func ("/entity-json/cake-members", test_cake_members);
  g_test_add_func ("/entity-json/long-words", test_long_words);
  g_test_add_func ("/entity-json/all-at-once", test_all_at_once);
  g_test_add_func ("/entity-json/required", test_required);
  g_test_add_func ("/entity-json/update-keeps-the-rest", test_update_keeps_the_rest);
  g_test_add_func ("/entity-json/fixed", test_fixed);
  g_test_add_func ("/entity-json/document-s-mode", test_document_s_mode);
  g_test_add_func ("/entity-json/rules-between-fields", test_rules_between_fields);
  g_test_add_func ("/entity-json/secret-of-stored", test_secret_of_stored);
  g_test_add_func ("/entity-json/only-what-was-sent", test_only_what_was_sent);
  g_test_add_func ("/entity-json/replace-keeps-the-rest", test_replace_keeps_the_rest);
  g_test_add_func ("/entity-json/trusted-failures", test_trusted_failures);
  g_test_add_func ("/entity-json/trusted", test_trusted);
  for (i = 0; domain_types[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/entity-json/writers/%s", domain_types[i]->name);

      g_test_add_data_func (path, domain_types[i], test_writers);
    }

  return g_test_run ();
}
