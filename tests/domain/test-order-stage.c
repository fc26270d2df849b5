/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The life cycle of an order: every move by every role, forced moves, and taking moves back. */

#include "config.h"

#include "bakery-error.h"
#include "bakery-order-stage.h"
#include "bakery-time.h"
#include "bakery-violations.h"

#define NOW (60 * 365 * BAKERY_DAY)
#define UNDO_SECONDS 120

/* What leads from stage (row) to stage (column): "-" no such move, "b" staff, "d" drivers too, "c" customers too. */
static const char *const delivery_moves[BAKERY_N_STAGES] = {
  "-b----c", "--b---b", "---b--b", "----d--", "-----d-", "-------", "-------",
};
static const char *const pickup_moves[BAKERY_N_STAGES] = {
  "-b----c", "--b---b", "---b--b", "-----b-", "-----d-", "-------", "-------",
};

static BakeryOrder *
new_order (BakeryStage      stage,
           BakeryFulfilment fulfilment)
{
  BakeryOrder *order = bakery_order_new ();

  order->stage = stage;
  order->fulfilment = fulfilment;
  bakery_entity_derive (order);

  return order;
}

static BakeryOrder *
move (const BakeryOrder *order,
      BakeryStage        stage,
      BakeryRole         role,
      const char        *reason,
      GError           **error)
{
  BakeryMove asked = { stage, reason != NULL, reason, NOW, UNDO_SECONDS };
  BakeryActor actor = { 7, "Mia", role };

  return bakery_order_move (order, &asked, &actor, error);
}

static BakeryOrder *
move_on (const BakeryOrder *order,
         BakeryStage        stage)
{
  g_autoptr(GError) error = NULL;
  BakeryOrder *moved = move (order, stage, BAKERY_ROLE_STAFF, NULL, &error);

  g_assert_no_error (error);

  return moved;
}

static BakeryOrder *
undo (const BakeryOrder *order,
      BakeryRole         role,
      gint64             at,
      GError           **error)
{
  BakeryActor actor = { 8, NULL, role };

  return bakery_order_undo (order, &actor, at, error);
}

static const BakeryOrderEvent *
peek_event (const BakeryOrder *order,
            guint              position)
{
  g_assert_nonnull (order->timeline);
  g_assert_cmpuint (position, <, order->timeline->len);

  return g_ptr_array_index (order->timeline, position);
}

static gboolean
role_may (char       letter,
          BakeryRole role)
{
  return (role & BAKERY_ROLES_STAFF) != 0 || (letter == 'd' && role == BAKERY_ROLE_DRIVER) ||
         (letter == 'c' && role == BAKERY_ROLE_CUSTOMER);
}

static void
assert_move (BakeryStage      from,
             BakeryStage      to,
             BakeryFulfilment fulfilment,
             BakeryRole       role)
{
  char letter = (fulfilment == BAKERY_FULFILMENT_DELIVERY ? delivery_moves : pickup_moves)[from][to];
  g_autoptr(BakeryOrder) order = new_order (from, fulfilment);
  g_autoptr(BakeryOrder) before = bakery_order_copy (order);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryOrder) moved = move (order, to, role, NULL, &error);
  int code = letter == '-' ? BAKERY_ERROR_STAGE : BAKERY_ERROR_FORBIDDEN;

  g_test_message ("%s to %s as %s", bakery_stages.names[from], bakery_stages.names[to], bakery_role_to_string (role));
  g_assert_cmpint (bakery_stage_can_follow (from, to, fulfilment), ==, letter != '-');
  g_assert_cmpint (g_strv_contains ((const char *const *) order->allowed_stages, bakery_stages.names[to]),
                   ==,
                   letter != '-');
  g_assert_true (bakery_entity_equal (order, before));
  g_assert_cmpint (moved != NULL, ==, letter != '-' && role_may (letter, role));
  if (moved != NULL)
    {
      g_assert_cmpint (moved->stage, ==, to);
      g_assert_cmpint (moved->stage_changed_at, ==, NOW);
      g_assert_cmpint (peek_event (moved, 0)->from_stage, ==, from);
      return;
    }

  g_assert_error (error, BAKERY_ERROR, code);
  if (letter == '-')
    g_assert_true (g_strv_equal (bakery_error_peek_allowed_stages (error),
                                 (const char *const *) order->allowed_stages));
}

static void
test_every_move (void)
{
  BakeryStage from;
  BakeryStage to;
  BakeryRole role;

  for (from = 0; from < BAKERY_N_STAGES; from++)
    {
      for (to = 0; to < BAKERY_N_STAGES; to++)
        {
          for (role = BAKERY_ROLE_ANONYMOUS; role <= BAKERY_ROLE_ADMIN; role <<= 1)
            {
              assert_move (from, to, BAKERY_FULFILMENT_DELIVERY, role);
              assert_move (from, to, BAKERY_FULFILMENT_PICKUP, role);
            }
        }
    }
}

static void
test_way_through (void)
{
  static const struct
  {
    BakeryFulfilment fulfilment;
    const char      *way;
  } cases[] = {
    { BAKERY_FULFILMENT_DELIVERY, "pending confirmed baking ready out_for_delivery delivered" },
    { BAKERY_FULFILMENT_PICKUP, "pending confirmed baking ready delivered" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) way = g_string_new ("pending");
      BakeryStage stage = BAKERY_STAGE_PENDING;

      while (bakery_stage_get_next (stage, cases[i].fulfilment, &stage))
        g_string_append_printf (way, " %s", bakery_stages.names[stage]);
      g_assert_cmpstr (way->str, ==, cases[i].way);
      g_assert_true (bakery_stage_is_final (stage));
    }
  g_assert_false (bakery_stage_get_next (BAKERY_STAGE_CANCELLED, BAKERY_FULFILMENT_PICKUP, &(BakeryStage) { 0 }));
}

static void
test_order_status (void)
{
  static const char *const expected[BAKERY_N_STAGES] = {
    "pending", "processing", "processing", "processing", "shipped", "delivered", "cancelled",
  };
  BakeryStage stage;

  for (stage = 0; stage < BAKERY_N_STAGES; stage++)
    {
      g_autoptr(BakeryOrder) order = new_order (stage, BAKERY_FULFILMENT_DELIVERY);

      g_assert_cmpstr (bakery_order_statuses.names[order->order_status], ==, expected[stage]);
      g_assert_cmpint (bakery_order_is_finished (order), ==, stage >= BAKERY_STAGE_DELIVERED);
    }
}

static void
test_forced (void)
{
  g_autofree char *longest = g_strnfill (500, 'x');
  g_autofree char *too_long = g_strnfill (501, 'x');
  const struct
  {
    BakeryRole  role;
    const char *reason;
    int         code;
  } cases[] = {
    { BAKERY_ROLE_MANAGER, "Collected by a friend", -1 }, { BAKERY_ROLE_ADMIN, longest, -1 },
    { BAKERY_ROLE_MANAGER, "", BAKERY_ERROR_INVALID }, { BAKERY_ROLE_MANAGER, " \t\n", BAKERY_ERROR_INVALID },
    { BAKERY_ROLE_MANAGER, "\302\240\342\200\213", BAKERY_ERROR_INVALID },
    { BAKERY_ROLE_MANAGER, too_long, BAKERY_ERROR_INVALID },
    { BAKERY_ROLE_MANAGER, NULL, BAKERY_ERROR_STAGE }, { BAKERY_ROLE_STAFF, "So", BAKERY_ERROR_FORBIDDEN },
    { BAKERY_ROLE_DRIVER, "So", BAKERY_ERROR_FORBIDDEN }, { BAKERY_ROLE_CUSTOMER, "So", BAKERY_ERROR_FORBIDDEN },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BakeryOrder) order = new_order (BAKERY_STAGE_CANCELLED, BAKERY_FULFILMENT_PICKUP);
      g_autoptr(GError) error = NULL;
      g_autoptr(BakeryOrder) moved = move (order, BAKERY_STAGE_BAKING, cases[i].role, cases[i].reason, &error);

      if (cases[i].code >= 0)
        {
          g_assert_null (moved);
          g_assert_error (error, BAKERY_ERROR, cases[i].code);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint (peek_event (moved, 0)->kind, ==, BAKERY_ORDER_EVENT_FORCED);
      g_assert_cmpstr (peek_event (moved, 0)->reason, ==, cases[i].reason);
    }
}

static void
test_reason_of_ordinary_move (void)
{
  g_autofree char *too_long = g_strnfill (501, 'x');
  g_autoptr(BakeryOrder) order = new_order (BAKERY_STAGE_PENDING, BAKERY_FULFILMENT_PICKUP);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryOrder) moved = move (order, BAKERY_STAGE_CANCELLED, BAKERY_ROLE_CUSTOMER, "Ill", NULL);
  g_autoptr(BakeryOrder) padded = move (order, BAKERY_STAGE_CANCELLED, BAKERY_ROLE_CUSTOMER, " Ill \n", NULL);
  g_autoptr(BakeryOrder) blank = move (order, BAKERY_STAGE_CANCELLED, BAKERY_ROLE_CUSTOMER, "   ", NULL);
  g_autoptr(BakeryOrder) refused = move (order, BAKERY_STAGE_CANCELLED, BAKERY_ROLE_CUSTOMER, too_long, &error);

  g_assert_cmpint (peek_event (moved, 0)->kind, ==, BAKERY_ORDER_EVENT_MOVED);
  g_assert_cmpstr (peek_event (moved, 0)->reason, ==, "Ill");
  g_assert_cmpstr (peek_event (padded, 0)->reason, ==, "Ill");
  g_assert_cmpstr (peek_event (blank, 0)->reason, ==, "");
  g_assert_cmpstr (peek_event (moved, 0)->account_name, ==, "Mia");
  g_assert_cmpint (peek_event (moved, 0)->account, ==, 7);
  g_assert_null (refused);
  g_assert_true (bakery_violations_has_field (bakery_error_peek_violations (error), "reason"));
}

static void
test_undo_window (void)
{
  static const struct
  {
    gint64     after;
    BakeryRole role;
    int        code;
  } cases[] = {
    { 0, BAKERY_ROLE_STAFF, -1 },
    { UNDO_SECONDS *BAKERY_SECOND, BAKERY_ROLE_STAFF, -1 },
    { UNDO_SECONDS *BAKERY_SECOND + 1, BAKERY_ROLE_STAFF, BAKERY_ERROR_CONFLICT },
    { UNDO_SECONDS *BAKERY_SECOND + 1, BAKERY_ROLE_ADMIN, BAKERY_ERROR_CONFLICT },
    { 0, BAKERY_ROLE_CUSTOMER, BAKERY_ERROR_FORBIDDEN },
    { 0, BAKERY_ROLE_ANONYMOUS, BAKERY_ERROR_FORBIDDEN },
  };
  g_autoptr(BakeryOrder) order = new_order (BAKERY_STAGE_CONFIRMED, BAKERY_FULFILMENT_PICKUP);
  g_autoptr(BakeryOrder) moved = move_on (order, BAKERY_STAGE_CANCELLED);
  g_autoptr(BakeryOrder) before = bakery_order_copy (moved);
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(BakeryOrder) undone = undo (moved, cases[i].role, NOW + cases[i].after, &error);
      const BakeryActor actor = { 8, NULL, cases[i].role };

      g_assert_cmpint (bakery_order_can_undo (moved, &actor, NOW + cases[i].after), ==, cases[i].code < 0);
      g_assert_true (bakery_entity_equal (moved, before));
      if (cases[i].code >= 0)
        {
          g_assert_null (undone);
          g_assert_error (error, BAKERY_ERROR, cases[i].code);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint (undone->stage, ==, BAKERY_STAGE_CONFIRMED);
      g_assert_true (peek_event (undone, 0)->undone);
      g_assert_cmpint (peek_event (undone, 1)->kind, ==, BAKERY_ORDER_EVENT_UNDONE);
      g_assert_cmpint (peek_event (undone, 1)->from_stage, ==, BAKERY_STAGE_CANCELLED);
      g_assert_cmpint (peek_event (undone, 1)->account, ==, 8);
    }
}

/* The move was made by account 7. */
static void
test_undo_rights (void)
{
  static const struct
  {
    BakeryStage from;
    BakeryStage to;
    BakeryRole  mover;
    const char *forced_because;
    gint64      account;
    BakeryRole  role;
    gboolean    is_allowed;
  } cases[] = {
    { BAKERY_STAGE_BAKING, BAKERY_STAGE_READY, BAKERY_ROLE_STAFF, NULL, 8, BAKERY_ROLE_STAFF, TRUE },
    { BAKERY_STAGE_BAKING, BAKERY_STAGE_READY, BAKERY_ROLE_STAFF, NULL, 8, BAKERY_ROLE_DRIVER, FALSE },
    { BAKERY_STAGE_BAKING, BAKERY_STAGE_READY, BAKERY_ROLE_STAFF, NULL, 7, BAKERY_ROLE_DRIVER, TRUE },
    { BAKERY_STAGE_BAKING, BAKERY_STAGE_READY, BAKERY_ROLE_STAFF, NULL, 7, BAKERY_ROLE_CUSTOMER, FALSE },
    { BAKERY_STAGE_READY, BAKERY_STAGE_OUT_FOR_DELIVERY, BAKERY_ROLE_STAFF, NULL, 8, BAKERY_ROLE_DRIVER, TRUE },
    { BAKERY_STAGE_READY, BAKERY_STAGE_OUT_FOR_DELIVERY, BAKERY_ROLE_DRIVER, NULL, 8, BAKERY_ROLE_STAFF, TRUE },
    { BAKERY_STAGE_PENDING, BAKERY_STAGE_CANCELLED, BAKERY_ROLE_CUSTOMER, NULL, 7, BAKERY_ROLE_CUSTOMER, FALSE },
    { BAKERY_STAGE_PENDING, BAKERY_STAGE_CANCELLED, BAKERY_ROLE_CUSTOMER, NULL, 8, BAKERY_ROLE_STAFF, TRUE },
    { BAKERY_STAGE_PENDING, BAKERY_STAGE_CANCELLED, BAKERY_ROLE_CUSTOMER, NULL, 8, BAKERY_ROLE_DRIVER, FALSE },
    { BAKERY_STAGE_PENDING, BAKERY_STAGE_READY, BAKERY_ROLE_MANAGER, "Was on the shelf", 8, BAKERY_ROLE_STAFF, FALSE },
    { BAKERY_STAGE_PENDING, BAKERY_STAGE_READY, BAKERY_ROLE_MANAGER, "Was on the shelf", 7, BAKERY_ROLE_STAFF, TRUE },
    { BAKERY_STAGE_PENDING, BAKERY_STAGE_READY, BAKERY_ROLE_MANAGER, "Was on the shelf", 8, BAKERY_ROLE_ADMIN, TRUE },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BakeryActor actor = { cases[i].account, NULL, cases[i].role };
      g_autoptr(BakeryOrder) order = new_order (cases[i].from, BAKERY_FULFILMENT_DELIVERY);
      g_autoptr(BakeryOrder) moved = move (order, cases[i].to, cases[i].mover, cases[i].forced_because, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(BakeryOrder) undone = bakery_order_undo (moved, &actor, NOW, &error);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (undone != NULL, ==, cases[i].is_allowed);
      if (undone != NULL)
        g_assert_cmpint (undone->stage, ==, cases[i].from);
      else
        g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN);
    }
}

/* The system, account 0, made many moves: that makes nobody else without an account their author. */
static void
test_undo_of_the_system (void)
{
  BakeryMove asked = { BAKERY_STAGE_CONFIRMED, FALSE, NULL, NOW, UNDO_SECONDS };
  BakeryActor system = { 0, NULL, BAKERY_ROLE_ADMIN };
  BakeryActor driver = { 0, NULL, BAKERY_ROLE_DRIVER };
  g_autoptr(BakeryOrder) order = new_order (BAKERY_STAGE_PENDING, BAKERY_FULFILMENT_PICKUP);
  g_autoptr(BakeryOrder) moved = bakery_order_move (order, &asked, &system, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (bakery_order_undo (moved, &driver, NOW, &error));
  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_FORBIDDEN);
}

/* Moves are taken back one after the other, the latest first, and never twice. */
static void
test_undo_again (void)
{
  g_autoptr(BakeryOrder) order = new_order (BAKERY_STAGE_PENDING, BAKERY_FULFILMENT_PICKUP);
  g_autoptr(BakeryOrder) confirmed = move_on (order, BAKERY_STAGE_CONFIRMED);
  g_autoptr(BakeryOrder) baking = move_on (confirmed, BAKERY_STAGE_BAKING);
  g_autoptr(BakeryOrder) once = undo (baking, BAKERY_ROLE_STAFF, NOW, NULL);
  g_autoptr(BakeryOrder) twice = undo (once, BAKERY_ROLE_STAFF, NOW, NULL);
  g_autoptr(BakeryOrder) again = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (baking->undo_stage, ==, BAKERY_STAGE_CONFIRMED);
  g_assert_cmpint (once->stage, ==, BAKERY_STAGE_CONFIRMED);
  g_assert_cmpint (once->undo_stage, ==, BAKERY_STAGE_PENDING);
  g_assert_cmpint (twice->stage, ==, BAKERY_STAGE_PENDING);
  g_assert_cmpint (twice->undo_stage, ==, -1);
  g_assert_cmpint (twice->undo_until, ==, 0);
  g_assert_cmpuint (twice->timeline->len, ==, 4);
  g_assert_null (undo (twice, BAKERY_ROLE_STAFF, NOW, &error));
  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT);

  again = move_on (twice, BAKERY_STAGE_CONFIRMED);
  g_assert_cmpint (again->undo_stage, ==, BAKERY_STAGE_PENDING);
  g_assert_false (peek_event (again, 4)->undone);
}

static void
test_no_undo_window (void)
{
  BakeryMove asked = { BAKERY_STAGE_CONFIRMED, FALSE, NULL, NOW, 0 };
  BakeryActor actor = { 7, "Mia", BAKERY_ROLE_STAFF };
  g_autoptr(BakeryOrder) order = new_order (BAKERY_STAGE_PENDING, BAKERY_FULFILMENT_PICKUP);
  g_autoptr(BakeryOrder) moved = bakery_order_move (order, &asked, &actor, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (moved->undo_stage, ==, -1);
  g_assert_false (bakery_order_can_undo (moved, &actor, NOW));
  g_assert_null (undo (moved, BAKERY_ROLE_ADMIN, NOW, &error));
  g_assert_error (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/order-stage/every-move", test_every_move);
  g_test_add_func ("/order-stage/way-through", test_way_through);
  g_test_add_func ("/order-stage/order-status", test_order_status);
  g_test_add_func ("/order-stage/forced", test_forced);
  g_test_add_func ("/order-stage/reason-of-ordinary-move", test_reason_of_ordinary_move);
  g_test_add_func ("/order-stage/undo-window", test_undo_window);
  g_test_add_func ("/order-stage/undo-rights", test_undo_rights);
  g_test_add_func ("/order-stage/undo-of-the-system", test_undo_of_the_system);
  g_test_add_func ("/order-stage/undo-again", test_undo_again);
  g_test_add_func ("/order-stage/no-undo-window", test_no_undo_window);

  return g_test_run ();
}
