/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The card list over a long model: how many widgets it has, that both ends can be reached, that cards follow their items, and
 * that what is seen stays when something comes in above it. */

#include "config.h"

#include "console-card-list.h"

#include <adwaita.h>

#define N_ITEMS 20000

/* More than this would mean that widgets are kept for what nobody sees. */
#define MOST_CARDS 60

typedef struct
{
  GtkWidget       *window;
  ConsoleCardList *list;
  GtkStringList   *model;
  GtkAdjustment   *adjustment;
} Fixture;

static GtkWidget *
create_card (gpointer user_data)
{
  GtkWidget *card = gtk_label_new (NULL);

  gtk_widget_set_focusable (card, TRUE);

  return card;
}

/* Every third card is higher than the others. */
static void
bind_card (GtkWidget *card,
           gpointer   item,
           gpointer   user_data)
{
  const char *text = item != NULL ? gtk_string_object_get_string (item) : "";

  gtk_label_set_label (GTK_LABEL (card), text);
  gtk_widget_set_size_request (card, -1, g_ascii_strtoll (text, NULL, 10) % 3 == 0 ? 120 : 40);
}

static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 200 * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
    }
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  static const ConsoleCardListFuncs funcs = { create_card, bind_card };
  GtkWidget *scroller = gtk_scrolled_window_new ();

  fixture->model = gtk_string_list_new (NULL);

  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      gtk_string_list_append (fixture->model, text);
    }

  fixture->list = g_object_new (CONSOLE_TYPE_CARD_LIST, NULL);
  console_card_list_set_cards (fixture->list, &funcs, NULL);
  console_card_list_set_model (fixture->list, G_LIST_MODEL (fixture->model));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (fixture->list));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scroller);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->model);
}

static void
collect (gpointer card,
         gpointer user_data)
{
  g_ptr_array_add (user_data, (gpointer) gtk_label_get_label (card));
}

static GPtrArray *
get_texts (Fixture *fixture)
{
  GPtrArray *texts = g_ptr_array_new ();

  console_card_list_foreach_card (fixture->list, collect, texts);

  return texts;
}

static void
test_few_widgets (Fixture      *fixture,
                  gconstpointer user_data)
{
  g_assert_cmpuint (console_card_list_get_n_cards (fixture->list), <, MOST_CARDS);

  for (guint i = 0; i < 20; i++)
    {
      gtk_adjustment_set_value (fixture->adjustment, i * 40000.0);
      settle ();
    }

  g_assert_cmpuint (console_card_list_get_n_cards (fixture->list), <, MOST_CARDS);
}

static void
test_ends (Fixture      *fixture,
           gconstpointer user_data)
{
  g_autoptr(GPtrArray) first = get_texts (fixture);
  g_autoptr(GPtrArray) last = NULL;

  g_assert_cmpstr (g_ptr_array_index (first, 0), ==, "0");

  gtk_adjustment_set_value (fixture->adjustment, gtk_adjustment_get_upper (fixture->adjustment));
  settle ();
  last = get_texts (fixture);
  g_assert_cmpstr (g_ptr_array_index (last, last->len - 1), ==, "19999");
}

static void
test_stays (Fixture      *fixture,
            gconstpointer user_data)
{
  static const char *const arrivals[] = { "-1", "-2", "-4", NULL };
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;

  gtk_adjustment_set_value (fixture->adjustment, 100000);
  settle ();
  before = get_texts (fixture);
  gtk_string_list_splice (fixture->model, 0, 0, arrivals);
  settle ();
  after = get_texts (fixture);

  g_assert_cmpuint (before->len, ==, after->len);
  g_assert_cmpstr (g_ptr_array_index (before, 0), ==, g_ptr_array_index (after, 0));
}

static void
test_selection (Fixture      *fixture,
                gconstpointer user_data)
{
  static const char *const arrivals[] = { "-1", NULL };

  console_card_list_set_selected (fixture->list, 12345);
  settle ();
  gtk_string_list_splice (fixture->model, 0, 0, arrivals);
  g_assert_cmpuint (console_card_list_get_selected (fixture->list), ==, 12346);

  gtk_string_list_splice (fixture->model, 12346, 1, NULL);
  g_assert_cmpuint (console_card_list_get_selected (fixture->list), ==, GTK_INVALID_LIST_POSITION);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add ("/ui/card-list/few-widgets", Fixture, NULL, set_up, test_few_widgets, tear_down);
  g_test_add ("/ui/card-list/ends", Fixture, NULL, set_up, test_ends, tear_down);
  g_test_add ("/ui/card-list/stays", Fixture, NULL, set_up, test_stays, tear_down);
  g_test_add ("/ui/card-list/selection", Fixture, NULL, set_up, test_selection, tear_down);

  return g_test_run ();
}
