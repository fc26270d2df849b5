/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Remembers what documents of stores parse to: each order asks for the same few, and to parse one takes longer than the rest of
 * the store. A document is found by its text, so that it cannot be out of date. Any thread. */

#include "config.h"

#include "server-documents.h"

/* Enough for what the stores of one bakery say; with more, all are parsed again now and then. */
#define MAXIMUM_KEPT 512

/**
 * server_documents_parse:
 * @text: JSON
 *
 * Returns: (transfer full) (nullable): what it says, sealed, or %NULL when it is no JSON
 */
JsonNode *
server_documents_parse (const char *text)
{
  static GMutex lock;
  static GHashTable *documents;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  JsonNode *node;

  if (documents == NULL)
    documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);

  node = g_hash_table_lookup (documents, text);
  if (node != NULL)
    return json_node_ref (node);

  node = json_from_string (text, NULL);
  if (node == NULL)
    return NULL;

  json_node_seal (node);
  if (g_hash_table_size (documents) >= MAXIMUM_KEPT)
    g_hash_table_remove_all (documents);
  g_hash_table_insert (documents, g_strdup (text), json_node_ref (node));

  return node;
}
