/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A day close on paper: whose it is, when it began and ended on the shop's clock, each sum beside what it is, and room to sign
 * once it is closed for good. On the screen, a note says what somebody wrote. */

#include "config.h"

#include "bakery-time.h"
#include "console-day-close-sheet.h"
#include "console-day-close-sums.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#define BEGIN (G_GINT64_CONSTANT (1772323200) * BAKERY_SECOND) /* 2026-03-01 00:00 UTC */

static void
set_text (char      **member,
          const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static void
add_tax (BakeryDayClose *close,
         gint64          rate,
         gint64          gross,
         gint64          tax_amount)
{
  BakeryDayCloseTax *tax = bakery_day_close_tax_new ();

  tax->rate = rate;
  tax->gross = gross;
  tax->tax = tax_amount;
  tax->net = gross - tax_amount;
  g_ptr_array_add (close->taxes, tax);
}

static BakeryDayClose *
create_close (gint64 id)
{
  BakeryDayClose *close = bakery_day_close_new ();
  BakeryDayCloseMethod *method = bakery_day_close_method_new ();

  close->base.id = id;
  close->number = 41;
  close->begins_at = BEGIN;
  close->ends_at = BEGIN + 20 * BAKERY_HOUR;
  close->created_at = close->ends_at;
  set_text (&close->business_day, "2026-03-01");
  set_text (&close->currency, "EUR");
  close->taken = 123450;
  close->refunded = 10000;
  close->total = 113450;
  close->cash_float = 15000;
  close->cash_expected = 50000;
  close->cash_counted = 64000;
  close->cash_difference = -1000;
  set_text (&close->note, "Change for the tram");
  close->taxes = g_ptr_array_new_with_free_func (bakery_entity_unref);
  add_tax (close, 700, 93450, 6114);
  add_tax (close, 1900, 20000, 3193);
  close->methods = g_ptr_array_new_with_free_func (bakery_entity_unref);
  method->method = BAKERY_DAY_CLOSE_CASH;
  method->payments = 12;
  method->taken = 60000;
  method->refunds = 1;
  method->refunded = 10000;
  g_ptr_array_add (close->methods, method);

  return close;
}

/* What the paper says, as text. */
static char *
read_paper (const BakeryDayClose *close)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();
  g_autoptr(ConsoleSheet) sheet = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sweetspot-paper-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "close.pdf", NULL);
  const char *const command[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  int status;

  set_text (&store->name, "Rosewood Bakery");
  set_text (&store->time_zone, "Europe/Berlin");
  sheet = console_day_close_sheet_new (close, store);
  console_sheet_export (sheet, path, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);

  return text;
}

static void
assert_says (const char *text,
             const char *row)
{
  g_autofree char *pattern = g_strdup_printf ("^ *%s$", row);

  if (!g_regex_match_simple (pattern, text, G_REGEX_MULTILINE, 0))
    g_error ("“%s” is not on the paper:\n%s", row, text);
}

static void
test_closed (void)
{
  static const char *const rows[] = {
    "Day close 41, .*1 March 2026", "Rosewood Bakery", "1 Mar 2026, 01:00 – 1 Mar 2026, 21:00 · EUR", "Taken +1,234\\.50",
    "Given back +100\\.00", "In all +1,134\\.50", "7\\.00 % +873\\.36 +61\\.14 +934\\.50",
    "19\\.00 % +168\\.07 +31\\.93 +200\\.00", ".* 12 +600\\.00 +1 +100\\.00 +500\\.00",
    "In the drawer at the beginning +150\\.00", "Cash expected +500\\.00", "Cash counted +640\\.00", "Difference +[-−]10\\.00",
    "Closed +Note +Signature",
    "1 Mar 2026, 21:00 +Change for the tram",
  };
  g_autoptr(BakeryDayClose) close = create_close (7);
  g_autofree char *text = read_paper (close);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_says (text, rows[i]);
}

/* Nobody may take it for the day's end. */
static void
test_open (void)
{
  g_autoptr(BakeryDayClose) close = create_close (0);
  g_autofree char *text = read_paper (close);

  assert_says (text, "Not closed yet: these sums can still change\\.");
  assert_says (text, "Taken +1,234\\.50");
  g_assert_null (strstr (text, "Day close"));
  g_assert_null (strstr (text, "Signature"));
  g_assert_null (strstr (text, "Cash counted"));
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (has_label (child, text))
        return TRUE;
    }

  return FALSE;
}

static void
test_note (void)
{
  g_autoptr(BakeryDayClose) close = create_close (7);
  g_autoptr(AdwPreferencesGroup) group = g_object_ref_sink (ADW_PREFERENCES_GROUP (adw_preferences_group_new ()));
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  set_text (&close->note, "Change for Tom & <i>Ann");
  console_day_close_show_sums (group, rows, close);
  g_assert_true (has_label (GTK_WIDGET (group), "Change for Tom & <i>Ann"));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/ui/day-close-sheet/closed", test_closed);
  g_test_add_func ("/ui/day-close-sheet/note", test_note);
  g_test_add_func ("/ui/day-close-sheet/open", test_open);

  return g_test_run ();
}
