/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The chain, for each order and then once:
 *
 *   look at the cakes → (put one into the cart → order → confirm → bake → take out of the oven) × n → plan the delivery
 *
 * All of it over the REST API, so that stock, sums and times are those of any other order. */

#include "config.h"

#include "console-demo-round.h"

#include "bakery-entity-json.h"
#include "bakery-json-writer.h"
#include "bakery-order.h"

/* How many orders a round has. */
#define FEWEST 3
#define MOST 5

/* How far they go, in thousandths of a degree. West of the first store of the demo is the sea. */
#define FARTHEST 14

static const char *const names[] = {
  "Nandini Shah", "Ruben Pereira", "Fatima Sheikh", "Oskar Lindt", "Gita Subramaniam", "Paolo Conti", "Anjali Kulkarni",
};
static const char *const streets[] = { "Chapel Road", "Waterfield Road", "Pali Hill", "Turner Road", "Carter Road" };

static const BakeryStage stages[] = { BAKERY_STAGE_CONFIRMED, BAKERY_STAGE_BAKING, BAKERY_STAGE_READY };

/* A round on its way. The task owns it. */
typedef struct
{
  ConsoleDemoRound    round;
  ConsoleDemoAccount *customer;
  GRand              *random;
  GArray             *cakes;  /* ids */
  GArray             *orders; /* ids, the last one may not be ready yet */
  guint               n_wanted;
  guint               n_stages;
} Plan;

/* In the order in which it happens */
static void cakes_read_cb (GObject      *source,
                           GAsyncResult *result,
                           gpointer      user_data);
static void in_cart_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data);
static void ordered_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data);
static void moved_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data);
static void planned_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data);

#define PICK(random_, words_) (words_[g_rand_int_range (random_, 0, G_N_ELEMENTS (words_))])

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  g_object_unref (plan->customer);
  g_rand_free (plan->random);
  g_array_unref (plan->cakes);
  g_array_unref (plan->orders);
  g_free (plan);
}

static void
call (GTask              *task,
      ConsoleDemoAccount *who,
      const char         *method,
      const char         *path,
      const char         *body,
      GAsyncReadyCallback callback)
{
  console_demo_account_call_async (who, method, path, body, g_task_get_cancellable (task), callback, g_object_ref (task));
}

/* Returns the answer, or %NULL where the chain has ended. */
static JsonNode *
finish_call (GTask        *task,
             GObject      *source,
             GAsyncResult *result)
{
  GError *error = NULL;
  g_autoptr(JsonNode) answer = console_demo_account_call_finish (CONSOLE_DEMO_ACCOUNT (source), result, &error);

  if (answer != NULL)
    return g_steal_pointer (&answer);

  g_task_return_error (task, error != NULL ? error
                       : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The server's answer is empty."));

  return NULL;
}

static gint64
get_id (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
         ? json_object_get_int_member_with_default (json_node_get_object (node), "id", 0)
         : 0;
}

/* --- An order --- */

static void
write_text (BakeryJsonWriter *writer,
            const char       *name,
            const char       *text)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_string (writer, text);
}

static void
write_place (BakeryJsonWriter *writer,
             Plan             *plan)
{
  const ConsoleDemoPlace *town = &plan->round.town;
  g_autofree char *address =
    g_strdup_printf ("%d %s", g_rand_int_range (plan->random, 1, 140), PICK (plan->random, streets));

  write_text (writer, "delivery_address", address);
  bakery_json_writer_name (writer, "latitude");
  bakery_json_writer_real (writer, town->latitude + g_rand_double_range (plan->random, -FARTHEST, FARTHEST) / 1000);
  bakery_json_writer_name (writer, "longitude");
  bakery_json_writer_real (writer, town->longitude + g_rand_double_range (plan->random, 0, FARTHEST) / 1000);
}

static char *
dup_cart_line (Plan *plan)
{
  const guint cake = (guint) g_rand_int_range (plan->random, 0, (gint32) plan->cakes->len);

  return g_strdup_printf ("{\"cake_id\":%" G_GINT64_FORMAT ",\"quantity\":1}", g_array_index (plan->cakes, gint64, cake));
}

static char *
dup_order (Plan  *plan,
           gint64 cart)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_name (&writer, "cart_id");
  bakery_json_writer_integer (&writer, cart);
  write_text (&writer, "customer_name", PICK (plan->random, names));
  write_text (&writer, "fulfilment", "delivery");
  write_place (&writer, plan);
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

static char *
dup_delivery (const Plan *plan)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_name (&writer, "store");
  bakery_json_writer_integer (&writer, plan->round.store);
  bakery_json_writer_name (&writer, "driver");
  bakery_json_writer_integer (&writer, plan->round.driver);
  bakery_json_writer_name (&writer, "orders");
  bakery_json_writer_begin_array (&writer);
  for (guint i = 0; i < plan->orders->len; i++)
    {
      bakery_json_writer_integer (&writer, g_array_index (plan->orders, gint64, i));
    }
  bakery_json_writer_end_array (&writer);
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

/* --- The chain --- */

static void
go_on (GTask *task)
{
  Plan *plan = g_task_get_task_data (task);
  const gboolean is_done = plan->orders->len == plan->n_wanted;
  g_autofree char *body = is_done ? dup_delivery (plan) : dup_cart_line (plan);

  if (is_done)
    call (task, g_task_get_source_object (task), "POST", "deliveries", body, planned_cb);
  else
    call (task, plan->customer, "POST", "carts", body, in_cart_cb);
}

static void
cakes_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Plan *plan = g_task_get_task_data (task);
  g_autoptr(JsonNode) answer = finish_call (task, source, result);
  JsonArray *cakes = answer != NULL && JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;

  if (answer == NULL)
    return;

  for (guint i = 0; cakes != NULL && i < json_array_get_length (cakes); i++)
    {
      const gint64 cake = get_id (json_array_get_element (cakes, i));

      g_array_append_val (plan->cakes, cake);
    }
  if (plan->cakes->len > 0)
    go_on (task);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The store has no cake.");
}

static void
move_last (GTask *task)
{
  Plan *plan = g_task_get_task_data (task);
  const gint64 order = g_array_index (plan->orders, gint64, plan->orders->len - 1);
  g_autofree char *path = g_strdup_printf ("orders/%" G_GINT64_FORMAT "/stage", order);
  g_autofree char *body =
    g_strdup_printf ("{\"stage\":\"%s\"}", bakery_enum_to_string (&bakery_stages, (int) stages[plan->n_stages]));

  call (task, g_task_get_source_object (task), "POST", path, body, moved_cb);
}

static void
in_cart_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Plan *plan = g_task_get_task_data (task);
  g_autoptr(JsonNode) answer = finish_call (task, source, result);
  g_autofree char *body = NULL;

  if (answer == NULL)
    return;

  body = dup_order (plan, get_id (answer));
  call (task, plan->customer, "POST", "orders", body, ordered_cb);
}

static void
ordered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Plan *plan = g_task_get_task_data (task);
  g_autoptr(JsonNode) answer = finish_call (task, source, result);
  gint64 order;

  if (answer == NULL)
    return;

  order = get_id (answer);
  g_array_append_val (plan->orders, order);
  plan->n_stages = 0;
  move_last (task);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Plan *plan = g_task_get_task_data (task);
  g_autoptr(JsonNode) answer = finish_call (task, source, result);

  if (answer == NULL)
    return;

  if (++plan->n_stages < G_N_ELEMENTS (stages))
    move_last (task);
  else
    go_on (task);
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(JsonNode) answer = finish_call (task, source, result);

  if (answer != NULL)
    g_task_return_int (task, get_id (answer));
}

/**
 * console_demo_round_plan_async:
 * @manager: who confirms and plans; of the store
 * @customer: who orders
 * @round: what to bring about
 * @cancellable: (nullable): ends it where it is
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Has some cakes ordered, baked, and planned as a delivery for a driver.
 */
void
console_demo_round_plan_async (ConsoleDemoAccount     *manager,
                               ConsoleDemoAccount     *customer,
                               const ConsoleDemoRound *round,
                               GCancellable           *cancellable,
                               GAsyncReadyCallback     callback,
                               gpointer                user_data)
{
  g_autoptr(GTask) task = g_task_new (manager, cancellable, callback, user_data);
  g_autofree char *path = g_strdup_printf ("cakes?limit=60&availability=true&store=%" G_GINT64_FORMAT, round->store);
  Plan *plan = g_new0 (Plan, 1);

  g_task_set_source_tag (task, console_demo_round_plan_async);
  plan->round = *round;
  plan->customer = g_object_ref (customer);
  plan->random = g_rand_new_with_seed (round->seed);
  plan->cakes = g_array_new (FALSE, FALSE, sizeof (gint64));
  plan->orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  plan->n_wanted = (guint) g_rand_int_range (plan->random, FEWEST, MOST + 1);
  g_task_set_task_data (task, plan, plan_free);
  call (task, manager, "GET", path, NULL, cakes_read_cb);
}

/**
 * console_demo_round_plan_finish:
 * @manager: who planned
 * @result: what the callback was given
 * @error: what the server or the network says is wrong
 *
 * Returns: the id of the delivery, or -1
 */
gint64
console_demo_round_plan_finish (ConsoleDemoAccount *manager,
                                GAsyncResult       *result,
                                GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, manager), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
