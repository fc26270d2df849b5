/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `session.json`: {"server": …, "account": …}, mode 0600. Read once at the start and written at a sign-in. */

#include "config.h"

#include "console-session-file.h"

#include "bakery-entity-json.h"

#include <glib/gstdio.h>

/**
 * console_session_file_load:
 * @path: of the file
 * @ret_server: (out) (transfer full): the server's base address; set only when an account is returned
 *
 * Reads who was signed in last.
 *
 * Returns: (transfer full) (nullable): the account, or %NULL when there is none or the file makes no sense
 */
BakeryAccount *
console_session_file_load (const char *path,
                           char      **ret_server)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  BakeryAccount *account;
  JsonObject *object;
  JsonNode *root;
  JsonNode *node;
  const char *server;

  if (!json_parser_load_from_file (parser, path, NULL))
    {
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      return NULL;
    }

  object = json_node_get_object (root);
  server = json_object_get_string_member_with_default (object, "server", NULL);
  node = json_object_get_member (object, "account");
  if (server == NULL || node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      return NULL;
    }

  account = bakery_entity_from_trusted_json (&bakery_account_type, json_node_get_object (node), NULL);
  if (account != NULL)
    {
      *ret_server = g_strdup (server);
    }

  return account;
}

/**
 * console_session_file_save:
 * @path: of the file
 * @server: the server's base address
 * @account: who is signed in
 * @error: return location for a %G_FILE_ERROR
 *
 * Remembers who is signed in.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_session_file_save (const char          *path,
                           const char          *server,
                           const BakeryAccount *account,
                           GError             **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  BakeryJsonWriter writer = { text, FALSE };

  bakery_json_writer_begin_object (&writer);
  bakery_json_writer_name (&writer, "server");
  bakery_json_writer_string (&writer, server);
  bakery_json_writer_name (&writer, "account");
  bakery_entity_write_json (account, BAKERY_ROLE_ADMIN, &writer);
  bakery_json_writer_end_object (&writer);

  return g_file_set_contents_full (path, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * console_session_file_remove:
 * @path: of the file
 *
 * Forgets who was signed in.
 */
void
console_session_file_remove (const char *path)
{
  g_unlink (path);
}
