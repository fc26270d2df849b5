/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The demo's customer. One order is a chain of requests: look at the cakes and at what can be chosen with one, customise it,
 * put it in the cart, order. When one fails the chain ends there, and the next order tries again. Main thread. */

#include "config.h"

#include "console-demo-customer.h"

#include "bakery-cake.h"
#include "bakery-entity-json.h"
#include "bakery-json-writer.h"
#include "bakery-option.h"

/* When the first order comes after the server is there, and how often after that, in seconds. */
#define FIRST_ORDER 6
#define ORDER_EVERY 25

#define CAKES "cakes?limit=60&availability=true"

/* Of so many orders, one goes to another store than the first, at which the console opens. */
#define ELSEWHERE_ONE_IN 4

static const char *const names[] = {
  "Asha Rao", "Daniel Fernandes", "Sana Qureshi", "Leo Martins", "Meera Iyer", "Noah Weber", "Kabir Das", "Inés Ortega",
  "Priyanka Nair", "Tomasz Nowak",
};
static const char *const messages[] = {
  "Happy Birthday Mia", "Zoya & Imran", "50 golden years", "Well done, Arjun!", "Welcome, little one", "", "", "",
};
static const char *const notes[] = { "", "", "Please call from the gate", "Less sugar, if possible" };

struct _ConsoleDemoCustomer
{
  GObject parent_instance;

  /* Owned */
  ConsoleDemoAccount *account;
  GCancellable       *cancellable;
  BakeryCake         *cake;
  GPtrArray          *groups;

  guint               source;
};

G_DEFINE_FINAL_TYPE (ConsoleDemoCustomer, console_demo_customer, G_TYPE_OBJECT)

/* One order, in the order in which it happens */
static gboolean order_cb (gpointer user_data);
static void     cakes_read_cb (GObject      *source,
                               GAsyncResult *result,
                               gpointer      user_data);
static void     groups_read_cb (GObject      *source,
                                GAsyncResult *result,
                                gpointer      user_data);
static void     options_read_cb (GObject      *source,
                                 GAsyncResult *result,
                                 gpointer      user_data);
static void     customised_cb (GObject      *source,
                               GAsyncResult *result,
                               gpointer      user_data);
static void     in_cart_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data);
static void     ordered_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data);

#define PICK(words) (words[g_random_int_range (0, G_N_ELEMENTS (words))])

static void
call (ConsoleDemoCustomer *self,
      const char          *method,
      const char          *path,
      const char          *body,
      GAsyncReadyCallback  callback)
{
  console_demo_account_call_async (self->account, method, path, body, self->cancellable, callback, g_object_ref (self));
}

/* Returns the answer, or %NULL where the chain ends. */
static JsonNode *
finish_call (ConsoleDemoCustomer *self,
             GAsyncResult        *result)
{
  g_autoptr(GError) error = NULL;
  JsonNode *answer = console_demo_account_call_finish (self->account, result, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("The demo's customer could not order: %s", error->message);

  return answer;
}

static gint64
get_id (JsonNode *answer)
{
  return JSON_NODE_HOLDS_OBJECT (answer)
         ? json_object_get_int_member_with_default (json_node_get_object (answer), "id", 0)
         : 0;
}

static gboolean
order_cb (gpointer user_data)
{
  ConsoleDemoCustomer *self = user_data;

  self->source = g_timeout_add_seconds (ORDER_EVERY, order_cb, self);
  call (self, "GET", CAKES, NULL, cakes_read_cb);

  return G_SOURCE_REMOVE;
}

/* Returns (element-type BakeryEntity): what an answer lists, or %NULL where it lists nothing. */
static GPtrArray *
read_entities (const BakeryEntityType *type,
               JsonNode               *answer)
{
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  JsonArray *array = answer != NULL && JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      gpointer entity = bakery_entity_from_trusted_json (type, json_array_get_object_element (array, i), NULL);

      if (entity != NULL)
        g_ptr_array_add (entities, entity);
    }

  return entities->len > 0 ? g_steal_pointer (&entities) : NULL;
}

static BakeryCake *
pick_cake (GPtrArray *cakes)
{
  const BakeryCake *first = g_ptr_array_index (cakes, 0);
  const gboolean is_elsewhere = g_random_int_range (0, ELSEWHERE_ONE_IN) == 0;
  const guint start = (guint) g_random_int_range (0, (int) cakes->len);

  for (guint i = 0; i < cakes->len; i++)
    {
      BakeryCake *cake = g_ptr_array_index (cakes, (start + i) % cakes->len);

      if ((cake->store != first->store) == is_elsewhere)
        return bakery_cake_ref (cake);
    }

  return bakery_cake_ref (g_ptr_array_index (cakes, start));
}

static void
cakes_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ConsoleDemoCustomer) self = user_data;
  g_autoptr(JsonNode) answer = finish_call (self, result);
  g_autoptr(GPtrArray) cakes = read_entities (&bakery_cake_type, answer);
  g_autofree char *path = NULL;

  if (cakes == NULL)
    return;

  g_clear_pointer (&self->cake, bakery_cake_unref);
  self->cake = pick_cake (cakes);
  path = g_strdup_printf ("option-groups?store=%" G_GINT64_FORMAT "&limit=1000", self->cake->store);
  call (self, "GET", path, NULL, groups_read_cb);
}

static void
groups_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(ConsoleDemoCustomer) self = user_data;
  g_autoptr(JsonNode) answer = finish_call (self, result);
  g_autofree char *path = NULL;

  if (answer == NULL)
    return;

  g_clear_pointer (&self->groups, g_ptr_array_unref);
  self->groups = read_entities (&bakery_option_group_type, answer);
  path = g_strdup_printf ("options?store=%" G_GINT64_FORMAT "&limit=1000", self->cake->store);
  call (self, "GET", path, NULL, options_read_cb);
}

static gboolean
is_offered (const BakeryCake *cake,
            gint64            group)
{
  for (guint i = 0; cake->option_groups != NULL && i < cake->option_groups->len; i++)
    if (g_array_index (cake->option_groups, gint64, i) == group)
      return TRUE;

  return FALSE;
}

/* Writes as many options of a group as must be chosen, and sometimes one more, beginning anywhere among them. */
static void
write_choice (BakeryJsonWriter        *writer,
              const BakeryOptionGroup *group,
              GPtrArray               *options)
{
  const guint first = (guint) g_random_int_range (0, (int) options->len);
  const gint64 any = g_random_int_range ((int) group->minimum, (int) group->minimum + 2);
  gint64 wanted = MIN (group->maximum, any);

  for (guint i = 0; i < options->len && wanted > 0; i++)
    {
      const BakeryOption *option = g_ptr_array_index (options, (first + i) % options->len);

      if (option->option_group == group->base.id && bakery_option_is_available (option))
        {
          bakery_json_writer_integer (writer, option->base.id);
          wanted--;
        }
    }
}

static void
write_choices (ConsoleDemoCustomer *self,
               BakeryJsonWriter    *writer,
               GPtrArray           *options)
{
  bakery_json_writer_begin_array (writer);
  for (guint i = 0; self->groups != NULL && options != NULL && i < self->groups->len; i++)
    {
      const BakeryOptionGroup *group = g_ptr_array_index (self->groups, i);

      if (is_offered (self->cake, group->base.id))
        write_choice (writer, group, options);
    }
  bakery_json_writer_end_array (writer);
}

static char *
dup_customisation (ConsoleDemoCustomer *self,
                   GPtrArray           *options)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_name (&writer, "cake");
  bakery_json_writer_integer (&writer, self->cake->base.id);
  bakery_json_writer_name (&writer, "customer");
  bakery_json_writer_integer (&writer, console_demo_account_get_id (self->account));
  bakery_json_writer_name (&writer, "message");
  bakery_json_writer_string (&writer, PICK (messages));
  bakery_json_writer_name (&writer, "egg_version");
  bakery_json_writer_boolean (&writer, g_random_boolean ());
  bakery_json_writer_name (&writer, "options");
  write_choices (self, &writer, options);
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

static void
options_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(ConsoleDemoCustomer) self = user_data;
  g_autoptr(JsonNode) answer = finish_call (self, result);
  g_autoptr(GPtrArray) options = read_entities (&bakery_option_type, answer);
  g_autofree char *body = NULL;

  if (answer == NULL)
    return;

  body = dup_customisation (self, options);
  call (self, "POST", "cake-customizations", body, customised_cb);
}

/* Where the choice is not accepted, two options that do not go together, the cake is ordered as it is. */
static void
customised_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ConsoleDemoCustomer) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_demo_account_call_finish (self->account, result, &error);
  gint64 customisation = answer != NULL ? get_id (answer) : 0;
  g_autofree char *body = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  body = customisation == 0
         ? g_strdup_printf ("{\"cake_id\":%" G_GINT64_FORMAT ",\"quantity\":%d}",
                            self->cake->base.id,
                            g_random_int_range (1, 3))
         : g_strdup_printf ("{\"cake_id\":%" G_GINT64_FORMAT ",\"customization_id\":%" G_GINT64_FORMAT
                            ",\"quantity\":%d}",
                            self->cake->base.id,
                            customisation,
                            g_random_int_range (1, 3));
  call (self, "POST", "carts", body, in_cart_cb);
}

static char *
dup_order (gint64 cart)
{
  GString *text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_name (&writer, "cart_id");
  bakery_json_writer_integer (&writer, cart);
  bakery_json_writer_name (&writer, "customer_name");
  bakery_json_writer_string (&writer, PICK (names));
  bakery_json_writer_name (&writer, "delivery_address");
  bakery_json_writer_string (&writer, "12 Sweet Street, Candyland");
  bakery_json_writer_name (&writer, "fulfilment");
  bakery_json_writer_string (&writer, g_random_boolean () ? "delivery" : "pickup");
  bakery_json_writer_name (&writer, "notes");
  bakery_json_writer_string (&writer, PICK (notes));
  bakery_json_writer_end_object (&writer);

  return g_string_free (text, FALSE);
}

static void
in_cart_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsoleDemoCustomer) self = user_data;
  g_autoptr(JsonNode) answer = finish_call (self, result);
  g_autofree char *body = NULL;

  if (answer == NULL)
    return;

  body = dup_order (get_id (answer));
  call (self, "POST", "orders", body, ordered_cb);
}

static void
ordered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsoleDemoCustomer) self = user_data;
  g_autoptr(JsonNode) answer = finish_call (self, result);

  if (answer != NULL)
    g_debug ("The demo's customer ordered");
}

static void
console_demo_customer_dispose (GObject *object)
{
  ConsoleDemoCustomer *self = CONSOLE_DEMO_CUSTOMER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);

  G_OBJECT_CLASS (console_demo_customer_parent_class)->dispose (object);
}

static void
console_demo_customer_finalize (GObject *object)
{
  ConsoleDemoCustomer *self = CONSOLE_DEMO_CUSTOMER (object);

  g_clear_object (&self->account);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->cake, bakery_cake_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (console_demo_customer_parent_class)->finalize (object);
}

static void
console_demo_customer_class_init (ConsoleDemoCustomerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_demo_customer_dispose;
  object_class->finalize = console_demo_customer_finalize;
}

static void
console_demo_customer_init (ConsoleDemoCustomer *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * console_demo_customer_new:
 * @account: who orders
 *
 * Returns: (transfer full): a customer who does not order until it is started
 */
ConsoleDemoCustomer *
console_demo_customer_new (ConsoleDemoAccount *account)
{
  ConsoleDemoCustomer *self = g_object_new (CONSOLE_TYPE_DEMO_CUSTOMER, NULL);

  self->account = g_object_ref (account);

  return self;
}

/**
 * console_demo_customer_start:
 * @self: a customer whose account has a server
 *
 * Begins to order.
 */
void
console_demo_customer_start (ConsoleDemoCustomer *self)
{
  g_return_if_fail (CONSOLE_IS_DEMO_CUSTOMER (self));

  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add_seconds (FIRST_ORDER, order_cb, self);
}
