/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The JSON body of a request, read into an entity. The first byte chooses the type, the second who sends it and what for. What
 * is accepted is valid, and is the same when it is written and read again. */

#include "fuzz.h"

#include "bakery-entity-json.h"
#include "bakery-violations.h"
#include "server-json.h"

static gpointer
take_entity (guint8 choice)
{
  guint n_types = 0;

  while (bakery_entity_types[n_types] != NULL)
    n_types++;

  return bakery_entity_new (bakery_entity_types[choice % n_types]);
}

static void
check_written (gconstpointer entity)
{
  g_autofree char *text = bakery_entity_to_json (entity, BAKERY_ROLES_EVERYBODY);
  g_autofree char *text_again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = server_json_parse (text, strlen (text), &error);
  gpointer again;

  g_assert_no_error (error);
  again = bakery_entity_from_trusted_json (BAKERY_ENTITY (entity)->type, json_node_get_object (node), &error);
  g_assert_no_error (error);
  text_again = bakery_entity_to_json (again, BAKERY_ROLES_EVERYBODY);
  g_assert_cmpstr (text, ==, text_again);
  bakery_entity_unref (again);
}

static void
check_refused (const BakeryViolations *violations)
{
  g_autofree char *sentence = bakery_violations_to_sentence (violations);
  g_autoptr(GString) json = g_string_new (NULL);
  BakeryJsonWriter writer = { json };
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_utf8_validate (sentence, -1, NULL));
  bakery_violations_write_json (violations, &writer);
  node = json_from_string (json->str, &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const BakeryRoles writers[] = { BAKERY_ROLE_ANONYMOUS, BAKERY_ROLE_CUSTOMER, BAKERY_ROLE_STAFF, BAKERY_ROLE_ADMIN };
  gpointer entity = take_entity (fuzz_take_byte (&data, &size));
  guint8 choice = fuzz_take_byte (&data, &size);
  BakeryDecodeMode mode = (BakeryDecodeMode) (choice % (BAKERY_DECODE_UPDATE + 1));
  BakeryRoles writer = writers[choice / 4 % G_N_ELEMENTS (writers)];
  g_autoptr(JsonNode) node = server_json_parse ((const char *) data, size, NULL);
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      if (bakery_entity_read_json (entity, json_node_get_object (node), mode, writer, choice >= 128, violations))
        check_written (entity);
      else
        check_refused (violations);
    }
  bakery_entity_unref (entity);

  return 0;
}
