/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads JSON that a stranger sent. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** How deep arrays and objects of a body may nest. */
#define SERVER_JSON_MAXIMUM_DEPTH 64

JsonNode *server_json_parse (const char *text,
                             gsize length,
                             GError **error);

G_END_DECLS
