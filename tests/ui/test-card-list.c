/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The card list over a long model: how many widgets it has, that both ends can be reached, that cards follow their items, and
 * that what is seen stays when something comes in above it. */

#include "config.h"

#include "console-card-list.h"

#include <adwaita.h>

#define N_ITEMS 20000

/* More than this would mean that widgets are kept for what nobody sees. */
#define MOST_CARDS 60

/* In the first one a change is noticed, in the next it is laid out. */
#define SETTLING_FRAMES 4

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

static gboolean
count_frame_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  guint *n_frames = user_data;

  (*n_frames)++;

  return *n_frames < SETTLING_FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Lets the list be laid out and drawn. */
static void
settle (Fixture *fixture)
{
  guint n_frames = 0;

  gtk_widget_add_tick_callback (fixture->window, count_frame_cb, &n_frames, NULL);

  while (n_frames < SETTLING_FRAMES)
    {
      g_main_context_iteration (NULL, TRUE);
    }
}

/* However long it takes on a busy computer. */
static void
present (Fixture *fixture)
{
  gtk_window_present (GTK_WINDOW (fixture->window));

  while (gtk_widget_get_height (GTK_WIDGET (fixture->list)) == 0)
    {
      g_main_context_iteration (NULL, TRUE);
    }

  settle (fixture);
}

static void
set_up_hidden (Fixture      *fixture,
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
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  set_up_hidden (fixture, user_data);
  present (fixture);
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
      settle (fixture);
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
  settle (fixture);
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
  settle (fixture);
  before = get_texts (fixture);
  gtk_string_list_splice (fixture->model, 0, 0, arrivals);
  settle (fixture);
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
  settle (fixture);
  gtk_string_list_splice (fixture->model, 0, 0, arrivals);
  g_assert_cmpuint (console_card_list_get_selected (fixture->list), ==, 12346);

  gtk_string_list_splice (fixture->model, 12346, 1, NULL);
  g_assert_cmpuint (console_card_list_get_selected (fixture->list), ==, GTK_INVALID_LIST_POSITION);
}

static gboolean
is_seen (Fixture    *fixture,
         const char *text)
{
  g_autoptr(GPtrArray) texts = get_texts (fixture);

  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

/* What is selected before the list has a size is seen as soon as it has one. */
static void
test_selected_early (Fixture      *fixture,
                     gconstpointer user_data)
{
  console_card_list_set_selected (fixture->list, 12345);
  present (fixture);

  while (!is_seen (fixture, "12345"))
    {
      g_main_context_iteration (NULL, TRUE);
    }
}

/* Nor is anything amiss where it has left again by then. */
static void
test_gone_early (Fixture      *fixture,
                 gconstpointer user_data)
{
  console_card_list_set_selected (fixture->list, 12345);
  gtk_string_list_splice (fixture->model, 12345, 1, NULL);
  present (fixture);
  g_assert_true (is_seen (fixture, "0"));
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
  g_test_add ("/ui/card-list/selected-early", Fixture, NULL, set_up_hidden, test_selected_early, tear_down);
  g_test_add ("/ui/card-list/gone-early", Fixture, NULL, set_up_hidden, test_gone_early, tear_down);

  return g_test_run ();
}
