/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the JSON writer writes, as text and as json-glib reads it. */

#include "config.h"

#include "domain-fixture.h"

#include "bakery-json-writer.h"

#include <math.h>

static char *
write_string (const char *text)
{
  GString *json = g_string_new (NULL);
  BakeryJsonWriter writer = { json, FALSE };

  bakery_json_writer_string (&writer, text);

  return g_string_free (json, FALSE);
}

static char *
write_real (double value)
{
  GString *json = g_string_new (NULL);
  BakeryJsonWriter writer = { json, FALSE };

  bakery_json_writer_real (&writer, value);

  return g_string_free (json, FALSE);
}

static void
test_strings (void)
{
  static const struct
  {
    const char *text;
    const char *json;
  } cases[] = {
    { NULL, "null" },
    { "", "\"\"" },
    { "a\"b\\c/d", "\"a\\\"b\\\\c/d\"" },
    { "\n\r\t", "\"\\n\\r\\t\"" },
    { "\001\b\f\037\177", "\"\\u0001\\u0008\\u000c\\u001f\\u007f\"" },
    { "é中😀", "\"é中😀\"" },
    { "a\xff" "b\xc3", "\"a\xef\xbf\xbd" "b\xef\xbf\xbd\"" },
    { "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = write_string (cases[i].text);

      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

static void
test_any_bytes (void)
{
  int i;
  int j;

  for (i = 0; i < 5000; i++)
    {
      char text[17] = "";
      g_autofree char *valid = NULL;
      g_autofree char *json = NULL;
      g_autoptr(JsonNode) node = NULL;

      for (j = 0; j < 16; j++)
        text[j] = (char) g_test_rand_int_range (1, i % 2 == 0 ? 128 : 256);
      json = write_string (text);
      node = json_from_string (json, NULL);
      valid = g_utf8_make_valid (text, -1);
      g_assert_nonnull (node);
      g_assert_cmpstr (json_node_get_string (node), ==, valid);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    double      value;
    const char *json;
  } cases[] = {
    { 0, "0" }, { -1.5, "-1.5" }, { 52.52, "52.52" }, { 0.1, "0.1" }, { 1e300, "1e+300" }, { NAN, "null" },
    { INFINITY, "null" }, { -INFINITY, "null" },
  };
  gsize i;
  int j;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = write_real (cases[i].value);

      g_assert_cmpstr (json, ==, cases[i].json);
    }

  for (j = 0; j < 5000; j++)
    {
      double value = g_test_rand_double_range (-180, 180);
      g_autofree char *json = write_real (value);

      g_assert_cmpfloat (g_ascii_strtod (json, NULL), ==, value);
    }
}

static void
test_nesting (void)
{
  g_autoptr(GString) json = g_string_new (NULL);
  g_autoptr(JsonNode) node = json_from_string ("{\"x\":[]}", NULL);
  BakeryJsonWriter writer = { json, FALSE };

  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_name (&writer, "a\"");
  bakery_json_writer_begin_array (&writer);
  bakery_json_writer_integer (&writer, G_MININT64);
  bakery_json_writer_integer (&writer, 0);
  bakery_json_writer_boolean (&writer, 5);
  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_end_object (&writer);
  bakery_json_writer_null (&writer);
  bakery_json_writer_end_array (&writer);
  bakery_json_writer_name (&writer, "b");
  bakery_json_writer_time (&writer, 0);
  bakery_json_writer_name (&writer, "c");
  bakery_json_writer_time (&writer, 1);
  bakery_json_writer_name (&writer, "d");
  bakery_json_writer_node (&writer, node);
  bakery_json_writer_name (&writer, "e");
  bakery_json_writer_node (&writer, NULL);
  bakery_json_writer_name (&writer, "f");
  bakery_json_writer_raw (&writer, "[1]…", 3);
  bakery_json_writer_end_object (&writer);

  g_assert_cmpstr (json->str,
                   ==,
                   "{\"a\\\"\":[-9223372036854775808,0,true,{},null],\"b\":null,"
                   "\"c\":\"1970-01-01T00:00:00.000001Z\",\"d\":{\"x\":[]},\"e\":null,\"f\":[1]}");
  json_object_unref (domain_parse (json->str));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-writer/strings", test_strings);
  g_test_add_func ("/json-writer/any-bytes", test_any_bytes);
  g_test_add_func ("/json-writer/numbers", test_numbers);
  g_test_add_func ("/json-writer/nesting", test_nesting);

  return g_test_run ();
}
