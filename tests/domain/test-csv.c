/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CSV texts of all sorts and what is read from them; that anything written reads back; and what is refused. */

#include "bakery-csv.h"
#include "bakery-error.h"

#include <string.h>

/* All rows in one line: cells between bars, rows ended by a slash, each with its line. */
static char *
flatten (const char *text,
         GError    **error)
{
  g_autoptr(BakeryCsvReader) reader = bakery_csv_reader_new (text, strlen (text));
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) problem = NULL;
  GString *flat = g_string_new (NULL);
  guint line;

  while (bakery_csv_reader_next (reader, cells, &line, &problem))
    {
      g_string_append_printf (flat, "%u:", line);
      for (guint i = 0; i < cells->len; i++)
        g_string_append_printf (flat, "%s%s", i > 0 ? "|" : "", (const char *) g_ptr_array_index (cells, i));
      g_string_append_c (flat, '/');
    }
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_assert_cmpuint (bakery_csv_reader_get_offset (reader), ==, strlen (text));

  return g_string_free (flat, FALSE);
}

static const struct
{
  const char *name;
  const char *text;
  const char *flat;
} texts[] = {
  { "nothing", "", "" },
  { "plain", "a,b\nc,d\n", "1:a|b/2:c|d/" },
  { "no-last-line-end", "a,b\r\nc,d", "1:a|b/2:c|d/" },
  { "old-mac", "a\rb\r", "1:a/2:b/" },
  { "empty-cells", ",\na,,b\n", "1:|/2:a||b/" },
  { "empty-lines", "\n\na\n\nb\n\n", "3:a/5:b/" },
  { "quotes", "\"a,b\",\"c\"\"d\"\n", "1:a,b|c\"d/" },
  { "line-break-in-cell", "\"a\nb\r\nc\",d\ne\n", "1:a\nb\r\nc|d/4:e/" },
  { "quoted-empty", "\"\",\"\"\n", "1:|/" },
  { "semicolons", "a;b;c,d\ne;f;g\n", "1:a|b|c,d/2:e|f|g/" },
  { "tabs", "a\tb\tc,d\n", "1:a|b|c,d/" },
  { "separator-in-quotes", "\"a;b;c\",d\n", "1:a;b;c|d/" },
  { "byte-order-mark", "\xef\xbb\xbf" "a,b\n", "1:a|b/" },
};

static void
test_read (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(GError) error = NULL;
  g_autofree char *flat = flatten (texts[i].text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (flat, ==, texts[i].flat);
}

static const struct
{
  const char *text;
  const char *message;
} refused[] = {
  { "a\n\"b\n", "Line 2: a quotation mark is opened and never closed." },
  { "\"a\"b\n", "Line 1: there is text after a closing quotation mark." },
  { "\"", "Line 1: a quotation mark is opened and never closed." },
};

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *flat = flatten (refused[i].text, &error);

      g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, refused[i].message);
    }
}

/* Cells of characters that mean something, read back as they were. */
static void
test_round_trip (void)
{
  static const char characters[] = "ab,;\t\" \n\r";

  for (int round = 0; round < 500; round++)
    {
      g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(GPtrArray) again = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(BakeryCsvReader) reader = NULL;
      g_autoptr(GString) text = g_string_new (NULL);
      guint line;

      g_ptr_array_add (cells, g_strdup ("x"));
      for (int i = g_test_rand_int_range (1, 6); i > 0; i--)
        {
          GString *cell = g_string_new (NULL);

          for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
            g_string_append_c (cell, characters[g_test_rand_int_range (0, sizeof characters - 1)]);
          g_ptr_array_add (cells, g_string_free (cell, FALSE));
        }
      /* The first row says that commas separate. */
      g_string_append (text, ",,,,,,,\r\n");
      bakery_csv_append_row (text, cells);
      reader = bakery_csv_reader_new (text->str, text->len);
      g_assert_true (bakery_csv_reader_next (reader, again, &line, NULL));
      g_assert_true (bakery_csv_reader_next (reader, again, &line, NULL));
      g_assert_cmpuint (line, ==, 2);
      g_assert_cmpuint (again->len, ==, cells->len);
      for (guint i = 0; i < cells->len; i++)
        g_assert_cmpstr (g_ptr_array_index (again, i), ==, g_ptr_array_index (cells, i));
    }
}

static void
test_harmless (void)
{
  static const char *const cells[][2] = {
    { "=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")" },
    { "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0" },
    { "-2+3", "'-2+3" },
    { "@SUM(A1)", "'@SUM(A1)" },
    { "-", "'-" },
    { "-1.", "'-1." },
    { "-1.2.3", "'-1.2.3" },
    { "\t=1", "'\t=1" },
    { "-12.50", "-12.50" },
    { "-7", "-7" },
    { "+919876543210", "+919876543210" },
    { "Lemon = sour", "Lemon = sour" },
    { "'s-Hertogenbosch", "'s-Hertogenbosch" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *cell = bakery_csv_dup_harmless (cells[i][0]);

      g_assert_cmpstr (cell, ==, cells[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/csv/read/%s", texts[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_read);
    }
  g_test_add_func ("/csv/refused", test_refused);
  g_test_add_func ("/csv/round-trip", test_round_trip);
  g_test_add_func ("/csv/harmless", test_harmless);

  return g_test_run ();
}
