/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Distances are reckoned for every store that is open: they are few, and cakes are looked for in those that are left. Any
 * thread. */

#include "config.h"

#include "server-near.h"

#include "bakery-error.h"
#include "bakery-route.h"
#include "bakery-store.h"
#include "server-catalogue-store.h"

typedef struct
{
  double latitude;
  double longitude;
  gint64 radius;
} Circle;

static gboolean
parse_degrees (const char *text,
               double      limit,
               double     *ret_degrees)
{
  char *end;

  if (!g_ascii_isdigit (*text) && *text != '-' && *text != '+' && *text != '.')
    return FALSE;
  *ret_degrees = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && *ret_degrees >= -limit && *ret_degrees <= limit;
}

static gboolean
read_circle (ServerRequest *request,
             Circle        *ret_circle,
             GError       **error)
{
  g_auto(GStrv) parts = g_strsplit (server_request_get_query_text (request, "near"), ",", 3);

  ret_circle->radius = server_request_get_query_integer (request, "radius", SERVER_NEAR_DEFAULT_RADIUS);
  if (g_strv_length (parts) == 2 && parse_degrees (parts[0], 90, &ret_circle->latitude) &&
      parse_degrees (parts[1], 180, &ret_circle->longitude))
    return TRUE;

  bakery_set_error_violation (error, "near", "Give LATITUDE,LONGITUDE in degrees, such as 19.05,72.83.");

  return FALSE;
}

static int
compare_distances (gconstpointer a,
                   gconstpointer b)
{
  const BakeryStore *first = *(const BakeryStore *const *) a;
  const BakeryStore *second = *(const BakeryStore *const *) b;

  if (first->distance_metres != second->distance_metres)
    return first->distance_metres < second->distance_metres ? -1 : 1;

  return (first->base.id > second->base.id) - (first->base.id < second->base.id);
}

/**
 * server_near_load_stores:
 * @request: with the parameter `near`
 * @error: %BAKERY_ERROR_INVALID, or a %BAKERY_STORAGE_ERROR
 *
 * Returns: (transfer full) (element-type BakeryStore): the open stores within the radius with their distances, the nearest
 *   first, or %NULL with @error set
 */
GPtrArray *
server_near_load_stores (ServerRequest *request,
                         GError       **error)
{
  g_autoptr(GPtrArray) stores = NULL;
  Circle circle;
  guint i;

  if (!read_circle (request, &circle, error))
    return NULL;
  stores = server_catalogue_store_load_where (server_request_get_connection (request), &bakery_store_type,
                                              "t.is_active = $ AND t.latitude IS NOT NULL", 1, error);
  for (i = 0; stores != NULL && i < stores->len;)
    {
      BakeryStore *store = g_ptr_array_index (stores, i);

      store->distance_metres =
        bakery_route_measure (circle.latitude, circle.longitude, store->latitude, store->longitude);
      if (store->distance_metres != BAKERY_ROUTE_UNKNOWN && store->distance_metres <= circle.radius)
        i++;
      else
        g_ptr_array_remove_index_fast (stores, i);
    }
  if (stores != NULL)
    g_ptr_array_sort (stores, compare_distances);

  return g_steal_pointer (&stores);
}

/**
 * server_near_dup_store_ids:
 * @request: with the parameter `near`
 * @error: as server_near_load_stores()
 *
 * Returns: (transfer full): the ids of the stores within the radius as a JSON array, or %NULL with @error set
 */
char *
server_near_dup_store_ids (ServerRequest *request,
                           GError       **error)
{
  g_autoptr(GPtrArray) stores = server_near_load_stores (request, error);
  GString *ids;
  guint i;

  if (stores == NULL)
    return NULL;

  ids = g_string_new ("[");
  for (i = 0; i < stores->len; i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", BAKERY_ENTITY (g_ptr_array_index (stores, i))->id);
  g_string_append_c (ids, ']');

  return g_string_free (ids, FALSE);
}
