/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Travel times from Google's Distance Matrix. One request may ask for a hundred ways at most, so larger ones are put together
 * row by row. Blocks. */

#include "config.h"

#include "server-config.h"
#include "server-json-path.h"
#include "server-routing.h"

/* So many destinations one request may have. */
#define MAXIMUM_DESTINATIONS 25

static void
append_places (GString           *path,
               const ServerPlace *places,
               guint              n_places)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE];
  char longitude[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < n_places; i++)
    g_string_append_printf (path, "%s%s%%2C%s", i > 0 ? "%7C" : "",
                            g_ascii_formatd (latitude, sizeof latitude, "%.6f", places[i].latitude),
                            g_ascii_formatd (longitude, sizeof longitude, "%.6f", places[i].longitude));
}

static gboolean
read_element (JsonNode  *answer,
              guint      column,
              ServerLeg *leg)
{
  g_autofree char *element = g_strdup_printf ("rows.0.elements.%u", column);
  JsonNode *node = server_json_path_find (answer, element);

  if (node == NULL || g_strcmp0 (server_json_path_get_text (node, "status"), "OK") != 0)
    return FALSE;
  leg->seconds = server_json_path_get_int (node, "duration.value");
  leg->metres = server_json_path_get_int (node, "distance.value");

  return leg->seconds >= 0 && leg->metres >= 0;
}

/* The ways from one place to some others. */
static gboolean
fetch_some (ServerRouting     *routing,
            const ServerPlace *from,
            const ServerPlace *places,
            guint              n_places,
            ServerLeg         *legs,
            GError           **error)
{
  const ServerConfig *config = server_routing_get_config (routing);
  g_autofree char *key = g_uri_escape_string (config->google_key, NULL, FALSE);
  g_autoptr(GString) path = g_string_new ("/maps/api/distancematrix/json?origins=");
  g_autoptr(JsonNode) answer = NULL;

  append_places (path, from, 1);
  g_string_append (path, "&destinations=");
  append_places (path, places, n_places);
  g_string_append_printf (path, "&key=%s", key);
  answer = server_routing_call (routing, config->google_url, path->str, error);
  if (answer == NULL)
    return FALSE;

  for (guint i = 0; i < n_places; i++)
    {
      if (!read_element (answer, i, &legs[i]))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Google knows no way between the places.");
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
fetch_matrix (ServerRouting     *routing,
              const ServerPlace *places,
              guint              n_places,
              ServerLeg         *legs,
              GError           **error)
{
  for (guint i = 0; i < n_places; i++)
    for (guint j = 0; j < n_places; j += MAXIMUM_DESTINATIONS)
      {
        if (!fetch_some (routing, &places[i], &places[j], MIN (n_places - j, MAXIMUM_DESTINATIONS), &legs[i * n_places + j],
                         error))
          return FALSE;
      }

  return TRUE;
}

static gboolean
fetch_way (ServerRouting     *routing,
           const ServerPlace *places,
           guint              n_places,
           ServerLeg         *legs,
           JsonNode **route   G_GNUC_UNUSED,
           GError           **error)
{
  for (guint i = 0; i + 1 < n_places; i++)
    {
      if (!fetch_some (routing, &places[i], &places[i + 1], 1, &legs[i], error))
        return FALSE;
    }

  return TRUE;
}

const ServerRoutingProvider server_routing_google = { BAKERY_ROUTING_GOOGLE, fetch_matrix, fetch_way };
