/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stores, customers, cakes, customisations and cart lines of a dump. What document S's models do not have gets the values of a
 * new entity, of which none changes a total: no tax, no delivery fee. */

#include "config.h"

#include "server-import-private.h"

#include "bakery-entity-json.h"
#include "server-accounts.h"
#include "server-pbkdf2.h"

static void
set_text (char      **target,
          const char *text)
{
  g_free (*target);
  *target = g_strdup (text);
}

/* Reads the fields that the product has as well; those it does not have, or computes, are passed over. */
static gboolean
read_fields (const ServerDumpRow *row,
             gpointer             entity,
             BakeryViolations    *violations)
{
  return bakery_entity_read_json (entity, row->fields, BAKERY_DECODE_CREATE, BAKERY_ROLE_ADMIN, TRUE, violations);
}

/**
 * server_import_store:
 * @self: the import
 * @row: a row of "store"
 * @violations: gets everything that is wrong with it
 * @error: (not optional): a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether the import may go on
 */
gboolean
server_import_store (ServerImport        *self,
                     const ServerDumpRow *row,
                     BakeryViolations    *violations,
                     GError             **error)
{
  g_autoptr(BakeryStore) store = bakery_store_new ();

  set_text (&store->currency, self->plan->currency);
  set_text (&store->time_zone, self->plan->time_zone);
  store->created_at = self->plan->now;
  store->updated_at = self->plan->now;

  return !read_fields (row, store, violations) || server_import_insert (self, row, store, TRUE, violations, error);
}

static gboolean
read_flag (const ServerDumpRow *row,
           const char          *name)
{
  JsonNode *node = server_dump_row_get (row, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}

/* Staff of document S's server belong to no store in particular; here they see those they belong to. */
static gboolean
join_stores (ServerImport  *self,
             BakeryAccount *account,
             GError       **error)
{
  g_autoptr(BakeryStatement) select =
    bakery_connection_prepare (self->connection, "SELECT id FROM stores ORDER BY id", error);
  gboolean has_row;

  if (account->stores == NULL)
    account->stores = g_array_new (FALSE, FALSE, sizeof (gint64));
  while (select != NULL && bakery_statement_step (select, &has_row, error))
    {
      gint64 store = has_row ? bakery_statement_get_int (select, 0) : 0;

      if (!has_row)
        return TRUE;
      g_array_append_val (account->stores, store);
    }

  return FALSE;
}

static gboolean
set_role (ServerImport        *self,
          const ServerDumpRow *row,
          BakeryAccount       *account,
          BakeryViolations    *violations,
          GError             **error)
{
  gboolean is_staff = read_flag (row, "is_staff");
  gboolean is_superuser = read_flag (row, "is_superuser");

  if (is_superuser && !is_staff)
    bakery_violations_add (violations, "is_staff", "A superuser must be staff.");
  bakery_account_set_role (account, is_superuser ? BAKERY_ROLE_ADMIN : is_staff ? BAKERY_ROLE_STAFF : BAKERY_ROLE_CUSTOMER);

  return !is_staff || is_superuser || join_stores (self, account, error);
}

/* A hash is not to be judged as a password is; what stands for it meanwhile has nothing that can stand in a name. */
static char *
take_hash (const ServerDumpRow *row)
{
  JsonNode *node = server_dump_row_get (row, "password");
  char *hash;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
      json_node_get_string (node)[0] == '\0')
    return NULL;

  hash = g_strdup (json_node_get_string (node));
  json_object_set_string_member (row->fields, "password", "\t\t\t\t\t\t\t\t");

  return hash;
}

/* "!" begins Django's hash that no password has. Without a hash, something is wrong already. */
static void
check_hash (const char       *hash,
            BakeryViolations *violations)
{
  if (hash == NULL || g_str_has_prefix (hash, SERVER_PBKDF2_PREFIX) || hash[0] == '!')
    return;

  bakery_violations_add (violations, "password", "Only hashes that begin with \"" SERVER_PBKDF2_PREFIX "\" can be taken over.");
}

/**
 * server_import_customer:
 * @self: the import
 * @row: a row of "customer"
 * @violations: gets everything that is wrong with it
 * @error: (not optional): a %BAKERY_STORAGE_ERROR
 *
 * A superuser becomes an admin (S-099), other staff become staff of every store.
 *
 * Returns: whether the import may go on
 */
gboolean
server_import_customer (ServerImport        *self,
                        const ServerDumpRow *row,
                        BakeryViolations    *violations,
                        GError             **error)
{
  g_autoptr(BakeryAccount) account = bakery_account_new ();
  g_autofree char *hash = take_hash (row);

  read_fields (row, account, violations);
  check_hash (hash, violations);
  set_text (&account->password, hash);
  account->last_login = server_import_read_time (row, "last_login", 0, violations);
  if (!set_role (self, row, account, violations, error))
    return FALSE;
  if (!bakery_violations_is_empty (violations))
    return TRUE;

  account->base.id = row->pk;

  return server_accounts_insert (self->connection, account, self->plan->now, error) ||
         server_import_settle (violations, error);
}

static void
count_picture (ServerImport        *self,
               const ServerDumpRow *row)
{
  JsonNode *node = server_dump_row_get (row, "image");
  const char *path = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  if (path != NULL && path[0] != '\0')
    self->report->n_pictures++;
}

/**
 * server_import_cake:
 * @self: the import
 * @row: a row of "cake"
 * @violations: gets everything that is wrong with it
 * @error: (not optional): a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether the import may go on
 */
gboolean
server_import_cake (ServerImport        *self,
                    const ServerDumpRow *row,
                    BakeryViolations    *violations,
                    GError             **error)
{
  g_autoptr(BakeryCake) cake = bakery_cake_new ();
  gpointer store;

  if (!server_import_find (self, row, "store", &bakery_store_type, &store, violations, error))
    return FALSE;
  g_clear_pointer (&store, bakery_entity_unref);

  set_text (&cake->currency, self->plan->currency);
  read_fields (row, cake, violations);
  cake->created_at = server_import_read_time (row, "created_at", self->plan->now, violations);
  cake->updated_at = server_import_read_time (row, "updated_at", cake->created_at, violations);
  if (!bakery_violations_is_empty (violations))
    return TRUE;

  count_picture (self, row);

  return server_import_insert (self, row, cake, TRUE, violations, error);
}

static gboolean
check_references (ServerImport        *self,
                  const ServerDumpRow *row,
                  BakeryViolations    *violations,
                  GError             **error)
{
  gpointer cake = NULL;
  gpointer customer = NULL;
  gboolean is_ok;

  is_ok = server_import_find (self, row, "cake", &bakery_cake_type, &cake, violations, error) &&
          server_import_find (self, row, "customer", &bakery_account_type, &customer, violations, error);
  g_clear_pointer (&cake, bakery_entity_unref);
  g_clear_pointer (&customer, bakery_entity_unref);

  return is_ok;
}

/**
 * server_import_customisation:
 * @self: the import
 * @row: a row of "cakecustomization"
 * @violations: gets everything that is wrong with it
 * @error: (not optional): a %BAKERY_STORAGE_ERROR
 *
 * Returns: whether the import may go on
 */
gboolean
server_import_customisation (ServerImport        *self,
                             const ServerDumpRow *row,
                             BakeryViolations    *violations,
                             GError             **error)
{
  g_autoptr(BakeryCustomisation) customisation = bakery_customisation_new ();

  if (!check_references (self, row, violations, error))
    return FALSE;

  customisation->created_at = self->plan->now;
  customisation->updated_at = self->plan->now;

  return !read_fields (row, customisation, violations) ||
         server_import_insert (self, row, customisation, FALSE, violations, error);
}

static gboolean
fill_cart_line (ServerImport        *self,
                const ServerDumpRow *row,
                BakeryCartLine      *line,
                BakeryViolations    *violations,
                GError             **error)
{
  gpointer cake = NULL;
  gpointer customer = NULL;
  gpointer customisation = NULL;
  gboolean is_ok;

  is_ok = server_import_find (self, row, "cake", &bakery_cake_type, &cake, violations, error) &&
          server_import_find (self, row, "customer", &bakery_account_type, &customer, violations, error) &&
          server_import_find (self, row, "customization", &bakery_customisation_type, &customisation, violations, error);
  if (cake != NULL)
    line->store = ((const BakeryCake *) cake)->store;
  if (customer != NULL)
    line->customer = BAKERY_ENTITY (customer)->id;
  g_clear_pointer (&cake, bakery_entity_unref);
  g_clear_pointer (&customer, bakery_entity_unref);
  g_clear_pointer (&customisation, bakery_entity_unref);

  return is_ok;
}

/**
 * server_import_cart_line:
 * @self: the import
 * @row: a row of "cart"
 * @violations: gets everything that is wrong with it
 * @error: (not optional): a %BAKERY_STORAGE_ERROR
 *
 * Its total is not read: it is the price of the cake as that is, times the quantity.
 *
 * Returns: whether the import may go on
 */
gboolean
server_import_cart_line (ServerImport        *self,
                         const ServerDumpRow *row,
                         BakeryViolations    *violations,
                         GError             **error)
{
  g_autoptr(BakeryCartLine) line = bakery_cart_line_new ();

  server_import_require (row, "customer", violations);
  if (!fill_cart_line (self, row, line, violations, error))
    return FALSE;

  set_text (&line->currency, self->plan->currency);
  read_fields (row, line, violations);
  line->created_at = server_import_read_time (row, "created_at", self->plan->now, violations);
  line->updated_at = server_import_read_time (row, "updated_at", line->created_at, violations);

  return !bakery_violations_is_empty (violations) ||
         server_import_insert (self, row, line, FALSE, violations, error);
}
