/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures of what a store sells: uploaded by its managers, read by everybody. One never changes, so whoever has it may keep
 * it for ever. */

#include "config.h"

#include "server-routes.h"

#include "bakery-error.h"
#include "server-catalogue-store.h"
#include "server-image-store.h"
#include "server-problem.h"
#include "server-request.h"
#include "server-response.h"
#include "server-rights.h"

#include <string.h>

#define PATH "images"
#define MAXIMUM_BYTES (8 * 1024 * 1024)

static gboolean
check_type (const ServerRequest     *request,
            const BakeryImageHeader *header,
            GError                 **error)
{
  const char *type = server_request_get_header (request, "Content-Type");
  gsize length = strlen (header->content_type);

  if (type != NULL && g_ascii_strncasecmp (type, header->content_type, length) == 0 &&
      (type[length] == '\0' || type[length] == ';'))
    return TRUE;

  g_set_error (error,
               SERVER_ERROR,
               SERVER_ERROR_MEDIA_TYPE,
               "The picture is %s: say so in Content-Type.",
               header->content_type);

  return FALSE;
}

static gboolean
read_picture (const ServerRequest *request,
              BakeryImageHeader   *ret_header,
              GError             **error)
{
  GBytes *body = server_request_get_body (request);
  gsize length = 0;
  const guint8 *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  if (bakery_image_header_parse (data, length, ret_header))
    return check_type (request, ret_header, error);

  bakery_set_error_violation (error,
                              "body",
                              "A whole JPEG, PNG or WebP picture of at most %d megapixels is required.",
                              BAKERY_IMAGE_MAXIMUM_PIXELS / 1000000);

  return FALSE;
}

static gboolean
check_store (ServerRequest *request,
             gint64         store,
             GError       **error)
{
  g_autofree char *currency = NULL;
  g_autoptr(GError) problem = NULL;

  if (!server_rights_check_store (request, store, error))
    return FALSE;

  currency = server_catalogue_store_dup_currency (server_request_get_connection (request), store, &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (store == 0)
    bakery_set_error_violation (error, "store", "This parameter is required.");
  else if (currency == NULL)
    bakery_set_error_violation (error, "store", "There is no such store.");
  else
    return TRUE;

  return FALSE;
}

static void
answer_created (ServerResponse          *response,
                gint64                   id,
                const BakeryImageHeader *header)
{
  BakeryJsonWriter *writer = server_response_begin_json (response);
  g_autofree char *image = g_strdup_printf ("/api/v1/" PATH "/%" G_GINT64_FORMAT, id);

  bakery_json_writer_begin_object (writer);
  bakery_json_writer_name (writer, "id");
  bakery_json_writer_integer (writer, id);
  bakery_json_writer_name (writer, "image");
  bakery_json_writer_string (writer, image);
  bakery_json_writer_name (writer, "content_type");
  bakery_json_writer_string (writer, header->content_type);
  bakery_json_writer_name (writer, "width");
  bakery_json_writer_integer (writer, header->width);
  bakery_json_writer_name (writer, "height");
  bakery_json_writer_integer (writer, header->height);
  bakery_json_writer_end_object (writer);
  server_response_set_created (response, PATH, id);
}

static gboolean
upload_image (ServerRequest  *request,
              ServerResponse *response,
              GError        **error)
{
  gint64 store = server_request_get_query_integer (request, "store", 0);
  BakeryImageHeader header;
  gint64 id;

  if (!check_store (request, store, error) ||
      !read_picture (request, &header, error) ||
      !server_image_store_insert (server_request_get_connection (request),
                                  store,
                                  &header,
                                  server_request_get_body (request),
                                  server_request_get_now (request),
                                  &id,
                                  error))
    return FALSE;

  answer_created (response, id, &header);

  return TRUE;
}

static void
set_tag (ServerResponse    *response,
         const ServerImage *image)
{
  g_autoptr(GString) tag = g_string_new ("\"");
  gsize i;

  for (i = 0; i < sizeof image->hash; i++)
    g_string_append_printf (tag, "%02x", image->hash[i]);
  g_string_append_c (tag, '"');
  server_response_set_header (response, "ETag", tag->str);
}

static gboolean
read_image (ServerRequest  *request,
            ServerResponse *response,
            GError        **error)
{
  g_auto(ServerImage) image = { NULL };

  if (!server_image_store_load (server_request_get_connection (request), server_request_get_id (request), &image, error))
    return FALSE;

  set_tag (response, &image);
  server_response_set_header (response, "Cache-Control", "public, max-age=31536000, immutable");
  server_response_set_header (response, "X-Content-Type-Options", "nosniff");
  server_response_take_bytes (response, g_steal_pointer (&image.content), image.content_type);

  return TRUE;
}

static gboolean
delete_image (ServerRequest  *request,
              ServerResponse *response,
              GError        **error)
{
  BakeryConnection *connection = server_request_get_connection (request);
  gint64 id = server_request_get_id (request);
  gboolean is_shown;
  gint64 store;

  if (!server_image_store_get_store (connection, id, &store, error) ||
      !server_rights_check_store (request, store, error) ||
      !server_image_store_is_shown (connection, id, store, &is_shown, error))
    return FALSE;
  if (is_shown)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "A cake shows this picture.");
      return FALSE;
    }

  server_response_set_no_content (response);

  return server_image_store_delete (connection, id, server_request_get_now (request), error);
}

static const ServerQueryParameter upload_query[] = {
  { "store", SERVER_QUERY_INTEGER, 1, G_MAXINT64, NULL, "Whose picture it is", .is_required = TRUE },
  { NULL },
};

static const ServerQueryParameter uploaded[] = {
  { "id", SERVER_QUERY_INTEGER, .description = "Its id", .is_required = TRUE },
  { "image", SERVER_QUERY_TEXT, .description = "Its path", .is_required = TRUE },
  { "content_type", SERVER_QUERY_TEXT, .description = "What it is", .is_required = TRUE },
  { "width", SERVER_QUERY_INTEGER, .description = "In pixels", .is_required = TRUE },
  { "height", SERVER_QUERY_INTEGER, .description = "In pixels", .is_required = TRUE },
  { NULL },
};

const ServerRoute server_images_routes[] = {
  { "POST", PATH, BAKERY_ROLES_MANAGERS, SERVER_ROUTE_WRITE, upload_image, .flags = SERVER_ROUTE_RAW_BODY,
    .query = upload_query, .maximum_body = MAXIMUM_BYTES, .consumes = "image/jpeg, image/png, image/webp",
    .status = 201, .answer_members = uploaded, .summary = "Upload a picture" },
  { "GET", PATH "/{id}", BAKERY_ROLES_EVERYBODY, SERVER_ROUTE_READ, read_image,
    .produces = "image/*", .summary = "Read a picture" },
  { "DELETE", PATH "/{id}", BAKERY_ROLES_MANAGERS, SERVER_ROUTE_WRITE, delete_image,
    .status = 204, .summary = "Delete a picture that no cake shows" },
  { NULL },
};
