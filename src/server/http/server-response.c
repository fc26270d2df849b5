/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a handler fills in: status, header fields and a body that is text, bytes or a stream. Knows nothing of how it is
 * sent. Used by one thread at a time. */

#include "config.h"

#include "server-response-private.h"

#include "bakery-entity-json.h"
#include "server-events.h"
#include "server-query.h"
#include "server-rendering.h"
#include "server-request.h"

#include <string.h>

#define ENTITY_SIZE_GUESS 1024

static void
clear_body (ServerResponse *self)
{
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
  g_clear_pointer (&self->entity, bakery_entity_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->rendering, server_rendering_unref);
  g_clear_pointer (&self->stream, server_event_stream_unref);
  self->content_type = NULL;
}

static ServerHeader *
find_header (const ServerResponse *self,
             const char           *name)
{
  for (guint i = 0; i < self->n_headers; i++)
    if (g_ascii_strcasecmp (self->headers[i].name, name) == 0)
      return (ServerHeader *) &self->headers[i];

  return NULL;
}

/**
 * server_response_init:
 * @self: room for a response
 *
 * Makes it 200 without a body.
 */
void
server_response_init (ServerResponse *self)
{
  memset (self, 0, sizeof *self);
  self->status = 200;
}

/**
 * server_response_reset:
 * @self: a response
 *
 * Forgets all that was set, so that another answer can take its place.
 */
void
server_response_reset (ServerResponse *self)
{
  server_response_clear (self);
  server_response_init (self);
}

/**
 * server_response_clear:
 * @self: a response
 *
 * Frees what it owns.
 */
void
server_response_clear (ServerResponse *self)
{
  clear_body (self);
  for (guint i = 0; i < self->n_headers; i++)
    g_free (self->headers[i].value);
  self->n_headers = 0;
}

/**
 * server_response_render:
 * @self: a response
 *
 * Writes the entity that is the body, if there is one that is not written yet. The writer's thread, which all changes wait for,
 * leaves that to the listener's.
 */
void
server_response_render (ServerResponse *self)
{
  gpointer entity = g_steal_pointer (&self->entity);

  if (entity == NULL)
    return;

  bakery_entity_write_json (entity, self->reader, server_response_begin_json (self));
  bakery_entity_unref (entity);
}

/**
 * server_response_peek_body:
 * @self: a response that is not a stream, rendered
 * @ret_size: (out): how long it is
 *
 * Returns: (transfer none) (nullable): the body
 */
gconstpointer
server_response_peek_body (const ServerResponse *self,
                           gsize                *ret_size)
{
  g_return_val_if_fail (self->entity == NULL, NULL);

  if (self->bytes != NULL)
    return g_bytes_get_data (self->bytes, ret_size);

  *ret_size = self->text != NULL ? self->text->len : 0;

  return self->text != NULL ? self->text->str : NULL;
}

/**
 * server_response_set_status:
 * @self: a response
 * @status: HTTP status code
 */
void
server_response_set_status (ServerResponse *self,
                            guint           status)
{
  self->status = status;
}

/**
 * server_response_get_status:
 * @self: a response
 *
 * Returns: the HTTP status code
 */
guint
server_response_get_status (const ServerResponse *self)
{
  return self->status;
}

/**
 * server_response_set_header:
 * @self: a response
 * @name: of a header field
 * @value: its only value; must not hold a line break
 */
void
server_response_set_header (ServerResponse *self,
                            const char     *name,
                            const char     *value)
{
  ServerHeader *header = find_header (self, name);

  if (header == NULL)
    {
      server_response_add_header (self, name, value);
      return;
    }

  g_free (header->value);
  header->value = g_strdup (value);
}

/**
 * server_response_add_header:
 * @self: a response
 * @name: of a header field that may come more than once, as Set-Cookie
 * @value: one more value; must not hold a line break
 */
void
server_response_add_header (ServerResponse *self,
                            const char     *name,
                            const char     *value)
{
  g_return_if_fail (self->n_headers < SERVER_RESPONSE_MAXIMUM_HEADERS);
  g_return_if_fail (strpbrk (value, "\r\n") == NULL);

  self->headers[self->n_headers].name = g_intern_string (name);
  self->headers[self->n_headers].value = g_strdup (value);
  self->n_headers++;
}

/**
 * server_response_get_header:
 * @self: a response
 * @name: of a header field
 *
 * Returns: (nullable): its first value
 */
const char *
server_response_get_header (const ServerResponse *self,
                            const char           *name)
{
  const ServerHeader *header = find_header (self, name);

  return header != NULL ? header->value : NULL;
}

/**
 * server_response_set_entity:
 * @self: a response
 * @entity: what to answer, which must not change any more
 * @reader: the role that will read it
 *
 * Makes the entity the body, as JSON, with its revision as the ETag.
 */
void
server_response_set_entity (ServerResponse *self,
                            gconstpointer   entity,
                            BakeryRoles     reader)
{
  clear_body (self);
  self->entity = bakery_entity_ref ((gpointer) entity);
  self->reader = reader;
  server_response_set_revision (self, ((const BakeryEntity *) entity)->revision);
}

/**
 * server_response_set_created:
 * @self: a response
 * @collection: the path of the collection below the base, as in `orders`
 * @id: what was created in it
 *
 * Makes it 201 and names the new resource.
 */
void
server_response_set_created (ServerResponse *self,
                             const char     *collection,
                             gint64          id)
{
  g_autofree char *location = g_strdup_printf ("/api/v1/%s/%" G_GINT64_FORMAT, collection, id);

  server_response_set_header (self, "Location", location);
  self->status = 201;
}

/**
 * server_response_set_no_content:
 * @self: a response
 *
 * Makes it 204, without a body.
 */
void
server_response_set_no_content (ServerResponse *self)
{
  clear_body (self);
  self->status = 204;
}

/**
 * server_response_set_revision:
 * @self: a response
 * @revision: of what the body shows
 *
 * Sets the strong ETag, which makes a GET conditional.
 */
void
server_response_set_revision (ServerResponse *self,
                              gint64          revision)
{
  char tag[32];

  g_snprintf (tag, sizeof tag, "\"%" G_GINT64_FORMAT "\"", revision);
  server_response_set_header (self, "ETag", tag);
}

static void
append_other_parameters (GString             *url,
                         const ServerRequest *request)
{
  const ServerQueryParameter *parameter = server_request_get_route (request)->query;

  for (; parameter != NULL && parameter->name != NULL; parameter++)
    {
      const char *text = server_request_get_query_text (request, parameter->name);

      if (text == NULL || strcmp (parameter->name, "after") == 0)
        continue;
      g_string_append_printf (url, "%s=", parameter->name);
      g_string_append_uri_escaped (url, text, NULL, FALSE);
      g_string_append_c (url, '&');
    }
}

/**
 * server_response_set_next_page:
 * @self: a response with one page of a list
 * @request: what was asked
 * @after: where the next page starts
 *
 * Links to the next page of the list with the same filters (RFC 8288). A list's last page has no link.
 */
void
server_response_set_next_page (ServerResponse      *self,
                               const ServerRequest *request,
                               gint64               after)
{
  g_autoptr(GString) url = g_string_new ("<");

  g_string_append (url, server_request_get_path (request));
  g_string_append_c (url, '?');
  append_other_parameters (url, request);
  g_string_append_printf (url, "after=%" G_GINT64_FORMAT ">; rel=\"next\"", after);
  server_response_set_header (self, "Link", url->str);
}

/**
 * server_response_begin_json:
 * @self: a response
 *
 * Starts a JSON body in place of any other.
 *
 * Returns: (transfer none): what to write it with
 */
BakeryJsonWriter *
server_response_begin_json (ServerResponse *self)
{
  self->writer.text = server_response_begin_text (self, "application/json");
  self->writer.needs_comma = FALSE;

  return &self->writer;
}

/**
 * server_response_begin_text:
 * @self: a response
 * @content_type: a constant
 *
 * Starts a body of text in place of any other.
 *
 * Returns: (transfer none): what to append it to
 */
GString *
server_response_begin_text (ServerResponse *self,
                            const char     *content_type)
{
  clear_body (self);
  self->text = g_string_sized_new (ENTITY_SIZE_GUESS);
  self->content_type = content_type;

  return self->text;
}

/**
 * server_response_take_bytes:
 * @self: a response
 * @bytes: (transfer full): the body
 * @content_type: a constant or interned text
 */
void
server_response_take_bytes (ServerResponse *self,
                            GBytes         *bytes,
                            const char     *content_type)
{
  clear_body (self);
  self->bytes = bytes;
  self->content_type = content_type;
}

/**
 * server_response_take_rendering:
 * @self: a response
 * @rendering: (transfer full): a body that is kept, with its tag
 * @content_type: a constant or interned text
 */
void
server_response_take_rendering (ServerResponse  *self,
                                ServerRendering *rendering,
                                const char      *content_type)
{
  server_response_take_bytes (self, g_bytes_ref (server_rendering_get_plain (rendering)), content_type);
  self->rendering = rendering;
}

/**
 * server_response_take_stream:
 * @self: a response
 * @stream: (transfer full): where the body comes from, as long as the client listens
 */
void
server_response_take_stream (ServerResponse    *self,
                             ServerEventStream *stream)
{
  clear_body (self);
  self->stream = stream;
  self->content_type = "text/event-stream";
}
