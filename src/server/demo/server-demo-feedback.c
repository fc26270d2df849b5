/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the demo's customers say of what they bought: ratings of every few cakes, and now and then a complaint with what came of
 * it. Chosen by the number of the order, so that whatever else the demo makes is the same with it. */

#include "config.h"

#include "server-demo-private.h"

#include "bakery-feedback.h"
#include "bakery-order.h"
#include "bakery-time.h"
#include "server-entity-store.h"

/* One in so many delivered orders. */
#define ORDERS_PER_RATING 4
#define ORDERS_PER_COMPLAINT 40

typedef struct
{
  gint64      stars;
  const char *comment;
} Opinion;

static const Opinion opinions[] = {
  { 5, "The best we ever had. Every guest asked where it was from." },
  { 4, "Light, not too sweet, and on time." },
  { 5, "" },
  { 3, "Tasty, but smaller than I had expected." },
  { 5, "My daughter did not want to cut it, it was so pretty." },
  { 4, "" },
  { 2, "The sponge was a little dry this time." },
  { 5, "Perfect as always." },
  { 4, "Very good. The inscription could have been larger." },
  { 5, "" },
  { 1, "Came an hour late, and the icing had melted." },
};

typedef struct
{
  const char *text;
  const char *reply;
} Dispute;

static const Dispute disputes[] = {
  { "The cake arrived with a dent on one side. We could turn it to the wall, but it was for a wedding.",
    "We are very sorry. Please let us give half of the price back." },
  { "I had ordered it without nuts, and there were almonds on top. Luckily we saw it in time.",
    "This must not happen. We have talked with everybody in the bakery, and the money is on its way back to you." },
  { "The name was spelt Anya instead of Ananya.", "We apologise to Ananya, and would like to send her a box of macarons." },
  { "Nobody answered the door bell of your shop at ten to six, although you are open until six.", "" },
  { "The candles that should have come with it were missing.", "They are waiting for you at the counter, with a bunch more." },
};

static gboolean
add_rating (ServerDemo        *self,
            const BakeryOrder *order,
            GError           **error)
{
  const BakeryOrderLine *line = g_ptr_array_index (order->lines, 0);
  const Opinion *opinion = &opinions[order->base.id / ORDERS_PER_RATING % (gint64) G_N_ELEMENTS (opinions)];
  g_autoptr(BakeryRating) rating = bakery_rating_new ();

  if (line->cake == 0)
    return TRUE;

  rating->order_line = line->base.id;
  rating->customer = order->customer;
  rating->store = order->store;
  rating->cake = line->cake;
  rating->stars = opinion->stars;
  server_demo_set_text (&rating->comment, opinion->comment);

  return server_entity_store_insert (self->connection, rating, TRUE, order->stage_changed_at, error);
}

static void
add_reply (ServerDemo      *self,
           BakeryComplaint *complaint,
           const char      *text,
           gint64           at)
{
  const BakeryAccount *manager = g_ptr_array_index (self->staff, SERVER_DEMO_MANAGER);
  BakeryComplaintReply *reply = bakery_complaint_reply_new ();

  reply->at = at;
  reply->account = manager->base.id;
  reply->is_staff = TRUE;
  g_free (reply->account_name);
  reply->account_name = bakery_account_dup_name (manager);
  server_demo_set_text (&reply->text, text);
  complaint->replies = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (complaint->replies, reply);
}

static gboolean
add_complaint (ServerDemo        *self,
               const BakeryOrder *order,
               GError           **error)
{
  const gint64 n = order->base.id / ORDERS_PER_COMPLAINT;
  const Dispute *dispute = &disputes[n % (gint64) G_N_ELEMENTS (disputes)];
  g_autoptr(BakeryComplaint) complaint = bakery_complaint_new ();

  complaint->customer = order->customer;
  server_demo_set_text (&complaint->customer_name, order->customer_name);
  complaint->store = order->store;
  complaint->order = order->base.id;
  server_demo_set_text (&complaint->text, dispute->text);
  if (n % 3 != 0 && dispute->reply[0] != '\0')
    {
      complaint->state = n % 2 == 0 ? BAKERY_COMPLAINT_ANSWERED : BAKERY_COMPLAINT_CLOSED;
      add_reply (self, complaint, dispute->reply, order->stage_changed_at + BAKERY_HOUR);
    }

  return server_entity_store_insert (self->connection, complaint, TRUE, order->stage_changed_at, error);
}

/**
 * server_demo_create_feedback:
 * @self: the demo
 * @order: an order that is stored
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Stores what the customer says about @order, if anything.
 *
 * Returns: whether it is stored
 */
gboolean
server_demo_create_feedback (ServerDemo        *self,
                             const BakeryOrder *order,
                             GError           **error)
{
  if (order->stage != BAKERY_STAGE_DELIVERED)
    return TRUE;

  return (order->base.id % ORDERS_PER_RATING != 0 || add_rating (self, order, error)) &&
         (order->base.id % ORDERS_PER_COMPLAINT != 1 || add_complaint (self, order, error));
}

/**
 * server_demo_sum_ratings:
 * @self: the demo, with all its ratings
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Gives each cake the sum of its ratings.
 *
 * Returns: whether they have it
 */
gboolean
server_demo_sum_ratings (ServerDemo *self,
                         GError    **error)
{
  return bakery_connection_execute (self->connection,
                                    "UPDATE cakes SET"
                                    " rating_count = (SELECT count(*) FROM ratings WHERE cake = cakes.id),"
                                    " rating_stars = (SELECT coalesce(sum(stars), 0) FROM ratings WHERE cake = cakes.id),"
                                    " rated_at = (SELECT max(created_at) FROM ratings WHERE cake = cakes.id)",
                                    error);
}
