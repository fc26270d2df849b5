/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Picks single values out of JSON that another service sent. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *server_json_path_find (JsonNode *root,
                                 const char *path);
const char *server_json_path_get_text (JsonNode *root,
                                       const char *path);
gint64 server_json_path_get_int (JsonNode *root,
                                 const char *path);

G_END_DECLS
