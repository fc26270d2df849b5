/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Works a page of the change feed into the cache. A page without its last line was cut off, and nothing of it is kept. Runs on
 * the writer's thread. */

#include "config.h"

#include "console-feed-page.h"

#include "console-api-error.h"
#include "console-cache-entities.h"
#include "console-cache-schema.h"
#include "console-outbox.h"

#include "bakery-entity-json.h"

/**
 * console_feed_page_new:
 * @is_filled: whether the cache was complete once
 *
 * Returns: (transfer full): a page without lines
 */
ConsoleFeedPage *
console_feed_page_new (gboolean is_filled)
{
  ConsoleFeedPage *self = g_new0 (ConsoleFeedPage, 1);

  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->is_filled = is_filled;

  return self;
}

/**
 * console_feed_page_free:
 * @self: (transfer full): a page
 *
 * Frees the page.
 */
void
console_feed_page_free (ConsoleFeedPage *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self->next);
  g_free (self);
}

static JsonObject *
parse_line (const char *line,
            GError    **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (!json_parser_load_from_data (parser, line, -1, NULL) ||
      (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_PROTOCOL,
                           "The change feed holds a line that is not a JSON object.");
      return NULL;
    }

  return json_object_ref (json_node_get_object (root));
}

/* New orders that wait to be confirmed are told, but not those that were there before this console was. */
static gboolean
note_arrival (BakeryConnection      *connection,
              const ConsoleFeedPage *page,
              const BakeryOrder     *order,
              ConsoleCacheChanges   *changes,
              GError               **error)
{
  ConsoleOrderKey key;

  if (!page->is_filled || order->stage != BAKERY_STAGE_PENDING)
    {
      return TRUE;
    }
  if (!console_cache_read_order_key (connection, order->base.id, &key, NULL, error))
    {
      return FALSE;
    }
  if (key.store == 0)
    {
      g_array_append_val (changes->arrived, order->base.id);
    }

  return TRUE;
}

static gboolean
write_entity (BakeryConnection       *connection,
              const ConsoleFeedPage  *page,
              const BakeryEntityType *type,
              JsonObject             *data,
              ConsoleCacheChanges    *changes,
              GError                **error)
{
  gpointer entity = bakery_entity_from_trusted_json (type, data, error);
  gboolean written;

  if (entity == NULL)
    {
      return FALSE;
    }

  written = (type != &bakery_order_type || note_arrival (connection, page, entity, changes, error)) &&
            console_outbox_receive (connection, entity, changes, error);
  bakery_entity_unref (entity);

  return written;
}

static gboolean
write_change (BakeryConnection      *connection,
              const ConsoleFeedPage *page,
              JsonObject            *line,
              ConsoleCacheChanges   *changes,
              GError               **error)
{
  const BakeryEntityType *type = console_cache_find_type (json_object_get_string_member_with_default (line, "entity", NULL));
  const gint64 id = json_object_get_int_member_with_default (line, "id", 0);
  const gboolean is_deleted = json_object_get_boolean_member_with_default (line, "deleted", FALSE);
  JsonNode *data = json_object_get_member (line, "data");

  if (type == NULL)
    {
      /* Something a later console knows. */
      return TRUE;
    }

  if (is_deleted)
    {
      return console_outbox_receive_deletion (connection, type, id, changes, error);
    }
  if (data == NULL || !JSON_NODE_HOLDS_OBJECT (data))
    {
      g_set_error (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_PROTOCOL, "The change feed says nothing of a %s.",
                   type->name);
      return FALSE;
    }

  return write_entity (connection, page, type, json_node_get_object (data), changes, error);
}

/* The cursor is the server's business; it may be a number or a string. */
static char *
dup_cursor (JsonObject *line)
{
  JsonNode *next = json_object_get_member (line, "next");

  if (next == NULL || !JSON_NODE_HOLDS_VALUE (next))
    {
      return NULL;
    }
  if (json_node_get_value_type (next) == G_TYPE_STRING)
    {
      return json_node_dup_string (next);
    }

  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (next));
}

static gboolean
write_end (BakeryConnection    *connection,
           ConsoleFeedPage     *page,
           ConsoleCacheChanges *changes,
           GError             **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());

  return console_cache_state_set (connection, "cursor", page->next, error) &&
         (page->more || page->is_filled || console_outbox_forget_unheard (connection, changes, error)) &&
         (page->more || (console_cache_state_set (connection, "filled", "1", error) &&
                         console_cache_state_set (connection, "last-sync", now, error)));
}

/**
 * console_feed_page_write:
 * @connection: inside a transaction
 * @changes: notes what changed
 * @user_data: a #ConsoleFeedPage
 * @error: return location for %CONSOLE_API_ERROR_PROTOCOL, or a %BAKERY_STORAGE_ERROR
 *
 * Works a page in, with its cursor. A #ConsoleCacheWriteFunc.
 *
 * Returns: %FALSE with @error set when nothing of the page was written
 */
gboolean
console_feed_page_write (BakeryConnection    *connection,
                         ConsoleCacheChanges *changes,
                         gpointer             user_data,
                         GError             **error)
{
  ConsoleFeedPage *page = user_data;

  g_clear_pointer (&page->next, g_free);
  for (guint i = 0; i < page->lines->len; i++)
    {
      g_autoptr(JsonObject) line = parse_line (g_ptr_array_index (page->lines, i), error);

      if (line == NULL)
        {
          return FALSE;
        }
      if (json_object_has_member (line, "next"))
        {
          page->next = dup_cursor (line);
          page->more = json_object_get_boolean_member_with_default (line, "more", FALSE);
          break;
        }
      if (!write_change (connection, page, line, changes, error))
        {
          return FALSE;
        }
    }

  if (page->next == NULL)
    {
      g_set_error_literal (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_OFFLINE, "The change feed was cut off.");
      return FALSE;
    }

  return write_end (connection, page, changes, error);
}
