/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `deliveries/{id}/photos/{order}`: the photo of a hand-over, which only the shop and the driver can see. Runs on the
 * writer's thread, but for reading one. */

#include "config.h"

#include "server-deliveries-private.h"
#include "server-routes.h"

#include "bakery-error.h"
#include "bakery-image-header.h"
#include "server-problem.h"

#define PATH "deliveries/{id}/photos/{order}"
#define MAXIMUM_BYTES (8 * 1024 * 1024)
#define TYPES "image/jpeg, image/png, image/webp"

static BakeryDeliveryStop *
find_stop (ServerRequest        *request,
           const BakeryDelivery *delivery,
           GError              **error)
{
  BakeryDeliveryStop *stop = bakery_delivery_find_stop (delivery, server_request_get_path_id (request, "order"));

  if (stop == NULL)
    g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "This delivery has no such order.");

  return stop;
}

static gboolean
read_photo (ServerRequest     *request,
            BakeryImageHeader *ret_header,
            GError           **error)
{
  GBytes *body = server_request_get_body (request);
  gsize length = 0;
  const guint8 *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  if (bakery_image_header_parse (data, length, ret_header))
    return TRUE;

  bakery_set_error_violation (error, "body", "A whole JPEG, PNG or WebP picture is required.");

  return FALSE;
}

static gboolean
store_photo (ServerRequest           *request,
             const BakeryDelivery    *delivery,
             gint64                   order,
             const BakeryImageHeader *header,
             GError                 **error)
{
  GBytes *body = server_request_get_body (request);
  gsize length;
  gconstpointer content = g_bytes_get_data (body, &length);
  g_autoptr(BakeryStatement) upsert =
    bakery_connection_prepare (server_request_get_connection (request),
                               "INSERT INTO delivery_photos (\"order\", delivery, content_type, content, created_at)"
                               " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (delivery, \"order\") DO UPDATE SET"
                               " content_type = excluded.content_type, content = excluded.content,"
                               " created_at = excluded.created_at",
                               error);

  if (upsert == NULL)
    return FALSE;

  bakery_statement_bind_int (upsert, 1, order);
  bakery_statement_bind_int (upsert, 2, delivery->base.id);
  bakery_statement_bind_text (upsert, 3, header->content_type);
  bakery_statement_bind_blob (upsert, 4, content, length);
  bakery_statement_bind_int (upsert, 5, server_request_get_now (request));

  return bakery_statement_run (upsert, error);
}

/* What was proof of a hand-over stays as it is. */
static gboolean
check_open (const BakeryDelivery     *delivery,
            const BakeryDeliveryStop *stop,
            GError                  **error)
{
  if (delivery->state == BAKERY_DELIVERY_UNDER_WAY && stop->state == BAKERY_STOP_WAITING)
    return TRUE;

  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT,
                       "The driver is not under way with this order, or the stop is done already.");

  return FALSE;
}

static gboolean
put_photo (ServerRequest  *request,
           ServerResponse *response,
           GError        **error)
{
  g_autoptr(BakeryDelivery) delivery = server_deliveries_load (request, error);
  BakeryDeliveryStop *stop = delivery != NULL ? find_stop (request, delivery, error) : NULL;
  BakeryImageHeader header;

  if (stop == NULL || !read_photo (request, &header, error) || !check_open (delivery, stop, error) ||
      !store_photo (request, delivery, stop->order, &header, error))
    return FALSE;

  stop->has_photo = TRUE;

  return server_deliveries_answer (request, delivery, response, error);
}

/* The answer keeps no copy of what its content is. */
static const char *
get_type (BakeryStatement *row)
{
  const char *type = bakery_statement_peek_text (row, 0);

  if (g_strcmp0 (type, "image/png") == 0)
    return "image/png";

  return g_strcmp0 (type, "image/webp") == 0 ? "image/webp" : "image/jpeg";
}

static gboolean
get_photo (ServerRequest  *request,
           ServerResponse *response,
           GError        **error)
{
  g_autoptr(BakeryDelivery) delivery = server_deliveries_load (request, error);
  BakeryDeliveryStop *stop = delivery != NULL ? find_stop (request, delivery, error) : NULL;
  g_autoptr(BakeryStatement) select = NULL;
  gconstpointer content;
  gboolean has_row;
  gsize length;

  if (stop == NULL)
    return FALSE;
  select = bakery_connection_prepare (server_request_get_connection (request),
                                      "SELECT content_type, content FROM delivery_photos"
                                      " WHERE \"order\" = $1 AND delivery = $2", error);
  if (select == NULL)
    return FALSE;
  bakery_statement_bind_int (select, 1, stop->order);
  bakery_statement_bind_int (select, 2, delivery->base.id);
  if (!bakery_statement_step (select, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_NOT_FOUND, "There is no photo of this hand-over.");
      return FALSE;
    }

  content = bakery_statement_peek_blob (select, 1, &length);
  server_response_set_header (response, "X-Content-Type-Options", "nosniff");
  server_response_take_bytes (response, g_bytes_new (content, length), get_type (select));

  return TRUE;
}

const ServerRoute server_delivery_photos_routes[] = {
  { "PUT", PATH, BAKERY_ROLES_SHOP, SERVER_ROUTE_WRITE, put_photo, .flags = SERVER_ROUTE_RAW_BODY,
    .maximum_body = MAXIMUM_BYTES, .consumes = TYPES, .answer = &bakery_delivery_type,
    .summary = "Keep a photo of a hand-over, or, for whoever wants one, of an attempt that fails" },
  { "GET", PATH, BAKERY_ROLES_SHOP, SERVER_ROUTE_READ, get_photo, .produces = "image/*",
    .summary = "See the photo of a hand-over" },
  { NULL },
};
