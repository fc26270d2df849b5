/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a card says of an order, with the clock held still: its texts, its step of ageing, its button, its height. */

#include "config.h"

#include "bakery-time.h"
#include "console-order-card.h"
#include "console-order-texts.h"

#include <adwaita.h>

/* Friday, 27 November 2026, 14:02 UTC. */
#define NOW G_GINT64_CONSTANT (1795788120000000)

#define SOON_MINUTES 30

static BakeryOrderLine *
create_line (const char *name,
             gint64      quantity,
             const char *message)
{
  BakeryOrderLine *line = bakery_order_line_new ();

  g_free (line->name);
  line->name = g_strdup (name);
  line->quantity = quantity;
  g_free (line->size);
  line->size = g_strdup ("1 kg");
  g_free (line->shape);
  line->shape = g_strdup ("heart");
  line->customization = 7;
  line->egg_version = FALSE;
  g_free (line->message);
  line->message = g_strdup (message);

  return line;
}

/* Confirmed, due today 16:30, to be started by 14:25. */
static BakeryOrder *
create_order (guint n_lines)
{
  BakeryOrder *order = bakery_order_new ();

  order->base.id = 42;
  order->number = 1042;
  order->stage = BAKERY_STAGE_CONFIRMED;
  order->fulfilment = BAKERY_FULFILMENT_DELIVERY;
  order->distance_metres = 4200;
  order->payment_status = BAKERY_PAYMENT_STATUS_PAID;
  order->due_at = NOW + 148 * BAKERY_MINUTE;
  order->latest_start_at = NOW + 23 * BAKERY_MINUTE;
  order->order_date = NOW - 12 * BAKERY_MINUTE;
  g_free (order->customer_name);
  order->customer_name = g_strdup ("Asha Rao");
  g_free (order->currency);
  order->currency = g_strdup ("INR");
  g_strfreev (order->allergens);
  order->allergens = g_strsplit ("milk,nuts", ",", -1);

  if (order->lines == NULL)
    {
      order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
    }

  for (guint i = 0; i < n_lines; i++)
    {
      g_ptr_array_add (order->lines, create_line ("Black Forest", i + 2, i == 0 ? "Happy Birthday Mia" : NULL));
    }

  return order;
}

static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
      && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    {
      return TRUE;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (says (child, text))
        {
          return TRUE;
        }
    }

  return FALSE;
}

static GtkWidget *
create_card (const BakeryOrder *order)
{
  g_auto(ConsoleCalendar) calendar = { 0 };
  ConsoleOrderCardState state = { .order = order, .role = BAKERY_ROLE_STAFF };
  GtkWidget *card = g_object_ref_sink (console_order_card_new ());

  console_calendar_init (&calendar, "UTC", NOW);
  console_order_card_show (CONSOLE_ORDER_CARD (card), &state, &calendar, SOON_MINUTES);

  return card;
}

static int
get_height (GtkWidget *card)
{
  int height;

  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, 400, &height, NULL, NULL, NULL);

  return height;
}

static void
test_texts (void)
{
  g_autoptr(BakeryOrder) order = create_order (1);
  g_autoptr(GtkWidget) card = create_card (order);

  g_assert_true (says (card, "16:30"));
  g_assert_true (says (card, "#1042"));
  g_assert_true (says (card, "Asha Rao"));
  g_assert_true (says (card, "Paid"));
  g_assert_true (says (card, "2 × Black Forest, 1 kg · heart · eggless"));
  g_assert_true (says (card, "“Happy Birthday Mia”"));
  g_assert_true (says (card, "Start by 14:25 · in 23 min"));
  g_assert_true (says (card, "12 min ago"));
  g_assert_true (says (card, "Delivery · 4.2 km"));
  g_assert_true (says (card, "Nuts"));
  g_assert_true (says (card, "Start baking"));
  g_assert_false (says (card, "Confirmed"));
}

static void
test_accessible_name (void)
{
  g_autoptr(BakeryOrder) order = create_order (1);
  g_autoptr(GtkWidget) card = create_card (order);

  gtk_test_accessible_assert_role (card, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (
    card, GTK_ACCESSIBLE_PROPERTY_LABEL,
    "Order 1042, Asha Rao, due today 16:30, Confirmed, Start by 14:25 · in 23 min, Paid");
}

typedef struct
{
  BakeryStage   stage;
  int           minutes_to_start;
  int           minutes_to_due;
  ConsoleAgeing ageing;
  const char   *clock;
} Ageing;

static const Ageing ageings[] = {
  { BAKERY_STAGE_CONFIRMED, 31, 200, CONSOLE_AGEING_NORMAL, "Start by 14:33 · in 31 min" },
  { BAKERY_STAGE_CONFIRMED, 30, 200, CONSOLE_AGEING_SOON, "Start by 14:32 · in 30 min" },
  { BAKERY_STAGE_PENDING, -8, 100, CONSOLE_AGEING_LATE, "Late by 8 min · start now" },
  { BAKERY_STAGE_BAKING, -80, 40, CONSOLE_AGEING_NORMAL, "Due in 40 min" },
  { BAKERY_STAGE_READY, -120, -125, CONSOLE_AGEING_LATE, "Late by 2 h 5 min" },
};

static void
test_ageing (void)
{
  g_auto(ConsoleCalendar) calendar = { 0 };

  console_calendar_init (&calendar, "UTC", NOW);

  for (guint i = 0; i < G_N_ELEMENTS (ageings); i++)
    {
      g_autoptr(BakeryOrder) order = create_order (1);
      g_autofree char *clock = NULL;

      order->stage = (int) ageings[i].stage;
      order->latest_start_at = NOW + ageings[i].minutes_to_start * BAKERY_MINUTE;
      order->due_at = NOW + ageings[i].minutes_to_due * BAKERY_MINUTE;
      clock = console_order_dup_clock (order, &calendar);

      g_assert_cmpstr (clock, ==, ageings[i].clock);
      g_assert_cmpint (console_order_get_ageing (order, &calendar, SOON_MINUTES), ==, ageings[i].ageing);
    }
}

static void
test_many_lines (void)
{
  g_autoptr(BakeryOrder) order = create_order (6);
  g_autofree char *lines = console_order_dup_lines (order, 4);
  g_auto(GStrv) each = g_strsplit (lines, "\n", -1);

  g_assert_cmpuint (g_strv_length (each), ==, 4);
  g_assert_cmpstr (each[3], ==, "+ 3 more");
}

/* A list counts on the height of a card that waits for its order, and on the width making no difference. */
static void
test_height (void)
{
  g_autoptr(BakeryOrder) order = create_order (2);
  g_autoptr(GtkWidget) card = NULL;
  g_autoptr(GtkWidget) waiting = create_card (NULL);
  int narrow;

  g_clear_pointer (&((BakeryOrderLine *) g_ptr_array_index (order->lines, 0))->message, g_free);
  card = create_card (order);
  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, 330, &narrow, NULL, NULL, NULL);

  g_assert_cmpint (get_height (card), ==, get_height (waiting));
  g_assert_cmpint (get_height (card), ==, narrow);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/ui/order-card/texts", test_texts);
  g_test_add_func ("/ui/order-card/accessible-name", test_accessible_name);
  g_test_add_func ("/ui/order-card/ageing", test_ageing);
  g_test_add_func ("/ui/order-card/many-lines", test_many_lines);
  g_test_add_func ("/ui/order-card/height", test_height);

  return g_test_run ();
}
