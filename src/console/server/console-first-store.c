/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first store of a new bakery. Main thread. */

#include "config.h"

#include "console-first-store.h"

#include "bakery-entity-json.h"
#include "bakery-store.h"
#include "console-json-call.h"

#include <glib/gi18n.h>

struct _ConsoleFirstStore
{
  GObject parent_instance;

  /* Owned */
  SoupSession *session;
  char        *credentials;
  char        *store;
};

G_DEFINE_FINAL_TYPE (ConsoleFirstStore, console_first_store, G_TYPE_OBJECT)

/* Creating, in the order in which it happens */
static void signed_in_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data);
static void created_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data);

/* The names that the form's answers have in the domain's field tables. */
static JsonObject *
describe_store (const ConsoleBakerySetup *setup)
{
  g_autofree char *description = g_strdup_printf ("%s, %s", setup->store_name, setup->city);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", setup->store_name);
  json_object_set_string_member (object, "city", setup->city);
  json_object_set_string_member (object, "address", setup->address);
  json_object_set_string_member (object, "contact_number", setup->contact_number);
  json_object_set_string_member (object, "email", setup->email);
  json_object_set_string_member (object, "description", description);

  return object;
}

/* Takes the object. */
static char *
dup_json (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return json_to_string (node, FALSE);
}

/* The store begins with the time zone of this computer, where that has a name. */
static void
add_locale (JsonObject *object)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);

  if (name != NULL && g_str_has_prefix (name, "/"))
    name = NULL;
  if (name != NULL)
    json_object_set_string_member (object, "time_zone", name);
}

/**
 * console_bakery_setup_validate:
 * @setup: what somebody typed
 * @violations: where to add all that is wrong, by the names of a store's fields
 *
 * Returns: %TRUE if a store can be made of it
 */
gboolean
console_bakery_setup_validate (const ConsoleBakerySetup *setup,
                               BakeryViolations         *violations)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();
  g_autoptr(JsonObject) object = describe_store (setup);

  return bakery_entity_read_json (store,
                                  object,
                                  BAKERY_DECODE_CREATE,
                                  BAKERY_ROLES_ADMIN,
                                  FALSE,
                                  violations);
}

static void
console_first_store_finalize (GObject *object)
{
  ConsoleFirstStore *self = CONSOLE_FIRST_STORE (object);

  g_clear_object (&self->session);
  g_free (self->credentials);
  g_free (self->store);

  G_OBJECT_CLASS (console_first_store_parent_class)->finalize (object);
}

static void
console_first_store_class_init (ConsoleFirstStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_first_store_finalize;
}

static void
console_first_store_init (ConsoleFirstStore *self)
{
  self->session = soup_session_new ();
}

/**
 * console_first_store_new:
 * @setup: what somebody typed, valid
 *
 * Returns: (transfer full): a store to be created
 */
ConsoleFirstStore *
console_first_store_new (const ConsoleBakerySetup *setup)
{
  ConsoleFirstStore *self = g_object_new (CONSOLE_TYPE_FIRST_STORE, NULL);
  JsonObject *credentials = json_object_new ();
  JsonObject *store = describe_store (setup);

  json_object_set_string_member (credentials, "email", setup->email);
  json_object_set_string_member (credentials, "password", setup->password);
  add_locale (store);
  self->credentials = dup_json (credentials);
  self->store = dup_json (store);

  return self;
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ConsoleFirstStore *self = g_task_get_source_object (task);
  g_autoptr(JsonNode) answer = NULL;
  g_autofree char *uri = g_strconcat (g_task_get_task_data (task), "/api/v1/stores", NULL);
  GError *error = NULL;
  const char *token = NULL;

  answer = console_json_call_finish (self->session, result, &error);
  if (answer != NULL && JSON_NODE_HOLDS_OBJECT (answer))
    token = json_object_get_string_member_with_default (json_node_get_object (answer), "access", NULL);
  if (token == NULL)
    {
      g_task_return_error (task,
                           error != NULL ? error
                                         : g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The sign-in failed.")));
      return;
    }

  console_json_call_async (self->session,
                           "POST",
                           uri,
                           token,
                           self->store,
                           g_task_get_cancellable (task),
                           created_cb,
                           g_object_ref (task));
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(JsonNode) answer = NULL;
  GError *error = NULL;

  answer = console_json_call_finish (SOUP_SESSION (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * console_first_store_create_async:
 * @self: the store
 * @address: where the server answers, without `/api`
 * @cancellable: (nullable): ends the waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Signs the administrator in and creates the store.
 */
void
console_first_store_create_async (ConsoleFirstStore  *self,
                                  const char         *address,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *uri = g_strconcat (address, "/api/v1/token", NULL);

  g_task_set_source_tag (task, console_first_store_create_async);
  g_task_set_task_data (task, g_strdup (address), g_free);
  console_json_call_async (self->session, "POST", uri, NULL, self->credentials, cancellable, signed_in_cb, g_object_ref (task));
}

/**
 * console_first_store_create_finish:
 * @self: the store
 * @result: what the callback was given
 * @error: what the server says is wrong
 *
 * Returns: %TRUE if the store is there
 */
gboolean
console_first_store_create_finish (ConsoleFirstStore *self,
                                   GAsyncResult      *result,
                                   GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
